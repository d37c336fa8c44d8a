//! The phrases and rows that only `show itl` and `show ctl` print, wherever they stand in a text.

use super::PrintedLine;
use super::rows::{Row, RowPlace, row};
use crate::formats::signed_header::HEADER_TAGS;
use crate::formats::tlv::Shape;
use crate::formats::trust_list::RECORD_TAGS;
use crate::report::ListKind;
use crate::text::columns;

/// Output in one text, with the place of every part in the input.
pub(super) struct Printout {
    /// The lines with LF between them, and behind the last one if something ends it.
    pub(super) text: String,
    /// Where each line begins in the text and in the input, and whether it is as wide as the widest.
    lines: Vec<PlacedLine>,
    /// What was found, in the order of the text.
    pub(super) marks: Vec<Mark>,
}

struct PlacedLine {
    start: usize,
    offset: usize,
    end: usize,
    is_widest: bool,
}

/// Something that only this output has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where it begins in the text, in bytes.
    pub(super) start: usize,
    /// Where what belongs to it begins: a value, the rest of a sentence.
    pub(super) end: usize,
    /// The list that it names.
    pub(super) kind: Option<ListKind>,
    /// What it is.
    pub(super) what: What,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// `The checksum value of the … file:`
    Checksum,
    /// 32 digits before `(MD5)`.
    Md5(String),
    /// 40 digits before `(SHA1)`.
    Sha1(String),
    /// `Length of … file: N`
    Length(Option<u64>),
    /// `The … File was last modified on`; the time is what belongs to it.
    Modified,
    /// `Parse … File`
    Parse,
    /// `Version: 1.2`
    Version(u8, u8),
    /// `HeaderLength: N (BYTES)`
    HeaderLength(Option<u16>),
    /// The head of a table, or dashes.
    Rule,
    /// A row of a table; the value is what belongs to it.
    Row(Row),
    /// `… Record #:N`
    Record(Option<usize>),
    /// `This etoken was (not) used to sign the … file.`
    Signed(bool),
    /// Whether the server could verify the file.
    Verified(bool),
    /// `… File not found`
    NotFound,
    /// `Error parsing the … File`
    ParseError,
    /// `[...]` and its like: somebody left something out.
    Omission,
    /// A prompt: the output is over.
    Prompt,
}

/// How far output has come at a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// A line before the records, which stands once; with a number of its own.
    Head(u8),
    /// The heading of record 1.
    FirstRecord,
    /// Any other line of the records.
    Records,
    /// The last line.
    Last,
}

/// What a line, without blanks at its ends, tells by its beginning, if it is one that only `show itl` and `show ctl` print.
#[must_use]
pub fn stage(line: &str) -> Option<(Stage, Option<ListKind>)> {
    let mut mark = mark_at(line, 0, true)?;
    if mark.what == What::Record(None) {
        // Its number is believed where something follows: here, the end of the line.
        mark = mark_at(&format!("{line}\n"), 0, true)?;
    }
    let stage = match mark.what {
        What::Checksum => Stage::Head(0),
        What::Md5(_) => Stage::Head(1),
        What::Sha1(_) => Stage::Head(2),
        What::Length(_) => Stage::Head(3),
        What::Modified => Stage::Head(4),
        What::Parse => Stage::Head(5),
        What::HeaderLength(_) => Stage::Head(6),
        What::Row(Row { place: RowPlace::Header, tag, number: Some(_), .. }) => Stage::Head(tag.saturating_add(100)),
        What::Record(Some(1)) => Stage::FirstRecord,
        What::Verified(_) => Stage::Last,
        What::Record(_)
        | What::Signed(_)
        | What::NotFound
        | What::ParseError
        | What::Row(Row { place: RowPlace::Record, number: Some(_), .. }) => Stage::Records,
        What::Version(..) | What::Rule | What::Row(_) | What::Omission | What::Prompt => return None,
    };
    Some((stage, mark.kind))
}

