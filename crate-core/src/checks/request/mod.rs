//! CSR: does a request ask for what its role needs, and does a certificate answer it?

pub(super) mod another_key;
pub(super) mod missing_node;
pub(super) mod names_differ;
pub(super) mod organisational_unit;
pub(super) mod subject_differs;
#[cfg(test)]
mod tests;
pub(super) mod usage;

use super::input;
use crate::case::evaluation::{Evaluation, JudgedRequest};
use crate::case::inventory::Entry;
use crate::formats::certificate::GeneralName;
use crate::report::Evidence;
use std::collections::BTreeSet;

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

/// "a", "a and b", "a, b and c".
fn listed(items: &[impl AsRef<str>]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.split_last() {
        None => String::new(),
        Some((only, [])) => (*only).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}
