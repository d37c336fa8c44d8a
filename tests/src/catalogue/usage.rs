//! Rows of EKU: may a certificate be used for what its role needs?

use super::Fixture;

pub(super) static FIXTURES: &[Fixture] = &[];
