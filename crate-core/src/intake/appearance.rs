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
    mark(0, b"\x1f\x9d", "a file packed with compress (.Z)", InputKind::Archive),
    mark(0, b"BZh", "a bzip2 file", InputKind::Archive),
    mark(0, b"\xfd7zXZ\x00", "an xz file", InputKind::Archive),
    mark(0, b"\x28\xb5\x2f\xfd", "a zstd file", InputKind::Archive),
    mark(0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", InputKind::Archive),
    mark(0, b"Rar!\x1a\x07", "a RAR archive", InputKind::Archive),
    mark(0, b"MSCF\0\0\0\0", "a cabinet archive (.cab)", InputKind::Archive),
    mark(257, b"ustar", "a tar archive", InputKind::Archive),
    mark(0, b"\x0a\x0d\x0d\x0a", "a pcapng capture", InputKind::Capture),
    mark(0, b"\xd4\xc3\xb2\xa1", "a pcap capture", InputKind::Capture),
    mark(0, b"\xa1\xb2\xc3\xd4", "a pcap capture", InputKind::Capture),
    mark(0, b"\x4d\x3c\xb2\xa1", "a pcap capture", InputKind::Capture),
    mark(0, b"\xa1\xb2\x3c\x4d", "a pcap capture", InputKind::Capture),
    mark(0, b"%PDF-", "a PDF document", InputKind::Unknown),
    mark(0, b"{\\rtf", "an RTF document", InputKind::Unknown),
    mark(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document or mail of Microsoft Office", InputKind::Unknown),
    mark(0, b"\x89PNG\r\n", "a PNG picture", InputKind::Unknown),
    mark(0, b"\xff\xd8\xff", "a JPEG picture", InputKind::Unknown),
    mark(0, b"GIF8", "a GIF picture", InputKind::Unknown),
    mark(0, b"II*\0", "a TIFF picture", InputKind::Unknown),
    mark(0, b"MM\0*", "a TIFF picture", InputKind::Unknown),
    mark(8, b"WEBP", "a WebP picture", InputKind::Unknown),
    mark(4, b"ftyp", "a video or a picture (MP4, HEIC)", InputKind::Unknown),
    mark(0, b"SQLite format 3\0", "a database (SQLite)", InputKind::Unknown),
    mark(0, b"\x7fELF", "a program (ELF)", InputKind::Unknown),
    mark(0, b"MZ", "a program for Windows", InputKind::Unknown),
    mark(0, b"\xca\xfe\xba\xbe", "a program (Java or macOS)", InputKind::Unknown),
    mark(
        0,
        b"\xcd\x34\x12\xab",
        "firmware of a 78xx or 88xx phone, whose signature is of another format",
        InputKind::Unknown,
    ),
    mark(0, b"\xff\xfe", "text in UTF-16 that cannot be read", InputKind::Unknown),
    mark(0, b"\xfe\xff", "text in UTF-16 that cannot be read", InputKind::Unknown),
];

/// Phrases that tell kinds of text apart, the more telling first; letter case does not count.
const PHRASES: &[(&str, &str, InputKind)] = &[
    ("<!doctype html", "an HTML page", InputKind::Unknown),
    ("<html", "an HTML page", InputKind::Unknown),
    ("<device", "a phone configuration in XML", InputKind::Unknown),
    ("<?xml", "XML", InputKind::Unknown),
    ("certificate fingerprints:", PRINTED_BY_KEYTOOL, InputKind::Unknown),
    ("certificate request:", REQUEST_PRINTED_BY_OPENSSL, InputKind::Unknown),
    ("signature algorithm:", PRINTED_BY_OPENSSL, InputKind::Unknown),
];

const PRINTED_BY_OPENSSL: &str = "a certificate as OpenSSL prints it, without the PEM block that could be read";
const REQUEST_PRINTED_BY_OPENSSL: &str =
    "a certificate request as OpenSSL prints it, without the PEM block that could be read";
const PRINTED_BY_KEYTOOL: &str = "a certificate as keytool prints it, without the PEM block that could be read";

/// Bytes in which phrases are looked for.
const LOOKED_AT: usize = 16 * 1024;

/// Describes an input of which nothing more is known.
pub(super) fn describe(name: &str, bytes: &[u8]) -> Recognised {
    let (looks, kind) = look(bytes);
    if kind == InputKind::Archive {
        return Recognised::new(kind, looks.clone())
            .with_problem(0, format!("{looks}: unpack it and add what is in it"));
    }
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
        let start = without_mark(start);
        let text = String::from_utf8_lossy(start).to_ascii_lowercase();
        let phrase = PHRASES.iter().find(|(phrase, _, _)| text.contains(phrase));
        return match phrase {
            Some((_, name, kind)) => ((*name).to_owned(), *kind),
            None => (describe_text(start), InputKind::Unknown),
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
    } else if looks == PRINTED_BY_OPENSSL {
        "a certificate cannot be got back from this text; add its file, or the output of \"openssl x509 -in FILE\" without -noout, \
         which ends with the PEM block"
    } else if looks == REQUEST_PRINTED_BY_OPENSSL {
        "a request cannot be got back from this text; add its file, or the output of \"openssl req -in FILE\" without -noout, which \
         ends with the PEM block"
    } else if looks == PRINTED_BY_KEYTOOL {
        "a certificate cannot be got back from this text; add its file, or what keytool prints with -rfc in place of -v, which is the \
         PEM block"
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

/// Text of which no phrase is known. What may be a piece of a key in base64 or hexadecimal is not shown.
fn describe_text(bytes: &[u8]) -> String {
    let line = first_line(bytes);
    if line.is_empty() {
        return "text with nothing but blanks".to_owned();
    }
    match line.as_bytes() {
        [b'<', name, ..] if name.is_ascii_alphabetic() || *name == b'!' => return "XML or HTML".to_owned(),
        [b'{' | b'[', ..] if bytes.contains(&b':') => return "JSON".to_owned(),
        _ => {}
    }
    let is_encoded = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=-_:".contains(&byte);
    let longest = line.split_ascii_whitespace().map(str::len).max().unwrap_or(0);
    let word = line.trim_matches(['"', '\'', ',', ';', '[', ']', '{', '}']);
    if longest >= LONGEST_WORD && word.bytes().filter(|byte| is_encoded(*byte)).count() * 10 >= word.len() * 9 {
        return "text that looks like base64 or hexadecimal, cut or damaged".to_owned();
    }
    format!("text that begins \"{}\"", shorten(&line, 40))
}

/// Characters in a row that no word of a text has.
const LONGEST_WORD: usize = 20;

/// Text without the byte order mark of UTF-8.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Mostly printable, and no NUL. Only the beginning is looked at.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let bytes = bytes.get(..LOOKED_AT).unwrap_or(bytes);
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
    visible(&shorten(line, 200)).into_owned()
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
        assert!(name_of(&[0xcd, 0x34, 0x12, 0xab, 0, 0]).contains("firmware of a 78xx or 88xx phone"));
        assert_eq!(name_of(&[0, 1, 2]), "3 bytes of binary data that begin \"\\u{0}\\u{1}\\u{2}\"");
    }

    #[test]
    fn archives_that_are_not_read_say_what_to_do() {
        for (bytes, called) in [
            (&b"BZh91AY&SY"[..], "a bzip2 file"),
            (b"\xfd7zXZ\x00\x00\x04", "an xz file"),
            (b"7z\xbc\xaf\x27\x1c\x00\x04", "a 7z archive"),
            (b"Rar!\x1a\x07\x01\x00", "a RAR archive"),
        ] {
            let described = describe("x", bytes);
            assert_eq!((described.kind, described.description.as_str()), (InputKind::Archive, called));
            assert!(described.problems[0].message.ends_with("unpack it and add what is in it"));
        }
    }

    #[test]
    fn text_says_what_it_looks_like() {
        for (text, name) in [
            ("{\"release\": \"12.5\"}", "JSON"),
            ("[{\"a\": 1}]", "JSON"),
            ("<Ring>\n<Name/></Ring>", "XML or HTML"),
            ("\u{feff}<?xml version=\"1.0\"?>", "XML"),
            (" \n\t\n", "text with nothing but blanks"),
            ("[global]\nworkgroup", "text that begins \"[global]\""),
            ("Zürich, den 3. Mai", "text that begins \"Zürich, den 3. Mai\""),
        ] {
            assert_eq!(name_of(text.as_bytes()), name);
        }
    }

    #[test]
    fn what_may_be_a_piece_of_a_key_is_not_shown() {
        for line in [
            "MC4CAQAwBQYDK2VwBCIEIGhqZ3NkZmtqaHNka2ZqaHNkZmtqaA",
            "\"MC4CAQAwBQYDK2VwBCIEIGhqZ3NkZmtqaHNka2ZqaHNkZmtqaA\",",
            "8d:f1:00:12:aa:3c:55:90:77:12:8d:f1:00:12",
            "d: 8df10012aa3c559077128df10012aa3c559077",
        ] {
            assert_eq!(
                name_of(line.as_bytes()),
                "text that looks like base64 or hexadecimal, cut or damaged",
                "{line}"
            );
        }
    }

    #[test]
    fn what_other_programs_and_text_mode_do_to_a_list() {
        let foreign = describe("x.tlv", &[1, 0, 2, 1, 2, 2, 0, 4, 0, 0, 1, 0]);
        assert!(foreign.problems[0].message.contains("four bytes"));
        let damaged = [&[1, 0, 2, 1, 2, 2, 0][..], b"\r\n\r\n\r\n\r\0"].concat();
        assert!(describe("x.tlv", &damaged).problems[0].message.contains("binary mode"));
    }
}
