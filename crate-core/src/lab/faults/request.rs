//! Faults of CSR: requests and what answers them.

use super::Fault;

pub(super) static FAULTS: &[Fault] = &[];
