//! XF: do the lists agree with each other, and with what the servers hold?

use super::Check;

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[];
