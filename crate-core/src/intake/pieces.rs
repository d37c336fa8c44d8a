//! Inputs that are read in pieces, because they may be larger than memory.

use super::Recognised;
use crate::case::input::Hashes;

/// An input that is being read in pieces: a network capture.
#[derive(Debug)]
pub struct Pieces {}

/// What came out of an input that was read in pieces.
#[derive(Debug)]
pub struct Finished {
    /// What it is, and what was found in it.
    pub recognised: Recognised,
    /// Its hashes.
    pub hashes: Hashes,
    /// Bytes in all.
    pub size: u64,
}

impl Pieces {
    /// Begins to read, if this is an input that is read in pieces. `start` is its first bytes: 64 KB, or all of them. They are not
    /// taken in yet.
    #[must_use]
    pub fn begin(_start: &[u8]) -> Option<Self> {
        None
    }

    /// Takes in the next bytes.
    pub fn push(&mut self, _piece: &[u8]) {}

    /// Ends the input.
    #[must_use]
    pub fn finish(self) -> Finished {
        Finished {
            recognised: Recognised::new(crate::report::InputKind::Capture, "a capture"),
            hashes: Hashes::default(),
            size: 0,
        }
    }
}
