//! The signed header before every file of the family: trust lists, signed configuration, encrypted configuration, firmware.
//!
//! Sources: formats.md sections 2 and 5. CUCM and certutils write the elements in different orders, so nothing here depends on
//! order but the first two: VERSION and HEADERLENGTH.

mod draft;

pub use draft::{HeaderDraft, TagOrder, usual_digest_code};

use super::damage::{Damage, DamageKind};
use super::tlv::{self, Content, Element, Incomplete, Shape, Tag, Vocabulary};
use crate::crypto::HashAlgorithm;
use crate::distinguished_name::DistinguishedName;
use crate::text::{minimal_hex, visible_bytes};
use crate::timestamp::Timestamp;
use std::ops::Range;

/// Tags of a header (formats.md, section 2).
pub mod tag {
    #![allow(missing_docs, reason = "the names are Cisco's; HEADER_TAGS says what each holds")]
    pub const VERSION: u8 = 1;
    pub const HEADERLENGTH: u8 = 2;
    pub const SIGNERID: u8 = 3;
    pub const SIGNERNAME: u8 = 4;
    pub const SERIALNUMBER: u8 = 5;
    pub const CANAME: u8 = 6;
    pub const SIGNATUREINFO: u8 = 7;
    pub const DIGESTALGORITHM: u8 = 8;
    pub const SIGNATUREALGOINFO: u8 = 9;
    pub const SIGNATUREALGORITHM: u8 = 10;
    pub const SIGNATUREMODULUS: u8 = 11;
    pub const SIGNATURE: u8 = 12;
    pub const PAD: u8 = 13;
    pub const FILENAME: u8 = 14;
    pub const TIMESTAMP: u8 = 15;
    pub const ENCRYPTIONINFO: u8 = 16;
    pub const CIPHERINFO: u8 = 17;
    pub const CIPHER: u8 = 18;
    pub const INITIALIZATIONVECTOR: u8 = 19;
    pub const PADDINGLENGTH: u8 = 20;
    pub const KEYINFO: u8 = 21;
    pub const KEYALGORITHM: u8 = 22;
    pub const KEYBITS: u8 = 23;
    pub const KEYPADDING: u8 = 24;
    pub const WRAPPEDKEY: u8 = 25;
    pub const PLAINDIGESTALGORITHM: u8 = 26;
    pub const PLAINDIGEST: u8 = 27;
    pub const SIGNERVERSION: u8 = 28;
}

/// Every known tag of a header. Those of the encryption block (16 to 27) have no published names; these say what they hold.
pub const HEADER_TAGS: Vocabulary = Vocabulary(&[
    Tag::new(tag::VERSION, "VERSION", Shape::Version),
    Tag::new(tag::HEADERLENGTH, "HEADERLENGTH", Shape::Number(2)),
    Tag::new(tag::SIGNERID, "SIGNERID", Shape::Container),
    Tag::new(tag::SIGNERNAME, "SIGNERNAME", Shape::Text),
    Tag::new(tag::SERIALNUMBER, "SERIALNUMBER", Shape::Bytes),
    Tag::new(tag::CANAME, "CANAME", Shape::Text),
    Tag::new(tag::SIGNATUREINFO, "SIGNATUREINFO", Shape::Container),
    Tag::named(tag::DIGESTALGORITHM, "DIGESTALGORITHM", Shape::Number(1), digest_meaning),
    Tag::new(tag::SIGNATUREALGOINFO, "SIGNATUREALGOINFO", Shape::Container),
    Tag::named(tag::SIGNATUREALGORITHM, "SIGNATUREALGORITHM", Shape::Number(1), signature_meaning),
    Tag::named(tag::SIGNATUREMODULUS, "SIGNATUREMODULUS", Shape::Number(1), modulus_meaning),
    Tag::new(tag::SIGNATURE, "SIGNATURE", Shape::Bytes),
    Tag::new(tag::PAD, "PAD", Shape::Pad),
    Tag::new(tag::FILENAME, "FILENAME", Shape::Text),
    Tag::new(tag::TIMESTAMP, "TIMESTAMP", Shape::Time),
    Tag::new(tag::ENCRYPTIONINFO, "ENCRYPTIONINFO", Shape::Container),
    Tag::new(tag::CIPHERINFO, "CIPHERINFO", Shape::Container),
    Tag::new(tag::CIPHER, "CIPHER", Shape::Number(1)),
    Tag::new(tag::INITIALIZATIONVECTOR, "INITIALIZATIONVECTOR", Shape::Bytes),
    Tag::new(tag::PADDINGLENGTH, "PADDINGLENGTH", Shape::Number(2)),
    Tag::new(tag::KEYINFO, "KEYINFO", Shape::Container),
    Tag::new(tag::KEYALGORITHM, "KEYALGORITHM", Shape::Number(1)),
    Tag::new(tag::KEYBITS, "KEYBITS", Shape::Number(2)),
    Tag::new(tag::KEYPADDING, "KEYPADDING", Shape::Number(1)),
    Tag::new(tag::WRAPPEDKEY, "WRAPPEDKEY", Shape::Bytes),
    Tag::named(tag::PLAINDIGESTALGORITHM, "PLAINDIGESTALGORITHM", Shape::Number(1), digest_meaning),
    Tag::new(tag::PLAINDIGEST, "PLAINDIGEST", Shape::Bytes),
    Tag::new(tag::SIGNERVERSION, "SIGNERVERSION", Shape::Version),
]);

