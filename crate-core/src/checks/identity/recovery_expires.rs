//! ROL-06

use super::super::certificate::evidence;
use super::super::{Check, Fact, Observations};
use super::{any_recovery, in_use};
use crate::case::Release;
use crate::case::evaluation::Evaluation;
use crate::plan::Key;
use crate::report::{Identity, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "ROL-06",
    severity: Severity::Info,
    title: "ITLRecovery outlives the certificates that it has to rescue",
    meaning: "ITLRecovery is the anchor that phones still trust when everything else was renewed; from 12.0 it signs the trust lists. 12.x made it for \
              twenty years; 14 makes it for five unless told otherwise, so that it ends together with the certificates that it should outlive. Its \
              renewal changes the signer of all lists and is the most delicate of all.",
    symptoms: "Nobody feels it before it ends. Then the lists cannot be renewed without the risk of locking phones out.",
    plan: Some(Key::Itlrecovery),
    remedy: "Plan its renewal by itself, long before the other certificates are due, with all phones registered, and choose a lifetime of 15 or 20 years \
             where the release offers it (14 and later).",
    source: "Cisco Security Guide 14, Certificates (ITLRecovery); Preferred Architecture for Cisco Collaboration 12.x, Security",
    since: "0.1",
    needs: "an ITLRecovery certificate",
    wants: &[],
    applies: any_recovery,
    run,
};

/// Days before its end from which on it is worth knowing, and from which on it is time.
const KNOW: i64 = 730;
const ACT: i64 = 183;

/// Five years, with their leap days.
const FIVE_YEARS: i64 = 1827;

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let makes_it_short = evaluation.releases.at_least(Release::new(14, 0));
    for judged in in_use(evaluation, Identity::Itlrecovery) {
        let x509 = &judged.entry.certificate;
        let days = evaluation.at.days_until(x509.not_after());
        let lifetime = x509.not_before().days_until(x509.not_after());
        let name = x509.subject().common_name();
        let until = format!("It is valid until {}, {} days in all.", x509.not_after().date(), lifetime);
        if days < 0 {
            // That it has expired is CRT-02's.
        } else if days < KNOW {
            let severity = if days < ACT { Severity::Warning } else { Severity::Info };
            let title = format!("{name} ends {}", x509.not_after().relative_to(evaluation.at));
            observations.say_as(severity, title, until, evidence(judged));
        } else if lifetime <= FIVE_YEARS {
            match makes_it_short {
                Some(true) => {
                    let title = format!("{name} is made for five years only");
                    let detail = format!("{until} The certificates of the services end about when it does.");
                    observations.say(title, detail, evidence(judged));
                }
                Some(false) => {}
                None => observations.lack([Fact::Release]),
            }
        }
    }
}
