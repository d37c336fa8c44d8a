//! One record of a trust list (formats.md, section 3).

use super::roles::{Role, function_meaning};
use crate::distinguished_name::DistinguishedName;
use crate::formats::damage::{Damage, DamageKind};
use crate::formats::signed_header::{digest_of_code, minimal_serial};
use crate::formats::tlv::{self, Content, Element, Shape, Tag, Vocabulary};

/// Tags of a record.
pub mod tag {
    #![allow(missing_docs, reason = "the names are Cisco's; RECORD_TAGS says what each holds")]
    pub const RECORDLENGTH: u8 = 1;
    pub const DNSNAME: u8 = 2;
    pub const SUBJECTNAME: u8 = 3;
    pub const FUNCTION: u8 = 4;
    pub const ISSUERNAME: u8 = 5;
    pub const SERIALNUMBER: u8 = 6;
    pub const PUBLICKEY: u8 = 7;
    pub const SIGNATURE: u8 = 8;
    pub const CERTIFICATE: u8 = 9;
    pub const IPADDRESS: u8 = 10;
    pub const CERTIFICATEHASH: u8 = 11;
    pub const HASHALGORITHM: u8 = 12;
}

/// Every known tag of a record.
pub const RECORD_TAGS: Vocabulary = Vocabulary(&[
    Tag::new(tag::RECORDLENGTH, "RECORDLENGTH", Shape::Number(2)),
    Tag::new(tag::DNSNAME, "DNSNAME", Shape::Text),
    Tag::new(tag::SUBJECTNAME, "SUBJECTNAME", Shape::Text),
    Tag::named(tag::FUNCTION, "FUNCTION", Shape::Number(2), function_meaning),
    Tag::new(tag::ISSUERNAME, "ISSUERNAME", Shape::Text),
    Tag::new(tag::SERIALNUMBER, "SERIALNUMBER", Shape::Bytes),
    Tag::new(tag::PUBLICKEY, "PUBLICKEY", Shape::Bytes),
    Tag::new(tag::SIGNATURE, "SIGNATURE", Shape::Bytes),
    Tag::new(tag::CERTIFICATE, "CERTIFICATE", Shape::Bytes),
    Tag::new(tag::IPADDRESS, "IPADDRESS", Shape::Address),
    Tag::new(tag::CERTIFICATEHASH, "CERTIFICATEHASH", Shape::Bytes),
    Tag::named(tag::HASHALGORITHM, "HASHALGORITHM", Shape::Number(1), hash_meaning),
]);

/// A decoded record. [`Record::encode`] gives back exactly the bytes it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Where it begins in the file, in bytes.
    pub offset: usize,
    /// Every element in file order; the first is RECORDLENGTH.
    pub elements: Vec<Element>,
    /// Bytes of the record that are no whole element, because the file is damaged; empty otherwise.
    pub unread: Vec<u8>,
}

impl Record {
    /// Whether a record begins here: RECORDLENGTH of two bytes.
    #[must_use]
    pub fn begins(bytes: &[u8]) -> bool {
        bytes.starts_with(&[tag::RECORDLENGTH, 0, 2]) && bytes.len() >= 5
    }

    /// Reads record `number` (counted from 1) at `offset` of the file `bytes`, and says what is wrong with it.
    ///
    /// `None` when no record begins there. Where RECORDLENGTH contradicts the elements, the elements are believed if they lead to the
    /// next record or to the end of the file.
    #[must_use]
    pub fn decode(bytes: &[u8], offset: usize, number: usize) -> Option<(Self, Vec<Damage>)> {
        let rest = bytes.get(offset..).filter(|rest| Self::begins(rest))?;
        let stated = usize::try_from(tlv::number(rest.get(3..5)?)?).ok()?;
        let mut damages = Vec::new();

        let end = offset + stated;
        let ends_well = stated >= 5 && (end == bytes.len() || bytes.get(end..).is_some_and(Self::begins));
        let within = |end: usize| bytes.get(..end).unwrap_or(bytes);
        let mut record = Self::read_elements(within(end.max(offset + 5)), offset);
        if !ends_well {
            let natural = Self::read_elements(bytes, offset);
            let actual = natural.length();
            if end > bytes.len() && (!natural.is_plausible() || actual == rest.len()) {
                damages.push(DamageKind::CutInRecord { record: number, stated, available: rest.len() }.at(offset));
            } else if natural.is_plausible() && actual != stated {
                record = natural;
                damages.push(DamageKind::RecordLengthDisagrees { record: number, stated, actual }.at(offset));
            }
        }
        if !record.unread.is_empty() && damages.is_empty() {
            let position = offset + record.length() - record.unread.len();
            if let Some(Err(incomplete)) = Element::read(within(end), position, RECORD_TAGS) {
                damages.push(incomplete.in_record(number, RECORD_TAGS.name(incomplete.tag)));
            }
        }
        record.examine(&mut damages);
        Some((record, damages))
    }

    /// Reads elements from `offset` to the end of `bytes` or to where the next record begins.
    fn read_elements(bytes: &[u8], offset: usize) -> Self {
        let mut record = Self { offset, elements: Vec::new(), unread: Vec::new() };
        let mut position = offset;
        while let Some(read) = Element::read(bytes, position, RECORD_TAGS) {
            let begins_next = position > offset && bytes.get(position..).is_some_and(Self::begins);
            match read {
                _ if begins_next => break,
                Ok(element) => {
                    position = element.end();
                    record.elements.push(element);
                }
                Err(_) => {
                    record.unread = bytes.get(position..).unwrap_or_default().to_vec();
                    break;
                }
            }
        }
        record
    }

