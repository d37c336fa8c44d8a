//! One direction of a TCP connection: its bytes in their order, and what is missing between them.

use std::collections::BTreeMap;

/// Bytes that wait for others in front of them. Beyond that the others are taken as lost.
const MOST_HELD: usize = 512 * 1024;

/// Packets of the other side that have acknowledged bytes which are not in the capture, before these are taken as lost: captures of
/// several interfaces are not always in order.
const PATIENCE: u32 = 3;

/// A place in the stream is counted from here, so that there is room in front of the first byte that was seen.
const ORIGIN: u64 = 1 << 32;

/// What comes next in a direction.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Bytes.
    Bytes {
        /// The sequence number of the first.
        sequence: u32,
        /// What the sender had of the other direction when it sent them: the number of the byte that it waited for.
        acknowledged: Option<u32>,
        bytes: &'a [u8],
    },
    /// So many bytes were sent that are not in the capture.
    Gap(u64),
    /// The sender has ended it.
    End,
}

/// One direction.
#[derive(Debug, Default)]
pub(super) struct Stream {
    /// Whether anything of it was seen.
    known: bool,
    /// The place of the next byte.
    next: u64,
    /// What came too early, by its place.
    held: BTreeMap<u64, Held>,
    held_bytes: usize,
    /// The place behind the last byte, once the sender has ended the direction.
    end: Option<u64>,
    ended: bool,
    impatience: u32,
    /// Do not wait for what is missing.
    forced: bool,
    /// Segments that brought nothing new.
    pub(super) repeated: u64,
}

#[derive(Debug)]
struct Held {
    acknowledged: Option<u32>,
    bytes: Vec<u8>,
    missing: usize,
}

/// A segment, as one direction sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arrival<'a> {
    pub(super) sequence: u32,
    pub(super) acknowledged: Option<u32>,
    pub(super) start: bool,
    pub(super) end: bool,
    pub(super) bytes: &'a [u8],
    /// Bytes behind them that were sent and are not in the capture.
    pub(super) missing: usize,
}

