//! PKCS#7 bags of certificates: `.p7b` and `.p7c` files (RFC 5652 sections 3 and 5, where they are called CMS).

use crate::crypto::der::{Element, Reader, tag};
use crate::crypto::{DerError, DerFault};

/// A certificate as it stands in a bag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawCertificate<'a> {
    /// Where it begins, in bytes from the start of the bag.
    pub offset: usize,
    /// Its bytes. Of one whose own length is broken, everything to the end of the certificates.
    pub der: &'a [u8],
}

/// A bag could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Pkcs7Error {
    /// The structure is broken.
    #[error("this PKCS#7 file is broken: {0}")]
    Broken(#[from] DerError),
    /// It holds something else than certificates and signatures, for example something encrypted.
    #[error("this PKCS#7 file holds {}, not certificates", content_name(.0))]
    NotSignedData(String),
    /// It holds no certificates.
    #[error("this PKCS#7 file holds no certificates")]
    NoCertificates,
}

const OID_SIGNED_DATA: &str = "1.2.840.113549.1.7.2";

/// The OBJECT IDENTIFIERs 1.2.840.113549.1.7.x, up to the x.
const PKCS7_IDENTIFIER: [u8; 10] = [tag::OID, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07];

/// Whether `der` begins as a PKCS#7 file does.
#[must_use]
pub fn looks_like(der: &[u8]) -> bool {
    // The length before the identifier takes one to five bytes.
    der.first() == Some(&tag::SEQUENCE)
        && (2..=6).any(|start| der.get(start..).is_some_and(|rest| rest.starts_with(&PKCS7_IDENTIFIER)))
}

/// Whether a length on the way to the certificates is left open, which BER allows and DER does not.
/// [`certificates`] reads such a file; some other programs do not.
#[must_use]
pub fn uses_indefinite_length(der: &[u8]) -> bool {
    matches!(
        certificate_set(der, Lengths::Definite),
        Err(Pkcs7Error::Broken(DerError { fault: DerFault::IndefiniteLength, .. }))
    )
}

/// The certificates of a bag, with or without signatures in it, in their order.
///
/// They are not looked into, so that an odd one does not hide the others.
///
/// # Errors
/// When the bag is broken before its certificates, or holds none.
pub fn certificates(der: &[u8]) -> Result<Vec<RawCertificate<'_>>, Pkcs7Error> {
    let set = certificate_set(der, Lengths::Any)?.ok_or(Pkcs7Error::NoCertificates)?;
    let mut members = Lengths::Any.reader(&set);
    let mut certificates = Vec::new();
    while !members.is_empty() {
        let (offset, rest) = (members.offset(), members.rest());
        match members.any() {
            // Other kinds of members are attribute certificates and an obsolete format (RFC 5652 section 10.2.2).
            Ok(member) if member.tag == tag::SEQUENCE => certificates.push(RawCertificate { offset, der: member.raw }),
            Ok(_) => {}
            Err(_) => {
                certificates.push(RawCertificate { offset, der: rest });
                break;
            }
        }
    }
    if certificates.is_empty() { Err(Pkcs7Error::NoCertificates) } else { Ok(certificates) }
}

/// Which lengths are taken.
#[derive(Clone, Copy)]
enum Lengths {
    Definite,
    Any,
}

impl Lengths {
    fn apply(self, reader: Reader<'_>) -> Reader<'_> {
        match self {
            Self::Definite => reader,
            Self::Any => reader.allow_indefinite(),
        }
    }

    fn reader<'a>(self, element: &Element<'a>) -> Reader<'a> {
        self.apply(element.reader())
    }
}

