//! What the command line of CUCM printed: one file a kind of output.

use super::{Allowance, Candidate, Recognised};

/// Recognises text of the command line, cuts it into the outputs of its commands, and reads each.
pub(super) fn detect(_candidate: &Candidate<'_>, _allowance: &mut Allowance) -> Option<Recognised> {
    None
}
