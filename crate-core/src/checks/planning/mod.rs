//! PLN: is what is planned safe, and when must it begin?

pub(super) mod renewals_due;

use super::Check;

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[&renewals_due::CHECK];
