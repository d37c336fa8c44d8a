//! Faults of CRT: a certificate is not sound by itself.

use super::Fault;

pub(super) static FAULTS: &[Fault] = &[];
