//! Faults of TXT: what texts say.

use super::Fault;

pub(super) static FAULTS: &[Fault] = &[];
