//! CRT-02

use super::super::{Check, Observations, any_certificate};
use super::{breaks, evidence};
use crate::case::evaluation::Evaluation;
use crate::report::Severity;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CRT-02",
    severity: Severity::Error,
    title: "No certificate has expired",
    meaning: "CUCM, browsers, trunks and RADIUS servers look at the dates of a certificate and refuse one that has expired. Phones look whether a \
              certificate stands in their list; so an expired one that is only in a trust list is a warning, not an outage.",
    symptoms: "",
    plan: None,
    remedy: "Renew it by the plan of its kind (P-CM, P-CAPF, P-TVS, P-TOMCAT, P-IPSEC, P-ITLREC), one kind at a time, waiting for all phones to register \
             in between. An expired certificate in a trust store is deleted there (P-EXPIRED-TRUST).",
    source: "Cisco doc 214231",
    since: "0.1",
    needs: "a certificate",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for certificate in &evaluation.certificates {
        let expires = certificate.entry.certificate.not_after();
        if expires >= evaluation.at {
            continue;
        }
        let listed_only = certificate.entry.places.iter().all(|place| place.record.is_some());
        let severity = if listed_only { Severity::Warning } else { Severity::Error };
        let name = certificate.entry.certificate.subject().common_name();
        let detail = format!(
            "It was valid until {} ({}). {}",
            expires.for_people(),
            expires.relative_to(evaluation.at),
            breaks(certificate.identity)
        );
        observations.say_as(severity, format!("{name} has expired"), detail.trim_end(), evidence(certificate));
    }
}
