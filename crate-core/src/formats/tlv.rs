//! Elements of tag, length and value: what headers and records are made of.
//!
//! One byte of tag, two bytes of big-endian length, the value (formats.md, section 1). Two kinds are different:
//! a pad is one lone byte, and a container only announces how many bytes the elements behind it take. Tags mean
//! different things in a header and in a record, so each has a [vocabulary](Vocabulary) of its own.

use crate::text::{hex, shorten, visible, visible_bytes};
use crate::timestamp::Timestamp;

/// Bytes of tag and length before a value.
pub const PREFIX_LENGTH: usize = 3;

/// Characters of hexadecimal text that an element shows before it is cut.
const SHOWN_HEX: usize = 1200;

/// One element as it stands in a file. [`Element::encode`] gives back exactly the bytes it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Where its tag stands in the file, in bytes.
    pub offset: usize,
    /// The tag.
    pub tag: u8,
    /// What follows the tag.
    pub content: Content,
}

/// What follows a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A length and as many bytes.
    Value(Vec<u8>),
    /// Only a length: that of the elements behind it, in bytes.
    Container(u16),
    /// Nothing: one lone byte of padding.
    Pad,
    /// What text says of an element that stands in a file which nobody gave: `show itl` prints it.
    Printed(Printed),
}

/// What text says of an element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Printed {
    /// The length that was printed, in bytes.
    pub length: Option<u16>,
    /// The value, as far as it was printed.
    pub value: PrintedValue,
}

/// As much of a value as was printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum PrintedValue {
    /// Nothing of it.
    #[default]
    Nothing,
    /// All of it, as it stands in the file; of text with the NUL at its end.
    Bytes(Vec<u8>),
    /// Its SHA-1.
    Sha1([u8; 20]),
    /// Words from which it cannot be known: a part of it, or a role that is not documented.
    Words(String),
}

/// How the value of a tag is to be read, and how long it must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Major and minor version, one byte each.
    Version,
    /// A number of this many bytes, big-endian.
    Number(usize),
    /// Seconds since 1970, four bytes.
    Time,
    /// Text with a NUL at its end.
    Text,
    /// An IPv4 address, four bytes (an IPv6 address of sixteen has not been seen and is shown as one).
    Address,
    /// Bytes of any length.
    Bytes,
    /// See [`Content::Container`].
    Container,
    /// See [`Content::Pad`].
    Pad,
}

/// What one tag is called and holds.
#[derive(Debug, Clone, Copy)]
pub struct Tag {
    /// The tag.
    pub tag: u8,
    /// Cisco's name for it.
    pub name: &'static str,
    /// How its value is read.
    pub shape: Shape,
    /// What a number means, for those that name something.
    pub meaning: Option<fn(u64) -> Option<&'static str>>,
}

impl Tag {
    /// A tag whose numbers have no names.
    pub(crate) const fn new(tag: u8, name: &'static str, shape: Shape) -> Self {
        Self { tag, name, shape, meaning: None }
    }

    /// A tag whose numbers have names.
    pub(crate) const fn named(
        tag: u8,
        name: &'static str,
        shape: Shape,
        meaning: fn(u64) -> Option<&'static str>,
    ) -> Self {
        Self { tag, name, shape, meaning: Some(meaning) }
    }
}

/// The tags of a header or of a record.
#[derive(Debug, Clone, Copy)]
pub struct Vocabulary(pub &'static [Tag]);

impl Vocabulary {
    /// What is known of `tag`.
    #[must_use]
    pub fn find(self, tag: u8) -> Option<&'static Tag> {
        self.0.iter().find(|known| known.tag == tag)
    }

    /// Cisco's name of `tag`, or `unknown`.
    #[must_use]
    pub fn name(self, tag: u8) -> &'static str {
        self.find(tag).map_or("unknown", |known| known.name)
    }

    fn shape(self, tag: u8) -> Shape {
        self.find(tag).map_or(Shape::Bytes, |known| known.shape)
    }
}

/// The bytes at a position are no whole element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Incomplete {
    /// Where its tag stands, in bytes.
    pub offset: usize,
    /// The tag.
    pub tag: u8,
    /// Bytes that the element needs behind `offset`, as far as they are known.
    pub needed: usize,
    /// Bytes that are there.
    pub available: usize,
}

