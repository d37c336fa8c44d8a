//! Places in DER: a thin layer over `asn1-rs`, which reads headers, lengths and object identifiers.
//!
//! What it adds is where an element stands in the whole input, so that every error leads to a byte, and the exact bytes of an element
//! for what signatures cover.

use super::{DerError, DerFault};
use x509_parser::asn1_rs::{DerConstraint, Error, FromBer, FromDer, Header, Length, Oid};
use x509_parser::nom;

/// Identifier octets of the universal types that occur here (X.690 section 8.1.2).
pub(crate) mod tag {
    pub(crate) const BOOLEAN: u8 = 0x01;
    pub(crate) const INTEGER: u8 = 0x02;
    pub(crate) const BIT_STRING: u8 = 0x03;
    pub(crate) const OCTET_STRING: u8 = 0x04;
    pub(crate) const NULL: u8 = 0x05;
    pub(crate) const OID: u8 = 0x06;
    pub(crate) const UTC_TIME: u8 = 0x17;
    pub(crate) const GENERALIZED_TIME: u8 = 0x18;
    pub(crate) const SEQUENCE: u8 = 0x30;
    pub(crate) const SET: u8 = 0x31;

    /// The bit that says that an element holds others.
    pub(crate) const CONSTRUCTED: u8 = 0x20;

    /// `[number]` that replaces the tag of a primitive type (IMPLICIT).
    pub(crate) const fn context(number: u8) -> u8 {
        0x80 | number
    }

    /// `[number]` around another element (EXPLICIT), or in place of a SEQUENCE's tag.
    pub(crate) const fn constructed(number: u8) -> u8 {
        0xa0 | number
    }
}

/// One element: its tag, where it stands, and its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Element<'a> {
    /// The first identifier octet (class, "constructed" bit and number).
    pub(crate) tag: u8,
    /// Where the element begins, in bytes from the start of the outermost input.
    pub(crate) offset: usize,
    /// The whole element, header included.
    pub(crate) raw: &'a [u8],
    /// The contents.
    pub(crate) content: &'a [u8],
    /// Where the contents begin, counted from the start of the element.
    header_length: usize,
}

impl<'a> Element<'a> {
    /// A reader of the contents.
    pub(crate) fn reader(&self) -> Reader<'a> {
        Reader::new(self.content).at(self.offset.saturating_add(self.header_length))
    }

    /// Whether the length is written in as few bytes as DER asks for (X.690 section 10.1).
    pub(crate) fn is_minimal(&self) -> bool {
        let shortest = match self.content.len() {
            0..=0x7f => 2,
            0x80..=0xff => 3,
            0x100..=0xffff => 4,
            0x1_0000..=0xff_ffff => 5,
            _ => 6,
        };
        self.header_length == shortest
    }

    /// An error that points here.
    pub(crate) fn error(&self, fault: DerFault) -> DerError {
        DerError { fault, offset: self.offset }
    }

    /// The dotted form of an OBJECT IDENTIFIER.
    pub(crate) fn oid(&self) -> Result<String, DerError> {
        oid_text(self.content).ok_or_else(|| self.error(DerFault::Value("an OBJECT IDENTIFIER that cannot be read")))
    }

    /// A non-negative INTEGER of at most 8 bytes.
    pub(crate) fn small_integer(&self) -> Result<u64, DerError> {
        match self.content.first() {
            Some(first) if first & 0x80 == 0 => u64_from_be(trim_zeros(self.content)),
            _ => None,
        }
        .ok_or_else(|| self.error(DerFault::Value("an INTEGER that is negative, empty or too large")))
    }
}

/// Walks over the elements of an input, one after the other.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    offset: usize,
    indefinite: bool,
}

impl<'a> Reader<'a> {
    /// A reader of a whole input.
    pub(crate) fn new(input: &'a [u8]) -> Self {
        Self { rest: input, offset: 0, indefinite: false }
    }

    /// The same reader, counting its offsets from `offset`.
    pub(crate) fn at(self, offset: usize) -> Self {
        Self { offset, ..self }
    }

    /// The same reader, also taking elements of indefinite length (BER, X.690 section 8.1.3.6).
    pub(crate) fn allow_indefinite(self) -> Self {
        Self { indefinite: true, ..self }
    }

    /// Whether nothing is left.
    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Where the next element would begin.
    pub(crate) fn offset(&self) -> usize {
        self.offset
    }

