//! Trust lists as `show itl` and `show ctl` print them (formats.md, section 8.1).
//!
//! What people have of such output went through terminals, mails, forums and documents. So it is not read line by line: `marks` finds the
//! phrases and `rows` the rows that only this output has, wherever they stand; `values` puts together what stands between them, with the
//! help of the LENGTH that is printed beside each value; `build` makes the list, and `gaps` says what is missing.

mod build;
mod gaps;
mod marks;
mod rows;
#[cfg(test)]
mod tests;
mod values;

use super::trust_list::TrustList;
use crate::report::{self, ListKind, Problem};
use marks::Printout;

pub use marks::{Stage, stage};

/// A trust list as the command line printed it.
///
/// [`TrustListTranscript::list`] holds what was printed as the elements it was printed from
/// ([`Content::Printed`](super::tlv::Content::Printed)), so that one code judges files and transcripts: a record's certificate is there
/// as its SHA-1. What was not printed (TIMESTAMP, DIGESTALGORITHM, addresses) has a length and no value. Records keep their printed numbers:
/// one that is missing is there without any element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustListTranscript {
    /// ITL or CTL.
    pub kind: ListKind,
    /// The list.
    pub list: TrustList,
    /// What was printed beside the list.
    pub facts: report::Transcript,
    /// What is missing or does not fit ([`report::Transcript::gaps`]), and what could not be read, at bytes of the input.
    pub problems: Vec<Problem>,
}

/// What `show itl` or `show ctl` printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// A list.
    List(Box<TrustListTranscript>),
    /// That there is none.
    NoList(NoList),
}

/// There is no list, as the server said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoList {
    /// Which list was asked for.
    pub kind: ListKind,
    /// Whether there is a file that the server could not read; else there is no file, or an empty one.
    pub unreadable: bool,
}

/// One line of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrintedLine<'a> {
    /// The line without its end, and without what a terminal or a mail put around it.
    pub text: &'a str,
    /// Where it begins, in bytes of the input.
    pub offset: usize,
    /// Where it ends, in bytes of the input.
    pub end: usize,
    /// Whether something ends it: the last line of a text may have been cut.
    pub is_ended: bool,
}

/// Reads output of `show itl` or `show ctl`; `None` when nothing of it is there.
///
/// Any part of it may be missing. The first line may hold the command.
#[must_use]
pub fn read<'a>(lines: impl IntoIterator<Item = PrintedLine<'a>>) -> Option<Output> {
    build::build(&Printout::new(lines))
}
