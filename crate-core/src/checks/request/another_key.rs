//! CSR-01

use super::super::{Check, Observations, input};
use super::{any_request, called, certificate, name_set, pair};
use crate::case::evaluation::{Evaluation, JudgedRequest};
use crate::case::input::Input;
use crate::case::inventory::Entry;
use crate::distinguished_name::DistinguishedName;
use crate::formats::request::CertificateRequest;
use crate::report::{Evidence, Severity};
use crate::text::count;
use crate::timestamp::Timestamp;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Days for which a certificate is taken for one that has just come from the authority.
const FRESH: i64 = 30;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CSR-01",
    severity: Severity::Error,
    title: "A certificate has the key of the request that it answers",
    meaning: "The private key stays on the server that made the request. A certificate with another public key, issued for an earlier request or for \
              one of another server, cannot be used with it, and CUCM refuses the upload (\"CAA1015\", public keys differ). Every new request \
              on a server throws the key of the one before away.",
    symptoms: "The upload is refused: the public key does not match (CAA1015).",
    plan: None,
    remedy: "Download the request that is on the server now (OS Administration, Certificate Management, or \"show csr own\"), have exactly that one \
             answered, and make no new request until the certificate is uploaded.",
    source: "Cisco HCM-F error list, CAA1015",
    since: "0.1",
    needs: "a certificate signing request",
    wants: &[],
    applies: any_request,
    run,
};

/// Most certificates that are named for one request.
const MOST_NAMED: usize = 8;

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let issued = Issued::of(evaluation);
    for judged in &evaluation.requests {
        if judged.answers.is_empty() {
            look_for_mistaken(&issued, judged, observations);
        } else {
            say_answers(judged, observations);
        }
    }
}

fn say_answers(judged: &JudgedRequest<'_>, observations: &mut Observations) {
    let described = judged.answers.iter().take(MOST_NAMED).map(|entry| {
        let issuer = if entry.certificate.is_self_issued() {
            "which is self-signed".to_owned()
        } else {
            format!("issued by {}", entry.certificate.issuer().common_name())
        };
        let holder = entry.certificate.subject().common_name();
        format!("{holder}, {issuer}, valid until {}", entry.certificate.not_after().date())
    });
    let detail = format!("With the same public key: {}.", described.collect::<Vec<_>>().join("; "));
    let title = format!("The request for {} is answered in the case", called(judged));
    observations.say_as(Severity::Info, title, detail, evidence(judged, judged.answers.iter().copied()));
}

/// The request and the certificates.
fn evidence<'case>(judged: &JudgedRequest<'_>, entries: impl Iterator<Item = &'case Entry>) -> Vec<Evidence> {
    [input(judged.input.id)].into_iter().chain(entries.take(MOST_NAMED).map(certificate)).collect()
}

/// The certificates that an authority issued for a server, by their names.
struct Issued<'case> {
    at: Timestamp,
    inputs: HashMap<usize, &'case Input>,
    by_common_name: HashMap<String, Vec<&'case Entry>>,
    by_alternatives: HashMap<BTreeSet<String>, Vec<&'case Entry>>,
}

impl<'case> Issued<'case> {
    fn of(evaluation: &Evaluation<'case>) -> Self {
        let mut issued = Self {
            at: evaluation.at,
            inputs: evaluation.inputs.iter().map(|input| (input.id, input)).collect(),
            by_common_name: HashMap::new(),
            by_alternatives: HashMap::new(),
        };
        let entries = evaluation.certificates.iter().map(|certificate| certificate.entry);
        for entry in entries.filter(|entry| !entry.certificate.is_self_issued() && !entry.certificate.is_ca()) {
            if let Some(name) = common_name(entry.certificate.subject()) {
                issued.by_common_name.entry(name).or_default().push(entry);
            }
            let names = name_set(entry.certificate.subject_alternative_names());
            if !names.is_empty() {
                issued.by_alternatives.entry(names).or_default().push(entry);
            }
        }
        issued
    }

