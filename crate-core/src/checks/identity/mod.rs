//! ROL: is each certificate what its name says, and able to do what its role does?

pub(super) mod capf_authority;
pub(super) mod capf_end_entity;
pub(super) mod file_name;
pub(super) mod recovery_expires;
pub(super) mod recovery_key;
pub(super) mod uncertain;

use super::Check;
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::report::Identity;
use std::collections::HashSet;

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[
    &uncertain::CHECK,
    &file_name::CHECK,
    &capf_authority::CHECK,
    &capf_end_entity::CHECK,
    &recovery_key::CHECK,
    &recovery_expires::CHECK,
];

/// The certificates of a kind that the cluster uses now: those that servers hold; where the case tells nothing of that, those in trust lists.
/// What lies in trust stores alone is of the past, or of other clusters.
pub(super) fn in_use<'e, 'case>(
    evaluation: &'e Evaluation<'case>,
    identity: Identity,
) -> Vec<&'e JudgedCertificate<'case>> {
    let current: HashSet<&str> =
        evaluation.holdings.current(identity).iter().map(|holding| holding.entry.sha256.as_str()).collect();
    let is_used = |judged: &&JudgedCertificate<'_>| {
        if current.is_empty() {
            judged.entry.places.iter().any(|place| place.record.is_some())
        } else {
            current.contains(judged.entry.sha256.as_str())
        }
    };
    evaluation.certificates.iter().filter(|judged| judged.identity == identity).filter(is_used).collect()
}

/// Applies when the case has a CAPF certificate.
fn any_capf(evaluation: &Evaluation<'_>) -> bool {
    has(evaluation, Identity::Capf)
}

/// Applies when the case has an ITLRecovery certificate.
fn any_recovery(evaluation: &Evaluation<'_>) -> bool {
    has(evaluation, Identity::Itlrecovery)
}

fn has(evaluation: &Evaluation<'_>, identity: Identity) -> bool {
    evaluation.certificates.iter().any(|judged| judged.identity == identity)
}