    /// Whether the record holds nothing but whole, known elements, each once.
    fn is_plausible(&self) -> bool {
        let mut earlier = self.elements.iter().enumerate();
        self.unread.is_empty()
            && earlier.all(|(index, element)| {
                let repeated = self.elements.iter().take(index).any(|other| other.tag == element.tag);
                RECORD_TAGS.find(element.tag).is_some() && !repeated
            })
    }

    /// Appends the record's bytes.
    pub fn encode(&self, bytes: &mut Vec<u8>) {
        for element in &self.elements {
            element.encode(bytes);
        }
        bytes.extend(&self.unread);
    }

    /// Bytes that the record takes in the file.
    #[must_use]
    pub fn length(&self) -> usize {
        self.elements.iter().map(Element::encoded_length).sum::<usize>() + self.unread.len()
    }

    /// RECORDLENGTH as it stands, in bytes.
    #[must_use]
    pub fn stated_length(&self) -> u64 {
        self.find(tag::RECORDLENGTH).and_then(Element::number).unwrap_or(0)
    }

    /// The first element with this tag whose value is known.
    #[must_use]
    pub fn find(&self, tag: u8) -> Option<&Element> {
        self.elements.iter().find(|element| element.tag == tag && element.is_known())
    }

    /// Whether an element with this tag is there, its value known or not.
    #[must_use]
    pub fn has(&self, tag: u8) -> bool {
        self.elements.iter().any(|element| element.tag == tag)
    }

    /// Whether a part of the record is missing: bytes of a damaged file, or lines that were not printed.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        let printed = |element: &Element| matches!(element.content, Content::Printed(_));
        let lengths_known = self.elements.iter().all(|element| element.stated_length().is_some());
        let is_printed = self.elements.iter().any(printed);
        let printed_whole = lengths_known && u64::try_from(self.length()).ok() == Some(self.stated_length());
        self.elements.is_empty() || !self.unread.is_empty() || (is_printed && !printed_whole)
    }

    /// FUNCTION.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        let code = self.find(tag::FUNCTION)?.number()?;
        u16::try_from(code).ok().map(Role)
    }

    /// SUBJECTNAME.
    #[must_use]
    pub fn subject(&self) -> Option<DistinguishedName> {
        self.name(tag::SUBJECTNAME)
    }

    /// ISSUERNAME.
    #[must_use]
    pub fn issuer(&self) -> Option<DistinguishedName> {
        self.name(tag::ISSUERNAME)
    }

    /// SERIALNUMBER without leading zero bytes.
    #[must_use]
    pub fn serial(&self) -> Option<&[u8]> {
        self.find(tag::SERIALNUMBER).map(|element| minimal_serial(element.value()))
    }

    /// CERTIFICATE: the DER, or what stands in its place.
    #[must_use]
    pub fn certificate(&self) -> Option<&[u8]> {
        self.find(tag::CERTIFICATE).map(Element::value).filter(|der| !der.is_empty())
    }

    /// Where the first byte of CERTIFICATE's value stands in the file.
    #[must_use]
    pub fn certificate_offset(&self) -> Option<usize> {
        self.find(tag::CERTIFICATE).map(|element| element.offset + tlv::PREFIX_LENGTH)
    }

    /// PUBLICKEY: a PKCS#1 `RSAPublicKey`, or the point of an EC key.
    #[must_use]
    pub fn public_key(&self) -> Option<&[u8]> {
        self.find(tag::PUBLICKEY).map(Element::value)
    }

    /// The hash that stands in place of the certificate: CERTIFICATEHASH, or the SHA-1 that `show itl` prints.
    #[must_use]
    pub fn certificate_hash(&self) -> Option<&[u8]> {
        let printed =
            || self.elements.iter().filter(|element| element.tag == tag::CERTIFICATE).find_map(Element::printed_sha1);
        self.find(tag::CERTIFICATEHASH).map(Element::value).or_else(printed)
    }

    /// Whether the record holds a certificate or the hash of one, printed or not.
    #[must_use]
    pub fn has_certificate(&self) -> bool {
        let printed = |element: &Element| element.tag == tag::CERTIFICATE && !element.is_known();
        self.certificate().is_some() || self.certificate_hash().is_some() || self.elements.iter().any(printed)
    }

    /// IPADDRESS in its usual spelling.
    #[must_use]
    pub fn ip_address(&self) -> Option<String> {
        self.find(tag::IPADDRESS).map(|element| element.shown(RECORD_TAGS))
    }

    fn name(&self, tag: u8) -> Option<DistinguishedName> {
        let value = tlv::without_nul(self.find(tag)?.value());
        Some(DistinguishedName::parse(&String::from_utf8_lossy(value)))
    }

    fn examine(&self, damages: &mut Vec<Damage>) {
        let mut seen = Vec::new();
        for element in &self.elements {
            let name = RECORD_TAGS.name(element.tag);
            if RECORD_TAGS.find(element.tag).is_none() {
                let length = element.value().len();
                damages.push(DamageKind::UnknownTag { tag: element.tag, place: "record", length }.at(element.offset));
            } else if seen.contains(&element.tag) {
                damages.push(DamageKind::Repeated { name }.at(element.offset));
            }
            if let Some((expected, actual)) = element.length_mismatch(RECORD_TAGS) {
                damages.push(DamageKind::ValueLength { name, expected, actual }.at(element.offset));
            }
            seen.push(element.tag);
        }
    }
}

fn hash_meaning(code: u64) -> Option<&'static str> {
    digest_of_code(code).map(crate::crypto::HashAlgorithm::name)
}
