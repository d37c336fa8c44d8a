//! ROL-01

use super::super::certificate::{all_evidence, holder};
use super::super::{Check, Observations, any_certificate};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::case::identity::{Confidence, confidence};
use crate::report::Severity;
use crate::text::{count, listed_briefly};

pub(in crate::checks) static CHECK: Check = Check {
    id: "ROL-01",
    severity: Severity::Info,
    title: "It is certain what each certificate is",
    meaning: "Nothing in a certificate says outright which service it is of. Names that CUCM, CAPF and Cisco's factory give, roles in trust lists and \
              outputs of the command line tell for certain. The name of a file can be anybody's, and some certificates bear no sign at all. What is \
              said of a certificate here rests on what it was taken for.",
    symptoms: "",
    plan: None,
    remedy: "Add the trust lists, or the output of \"show cert own NAME\" of the server, which name each certificate; or call the file as the certificate \
             management page does (CallManager.pem, tomcat.pem).",
    source: "Cisco Security Guide 14, Certificates",
    since: "0.1",
    needs: "a certificate",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let mut weak: Vec<&JudgedCertificate<'_>> = Vec::new();
    let mut none: Vec<&JudgedCertificate<'_>> = Vec::new();
    for judged in &evaluation.certificates {
        // Authorities, and other people's certificates in trust stores, have no role to be told.
        if judged.entry.certificate.is_ca() || evaluation.holdings.is_only_stored(&judged.entry.sha256) {
            continue;
        }
        match confidence(judged.entry) {
            Confidence::Strong => {}
            Confidence::Weak => weak.push(judged),
            Confidence::None => none.push(judged),
        }
    }
    let mut parts = Vec::new();
    if !weak.is_empty() {
        let named: Vec<String> = weak.iter().map(|judged| reason(judged)).collect();
        parts.push(format!("Told by a weak sign: {}.", listed_briefly(&named)));
    }
    if !none.is_empty() {
        let names: Vec<String> = none.iter().map(|judged| holder(judged)).collect();
        parts.push(format!("Not told by anything: {}.", listed_briefly(&names)));
    }
    let all: Vec<&JudgedCertificate<'_>> = weak.into_iter().chain(none).collect();
    if !all.is_empty() {
        let verb = if all.len() == 1 { "is" } else { "are" };
        let title = format!("It is not certain what {} {verb}", count(all.len(), "certificate"));
        observations.say(title, parts.join(" "), all_evidence(&all));
    }
}

/// "CallManager of cucm-pub (its file is called CallManager.pem)".
fn reason(judged: &JudgedCertificate<'_>) -> String {
    let reason = judged.identity_reason.trim_end_matches('.');
    let mut letters = reason.chars();
    let reason: String = letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect();
    format!("{} ({reason})", holder(judged))
}
