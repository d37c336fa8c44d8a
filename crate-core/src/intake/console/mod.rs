//! What the command line of CUCM printed: one file a kind of output.
//!
//! A session is cut into sections, one for each output: see [`cut`](cut::cut). Text with one section and nothing else of worth is that
//! section; several become members, which are recognised again by the same code. A new kind of output is one file here and one line in
//! [`SECTIONS`].

mod blocks;
mod certificate_list;
mod certificate_text;
mod cluster;
mod cut;
mod query;
mod store;
mod table;
mod text;
mod trust_list;
mod trust_list_command;
mod version;

use super::{Allowance, Candidate, Member, Recognised, log, pem, problem};
use crate::report::{InputKind, Origin};
use crate::text::count;
use cut::{Piece, cut};
use std::collections::HashMap;

pub(super) use text::Text;

/// One kind of output.
pub(super) struct Section {
    /// Whether a command prints it. The command comes in lower case with single blanks, without the prompt: `show cert own tomcat`.
    command: fn(&str) -> bool,
    /// What a line, without blanks at its ends, tells by its beginning: it must be one that no other output has. Where line breaks were
    /// lost, it goes on with the next ones.
    mark: fn(&str) -> Option<Mark>,
    /// Whether PEM blocks stand in it. In any other output a block ends it, and is a piece of text by itself.
    holds_pem: bool,
    /// What it is called where no command stands before it: `show cert list own`.
    name: fn(&Text<'_>) -> &'static str,
    /// Reads it; the first line is the one with the command, if there is one. `None` when it is no such output after all, or an empty
    /// one. Problems are at bytes of the input, as [`Line::offset`] gives them.
    read: fn(&Text<'_>) -> Option<Recognised>,
}

/// What a line tells of the section it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where in the output such a line stands.
    place: Place,
    /// Which of several outputs of one kind it belongs to, where it tells. Another one begins another section.
    flavour: Option<&'static str>,
}

/// Where in an output a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In front of the body, once: one of several such lines. Behind the body, or seen again, it begins another section.
    Head(u8),
    /// In the body, once. Seen again, it begins another section.
    First,
    /// In the body, as often as it likes.
    Body,
    /// At the end: the next line belongs to something else.
    Last,
}

/// Every kind of output that is read.
static SECTIONS: &[Section] = &[
    trust_list::SECTION,
    certificate_list::SECTION,
    certificate_text::SECTION,
    trust_list_command::SECTION,
    query::SECTION,
    version::SECTION,
    cluster::SECTION,
];

/// Outputs that the description of a session names.
const NAMED: usize = 6;

/// Recognises text of the command line, cuts it into the outputs of its commands, and reads each.
pub(super) fn detect(candidate: &Candidate<'_>, allowance: &mut Allowance) -> Option<Recognised> {
    read(candidate, allowance, SECTIONS)
}

fn read(candidate: &Candidate<'_>, allowance: &mut Allowance, sections: &'static [Section]) -> Option<Recognised> {
    let bytes = candidate.bytes;
    if !cut::tells(Text::lines_of(bytes)?, sections) {
        return None;
    }
    let pieces = cut(bytes, &Text::read(bytes)?, sections);
    let mut outputs = Vec::new();
    let mut only = None;
    let mut rest: Vec<Piece<'_>> = Vec::new();
    for piece in pieces {
        match piece.section.and_then(|section| (section.read)(&piece.text)) {
            Some(recognised) => {
                // Of several, each is read again as a member.
                only = outputs.is_empty().then_some(recognised);
                outputs.push(piece);
            }
            // Lines between outputs that follow one another are one piece of text.
            None => match rest.last_mut().filter(|last| last.end == piece.start) {
                Some(last) => last.end = piece.end,
                None => rest.push(piece),
            },
        }
    }
    if outputs.is_empty() {
        return None;
    }
    rest.retain(|piece| is_of_worth(candidate, piece));
    if rest.is_empty() && only.is_some() { only } else { Some(session(bytes, outputs, rest, allowance)) }
}

/// Whether text between outputs holds something that is looked at here.
fn is_of_worth(candidate: &Candidate<'_>, piece: &Piece<'_>) -> bool {
    let bytes = candidate.bytes.get(piece.start..piece.end).unwrap_or_default();
    let candidate = Candidate { bytes, ..*candidate };
    let mut allowance = Allowance::default();
    pem::detect(&candidate, &mut allowance).is_some() || log::detect(&candidate, &mut allowance).is_some()
}

/// A session with several outputs, which become members in the order in which they stand.
fn session(bytes: &[u8], outputs: Vec<Piece<'_>>, rest: Vec<Piece<'_>>, allowance: &mut Allowance) -> Recognised {
    let names: Vec<String> = outputs.iter().map(Piece::name).collect();
    let further = match names.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let shown = names.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let beside = if rest.is_empty() { "" } else { ", and other text" };
    let description = format!("a console session with {}: {shown}{further}{beside}", count(names.len(), "output"));
    let mut recognised = Recognised::new(InputKind::Transcript, crate::text::visible(&description));

    let others = rest.into_iter().map(|piece| {
        let name = format!("text from line {}", piece.line());
        (piece, name)
    });
    let mut pieces: Vec<(Piece<'_>, String)> = outputs.into_iter().zip(names).chain(others).collect();
    pieces.sort_by_key(|(piece, _)| piece.start);
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (piece, mut name) in pieces {
        let part = bytes.get(piece.start..piece.end).unwrap_or_default();
        let size = u64::try_from(part.len()).unwrap_or(u64::MAX);
        let (Some(members), Some(left)) = (allowance.members.checked_sub(1), allowance.bytes.checked_sub(size)) else {
            let message = "more outputs follow than are looked into; cut the text into several files";
            recognised.problems.push(problem(piece.start, message));
            break;
        };
        (allowance.members, allowance.bytes) = (members, left);
        let times = seen.entry(name.clone()).or_default();
        *times += 1;
        if *times > 1 {
            name = format!("{name} ({times})");
        }
        let origin = Origin {
            offset: u64::try_from(piece.start).ok(),
            line: u64::try_from(piece.line()).ok(),
            ..Origin::default()
        };
        recognised.members.push(Member { name, bytes: part.to_vec(), origin: Some(origin) });
    }
    recognised
}

impl Mark {
    /// A line that stands before the body.
    const fn head(number: u8, flavour: Option<&'static str>) -> Self {
        Self { place: Place::Head(number), flavour }
    }

    /// A line of the body that stands once.
    const fn first(flavour: Option<&'static str>) -> Self {
        Self { place: Place::First, flavour }
    }

    /// The last line.
    const fn last(flavour: Option<&'static str>) -> Self {
        Self { place: Place::Last, flavour }
    }

    /// Any other line of the body.
    const fn body(flavour: Option<&'static str>) -> Self {
        Self { place: Place::Body, flavour }
    }
}

#[cfg(test)]
mod certificate_tests;
#[cfg(test)]
mod cluster_tests;
#[cfg(test)]
mod tests;