/// The element `[0]` of `SignedData` that holds the certificates.
fn certificate_set(der: &[u8], lengths: Lengths) -> Result<Option<Element<'_>>, Pkcs7Error> {
    let content_info = lengths.apply(Reader::new(der)).expect(tag::SEQUENCE)?;
    let mut fields = lengths.reader(&content_info);
    let content_type = fields.expect(tag::OID)?.oid()?;
    if content_type != OID_SIGNED_DATA {
        return Err(Pkcs7Error::NotSignedData(content_type));
    }
    let content = fields.expect(tag::constructed(0))?;
    let signed_data = lengths.reader(&content).expect(tag::SEQUENCE)?;
    let mut parts = lengths.reader(&signed_data);
    parts.expect(tag::INTEGER)?;
    parts.expect(tag::SET)?;
    parts.expect(tag::SEQUENCE)?;
    Ok(parts.optional(tag::constructed(0))?)
}

/// What a bag holds, by its object identifier (RFC 5652 sections 4 to 9).
fn content_name(oid: &str) -> String {
    let name = match oid {
        "1.2.840.113549.1.7.1" => "plain data",
        "1.2.840.113549.1.7.3" => "encrypted data with its recipients",
        "1.2.840.113549.1.7.5" => "data with a digest",
        "1.2.840.113549.1.7.6" => "encrypted data",
        other => return format!("something of the type {other}"),
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::certificate::{Certificate, fixtures};

    fn chain() -> Vec<Vec<u8>> {
        ["leaf", "intermediate", "root"].map(|name| fixtures::der(&format!("made/chain-{name}.pem"))).to_vec()
    }

    fn sorted(mut certificates: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        certificates.sort();
        certificates
    }

    #[test]
    fn bags_with_and_without_signatures() {
        for (file, has_signer, indefinite) in [
            ("chain.p7b", false, false),
            ("chain.p7b.der", false, false),
            ("signed.p7b.der", true, false),
            ("signed-indefinite.p7b.der", true, true),
        ] {
            let bag = fixtures::der(&format!("made/{file}"));
            assert!(looks_like(&bag));
            assert_eq!(uses_indefinite_length(&bag), indefinite, "{file}");
            let found = certificates(&bag).unwrap();
            let mut expected = chain();
            if has_signer {
                expected.push(fixtures::der("made/rsa2048-sha256.pem"));
            }
            // OpenSSL sorts the members of a SET.
            let members = found.iter().map(|member| member.der.to_vec()).collect();
            assert_eq!(sorted(members), sorted(expected), "{file}");
            for member in found {
                assert_eq!(&bag[member.offset..member.offset + member.der.len()], member.der);
                assert_eq!(Certificate::decode(member.der).unwrap().1, member.der.len());
            }
        }
    }

    #[test]
    fn an_odd_certificate_does_not_hide_the_others() {
        let mut bag = fixtures::der("made/chain.p7b.der");
        let first = certificates(&bag).unwrap()[0].offset;
        // The version field of the first certificate becomes nonsense, its length stays.
        let position = first + bag[first..].iter().position(|byte| *byte == 0xa0).unwrap();
        bag[position] = 0xff;
        let found = certificates(&bag).unwrap();
        assert_eq!(found.len(), 3);
        let read = found.iter().filter(|member| Certificate::decode(member.der).is_ok()).count();
        assert_eq!(read, 2);
    }

    #[test]
    fn what_holds_no_certificates_says_so() {
        let encrypted = fixtures::read("made/encrypted.p7m.der");
        assert!(looks_like(&encrypted));
        let error = certificates(&encrypted).unwrap_err();
        assert_eq!(error.to_string(), "this PKCS#7 file holds encrypted data with its recipients, not certificates");
        let certificate = fixtures::der("made/ed25519.pem");
        assert!(!looks_like(&certificate));
        assert!(matches!(certificates(&certificate), Err(Pkcs7Error::Broken(_))));
        assert!(!looks_like(b""));
        assert!(!uses_indefinite_length(b""));
    }

    #[test]
    fn damage_never_panics() {
        for file in ["made/chain.p7b.der", "made/signed-indefinite.p7b.der"] {
            let bag = fixtures::read(file);
            for position in 0..bag.len() {
                let _ = certificates(&bag[..position]);
                for change in [0x01, 0x80, 0xff] {
                    let mut changed = bag.clone();
                    changed[position] ^= change;
                    let _ = (looks_like(&changed), certificates(&changed));
                }
            }
        }
    }
}
