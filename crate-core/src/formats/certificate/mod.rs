//! X.509 certificates (RFC 5280), read for showing: as much as can be read of what is there.
//!
//! Only a certificate whose frame is broken is refused. Everything else that is unusual is kept and said: what could not be read stands
//! in [`Certificate::problems`], what was read but is not as RFC 5280 asks in [`Certificate::oddities`].

mod dates;
mod decode;
mod error;
pub mod extensions;
#[cfg(test)]
pub(crate) mod fixtures;
mod layout;
pub(crate) mod name;
#[cfg(test)]
mod tests;

pub use error::{CertificateError, CertificateErrorKind, Remark};
pub use extensions::{
    AccessDescription, AuthorityKeyIdentifier, BasicConstraints, DistributionPoint, Extension, ExtensionValue,
    GeneralName, KeyPurpose, KeyUsage, KeyUsageFlag,
};

use crate::crypto::der::trim_zeros;
use crate::crypto::{self, PublicKey, SignatureAlgorithm, VerifyError};
use crate::distinguished_name::DistinguishedName;
use crate::text::{hex, minimal_hex};
use crate::timestamp::Timestamp;
use extensions::lookup;
use std::ops::Range;
use std::sync::Arc;

/// A decoded certificate. Cloning it is cheap; two are equal when all their bytes are.
#[derive(Debug, Clone)]
pub struct Certificate(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    der: Vec<u8>,
    signed: Range<usize>,
    version: u64,
    serial: Vec<u8>,
    issuer: DistinguishedName,
    issuer_range: Range<usize>,
    subject: DistinguishedName,
    subject_range: Range<usize>,
    not_before: Timestamp,
    not_after: Timestamp,
    public_key: PublicKey,
    spki: Range<usize>,
    issuer_unique_id: Option<Vec<u8>>,
    subject_unique_id: Option<Vec<u8>>,
    extensions: Vec<Extension>,
    signature_algorithm: SignatureAlgorithm,
    signature: Vec<u8>,
    problems: Vec<Remark>,
    oddities: Vec<Remark>,
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.der == other.0.der
    }
}

impl Eq for Certificate {}

impl Certificate {
    /// Reads the certificate at the start of `der`, and says how many bytes it takes. What follows it is the caller's to report.
    ///
    /// # Errors
    /// When the frame of the certificate cannot be read.
    pub fn decode(der: &[u8]) -> Result<(Self, usize), CertificateError> {
        let inner = decode::decode(der)?;
        let length = inner.der.len();
        Ok((Self(Arc::new(inner)), length))
    }

