//! The verdict on the signature of a trust list or a signed file.
//!
//! The signature covers the whole file with the complete SIGNATURE element cut out (formats.md, section 2.3). It is opened with the key
//! of the signer that the header names, and the DigestInfo inside is compared with the hash of the content: so "another key signed
//! this" and "the content was changed" are told apart, and the real hash is known whatever DIGESTALGORITHM says.

use crate::crypto::{DigestInfo, HashAlgorithm, OpenError, PublicKey, pkcs1};
use crate::formats::signed_header::SignedHeader;
use crate::report::SignatureStatus;

/// Hashes that DIGESTALGORITHM can name, in one table of certutils or the other (formats.md, section 2.2).
const USED_HASHES: [HashAlgorithm; 4] =
    [HashAlgorithm::Sha1, HashAlgorithm::Sha256, HashAlgorithm::Sha384, HashAlgorithm::Sha512];

/// A key that may have signed: what it is called, and the key.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Where its certificate stands.
    pub origin: Origin,
    /// The holder for people: a common name.
    pub holder: String,
    /// SHA-256 of its certificate, where there is one.
    pub certificate: Option<String>,
    /// The key, or why there is none.
    pub key: Result<PublicKey, String>,
}

impl Candidate {
    /// The holder, and its record where there is one.
    fn name(&self) -> String {
        match self.origin.record {
            Some(record) => format!("{}, record {record}", self.holder),
            None => self.holder.clone(),
        }
    }
}

/// Where a candidate's certificate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The input.
    pub input: usize,
    /// The record of the trust list in it, counted from 1; none for a certificate that was given by itself.
    pub record: Option<usize>,
}

/// The verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileVerdict {
    /// What became of it.
    pub status: SignatureStatus,
    /// Whose key was used.
    pub origin: Option<Origin>,
    /// SHA-256 of the certificate whose key was used.
    pub certificate: Option<String>,
    /// The hash that the signature holds, where it could be opened.
    pub digest: Option<HashAlgorithm>,
    /// One sentence for people.
    pub reason: String,
}

impl FileVerdict {
    /// A verdict for which no key was used.
    #[must_use]
    pub fn without_key(status: SignatureStatus, reason: impl Into<String>) -> Self {
        Self { status, origin: None, certificate: None, digest: None, reason: reason.into() }
    }
}

/// Why a file's signature cannot be checked at all, if so.
#[must_use]
pub fn not_checkable(header: &SignedHeader) -> Option<FileVerdict> {
    let reason = match (header.signature(), header.signer().serial) {
        (None | Some([]), _) => "The header holds no whole signature, so there is nothing to check.",
        (_, None) => "The header names no signer's serial number, so no key can be chosen.",
        _ => return None,
    };
    Some(FileVerdict::without_key(SignatureStatus::NotCheckable, reason))
}

/// Checks the signature of `bytes`, a whole file, with the keys of the named signer; the best verdict counts.
///
/// `None` when there is no candidate: what that means is the caller's to say.
#[must_use]
pub fn judge(header: &SignedHeader, bytes: &[u8], candidates: &[Candidate]) -> Option<FileVerdict> {
    let verdicts = candidates.iter().map(|candidate| judge_one(header, bytes, candidate));
    verdicts.min_by_key(|verdict| preference(verdict.status))
}

/// Opens the signature that was printed of a file with the keys of the named signer; the best verdict counts.
///
/// The content is not there: what can be said is whose key made the signature, which leaves it [`SignatureStatus::NotCheckable`], or that
/// another key made it.
#[must_use]
pub fn judge_printed(header: &SignedHeader, candidates: &[Candidate]) -> Option<FileVerdict> {
    let verdicts = candidates.iter().map(|candidate| {
        let (status, digest, reason) = match open(header, candidate) {
            Ok(info) => {
                let (signer, hash) = (candidate.name(), info.algorithm.name());
                let reason =
                    format!("The printed signature opens with the key of {signer} ({hash}): the named signer made it.");
                (SignatureStatus::NotCheckable, Some(info.algorithm), reason)
            }
            Err((SignatureStatus::Unsupported, reason)) => (SignatureStatus::NotCheckable, None, reason),
            Err((status, reason)) => (status, None, format!("As printed: {reason}")),
        };
        let certificate = candidate.certificate.clone();
        FileVerdict { status, origin: Some(candidate.origin), certificate, digest, reason }
    });
    verdicts.min_by_key(|verdict| (verdict.digest.is_none(), preference(verdict.status)))
}

