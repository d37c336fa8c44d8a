//! CRT-02

use super::super::{Check, Observations, any_certificate};
use super::{breaks, evidence};
use crate::case::evaluation::Evaluation;
use crate::plan::Key;
use crate::report::{Identity, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "CRT-02",
    severity: Severity::Error,
    title: "No certificate has expired",
    meaning: "CUCM, browsers, trunks and RADIUS servers look at the dates of a certificate and refuse one that has expired. Phones look whether a \
              certificate stands in their list; so an expired one that is only in a trust list is a warning, not an outage.",
    symptoms: "Depends on its kind: administrators and phone services (Tomcat), encrypted phones and trunks (CallManager), issuing of LSCs (CAPF), backups (IPsec).",
    plan: None,
    remedy: "Renew it, one kind of certificate at a time, waiting for all phones to register in between. One that only lies in a trust store is deleted there.",
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
        // Those of phones are PHN-02's.
        if expires >= evaluation.at || certificate.identity == Identity::Lsc {
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
        // What lies in a trust store is deleted there, not renewed.
        let is_kept = evaluation.holdings.is_only_stored(&certificate.entry.sha256);
        let plan = if is_kept { Some(Key::ExpiredTrust) } else { Key::renewing(certificate.identity) };
        let severity = if is_kept { Severity::Warning } else { severity };
        observations
            .say_as(severity, format!("{name} has expired"), detail.trim_end(), evidence(certificate))
            .by_plan(plan);
    }
}
