//! Faults of ROL: a certificate is not what its name says.

use super::Fault;

pub(super) static FAULTS: &[Fault] = &[];
