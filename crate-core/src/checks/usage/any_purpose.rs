//! EKU-04

use super::super::certificate::{all_evidence, holder};
use super::super::{Check, Observations, any_certificate};
use super::needs::needs;
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::report::Severity;
use crate::text::{count, listed_briefly};

pub(in crate::checks) static CHECK: Check = Check {
    id: "EKU-04",
    severity: Severity::Info,
    title: "The certificate of a service says what it may be used for",
    meaning: "A certificate without extended key usage may be used for everything. Self-signed certificates of old releases are like that, and nothing is \
              wrong with it.",
    symptoms: "Nobody feels it.",
    plan: None,
    remedy: "Nothing needs to be done. The next renewal brings an extended key usage.",
    source: "RFC 5280 section 4.2.1.12; Cisco Security Guide 14SU2, Certificates, table of key usage",
    since: "0.1",
    needs: "a certificate of CallManager, TVS, IPsec, Tomcat or CAPF",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let silent: Vec<&JudgedCertificate<'_>> = evaluation
        .certificates
        .iter()
        .filter(|judged| needs(judged.identity).is_some() && judged.entry.certificate.extended_key_usage().is_none())
        .collect();
    if silent.is_empty() {
        return;
    }
    let names: Vec<String> = silent.iter().map(|judged| holder(judged)).collect();
    let title = match names.as_slice() {
        [only] => format!("{only} has no extended key usage"),
        _ => format!("{} of services have no extended key usage", count(names.len(), "certificate")),
    };
    let detail = format!("So they may be used for everything: {}.", listed_briefly(&names));
    observations.say(title, detail, all_evidence(&silent));
}