    /// Those with the common name or all the alternative names that the request asks for.
    fn with_names_of(&self, request: &CertificateRequest) -> Vec<&'case Entry> {
        let named = common_name(request.subject()).and_then(|name| self.by_common_name.get(&name));
        let others = self.by_alternatives.get(&name_set(request.subject_alternative_names()));
        let mut known = HashSet::new();
        let all = named.into_iter().chain(others).flatten().copied();
        all.filter(|entry| known.insert(&entry.sha256)).collect()
    }
}

fn common_name(name: &DistinguishedName) -> Option<String> {
    name.get("CN").map(|name| name.trim().to_ascii_lowercase()).filter(|name| !name.is_empty())
}

/// How sure it is that a certificate was meant as the answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Meant {
    /// It has the names of the request, as an earlier certificate of the server has.
    Perhaps,
    /// It was issued just now.
    Likely,
    /// It stands in one file with the request, or has its file name and was issued just now.
    Surely,
}

/// No certificate has the key: one that was meant to have it?
fn look_for_mistaken(issued: &Issued<'_>, judged: &JudgedRequest<'_>, observations: &mut Observations) {
    let found = issued.with_names_of(judged.request);
    let found: Vec<(Meant, &Entry)> = found.into_iter().map(|entry| (meant(issued, judged, entry), entry)).collect();
    let Some(surest) = found.iter().map(|(meant, _)| *meant).max() else { return };
    if surest == Meant::Perhaps {
        let detail = format!(
            "The case has {} of that name with another key. That is right as long as the authority has not answered yet; a certificate of an \
             earlier request cannot be used with this one.",
            count(found.len(), "certificate")
        );
        let title = format!("No certificate of the case answers the request for {} yet", called(judged));
        observations.say_as(Severity::Info, title, detail, evidence(judged, found.iter().map(|(_, entry)| *entry)));
        return;
    }
    for (_, entry) in found.iter().filter(|(meant, _)| *meant == surest).take(MOST_NAMED) {
        let severity = if surest == Meant::Surely { Severity::Error } else { Severity::Warning };
        let holder = entry.certificate.subject().common_name();
        let doubt = if surest == Meant::Surely {
            ""
        } else {
            " If it is an earlier certificate of the server, that is as it should be."
        };
        let detail = format!(
            "It was issued by {} on {}, has the names of the request and another public key. The server cannot use it with the key that it \
             made for this request.{doubt}",
            entry.certificate.issuer().common_name(),
            entry.certificate.not_before().date()
        );
        let request = called(judged);
        let title = if request == holder {
            format!("The certificate of {holder} has another key than the request")
        } else {
            format!("The certificate of {holder} has another key than the request for {request}")
        };
        observations.say_as(severity, title, detail, pair(judged, entry));
    }
}

/// How sure it is that a certificate with the names of a request, but not its key, was meant as the answer.
fn meant(issued: &Issued<'_>, judged: &JudgedRequest<'_>, entry: &Entry) -> Meant {
    let alone: Vec<usize> =
        entry.places.iter().filter(|place| place.record.is_none()).map(|place| place.input).collect();
    let same_file = alone.contains(&judged.input.id);
    let same_stem = alone.iter().filter_map(|place| issued.inputs.get(place)).any(|other| {
        other.parent == judged.input.parent && stem(other.short_name()) == stem(judged.input.short_name())
    });
    let age = entry.certificate.not_before().days_until(issued.at);
    let fresh = (0..=FRESH).contains(&age);
    match (same_file, same_stem, fresh) {
        (true, _, _) | (_, true, true) => Meant::Surely,
        (_, _, true) => Meant::Likely,
        _ => Meant::Perhaps,
    }
}

/// `tomcat` of `tomcat.csr`, in lower case.
fn stem(name: &str) -> String {
    name.split('.').next().unwrap_or(name).to_ascii_lowercase()
}
