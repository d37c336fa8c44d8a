//! Text of a terminal as it is found in pastes, saved sessions, mails and forums: its lines without what terminals and people put around
//! them.

use crate::text::columns;
use std::borrow::Cow;
use std::fmt::Write as _;

/// Bytes in which a NUL is looked for: text has none.
const LOOKED_AT: usize = 4096;

/// Lines that a pager printed, in lower case. Forums swallow what stands between angle brackets.
const PAGING: &[&str] = &[
    "press <enter> for 1 line, <space> for one page, or <q> to quit",
    "press for 1 line, for one page, or to quit",
    "--more--",
];

/// What the pager of `file view` and `file search` prints, in lower case; a count of lines follows.
const PAGER_OPTIONS: &str = "options: q=quit, n=next, p=prev, b=begin, e=end";

/// Text, line by line. Line breaks are LF, CR LF, and CR alone, which terminals print before they write over a line.
///
/// The lines are without quotation marks of mails (`> `), escape sequences, characters that were erased by backspaces, and lines of a
/// pager; their blanks are blanks and tabs. Bytes that are no UTF-8 are read as Windows-1252.
#[derive(Debug, Clone, Default)]
pub(in crate::intake) struct Text<'a> {
    lines: Vec<Line<'a>>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::intake) struct Line<'a> {
    /// The line without its end; blanks at its beginning are there, at its end they are not.
    pub(in crate::intake) text: Cow<'a, str>,
    /// Where it begins, in bytes of the input.
    pub(in crate::intake) offset: usize,
    /// Where it ends, in bytes of the input.
    pub(in crate::intake) end: usize,
    /// Its number in the input, counted from 1.
    pub(in crate::intake) number: usize,
    /// Whether something ends it: the last line of a text may have been cut.
    pub(in crate::intake) is_ended: bool,
}

impl<'a> Text<'a> {
    /// Reads text; `None` when it is none.
    pub(in crate::intake) fn read(bytes: &'a [u8]) -> Option<Self> {
        Some(Self { lines: Self::lines_of(bytes)?.collect() })
    }

    /// The lines of a text one by one; `None` when it is none.
    pub(super) fn lines_of(bytes: &'a [u8]) -> Option<impl Iterator<Item = Line<'a>>> {
        if bytes.iter().take(LOOKED_AT).any(|byte| *byte == 0) {
            return None;
        }
        let mut offset = 0;
        // The end of a line of the pager that a narrow terminal has broken.
        let mut paging_goes_on = "";
        Some((1..).zip(raw_lines(bytes)).filter_map(move |(number, (line, ending))| {
            let start = offset;
            offset += line.len() + ending;
            let (text, goes_on) = without_paging(clean(line), paging_goes_on);
            paging_goes_on = goes_on;
            let text = text?;
            // Where nothing had to be changed, the text is a part of the line: its offset is known exactly.
            let before = match &text {
                Cow::Borrowed(text) => position_of(text, line),
                Cow::Owned(_) => 0,
            };
            Some(Line { text, offset: start + before, end: start + line.len(), number, is_ended: ending > 0 })
        }))
    }

    /// Text of these lines.
    pub(super) fn of(lines: Vec<Line<'a>>) -> Self {
        Self { lines }
    }

    /// The lines.
    pub(in crate::intake) fn lines(&self) -> &[Line<'a>] {
        &self.lines
    }

    /// All lines with LF behind each, for readers that look for blocks such as PEM.
    #[allow(dead_code, reason = "for outputs with PEM blocks in them")]
    pub(in crate::intake) fn plain(&self) -> String {
        let mut plain = String::new();
        for line in &self.lines {
            // Writing into a String does not fail.
            let _ = writeln!(plain, "{}", line.text);
        }
        plain
    }

    /// Columns of the longest line: those of the terminal, where it has broken a line.
    #[allow(dead_code, reason = "for outputs that are read line by line")]
    pub(in crate::intake) fn width(&self) -> usize {
        self.lines.iter().map(|line| columns(&line.text)).max().unwrap_or(0)
    }

    /// The lines with those put back together that a terminal or a mail has broken: a line for which `begins` is false goes on with the
    /// one before it. Lines that are as wide as the terminal were broken in a word, shorter ones at a blank. Blank lines are dropped.
    #[allow(dead_code, reason = "for outputs that are read line by line")]
    pub(in crate::intake) fn unwrapped(&self, begins: impl Fn(&str) -> bool) -> Vec<Line<'a>> {
        let width = self.width();
        let mut unwrapped: Vec<Line<'a>> = Vec::new();
        let mut broken_in_a_word = false;
        for line in self.lines.iter().filter(|line| !line.text.trim().is_empty()) {
            match unwrapped.last_mut().filter(|_| !begins(line.text.trim())) {
                Some(last) => {
                    let whole = last.text.to_mut();
                    // A line that was broken in front of a blank goes on with that blank.
                    let blank_follows = line.text.strip_prefix(' ').is_some_and(|rest| !rest.starts_with(' '));
                    if !broken_in_a_word || blank_follows {
                        whole.push(' ');
                    }
                    whole.push_str(line.text.trim());
                }
                None => unwrapped.push(line.clone()),
            }
            broken_in_a_word = columns(&line.text) == width;
        }
        unwrapped
    }
}

