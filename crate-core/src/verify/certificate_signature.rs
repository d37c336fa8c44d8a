//! The verdict on the signature of a certificate, among all certificates of a case.

use crate::case::inventory::{Entry, Inventory};
use crate::case::known_cisco::{self, Known};
use crate::crypto::VerifyError;
use crate::formats::certificate::Certificate;
use crate::report::CertificateSignatureStatus as Status;
use std::collections::HashMap;

/// Keys of the right name that are tried before giving up: many keys under one name are a generator's work, not a cluster's.
const TRIED: usize = 8;

/// Certificates of the right name that are looked at for a key that was not tried yet.
const LOOKED_AT: usize = 64;

/// The verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateVerdict {
    /// What became of it.
    pub status: Status,
    /// The certificate, by its place in the inventory, whose key was used.
    pub issuer: Option<usize>,
    /// The certificate of Cisco's whose key was used although the case does not hold it.
    pub known_issuer: Option<&'static Known>,
    /// Whether the certificate's own key verifies it.
    pub self_signed: bool,
    /// One sentence for people.
    pub reason: String,
}

impl CertificateVerdict {
    /// A verdict for which no key was used.
    fn new(status: Status, reason: String) -> Self {
        Self { status, issuer: None, known_issuer: None, self_signed: false, reason }
    }
}

/// What came out of verifying one certificate with one issuer, kept as long as the case lives: certificate, issuer, outcome.
#[derive(Debug, Default)]
pub struct Memo(HashMap<(String, String), Result<(), VerifyError>>);

impl Memo {
    /// Verifies an entry with an issuer, whose SHA-256 is given, unless that was done before.
    fn verify(&mut self, entry: &Entry, issuer: &Certificate, sha256: &str) -> Result<(), VerifyError> {
        let pair = (entry.sha256.clone(), sha256.to_owned());
        self.0.entry(pair).or_insert_with(|| entry.certificate.verify_with(issuer)).clone()
    }
}

/// Judges the certificate at `index` of the inventory: by the certificates of the case, then by those of Cisco's that are known.
pub fn judge(inventory: &Inventory, index: usize, memo: &mut Memo) -> Option<CertificateVerdict> {
    let entry = inventory.get(index)?;
    let candidates = candidates(inventory, index, entry);
    let only_others = !candidates.is_empty()
        && candidates
            .iter()
            .filter_map(|candidate| inventory.get(*candidate))
            .all(|issuer| names_another_key(entry, issuer));

    let known = known_cisco::named_issuer(&entry.certificate);
    let mut known_outcome = None;
    let mut unsupported = None;
    let mut failed = None;
    for candidate in candidates {
        let Some(issuer) = inventory.get(candidate) else { continue };
        let outcome = memo.verify(entry, &issuer.certificate, &issuer.sha256);
        if known.is_some_and(|(_, known)| known.spki() == issuer.certificate.spki()) {
            known_outcome = Some(outcome.clone());
        }
        match outcome {
            Ok(()) => return Some(signed_within(issuer, candidate, index)),
            Err(VerifyError::Unsupported(why)) => unsupported = unsupported.or(Some((candidate, why))),
            Err(error) => failed = failed.or(Some((candidate, error))),
        }
    }
    if let Some((known, issuer)) = known {
        let sha256 = known.sha256.unwrap_or_default();
        let outcome = known_outcome.unwrap_or_else(|| memo.verify(entry, issuer, sha256));
        return Some(by_known(known, inventory.position(sha256), outcome));
    }
    let name = entry.certificate.issuer().common_name();
    let (status, issuer, reason) = match (failed, unsupported) {
        (None, None) => (Status::IssuerMissing, None, format!("No certificate of its issuer, {name}, is in the case.")),
        (Some(_), _) if only_others => (
            Status::IssuerMissing,
            None,
            format!("A certificate of {name} is in the case, but with another key than the one that issued this."),
        ),
        (Some((issuer, error)), _) => (
            Status::Invalid,
            Some(issuer),
            format!("A certificate of its issuer, {name}, is in the case, but {error}."),
        ),
        (None, Some((issuer, why))) => {
            (Status::Unsupported, Some(issuer), format!("Its signature cannot be checked: {why}."))
        }
    };
    Some(CertificateVerdict { issuer, ..CertificateVerdict::new(status, reason) })
}

