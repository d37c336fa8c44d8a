//! Phone configuration files.

use super::{Allowance, Candidate, Recognised};

/// Recognises a phone's configuration in XML.
pub(super) fn detect(_candidate: &Candidate<'_>, _allowance: &mut Allowance) -> Option<Recognised> {
    None
}
