//! What an input looks like that nothing here can read: the last detector, which always has an answer.

use super::{Recognised, problem};
use crate::formats::trust_list::is_list_name;
use crate::report::{InputKind, Problem};
use crate::text::{count, shorten, visible, visible_bytes};

/// One thing to tell files by: where its mark stands, the mark, what it is, and its kind.
struct Mark {
    offset: usize,
    bytes: &'static [u8],
    name: &'static str,
    kind: InputKind,
}

const fn mark(offset: usize, bytes: &'static [u8], name: &'static str, kind: InputKind) -> Mark {
    Mark { offset, bytes, name, kind }
}

/// Published magic numbers of the formats that turn up in support cases.
const MARKS: &[Mark] = &[
    mark(0, b"PK\x03\x04", "a zip archive", InputKind::Archive),
    mark(0, b"PK\x05\x06", "an empty zip archive", InputKind::Archive),
    mark(0, b"\x1f\x8b", "a gzip file", InputKind::Archive),
    mark(0, b"BZh", "a bzip2 file", InputKind::Archive),
    mark(0, b"\xfd7zXZ\x00", "an xz file", InputKind::Archive),
    mark(0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", InputKind::Archive),
    mark(257, b"ustar", "a tar archive", InputKind::Archive),
    mark(0, b"\x0a\x0d\x0d\x0a", "a pcapng capture", InputKind::Capture),
    mark(0, b"\xd4\xc3\xb2\xa1", "a pcap capture", InputKind::Capture),
    mark(0, b"\xa1\xb2\xc3\xd4", "a pcap capture", InputKind::Capture),
    mark(0, b"\x4d\x3c\xb2\xa1", "a pcap capture", InputKind::Capture),
    mark(0, b"\xa1\xb2\x3c\x4d", "a pcap capture", InputKind::Capture),
    mark(0, b"%PDF-", "a PDF document", InputKind::Unknown),
    mark(0, b"\x89PNG\r\n", "a PNG picture", InputKind::Unknown),
    mark(0, b"\xff\xd8\xff", "a JPEG picture", InputKind::Unknown),
    mark(0, b"GIF8", "a GIF picture", InputKind::Unknown),
    mark(0, b"\x7fELF", "a program (ELF)", InputKind::Unknown),
    mark(
        0,
        b"\xcd\x34\x12\xab",
        "firmware of a 78xx or 88xx phone, whose signature is of another format",
        InputKind::Unknown,
    ),
    mark(0, b"\xff\xfe", "text in UTF-16; save it as UTF-8", InputKind::Unknown),
    mark(0, b"\xfe\xff", "text in UTF-16; save it as UTF-8", InputKind::Unknown),
];

/// Phrases that tell kinds of text apart, the more telling first; letter case does not count.
const PHRASES: &[(&str, &str, InputKind)] = &[
    ("<!doctype html", "an HTML page", InputKind::Unknown),
    ("<html", "an HTML page", InputKind::Unknown),
    ("<device", "a phone configuration in XML", InputKind::Unknown),
    ("<?xml", "XML", InputKind::Unknown),
    (
        "signature algorithm:",
        "a certificate printed as text, without the PEM block that could be read",
        InputKind::Unknown,
    ),
];

/// Bytes in which phrases are looked for.
const LOOKED_AT: usize = 16 * 1024;

/// Describes an input of which nothing more is known.
pub(super) fn describe(name: &str, bytes: &[u8]) -> Recognised {
    let (looks, kind) = look(bytes);
    if kind != InputKind::Unknown {
        return Recognised::new(kind, looks.clone())
            .with_problem(0, format!("{looks}: this version does not read it yet"));
    }
    let expected = is_list_name(name);
    let description = if expected { format!("not a trust list: {looks}") } else { format!("not recognised: {looks}") };
    Recognised { problems: explain(bytes, expected, &looks), ..Recognised::new(kind, description) }
}

/// What some bytes look like, in words: "XML", "an HTML page", "binary data".
pub(super) fn name_of(bytes: &[u8]) -> String {
    look(bytes).0
}

/// Whether bytes were written by a program that puts HEADERLENGTH into four bytes and ends names without NUL
/// (formats.md, section 11). Phones refuse such files.
fn is_foreign_layout(bytes: &[u8]) -> bool {
    matches!(bytes, [1, 0, 2, _, _, 2, 0, 4, ..])
}

/// Whether a text-mode transfer put a CR before every LF, or a NUL behind every CR (RFC 764, netascii).
fn is_netascii_damaged(bytes: &[u8]) -> bool {
    let trust_list = matches!(bytes, [1, 0, 2, ..]);
    let pairs = || bytes.iter().zip(bytes.iter().skip(1));
    let bare_line_feed = pairs().any(|(first, second)| *second == b'\n' && *first != b'\r');
    let carriage_returns = pairs().filter(|(first, second)| **first == b'\r' && matches!(second, b'\n' | 0)).count();
    trust_list && !bare_line_feed && carriage_returns > 2
}

fn look(bytes: &[u8]) -> (String, InputKind) {
    if bytes.is_empty() {
        return ("an empty file".to_owned(), InputKind::Unknown);
    }
    let found = MARKS.iter().find(|mark| bytes.get(mark.offset..).is_some_and(|rest| rest.starts_with(mark.bytes)));
    if let Some(mark) = found {
        return (mark.name.to_owned(), mark.kind);
    }
    let start = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    if is_text(start) {
        let text = String::from_utf8_lossy(start).to_ascii_lowercase();
        let phrase = PHRASES.iter().find(|(phrase, _, _)| text.contains(phrase));
        return match phrase {
            Some((_, name, kind)) => ((*name).to_owned(), *kind),
            None => (format!("text that begins \"{}\"", first_line(start)), InputKind::Unknown),
        };
    }
    if is_foreign_layout(bytes) {
        return ("a file in the layout of another program, which phones refuse".to_owned(), InputKind::Unknown);
    }
    let beginning = visible_bytes(bytes.get(..8).unwrap_or(bytes));
    (format!("{} of binary data that begin \"{beginning}\"", count(bytes.len(), "byte")), InputKind::Unknown)
}

fn explain(bytes: &[u8], expected: bool, looks: &str) -> Vec<Problem> {
    let message = if bytes.is_empty() {
        "the file is empty: fetch it again, and see that the server has it"
    } else if is_foreign_layout(bytes) {
        "HEADERLENGTH has four bytes here where CUCM and certutils write two: phones refuse this file; make it with another program"
    } else if is_netascii_damaged(bytes) {
        "every line feed has a carriage return before it: the file was fetched in text mode; fetch it in binary mode (tftp: mode octet)"
    } else if expected {
        return vec![problem(
            0,
            format!(
                "a trust list begins with the bytes 01 00 02 (VERSION) and 02 00 02 (HEADERLENGTH), but this looks like {looks}; \
                 fetch the file again with \"file get tftp\" or by TFTP in binary mode"
            ),
        )];
    } else {
        return Vec::new();
    };
    vec![problem(0, message)]
}

/// Mostly printable, and no NUL.
fn is_text(bytes: &[u8]) -> bool {
    let controls =
        bytes.iter().filter(|byte| byte.is_ascii_control() && !matches!(byte, b'\n' | b'\r' | b'\t' | 0x1b)).count();
    !bytes.contains(&0)
        && controls * 50 < bytes.len()
        && std::str::from_utf8(bytes.get(..256).unwrap_or(bytes))
            .map_or_else(|error| error.error_len().is_none() || bytes.len() > 64, |_| true)
}

fn first_line(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    shorten(&visible(line), 40).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_in_place_of_a_trust_list() {
        let html = describe("ITLFile.tlv", b"<html><body>404 Not Found</body></html>\n");
        assert_eq!(html.description, "not a trust list: an HTML page");
        assert_eq!(html.kind, InputKind::Unknown);
        assert!(html.problems.iter().any(|problem| problem.message.contains("file get tftp")), "{:?}", html.problems);
        assert_eq!(describe("CTLFile.tlv", b"").description, "not a trust list: an empty file");
    }

    #[test]
    fn marks_and_phrases() {
        assert_eq!(describe("a", b"PK\x03\x04rest").kind, InputKind::Archive);
        assert_eq!(name_of(b"<?xml version=\"1.0\"?><x/>"), "XML");
        assert_eq!(name_of(&[0xcd, 0x34, 0x12, 0xab, 0, 0]), MARKS[17].name);
        assert_eq!(name_of(&[0, 1, 2]), "3 bytes of binary data that begin \"\\u{0}\\u{1}\\u{2}\"");
    }

    #[test]
    fn what_other_programs_and_text_mode_do_to_a_list() {
        let foreign = describe("x.tlv", &[1, 0, 2, 1, 2, 2, 0, 4, 0, 0, 1, 0]);
        assert!(foreign.problems[0].message.contains("four bytes"));
        let damaged = [&[1, 0, 2, 1, 2, 2, 0][..], b"\r\n\r\n\r\n\r\0"].concat();
        assert!(describe("x.tlv", &damaged).problems[0].message.contains("binary mode"));
    }
}
