//! The report as data: what every face of Trustlens draws.
//!
//! Schema 1. Additions are free; what stands here keeps its name and its meaning. Times are RFC 3339 in UTC;
//! digests and serial numbers are lower-case hexadecimal, serial numbers without leading zeros. Every text that came from a
//! file has been through [`visible`](crate::text::visible). Whatever is called `certificate` or ends in `_certificate` is the
//! SHA-256 fingerprint of a certificate listed in [`Report::certificates`].

use crate::timestamp::Timestamp;
use serde::{Deserialize, Serialize};

/// The whole outcome of looking at a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The version of this layout: 1.
    pub schema: u32,
    /// What made the report.
    pub tool: Tool,
    /// The date that expiry was judged by.
    pub evaluated_at: Timestamp,
    /// How many findings there are of each severity.
    pub summary: Summary,
    /// What is known of the cluster.
    pub context: Context,
    /// Everything that was given, in the order in which it came, and what was found inside it.
    pub inputs: Vec<Input>,
    /// Every ITL and CTL.
    pub trust_lists: Vec<TrustList>,
    /// Every signed or encrypted file.
    pub signed_files: Vec<SignedFile>,
    /// Every certificate, once, wherever it was found.
    pub certificates: Vec<Certificate>,
    /// What the checks say, worst first.
    pub findings: Vec<Finding>,
}

/// The program that made the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    /// Always `trustlens`.
    pub name: String,
    /// The version of the core.
    pub version: String,
}

/// Findings counted by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Outage or lockout is likely.
    pub critical: usize,
    /// Something is wrong.
    pub error: usize,
    /// Something deserves attention.
    pub warning: usize,
    /// Worth knowing.
    pub info: usize,
}

/// What is known of the cluster, given or inferred.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The release as given: `12.5`.
    pub release: Option<String>,
    /// Whether the cluster runs in mixed mode.
    pub mode: ClusterMode,
    /// The names of the nodes, as given.
    pub nodes: Vec<String>,
    /// Which of these fields were inferred from the case and not given: `mode`.
    pub inferred: Vec<String>,
}

/// The security mode of a cluster (enterprise parameter `ClusterSecurityMode`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClusterMode {
    /// `ClusterSecurityMode` 1: phones may register encrypted; there is a CTL.
    Mixed,
    /// `ClusterSecurityMode` 0.
    NonSecure,
    /// Nobody said, and nothing in the case tells.
    #[default]
    Unknown,
}

/// One thing given, or found inside another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Names the input within the case; stays when others are taken away.
    pub id: usize,
    /// The name it came with.
    pub name: String,
    /// The input it was found in.
    pub parent: Option<usize>,
    /// Bytes.
    pub size: u64,
    /// MD5 of the bytes, as `show itl` and phones print it.
    pub md5: String,
    /// SHA-1 of the bytes, as `show itl` and phones print it.
    pub sha1: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// What it turned out to be.
    pub kind: InputKind,
    /// The same in words, with the reason: "ITL with 5 records", "an HTML page, not a trust list".
    pub description: String,
    /// What could not be read, and where; empty when whole.
    pub problems: Vec<Problem>,
}

/// What an input turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InputKind {
    /// An ITL or a CTL.
    TrustList,
    /// A file with a signed header before it (`.sgn`), firmware included.
    SignedFile,
    /// A signed file whose body is encrypted (`.enc.sgn`).
    EncryptedFile,
    /// One certificate.
    Certificate,
    /// Several certificates: a PEM bundle or a PKCS#7 bag.
    CertificateBundle,
    /// A certificate signing request.
    Request,
    /// Text printed by the command line of CUCM.
    Transcript,
    /// Lines of a phone or a server.
    Log,
    /// A network capture.
    Capture,
    /// A container of other files.
    Archive,
    /// A private key. Its bytes are never kept.
    PrivateKey,
    /// Nothing that can be read; [`Input::description`] says what it looks like.
    Unknown,
}

