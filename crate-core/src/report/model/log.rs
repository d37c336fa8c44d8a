//! Lines of phones and servers in the report.

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
    /// What it means, in a sentence.
    pub meaning: String,
    /// Whether it is good news or bad.
    pub tone: Tone,
    /// The check that speaks of such lines: `TXT-02`.
    pub check: Option<String>,
    /// How many lines like it follow one another, this one included.
    pub repeated: u64,
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
