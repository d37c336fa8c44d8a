//! How much may be unwrapped from one thing given, so that a bomb ends in a sentence.

/// Inputs inside inputs are followed so deep: a signed file in an archive in an archive takes four. A zip archive that holds itself
/// ends here.
pub const DEPTH: usize = 8;

/// What may still come out of one thing that was given, all containers inside it taken together.
///
/// A container also has a bound of its own, [`Allowance::limit`], which stops a bomb long before these are used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Inputs that may still be found inside. Collections of a server's logs hold some thousand files; each costs hashes and a row.
    pub members: usize,
    /// Bytes that may still be unwrapped, kept or not.
    pub bytes: u64,
    /// Rounds of hashing that may still be spent on turning passwords into keys. A million takes a tenth of a second, in a browser
    /// some tenths.
    pub rounds: u64,
}

/// What [`Allowance::limit`] is at least. Small files of zeros or spaces are ordinary and compress by any ratio.
const ALWAYS: u64 = 1024 * 1024;

/// Bytes that may come out of one byte. Logs compress to a tenth, those that repeat themselves to a fiftieth; deflate ends at 1032.
const EXPANSION: u64 = 200;

/// [`Allowance::bytes`] at least: what any case may hold, and what is unwrapped in some hundredths of a second.
const LEAST_BYTES: u64 = 16 * 1024 * 1024;

/// [`Allowance::bytes`] at most: what a browser can hold beside the page.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

impl Allowance {
    /// What may come out of a thing of `size` bytes: [`EXPANSION`] times its size, so that nested containers cannot multiply their
    /// ratios.
    #[must_use]
    pub fn of(size: usize) -> Self {
        let bytes = wide(size).saturating_mul(EXPANSION).clamp(LEAST_BYTES, MOST_BYTES);
        Self { bytes, ..Self::default() }
    }

    /// The most that may come out of `packed` bytes now.
    #[must_use]
    pub fn limit(&self, packed: u64) -> u64 {
        most_from(packed).min(self.bytes)
    }

    /// Takes bytes that were unwrapped.
    pub fn take_bytes(&mut self, bytes: u64) {
        self.bytes = self.bytes.saturating_sub(bytes);
    }

    /// Takes rounds of hashing, if there are as many.
    #[must_use]
    pub fn take_rounds(&mut self, rounds: u64) -> bool {
        match self.rounds.checked_sub(rounds) {
            Some(left) => {
                self.rounds = left;
                true
            }
            None => false,
        }
    }
}

impl Default for Allowance {
    fn default() -> Self {
        Self { members: 10_000, bytes: MOST_BYTES, rounds: 10_000_000 }
    }
}

/// The most that `packed` bytes may expand to.
#[must_use]
pub(super) fn most_from(packed: u64) -> u64 {
    packed.saturating_mul(EXPANSION).max(ALWAYS)
}

/// A number of bytes in memory as a number of bytes in files.
pub(super) fn wide(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// Why unpacking ended before the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Bound {
    /// [`Allowance::members`] is used up.
    #[error("more inputs would come out of what was given than are taken from one thing")]
    Members,
    /// [`Allowance::bytes`] is used up.
    #[error("more bytes would come out of what was given than are unpacked of one thing")]
    Bytes,
    /// More than [`EXPANSION`] bytes come out of one.
    #[error("it expands to more than {EXPANSION} times its size, as a decompression bomb does")]
    Expansion,
    /// The same bytes are unpacked several times.
    #[error("its bytes are also those of other members, as in a decompression bomb")]
    Overlap,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_come_out_grows_with_what_was_given() {
        assert_eq!(Allowance::of(0).bytes, LEAST_BYTES);
        assert_eq!(Allowance::of(500_000).bytes, 100_000_000);
        assert_eq!(Allowance::of(usize::MAX).bytes, MOST_BYTES);
        let small = Allowance { bytes: 5, ..Allowance::default() };
        assert_eq!((small.limit(1), Allowance::default().limit(1)), (5, ALWAYS));
        assert_eq!(Allowance::default().limit(ALWAYS), 200 * ALWAYS);
        assert_eq!(Allowance::default().limit(u64::MAX), MOST_BYTES);
    }

    #[test]
    fn rounds_are_taken_whole_or_not_at_all() {
        let mut allowance = Allowance { rounds: 10, ..Allowance::default() };
        assert!(allowance.take_rounds(7) && !allowance.take_rounds(4) && allowance.take_rounds(3));
        allowance.take_bytes(u64::MAX);
        assert_eq!((allowance.rounds, allowance.bytes), (0, 0));
    }
}