/// Containers, each with the tags that may stand in it.
const CONTAINERS: &[(u8, &[u8])] = &[
    (tag::SIGNERID, &[tag::SIGNERNAME, tag::SERIALNUMBER, tag::CANAME]),
    (
        tag::SIGNATUREINFO,
        &[tag::DIGESTALGORITHM, tag::SIGNATUREALGOINFO, tag::SIGNATUREALGORITHM, tag::SIGNATUREMODULUS],
    ),
    (tag::SIGNATUREALGOINFO, &[tag::SIGNATUREALGORITHM, tag::SIGNATUREMODULUS]),
    (
        tag::ENCRYPTIONINFO,
        &[
            tag::CIPHERINFO,
            tag::CIPHER,
            tag::INITIALIZATIONVECTOR,
            tag::PADDINGLENGTH,
            tag::KEYINFO,
            tag::KEYALGORITHM,
            tag::KEYBITS,
            tag::KEYPADDING,
            tag::WRAPPEDKEY,
        ],
    ),
    (tag::CIPHERINFO, &[tag::CIPHER, tag::INITIALIZATIONVECTOR, tag::PADDINGLENGTH]),
    (tag::KEYINFO, &[tag::KEYALGORITHM, tag::KEYBITS, tag::KEYPADDING, tag::WRAPPEDKEY]),
];

/// Bytes of a signature by an RSA key of 3072 bits.
const RSA_3072: usize = 384;

/// A decoded header. [`SignedHeader::encode`] gives back exactly the bytes it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SignedHeader {
    /// Every element in file order.
    pub elements: Vec<Element>,
    /// Bytes of the header that are no whole element, because the file is damaged; empty otherwise.
    pub unread: Vec<u8>,
    /// Where the body or the first record begins, in bytes.
    pub length: usize,
}

/// Who signed a file, as its header says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SignerId {
    /// SIGNERNAME.
    pub subject: Option<DistinguishedName>,
    /// CANAME.
    pub issuer: Option<DistinguishedName>,
    /// SERIALNUMBER without leading zero bytes.
    pub serial: Option<Vec<u8>>,
}

impl SignedHeader {
    /// Whether `bytes` begin as a header does: VERSION of two bytes, then HEADERLENGTH of two.
    #[must_use]
    pub fn begins(bytes: &[u8]) -> bool {
        matches!(bytes, [tag::VERSION, 0, 2, _, _, tag::HEADERLENGTH, 0, 2, ..])
    }

