//! Faults of FMT: a file is damaged.

use super::Fault;

pub(super) static FAULTS: &[Fault] = &[];