impl Printout {
    pub(super) fn new<'a>(lines: impl IntoIterator<Item = PrintedLine<'a>>) -> Self {
        let mut printout = Self { text: String::new(), lines: Vec::new(), marks: Vec::new() };
        let mut widths = Vec::new();
        let mut last_is_ended = false;
        for line in lines {
            if !printout.lines.is_empty() {
                printout.text.push('\n');
            }
            printout.lines.push(PlacedLine {
                start: printout.text.len(),
                offset: line.offset,
                end: line.end,
                is_widest: false,
            });
            widths.push(columns(line.text));
            printout.text.push_str(line.text);
            last_is_ended = line.is_ended;
        }
        if last_is_ended {
            printout.text.push('\n');
        }
        let widest = widths.iter().copied().max().unwrap_or(0);
        for (line, width) in printout.lines.iter_mut().zip(widths) {
            line.is_widest = width == widest;
        }
        printout.scan();
        printout
    }

    /// Where a byte of the text stands in the input.
    pub(super) fn offset(&self, position: usize) -> usize {
        // A line that was cleaned is shorter or longer in the text.
        let place = |line: &PlacedLine| line.offset.saturating_add(position.saturating_sub(line.start)).min(line.end);
        self.line(position).map_or(0, place)
    }

    /// Whether the line in which a byte of the text stands is as wide as the terminal, so that it may be broken in a word.
    pub(super) fn is_widest(&self, position: usize) -> bool {
        self.line(position).is_some_and(|line| line.is_widest)
    }

    /// What stands between two bytes of the text.
    pub(super) fn between(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }

    fn line(&self, position: usize) -> Option<&PlacedLine> {
        let after = self.lines.partition_point(|line| line.start <= position);
        self.lines.get(after.checked_sub(1)?)
    }

    /// Finds all marks. They begin where a word begins; a value that ends where its LENGTH says is not looked into.
    fn scan(&mut self) {
        let text = self.text.as_str();
        let mut position = 0;
        let mut begins_line = true;
        let mut in_word = false;
        while let Some(character) = text.get(position..).and_then(|rest| rest.chars().next()) {
            if character == '\n' {
                begins_line = true;
            }
            if !character.is_whitespace() {
                if !in_word && let Some(mark) = mark_at(text, position, begins_line) {
                    position = mark.end.max(position + character.len_utf8());
                    position += exact_value(text, &mark);
                    self.marks.push(mark);
                    begins_line = false;
                    continue;
                }
                begins_line = false;
            }
            in_word = character.is_alphanumeric();
            position += character.len_utf8();
        }
    }
}

/// Bytes behind a row of text that are its value without doubt: as many as LENGTH says, up to the end of the line.
fn exact_value(text: &str, mark: &Mark) -> usize {
    let What::Row(Row { place, tag, length: Some(length), .. }) = mark.what else { return 0 };
    let vocabulary = if place == RowPlace::Header { HEADER_TAGS } else { RECORD_TAGS };
    if vocabulary.find(tag).is_none_or(|tag| tag.shape != Shape::Text) {
        return 0;
    }
    let rest = text.get(mark.end..).unwrap_or_default();
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let end = blanks + usize::from(length.saturating_sub(1));
    let ends_there = |after: &str| after.trim_start_matches([' ', '\t']).starts_with('\n');
    if rest.get(..end).is_some_and(|value| !value.contains('\n')) && rest.get(end..).is_some_and(ends_there) {
        end
    } else {
        0
    }
}

/// The mark at a byte of the text, which is the beginning of a word, and of its line or not.
fn mark_at(text: &str, start: usize, begins_line: bool) -> Option<Mark> {
    let rest = text.get(start..)?;
    let found = match rest.chars().next()? {
        '0'..='9' => table_row(rest, begins_line).or_else(|| hash(rest)),
        '[' | '.' | '…' | '<' | '(' | '*' => omission(rest, begins_line),
        '-' => rule(rest),
        _ => phrase(rest).or_else(|| hash(rest)).or_else(|| if begins_line { table_row(rest, true) } else { None }),
    };
    let (length, kind, what) = found?;
    Some(Mark { start, end: start + length, kind, what })
}

