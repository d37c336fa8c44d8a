//! Faults of EKU: a certificate may not be used for what its service needs.

use super::Fault;

pub(super) static FAULTS: &[Fault] = &[];
