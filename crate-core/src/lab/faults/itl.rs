//! Faults of ITL: what belongs into an ITL is not there.

use super::Fault;

pub(super) static FAULTS: &[Fault] = &[];
