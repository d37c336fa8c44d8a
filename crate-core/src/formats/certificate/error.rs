//! What can be wrong with a certificate.

use crate::crypto::DerError;
use std::fmt;

/// A certificate could not be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}: {cause}")]
pub struct CertificateError {
    /// Which part could not be read.
    pub kind: CertificateErrorKind,
    /// What is wrong there, and at which byte, counted from the start of the certificate.
    pub cause: DerError,
}

impl CertificateError {
    /// Where, in bytes from the start of the certificate; none when that is not known.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        Some(self.cause.offset)
    }
}

/// The part of a certificate that could not be read; without it there is nothing to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CertificateErrorKind {
    /// The outer structure: a sequence of signed part, algorithm and signature (RFC 5280 section 4.1).
    NotACertificate,
    /// The version (RFC 5280 section 4.1.2.1).
    Version,
    /// The serial number (section 4.1.2.2).
    SerialNumber,
    /// One of the two places that name the signature algorithm (sections 4.1.1.2 and 4.1.2.3).
    SignatureAlgorithm,
    /// The issuer's name (section 4.1.2.4).
    Issuer,
    /// The validity dates (section 4.1.2.5).
    Validity,
    /// The subject's name (section 4.1.2.6).
    Subject,
    /// The frame around the public key (section 4.1.2.7).
    PublicKey,
    /// The signature (section 4.1.1.3).
    Signature,
}

impl fmt::Display for CertificateErrorKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotACertificate => "this is not a certificate",
            Self::Version => "the certificate's version cannot be read",
            Self::SerialNumber => "the certificate's serial number cannot be read",
            Self::SignatureAlgorithm => "the certificate's signature algorithm cannot be read",
            Self::Issuer => "the certificate's issuer cannot be read",
            Self::Validity => "the certificate's validity dates cannot be read",
            Self::Subject => "the certificate's subject cannot be read",
            Self::PublicKey => "the certificate's public key cannot be read",
            Self::Signature => "the certificate's signature cannot be read",
        })
    }
}

impl CertificateErrorKind {
    pub(super) fn because(self) -> impl FnOnce(DerError) -> CertificateError {
        move |cause| CertificateError { kind: self, cause }
    }
}

/// Something to be said about one place in a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Where, in bytes from the start of the certificate.
    pub offset: usize,
    /// What, as a sentence without a full stop.
    pub message: String,
}

impl Remark {
    pub(crate) fn new(offset: usize, message: impl Into<String>) -> Self {
        Self { offset, message: message.into() }
    }
}
