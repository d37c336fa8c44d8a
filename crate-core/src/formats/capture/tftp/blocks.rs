//! The blocks of one file: in their order, with those that are missing.

use super::super::content::Content;

/// Runs of blocks that are told apart. A file with more holes than this is of no use.
const MOST_RUNS: usize = 1_000;

/// Bytes of a block unless client and server agree on another size (RFC 1350).
const DEFAULT_SIZE: usize = 512;

/// Blocks after which the number in a packet begins anew.
const CYCLE: u64 = 65_536;

/// The blocks that came so far.
#[derive(Debug)]
pub(super) struct Blocks {
    /// Bytes of a block, once that is settled.
    size: Option<usize>,
    /// The client asked for another size, and the server's answer to that is not in the capture (yet).
    uncertain: bool,
    /// The blocks that are there: first and last of each run, in their order.
    runs: Vec<(u64, u64)>,
    /// The highest block that came, counted from 1 without beginning anew.
    highest: u64,
    /// The last block of the file: the first that is shorter than others.
    last: Option<u64>,
    /// Bytes of it.
    last_length: usize,
    /// The highest block that was acknowledged.
    acknowledged: u64,
    /// Blocks that came more than once.
    pub(super) repeated: u64,
    /// Blocks of which the capture does not hold all bytes.
    pub(super) cut: u64,
    /// Blocks contradict each other.
    contradiction: bool,
    pub(super) content: Content,
}

impl Blocks {
    /// `asked_size` is the size that the client asked for, if it did.
    pub(super) fn new(asked_size: Option<usize>, wanted: bool) -> Self {
        Self {
            size: None,
            uncertain: asked_size.is_some(),
            runs: Vec::new(),
            highest: 0,
            last: None,
            last_length: 0,
            acknowledged: 0,
            repeated: 0,
            cut: 0,
            contradiction: false,
            content: Content::new(wanted),
        }
    }

    /// The server has acknowledged the options, a block size among them or not.
    pub(super) fn agree(&mut self, size: Option<usize>) {
        if self.runs.is_empty() {
            self.size = Some(size.unwrap_or(DEFAULT_SIZE));
            self.uncertain = false;
        }
    }

    /// Takes in a block.
    pub(super) fn take(&mut self, number: u16, bytes: &[u8], cut: bool) {
        let Some(block) = unfold(number, self.highest) else { return };
        if cut {
            self.cut += 1;
            self.highest = self.highest.max(block);
            return;
        }
        if self.has(block) {
            self.repeated += 1;
            return;
        }
        // Without an acknowledgement of the options the size is the default one, unless the packet with it is what the capture lacks:
        // then the first block tells, which is not the last one as a rule.
        let size = *self.size.get_or_insert(bytes.len().max(DEFAULT_SIZE));
        if bytes.len() > size || self.last.is_some_and(|last| block > last) {
            self.contradiction = true;
            return;
        }
        if bytes.len() < size {
            self.contradiction |= self.highest > block;
            self.last = Some(block);
            self.last_length = bytes.len();
        }
        self.highest = self.highest.max(block);
        self.add(block);
        self.content.write((block - 1).saturating_mul(wide(size)), bytes);
    }

    /// The receiver has acknowledged a block, and all before it.
    pub(super) fn acknowledge(&mut self, number: u16) {
        let near = self.acknowledged.max(self.highest);
        self.acknowledged = self.acknowledged.max(unfold(number, near).unwrap_or(0));
    }

    fn has(&self, block: u64) -> bool {
        let behind = self.runs.partition_point(|(first, _)| *first <= block);
        behind.checked_sub(1).and_then(|place| self.runs.get(place)).is_some_and(|(_, last)| *last >= block)
    }

