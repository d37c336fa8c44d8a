//! The heads of HTTP/1.x messages: request lines, status lines and the fields that matter here (RFC 9112).

use crate::text::{shorten, visible_bytes};

/// Bytes of the longest head.
const LONGEST: usize = 16 * 1024;

/// Fields in a head.
const MOST_FIELDS: usize = 96;

/// Characters of a server's own words that are shown.
const LONGEST_REASON: usize = 100;

/// How the end of a body is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Framing {
    /// There is no body.
    Nothing,
    /// By its length in bytes.
    Length(u64),
    /// By its last chunk.
    Chunked,
    /// By the end of the connection.
    UntilClose,
}

/// The head of a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) method: String,
    /// The path as it was asked for, percent signs resolved.
    pub(super) path: Vec<u8>,
    pub(super) framing: Framing,
}

/// The head of an answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// The server's own words for it.
    pub(super) reason: String,
    pub(super) framing: Framing,
    /// How the body is compressed: `gzip`.
    pub(super) coding: Option<String>,
    /// The part of the file that comes, first and last byte, and the bytes of the whole file.
    pub(super) range: Option<(u64, u64, Option<u64>)>,
    /// Where the file is to be asked for instead.
    pub(super) location: Option<String>,
}

/// A head that comes in pieces.
#[derive(Debug, Default)]
pub(super) struct Head {
    bytes: Vec<u8>,
}

/// What came of more bytes of a head.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// More is needed.
    More,
    /// It is whole; so many of the bytes belonged to it.
    Whole(usize),
    /// It is too long to be one.
    TooLong,
}

impl Head {
    /// Takes in more bytes.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Progress {
        // Empty lines before a message are to be passed over (RFC 9112 section 2.2).
        let blank = if self.bytes.is_empty() {
            bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count()
        } else {
            0
        };
        let looked_at = self.bytes.len().saturating_sub(3);
        let known = self.bytes.len();
        let room = LONGEST.saturating_sub(known);
        let more = bytes.get(blank..).unwrap_or_default();
        self.bytes.extend_from_slice(more.get(..room).unwrap_or(more));
        match end_of_head(&self.bytes, looked_at) {
            Some(end) => {
                self.bytes.truncate(end);
                Progress::Whole(blank.saturating_add(end.saturating_sub(known)))
            }
            None if self.bytes.len() >= LONGEST => Progress::TooLong,
            None => Progress::More,
        }
    }

    /// Whether nothing of it has come yet.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Bytes that it holds in memory.
    pub(super) fn weight(&self) -> usize {
        self.bytes.capacity()
    }

    /// Reads it as a request.
    pub(super) fn request(&self) -> Option<Request> {
        let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
        let mut request = httparse::Request::new(&mut fields);
        request.parse(&self.bytes).ok().filter(httparse::Status::is_complete)?;
        let framing = match (is_chunked(request.headers), content_length(request.headers)) {
            (true, _) => Framing::Chunked,
            (false, Some(length)) => Framing::Length(length),
            (false, None) => Framing::Nothing,
        };
        Some(Request { method: request.method?.to_owned(), path: path(request.path?), framing })
    }

    /// Reads it as an answer.
    pub(super) fn answer(&self) -> Option<Answer> {
        let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
        let mut answer = httparse::Response::new(&mut fields);
        let mut parser = httparse::ParserConfig::default();
        parser.allow_spaces_after_header_name_in_responses(true);
        parser.allow_obsolete_multiline_headers_in_responses(true);
        parser.ignore_invalid_headers_in_responses(true);
        parser.parse_response(&mut answer, &self.bytes).ok().filter(httparse::Status::is_complete)?;
        let status = answer.code?;
        let fields = &*answer.headers;
        let framing = match (is_chunked(fields), content_length(fields)) {
            _ if matches!(status, 100..=199 | 204 | 304) => Framing::Nothing,
            (true, _) => Framing::Chunked,
            (false, Some(length)) => Framing::Length(length),
            (false, None) => Framing::UntilClose,
        };
        let text = |name| field(fields, name).map(|value| shorten(&visible_bytes(value), LONGEST_REASON).into_owned());
        Some(Answer {
            status,
            reason: shorten(&visible_bytes(answer.reason.unwrap_or_default().as_bytes()), LONGEST_REASON).into_owned(),
            framing,
            coding: text("content-encoding")
                .filter(|coding| !coding.trim().eq_ignore_ascii_case("identity"))
                .or_else(|| transfer_coding(fields)),
            range: field(fields, "content-range").and_then(range),
            location: text("location"),
        })
    }
}

