//! Who signed, where that was logged, and where to ask about revocation.

use super::super::name;
use super::general_name::GeneralName;
use super::read::dotted;
use super::{Line, line};
use crate::distinguished_name::DistinguishedName;
use crate::text::{hex, minimal_hex};
use crate::timestamp::Timestamp;
use x509_parser::extensions as library;

/// Which key of the issuer signed (RFC 5280 section 4.2.1.1).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuthorityKeyIdentifier {
    /// The identifier of the issuer's key.
    pub key_identifier: Option<Vec<u8>>,
    /// The issuer of the issuer's certificate.
    pub issuer: Vec<GeneralName>,
    /// The serial number of the issuer's certificate, its content bytes.
    pub serial: Option<Vec<u8>>,
}

impl AuthorityKeyIdentifier {
    pub(super) fn from_read(read: &library::AuthorityKeyIdentifier<'_>) -> Self {
        Self {
            key_identifier: read.key_identifier.as_ref().map(|identifier| identifier.0.to_vec()),
            issuer: GeneralName::from_read_list(read.authority_cert_issuer.as_deref().unwrap_or_default()),
            serial: read.authority_cert_serial.map(<[u8]>::to_vec),
        }
    }

    pub(super) fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        if let Some(identifier) = &self.key_identifier {
            lines.push(line("Key identifier", hex(identifier)));
        }
        lines.extend(self.issuer.iter().map(|name| line("Issuer", name.to_string())));
        if let Some(serial) = &self.serial {
            lines.push(line("Serial number", minimal_hex(serial)));
        }
        lines
    }
}

/// One place of revocation lists (RFC 5280 section 4.2.1.13).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DistributionPoint {
    /// Where the list is.
    pub names: Vec<GeneralName>,
    /// Where it is, as a part of a name below the issuer's.
    pub relative_name: Option<DistinguishedName>,
    /// For which reasons of revocation; empty means for all.
    pub reasons: Vec<&'static str>,
    /// Who signs the list, when that is not the certificate's issuer.
    pub crl_issuer: Vec<GeneralName>,
}

/// The bits of `ReasonFlags`, in their order.
const REASONS: [&str; 9] = [
    "unused",
    "keyCompromise",
    "cACompromise",
    "affiliationChanged",
    "superseded",
    "cessationOfOperation",
    "certificateHold",
    "privilegeWithdrawn",
    "aACompromise",
];

impl DistributionPoint {
    pub(super) fn from_read(read: &library::CRLDistributionPoint<'_>) -> Self {
        let (names, relative_name) = match &read.distribution_point {
            Some(library::DistributionPointName::FullName(names)) => (GeneralName::from_read_list(names), None),
            Some(library::DistributionPointName::NameRelativeToCRLIssuer(relative)) => {
                let attributes = relative.iter().map(name::attribute).collect();
                (Vec::new(), Some(DistinguishedName::new(attributes)))
            }
            None => (Vec::new(), None),
        };
        let flags = read.reasons.as_ref().map_or(0, |reasons| reasons.flags);
        Self {
            names,
            relative_name,
            reasons: (0..).zip(REASONS).filter(|(bit, _)| flags >> bit & 1 == 1).map(|(_, reason)| reason).collect(),
            crl_issuer: GeneralName::from_read_list(read.crl_issuer.as_deref().unwrap_or_default()),
        }
    }

    pub(super) fn lines(&self) -> Vec<Line> {
        let mut lines: Vec<_> = self.names.iter().map(GeneralName::line).collect();
        if let Some(name) = &self.relative_name {
            lines.push(line("Relative name", name.to_string()));
        }
        if !self.reasons.is_empty() {
            lines.push(line("Reasons", self.reasons.join(", ")));
        }
        lines.extend(self.crl_issuer.iter().map(|name| line("CRL issuer", name.to_string())));
        lines
    }
}

/// What is to be had, and where (RFC 5280 section 4.2.2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessDescription {
    /// The dotted object identifier of what is to be had.
    pub method: String,
    /// Where.
    pub location: GeneralName,
}

impl AccessDescription {
    /// What is to be had, by name, or by its object identifier when it has none here.
    #[must_use]
    pub fn method_name(&self) -> &str {
        match self.method.as_str() {
            "1.3.6.1.5.5.7.48.1" => "OCSP",
            "1.3.6.1.5.5.7.48.2" => "CA issuers",
            "1.3.6.1.5.5.7.48.3" => "Time stamping",
            "1.3.6.1.5.5.7.48.5" => "CA repository",
            method => method,
        }
    }

    pub(super) fn from_read(read: &library::AccessDescription<'_>) -> Self {
        Self { method: dotted(&read.access_method), location: GeneralName::from_read(&read.access_location) }
    }

    pub(super) fn line(&self) -> Line {
        line(self.method_name(), self.location.to_string())
    }
}

/// A public log's promise to show the certificate (RFC 6962 section 3.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCertificateTimestamp {
    /// The version, counted from 0; 0 is the only one there is.
    pub version: u8,
    /// The SHA-256 of the log's public key.
    pub log: [u8; 32],
    /// When the log received it, to the second.
    pub timestamp: Timestamp,
}

impl SignedCertificateTimestamp {
    pub(super) fn from_read(read: &library::SignedCertificateTimestamp<'_>) -> Self {
        Self {
            version: read.version.0,
            log: *read.id.key_id,
            // Milliseconds since 1970.
            timestamp: Timestamp::from_unix(i64::try_from(read.timestamp / 1000).unwrap_or(i64::MAX)),
        }
    }

    pub(super) fn lines(&self) -> Vec<Line> {
        vec![line("Log", hex(&self.log)), line("Logged", self.timestamp.for_people())]
    }
}
