//! Lines of phones and servers in the report.

use super::trust_list::ListKind;
use crate::timestamp::Timestamp;
use serde::{Deserialize, Serialize};

/// A log: console lines of a phone, its status messages, or a trace of a server.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Log {
    /// The input that it was read from.
    pub input: usize,
    /// Lines in all.
    pub line_count: u64,
    /// The lines of which something is known, in their order. At most as many as [`Log::more`] leaves.
    pub lines: Vec<LogLine>,
    /// How many more lines of which something is known there are.
    pub more: u64,
    /// How many of all lines of which something is known are of each tone.
    pub tally: Tally,
    /// The phones that it speaks of, as far as lines of which something is known tell.
    pub phones: Vec<LogPhone>,
    /// What its times say of the clock of the device that wrote it.
    pub clock: LogClock,
}

/// One line of a log, explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    /// Its number, counted from 1.
    pub line: u64,
    /// The byte at which it begins, counted from 0.
    pub offset: u64,
    /// The line as it stands there, made visible and cut where it is very long.
    pub text: String,
    /// The time that it states, as it states it.
    pub time: Option<String>,
    /// What it means, in a sentence; `(uncertain)` stands at its end where no document is sure.
    pub meaning: String,
    /// Whether it is good news or bad.
    pub tone: Tone,
    /// The check that speaks of such lines: `TXT-02`.
    pub check: Option<String>,
    /// How many lines like it follow one another, this one included. Lines of which nothing is known may stand between them.
    pub repeated: u64,
    /// Where its meaning comes from.
    pub source: String,
    /// What stands in it: names, roles, addresses, result codes.
    pub values: Vec<LogValue>,
}

/// One thing that stands in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogValue {
    /// What it is: `address`, `role`, `serial`.
    pub name: String,
    /// The value as it stands there.
    pub value: String,
}

/// Whether a line is good news or bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// Something went as it should.
    Good,
    /// A step on the way, neither good nor bad.
    Neutral,
    /// It looks alarming and is not.
    Harmless,
    /// Something went wrong.
    Bad,
}

/// Lines counted by tone, repeated ones one by one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Something went as it should.
    pub good: u64,
    /// Steps on the way.
    pub neutral: u64,
    /// Alarming only in looks.
    pub harmless: u64,
    /// Something went wrong.
    pub bad: u64,
}

/// What a log tells of a phone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogPhone {
    /// Its device name: `SEP001122334455`.
    pub name: Option<String>,
    /// Its address.
    pub address: Option<String>,
    /// The kind of certificate that it showed: `LSC` or `MIC`.
    pub certificate: Option<String>,
    /// The issuer of that certificate, as the log writes it.
    pub certificate_issuer: Option<String>,
    /// What it last said of each trust list that it holds.
    pub lists: Vec<HeldList>,
}

/// A trust list that a phone says it holds, or says it does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldList {
    /// Which list.
    pub list: ListKind,
    /// The MD5, SHA-1, SHA-256 or SHA-512 that the phone states, lower-case hexadecimal; absent when it says that none is installed.
    pub hash: Option<String>,
    /// The server that it came from, as the phone says.
    pub server: Option<String>,
    /// The line that says so, counted from 1.
    pub line: u64,
    /// The byte at which that line begins.
    pub offset: u64,
    /// The inputs that are this list: files with this hash, and transcripts that print it.
    pub same_as: Vec<usize>,
}

/// What the times in a log say of the clock of the device that wrote it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogClock {
    /// The earliest time that is written with its year, lines from before the clock was set left out. Taken for UTC where no zone is written.
    pub first: Option<Timestamp>,
    /// The latest such time.
    pub last: Option<Timestamp>,
    /// The first line whose date is older than the phones that write such logs (before 2005): the clock was not set.
    pub unset: Option<LogMoment>,
    /// The line at which the clock differs most from that of a server whose answer is in the log.
    pub difference: Option<ClockDifference>,
}

/// A line and the time that it states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogMoment {
    /// The line, counted from 1.
    pub line: u64,
    /// The byte at which it begins.
    pub offset: u64,
    /// The time as it stands there.
    pub time: String,
}

/// How far the clock of a device is from that of a server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockDifference {
    /// The line with the server's time, counted from 1.
    pub line: u64,
    /// The byte at which it begins.
    pub offset: u64,
    /// The device's time as it stands there, without the year where it writes none.
    pub device: String,
    /// The server's time.
    pub server: Timestamp,
    /// Seconds from the device's time to the server's; negative when the device is ahead.
    pub seconds: i64,
}

impl Tally {
    /// All lines of which something is known.
    #[must_use]
    pub fn all(self) -> u64 {
        self.good + self.neutral + self.harmless + self.bad
    }

    /// Counts one more line.
    pub fn add(&mut self, tone: Tone) {
        match tone {
            Tone::Good => self.good += 1,
            Tone::Neutral => self.neutral += 1,
            Tone::Harmless => self.harmless += 1,
            Tone::Bad => self.bad += 1,
        }
    }
}