/// What could not be read in an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The byte at which it was seen, counted from 0; absent where it concerns the input as a whole.
    pub offset: Option<u64>,
    /// What is wrong, and what to do where that is known.
    pub message: String,
}

/// An ITL or a CTL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrustList {
    /// The input that it was read from.
    pub input: usize,
    /// ITL or CTL.
    pub list: ListKind,
    /// Whether the bytes were read, or text that the command line printed.
    pub source: ListSource,
    /// The version in the header: `1.2`.
    pub version: Option<String>,
    /// The HEADERLENGTH that the header states, in bytes.
    pub header_length: Option<u64>,
    /// FILENAME in the header.
    pub file_name: Option<String>,
    /// TIMESTAMP in the header: when the list was made.
    pub timestamp: Option<Timestamp>,
    /// Who signed, as the header says.
    pub signer: Signer,
    /// The hash that the header's DIGESTALGORITHM names: `sha1`, `sha256`, `sha512`, or `code 7`.
    pub digest: Option<String>,
    /// Whether the signature holds.
    pub signature: Signature,
    /// The records in file order.
    pub records: Vec<Record>,
    /// Every element of the header in file order. Left out of a slim report (see [`Report`] of the worker).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub header: Vec<Element>,
}

/// Which of the two trust lists a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListKind {
    /// Identity trust list.
    Itl,
    /// Certificate trust list.
    Ctl,
    /// Neither name nor content tells.
    Unknown,
}

/// What a trust list was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListSource {
    /// The file itself.
    Binary,
    /// The text that `show itl` or `show ctl` printed.
    Transcript,
}

/// The signer that a header names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// SIGNERNAME.
    pub subject: Option<String>,
    /// CANAME.
    pub issuer: Option<String>,
    /// SERIALNUMBER.
    pub serial: Option<String>,
}

/// The verdict on the signature of a trust list or a signed file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The verdict.
    pub status: SignatureStatus,
    /// The number of the record whose key was used, counted from 1.
    pub record: Option<usize>,
    /// The certificate whose key was used.
    pub certificate: Option<String>,
    /// For a signed file: the input of the trust list whose record verified it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found_in: Option<usize>,
    /// The hash that the signature really holds, where it could be opened: `sha1`.
    pub digest: Option<String>,
    /// The verdict in one sentence for people.
    pub reason: String,
}

/// What became of checking a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignatureStatus {
    /// The named signer signed exactly these bytes.
    Valid,
    /// The named signer's key opens the signature, but the content is not what was signed.
    Altered,
    /// The signature does not open with the named signer's key.
    WrongKey,
    /// No record (or no list of the case) has the certificate of the named signer.
    SignerMissing,
    /// The signer's key or the algorithm is not one that can be verified here.
    Unsupported,
    /// There is nothing to check: no signature, or a damaged header.
    NotCheckable,
}

/// One record of a trust list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its place in the list, counted from 1 as `show itl` does.
    pub index: usize,
    /// Where it begins in the file, in bytes; 0 for a transcript.
    pub offset: u64,
    /// The RECORDLENGTH it states, in bytes.
    pub length: u64,
    /// The FUNCTION code, where there is one.
    pub function: Option<u16>,
    /// The role of that code: `SAST`, `CCM+TFTP`, `TVS`, or `role 99`.
    pub role: String,
    /// DNSNAME.
    pub dns_name: Option<String>,
    /// SUBJECTNAME.
    pub subject: Option<String>,
    /// ISSUERNAME.
    pub issuer: Option<String>,
    /// SERIALNUMBER.
    pub serial: Option<String>,
    /// IPADDRESS.
    pub ip_address: Option<String>,
    /// The certificate in the record.
    pub certificate: Option<String>,
    /// SHA-1 of the certificate, or of what stands in its place; what `show itl` prints.
    pub certificate_sha1: Option<String>,
    /// Whether the header names this record's certificate as signer; whether it really signed, [`TrustList::signature`] says.
    pub named_as_signer: bool,
    /// Every element of the record in file order. Left out of a slim report.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elements: Vec<Element>,
}

