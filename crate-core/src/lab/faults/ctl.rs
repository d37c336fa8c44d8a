//! Faults of CTL: what belongs into a CTL is not there.

use super::Fault;

pub(super) static FAULTS: &[Fault] = &[];