    /// Reads the header of `bytes`, a whole file, and says what is wrong with it.
    ///
    /// Where HEADERLENGTH contradicts the elements, the elements are believed: the header ends before the first element that begins
    /// as a record does, and a value is never cut in two.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> (Self, Vec<Damage>) {
        let mut header = Self::default();
        let mut damages = Vec::new();
        let mut position = 0;
        let mut stated = None;
        while stated.is_none_or(|stated| position < stated) {
            if begins_record(bytes, position) && header.signature().is_some() {
                break; // The records begin here, whatever HEADERLENGTH says.
            }
            match Element::read(bytes, position, HEADER_TAGS) {
                None => break,
                Some(read) if overruns(&read, stated, bytes) => {
                    let stated = stated.unwrap_or(position);
                    header.unread = bytes.get(position..stated).unwrap_or_default().to_vec();
                    damages.push(DamageKind::UnreadInHeader { length: header.unread.len() }.at(position));
                    position = stated;
                }
                Some(Err(incomplete)) => {
                    damages.push(incomplete.in_header(HEADER_TAGS.name(incomplete.tag)));
                    header.unread = bytes.get(position..).unwrap_or_default().to_vec();
                    position = bytes.len();
                    break;
                }
                Some(Ok(element)) => {
                    position = element.end();
                    if element.tag == tag::HEADERLENGTH && stated.is_none() {
                        stated = element.number().and_then(|length| usize::try_from(length).ok());
                    }
                    header.elements.push(element);
                }
            }
        }
        if damages.is_empty() && !begins_record(bytes, position) {
            let further = header.further_elements(bytes, position);
            position = further.last().map_or(position, Element::end);
            header.elements.extend(further);
        }
        header.length = position;
        if damages.is_empty() {
            let length_at = header.find(tag::HEADERLENGTH).map_or(0, |element| element.offset);
            match stated {
                None => damages.push(DamageKind::NoHeaderLength.at(0)),
                Some(stated) if stated > bytes.len() => {
                    damages.push(DamageKind::HeaderBeyondFile { stated, actual: bytes.len() }.at(length_at));
                }
                Some(stated) if stated != position => {
                    damages.push(DamageKind::HeaderLengthDisagrees { stated, actual: position }.at(length_at));
                }
                Some(_) => {}
            }
        }
        header.examine(&mut damages);
        (header, damages)
    }

    /// Appends the header's bytes.
    pub fn encode(&self, bytes: &mut Vec<u8>) {
        for element in &self.elements {
            element.encode(bytes);
        }
        bytes.extend(&self.unread);
    }

    /// The first element with this tag whose value is known.
    #[must_use]
    pub fn find(&self, tag: u8) -> Option<&Element> {
        self.elements.iter().find(|element| element.tag == tag && element.is_known())
    }

    /// VERSION: major and minor.
    #[must_use]
    pub fn version(&self) -> Option<(u8, u8)> {
        self.find(tag::VERSION).and_then(|element| tlv::version(element.value()))
    }

    /// HEADERLENGTH as it stands, in bytes. [`SignedHeader::length`] is where the header really ends.
    #[must_use]
    pub fn stated_length(&self) -> Option<u64> {
        self.number(tag::HEADERLENGTH)
    }

    /// Who signed.
    #[must_use]
    pub fn signer(&self) -> SignerId {
        let name = |tag| {
            let text = self.find(tag).map(|element| String::from_utf8_lossy(tlv::without_nul(element.value())))?;
            Some(DistinguishedName::parse(&text))
        };
        SignerId {
            subject: name(tag::SIGNERNAME),
            issuer: name(tag::CANAME),
            serial: self.find(tag::SERIALNUMBER).map(|element| minimal_serial(element.value()).to_vec()),
        }
    }

    /// DIGESTALGORITHM.
    #[must_use]
    pub fn digest_code(&self) -> Option<u64> {
        self.number(tag::DIGESTALGORITHM)
    }

    /// SIGNATUREALGORITHM: 0 is RSA PKCS#1 v1.5, the only one ever seen.
    #[must_use]
    pub fn signature_algorithm(&self) -> Option<u64> {
        self.number(tag::SIGNATUREALGORITHM)
    }

    /// SIGNATURE: the value, big-endian.
    #[must_use]
    pub fn signature(&self) -> Option<&[u8]> {
        self.find(tag::SIGNATURE).map(Element::value)
    }

    /// The bytes of the file that the signature does not cover: its own element, tag and length included
    /// (formats.md, section 2.3). None when the header was printed: then there are no bytes.
    #[must_use]
    pub fn signature_span(&self) -> Option<Range<usize>> {
        let in_a_file = |element: &&Element| matches!(element.content, Content::Value(_));
        self.find(tag::SIGNATURE).filter(in_a_file).map(|element| element.offset..element.end())
    }

    /// FILENAME for people.
    #[must_use]
    pub fn file_name(&self) -> Option<String> {
        self.find(tag::FILENAME).map(Element::text)
    }

    /// TIMESTAMP: when the file was made.
    #[must_use]
    pub fn timestamp(&self) -> Option<Timestamp> {
        let element = self.find(tag::TIMESTAMP).filter(|element| element.value().len() == 4)?;
        i64::try_from(element.number()?).ok().map(Timestamp::from_unix)
    }

    /// Whether the body is encrypted: any element of the encryption block is there.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.elements.iter().any(|element| (tag::ENCRYPTIONINFO..=tag::PLAINDIGEST).contains(&element.tag))
    }

    /// The value of a tag as a number.
    #[must_use]
    pub fn number(&self, tag: u8) -> Option<u64> {
        self.find(tag).and_then(Element::number)
    }

    /// Elements of the header behind a HEADERLENGTH that is too small: known ones that have not been seen yet and lead to a record.
    fn further_elements(&self, bytes: &[u8], mut position: usize) -> Vec<Element> {
        let mut further: Vec<Element> = Vec::new();
        while let Some(Ok(element)) = Element::read(bytes, position, HEADER_TAGS) {
            if begins_record(bytes, position) {
                return further;
            }
            let known = HEADER_TAGS.find(element.tag).is_some();
            let mut earlier = self.elements.iter().chain(&further);
            if !known || (element.tag != tag::PAD && earlier.any(|earlier| earlier.tag == element.tag)) {
                break;
            }
            position = element.end();
            further.push(element);
        }
        Vec::new()
    }

    /// What contradicts itself in the elements that were read.
    fn examine(&self, damages: &mut Vec<Damage>) {
        let mut seen = Vec::new();
        for element in &self.elements {
            let name = HEADER_TAGS.name(element.tag);
            if HEADER_TAGS.find(element.tag).is_none() {
                let length = element.value().len();
                damages.push(DamageKind::UnknownTag { tag: element.tag, place: "header", length }.at(element.offset));
            }
            if let Some((expected, actual)) = element.length_mismatch(HEADER_TAGS) {
                damages.push(DamageKind::ValueLength { name, expected, actual }.at(element.offset));
            }
            if element.tag != tag::PAD && seen.contains(&element.tag) {
                damages.push(DamageKind::Repeated { name }.at(element.offset));
            }
            seen.push(element.tag);
        }
        if self.unread.is_empty() {
            self.examine_containers(damages);
        }
        let modulus = self.number(tag::SIGNATUREMODULUS).and_then(modulus_bytes);
        if let (Some(modulus), Some(signature)) = (modulus, self.find(tag::SIGNATURE)) {
            let actual = signature.value().len();
            // Which code stands for 3072 bits is not known.
            if actual != modulus && actual != RSA_3072 {
                damages.push(DamageKind::SignatureLengthDisagrees { modulus, actual }.at(signature.offset));
            }
        }
    }

    fn examine_containers(&self, damages: &mut Vec<Damage>) {
        for (index, element) in self.elements.iter().enumerate() {
            let Content::Container(stated) = element.content else { continue };
            let inside = CONTAINERS.iter().find(|(tag, _)| *tag == element.tag).map_or(&[][..], |(_, inside)| *inside);
            let stated = usize::from(stated);
            let actual: usize = self
                .elements
                .iter()
                .skip(index + 1)
                .take_while(|follower| inside.contains(&follower.tag))
                .map(Element::encoded_length)
                .sum();
            if stated != actual {
                let name = HEADER_TAGS.name(element.tag);
                damages.push(DamageKind::ContainerDisagrees { name, stated, actual }.at(element.offset));
            }
        }
    }
}

