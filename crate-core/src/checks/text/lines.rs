//! The lines of the logs of a case, for checks that speak of them.

use crate::case::evaluation::Evaluation;
use crate::case::input::{Contents, Input};
use crate::report::{Evidence, Log, LogLine, Tone};
use crate::text::with_commas;
use std::fmt;

/// Meanings that a finding spells out; the log shows all.
const SPELLED_OUT: usize = 8;

/// Lines that a finding names for one meaning, and as evidence.
const NAMED: usize = 5;
const EVIDENCE: usize = 50;

/// Every log of the case.
pub(super) fn logs<'case>(evaluation: &Evaluation<'case>) -> impl Iterator<Item = (&'case Input, &'case Log)> {
    evaluation.inputs.iter().filter_map(|input| match &input.contents {
        Contents::Log(log) => Some((input, log.as_ref())),
        _ => None,
    })
}

/// Applies when the case has a log.
pub(super) fn any_log(evaluation: &Evaluation<'_>) -> bool {
    logs(evaluation).next().is_some()
}

/// Lines of one log that a check speaks of.
pub(super) struct Lines<'log> {
    input: &'log Input,
    /// The lines in their order.
    pub(super) lines: Vec<&'log LogLine>,
}

impl<'log> Lines<'log> {
    /// The lines of a log that the table gives to a check, those that are meant among them; `None` when there are none.
    pub(super) fn of(
        input: &'log Input,
        log: &'log Log,
        check: &str,
        is_meant: impl Fn(&LogLine) -> bool,
    ) -> Option<Self> {
        let lines: Vec<_> =
            log.lines.iter().filter(|line| line.check.as_deref() == Some(check) && is_meant(line)).collect();
        (!lines.is_empty()).then_some(Self { input, lines })
    }

    /// The name of the log, for titles.
    pub(super) fn name(&self) -> &'log str {
        self.input.short_name()
    }

    /// Whether a document is sure of any of them.
    pub(super) fn is_certain(&self) -> bool {
        self.lines.iter().any(|line| is_certain(line))
    }

    /// Each meaning once, with the numbers of its lines; where there are many, the bad and then the good ones are chosen.
    pub(super) fn spelled_out(&self) -> String {
        let mut meanings: Vec<Meaning<'_>> = Vec::new();
        for line in &self.lines {
            match meanings.iter_mut().find(|known| known.text == line.meaning) {
                Some(known) => {
                    known.numbers.push(line.line);
                    known.count += line.repeated;
                }
                None => meanings.push(Meaning {
                    text: &line.meaning,
                    tone: line.tone,
                    numbers: vec![line.line],
                    count: line.repeated,
                }),
            }
        }
        let more = meanings.len().saturating_sub(SPELLED_OUT);
        meanings.sort_by_key(|meaning| match meaning.tone {
            Tone::Bad => 0,
            Tone::Good => 1,
            Tone::Neutral | Tone::Harmless => 2,
        });
        meanings.truncate(SPELLED_OUT);
        meanings.sort_by_key(|meaning| meaning.numbers.first().copied());
        let mut said: Vec<String> = meanings.iter().map(Meaning::to_string).collect();
        match more {
            0 => {}
            1 => said.push("One more kind of line is in the log.".to_owned()),
            more => said.push(format!("{more} more kinds of lines are in the log.")),
        }
        said.join(" ")
    }

    /// The first bytes of the lines.
    pub(super) fn evidence(&self) -> Vec<Evidence> {
        let lines = self.lines.iter().take(EVIDENCE);
        lines.map(|line| at(self.input, line.offset)).collect()
    }
}

/// Evidence: a byte of a log.
pub(super) fn at(input: &Input, offset: u64) -> Evidence {
    Evidence { input: Some(input.id), offset: Some(offset), ..Evidence::default() }
}

/// Whether a document is sure of what the line means.
pub(super) fn is_certain(line: &LogLine) -> bool {
    !line.meaning.ends_with("(uncertain)")
}

/// Whether the line is bad news.
pub(super) fn is_bad(line: &LogLine) -> bool {
    line.tone == Tone::Bad
}

/// A meaning with all its lines.
struct Meaning<'log> {
    text: &'log str,
    tone: Tone,
    numbers: Vec<u64>,
    count: u64,
}

impl fmt::Display for Meaning<'_> {
    /// "Line 3: …", "Lines 3, 17 and 20: …", "Lines 3, 4, 5, 6, 7 and more (1,204 in all): …"
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named: Vec<String> = self.numbers.iter().take(NAMED).map(|number| with_commas(*number)).collect();
        let shown = u64::try_from(named.len()).unwrap_or(u64::MAX);
        match named.split_last() {
            Some((only, [])) if self.count <= 1 => write!(formatter, "Line {only}")?,
            Some((last, rest)) if self.count <= shown => write!(formatter, "Lines {} and {last}", rest.join(", "))?,
            _ => write!(formatter, "Lines {} and more ({} in all)", named.join(", "), with_commas(self.count))?,
        }
        write!(formatter, ": {}", self.text)
    }
}