/// The verdict on a certificate whose signature the key of `issuer`, the one at `candidate`, verifies.
fn signed_within(issuer: &Entry, candidate: usize, index: usize) -> CertificateVerdict {
    let self_signed = candidate == index;
    let name = issuer.certificate.subject().common_name();
    let reason = match (self_signed, known_cisco::namesake(&issuer.certificate).map(|known| known.name)) {
        (true, None) => "Self-signed; its own key verifies it.".to_owned(),
        (false, None) => format!("Signed by {name}, whose certificate is in the case."),
        (true, Some(known)) => format!(
            "Self-signed; its own key verifies it. It is called {known}, but it is not the {known} of Cisco's that Trustlens knows."
        ),
        (false, Some(known)) => format!(
            "Signed by {name}, whose certificate is in the case. That certificate is called {known}, but it is not the {known} of \
             Cisco's that Trustlens knows."
        ),
    };
    CertificateVerdict { issuer: Some(candidate), self_signed, ..CertificateVerdict::new(Status::Valid, reason) }
}

/// The verdict on a certificate that no key of the case verified and that names a certificate of Cisco's as its issuer, by what came out
/// with that one's key. What carries such a name and is not signed with that key is not what it says. `listed` is its place in the case.
fn by_known(known: &'static Known, listed: Option<usize>, outcome: Result<(), VerifyError>) -> CertificateVerdict {
    let name = known.name;
    let (status, reason) = match outcome {
        Ok(()) if listed.is_some() => (Status::Valid, format!("Signed by {name}, whose certificate is in the case.")),
        Ok(()) => (
            Status::Valid,
            format!("Signed by {name}, a certificate of Cisco's that Trustlens knows; it is not in the case."),
        ),
        Err(VerifyError::Unsupported(why)) => (Status::Unsupported, format!("Its signature cannot be checked: {why}.")),
        Err(error) => (
            Status::Invalid,
            format!(
                "It names {name} as its issuer, but Cisco's key of that name, which Trustlens knows, does not verify it: {error}."
            ),
        ),
    };
    let known_issuer = listed.is_none().then_some(known);
    CertificateVerdict { issuer: listed, known_issuer, ..CertificateVerdict::new(status, reason) }
}

/// The certificates that may have issued an entry, each key once: its own, then those with the key it names, then others of the name.
fn candidates(inventory: &Inventory, index: usize, entry: &Entry) -> Vec<usize> {
    let certificate = &entry.certificate;
    let own = certificate.is_self_issued().then_some(index);
    let named = named_key(entry).map_or(&[][..], |key| inventory.with_key_identifier(key));
    let has_name = |candidate: &usize| {
        inventory.get(*candidate).is_some_and(|issuer| issuer.certificate.subject().matches(certificate.issuer()))
    };
    let with_key = named.iter().copied().take(LOOKED_AT).filter(has_name);
    let with_name = inventory.with_subject(certificate.issuer()).iter().copied().take(LOOKED_AT);

    let mut keys: Vec<&[u8]> = Vec::new();
    let mut chosen = Vec::new();
    for candidate in own.into_iter().chain(with_key).chain(with_name) {
        let Some(issuer) = inventory.get(candidate) else { continue };
        let key = issuer.certificate.spki();
        if chosen.len() < TRIED && !keys.contains(&key) {
            keys.push(key);
            chosen.push(candidate);
        }
    }
    chosen
}

/// The key that an entry names as its issuer's.
fn named_key(entry: &Entry) -> Option<&[u8]> {
    entry.certificate.authority_key_identifier()?.key_identifier.as_deref()
}

/// Whether an issuer's key is said to be another than the one that an entry names.
fn names_another_key(entry: &Entry, issuer: &Entry) -> bool {
    matches!((named_key(entry), issuer.certificate.subject_key_identifier()), (Some(named), Some(own)) if named != own)
}