impl Stream {
    /// Takes in a segment and hands on what comes next by it.
    pub(super) fn take(&mut self, arrival: Arrival<'_>, then: &mut dyn FnMut(Piece<'_>)) {
        let Arrival { start, end, bytes, missing, .. } = arrival;
        // A SYN takes one number.
        let sequence = arrival.sequence.wrapping_add(u32::from(start));
        if !self.known {
            self.known = true;
            self.next = ORIGIN + u64::from(sequence);
        }
        let Some(place) = self.place(sequence) else { return };
        let behind = place.saturating_add(wide(bytes.len())).saturating_add(wide(missing));
        if end && self.end.is_none() {
            self.end = Some(behind);
        }
        if behind > place {
            self.take_bytes(place, behind, &arrival, then);
        }
        self.go_on(then);
    }

    fn take_bytes(&mut self, place: u64, behind: u64, arrival: &Arrival<'_>, then: &mut dyn FnMut(Piece<'_>)) {
        let Arrival { acknowledged, bytes, missing, .. } = *arrival;
        if behind <= self.next {
            self.repeated += 1;
        } else if place <= self.next {
            self.repeated += u64::from(place < self.next);
            self.hand_on(place, acknowledged, bytes, missing, then);
        } else {
            let longer = |held: &Held| held.bytes.len() >= bytes.len();
            if self.held.get(&place).is_some_and(longer) {
                self.repeated += 1;
                return;
            }
            self.held_bytes += bytes.len();
            let held = Held { acknowledged, bytes: bytes.to_vec(), missing };
            if let Some(shorter) = self.held.insert(place, held) {
                self.held_bytes = self.held_bytes.saturating_sub(shorter.bytes.len());
            }
        }
    }

    /// Hands on bytes that begin at the next place or before it.
    fn hand_on(
        &mut self,
        place: u64,
        acknowledged: Option<u32>,
        bytes: &[u8],
        missing: usize,
        then: &mut dyn FnMut(Piece<'_>),
    ) {
        let known = usize::try_from(self.next.saturating_sub(place)).unwrap_or(usize::MAX);
        let new = bytes.get(known..).unwrap_or_default();
        let missing = missing.saturating_sub(known.saturating_sub(bytes.len()));
        if !new.is_empty() {
            then(Piece::Bytes { sequence: sequence(self.next), acknowledged, bytes: new });
            self.next += wide(new.len());
        }
        if missing > 0 {
            then(Piece::Gap(wide(missing)));
            self.next += wide(missing);
        }
    }

    /// Hands on what was held, as far as nothing is missing before it, or as far as nobody waits for that any more.
    fn go_on(&mut self, then: &mut dyn FnMut(Piece<'_>)) {
        while let Some(first) = self.held.first_entry() {
            let place = *first.key();
            if place > self.next {
                if !self.forced && self.held_bytes <= MOST_HELD && self.impatience < PATIENCE {
                    return;
                }
                then(Piece::Gap(place - self.next));
                self.next = place;
                self.impatience = 0;
            }
            let held = first.remove();
            self.held_bytes = self.held_bytes.saturating_sub(held.bytes.len());
            self.hand_on(place, held.acknowledged, &held.bytes, held.missing, then);
        }
        self.impatience = 0;
        if let Some(end) = self.end.filter(|_| !self.ended) {
            if self.forced && end > self.next {
                then(Piece::Gap(end - self.next));
                self.next = end;
            }
            if self.next >= end {
                self.ended = true;
                then(Piece::End);
            }
        }
    }

    /// The other side says that it has everything before a number.
    pub(super) fn acknowledged(&mut self, number: u32, then: &mut dyn FnMut(Piece<'_>)) {
        let Some((first, _)) = self.held.first_key_value() else { return };
        if self.place(number).is_some_and(|place| place >= *first) {
            self.impatience += 1;
            self.go_on(then);
        }
    }

    /// Nothing more will come: hands on what is there.
    pub(super) fn finish(&mut self, then: &mut dyn FnMut(Piece<'_>)) {
        self.forced = true;
        self.go_on(then);
    }

    /// Whether anything of it was seen.
    pub(super) fn is_known(&self) -> bool {
        self.known
    }

    /// Lets go of what is held, and hears no more of it.
    pub(super) fn forget(&mut self) {
        self.held = BTreeMap::new();
        self.held_bytes = 0;
    }

    /// Bytes that it holds in memory.
    pub(super) fn weight(&self) -> usize {
        // A map's own cost for each entry is counted too: many tiny segments are a burden as well.
        self.held_bytes.saturating_add(self.held.len().saturating_mul(64))
    }

    /// The place of a sequence number: the one nearest to the next byte.
    fn place(&self, number: u32) -> Option<u64> {
        let distance = number.wrapping_sub(sequence(self.next)).cast_signed();
        self.next.checked_add_signed(i64::from(distance))
    }
}

/// The sequence number of a place.
fn sequence(place: u64) -> u32 {
    u32::try_from(place % ORIGIN).unwrap_or_default()
}

fn wide(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    /// A stream that says what it hands on in one text: bytes as they are, gaps as `[3]`, its end as `.`.
    struct Said {
        stream: Stream,
        text: String,
    }

    fn arrival(sequence: u32, bytes: &[u8]) -> Arrival<'_> {
        Arrival { sequence, acknowledged: None, start: false, end: false, bytes, missing: 0 }
    }

    impl Said {
        fn new(first: u32) -> Self {
            let mut said = Self { stream: Stream::default(), text: String::new() };
            said.segment(Arrival { start: true, ..arrival(first, b"") });
            said
        }

        fn with(&mut self, act: impl FnOnce(&mut Stream, &mut dyn FnMut(Piece<'_>))) -> &str {
            let text = &mut self.text;
            act(&mut self.stream, &mut |piece| match piece {
                Piece::Bytes { bytes, .. } => text.push_str(&String::from_utf8_lossy(bytes)),
                Piece::Gap(length) => write!(text, "[{length}]").unwrap(),
                Piece::End => text.push('.'),
            });
            &self.text
        }

        fn segment(&mut self, arrival: Arrival<'_>) -> &str {
            self.with(|stream, then| stream.take(arrival, then))
        }

        fn bytes(&mut self, sequence: u32, bytes: &str) -> &str {
            self.segment(arrival(sequence, bytes.as_bytes()))
        }
    }

    #[test]
    fn segments_may_overlap_and_come_in_any_order() {
        // The numbers begin anew in the middle.
        let base = u32::MAX - 3;
        let mut said = Said::new(base.wrapping_sub(1));
        assert_eq!(said.bytes(base.wrapping_add(4), "efg"), "");
        assert_eq!(said.bytes(base.wrapping_add(2), "cde"), "");
        assert_eq!(said.bytes(base, "ab"), "abcdefg");
        assert_eq!(said.bytes(base, "abcd"), "abcdefg");
        assert_eq!(said.bytes(base.wrapping_add(5), "fghi"), "abcdefghi");
        assert_eq!(said.stream.repeated, 2);
        assert_eq!(said.stream.weight(), 0);
    }

    #[test]
    fn what_is_lost_is_a_gap() {
        let mut said = Said::new(99);
        assert_eq!(said.bytes(100, "ab"), "ab");
        assert_eq!(said.bytes(105, "fg"), "ab", "it waits");
        for _ in 1..PATIENCE {
            assert_eq!(said.with(|stream, then| stream.acknowledged(107, then)), "ab");
        }
        assert_eq!(said.with(|stream, then| stream.acknowledged(107, then)), "ab[3]fg");
        assert_eq!(said.bytes(102, "cde"), "ab[3]fg", "too late");
        let end = Arrival { end: true, ..arrival(110, b"k") };
        assert_eq!(said.segment(end), "ab[3]fg");
        assert_eq!(said.with(|stream, then| stream.finish(then)), "ab[3]fg[3]k.");
    }

    #[test]
    fn what_was_not_recorded_is_a_gap() {
        let mut said = Said::new(0);
        let cut = Arrival { missing: 4, ..arrival(1, b"abc") };
        assert_eq!(said.segment(cut), "abc[4]");
        assert_eq!(said.bytes(8, "hi"), "abc[4]hi");
    }

    #[test]
    fn a_hole_is_not_waited_for_without_end() {
        let mut said = Said::new(0);
        let long = "x".repeat(1024);
        for number in 0..600 {
            said.bytes(1001 + number * 1024, &long);
            assert!(said.stream.held_bytes <= MOST_HELD + 1024);
        }
        assert!(said.text.starts_with("[1000]"));
    }
}