impl Element {
    /// Reads the element at `offset` of `bytes`, which end where its surroundings end.
    ///
    /// `None` at the end of `bytes`.
    ///
    /// # Errors
    /// When the element does not fit into what is left.
    #[must_use]
    pub fn read(bytes: &[u8], offset: usize, vocabulary: Vocabulary) -> Option<Result<Self, Incomplete>> {
        let rest = bytes.get(offset..)?;
        let (&tag, after_tag) = rest.split_first()?;
        let shape = vocabulary.shape(tag);
        if shape == Shape::Pad {
            return Some(Ok(Self { offset, tag, content: Content::Pad }));
        }
        let incomplete = |needed| Incomplete { offset, tag, needed, available: rest.len() };
        let Some((length, after_length)) = after_tag.split_first_chunk::<2>() else {
            return Some(Err(incomplete(PREFIX_LENGTH)));
        };
        let length = u16::from_be_bytes(*length);
        if shape == Shape::Container {
            return Some(Ok(Self { offset, tag, content: Content::Container(length) }));
        }
        let length = usize::from(length);
        Some(match after_length.get(..length) {
            Some(value) => Ok(Self { offset, tag, content: Content::Value(value.to_vec()) }),
            None => Err(incomplete(PREFIX_LENGTH + length)),
        })
    }

    /// Appends the element's bytes; of one that was printed there are none.
    ///
    /// A value beyond 65,535 bytes cannot be written; it is cut there. None that was read is longer.
    pub fn encode(&self, bytes: &mut Vec<u8>) {
        match &self.content {
            Content::Printed(_) => {}
            Content::Pad => bytes.push(self.tag),
            Content::Container(length) => {
                bytes.push(self.tag);
                bytes.extend(length.to_be_bytes());
            }
            Content::Value(value) => {
                bytes.push(self.tag);
                let length = u16::try_from(value.len()).unwrap_or(u16::MAX);
                bytes.extend(length.to_be_bytes());
                bytes.extend(value.iter().take(usize::from(length)));
            }
        }
    }

    /// Bytes that the element takes in the file; for a container, without what it announces.
    #[must_use]
    pub fn encoded_length(&self) -> usize {
        match &self.content {
            Content::Pad => 1,
            Content::Container(_) => PREFIX_LENGTH,
            Content::Value(value) => PREFIX_LENGTH + value.len(),
            Content::Printed(printed) => PREFIX_LENGTH + printed.length.map_or(0, usize::from),
        }
    }

    /// Where the element ends in the file.
    #[must_use]
    pub fn end(&self) -> usize {
        self.offset + self.encoded_length()
    }

    /// The value; empty for a pad, for a container, and where it was not printed.
    #[must_use]
    pub fn value(&self) -> &[u8] {
        match &self.content {
            Content::Value(value) | Content::Printed(Printed { value: PrintedValue::Bytes(value), .. }) => value,
            Content::Container(_) | Content::Pad | Content::Printed(_) => &[],
        }
    }

