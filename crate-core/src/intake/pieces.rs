//! Inputs that are read in pieces, because they may be larger than memory.

use super::capture;
use super::{Allowance, Recognised};
use crate::case::input::Hashes;
use crate::crypto::Fingerprints;
use crate::formats::capture::CaptureReader;

/// An input that is being read in pieces: a network capture.
///
/// However long it is, what is held of it is bounded, and however it is cut into pieces, the same comes out.
#[derive(Debug)]
pub struct Pieces {
    reader: CaptureReader,
    fingerprints: Fingerprints,
    size: u64,
}

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
    pub fn begin(start: &[u8]) -> Option<Self> {
        let reader = capture::begin(start, &Allowance::default())?;
        Some(Self { reader, fingerprints: Fingerprints::default(), size: 0 })
    }

    /// Takes in the next bytes.
    pub fn push(&mut self, piece: &[u8]) {
        self.reader.push(piece);
        self.fingerprints.update(piece);
        self.size = self.size.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
    }

    /// Ends the input.
    #[must_use]
    pub fn finish(self) -> Finished {
        let recognised = capture::recognised(self.reader.finish());
        Finished { recognised, hashes: Hashes::of_pieces(self.fingerprints), size: self.size }
    }
}