impl SignerId {
    /// The serial number as the report writes it.
    #[must_use]
    pub fn serial_hex(&self) -> Option<String> {
        self.serial.as_deref().map(minimal_hex)
    }
}

/// The hash that a DIGESTALGORITHM code stands for (formats.md, section 2.2). Code 4 is SHA-512 in an older table of certutils.
#[must_use]
pub fn digest_of_code(code: u64) -> Option<HashAlgorithm> {
    match code {
        1 => Some(HashAlgorithm::Sha1),
        2 => Some(HashAlgorithm::Sha256),
        3 | 4 => Some(HashAlgorithm::Sha512),
        _ => None,
    }
}

/// Whether a signature that holds `actual` may carry this DIGESTALGORITHM code. Both tables of certutils are accepted: the
/// present one has 3 = SHA-512, the one before 2020 had 3 = SHA-384 and 4 = SHA-512.
#[must_use]
pub fn digest_code_fits(code: u64, actual: HashAlgorithm) -> bool {
    digest_of_code(code) == Some(actual) || (code == 3 && actual == HashAlgorithm::Sha384)
}

/// A serial number without leading zero bytes, as trust lists and certificates are compared; `00` stays.
#[must_use]
pub fn minimal_serial(serial: &[u8]) -> &[u8] {
    let zeros = serial.iter().take_while(|byte| **byte == 0).count();
    let kept = zeros.min(serial.len().saturating_sub(1));
    serial.get(kept..).unwrap_or_default()
}

