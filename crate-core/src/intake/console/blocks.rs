//! The PEM blocks in an output, one by one, with what was read from each.

use super::super::pem::Contents;
use super::text::Text;
use crate::formats::certificate::Certificate;
use crate::formats::pem;
use crate::formats::request::CertificateRequest;
use crate::report::Problem;

/// An output as one text, and its PEM blocks.
pub(super) struct Blocks {
    /// The lines of the output, LF behind each.
    pub(super) plain: String,
    /// The blocks in their order.
    pub(super) all: Vec<Block>,
    /// Where each line begins: in [`Blocks::plain`], and in the input.
    lines: Vec<(usize, usize)>,
}

/// One block.
pub(super) struct Block {
    /// Where it begins in [`Blocks::plain`], in bytes.
    pub(super) start: usize,
    /// Where it ends there.
    pub(super) end: usize,
    /// What was read from it.
    contents: Contents,
}

/// Everything that was read from the blocks, problems at bytes of the input.
#[derive(Default)]
pub(super) struct Found {
    pub(super) certificates: Vec<Certificate>,
    pub(super) requests: Vec<CertificateRequest>,
    pub(super) problems: Vec<Problem>,
}

impl Blocks {
    /// Reads the blocks of an output.
    pub(super) fn of(text: &Text<'_>) -> Self {
        let plain = text.plain();
        let mut lines = Vec::with_capacity(text.lines().len());
        let mut start = 0;
        for line in text.lines() {
            lines.push((start, line.offset));
            start += line.text.len() + 1;
        }
        let blocks = pem::scan(plain.as_bytes());
        let blocks = blocks.iter().map(|block| {
            let mut contents = Contents::default();
            contents.take(block);
            Block { start: block.offset, end: block.end, contents }
        });
        Self { all: blocks.collect(), plain, lines }
    }

    /// Where a byte of [`Blocks::plain`] stands in the input. (In a line that had to be cleaned, some bytes earlier.)
    pub(super) fn offset(&self, plain: usize) -> usize {
        let next = self.lines.partition_point(|(start, _)| *start <= plain);
        let line = next.checked_sub(1).and_then(|line| self.lines.get(line));
        line.map_or(plain, |(start, offset)| offset + (plain - start))
    }

    /// What was read, all blocks together.
    pub(super) fn into_found(mut self) -> Found {
        let mut found = Found::default();
        for block in std::mem::take(&mut self.all) {
            let offset = u64::try_from(self.offset(block.start)).ok();
            found.certificates.extend(block.contents.certificates);
            found.requests.extend(block.contents.requests);
            found.problems.extend(block.contents.problems.into_iter().map(|problem| Problem { offset, ..problem }));
        }
        found
    }
}

impl Block {
    /// The certificate in it; the first, if it is a bag of several.
    pub(super) fn certificate(&self) -> Option<&Certificate> {
        self.contents.certificates.first()
    }
}
