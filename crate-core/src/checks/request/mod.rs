//! CSR: does a request ask for what its role needs, and does a certificate answer it?

pub(super) mod another_key;
pub(super) mod missing_node;
pub(super) mod names_differ;
pub(super) mod organisational_unit;
pub(super) mod subject_differs;
#[cfg(test)]
mod tests;
pub(super) mod usage;

use super::Check;
use super::input;
use crate::case::evaluation::{Evaluation, JudgedRequest};
use crate::case::inventory::Entry;
use crate::formats::certificate::GeneralName;
use crate::report::Evidence;
use crate::text::listed;
use std::collections::BTreeSet;

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[
    &another_key::CHECK,
    &names_differ::CHECK,
    &subject_differs::CHECK,
    &usage::CHECK,
    &missing_node::CHECK,
    &organisational_unit::CHECK,
];

/// Applies when the case has a request.
fn any_request(evaluation: &Evaluation<'_>) -> bool {
    !evaluation.requests.is_empty()
}

/// What a request is called in titles: the name that it asks for, else its file.
fn called(judged: &JudgedRequest<'_>) -> String {
    if judged.request.subject().is_empty() {
        judged.input.short_name().to_owned()
    } else {
        judged.request.subject().common_name()
    }
}

/// The certificate that an authority issued for a request; the newest, where the same key was certified more than once. A self-signed
/// certificate with the key is nobody's answer.
fn answer<'case>(judged: &JudgedRequest<'case>) -> Option<&'case Entry> {
    let issued = judged.answers.iter().copied().filter(|entry| !entry.certificate.is_self_issued());
    issued.max_by_key(|entry| entry.certificate.not_before())
}

/// Evidence: a request and a certificate.
fn pair(judged: &JudgedRequest<'_>, entry: &Entry) -> Vec<Evidence> {
    vec![input(judged.input.id), certificate(entry)]
}

/// Evidence: a certificate and the first place where it was found.
fn certificate(entry: &Entry) -> Evidence {
    let place = entry.places.first();
    Evidence {
        input: place.map(|place| place.input),
        record: place.and_then(|place| place.record),
        certificate: Some(entry.sha256.clone()),
        offset: None,
    }
}

/// Alternative names as a set; upper and lower case are alike, as in the names of hosts.
fn name_set(names: &[GeneralName]) -> BTreeSet<String> {
    names.iter().map(|name| format!("{}: {}", name.kind(), name.text().to_ascii_lowercase())).collect()
}