/// A name as it stands in a header or a record, for people.
#[must_use]
pub fn shown_name(element: &Element) -> String {
    visible_bytes(tlv::without_nul(element.value()))
}

/// Bytes of the modulus that a SIGNATUREMODULUS code stands for. Codes 1 and 2 were seen in Cisco's files, 0 and 3 in certutils'.
fn modulus_bytes(code: u64) -> Option<usize> {
    match code {
        0 => Some(64),
        1 => Some(128),
        2 => Some(256),
        3 => Some(512),
        _ => None,
    }
}

/// Whether what was read at the end of a header cannot belong to it: it goes beyond HEADERLENGTH, where a record begins, or is unknown.
fn overruns(read: &Result<Element, Incomplete>, stated: Option<usize>, bytes: &[u8]) -> bool {
    let Some(stated) = stated.filter(|stated| *stated <= bytes.len()) else { return false };
    let (tag, end) = match read {
        Ok(element) => (element.tag, element.end()),
        Err(incomplete) => (incomplete.tag, incomplete.offset.saturating_add(incomplete.needed)),
    };
    end > stated && (begins_record(bytes, stated) || HEADER_TAGS.find(tag).is_none())
}

fn begins_record(bytes: &[u8], position: usize) -> bool {
    position > 0 && bytes.get(position..position + tlv::PREFIX_LENGTH) == Some(&[1, 0, 2])
}

fn digest_meaning(code: u64) -> Option<&'static str> {
    match code {
        1 => Some("SHA-1"),
        2 => Some("SHA-256"),
        3 => Some("SHA-512"),
        4 => Some("SHA-512 in an older table"),
        _ => None,
    }
}

fn signature_meaning(code: u64) -> Option<&'static str> {
    (code == 0).then_some("RSA PKCS#1 v1.5")
}

fn modulus_meaning(code: u64) -> Option<&'static str> {
    match code {
        0 => Some("512 bits"),
        1 => Some("1024 bits"),
        2 => Some("2048 bits"),
        3 => Some("4096 bits"),
        _ => None,
    }
}