    /// What was not read yet.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The next element, whatever it is.
    pub(crate) fn any(&mut self) -> Result<Element<'a>, DerError> {
        let (&tag, _) = self.rest.split_first().ok_or_else(|| self.error(DerFault::Missing))?;
        let read = if self.indefinite { Header::from_ber(self.rest) } else { Header::from_der(self.rest) };
        let (after_header, header) = read.map_err(|error| self.library_error(&error))?;
        let (after, content) = match header.length() {
            Length::Definite(length) => match after_header.split_at_checked(length) {
                Some((content, after)) => (after, content),
                None => return Err(self.error(DerFault::Truncated { needed: length, available: after_header.len() })),
            },
            Length::Indefinite => header.parse_ber_content(after_header).map_err(|error| self.library_error(&error))?,
        };
        let length = self.rest.len() - after.len();
        let element = Element {
            tag,
            offset: self.offset,
            raw: self.rest.get(..length).unwrap_or_default(),
            content,
            header_length: self.rest.len() - after_header.len(),
        };
        self.rest = after;
        self.offset = self.offset.saturating_add(length);
        Ok(element)
    }

    /// The next element, which must have this tag.
    pub(crate) fn expect(&mut self, expected: u8) -> Result<Element<'a>, DerError> {
        match self.rest.first() {
            Some(&found) if found != expected => Err(self.error(DerFault::UnexpectedTag { expected, found })),
            _ => self.any(),
        }
    }

    /// The next element if it has this tag; otherwise nothing is read.
    pub(crate) fn optional(&mut self, expected: u8) -> Result<Option<Element<'a>>, DerError> {
        if self.rest.first() == Some(&expected) { self.any().map(Some) } else { Ok(None) }
    }

    /// Says that nothing may follow.
    pub(crate) fn finish(&self) -> Result<(), DerError> {
        if self.is_empty() { Ok(()) } else { Err(self.error(DerFault::Trailing(self.rest.len()))) }
    }

    fn error(&self, fault: DerFault) -> DerError {
        DerError { fault, offset: self.offset }
    }

    fn library_error(&self, error: &nom::Err<Error>) -> DerError {
        self.error(match error {
            nom::Err::Incomplete(_) | nom::Err::Error(Error::Incomplete(_)) => {
                DerFault::Truncated { needed: self.rest.len().saturating_add(1), available: self.rest.len() }
            }
            nom::Err::Error(Error::DerConstraintFailed(DerConstraint::IndefiniteLength)) => DerFault::IndefiniteLength,
            nom::Err::Error(Error::InvalidLength) => DerFault::ImpossibleLength,
            nom::Err::Error(Error::BerMaxDepth) => DerFault::Value("elements of indefinite length nested too deeply"),
            _ => DerFault::Value("an element whose header cannot be read"),
        })
    }
}

/// `bytes` without zero bytes at the front: the shortest big-endian form of a non-negative number, empty for 0.
pub(crate) fn trim_zeros(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    bytes.get(zeros..).unwrap_or_default()
}

/// A big-endian number of at most 8 bytes.
pub(crate) fn u64_from_be(bytes: &[u8]) -> Option<u64> {
    if bytes.len() > 8 {
        return None;
    }
    Some(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// Longest object identifier that is written out; real ones have some 10 bytes, and the time grows with the square.
const LONGEST_OID: usize = 128;

/// The dotted form of an OBJECT IDENTIFIER's contents; none when they are empty, cut or absurdly long.
pub(crate) fn oid_text(content: &[u8]) -> Option<String> {
    if content.last().is_none_or(|last| last & 0x80 != 0) || content.len() > LONGEST_OID {
        return None;
    }
    let oid = Oid::new(content.into());
    // Numbers of ordinary size need no arithmetic of any length.
    Some(match oid.iter() {
        Some(arcs) => arcs.map(|arc| arc.to_string()).collect::<Vec<_>>().join("."),
        None => oid.to_id_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walks_over_elements_and_knows_where_they_are() {
        let input = [0x30, 0x06, 0x02, 0x01, 0x05, 0x04, 0x01, 0xff, 0x05, 0x00];
        let mut reader = Reader::new(&input);
        let sequence = reader.expect(tag::SEQUENCE).unwrap();
        let mut inner = sequence.reader();
        assert_eq!(inner.expect(tag::INTEGER).unwrap().small_integer(), Ok(5));
        assert_eq!(inner.offset(), 5);
        assert_eq!(inner.optional(tag::INTEGER), Ok(None));
        assert_eq!(inner.any().unwrap().content, [0xff]);
        assert_eq!(inner.any().unwrap_err().offset, 8);
        assert_eq!(reader.finish().unwrap_err().fault, DerFault::Trailing(2));
    }

    #[test]
    fn lengths_are_never_believed_beyond_the_input() {
        for input in [
            &[0x30, 0x05, 0x00][..],
            &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
            &[0x30, 0x88, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0x30, 0x82, 0x01],
            &[0x30],
        ] {
            assert!(matches!(Reader::new(input).any().unwrap_err().fault, DerFault::Truncated { .. }));
        }
        assert!(Reader::new(&[0x1f, 0x81]).any().is_err());
        let impossible = [0x30, 0x89, 1, 0, 0, 0, 0, 0, 0, 0, 0];
        assert_eq!(Reader::new(&impossible).any().unwrap_err().fault, DerFault::ImpossibleLength);
    }

    #[test]
    fn tells_minimal_lengths() {
        assert!(Reader::new(&[0x04, 0x01, 0x00]).any().unwrap().is_minimal());
        assert!(!Reader::new(&[0x04, 0x81, 0x01, 0x00]).any().unwrap().is_minimal());
    }

    #[test]
    fn indefinite_lengths_only_where_allowed() {
        let input = [0x30, 0x80, 0x30, 0x80, 0x02, 0x01, 0x07, 0x00, 0x00, 0x00, 0x00, 0x05, 0x00];
        assert_eq!(Reader::new(&input).any().unwrap_err().fault, DerFault::IndefiniteLength);
        let mut reader = Reader::new(&input).allow_indefinite();
        let outer = reader.any().unwrap();
        assert_eq!(outer.content, &input[2..9]);
        assert_eq!(reader.any().unwrap().tag, tag::NULL);
        assert!(Reader::new(&input[..9]).allow_indefinite().any().is_err());
        assert!(Reader::new(&[0x30, 0x80].repeat(1000)).allow_indefinite().any().is_err());
    }

    #[test]
    fn object_identifiers() {
        let rsa = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
        assert_eq!(oid_text(&rsa).as_deref(), Some("1.2.840.113549.1.1.1"));
        assert_eq!(oid_text(&[0x55, 0x1d, 0x0f]).as_deref(), Some("2.5.29.15"));
        assert_eq!(oid_text(&[0x2a, 0x86]), None);
        assert_eq!(oid_text(&[]), None);
        assert_eq!(oid_text(&[0xff; 40]), None);
    }
}
