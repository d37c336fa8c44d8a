//! Rows of TRU: are chains whole, and trust stores in order?

use super::Fixture;

pub(super) static FIXTURES: &[Fixture] = &[];
