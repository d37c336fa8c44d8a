//! Reads a text line by line and explains the lines of which something is known.

use super::dates::{Stamp, header_date, moment};
use super::find::{Candidate, candidates};
use super::keep::Kept;
use super::known::{Extent, Known, Tells, Writer};
use super::phones::{Phones, Place};
use super::prefix::{Stripped, strip};
use super::reading::{Matched, Reading};
use crate::report::{ClockDifference, Log, LogClock, LogLine, LogMoment, LogValue};
use crate::text::{shorten, visible_bytes};
use crate::timestamp::Timestamp;

/// Bytes of a line that are looked at. Longer lines are bodies of messages.
const LOOKED_AT: usize = 4096;

/// Characters of a line, and of a value in it, that are shown.
const SHOWN: usize = 300;
const SHOWN_VALUE: usize = 200;

/// Phones that write such logs did not exist before this year: a clock that says so has not been set.
const OLDEST_YEAR: i32 = 2005;
/// The same in seconds since 1970: 2005-01-01T00:00:00Z.
const OLDEST: i64 = 1_104_537_600;

/// What was found in a text.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// The log, if it is one.
    pub log: Log,
    /// Lines that are not blank.
    pub filled: u64,
    /// Lines that begin as lines of logs do: with a time or a severity.
    pub stamped: u64,
    /// Explained lines among those.
    pub stamped_explained: u64,
    /// Explained lines of each writer, in the order of [`Writer`].
    pub by_writer: [u64; 4],
}

/// What is remembered from line to line.
#[derive(Default)]
struct State {
    kept: Kept,
    phones: Phones,
    clock: LogClock,
    /// The file that the phone asked for last.
    file: Option<String>,
    /// Whether the lines show a message that came from a server; absent when they show none.
    received: Option<bool>,
    /// The last time of the device that has a day, and the same as text.
    device_time: Option<(Stamp, String)>,
    found: Vec<Candidate>,
}

/// Reads a text as a log. The time that takes grows with the length of the text alone.
#[must_use]
pub(crate) fn scan(bytes: &[u8]) -> Scan {
    let mut scan = Scan::default();
    let mut state = State::default();
    let mut offset = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let place = Place { line: scan.log.line_count + 1, offset };
        scan.log.line_count = place.line;
        offset += u64::try_from(line.len()).unwrap_or_default();
        let looked_at = line.get(..LOOKED_AT).unwrap_or(line);
        if looked_at.trim_ascii().is_empty() {
            continue;
        }
        scan.filled += 1;
        let stripped = strip(looked_at);
        scan.stamped += u64::from(stripped.is_log);
        state.tell_time(&stripped, place);
        if let Some(known) = state.explain(looked_at, &stripped, place) {
            scan.stamped_explained += u64::from(stripped.is_log);
            if let Some(count) = scan.by_writer.get_mut(known.writer as usize) {
                *count += 1;
            }
        }
    }
    let State { kept, phones, clock, .. } = state;
    scan.log.lines = kept.lines;
    scan.log.more = kept.more;
    scan.log.tally = kept.tally;
    scan.log.phones = phones.all;
    scan.log.clock = clock;
    scan
}

impl State {
    /// Takes in what the time of a line says of the clock.
    fn tell_time(&mut self, stripped: &Stripped<'_>, place: Place) {
        let Some((text, stamp)) = stripped.time else { return };
        if stripped.is_log && !stripped.message.is_empty() {
            // A line with a time of its own is no part of a message that is being shown.
            self.received = None;
        }
        let is_unset = match stamp {
            Stamp::Full(moment) => moment.unix() < OLDEST,
            Stamp::Year(year) => year < OLDEST_YEAR,
            Stamp::Yearless { .. } | Stamp::Clock => false,
        };
        if is_unset {
            if self.clock.unset.is_none() {
                let time = visible_bytes(text);
                self.clock.unset = Some(LogMoment { line: place.line, offset: place.offset, time });
            }
            return;
        }
        if let Stamp::Full(moment) = stamp {
            let first = self.clock.first.get_or_insert(moment);
            *first = moment.min(*first);
            let last = self.clock.last.get_or_insert(moment);
            *last = moment.max(*last);
        }
        if matches!(stamp, Stamp::Full(_) | Stamp::Yearless { .. }) {
            // As text only when it is needed: most lines are not.
            match &mut self.device_time {
                Some((known, shown)) => {
                    *known = stamp;
                    shown.clear();
                    shown.push_str(std::str::from_utf8(text).unwrap_or_default());
                }
                None => self.device_time = Some((stamp, visible_bytes(text))),
            }
        }
    }

