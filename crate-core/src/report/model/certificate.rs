//! Certificates in the report.

use crate::timestamp::Timestamp;
use serde::{Deserialize, Serialize};

/// A certificate, once for the whole case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// SHA-256 of the DER; the certificate's name within the report.
    pub sha256: String,
    /// SHA-1 of the DER, as `show itl` prints it.
    pub sha1: String,
    /// MD5 of the DER, as configuration files carry it (`certHash`).
    pub md5: String,
    /// The holder, in the certificate's own order.
    pub subject: String,
    /// The short name of the holder for tables: its common name.
    pub common_name: String,
    /// The issuer, in the certificate's own order.
    pub issuer: String,
    /// The serial number.
    pub serial: String,
    /// Valid from.
    pub not_before: Timestamp,
    /// Valid until.
    pub not_after: Timestamp,
    /// The public key.
    pub key: Key,
    /// The algorithm of the signature: `sha256WithRSAEncryption`.
    pub signature_algorithm: String,
    /// Whether subject and issuer are the same and its own key verifies it.
    pub self_signed: bool,
    /// Whether its signature holds.
    pub signature: CertificateSignature,
    /// What it is in CUCM.
    pub identity: Identity,
    /// Why it was taken for that.
    pub identity_reason: String,
    /// What is known of it, if its fingerprint is that of a certificate of Cisco's that Trustlens knows.
    pub known: Option<KnownCertificate>,
    /// Bytes of DER.
    pub size: u64,
    /// Where it was found, once for every place.
    pub found_in: Vec<Place>,
    /// All of it. Left out of a slim report.
    pub detail: Option<CertificateDetail>,
}

impl Certificate {
    /// What is known of it in words, with the day on which it expires.
    #[must_use]
    pub fn known_for_people(&self) -> Option<String> {
        let known = self.known.as_ref()?;
        let models =
            if known.models.is_empty() { String::new() } else { format!(" Above {}.", known.models.join(", ")) };
        Some(format!(
            "{}, {}, to {}.{models} {}",
            known.name,
            known.kind.for_people(),
            self.not_after.date(),
            known.note
        ))
    }
}

/// A certificate of Cisco's that Trustlens knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownCertificate {
    /// Its common name.
    pub name: String,
    /// What it is.
    pub kind: KnownKind,
    /// The models and devices whose certificates end at it, as Cisco groups them: `88xx`.
    pub models: Vec<String>,
    /// What else to know, in sentences for people.
    pub note: String,
}

/// What a known certificate of Cisco's is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KnownKind {
    /// Nothing stands above it.
    Root,
    /// It issues certificates in the factory (MIC).
    ManufacturingCa,
    /// It issues the identities of security chips (Secure Unique Device Identifier).
    SudiCa,
}

impl KnownKind {
    /// In words: "root of Cisco's manufacturing PKI".
    #[must_use]
    pub fn for_people(self) -> &'static str {
        match self {
            Self::Root => "root of Cisco's manufacturing PKI",
            Self::ManufacturingCa => "manufacturing CA of Cisco's",
            Self::SudiCa => "CA of Cisco's for the identities of devices (SUDI)",
        }
    }
}

/// A public key in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// `rsa`, `ec`, `ed25519` or a dotted object identifier.
    pub algorithm: String,
    /// Bits of an RSA modulus.
    pub bits: Option<u64>,
    /// The public exponent of an RSA key, where it fits.
    pub exponent: Option<u64>,
    /// The curve of an EC key: `P-384`.
    pub curve: Option<String>,
}

impl Key {
    /// In words: `RSA 2048`, `EC P-384`, `Ed25519`.
    #[must_use]
    pub fn for_people(&self) -> String {
        match (self.algorithm.as_str(), self.bits, &self.curve) {
            ("rsa", Some(bits), _) => format!("RSA {bits}"),
            ("ec", _, Some(curve)) => format!("EC {curve}"),
            ("ed25519", _, _) => "Ed25519".to_owned(),
            (other, _, _) => other.to_owned(),
        }
    }
}

