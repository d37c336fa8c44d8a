//! Where the fields of a certificate stand (RFC 5280 section 4.1).
//!
//! `x509-parser` reads the fields but gives neither places nor, in an error, more than a kind. Both lead the hex view and the reports, so
//! the elements are found here first, and only found: what they say is `x509-parser`'s to read.

use super::{CertificateError, CertificateErrorKind as Kind};
use crate::crypto::der::{Element, Reader, tag};
use crate::crypto::{DerError, DerFault};
use x509_parser::asn1_rs::FromDer;
use x509_parser::x509::{AlgorithmIdentifier, SubjectPublicKeyInfo, X509Name, X509Version};

/// The elements of a certificate.
pub(super) struct Layout<'a> {
    pub(super) whole: Element<'a>,
    /// The signed part, `tbsCertificate`.
    pub(super) signed: Element<'a>,
    version: Option<Element<'a>>,
    pub(super) serial: Element<'a>,
    pub(super) inner_algorithm: Element<'a>,
    pub(super) issuer: Element<'a>,
    pub(super) validity: Element<'a>,
    pub(super) subject: Element<'a>,
    pub(super) spki: Element<'a>,
    /// The unique identifiers and the extensions.
    pub(super) optional: Vec<Element<'a>>,
    /// What in the signed part could not be told apart any more, and why.
    pub(super) unread: Option<DerError>,
    pub(super) algorithm: Element<'a>,
    pub(super) signature: Element<'a>,
    /// What follows the signature inside the certificate.
    pub(super) after_signature: Reader<'a>,
}

impl<'a> Layout<'a> {
    pub(super) fn find(input: &'a [u8]) -> Result<Self, CertificateError> {
        let whole = Reader::new(input).expect(tag::SEQUENCE).map_err(Kind::NotACertificate.because())?;
        let mut outer = whole.reader();
        let signed = outer.expect(tag::SEQUENCE).map_err(Kind::NotACertificate.because())?;
        let mut fields = signed.reader();
        let version = fields.optional(tag::constructed(0)).map_err(Kind::Version.because())?;
        let serial = fields.expect(tag::INTEGER).map_err(Kind::SerialNumber.because())?;
        let inner_algorithm = fields.expect(tag::SEQUENCE).map_err(Kind::SignatureAlgorithm.because())?;
        let issuer = fields.expect(tag::SEQUENCE).map_err(Kind::Issuer.because())?;
        let validity = fields.expect(tag::SEQUENCE).map_err(Kind::Validity.because())?;
        let subject = fields.expect(tag::SEQUENCE).map_err(Kind::Subject.because())?;
        let spki = fields.expect(tag::SEQUENCE).map_err(Kind::PublicKey.because())?;
        let (mut optional, mut unread) = (Vec::new(), None);
        while !fields.is_empty() && unread.is_none() {
            match fields.any() {
                Ok(field) => optional.push(field),
                Err(error) => unread = Some(error),
            }
        }
        let algorithm = outer.expect(tag::SEQUENCE).map_err(Kind::SignatureAlgorithm.because())?;
        let signature = outer.expect(tag::BIT_STRING).map_err(Kind::Signature.because())?;
        Ok(Self {
            whole,
            signed,
            version,
            serial,
            inner_algorithm,
            issuer,
            validity,
            subject,
            spki,
            optional,
            unread,
            algorithm,
            signature,
            after_signature: outer,
        })
    }

    /// The certificate with what `x509-parser` would give it up for replaced or left out: its dates, and what follows the key.
    pub(super) fn reduced(&self) -> Vec<u8> {
        let version = self.version.map_or(&[][..], |version| version.raw);
        let [serial, algorithm, issuer] = [self.serial.raw, self.inner_algorithm.raw, self.issuer.raw];
        let fields = [version, serial, algorithm, issuer, &ANY_VALIDITY, self.subject.raw, self.spki.raw];
        sequence(&[&sequence(&fields.concat()), self.algorithm.raw, self.signature.raw].concat())
    }

    /// Which field it is that `x509-parser` cannot read.
    pub(super) fn find_fault(&self) -> CertificateError {
        let algorithm = |element: &Element<'_>| AlgorithmIdentifier::from_der(element.raw).is_ok();
        let name = |element: &Element<'_>| X509Name::from_der(element.raw).is_ok();
        let version =
            self.version.map(|element| (X509Version::from_der(element.content).is_ok(), Kind::Version, element));
        let others = [
            (algorithm(&self.inner_algorithm), Kind::SignatureAlgorithm, self.inner_algorithm),
            (name(&self.issuer), Kind::Issuer, self.issuer),
            (name(&self.subject), Kind::Subject, self.subject),
            (SubjectPublicKeyInfo::from_der(self.spki.raw).is_ok(), Kind::PublicKey, self.spki),
            (algorithm(&self.algorithm), Kind::SignatureAlgorithm, self.algorithm),
        ];
        let unreadable = version.into_iter().chain(others).find(|(readable, ..)| !readable);
        let (kind, element) =
            unreadable.map_or((Kind::Signature, self.signature), |(_, kind, element)| (kind, element));
        kind.because()(element.error(DerFault::Value("its contents are not what they should be")))
    }
}

/// From the first to the last second of 2000.
const ANY_VALIDITY: [u8; 32] = *b"\x30\x1e\x17\x0d000101000000Z\x17\x0d001231235959Z";

/// A SEQUENCE of these contents, its length in four bytes.
fn sequence(contents: &[u8]) -> Vec<u8> {
    let length = u32::try_from(contents.len()).unwrap_or(u32::MAX);
    [&[tag::SEQUENCE, 0x84], length.to_be_bytes().as_slice(), contents].concat()
}
