//! CRT-03

use super::super::{Check, Observations, any_certificate};
use super::{breaks, evidence};
use crate::case::evaluation::Evaluation;
use crate::plan::Key;
use crate::report::{Identity, Severity};

/// Days before expiry at which it becomes a warning, and an error.
const WARN: i64 = 90;
const URGE: i64 = 30;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CRT-03",
    severity: Severity::Warning,
    title: "No certificate is about to expire or not valid yet",
    meaning: "A renewal takes a change window, and phones need to take the new list before the next change. Ninety days leave time; at thirty days it is \
              urgent. A certificate that is not valid yet comes from a wrong clock, or was made for a later change.",
    symptoms: "Nobody yet. On the day it expires, see what is said of an expired one (CRT-02).",
    plan: None,
    remedy: "Plan the renewal now, one kind of certificate at a time. For one that is not valid yet, \
             check the clock of the server that made it.",
    source: "Cisco Security Guide 14, Certificates (Certificate Monitor)",
    since: "0.1",
    needs: "a certificate",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for certificate in &evaluation.certificates {
        let x509 = &certificate.entry.certificate;
        let name = x509.subject().common_name();
        let days = evaluation.at.days_until(x509.not_after());
        if x509.not_before() > evaluation.at {
            let detail =
                format!("It is valid from {}; judged by {}.", x509.not_before().for_people(), evaluation.at.date());
            observations
                .say_as(Severity::Error, format!("{name} is not valid yet"), detail, evidence(certificate))
                .felt_by("Until then, whoever looks at dates refuses it.")
                .advise("See whether the date that the case is judged by is right; then check the clock of the server that made the certificate.");
        // That the certificate of a phone ends is PHN-02's.
        } else if x509.not_after() >= evaluation.at && days < WARN && certificate.identity != Identity::Lsc {
            let severity = if days < URGE { Severity::Error } else { Severity::Warning };
            let detail = format!(
                "It is valid until {} ({}). {}",
                x509.not_after().for_people(),
                x509.not_after().relative_to(evaluation.at),
                breaks(certificate.identity)
            );
            let title = format!("{name} expires {}", x509.not_after().relative_to(evaluation.at));
            observations
                .say_as(severity, title, detail.trim_end(), evidence(certificate))
                .by_plan(Key::renewing(certificate.identity));
        }
    }
}
