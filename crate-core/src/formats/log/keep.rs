//! The explained lines that are kept: equal ones that follow one another once, and not more than a person reads.

use crate::report::{LogLine, Tally, Tone};

/// Lines that are kept in all.
const LINES: usize = 2_000;

/// So many places of these are for bad news, however much else there is.
const FOR_BAD: usize = 500;

/// The explained lines of a log, as they come.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) lines: Vec<LogLine>,
    /// Lines beyond those.
    pub(super) more: u64,
    pub(super) tally: Tally,
    /// Lines kept that are no bad news.
    others: usize,
    /// Whether the last explained line was not kept, so that nothing is counted as its repetition.
    dropped: bool,
}

impl Kept {
    /// Takes an explained line: its meaning, tone and check, and the whole of it, which is made only if it is kept.
    pub(super) fn take(
        &mut self,
        meaning: String,
        tone: Tone,
        check: Option<&str>,
        line: impl FnOnce(String) -> LogLine,
    ) {
        self.tally.add(tone);
        if let Some(last) = self.lines.last_mut()
            && !self.dropped
            && last.meaning == meaning
            && last.check.as_deref() == check
            && last.tone == tone
        {
            last.repeated += 1;
            return;
        }
        let is_bad = tone == Tone::Bad;
        self.dropped = self.lines.len() >= LINES || (!is_bad && self.others >= LINES - FOR_BAD);
        if self.dropped {
            self.more += 1;
        } else {
            self.others += usize::from(!is_bad);
            self.lines.push(line(meaning));
        }
    }
}
