//! Network captures.

use super::{Allowance, Candidate, Pieces, Recognised};

/// Recognises a capture by its first bytes and reads all of it.
pub(super) fn detect(candidate: &Candidate<'_>, _allowance: &mut Allowance) -> Option<Recognised> {
    let mut pieces = Pieces::begin(candidate.bytes)?;
    pieces.push(candidate.bytes);
    Some(pieces.finish().recognised)
}