/// The verdict on the signature of a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateSignature {
    /// The verdict.
    pub status: CertificateSignatureStatus,
    /// The certificate of the case whose key was used.
    pub issuer_certificate: Option<String>,
    /// The common name of the certificate of Cisco's whose key was used although the case does not hold it: Trustlens has it.
    pub known_issuer: Option<String>,
    /// The verdict in one sentence for people.
    pub reason: String,
}

/// What became of checking a certificate's signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateSignatureStatus {
    /// The issuer's key verifies it.
    Valid,
    /// A certificate with the issuer's name is in the case or known, but its key does not verify it.
    Invalid,
    /// No certificate with the issuer's name is in the case or known.
    IssuerMissing,
    /// The algorithm or the issuer's key cannot be verified here.
    Unsupported,
}

/// What a certificate is in CUCM (domain.md, sections 1.1 and 1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Identity {
    /// `CallManager.pem`: TLS with phones, signs files of the TFTP service.
    Callmanager,
    /// `CallManager-ECDSA.pem`.
    CallmanagerEcdsa,
    /// Certificate Authority Proxy Function: issues LSCs.
    Capf,
    /// Trust Verification Service.
    Tvs,
    /// The web server.
    Tomcat,
    /// The web server's EC certificate.
    TomcatEcdsa,
    /// IPsec and the disaster recovery system.
    Ipsec,
    /// The recovery key that signs trust lists since 12.0.
    Itlrecovery,
    /// Locally significant certificate of a phone, issued by CAPF.
    Lsc,
    /// Manufacturing installed certificate of a phone.
    Mic,
    /// A Cisco manufacturing CA, or a root above one.
    CiscoCa,
    /// A hardware security token of the CTL client.
    Etoken,
    /// None of these, or nothing tells.
    Other,
}

impl Identity {
    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Callmanager => "CallManager",
            Self::CallmanagerEcdsa => "CallManager-ECDSA",
            Self::Capf => "CAPF",
            Self::Tvs => "TVS",
            Self::Tomcat => "Tomcat",
            Self::TomcatEcdsa => "Tomcat-ECDSA",
            Self::Ipsec => "IPsec",
            Self::Itlrecovery => "ITLRecovery",
            Self::Lsc => "LSC",
            Self::Mic => "MIC",
            Self::CiscoCa => "Cisco CA",
            Self::Etoken => "eToken",
            Self::Other => "Other",
        }
    }
}

/// Where something was found.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The input.
    pub input: usize,
    /// The record of the trust list in it, counted from 1.
    pub record: Option<usize>,
}

/// Everything in a certificate that a person would look for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateDetail {
    /// X.509 version: 1, 2 or 3.
    pub version: u32,
    /// Subject alternative names, as text: `DNS:cucm-pub.example.com`.
    pub subject_alternative_names: Vec<String>,
    /// Key usage, RFC 5280 names; absent when the extension is.
    pub key_usage: Option<Vec<String>>,
    /// Extended key usage, names or dotted object identifiers; absent when the extension is.
    pub extended_key_usage: Option<Vec<String>>,
    /// Whether basic constraints say CA; absent when the extension is.
    pub is_ca: Option<bool>,
    /// Path length of basic constraints.
    pub path_length: Option<u32>,
    /// The public key in lines: label and text.
    pub key: Vec<Line>,
    /// The signature value in hexadecimal.
    pub signature_value: String,
    /// Every extension in its order.
    pub extensions: Vec<Extension>,
    /// What is odd in the encoding.
    pub notes: Vec<String>,
    /// The certificate itself, PEM.
    pub pem: String,
}

/// One extension of a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Dotted object identifier.
    pub oid: String,
    /// Its name, or `unknown`.
    pub name: String,
    /// Whether it is critical.
    pub critical: bool,
    /// What it says: label and text.
    pub lines: Vec<Line>,
    /// Its value in hexadecimal.
    pub raw: String,
}

/// A label with its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is; may be empty.
    pub label: String,
    /// What it says.
    pub text: String,
}
