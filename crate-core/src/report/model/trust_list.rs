//! Trust lists and signed files in the report.

use super::transcript::Transcript;
use crate::timestamp::Timestamp;
use serde::{Deserialize, Serialize};

/// An ITL or a CTL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrustList {
    /// The input that it was read from.
    pub input: usize,
    /// ITL or CTL.
    pub list: ListKind,
    /// Whether the bytes were read, or text that the command line printed.
    pub source: ListSource,
    /// What the text said beside the list; absent for a file.
    pub transcript: Option<Transcript>,
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
    /// Every element of the header in file order. Left out of a slim report (see [`Detail`](crate::Detail)).
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
    pub encryption: Option<Encryption>,
    /// Every element of the header in file order. Left out of a slim report.
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
