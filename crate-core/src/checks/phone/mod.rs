//! PHN: are the certificates of phones sound, and does the cluster know them?

use super::Check;

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[];
