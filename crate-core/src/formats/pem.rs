//! PEM (RFC 7468, and the older RFC 1421), as it is found in tickets, mails, scripts and exports.

#[cfg(test)]
mod tests;

use base64::alphabet;
use base64::engine::{DecodePaddingMode, Engine as _, GeneralPurpose, GeneralPurposeConfig};
use base64::prelude::BASE64_STANDARD;
use p256::elliptic_curve::zeroize::{Zeroize as _, Zeroizing};
use std::iter::Peekable;

/// A block between a BEGIN and an END line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PemBlock {
    /// What the BEGIN line calls it: `CERTIFICATE`. As it was written, blanks at its ends dropped.
    pub label: String,
    /// Where the BEGIN line's first dash stands, in bytes from the start of the input.
    pub offset: usize,
    /// Where the block ends: behind the last dash of its END line, or where it was taken to end without one.
    pub end: usize,
    /// Headers before the base64 (RFC 1421 section 4.4), such as `Proc-Type`, as they were written.
    pub headers: Vec<(String, String)>,
    /// The decoded bytes, or why there are none. Those of a private key are never decoded.
    pub contents: Result<Vec<u8>, PemError>,
    /// What is wrong although the contents could be read.
    pub remark: Option<PemError>,
}

/// Something wrong with a block, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct PemError {
    /// What is wrong.
    pub fault: PemFault,
    /// Where, in bytes from the start of the input.
    pub offset: usize,
}

/// The ways in which a block can be wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PemFault {
    /// There is nothing between BEGIN and END.
    #[error("the PEM block is empty")]
    Empty,
    /// A character that base64 does not have.
    #[error("the PEM block has a byte that is not base64 (0x{0:02x}): it was damaged or cut while it was copied")]
    NotBase64(u8),
    /// Base64 goes on after the padding that ends it.
    #[error("the PEM block goes on after its end (after \"=\"): two blocks ran into each other")]
    AfterPadding,
    /// The number of characters is one that no encoder makes.
    #[error("the PEM block lacks characters: a part of it was not copied")]
    Cut,
    /// No END line follows.
    #[error("the PEM block has no END line: copy it to its end")]
    EndMissing,
    /// The block is a private key, which is not decoded.
    #[error("the PEM block is a private key, which is not decoded")]
    PrivateKey,
    /// The END line names something else than the BEGIN line.
    #[error("the END line of the PEM block calls it {0:?}, its BEGIN line something else")]
    EndDiffers(String),
}

/// Characters of base64 in a line (RFC 7468 section 2).
const WIDTH: usize = 64;

/// Writes a block of PEM: of a certificate or a request, as its label says (RFC 7468 sections 5.1 and 7).
#[must_use]
pub fn encode(label: &str, der: &[u8]) -> String {
    let encoded = BASE64_STANDARD.encode(der);
    let mut pem = format!("-----BEGIN {label}-----\n");
    let mut rest = encoded.as_str();
    while let Some((line, following)) = rest.split_at_checked(WIDTH) {
        pem.push_str(line);
        pem.push('\n');
        rest = following;
    }
    if !rest.is_empty() {
        pem.push_str(rest);
        pem.push('\n');
    }
    pem.push_str("-----END ");
    pem.push_str(label);
    pem.push_str("-----\n");
    pem
}

/// Finds all blocks.
///
/// Text may stand around them. Lines may be indented, of any length, and separated by any kind of line break, also by one spelled
/// out (`\n` in JSON and SQL exports, `&#xd;` in XML). The dashes may be four to six. A block without END line reaches
/// to the next BEGIN line or to the first line that is no base64.
#[must_use]
pub fn scan(bytes: &[u8]) -> Vec<PemBlock> {
    let mut blocks = Vec::new();
    let mut position = 0;
    while let Some(begin) = find_marker(bytes, position, b"BEGIN ") {
        let next = find_marker(bytes, begin.end, b"BEGIN ").map_or(bytes.len(), |marker| marker.start);
        let end = find_marker(bytes.get(..next).unwrap_or_default(), begin.end, b"END ");
        let body_end = end.as_ref().map_or(next, |end| end.start);
        blocks.push(read_block(bytes.get(..body_end).unwrap_or_default(), &begin, end.as_ref()));
        position = end.map_or(next, |end| end.end);
    }
    blocks
}