    /// Whether the value is there: always, but for what was printed without it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        match &self.content {
            Content::Printed(printed) => matches!(printed.value, PrintedValue::Bytes(_)),
            Content::Value(_) | Content::Container(_) | Content::Pad => true,
        }
    }

    /// Whether the value is there as it stands in the file. Text that was broken and put together again may have lost blanks; its
    /// length tells.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        match &self.content {
            Content::Printed(printed) => self.is_known() && printed.length.map(usize::from) == Some(self.value().len()),
            Content::Value(_) | Content::Container(_) | Content::Pad => true,
        }
    }

    /// The SHA-1 of the value, where that was printed in its place.
    #[must_use]
    pub fn printed_sha1(&self) -> Option<&[u8]> {
        match &self.content {
            Content::Printed(Printed { value: PrintedValue::Sha1(sha1), .. }) => Some(sha1),
            _ => None,
        }
    }

    /// The length that stands in the file; none for a pad, and where it was not printed.
    #[must_use]
    pub fn stated_length(&self) -> Option<usize> {
        match &self.content {
            Content::Value(value) => Some(value.len()),
            Content::Container(length) => Some(usize::from(*length)),
            Content::Printed(printed) => printed.length.map(usize::from),
            Content::Pad => None,
        }
    }

    /// The value as a big-endian number; none when it is empty or longer than eight bytes.
    #[must_use]
    pub fn number(&self) -> Option<u64> {
        number(self.value())
    }

    /// The value as text for people, without the NUL at its end.
    #[must_use]
    pub fn text(&self) -> String {
        visible_bytes(without_nul(self.value()))
    }

    /// How many bytes the value should have but does not: `(expected, actual)`. None when all is well.
    #[must_use]
    pub fn length_mismatch(&self, vocabulary: Vocabulary) -> Option<(usize, usize)> {
        if !self.is_known() {
            return None;
        }
        let expected = match vocabulary.shape(self.tag) {
            Shape::Version => 2,
            Shape::Number(length) => length,
            Shape::Address if self.value().len() == 16 => 16,
            Shape::Time | Shape::Address => 4,
            Shape::Text | Shape::Bytes | Shape::Container | Shape::Pad => return None,
        };
        let actual = self.value().len();
        (actual != expected).then_some((expected, actual))
    }

    /// The value for people: text, a number with its meaning, a time, or hexadecimal bytes.
    #[must_use]
    pub fn shown(&self, vocabulary: Vocabulary) -> String {
        if let Content::Printed(printed) = &self.content
            && let Some(said) = printed.said()
        {
            return said;
        }
        let value = self.value();
        let as_bytes = || shorten(&hex(value), SHOWN_HEX).into_owned();
        match vocabulary.shape(self.tag) {
            Shape::Pad => "padding".to_owned(),
            Shape::Container => format!("{} bytes follow", self.stated_length().unwrap_or(0)),
            Shape::Text => self.text(),
            Shape::Version => version(value).map_or_else(as_bytes, |(major, minor)| format!("{major}.{minor}")),
            Shape::Time => self
                .number()
                .filter(|_| value.len() == 4)
                .and_then(|seconds| i64::try_from(seconds).ok())
                .map_or_else(as_bytes, |seconds| Timestamp::from_unix(seconds).for_people()),
            Shape::Address => address(value).unwrap_or_else(as_bytes),
            Shape::Number(_) => self.number().map_or_else(as_bytes, |number| {
                let meaning = vocabulary.find(self.tag).and_then(|tag| tag.meaning);
                match meaning.and_then(|meaning| meaning(number)) {
                    Some(meaning) => format!("{number} ({meaning})"),
                    None => number.to_string(),
                }
            }),
            Shape::Bytes => as_bytes(),
        }
    }
}

impl Printed {
    /// What was printed in place of the value, for people; none when the value was.
    fn said(&self) -> Option<String> {
        match &self.value {
            PrintedValue::Bytes(_) => None,
            PrintedValue::Nothing => Some("not printed".to_owned()),
            PrintedValue::Sha1(sha1) => Some(format!("not printed; its SHA-1 is {}", hex(sha1))),
            PrintedValue::Words(words) => Some(visible(words).into_owned()),
        }
    }
}

/// The words that were printed for the value of a tag, where the value cannot be known from them.
#[must_use]
pub fn words(elements: &[Element], tag: u8) -> Option<String> {
    elements.iter().filter(|element| element.tag == tag).find_map(|element| match &element.content {
        Content::Printed(Printed { value: PrintedValue::Words(words), .. }) => Some(visible(words).into_owned()),
        _ => None,
    })
}

/// A big-endian number of one to eight bytes.
#[must_use]
pub fn number(bytes: &[u8]) -> Option<u64> {
    if bytes.is_empty() || bytes.len() > 8 {
        return None;
    }
    Some(bytes.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)))
}

/// Major and minor of a two-byte version.
#[must_use]
pub fn version(bytes: &[u8]) -> Option<(u8, u8)> {
    match bytes {
        &[major, minor] => Some((major, minor)),
        _ => None,
    }
}

/// An IPv4 or IPv6 address in its usual spelling.
#[must_use]
pub fn address(bytes: &[u8]) -> Option<String> {
    if let Ok(octets) = <[u8; 4]>::try_from(bytes) {
        return Some(std::net::Ipv4Addr::from(octets).to_string());
    }
    let octets = <[u8; 16]>::try_from(bytes).ok()?;
    Some(std::net::Ipv6Addr::from(octets).to_string())
}