/// Where a head ends whose lines begin at or after `from`: behind the empty line.
fn end_of_head(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let ends = (0..rest.len()).find_map(|at| {
        let rest = rest.get(at..)?;
        if rest.starts_with(b"\n\r\n") { Some(at + 3) } else { rest.starts_with(b"\n\n").then_some(at + 2) }
    });
    ends.map(|end| from + end)
}

fn field<'a>(fields: &[httparse::Header<'a>], name: &str) -> Option<&'a [u8]> {
    fields.iter().find(|field| field.name.eq_ignore_ascii_case(name)).map(|field| field.value)
}

fn content_length(fields: &[httparse::Header<'_>]) -> Option<u64> {
    std::str::from_utf8(field(fields, "content-length")?).ok()?.trim().parse().ok()
}

fn is_chunked(fields: &[httparse::Header<'_>]) -> bool {
    field(fields, "transfer-encoding").is_some_and(|value| value.to_ascii_lowercase().ends_with(b"chunked"))
}

/// What stands before `chunked`: the body is compressed on its way between two stations.
fn transfer_coding(fields: &[httparse::Header<'_>]) -> Option<String> {
    let value = visible_bytes(field(fields, "transfer-encoding")?);
    let coding = value.split(',').map(str::trim).find(|coding| !coding.is_empty())?;
    let plain = ["chunked", "identity"].iter().any(|plain| coding.eq_ignore_ascii_case(plain));
    (!plain).then(|| shorten(coding, LONGEST_REASON).into_owned())
}

/// `bytes 0-1023/2048`
fn range(value: &[u8]) -> Option<(u64, u64, Option<u64>)> {
    let value = std::str::from_utf8(value).ok()?.trim().strip_prefix("bytes ")?;
    let (range, whole) = value.split_once('/')?;
    let (first, last) = range.split_once('-')?;
    Some((first.trim().parse().ok()?, last.trim().parse().ok()?, whole.trim().parse().ok()))
}

/// The path in a request line: without scheme and server where these stand before it, and with percent signs resolved.
fn path(target: &str) -> Vec<u8> {
    let path = match target.split_once("://") {
        Some((scheme, rest)) if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            rest.find('/').and_then(|slash| rest.get(slash..)).unwrap_or("/")
        }
        _ => target,
    };
    let mut rest = path.as_bytes();
    let mut decoded = Vec::with_capacity(path.len());
    while let [byte, behind @ ..] = rest {
        let digits = behind.first_chunk::<2>().filter(|two| *byte == b'%' && two.iter().all(u8::is_ascii_hexdigit));
        let value =
            digits.and_then(|two| std::str::from_utf8(two).ok()).and_then(|two| u8::from_str_radix(two, 16).ok());
        decoded.push(value.unwrap_or(*byte));
        rest = if value.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Head {
        let mut head = Head::default();
        assert_eq!(head.take(text.as_bytes()), Progress::Whole(text.len()));
        head
    }

    #[test]
    fn heads_in_pieces() {
        let text = b"\r\nGET /ITLFile.tlv HTTP/1.1\r\nHost: x\r\n\r\nGET";
        for cut in 0..text.len() - 4 {
            let mut head = Head::default();
            assert_eq!(head.take(&text[..cut]), Progress::More);
            assert_eq!(head.take(&text[cut..]), Progress::Whole(text.len() - 3 - cut), "{cut}");
            assert_eq!(head.request().unwrap().path, b"/ITLFile.tlv");
        }
        let mut head = Head::default();
        assert_eq!(head.take("x".repeat(20_000).as_bytes()), Progress::TooLong);
    }

    #[test]
    fn paths_are_resolved() {
        for (target, expected) in [
            ("/ITLFile.tlv", "/ITLFile.tlv"),
            ("http://192.0.2.1:6970/a%20b%2Fc", "/a b/c"),
            ("http://192.0.2.1", "/"),
            ("/100%", "/100%"),
            ("/%zz%+1", "/%zz%+1"),
        ] {
            assert_eq!(path(target), expected.as_bytes(), "{target}");
        }
    }

    #[test]
    fn answers() {
        let answer = whole(
            "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-9/20\r\ncontent-length: 10\r\nContent-Encoding: gzip\r\n\r\n",
        )
        .answer()
        .unwrap();
        assert_eq!((answer.status, answer.framing, answer.range), (206, Framing::Length(10), Some((0, 9, Some(20)))));
        assert_eq!(answer.coding.as_deref(), Some("gzip"));
        let answer = whole("HTTP/1.0 404 Not Found\n\n").answer().unwrap();
        assert_eq!((answer.status, answer.reason.as_str(), answer.framing), (404, "Not Found", Framing::UntilClose));
        assert_eq!(whole("HTTP/1.1 304 x\r\nContent-Length: 5\r\n\r\n").answer().unwrap().framing, Framing::Nothing);
        assert_eq!(whole("nonsense\r\n\r\n").answer(), None);
    }
}
