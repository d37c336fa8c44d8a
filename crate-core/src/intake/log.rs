//! Lines of phones and servers.

use super::{Allowance, Candidate, Recognised};

/// Recognises text with lines of which something is known.
pub(super) fn detect(_candidate: &Candidate<'_>, _allowance: &mut Allowance) -> Option<Recognised> {
    None
}
