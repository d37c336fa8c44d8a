//! A certificate as phones tell them apart.

use crate::case::facts::Facts;
use crate::distinguished_name::DistinguishedName;
use crate::formats::signed_header::SignerId;
use crate::text::minimal_hex;

/// A certificate as phones tell them apart: by issuer and serial number. It may stand in a list, be named by a header, or not exist yet.
#[derive(Debug, Clone, Default)]
pub struct Certificate {
    /// The common name, for people.
    pub name: String,
    /// The serial number in lower-case hexadecimal; empty when it is not known.
    pub serial: String,
    /// The issuer, folded so that two spellings of one name are equal; empty when it is not known.
    pub issuer: String,
    /// SHA-1 of it in hexadecimal, where that is known.
    pub sha1: Option<String>,
    /// SHA-256 of it in hexadecimal, where the case has the certificate.
    pub sha256: Option<String>,
}

impl Certificate {
    /// What is known of a certificate of a case.
    #[must_use]
    pub fn of_facts(facts: &Facts<'_>) -> Self {
        let (serial, issuer) = facts.serial_and_issuer().unwrap_or_default();
        Self {
            name: facts.name.clone(),
            serial: facts.serial.clone().unwrap_or_else(|| serial.to_owned()),
            issuer: issuer.to_owned(),
            sha1: facts.sha1.clone(),
            sha256: facts.entry.map(|entry| entry.sha256.clone()),
        }
    }

    /// The certificate that a header names as signer; none when it gives no serial number.
    #[must_use]
    pub fn of_signer(signer: &SignerId) -> Option<Self> {
        Some(Self {
            name: signer
                .subject
                .as_ref()
                .map_or_else(|| "a signer without name".to_owned(), DistinguishedName::common_name),
            serial: minimal_hex(signer.serial.as_deref()?),
            issuer: signer.issuer.as_ref().map(DistinguishedName::folded).unwrap_or_default(),
            sha1: None,
            sha256: None,
        })
    }

    /// Whether both are one certificate: the best that is known of both decides, as [`Facts::is_same`] has it.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.sha256, &other.sha256, &self.sha1, &other.sha1) {
            (Some(one), Some(other), ..) | (_, _, Some(one), Some(other)) => return one == other,
            _ => {}
        }
        let contradict = !self.issuer.is_empty() && !other.issuer.is_empty() && self.issuer != other.issuer;
        !self.serial.is_empty() && self.serial == other.serial && !contradict
    }

    /// Name and serial number, for a sentence.
    #[must_use]
    pub fn described(&self) -> String {
        if self.serial.is_empty() {
            self.name.clone()
        } else {
            format!("{} (serial number {})", self.name, self.serial)
        }
    }
}
