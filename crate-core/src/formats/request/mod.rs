//! Certificate signing requests: PKCS#10 (RFC 2986), read for showing as certificates are.
//!
//! Only a request whose frame is broken is refused. What could not be read stands in [`CertificateRequest::problems`], what was read
//! but is not as RFC 2986 asks in [`CertificateRequest::oddities`].

mod attributes;
mod decode;
#[cfg(test)]
mod tests;

pub use attributes::Attribute;
pub use decode::RequestError;

use super::certificate::extensions::lookup;
use super::certificate::{BasicConstraints, Extension, GeneralName, KeyPurpose, KeyUsage, Remark};
use crate::crypto::{self, PublicKey, SignatureAlgorithm, VerifyError};
use crate::distinguished_name::DistinguishedName;
use crate::text::hex;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A decoded request. Cloning it is cheap; two are equal when all their bytes are.
#[derive(Clone)]
pub struct CertificateRequest(Arc<Inner>);

struct Inner {
    der: Vec<u8>,
    signed: Range<usize>,
    subject: DistinguishedName,
    public_key: PublicKey,
    spki: Range<usize>,
    attributes: Vec<Attribute>,
    extensions: Vec<Extension>,
    signature_algorithm: SignatureAlgorithm,
    signature: Vec<u8>,
    problems: Vec<Remark>,
    oddities: Vec<Remark>,
    /// Whether its own key made the signature; found out once, when someone asks.
    proof: OnceLock<Result<(), VerifyError>>,
}

impl PartialEq for CertificateRequest {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.der == other.0.der
    }
}

impl Eq for CertificateRequest {}

impl fmt::Debug for CertificateRequest {
    /// Without its bytes, which may hold a challenge password.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CertificateRequest")
            .field("subject", &self.0.subject)
            .field("sha256", &self.sha256())
            .finish_non_exhaustive()
    }
}

impl CertificateRequest {
    /// Reads the request at the start of `der`, and says how many bytes it takes. What follows it is the caller's to report.
    ///
    /// # Errors
    /// When the frame of the request cannot be read.
    pub fn decode(der: &[u8]) -> Result<(Self, usize), RequestError> {
        let inner = decode::decode(der)?;
        let length = inner.der.len();
        Ok((Self(Arc::new(inner)), length))
    }

    /// The whole request as it was encoded.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.0.der
    }

    /// What the signature covers, header included (`certificationRequestInfo`).
    #[must_use]
    pub fn signed_part(&self) -> &[u8] {
        self.slice(&self.0.signed)
    }

    /// Whom the certificate shall name.
    #[must_use]
    pub fn subject(&self) -> &DistinguishedName {
        &self.0.subject
    }

    /// The key to be certified.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.0.public_key
    }

    /// The encoded key with its algorithm (`subjectPKInfo`), header included.
    #[must_use]
    pub fn spki(&self) -> &[u8] {
        self.slice(&self.0.spki)
    }

    /// What is asked for or told beside the subject and the key, in its order.
    #[must_use]
    pub fn attributes(&self) -> &[Attribute] {
        &self.0.attributes
    }

    /// The extensions that it asks for, in their order.
    #[must_use]
    pub fn extensions(&self) -> &[Extension] {
        &self.0.extensions
    }

    /// How the request was signed.
    #[must_use]
    pub fn signature_algorithm(&self) -> &SignatureAlgorithm {
        &self.0.signature_algorithm
    }

    /// What could not be read, and where. Empty for a whole request.
    #[must_use]
    pub fn problems(&self) -> &[Remark] {
        &self.0.problems
    }

    /// What was read although it is not as RFC 2986 or DER ask, and where.
    #[must_use]
    pub fn oddities(&self) -> &[Remark] {
        &self.0.oddities
    }

    /// The SHA-256 of the whole request, in lower-case hexadecimal digits.
    #[must_use]
    pub fn sha256(&self) -> String {
        hex(&crypto::sha256(&self.0.der))
    }

    /// Whether the requested key made the signature, as it must: that is how the requester proves to have it.
    ///
    /// # Errors
    /// See [`VerifyError`].
    pub fn verify(&self) -> Result<(), &VerifyError> {
        let verified = self.0.proof.get_or_init(|| {
            self.0.signature_algorithm.verify(&self.0.public_key, self.signed_part(), &self.0.signature)
        });
        verified.as_ref().copied()
    }

    /// Whether it carries a challenge password, which is nobody's business but the authority's.
    #[must_use]
    pub fn has_challenge_password(&self) -> bool {
        self.0.attributes.iter().any(Attribute::is_secret)
    }

    /// The basic constraints that it asks for.
    #[must_use]
    pub fn basic_constraints(&self) -> Option<BasicConstraints> {
        lookup::basic_constraints(&self.0.extensions)
    }

    /// The key usage that it asks for; none when it asks for none.
    #[must_use]
    pub fn key_usage(&self) -> Option<KeyUsage> {
        lookup::key_usage(&self.0.extensions)
    }

    /// The extended key usages that it asks for; none when it asks for none.
    #[must_use]
    pub fn extended_key_usage(&self) -> Option<&[KeyPurpose]> {
        lookup::extended_key_usage(&self.0.extensions)
    }

    /// The alternative names that it asks for; empty when it asks for none.
    #[must_use]
    pub fn subject_alternative_names(&self) -> &[GeneralName] {
        lookup::subject_alternative_names(&self.0.extensions)
    }

    fn slice(&self, range: &Range<usize>) -> &[u8] {
        self.0.der.get(range.clone()).unwrap_or_default()
    }
}
