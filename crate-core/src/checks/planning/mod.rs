//! PLN: is what is planned safe, and when must it begin?

mod lockout;
pub(super) mod renewals_due;
mod several_changes;

use super::Check;

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[&several_changes::CHECK, &lockout::CHECK, &renewals_due::CHECK];