/// Bytes of a mark, the list that it names, and what it is.
type Found = (usize, Option<ListKind>, What);

/// A phrase: its words in lower case with `?` where ITL or CTL stands, and what to make of it and of what follows.
struct Phrase {
    words: &'static str,
    what: fn(&str) -> Option<(usize, What)>,
}

const fn phrase_of(words: &'static str, what: fn(&str) -> Option<(usize, What)>) -> Phrase {
    Phrase { words, what }
}

/// The phrases. How CUCM says that it could not verify a file is not known; these are likely ones (formats.md, section 12).
const PHRASES: &[Phrase] = &[
    phrase_of("the checksum value of the ? file", |rest| Some((colon(rest), What::Checksum))),
    phrase_of("length of ? file", |rest| Some(number_behind(rest, What::Length))),
    phrase_of("the ? file was last modified on", |_| Some((0, What::Modified))),
    phrase_of("the ? file was verified successfully", |_| Some((0, What::Verified(true)))),
    phrase_of("the ? file was not verified", |_| Some((0, What::Verified(false)))),
    phrase_of("the ? file could not be verified", |_| Some((0, What::Verified(false)))),
    phrase_of("the ? file verification failed", |_| Some((0, What::Verified(false)))),
    phrase_of("verification of the ? file failed", |_| Some((0, What::Verified(false)))),
    phrase_of("failed to verify the ? file", |_| Some((0, What::Verified(false)))),
    phrase_of("error verifying the ? file", |_| Some((0, What::Verified(false)))),
    phrase_of("this etoken was used to sign the ? file", |_| Some((0, What::Signed(true)))),
    phrase_of("this etoken was not used to sign the ? file", |_| Some((0, What::Signed(false)))),
    phrase_of("error parsing the ? file", |_| Some((0, What::ParseError))),
    phrase_of("parse ? file", |_| Some((0, What::Parse))),
    phrase_of("? file not found", |_| Some((0, What::NotFound))),
    phrase_of("? record", record_number),
    phrase_of("headerlength", |rest| {
        let narrow = |number: Option<u64>| What::HeaderLength(number.and_then(|number| u16::try_from(number).ok()));
        Some(number_behind(rest, narrow))
    }),
    phrase_of("version", version),
    phrase_of("bytepos tag length value", |_| Some((0, What::Rule))),
    phrase_of("admin:", |_| Some((0, What::Prompt))),
];

fn phrase(rest: &str) -> Option<Found> {
    PHRASES.iter().find_map(|phrase| {
        let (length, kind) = match_words(rest, phrase.words)?;
        let (further, what) = (phrase.what)(rest.get(length..)?)?;
        Some((length + further, kind, what))
    })
}

/// Bytes that these words take at the beginning of a text, whatever blanks stand between them, and the list that `?` stood for.
fn match_words(text: &str, words: &str) -> Option<(usize, Option<ListKind>)> {
    let mut rest = text;
    let mut kind = None;
    for (index, word) in words.split(' ').enumerate() {
        if index > 0 {
            let trimmed = rest.trim_start();
            if trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed;
        }
        if word == "?" {
            kind = Some(match rest.get(..3)?.to_ascii_lowercase().as_str() {
                "itl" => ListKind::Itl,
                "ctl" => ListKind::Ctl,
                _ => return None,
            });
            rest = rest.get(3..)?;
        } else {
            rest.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word))?;
            rest = rest.get(word.len()..)?;
        }
    }
    Some((text.len() - rest.len(), kind))
}

/// Bytes of a colon with the blanks before it.
fn colon(rest: &str) -> usize {
    let trimmed = rest.trim_start();
    if trimmed.starts_with(':') { rest.len() - trimmed.len() + 1 } else { 0 }
}

