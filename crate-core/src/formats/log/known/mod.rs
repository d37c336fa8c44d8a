//! The lines of which something is known: one file an idea, each a table.
//!
//! What a line means is said in words of our own; which document has the line stands beside it. Where no document is sure, the line is
//! [uncertain](Known::uncertain), and its meaning says so.

mod capf;
mod fetching;
mod harmless;
mod held_list;
mod own_certificate;
mod status;
mod surroundings;
mod tls;
mod trust_list;
mod tvs_client;
mod tvs_server;

use super::reading::{Read, Reading};
use crate::report::Tone;

/// A line of which something is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    /// Texts that stand in the line in this order, letter case not counting. The first has at least four bytes. Values stand between
    /// them and behind the last.
    pub literals: &'static [&'static str],
    /// Whether the first text begins the message, that is the line without time and such.
    pub at_start: bool,
    /// The value behind each text.
    pub values: &'static [Value],
    /// What it means; `{name}` stands for a value, `{it}` for what [`Known::read`] says.
    pub meaning: &'static str,
    /// Whether it is good news or bad, unless what was read says otherwise.
    pub tone: Tone,
    /// The check that speaks of such lines.
    pub check: Option<&'static str>,
    /// Reads the first value that has a name, and the line around it. Where it reads nothing, the line is not this one.
    pub read: Option<Read>,
    /// Whether a document is sure of the meaning.
    pub certain: bool,
    /// Where the line and its meaning come from.
    pub source: &'static str,
    /// Who writes such lines.
    pub writer: Writer,
    /// What it tells beside its meaning.
    pub tells: Tells,
    /// Whether it is not shown: it only tells something about the lines around it.
    pub silent: bool,
    /// A line as it is documented, with made-up names.
    #[cfg(test)]
    pub example: &'static str,
}

/// What stands behind a text of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Value {
    /// What it is; empty when it is of no interest.
    pub name: &'static str,
    /// How much of it is taken.
    pub extent: Extent,
}

/// How much of a value is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// As far as the next text of the pattern, or to the end of the line.
    All,
    /// The first word of that, without marks around it.
    Word,
}

/// Who writes lines of a kind. A log is named after most of its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writer {
    /// A phone, on its console and into its log files.
    Phone,
    /// A phone, on the screen and page of its status messages.
    PhoneStatus,
    /// The Trust Verification Service of CUCM.
    Tvs,
    /// The Certificate Authority Proxy Function of CUCM.
    Capf,
}

/// What a line tells beside its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tells {
    /// Nothing more.
    Nothing,
    /// The file that the phone asks for.
    File,
    /// The address of the phone that the next lines are about.
    PhoneAddress,
    /// Fields of an alarm: the phone, and which trust lists it holds.
    Alarm,
    /// The hash of a trust list that the phone holds; the line names the list.
    ListHash,
    /// Which of its certificates the phone shows.
    OwnCertificate,
    /// Who issued the certificate that the phone shows.
    OwnIssuer,
    /// What follows was sent by the phone.
    Sent,
    /// What follows was sent by a server.
    Received,
    /// The time by the clock of whoever sent what is being shown.
    Date,
    /// The time by the clock of a server.
    ServerDate,
}

/// A value of no interest.
const SKIP: Value = Value { name: "", extent: Extent::All };

/// A value of one word.
const fn word(name: &'static str) -> Value {
    Value { name, extent: Extent::Word }
}

/// A value of any length.
const fn all(name: &'static str) -> Value {
    Value { name, extent: Extent::All }
}

/// A line of a phone's console with one of these texts after another, and what it means.
const fn line(literals: &'static [&'static str], meaning: &'static str) -> Known {
    Known {
        literals,
        at_start: false,
        values: &[],
        meaning,
        tone: Tone::Neutral,
        check: None,
        read: None,
        certain: true,
        source: "",
        writer: Writer::Phone,
        tells: Tells::Nothing,
        silent: false,
        #[cfg(test)]
        example: "",
    }
}

impl Known {
    const fn at_start(self) -> Self {
        Self { at_start: true, ..self }
    }

    const fn values(self, values: &'static [Value]) -> Self {
        Self { values, ..self }
    }

    const fn good(self) -> Self {
        Self { tone: Tone::Good, ..self }
    }

    const fn bad(self) -> Self {
        Self { tone: Tone::Bad, ..self }
    }

    const fn harmless(self) -> Self {
        Self { tone: Tone::Harmless, ..self }
    }

    const fn check(self, id: &'static str) -> Self {
        Self { check: Some(id), ..self }
    }

    const fn read(self, read: Read) -> Self {
        Self { read: Some(read), ..self }
    }

    const fn uncertain(self) -> Self {
        Self { certain: false, ..self }
    }

    const fn source(self, source: &'static str) -> Self {
        Self { source, ..self }
    }

    const fn writer(self, writer: Writer) -> Self {
        Self { writer, ..self }
    }

    const fn tells(self, tells: Tells) -> Self {
        Self { tells, ..self }
    }

    const fn silent(self) -> Self {
        Self { silent: true, ..self }
    }

    /// A line as it is documented, which the tests hold the pattern against; the program does not carry it.
    #[cfg(test)]
    const fn example(self, example: &'static str) -> Self {
        Self { example, ..self }
    }

    #[cfg(not(test))]
    const fn example(self, _example: &'static str) -> Self {
        self
    }

    /// What the line means, with what was read from it.
    pub(super) fn meaning(&self, values: &[(&'static str, String)], reading: &Reading) -> String {
        let mut said = String::with_capacity(self.meaning.len() + 32);
        let mut rest = self.meaning;
        while let Some((before, behind)) = rest.split_once('{') {
            said.push_str(before);
            let Some((name, after)) = behind.split_once('}') else { break };
            match values.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => said.push_str(value),
                None => said.push_str(&reading.text),
            }
            rest = after;
        }
        said.push_str(rest);
        if !self.certain || reading.uncertain {
            said.push_str(" (uncertain)");
        }
        said
    }
}

/// All tables, the more telling lines first: the first that fits is taken.
const TABLES: &[&[Known]] = &[
    surroundings::LINES,
    held_list::LINES,
    trust_list::LINES,
    harmless::LINES,
    tls::LINES,
    own_certificate::LINES,
    fetching::LINES,
    tvs_client::LINES,
    tvs_server::LINES,
    capf::LINES,
    status::LINES,
];

/// Every line of which something is known, in the order in which they are tried.
pub(crate) fn every() -> impl Iterator<Item = &'static Known> {
    TABLES.iter().copied().flatten()
}
