//! CSR-01

use super::super::{Check, Observations, input};
use super::{any_request, called, certificate, name_set, pair};
use crate::case::evaluation::{Evaluation, JudgedRequest};
use crate::case::inventory::Entry;
use crate::report::{Evidence, Severity};
use crate::text::count;

/// Days for which a certificate is taken for one that has just come from the authority.
const FRESH: i64 = 30;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CSR-01",
    severity: Severity::Error,
    title: "A certificate has the key of the request that it answers",
    meaning: "The private key stays on the server that made the request. A certificate with another public key, issued for an earlier request or for \
              one of another server, cannot be used with it, and CUCM refuses the upload (\"CAA1015\", public keys differ). Every new request \
              on a server throws the key of the one before away.",
    remedy: "Download the request that is on the server now (OS Administration, Certificate Management, or \"show csr own\"), have exactly that one \
             answered, and make no new request until the certificate is uploaded.",
    source: "Cisco HCM-F error list, CAA1015",
    since: "0.1",
    applies: any_request,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for judged in &evaluation.requests {
        if judged.answers.is_empty() {
            look_for_mistaken(evaluation, judged, observations);
        } else {
            say_answers(judged, observations);
        }
    }
}

fn say_answers(judged: &JudgedRequest<'_>, observations: &mut Observations) {
    let described = judged.answers.iter().map(|entry| {
        let issuer = if entry.certificate.is_self_issued() {
            "which is self-signed".to_owned()
        } else {
            format!("issued by {}", entry.certificate.issuer().common_name())
        };
        let holder = entry.certificate.subject().common_name();
        format!("{holder}, {issuer}, valid until {}", entry.certificate.not_after().date())
    });
    let detail = format!("With the same public key: {}.", described.collect::<Vec<_>>().join("; "));
    let evidence = [input(judged.input.id)].into_iter().chain(judged.answers.iter().map(|entry| certificate(entry)));
    let title = format!("The request for {} is answered in the case", called(judged));
    observations.say_as(Severity::Info, title, detail, evidence.collect());
}

/// How sure it is that a certificate was meant as the answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Meant {
    /// It has the names of the request, as an earlier certificate of the server has.
    Perhaps,
    /// It was issued just now, or has the file name of the request.
    Likely,
    /// It stands in one file with the request, or has its file name and was issued just now.
    Surely,
}

/// No certificate has the key: one that was meant to have it?
fn look_for_mistaken(evaluation: &Evaluation<'_>, judged: &JudgedRequest<'_>, observations: &mut Observations) {
    let found: Vec<(Meant, &Entry)> = evaluation
        .certificates
        .iter()
        .filter(|certificate| !certificate.entry.certificate.is_self_issued() && !certificate.entry.certificate.is_ca())
        .filter_map(|certificate| Some((meant(evaluation, judged, certificate.entry)?, certificate.entry)))
        .collect();
    let Some(surest) = found.iter().map(|(meant, _)| *meant).max() else { return };
    if surest == Meant::Perhaps {
        let evidence: Vec<Evidence> =
            [input(judged.input.id)].into_iter().chain(found.iter().map(|(_, entry)| certificate(entry))).collect();
        let detail = format!(
            "The case has {} of that name with another key. That is right as long as the authority has not answered yet; a certificate of an \
             earlier request cannot be used with this one.",
            count(found.len(), "certificate")
        );
        let title = format!("No certificate of the case answers the request for {} yet", called(judged));
        observations.say_as(Severity::Info, title, detail, evidence);
        return;
    }
    for (_, entry) in found.iter().filter(|(meant, _)| *meant == surest) {
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
        let title = format!(
            "The certificate of {holder} does not answer the request for {}: its key is another",
            called(judged)
        );
        observations.say_as(severity, title, detail, pair(judged, entry));
    }
}

/// Whether a certificate was meant as the answer to a request whose key it has not.
fn meant(evaluation: &Evaluation<'_>, judged: &JudgedRequest<'_>, entry: &Entry) -> Option<Meant> {
    let request = judged.request;
    let names = |name: &crate::distinguished_name::DistinguishedName| {
        name.get("CN").map(|name| name.trim().to_ascii_lowercase())
    };
    let same_name = names(request.subject())
        .is_some_and(|name| !name.is_empty() && names(entry.certificate.subject()) == Some(name));
    let asked = name_set(request.subject_alternative_names());
    let same_alternatives = !asked.is_empty() && asked == name_set(entry.certificate.subject_alternative_names());
    if !(same_name || same_alternatives) {
        return None;
    }
    let alone: Vec<usize> =
        entry.places.iter().filter(|place| place.record.is_none()).map(|place| place.input).collect();
    let same_file = alone.contains(&judged.input.id);
    let same_stem = evaluation.inputs.iter().filter(|other| alone.contains(&other.id)).any(|other| {
        other.parent == judged.input.parent && stem(other.short_name()) == stem(judged.input.short_name())
    });
    let age = entry.certificate.not_before().days_until(evaluation.at);
    let fresh = (0..=FRESH).contains(&age);
    Some(match (same_file, same_stem, fresh) {
        (true, _, _) | (_, true, true) => Meant::Surely,
        (_, _, true) => Meant::Likely,
        _ => Meant::Perhaps,
    })
}

/// `tomcat` of `tomcat.csr`, in lower case.
fn stem(name: &str) -> String {
    name.split('.').next().unwrap_or(name).to_ascii_lowercase()
}