/// Text as stored, without the one NUL that ends it.
#[must_use]
pub fn without_nul(bytes: &[u8]) -> &[u8] {
    bytes.strip_suffix(&[0]).unwrap_or(bytes)
}

/// A value that is too long for the two bytes of its length.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} takes {length} bytes, and an element has room for 65535")]
pub struct TooLong {
    /// What it is: "an element".
    pub what: &'static str,
    /// Its length in bytes.
    pub length: usize,
}

/// Appends an element: tag, length, value.
///
/// # Errors
/// When the value is longer than 65535 bytes.
pub fn write_element(tag: u8, value: &[u8], bytes: &mut Vec<u8>) -> Result<(), TooLong> {
    write_container(tag, value.len(), bytes)?;
    bytes.extend(value);
    Ok(())
}

/// Appends a tag and a length alone.
///
/// # Errors
/// When the length is above 65535.
pub fn write_container(tag: u8, length: usize, bytes: &mut Vec<u8>) -> Result<(), TooLong> {
    let [high, low] = u16::try_from(length).map_err(|_| TooLong { what: "an element", length })?.to_be_bytes();
    bytes.extend([tag, high, low]);
    Ok(())
}

/// Appends text with the NUL at its end.
///
/// # Errors
/// When the text is longer than 65534 bytes.
pub fn write_text(tag: u8, text: &str, bytes: &mut Vec<u8>) -> Result<(), TooLong> {
    write_element(tag, &[text.as_bytes(), &[0]].concat(), bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAGS: Vocabulary = Vocabulary(&[
        Tag::new(1, "VERSION", Shape::Version),
        Tag::new(3, "SIGNERID", Shape::Container),
        Tag::new(4, "SIGNERNAME", Shape::Text),
        Tag::new(13, "PAD", Shape::Pad),
        Tag::new(15, "TIMESTAMP", Shape::Time),
    ]);

    fn read(bytes: &[u8]) -> Element {
        Element::read(bytes, 0, TAGS).unwrap().unwrap()
    }

    #[test]
    fn the_worked_bytes_of_formats_md() {
        assert_eq!(read(&[1, 0, 2, 1, 2]).shown(TAGS), "1.2");
        assert_eq!(read(&[3, 0, 0x7f]).shown(TAGS), "127 bytes follow");
        assert_eq!(read(b"\x04\x00\x04abc\0").shown(TAGS), "abc");
        assert_eq!(read(&[15, 0, 4, 0x55, 0x4a, 0xd7, 0xb7]).shown(TAGS), "2015-05-07 03:10:47 UTC");
        assert_eq!(read(&[13, 9, 9]).encoded_length(), 1);
        assert_eq!(read(&[99, 0, 2, 0xab, 0xcd]).shown(TAGS), "abcd");
    }

    #[test]
    fn what_is_cut_says_what_it_needs() {
        let cut = Element::read(&[4, 0, 9, b'a'], 0, TAGS).unwrap().unwrap_err();
        assert_eq!(cut, Incomplete { offset: 0, tag: 4, needed: 12, available: 4 });
        assert_eq!(Element::read(&[4], 0, TAGS).unwrap().unwrap_err().needed, 3);
        assert!(Element::read(&[], 0, TAGS).is_none());
        assert!(Element::read(&[4], 7, TAGS).is_none());
    }

    #[test]
    fn writing_gives_back_what_was_read() {
        for bytes in [&[1, 0, 2, 1, 2][..], &[3, 0, 127], &[13], &[77, 0, 0]] {
            let mut written = Vec::new();
            read(bytes).encode(&mut written);
            assert_eq!(written, bytes);
        }
    }

    #[test]
    fn lengths_are_checked_against_the_shape() {
        assert_eq!(read(&[15, 0, 3, 1, 2, 3]).length_mismatch(TAGS), Some((4, 3)));
        assert_eq!(read(&[1, 0, 2, 1, 2]).length_mismatch(TAGS), None);
        assert_eq!(read(&[4, 0, 0]).length_mismatch(TAGS), None);
    }
}
