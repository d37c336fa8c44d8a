//! The content of a file that is being fetched, as far as it is kept.

use crate::report::TransferOutcome;

/// Bytes of the largest file that comes out of a capture. Trust lists, configurations and dictionaries are far smaller.
const LARGEST: usize = 4 * 1024 * 1024;

/// The content of one file.
#[derive(Debug)]
pub(super) enum Content {
    /// Nobody wants it.
    Unwanted,
    /// What came so far.
    Kept(Vec<u8>),
    /// It is larger than what is kept.
    TooLarge,
    /// It was given up to make room for others.
    GivenUp,
}

impl Content {
    /// Content of which nothing has come yet.
    pub(super) fn new(wanted: bool) -> Self {
        if wanted { Self::Kept(Vec::new()) } else { Self::Unwanted }
    }

    /// Puts `data` at a place. A hole before it is filled with zeros; who uses the content has to know of it.
    pub(super) fn write(&mut self, offset: u64, data: &[u8]) {
        let Self::Kept(bytes) = self else { return };
        let place = usize::try_from(offset).ok().and_then(|start| Some((start, start.checked_add(data.len())?)));
        match place {
            Some((start, end)) if end <= LARGEST => {
                if bytes.len() < end {
                    bytes.resize(end, 0);
                }
                if let Some(place) = bytes.get_mut(start..end) {
                    place.copy_from_slice(data);
                }
            }
            _ => *self = Self::TooLarge,
        }
    }

    /// Puts `data` behind all others.
    pub(super) fn append(&mut self, data: &[u8]) {
        match self {
            Self::Kept(bytes) if bytes.len().saturating_add(data.len()) <= LARGEST => bytes.extend_from_slice(data),
            Self::Kept(_) => *self = Self::TooLarge,
            _ => {}
        }
    }

    /// Lets go of what came.
    pub(super) fn give_up(&mut self) {
        if matches!(self, Self::Kept(_)) {
            *self = Self::GivenUp;
        }
    }

    /// Bytes that it holds in memory.
    pub(super) fn weight(&self) -> usize {
        match self {
            Self::Kept(bytes) => bytes.capacity(),
            _ => 0,
        }
    }

    /// What came, if it was kept.
    pub(super) fn into_bytes(self) -> Option<Vec<u8>> {
        match self {
            Self::Kept(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Why nothing comes out although the file was wanted, as a sentence with a blank before it.
    pub(super) fn excuse(&self, outcome: TransferOutcome) -> &'static str {
        match self {
            // It would be shown as altered, with all that follows from that.
            Self::Kept(bytes) if outcome == TransferOutcome::Incomplete && !bytes.is_empty() => {
                " What is there of it was not taken out: a file with a hole looks like one that was tampered with."
            }
            Self::TooLarge => " It is larger than what is taken out of a capture (4 MB).",
            Self::GivenUp => " Its content was let go of, because too many files were on their way at once.",
            Self::Unwanted | Self::Kept(_) => "",
        }
    }
}
