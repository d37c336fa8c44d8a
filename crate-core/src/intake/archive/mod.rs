//! Archives: zip, gzip, tar.

use super::{Allowance, Candidate, Recognised};

/// Recognises an archive by its first bytes and unwraps it.
pub(super) fn detect(_candidate: &Candidate<'_>, _allowance: &mut Allowance) -> Option<Recognised> {
    None
}
