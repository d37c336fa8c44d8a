//! What an extension says, whichever it is.

use super::access::{AccessDescription, AuthorityKeyIdentifier, DistributionPoint, SignedCertificateTimestamp};
use super::constraints::{BasicConstraints, NameConstraints, PolicyConstraints};
use super::general_name::GeneralName;
use super::policy::Policy;
use super::usage::{KeyPurpose, KeyUsage};
use super::vendor::{self, MicrosoftTemplate};
use super::{Line, line};
use crate::text::{hex, visible};

/// The decoded contents of an extension. Texts in it are as they were written; [`Extension::lines`](super::Extension::lines) makes
/// them safe to show.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExtensionValue {
    /// Whether this is a certificate authority (RFC 5280 section 4.2.1.9).
    BasicConstraints(BasicConstraints),
    /// What the key may do (section 4.2.1.3).
    KeyUsage(KeyUsage),
    /// What for (section 4.2.1.12).
    ExtendedKeyUsage(Vec<KeyPurpose>),
    /// More names of the subject (section 4.2.1.6).
    SubjectAlternativeName(Vec<GeneralName>),
    /// More names of the issuer (section 4.2.1.7).
    IssuerAlternativeName(Vec<GeneralName>),
    /// An identifier of the key (section 4.2.1.2).
    SubjectKeyIdentifier(Vec<u8>),
    /// Which key of the issuer signed (section 4.2.1.1).
    AuthorityKeyIdentifier(AuthorityKeyIdentifier),
    /// Where revocation lists are (section 4.2.1.13).
    CrlDistributionPoints(Vec<DistributionPoint>),
    /// Where the newest changes of revocation lists are (section 4.2.1.15).
    FreshestCrl(Vec<DistributionPoint>),
    /// Where OCSP responders and issuers' certificates are (section 4.2.2.1).
    AuthorityInformationAccess(Vec<AccessDescription>),
    /// What the subject offers, and where (section 4.2.2.2).
    SubjectInformationAccess(Vec<AccessDescription>),
    /// Under which policies it was issued (section 4.2.1.4).
    CertificatePolicies(Vec<Policy>),
    /// Which policies of issuer and subject mean the same, as pairs of object identifiers (section 4.2.1.5).
    PolicyMappings(Vec<(String, String)>),
    /// Limits on policies further down (section 4.2.1.11).
    PolicyConstraints(PolicyConstraints),
    /// Limits on names further down (section 4.2.1.10).
    NameConstraints(NameConstraints),
    /// After how many certificates anyPolicy no longer counts (section 4.2.1.14).
    InhibitAnyPolicy(u32),
    /// Proof that the certificate was logged publicly (RFC 6962 section 3.3).
    SignedCertificateTimestamps(Vec<SignedCertificateTimestamp>),
    /// TLS extensions that the server must use (RFC 7633), by their numbers.
    TlsFeature(Vec<u16>),
    /// Netscape's forerunner of the extended key usage.
    NetscapeCertificateType(Vec<&'static str>),
    /// A comment.
    NetscapeComment(String),
    /// The name of a Microsoft certificate template.
    MicrosoftTemplateName(String),
    /// A Microsoft certificate template.
    MicrosoftTemplate(MicrosoftTemplate),
    /// The version of a Microsoft certificate authority: of its key (upper 16 bits) and its certificate (lower 16 bits).
    MicrosoftCaVersion(u32),
    /// Not known here, or not readable: see the extension's bytes.
    Unknown,
}

impl ExtensionValue {
    /// The value as readable lines; `raw` are the extension's bytes, shown when nothing better is known.
    pub(super) fn lines(&self, raw: &[u8]) -> Vec<Line> {
        match self {
            Self::BasicConstraints(constraints) => constraints.lines(),
            Self::KeyUsage(usage) => vec![line("Key usage", usage.to_string())],
            Self::ExtendedKeyUsage(purposes) => {
                purposes.iter().map(|purpose| line("Purpose", purpose.to_string())).collect()
            }
            Self::SubjectAlternativeName(names) | Self::IssuerAlternativeName(names) => {
                names.iter().map(GeneralName::line).collect()
            }
            Self::SubjectKeyIdentifier(identifier) => vec![line("Key identifier", hex(identifier))],
            Self::AuthorityKeyIdentifier(identifier) => identifier.lines(),
            Self::CrlDistributionPoints(points) | Self::FreshestCrl(points) => {
                points.iter().flat_map(DistributionPoint::lines).collect()
            }
            Self::AuthorityInformationAccess(places) | Self::SubjectInformationAccess(places) => {
                places.iter().map(AccessDescription::line).collect()
            }
            Self::CertificatePolicies(policies) => policies.iter().flat_map(Policy::lines).collect(),
            Self::PolicyMappings(pairs) => {
                pairs.iter().map(|(issuer, subject)| line("Mapping", format!("{issuer} = {subject}"))).collect()
            }
            Self::PolicyConstraints(constraints) => constraints.lines(),
            Self::NameConstraints(constraints) => constraints.lines(),
            Self::InhibitAnyPolicy(skip) => vec![line("Certificates skipped", skip.to_string())],
            Self::SignedCertificateTimestamps(timestamps) => {
                timestamps.iter().flat_map(SignedCertificateTimestamp::lines).collect()
            }
            Self::TlsFeature(features) => vec![line("TLS features", vendor::feature_names(features))],
            Self::NetscapeCertificateType(uses) => vec![line("Certificate type", uses.join(", "))],
            Self::NetscapeComment(comment) => vec![line("Comment", visible(comment))],
            Self::MicrosoftTemplateName(name) => vec![line("Template", visible(name))],
            Self::MicrosoftTemplate(template) => template.lines(),
            Self::MicrosoftCaVersion(version) => vec![
                line("Key version", (version >> 16).to_string()),
                line("Certificate version", (version & 0xffff).to_string()),
            ],
            Self::Unknown => vec![line("Bytes", hex(raw))],
        }
    }
}