/// A number behind a colon. At the very end of a text it may have lost digits, and is not believed.
fn number_behind(rest: &str, what: impl Fn(Option<u64>) -> What) -> (usize, What) {
    let behind = colon(rest);
    let after = rest.get(behind..).unwrap_or_default();
    let digits = after.trim_start_matches([' ', '\t']);
    let blanks = after.len() - digits.len();
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    if length == 0 {
        return (behind, what(None));
    }
    let number = digits.get(..length).filter(|_| length < digits.len()).and_then(|digits| digits.parse().ok());
    (behind + blanks + length, what(number))
}

/// `#:1` behind `ITL Record`.
fn record_number(rest: &str) -> Option<(usize, What)> {
    let after = rest.trim_start_matches([' ', '\t']).strip_prefix('#')?;
    let narrow = |number: Option<u64>| What::Record(number.and_then(|number| usize::try_from(number).ok()));
    let (length, what) = number_behind(after, narrow);
    Some((rest.len() - after.len() + length, what))
}

/// `: 1.2` behind `Version`.
fn version(rest: &str) -> Option<(usize, What)> {
    let after = rest.trim_start().strip_prefix(':')?;
    let number = after.trim_start_matches([' ', '\t']);
    let length = number.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let (major, minor) = number.get(..length).filter(|_| length < number.len())?.split_once('.')?;
    let what = What::Version(major.parse().ok()?, minor.parse().ok()?);
    Some((rest.len() - number.len() + length, what))
}

fn table_row(rest: &str, begins_line: bool) -> Option<Found> {
    let (length, row) = row(rest, begins_line)?;
    Some((length, None, What::Row(row)))
}

/// `5557…c5e9(MD5)`
fn hash(rest: &str) -> Option<Found> {
    let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
    let hash = || rest.get(..digits).unwrap_or_default().to_ascii_lowercase();
    let after = rest.get(digits..)?;
    let label = after.trim_start_matches([' ', '\t']);
    let blanks = after.len() - label.len();
    let is = |name: &str| label.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    match digits {
        32 if is("(MD5)") => Some((digits + blanks + "(MD5)".len(), None, What::Md5(hash()))),
        40 if is("(SHA1)") => Some((digits + blanks + "(SHA1)".len(), None, What::Sha1(hash()))),
        _ => None,
    }
}

/// Two dashes or more that stand by themselves.
fn rule(rest: &str) -> Option<Found> {
    let dashes = rest.bytes().take_while(|byte| *byte == b'-').count();
    let ends = rest.get(dashes..)?.chars().next().is_none_or(char::is_whitespace);
    (dashes >= 2 && ends).then_some((dashes, None, What::Rule))
}

/// What people put where they left something out.
fn omission(rest: &str, begins_line: bool) -> Option<Found> {
    const SIGNS: &[&str] = &[
        "[...]",
        "[..]",
        "[....]",
        "[…]",
        "[. . .]",
        "<...>",
        "(...)",
        "<snip>",
        "[snip]",
        "(snip)",
        "[output omitted]",
        "<output omitted>",
        "(output omitted)",
        "[omitted]",
        "<omitted>",
        "[truncated]",
        "<truncated>",
        "[cut]",
    ];
    let sign = SIGNS.iter().find(|sign| rest.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign)));
    let alone = || {
        let dots = rest.chars().take_while(|character| matches!(character, '.' | '…' | '*')).map(char::len_utf8).sum();
        let line_ends = rest.get(dots..)?.trim_start_matches([' ', '\t']);
        let is_sign = rest.starts_with("..") || rest.starts_with('…');
        (is_sign && begins_line && (line_ends.is_empty() || line_ends.starts_with('\n'))).then_some(dots)
    };
    let length = sign.map(|sign| sign.len()).or_else(alone)?;
    Some((length, None, What::Omission))
}