impl Line<'_> {
    /// A part of the line by the bytes of its text; `offset` is where that begins in the input.
    pub(super) fn part(&self, range: std::ops::Range<usize>, offset: usize) -> Self {
        let range_end = range.end;
        let text = match &self.text {
            Cow::Borrowed(text) => Cow::Borrowed(text.get(range).unwrap_or_default()),
            Cow::Owned(text) => Cow::Owned(text.get(range).unwrap_or_default().to_owned()),
        };
        let is_ended = self.is_ended || range_end < self.text.len();
        Self { text, offset, end: self.end, number: self.number, is_ended }
    }
}

/// The lines of some bytes, each with the number of bytes that end it.
fn raw_lines(bytes: &[u8]) -> impl Iterator<Item = (&[u8], usize)> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        let (line, after) = rest.split_at_checked(end)?;
        let ending = match after {
            [b'\r', b'\n', ..] => 2,
            [_, ..] => 1,
            [] => 0,
        };
        rest = after.get(ending..).unwrap_or_default();
        Some((line, ending))
    })
}

/// A line without what is not of it.
fn clean(line: &[u8]) -> Cow<'_, str> {
    match decode(line) {
        Cow::Borrowed(text) if text.chars().all(is_plain) => Cow::Borrowed(unquoted(text.trim_end())),
        text => Cow::Owned(unquoted(simplified(&text).trim_end()).to_owned()),
    }
}

/// UTF-8, with what is none read as Windows-1252.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len() + 16);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|byte| windows_1252(*byte)));
    }
    Cow::Owned(text)
}

/// The character of a byte in Windows-1252; only the two dozen of 0x80 to 0x9f differ from Latin-1.
fn windows_1252(byte: u8) -> char {
    const UPPER: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    byte.checked_sub(0x80).and_then(|index| UPPER.get(usize::from(index))).copied().unwrap_or(char::from(byte))
}

/// Whether a character needs no work.
fn is_plain(character: char) -> bool {
    character == '\t'
        || !(character.is_control()
            || matches!(
                character,
                '\u{a0}' | '\u{2000}'..='\u{200f}' | '\u{202f}' | '\u{2060}' | '\u{3000}' | '\u{feff}'
            ))
}

/// Carries out backspaces, drops escape sequences, control and zero-width characters, and makes every blank a blank.
fn simplified(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\u{8}' => {
                plain.pop();
            }
            '\u{1b}' => skip_escape(&mut characters),
            '\u{9b}' => skip_parameters(&mut characters),
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => plain.push(' '),
            _ if is_plain(character) => plain.push(character),
            _ => {}
        }
    }
    plain
}

/// Skips the rest of an escape sequence (ECMA-48): of a control sequence to its final character, of a title to its end, else one.
fn skip_escape(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match characters.next() {
        Some('[') => skip_parameters(characters),
        Some(']') => {
            while let Some(character) = characters.next() {
                if character == '\u{7}' {
                    break;
                }
                if character == '\u{1b}' {
                    characters.next_if_eq(&'\\');
                    break;
                }
            }
        }
        Some('(' | ')' | '#' | ' ') => {
            characters.next();
        }
        _ => {}
    }
}

fn skip_parameters(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    while characters.next_if(|character| matches!(character, ' '..='?')).is_some() {}
    characters.next_if(|character| matches!(character, '@'..='~'));
}

/// Without the quotation marks that mail programs put before lines.
fn unquoted(line: &str) -> &str {
    let mut rest = line;
    while let Some(quoted) = rest.trim_start().strip_prefix('>') {
        rest = quoted.strip_prefix(' ').unwrap_or(quoted);
    }
    rest
}