    /// Notes a block that is not there yet.
    fn add(&mut self, block: u64) {
        let place = self.runs.partition_point(|(first, _)| *first <= block);
        let previous = place.checked_sub(1).and_then(|previous| self.runs.get(previous)).copied();
        let next = self.runs.get(place).copied();
        let joins_previous = previous.is_some_and(|(_, last)| last + 1 == block);
        let joins_next = next.is_some_and(|(first, _)| first == block + 1);
        let first = previous.filter(|_| joins_previous).map_or(block, |(first, _)| first);
        let last = next.filter(|_| joins_next).map_or(block, |(_, last)| last);
        let (from, until) = (place - usize::from(joins_previous), place + usize::from(joins_next));
        if from == until && self.runs.len() >= MOST_RUNS {
            self.contradiction = true;
            return;
        }
        self.runs.splice(from..until, [(first, last)]);
    }

    /// Whether anything of the file came.
    pub(super) fn any(&self) -> bool {
        !self.runs.is_empty() || self.cut > 0
    }

    /// Whether every block is there, to the last.
    pub(super) fn is_complete(&self) -> bool {
        let is_there = |last| self.runs == [(1, last)] || self.skips_zero(last);
        !self.contradiction && self.last.is_some_and(|last| self.acknowledged <= last && is_there(last))
    }

    /// Whether the size of the blocks was not agreed upon in the capture although the client asked for another: then only the end of
    /// the capture tells that nothing contradicts what was taken for the size.
    pub(super) fn is_uncertain(&self) -> bool {
        self.uncertain
    }

    /// Some senders go on with block 1 after block 65535, where others take 0: then each cycle lacks one number and no block.
    fn skips_zero(&self, last: u64) -> bool {
        let mut expected = 1;
        let fits = self.runs.iter().all(|(first, end)| {
            let fits = *first == expected && (*end == last || (end + 1).is_multiple_of(CYCLE));
            expected = end + 2;
            fits
        });
        fits && last > CYCLE && self.runs.last().is_some_and(|(_, end)| *end == last)
    }

    /// Whether blocks contradict each other in size or number.
    pub(super) fn is_contradictory(&self) -> bool {
        self.contradiction
    }

    /// Bytes that came.
    pub(super) fn bytes(&self) -> u64 {
        let blocks: u64 = self.runs.iter().map(|(first, last)| last - first + 1).sum();
        let whole = blocks.saturating_mul(wide(self.block_size()));
        let short = self.last.map_or(0, |_| wide(self.block_size().saturating_sub(self.last_length)));
        whole.saturating_sub(short)
    }

    /// The whole file, if it is there without a hole and was kept. It is given once.
    pub(super) fn take_whole(&mut self) -> Option<Vec<u8>> {
        if self.is_complete() && self.missing().is_empty() && matches!(self.content, Content::Kept(_)) {
            std::mem::replace(&mut self.content, Content::Unwanted).into_bytes()
        } else {
            None
        }
    }

    /// Bytes of a block.
    pub(super) fn block_size(&self) -> usize {
        self.size.unwrap_or(DEFAULT_SIZE)
    }

    /// Blocks that came.
    pub(super) fn count(&self) -> u64 {
        self.runs.iter().map(|(first, last)| last - first + 1).sum()
    }

    /// The runs of blocks that are missing before one that came.
    pub(super) fn missing(&self) -> Vec<(u64, u64)> {
        let mut expected = 1;
        let mut missing = Vec::new();
        for (first, last) in &self.runs {
            if *first > expected {
                missing.push((expected, first - 1));
            }
            expected = last + 1;
        }
        if expected <= self.highest {
            missing.push((expected, self.highest));
        }
        missing
    }

    /// Whether the last block is there.
    pub(super) fn has_last(&self) -> bool {
        self.last.is_some()
    }

    /// The highest block that is known of.
    pub(super) fn highest(&self) -> u64 {
        self.highest
    }

    /// Whether the receiver acknowledged any block.
    pub(super) fn acknowledged_any(&self) -> bool {
        self.acknowledged > 0
    }

    /// Whether the receiver acknowledged every block that is known of.
    pub(super) fn is_acknowledged(&self) -> bool {
        self.highest > 0 && self.acknowledged >= self.highest
    }
}