    /// The whole certificate as it was encoded.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.0.der
    }

    /// What the signature covers, header included (`tbsCertificate`).
    #[must_use]
    pub fn signed_part(&self) -> &[u8] {
        self.slice(&self.0.signed)
    }

    /// The version, counted as people do: 1, 2 or 3 in a proper certificate.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.0.version
    }

    /// The serial number's content bytes as they were encoded.
    #[must_use]
    pub fn serial_content(&self) -> &[u8] {
        &self.0.serial
    }

    /// The serial number without zero bytes in front, for comparing with a trust list's; empty for the number 0.
    ///
    /// A negative number is taken as the unsigned number with the same bytes, as CUCM does.
    #[must_use]
    pub fn serial_bytes(&self) -> &[u8] {
        trim_zeros(&self.0.serial)
    }

    /// The serial number as the report writes it: lower-case hexadecimal digits without zeros in front; `0` for the number 0.
    #[must_use]
    pub fn serial_hex(&self) -> String {
        minimal_hex(&self.0.serial)
    }

    /// Whom the certificate names.
    #[must_use]
    pub fn subject(&self) -> &DistinguishedName {
        &self.0.subject
    }

    /// Who is said to have issued it.
    #[must_use]
    pub fn issuer(&self) -> &DistinguishedName {
        &self.0.issuer
    }

    /// The encoded subject, header included, for matching issuers exactly.
    #[must_use]
    pub fn subject_der(&self) -> &[u8] {
        self.slice(&self.0.subject_range)
    }

    /// The encoded issuer, header included.
    #[must_use]
    pub fn issuer_der(&self) -> &[u8] {
        self.slice(&self.0.issuer_range)
    }

    /// The first moment at which the certificate is valid.
    #[must_use]
    pub fn not_before(&self) -> Timestamp {
        self.0.not_before
    }

    /// The last moment at which it is valid.
    #[must_use]
    pub fn not_after(&self) -> Timestamp {
        self.0.not_after
    }

    /// The certified key.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.0.public_key
    }

    /// The key in words: `RSA 2048 bits`, `EC P-384`.
    #[must_use]
    pub fn key_text(&self) -> String {
        self.0.public_key.to_string()
    }

    /// The encoded key with its algorithm (`subjectPublicKeyInfo`), header included.
    #[must_use]
    pub fn spki(&self) -> &[u8] {
        self.slice(&self.0.spki)
    }

    /// How the certificate was signed.
    #[must_use]
    pub fn signature_algorithm(&self) -> &SignatureAlgorithm {
        &self.0.signature_algorithm
    }

    /// The signature's bytes.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.0.signature
    }

    /// The issuer's unique identifier (RFC 5280 section 4.1.2.8), which hardly any certificate has.
    #[must_use]
    pub fn issuer_unique_id(&self) -> Option<&[u8]> {
        self.0.issuer_unique_id.as_deref()
    }

    /// The subject's unique identifier.
    #[must_use]
    pub fn subject_unique_id(&self) -> Option<&[u8]> {
        self.0.subject_unique_id.as_deref()
    }

    /// The extensions, in their encoded order.
    #[must_use]
    pub fn extensions(&self) -> &[Extension] {
        &self.0.extensions
    }

    /// What could not be read, and where. Empty for a whole certificate.
    #[must_use]
    pub fn problems(&self) -> &[Remark] {
        &self.0.problems
    }

    /// What was read although it is not as RFC 5280 or DER ask, and where.
    #[must_use]
    pub fn oddities(&self) -> &[Remark] {
        &self.0.oddities
    }

    /// The SHA-256 of the whole certificate, in lower-case hexadecimal digits.
    #[must_use]
    pub fn sha256(&self) -> String {
        hex(&crypto::sha256(&self.0.der))
    }

    /// The SHA-1 of the whole certificate, in lower-case hexadecimal digits.
    #[must_use]
    pub fn sha1(&self) -> String {
        hex(&crypto::sha1(&self.0.der))
    }

    /// The MD5 of the whole certificate, in lower-case hexadecimal digits.
    #[must_use]
    pub fn md5(&self) -> String {
        hex(&crypto::md5(&self.0.der))
    }

    /// Whether subject and issuer are the same name. A certificate that is self-signed besides also [verifies](Self::verify_with)
    /// with itself.
    #[must_use]
    pub fn is_self_issued(&self) -> bool {
        self.subject_der() == self.issuer_der() || self.0.subject.matches(&self.0.issuer)
    }

    /// Whether the key of `issuer` made this certificate's signature. Names and dates are not looked at.
    ///
    /// # Errors
    /// See [`VerifyError`].
    pub fn verify_with(&self, issuer: &Self) -> Result<(), VerifyError> {
        self.0.signature_algorithm.verify(issuer.public_key(), self.signed_part(), &self.0.signature)
    }

    /// The first extension with this dotted object identifier.
    #[must_use]
    pub fn extension(&self, oid: &str) -> Option<&Extension> {
        self.0.extensions.iter().find(|extension| extension.oid == oid)
    }

    /// The basic constraints, if the certificate has any that can be read.
    #[must_use]
    pub fn basic_constraints(&self) -> Option<BasicConstraints> {
        lookup::basic_constraints(&self.0.extensions)
    }

    /// Whether the basic constraints call this a certificate authority.
    #[must_use]
    pub fn is_ca(&self) -> bool {
        self.basic_constraints().is_some_and(|constraints| constraints.ca)
    }

    /// What the key may be used for; none when the certificate does not say.
    #[must_use]
    pub fn key_usage(&self) -> Option<KeyUsage> {
        lookup::key_usage(&self.0.extensions)
    }

    /// The extended key usages; none when the certificate does not say.
    #[must_use]
    pub fn extended_key_usage(&self) -> Option<&[KeyPurpose]> {
        lookup::extended_key_usage(&self.0.extensions)
    }

    /// The subject's alternative names; empty when there are none.
    #[must_use]
    pub fn subject_alternative_names(&self) -> &[GeneralName] {
        lookup::subject_alternative_names(&self.0.extensions)
    }

    /// The identifier of the certified key.
    #[must_use]
    pub fn subject_key_identifier(&self) -> Option<&[u8]> {
        lookup::find(&self.0.extensions, |value| match value {
            ExtensionValue::SubjectKeyIdentifier(identifier) => Some(identifier.as_slice()),
            _ => None,
        })
    }

    /// Which key of the issuer is said to have signed.
    #[must_use]
    pub fn authority_key_identifier(&self) -> Option<&AuthorityKeyIdentifier> {
        lookup::find(&self.0.extensions, |value| match value {
            ExtensionValue::AuthorityKeyIdentifier(identifier) => Some(identifier),
            _ => None,
        })
    }

    fn slice(&self, range: &Range<usize>) -> &[u8] {
        self.0.der.get(range.clone()).unwrap_or_default()
    }
}
