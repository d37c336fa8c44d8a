//! The verdict on the signature of a certificate, among all certificates of a case.

use crate::case::inventory::{Entry, Inventory};
use crate::crypto::VerifyError;
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
    /// Whether the certificate's own key verifies it.
    pub self_signed: bool,
    /// One sentence for people.
    pub reason: String,
}

/// What came out of verifying one certificate with one issuer, kept as long as the case lives: certificate, issuer, outcome.
#[derive(Debug, Default)]
pub struct Memo(HashMap<(String, String), Result<(), VerifyError>>);

/// Judges the certificate at `index` of the inventory.
pub fn judge(inventory: &Inventory, index: usize, memo: &mut Memo) -> Option<CertificateVerdict> {
    let entry = inventory.get(index)?;
    let certificate = &entry.certificate;
    let candidates = candidates(inventory, index, entry);
    let only_others = !candidates.is_empty()
        && candidates
            .iter()
            .filter_map(|candidate| inventory.get(*candidate))
            .all(|issuer| names_another_key(entry, issuer));

    let mut unsupported = None;
    let mut failed = None;
    for candidate in candidates {
        let Some(issuer) = inventory.get(candidate) else { continue };
        let outcome = memo
            .0
            .entry((entry.sha256.clone(), issuer.sha256.clone()))
            .or_insert_with(|| certificate.verify_with(&issuer.certificate))
            .clone();
        match outcome {
            Ok(()) if candidate == index => {
                let reason = "Self-signed; its own key verifies it.".to_owned();
                return Some(CertificateVerdict {
                    status: Status::Valid,
                    issuer: Some(index),
                    self_signed: true,
                    reason,
                });
            }
            Ok(()) => {
                let reason = format!(
                    "Signed by {}, whose certificate is in the case.",
                    issuer.certificate.subject().common_name()
                );
                return Some(CertificateVerdict {
                    status: Status::Valid,
                    issuer: Some(candidate),
                    self_signed: false,
                    reason,
                });
            }
            Err(VerifyError::Unsupported(why)) => unsupported = unsupported.or(Some((candidate, why))),
            Err(error) => failed = failed.or(Some((candidate, error))),
        }
    }
    let name = certificate.issuer().common_name();
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
    Some(CertificateVerdict { status, issuer, self_signed: false, reason })
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
