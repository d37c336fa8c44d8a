//! Faults of SIG: a signature does not hold, or not for long.

use super::Fault;

pub(super) static FAULTS: &[Fault] = &[];