    /// Takes in the first known line that a line is, and all that only tell something.
    fn explain(&mut self, line: &[u8], stripped: &Stripped<'_>, place: Place) -> Option<&'static Known> {
        let mut found = std::mem::take(&mut self.found);
        candidates(stripped.message, &mut found);
        let mut explained = None;
        for candidate in &found {
            if explained.is_some() && !candidate.known.silent {
                continue;
            }
            let fits = self.fit(candidate, line, stripped, place);
            if fits && !candidate.known.silent {
                explained = Some(candidate.known);
            }
        }
        self.found = found;
        explained
    }

    /// Takes a line in as one that is known, if it is that one.
    fn fit(&mut self, candidate: &Candidate, line: &[u8], stripped: &Stripped<'_>, place: Place) -> bool {
        let known = candidate.known;
        let Some(raw) = candidate.values(stripped.message) else { return false };
        let shown = |value: &[u8], extent| {
            let value = value.trim_ascii();
            let value = if extent == Extent::Word { first_word(value) } else { value };
            shorten(&visible_bytes(value), SHOWN_VALUE).into_owned()
        };
        let named = known.values.iter().zip(&raw).filter(|(value, _)| !value.name.is_empty());
        let mut values: Vec<(&'static str, String)> =
            named.map(|(value, raw)| (value.name, shown(raw, value.extent))).collect();
        let behind = raw.last().map(|rest| shown(rest, Extent::All)).unwrap_or_default();
        let value = values.first().map_or(behind.as_str(), |(_, value)| value);
        let matched = Matched { message: stripped.message, value, file: self.file.as_deref() };
        let mut reading = match known.read.map(|read| read(&matched)) {
            Some(None) => return false,
            Some(Some(reading)) => reading,
            None => Reading::default(),
        };
        values.append(&mut reading.values);
        self.tell(known, stripped, &values, place);
        if known.silent {
            return true;
        }
        let meaning = known.meaning(&values, &reading);
        let (tone, check) = (reading.tone.unwrap_or(known.tone), reading.check.or(known.check));
        self.kept.take(meaning, tone, check, |meaning| LogLine {
            line: place.line,
            offset: place.offset,
            text: shorten(&visible_bytes(line.trim_ascii()), SHOWN).into_owned(),
            time: stripped.time.map(|(text, _)| visible_bytes(text)),
            meaning,
            tone,
            check: check.map(str::to_owned),
            repeated: 1,
            source: known.source.to_owned(),
            values: values.into_iter().map(|(name, value)| LogValue { name: name.to_owned(), value }).collect(),
        });
        true
    }

    /// Takes in what a known line tells beside its meaning.
    fn tell(&mut self, known: &Known, stripped: &Stripped<'_>, values: &[(&'static str, String)], place: Place) {
        match known.tells {
            Tells::File => self.file = values.first().map(|(_, file)| file.clone()),
            Tells::Sent => self.received = Some(false),
            Tells::Received => self.received = Some(true),
            Tells::Date if self.received == Some(true) => self.compare(values, place),
            Tells::ServerDate => self.compare(values, place),
            _ => {}
        }
        if !matches!(known.tells, Tells::Sent | Tells::Received | Tells::Date | Tells::ServerDate) {
            self.phones.take(known, stripped.message, values, place);
        }
    }

    /// Compares the time that a server stated with that of the device, and keeps the greatest difference.
    fn compare(&mut self, values: &[(&'static str, String)], place: Place) {
        let Some(server) = values.first().and_then(|(_, date)| header_date(date.as_bytes())) else { return };
        let Some((stamp, shown)) = &self.device_time else { return };
        let Some(device) = near(*stamp, server) else { return };
        let seconds = server.unix().saturating_sub(device.unix());
        let known = self.clock.difference.as_ref().map_or(-1, |known| known.seconds.saturating_abs());
        if seconds.saturating_abs() > known {
            let Place { line, offset } = place;
            let difference = ClockDifference { line, offset, device: shown.clone(), server, seconds };
            self.clock.difference = Some(difference);
        }
    }
}

/// The time of a device, in the year that brings it nearest to the server's where it states none.
fn near(stamp: Stamp, server: Timestamp) -> Option<Timestamp> {
    match stamp {
        Stamp::Full(moment) => Some(moment),
        Stamp::Yearless { month, day, second } => {
            let year = year_of(server);
            let years = [year - 1, year, year + 1].into_iter().filter_map(|year| moment(year, month, day, second));
            years.min_by_key(|moment| moment.unix().saturating_sub(server.unix()).saturating_abs())
        }
        Stamp::Year(_) | Stamp::Clock => None,
    }
}

/// The year of a time, UTC.
fn year_of(moment: Timestamp) -> i32 {
    moment.to_string().get(..4).and_then(|year| year.parse().ok()).unwrap_or_default()
}

/// The first word, without marks around it.
fn first_word(value: &[u8]) -> &[u8] {
    let is_mark = |byte: &u8| {
        matches!(byte, b',' | b';' | b'.' | b':' | b'"' | b'\'' | b'<' | b'>' | b'[' | b']' | b'(' | b')' | b'}')
    };
    let word = value.split(u8::is_ascii_whitespace).find(|word| !word.is_empty()).unwrap_or_default();
    let start = word.iter().position(|byte| !is_mark(byte)).unwrap_or(word.len());
    let end = word.iter().rposition(|byte| !is_mark(byte)).map_or(start, |last| last + 1);
    word.get(start..end).unwrap_or_default()
}

impl Scan {
    /// Who wrote most of the explained lines.
    #[must_use]
    pub(crate) fn writer(&self) -> Option<Writer> {
        let writers = [Writer::Phone, Writer::PhoneStatus, Writer::Tvs, Writer::Capf];
        let counted = writers.into_iter().zip(self.by_writer).filter(|(_, count)| *count > 0);
        // The first of those with the highest count.
        counted.rev().max_by_key(|(_, count)| *count).map(|(writer, _)| writer)
    }
}