/// Decodes the private key in a block that [`scan`] found in `bytes`, and that it never decodes. For the lab, which signs with keys that
/// a person gives; whoever inspects has no use for them.
///
/// # Errors
/// When the block holds no base64.
pub(crate) fn private_key(bytes: &[u8], block: &PemBlock) -> Result<Zeroizing<Vec<u8>>, PemError> {
    let whole = bytes.get(..block.end).unwrap_or(bytes);
    let begin = find_marker(whole, block.offset, b"BEGIN ");
    let start = begin.map_or(block.end, |begin| begin.end);
    let end = find_marker(whole, start, b"END ").map_or(whole.len(), |end| end.start);
    let mut lines = Lines { bytes: whole.get(..end).unwrap_or_default(), position: start }.peekable();
    read_headers(&mut lines);
    let mut digits = Digits::default();
    let read = lines.try_for_each(|(offset, line)| digits.add(line, offset));
    let decoded = read.and_then(|()| digits.decode(block.offset)).map(Zeroizing::new);
    digits.characters.zeroize();
    decoded
}

/// Decodes an input that is base64 from end to end and nothing else: at least 64 bytes, in the standard or the URL alphabet (RFC 4648
/// sections 4 and 5), with or without padding, with blanks and line breaks.
#[must_use]
pub fn bare_base64(bytes: &[u8]) -> Option<Vec<u8>> {
    // Most large inputs are something else, and say so with their first bytes.
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/-_= \t\r\n".contains(byte);
    if !bytes.iter().take(LOOKED_AT).all(is_digit) {
        return None;
    }
    let words = bytes.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).count();
    let standard = bytes.iter().filter(|byte| !byte.is_ascii_whitespace()).map(|byte| match byte {
        b'-' => b'+',
        b'_' => b'/',
        other => *other,
    });
    let characters: Vec<u8> = standard.collect();
    // A hex dump and a text of plain words also consist of base64 characters only.
    let is_text =
        characters.len() < words.saturating_mul(SHORTEST_WORD) || characters.iter().all(u8::is_ascii_hexdigit);
    if is_text {
        return None;
    }
    let mut digits = Digits::default();
    digits.add(&characters, 0).ok()?;
    digits.decode(0).ok().filter(|decoded| decoded.len() >= SHORTEST_BARE)
}

/// Bytes by which most of what is no base64 is told.
const LOOKED_AT: usize = 4096;

/// Fewer decoded bytes than this are no certificate and no trust list.
const SHORTEST_BARE: usize = 64;

/// Encoders break lines after 64 or 76 characters; words are shorter than this on the average.
const SHORTEST_WORD: usize = 16;

/// Longest label that is believed: text that goes on for longer is no label.
const LONGEST_LABEL: usize = 64;

/// A BEGIN or END marker with its dashes.
struct Marker {
    start: usize,
    end: usize,
    label: String,
}

/// The next `----BEGIN label----` at or after `from`.
fn find_marker(bytes: &[u8], from: usize, keyword: &[u8]) -> Option<Marker> {
    let mut position = from;
    loop {
        let rest = bytes.get(position..)?;
        let keyword_start = position + rest.windows(keyword.len()).position(|window| window == keyword)?;
        let keyword_end = keyword_start + keyword.len();
        let before = bytes.get(from..keyword_start).unwrap_or_default();
        let dashes = before.iter().rev().take_while(|byte| **byte == b'-').count();
        if (4..=6).contains(&dashes)
            && let Some(label) = read_label(bytes.get(keyword_end..).unwrap_or_default())
        {
            return Some(Marker {
                start: keyword_start - dashes,
                end: keyword_end + label.length_with_dashes,
                label: label.text,
            });
        }
        position = keyword_end;
    }
}

struct Label {
    text: String,
    length_with_dashes: usize,
}

/// A label up to the dashes that close its line.
fn read_label(bytes: &[u8]) -> Option<Label> {
    let candidate = bytes.get(..LONGEST_LABEL.min(bytes.len()))?;
    let length = candidate.windows(4).position(|window| window == b"----")?;
    let text = std::str::from_utf8(candidate.get(..length)?).ok()?.trim();
    if text.is_empty() || text.contains(|character: char| character.is_control() || character == '\\') {
        return None;
    }
    let dashes = bytes.get(length..)?.iter().take(6).take_while(|byte| **byte == b'-').count();
    Some(Label { text: text.to_owned(), length_with_dashes: length + dashes })
}

