//! EKU: may each certificate be used for what its service needs?

use super::Check;

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[];