/// One element (tag, length, value) as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    /// Where its tag stands in the file, in bytes.
    pub offset: u64,
    /// The tag.
    pub tag: u8,
    /// Cisco's name of the tag, or `unknown`.
    pub name: String,
    /// The length it states, in bytes; absent for a pad, which has none.
    pub length: Option<u64>,
    /// The value for people: text, a number with its meaning, or hexadecimal bytes (cut when very long).
    pub value: String,
}

/// A file behind a signed header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedFile {
    /// The input that it was read from.
    pub input: usize,
    /// The version in the header: `1.0`.
    pub version: Option<String>,
    /// The HEADERLENGTH that the header states, in bytes.
    pub header_length: Option<u64>,
    /// FILENAME in the header.
    pub file_name: Option<String>,
    /// TIMESTAMP in the header.
    pub timestamp: Option<Timestamp>,
    /// Who signed, as the header says.
    pub signer: Signer,
    /// The hash that the header's DIGESTALGORITHM names.
    pub digest: Option<String>,
    /// Whether the signature holds.
    pub signature: Signature,
    /// Bytes behind the header.
    pub body_size: u64,
    /// What the body looks like: "XML, SEP configuration".
    pub body_description: String,
    /// What is said of the encryption; absent when the body is not encrypted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encryption: Option<Encryption>,
    /// Every element of the header in file order. Left out of a slim report.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub header: Vec<Element>,
}

/// What the header of an encrypted file tells without the phone's private key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Encryption {
    /// The cipher, as far as it is known: `AES-128-CBC`.
    pub cipher: String,
    /// The initialisation vector.
    pub initialization_vector: Option<String>,
    /// Bytes of padding at the end of the plain text.
    pub padding: Option<u16>,
    /// Bits of the RSA key that the file key is wrapped for.
    pub key_bits: Option<u16>,
    /// Bytes of the wrapped file key.
    pub wrapped_key_size: Option<u64>,
    /// The hash of [`Encryption::plain_digest`].
    pub digest: Option<String>,
    /// Digest of the plain text without padding.
    pub plain_digest: Option<String>,
    /// What can be said in one sentence: who could open it, what is right and what is not.
    pub note: String,
}

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
    /// Bytes of DER.
    pub size: u64,
    /// Where it was found, once for every place.
    pub found_in: Vec<Place>,
    /// All of it. Left out of a slim report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<CertificateDetail>,
}

/// A public key in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// `rsa`, `ec`, `ed25519` or a dotted object identifier.
    pub algorithm: String,
    /// Bits of an RSA modulus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bits: Option<u64>,
    /// The public exponent of an RSA key, where it fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exponent: Option<u64>,
    /// The curve of an EC key: `P-384`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
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
    /// The verdict in one sentence for people.
    pub reason: String,
}

/// What became of checking a certificate's signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateSignatureStatus {
    /// The issuer's key verifies it.
    Valid,
    /// A certificate with the issuer's name is in the case, but its key does not verify it.
    Invalid,
    /// No certificate with the issuer's name is in the case.
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

/// Where something was found.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The input.
    pub input: usize,
    /// The record of the trust list in it, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
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

/// What a check says about named evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The stable id of the check: `SIG-01`.
    pub check: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is the matter, in one line.
    pub title: String,
    /// The matter with its values.
    pub detail: String,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// What to do: the key of a plan (`P-CAPF`) or a sentence.
    pub remedy: String,
}

/// How bad a finding is, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Outage or lockout is likely.
    Critical,
    /// Something is wrong.
    Error,
    /// Something deserves attention.
    Warning,
    /// Worth knowing.
    Info,
}

/// One thing that a finding rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<usize>,
    /// The record of the trust list in it, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<usize>,
    /// The certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
    /// The byte in the input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
}
