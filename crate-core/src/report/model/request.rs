//! Certificate signing requests in the report.

use super::certificate::{CertificateSignatureStatus, Extension, Identity, Key, Line};
use serde::{Deserialize, Serialize};

/// A certificate signing request (PKCS#10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The input that it was read from.
    pub input: usize,
    /// SHA-256 of the DER.
    pub sha256: String,
    /// Who asks, in the request's own order.
    pub subject: String,
    /// The short name of the subject for tables.
    pub common_name: String,
    /// The public key.
    pub key: Key,
    /// The algorithm of the signature: `sha256WithRSAEncryption`.
    pub signature_algorithm: String,
    /// Whether the request is signed with its own key, as it must be.
    pub signature: CertificateSignatureStatus,
    /// The same in one sentence for people.
    pub signature_reason: String,
    /// Subject alternative names that it asks for: `DNS: cucm-pub.example.com`.
    pub subject_alternative_names: Vec<String>,
    /// Key usage that it asks for; absent when it asks for none.
    pub key_usage: Option<Vec<String>>,
    /// Extended key usage that it asks for; absent when it asks for none.
    pub extended_key_usage: Option<Vec<String>>,
    /// Whether it asks for a certificate authority; absent when it does not say.
    pub is_ca: Option<bool>,
    /// Path length of the basic constraints that it asks for.
    pub path_length: Option<u32>,
    /// Every extension that it asks for, in its order.
    pub extensions: Vec<Extension>,
    /// Its attributes by name, with their text where it may be shown: never that of a challenge password.
    pub attributes: Vec<Line>,
    /// What it is for in CUCM.
    pub identity: Identity,
    /// Why it was taken for that.
    pub identity_reason: String,
    /// Certificates of the case with the same public key: the answers to it.
    pub certificates: Vec<String>,
    /// What is odd in it, a sentence each.
    pub notes: Vec<String>,
    /// The request itself, PEM. Empty when it holds a challenge password, which would go with it.
    pub pem: String,
}
