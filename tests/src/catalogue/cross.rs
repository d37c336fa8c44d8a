//! Rows of XF: do lists, servers and each other agree?

use super::Fixture;

pub(super) static FIXTURES: &[Fixture] = &[];
