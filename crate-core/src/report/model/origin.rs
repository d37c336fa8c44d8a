//! Where in its parent an input was found.

use crate::timestamp::Timestamp;
use serde::{Deserialize, Serialize};

/// Where in its parent an input was found, as far as the parent tells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The byte of the parent at which it begins, counted from 0. Absent where its bytes do not stand there as they are.
    pub offset: Option<u64>,
    /// The line of the parent at which it begins, counted from 1. Only in text.
    pub line: Option<u64>,
    /// What carried it, in a capture: `TFTP`, `HTTP` or `TLS`.
    pub carried_by: Option<String>,
    /// Who asked for it: the phone's address.
    pub client: Option<String>,
    /// Who sent it: address and port.
    pub server: Option<String>,
    /// When: the time of its first packet, or the time that an archive notes.
    pub at: Option<Timestamp>,
}
