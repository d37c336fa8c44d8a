//! Faults of TRU: chains and trust stores.

use super::Fault;

pub(super) static FAULTS: &[Fault] = &[];