/// The line without what a pager printed, or nothing if that is all of it; and the end of that which the next line may bring.
fn without_paging<'a>(line: Cow<'a, str>, goes_on: &'static str) -> (Option<Cow<'a, str>>, &'static str) {
    let trimmed = line.trim();
    if !goes_on.is_empty() && trimmed.eq_ignore_ascii_case(goes_on.trim()) {
        return (None, "");
    }
    if !trimmed.bytes().any(|byte| matches!(byte, b'P' | b'p' | b'-')) {
        return (Some(line), "");
    }
    let lower = trimmed.to_ascii_lowercase();
    if lower.starts_with(PAGER_OPTIONS) {
        return (None, "");
    }
    for paging in PAGING {
        if let Some(position) = lower.find(paging) {
            // What stands around it came from a terminal that wrote over it.
            let around = |range: std::ops::Range<usize>| trimmed.get(range).unwrap_or_default();
            let rest = format!("{}{}", around(0..position), around(position + paging.len()..trimmed.len()));
            let rest = if rest.trim().is_empty() { None } else { Some(Cow::Owned(rest.trim_end().to_owned())) };
            return (rest, "");
        }
        if lower.len() >= 24
            && let Some(goes_on) = paging.strip_prefix(lower.as_str())
        {
            return (None, goes_on);
        }
    }
    (Some(line), "")
}

/// Where a part of a line begins in it.
fn position_of(part: &str, line: &[u8]) -> usize {
    part.as_ptr().addr().saturating_sub(line.as_ptr().addr())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Vec<(String, usize, usize)> {
        let text = Text::read(bytes).unwrap();
        text.lines().iter().map(|line| (line.text.clone().into_owned(), line.offset, line.number)).collect()
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        lines(bytes).into_iter().map(|(text, _, _)| text).collect()
    }

    #[test]
    fn line_breaks_of_every_system() {
        let expected = [("a", 0, 1), ("b", 2, 2), ("c", 5, 3), ("", 7, 4), ("d", 8, 5)];
        assert_eq!(lines(b"a\nb\r\nc\r\rd"), expected.map(|(text, offset, number)| (text.to_owned(), offset, number)));
        assert!(Text::read(b"PK\x03\x04\0\0").is_none());
        assert!(lines(b"").is_empty());
    }

    #[test]
    fn what_terminals_and_mails_put_around_a_line() {
        assert_eq!(texts(b"\x1b[1madmin:\x1b[0mshow itl\x1b[K"), ["admin:show itl"]);
        assert_eq!(texts(b"\x1b]0;cucm-pub\x07admin:show ipl\x08\x08tl"), ["admin:show itl"]);
        assert_eq!(texts("\u{feff}1\u{a0}\u{a0}RECORDLENGTH\u{200b} 2  ".as_bytes()), ["1  RECORDLENGTH 2"]);
        assert_eq!(texts(b"> > 2\tDNSNAME\n>\n> admin:"), ["2\tDNSNAME", "", "admin:"]);
        assert_eq!(texts(b"O=M\xfcller \x96 Lab"), ["O=Müller – Lab"]);
        assert_eq!(lines(b">  a  \n> b"), [(" a".to_owned(), 2, 1), ("b".to_owned(), 9, 2)]);
    }

    #[test]
    fn lines_of_pagers_are_dropped() {
        let paged = b"one\nPress <enter> for 1 line, <space> for one page, or <q> to quit\r            \rtwo\n--More--\nthree\n\
            Press for 1 line, for one page, or to quitfour\noptions: q=quit, n=next, p=prev, b=begin, e=end (lines 1 - 20 of 155) :\n";
        let kept: Vec<String> = texts(paged).into_iter().filter(|line| !line.is_empty()).collect();
        assert_eq!(kept, ["one", "two", "three", "four"]);
        assert_eq!(texts(b"Press <enter> for 1 line, <space> for one page, or <q> to qu\nit\nx"), ["x"]);
        assert_eq!(texts(b"press\np\n-----BEGIN"), ["press", "p", "-----BEGIN"]);
    }

    #[test]
    fn broken_lines_are_put_back_together() {
        let text = Text::read(b"name.pem: signed by the ve\nry last\n\nCA\nother.pem: x").unwrap();
        let whole = text.unwrapped(|line| line.contains(".pem:"));
        let whole: Vec<&str> = whole.iter().map(|line| &*line.text).collect();
        assert_eq!(whole, ["name.pem: signed by the very last CA", "other.pem: x"]);
        assert_eq!(text.width(), 26);
        let text = Text::read(b"To: Sun Jul 08 UTC\n 2018\nFrom: Sun Jul 08 2\n017").unwrap();
        let whole = text.unwrapped(|line| line.contains(": "));
        let whole: Vec<&str> = whole.iter().map(|line| &*line.text).collect();
        assert_eq!(whole, ["To: Sun Jul 08 UTC 2018", "From: Sun Jul 08 2017"]);
    }
}