fn judge_one(header: &SignedHeader, bytes: &[u8], candidate: &Candidate) -> FileVerdict {
    let (status, digest, reason) = conclude(header, bytes, candidate);
    FileVerdict { status, origin: Some(candidate.origin), certificate: candidate.certificate.clone(), digest, reason }
}

fn conclude(
    header: &SignedHeader,
    bytes: &[u8],
    candidate: &Candidate,
) -> (SignatureStatus, Option<HashAlgorithm>, String) {
    let signer = candidate.name();
    let info = match open(header, candidate) {
        Ok(info) => info,
        Err((status, reason)) => return (status, None, reason),
    };
    let Some(span) = header.signature_span() else {
        return (SignatureStatus::NotCheckable, None, "The header holds no signature.".to_owned());
    };
    let before = bytes.get(..span.start).unwrap_or_default();
    let after = bytes.get(span.end..).unwrap_or_default();
    let digest = Some(info.algorithm);
    let hash = info.algorithm.name();
    if info.algorithm.digest_parts(&[before, after]) == info.digest {
        (SignatureStatus::Valid, digest, format!("Signed by {signer}; the content is as signed ({hash})."))
    } else {
        (
            SignatureStatus::Altered,
            digest,
            format!(
                "Signed by {signer}, but the content is not what was signed: its {hash} differs. The file was changed, cut or damaged after it was signed."
            ),
        )
    }
}

/// Opens the signature with the key of a candidate, or says what is wrong with it.
fn open(header: &SignedHeader, candidate: &Candidate) -> Result<DigestInfo, (SignatureStatus, String)> {
    let signer = candidate.name();
    let unsupported = |reason: String| Err((SignatureStatus::Unsupported, reason));
    let key = match &candidate.key {
        Ok(PublicKey::Rsa(key)) => key,
        Ok(other) => {
            return unsupported(format!(
                "The signer is {signer}, whose key ({other}) is no RSA key; how such a key signs a file is not known."
            ));
        }
        Err(reason) => return unsupported(format!("The signer is {signer}, whose key cannot be read: {reason}.")),
    };
    if let Some(code) = header.signature_algorithm().filter(|code| *code != 0) {
        return unsupported(format!("SIGNATUREALGORITHM is {code}; only 0 (RSA PKCS#1 v1.5) is known."));
    }
    let Some(signature) = header.signature() else {
        return Err((SignatureStatus::NotCheckable, "The header holds no signature.".to_owned()));
    };
    match pkcs1::open(key, signature) {
        Ok(info) if !USED_HASHES.contains(&info.algorithm) => unsupported(format!(
            "The signature opens with the key of {signer} and holds a {} digest; no file of this family uses that, and a phone \
             is not known to take it.",
            info.algorithm.name()
        )),
        Ok(info) => Ok(info),
        Err(OpenError::NotAPkcs1Block) => Err((
            SignatureStatus::WrongKey,
            format!(
                "The header names {signer} as signer, but its key does not open the signature: another key made it, or its bytes were damaged."
            ),
        )),
        Err(error @ (OpenError::WrongLength { .. } | OpenError::OutOfRange)) => Err((
            SignatureStatus::WrongKey,
            format!("The header names {signer} as signer, but another key made the signature: {error}."),
        )),
        Err(OpenError::MalformedDigestInfo(what)) => Err((
            SignatureStatus::Altered,
            format!(
                "The signature opens with the key of {signer}, but what it holds is no proper digest ({what}). \
                 No signer makes such a block: it is damaged or forged."
            ),
        )),
        Err(error) => unsupported(format!("The signer is {signer}, but the signature cannot be checked: {error}.")),
    }
}

/// Smaller is better: the verdict that says most wins when several records fit the header's signer.
fn preference(status: SignatureStatus) -> u8 {
    match status {
        SignatureStatus::Valid => 0,
        SignatureStatus::Altered => 1,
        SignatureStatus::WrongKey => 2,
        SignatureStatus::Unsupported => 3,
        SignatureStatus::SignerMissing => 4,
        SignatureStatus::NotCheckable => 5,
    }
}
