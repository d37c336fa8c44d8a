//! Faults of PCAP: what phones got.

use super::Fault;

pub(super) static FAULTS: &[Fault] = &[];
