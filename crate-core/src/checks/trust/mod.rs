//! TRU: do trust stores hold what they must, and nothing that harms?

use super::Check;

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[];