/// The block that a number of 16 bits means: the one nearest to `near`.
fn unfold(number: u16, near: u64) -> Option<u64> {
    let low = u16::try_from(near % CYCLE).unwrap_or_default();
    let distance = number.wrapping_sub(low).cast_signed();
    near.checked_add_signed(i64::from(distance)).filter(|block| *block > 0)
}

fn wide(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(order: &[u16], last: u16) -> Blocks {
        let mut blocks = Blocks::new(None, true);
        for number in order {
            let length = if *number == last { 3 } else { 512 };
            blocks.take(*number, &vec![u8::try_from(*number % 256).unwrap(); length], false);
        }
        blocks
    }

    #[test]
    fn blocks_may_come_in_any_order_and_twice() {
        let mut whole = blocks(&[2, 1, 1, 4, 3, 2, 5], 5);
        assert!(whole.is_complete());
        assert_eq!((whole.bytes(), whole.count(), whole.repeated), (4 * 512 + 3, 5, 2));
        let bytes = whole.take_whole().unwrap();
        assert_eq!(bytes.len(), 4 * 512 + 3);
        assert!(
            (0..4)
                .all(|block| bytes[block * 512..(block + 1) * 512].iter().all(|byte| usize::from(*byte) == block + 1))
        );
    }

    #[test]
    fn holes_are_named() {
        let mut holes = blocks(&[1, 2, 5, 9, 10], 10);
        assert!(!holes.is_complete() && holes.has_last());
        assert_eq!(holes.take_whole(), None);
        assert_eq!(holes.missing(), [(3, 4), (6, 8)]);
        let cut = blocks(&[2, 3], 9);
        assert_eq!((cut.missing(), cut.has_last()), (vec![(1, 1)], false));
    }

    #[test]
    fn numbers_begin_anew_with_0_or_with_1() {
        for zero in [true, false] {
            let mut blocks = Blocks::new(Some(8), true);
            blocks.agree(Some(8));
            for number in 1..=u16::MAX {
                blocks.take(number, &[1; 8], false);
            }
            if zero {
                blocks.take(0, &[0; 8], false);
            }
            for number in 1..5 {
                blocks.take(number, &[2; 8], false);
            }
            assert!(!blocks.is_complete());
            blocks.take(5, &[3; 7], false);
            assert!(blocks.is_complete(), "with 0: {zero}");
            let blocks_before = 65_535 + u64::from(zero);
            assert_eq!(blocks.bytes(), (blocks_before + 4) * 8 + 7);
            let whole = blocks.take_whole().map(|whole| whole.len());
            assert_eq!(whole.is_some(), zero, "where 0 is left out, the place of each block is not certain");
        }
    }

    #[test]
    fn a_lost_agreement_on_the_size_is_told_from_the_blocks() {
        let taken = |lengths: &[usize]| {
            let mut blocks = Blocks::new(Some(4096), true);
            for (number, length) in (1..).zip(lengths) {
                blocks.take(number, &vec![1; *length], false);
            }
            assert!(blocks.is_uncertain());
            blocks
        };
        // The server had agreed on less than was asked for.
        assert_eq!(taken(&[1428, 1428, 1000]).take_whole().map(|whole| whole.len()), Some(2 * 1428 + 1000));
        assert!(!taken(&[1428]).is_complete(), "it may be the first of many");
        assert!(taken(&[100]).is_complete());
        assert!(!taken(&[100, 100]).is_complete());
        let mut more = taken(&[100]);
        more.acknowledge(2);
        assert!(!more.is_complete(), "the receiver got more");
    }

    #[test]
    fn a_cut_block_is_not_the_last_one() {
        let mut blocks = Blocks::new(None, true);
        blocks.take(1, &[1; 512], false);
        blocks.take(2, &[1; 60], true);
        assert_eq!((blocks.has_last(), blocks.missing(), blocks.bytes()), (false, vec![(2, 2)], 512));
    }
}
