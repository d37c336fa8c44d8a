//! The verdict on the signature of a certificate, among all certificates of a case.

use crate::case::inventory::Inventory;
use crate::crypto::VerifyError;
use crate::report::CertificateSignatureStatus as Status;
use std::collections::HashMap;

/// Issuers of the right name that are tried before giving up: many certificates of one name are a generator's work, not a cluster's.
const TRIED: usize = 16;

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
    let key_identifier = certificate.authority_key_identifier().and_then(|identifier| identifier.key_identifier.as_deref());
    let mut candidates: Vec<usize> = inventory.with_subject(certificate.issuer()).to_vec();
    let fits = |candidate: &usize| {
        let subject_key = inventory.get(*candidate).and_then(|entry| entry.certificate.subject_key_identifier());
        (subject_key, key_identifier)
    };
    // Its own key first, then the key that it names, then the rest.
    candidates.sort_by_key(|candidate| match fits(candidate) {
        _ if *candidate == index => 0,
        (Some(subject_key), Some(named)) if subject_key == named => 1,
        _ => 2,
    });
    let another_key = |candidate: &usize| matches!(fits(candidate), (Some(subject_key), Some(named)) if subject_key != named);
    let only_others = !candidates.is_empty() && candidates.iter().all(another_key);

    let mut unsupported = None;
    let mut failed = None;
    for candidate in candidates.iter().copied().take(TRIED) {
        let Some(issuer) = inventory.get(candidate) else { continue };
        let outcome = memo
            .0
            .entry((entry.sha256.clone(), issuer.sha256.clone()))
            .or_insert_with(|| certificate.verify_with(&issuer.certificate))
            .clone();
        match outcome {
            Ok(()) if candidate == index => {
                let reason = "Self-signed; its own key verifies it.".to_owned();
                return Some(CertificateVerdict { status: Status::Valid, issuer: Some(index), self_signed: true, reason });
            }
            Ok(()) => {
                let reason = format!("Signed by {}, whose certificate is in the case.", issuer.certificate.subject().common_name());
                return Some(CertificateVerdict { status: Status::Valid, issuer: Some(candidate), self_signed: false, reason });
            }
            Err(VerifyError::Unsupported(why)) => unsupported = unsupported.or(Some((candidate, why))),
            Err(error) => failed = failed.or(Some((candidate, error))),
        }
    }
    let name = certificate.issuer().common_name();
    let (status, issuer, reason) = match (failed, unsupported) {
        (None, None) => (Status::IssuerMissing, None, format!("No certificate of its issuer, {name}, is in the case.")),
        (Some(_), _) if only_others => {
            (Status::IssuerMissing, None, format!("A certificate of {name} is in the case, but with another key than the one that issued this."))
        }
        (Some((issuer, error)), _) => {
            (Status::Invalid, Some(issuer), format!("A certificate of its issuer, {name}, is in the case, but {error}."))
        }
        (None, Some((issuer, why))) => (Status::Unsupported, Some(issuer), format!("Its signature cannot be checked: {why}.")),
    };
    Some(CertificateVerdict { status, issuer, self_signed: false, reason })
}
