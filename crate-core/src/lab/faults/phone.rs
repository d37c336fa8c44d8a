//! Faults of PHN: certificates of phones.

use super::Fault;

pub(super) static FAULTS: &[Fault] = &[];
