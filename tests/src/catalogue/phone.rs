//! Rows of PHN: are the certificates of phones sound, and known to the servers?

use super::Fixture;

pub(super) static FIXTURES: &[Fixture] = &[];
