//! SIG: does the signature hold, and is the signer the right one?

pub(super) mod digest;
pub(super) mod does_not_hold;
pub(super) mod signer_expired;
pub(super) mod signer_missing;
pub(super) mod unexpected_signer;
pub(super) mod unknown_file_signer;
pub(super) mod weak_key;

use super::Check;
use crate::case::evaluation::{Evaluation, JudgedCertificate, JudgedList};
use crate::report::Evidence;

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[
    &does_not_hold::CHECK,
    &signer_missing::CHECK,
    &signer_expired::CHECK,
    &unexpected_signer::CHECK,
    &digest::CHECK,
    &weak_key::CHECK,
    &unknown_file_signer::CHECK,
];

/// Applies when the case has a trust list or a signed file.
fn any_signature(evaluation: &Evaluation<'_>) -> bool {
    !evaluation.lists.is_empty() || !evaluation.files.is_empty()
}

/// The record whose key the verdict rests on, or else the first that the header names as signer, with its certificate.
fn signer<'a, 'case>(
    evaluation: &'a Evaluation<'case>,
    list: &JudgedList<'case>,
) -> Option<(usize, &'a JudgedCertificate<'case>)> {
    let proven = list.verdict.origin.and_then(|origin| origin.record);
    let named = || list.contents.list.signer_records().into_iter().map(|(number, _)| number).next();
    let number = proven.or_else(named)?;
    let sha256 = &list.certificate(number)?.sha256;
    let certificate = evaluation.certificate(sha256)?;
    Some((number, certificate))
}

/// Evidence: the signer's record with its certificate.
fn signer_evidence(list: &JudgedList<'_>, number: usize, certificate: &JudgedCertificate<'_>) -> Evidence {
    Evidence {
        input: Some(list.input.id),
        record: Some(number),
        certificate: Some(certificate.entry.sha256.clone()),
        offset: None,
    }
}