/// Reads the block between two markers; `bytes` is the input up to the end of the block.
fn read_block(bytes: &[u8], begin: &Marker, end: Option<&Marker>) -> PemBlock {
    let mut lines = Lines { bytes, position: begin.end }.peekable();
    let headers = read_headers(&mut lines);
    let mut digits = Digits::default();
    let is_private_key = begin.label.to_ascii_uppercase().contains("PRIVATE KEY");
    let mut fault = is_private_key.then_some(PemError { fault: PemFault::PrivateKey, offset: begin.start });
    for (offset, line) in lines.filter(|_| !is_private_key) {
        if let Err(error) = digits.add(line, offset) {
            // Behind a block without END line the surrounding text goes on.
            fault = (end.is_some() || digits.characters.is_empty()).then_some(error);
            break;
        }
    }
    let contents = match fault {
        Some(error) => Err(error),
        None => digits.decode(begin.start),
    };
    let remark = match end {
        None => Some(PemFault::EndMissing),
        Some(end) if end.label != begin.label => Some(PemFault::EndDiffers(end.label.clone())),
        Some(_) => None,
    };
    PemBlock {
        label: begin.label.clone(),
        offset: begin.start,
        end: end.map_or(bytes.len(), |end| end.end),
        headers,
        contents,
        remark: remark.map(|fault| PemError { fault, offset: bytes.len() }),
    }
}

/// The headers before the base64, and the empty lines.
fn read_headers(lines: &mut Peekable<Lines<'_>>) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    while let Some((_, line)) = lines.peek() {
        let text = String::from_utf8_lossy(line);
        match (text.split_once(':'), headers.last_mut()) {
            (Some((name, value)), _) => headers.push((name.trim().to_owned(), value.trim().to_owned())),
            // A header that goes on in the next line.
            (None, Some((_, value))) if value.ends_with(',') => value.push_str(text.trim()),
            (None, _) if line.is_empty() => {}
            (None, _) => break,
        }
        lines.next();
    }
    headers
}

/// The lines of a block and where they begin, blanks at their ends dropped.
struct Lines<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = (usize, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.bytes.get(self.position..).filter(|rest| !rest.is_empty())?;
        let (length, break_length) = (0..rest.len())
            .find_map(|length| Some((length, line_break(rest.get(length..)?)?)))
            .unwrap_or((rest.len(), 0));
        let line = rest.get(..length).unwrap_or_default();
        let indent = line.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let found = (self.position + indent, line.trim_ascii());
        self.position += length + break_length;
        Some(found)
    }
}

/// How long the line break at the start of `bytes` is, if there is one: a real one, or one that an export spelled out.
fn line_break(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [b'\n' | b'\r', ..] => Some(1),
        [b'\\', rest @ ..] => {
            let backslashes = 1 + rest.iter().take_while(|byte| **byte == b'\\').count();
            let escaped = bytes.get(backslashes)?;
            matches!(escaped, b'n' | b'r').then_some(backslashes + 1)
        }
        [b'&', b'#', ..] => {
            let entity = bytes.get(..5)?.to_ascii_lowercase();
            matches!(entity.as_slice(), b"&#xd;" | b"&#xa;" | b"&#13;" | b"&#10;").then_some(entity.len())
        }
        _ => None,
    }
}

/// Base64 characters collected so far.
#[derive(Default)]
struct Digits {
    characters: Vec<u8>,
    padded: bool,
}

impl Digits {
    /// Takes the characters of a line that stands at `offset`; nothing of it when one of them is no base64.
    fn add(&mut self, line: &[u8], offset: usize) -> Result<(), PemError> {
        let (length_before, padded_before) = (self.characters.len(), self.padded);
        for (index, byte) in line.iter().enumerate() {
            let fault = match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' if !self.padded => {
                    self.characters.push(*byte);
                    continue;
                }
                b'=' => {
                    self.padded = true;
                    continue;
                }
                blank if blank.is_ascii_whitespace() => continue,
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' => PemFault::AfterPadding,
                other => PemFault::NotBase64(*other),
            };
            self.characters.truncate(length_before);
            self.padded = padded_before;
            return Err(PemError { fault, offset: offset + index });
        }
        Ok(())
    }

    fn decode(&self, offset: usize) -> Result<Vec<u8>, PemError> {
        if self.characters.is_empty() {
            return Err(PemError { fault: PemFault::Empty, offset });
        }
        LENIENT.decode(&self.characters).map_err(|_| PemError { fault: PemFault::Cut, offset })
    }
}

/// Base64 without padding whose last character may carry bits that mean nothing, as some encoders leave them.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);
