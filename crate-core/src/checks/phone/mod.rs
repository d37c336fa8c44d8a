//! PHN: are the certificates of phones sound, and does the cluster know them?

pub(super) mod another_phone;
pub(super) mod lsc_expires;
pub(super) mod mic_ends;
pub(super) mod mic_issuer;
pub(super) mod renewed_capf;
pub(super) mod unknown_issuer;
pub(super) mod weak_lsc;

use super::Check;
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::case::identity::phone;
use crate::formats::certificate::Certificate;
use crate::report::Identity;
use crate::text::listed_briefly;
use std::collections::HashMap;

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[
    &unknown_issuer::CHECK,
    &lsc_expires::CHECK,
    &mic_issuer::CHECK,
    &mic_ends::CHECK,
    &another_phone::CHECK,
    &weak_lsc::CHECK,
    &renewed_capf::CHECK,
];

/// Applies when the case has an LSC.
fn any_lsc(evaluation: &Evaluation<'_>) -> bool {
    has(evaluation, Identity::Lsc)
}

/// Applies when the case has a MIC.
fn any_mic(evaluation: &Evaluation<'_>) -> bool {
    has(evaluation, Identity::Mic)
}

fn has(evaluation: &Evaluation<'_>, identity: Identity) -> bool {
    evaluation.certificates.iter().any(|judged| judged.identity == identity)
}

/// The LSCs of the case, of each phone the newest: what was replaced is shown no more.
fn lscs<'e, 'case>(evaluation: &'e Evaluation<'case>) -> Vec<&'e JudgedCertificate<'case>> {
    let mut newest: HashMap<String, &JudgedCertificate<'case>> = HashMap::new();
    let all = || evaluation.certificates.iter().filter(|judged| judged.identity == Identity::Lsc);
    let starts = |judged: &JudgedCertificate<'_>| judged.entry.certificate.not_before();
    for judged in all() {
        let known = newest.entry(device(judged)).or_insert(judged);
        if starts(judged) > starts(known) {
            *known = judged;
        }
    }
    let is_newest = |judged: &&JudgedCertificate<'case>| {
        newest.get(&device(judged)).is_some_and(|newest| newest.entry.sha256 == judged.entry.sha256)
    };
    all().filter(is_newest).collect()
}

/// The device that a certificate names: `SEP001122334455`.
fn device(judged: &JudgedCertificate<'_>) -> String {
    let x509 = &judged.entry.certificate;
    phone(x509).map_or_else(|| x509.subject().common_name(), str::to_ascii_uppercase)
}

/// The devices of certificates, for a sentence.
fn devices(certificates: &[&JudgedCertificate<'_>]) -> String {
    let names: Vec<String> = certificates.iter().map(|judged| device(judged)).collect();
    listed_briefly(&names)
}

/// "the LSC of SEP001122334455", "12 LSCs": the subject of a title, and its verb.
fn subject(kind: &str, certificates: &[&JudgedCertificate<'_>]) -> (String, bool) {
    match certificates {
        [only] => (format!("The {kind} of {}", device(only)), true),
        several => (format!("{} {kind}s", several.len()), false),
    }
}

/// Country, organisation and unit, which an LSC takes from the certificate of its CAPF: in one spelling, for comparing.
fn organisation(x509: &Certificate) -> String {
    let part = |key: &str| x509.subject().get(key).unwrap_or_default().trim().to_lowercase();
    format!("{}\n{}\n{}", part("C"), part("O"), part("OU"))
}

/// The same for people: `C=US, O=Example, OU=Voice`.
fn organisation_text(x509: &Certificate) -> String {
    let parts =
        ["C", "O", "OU"].into_iter().filter_map(|key| Some(format!("{key}={}", x509.subject().get(key)?.trim())));
    let text = parts.collect::<Vec<_>>().join(", ");
    if text.is_empty() { "none of them".to_owned() } else { crate::text::visible(&text).into_owned() }
}

/// The most certificates that a finding about many phones names as evidence.
const MOST_NAMED: usize = 64;
