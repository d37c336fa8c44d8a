//! ROL: is each certificate what its name says?

pub(super) mod file_name;

use super::Check;

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[&file_name::CHECK];
