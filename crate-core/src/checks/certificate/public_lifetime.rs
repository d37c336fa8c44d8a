//! CRT-15

use super::super::{Check, Observations, any_certificate};
use super::{evidence, holder, public_issuer};
use crate::case::evaluation::Evaluation;
use crate::renewals::public_lifetimes::{limit, renewals_a_year};
use crate::report::{Identity, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "CRT-15",
    severity: Severity::Warning,
    title: "A public certificate is not valid longer than the rules of its day allow",
    meaning: "Public authorities may issue for 398 days until 14 March 2026, for 200 days from 15 March 2026, for 100 days from 15 March 2027 and for 47 days from 15 March 2029. A longer one is refused by browsers. A short one has to be renewed several times a year, and where Tomcat is reused as CallManager each renewal changes every trust list.",
    symptoms: "Browsers refuse a certificate that is valid too long. Renewals become frequent.",
    plan: None,
    remedy: "Have a certificate that is too long issued anew. Automate the renewals, or use a private authority for names that only phones and servers look at.",
    source: "CA/Browser Forum ballot SC-081v3; Cisco field notice FN74345",
    since: "0.1",
    needs: "a certificate of a public authority",
    wants: &[],
    applies: any_certificate,
    run,
};

/// Days that were usual before there were such rules; a case may be judged by a date before them.
const LIMIT_BEFORE: u32 = 398;

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for judged in evaluation.certificates.iter().filter(|judged| public_issuer(judged).is_some()) {
        let x509 = &judged.entry.certificate;
        let Some(allowed) = limit(x509.not_before()) else { continue };
        let days = x509.not_before().days_until(x509.not_after());
        // One second more begins another day by the rules; a day of slack spares who counts the last second differently.
        if days > i64::from(allowed) {
            let title = format!("{} is valid longer than allowed", holder(judged));
            let detail = format!(
                "It is valid for {days} days from {}; {allowed} are allowed for one that begins on that day.",
                x509.not_before().date()
            );
            observations.say(title, detail, evidence(judged));
        } else {
            let now = limit(evaluation.at).unwrap_or(LIMIT_BEFORE);
            let renewals = renewals_a_year(now);
            let title = format!("{} has to be renewed {renewals} times a year", holder(judged));
            let mut detail = format!("A public certificate may be valid for {now} days today.");
            if matches!(judged.identity, Identity::Callmanager | Identity::CallmanagerEcdsa) {
                detail.push_str(" It stands in the trust lists: each renewal changes them, and in mixed mode asks for a CTL update.");
            }
            observations.say_as(Severity::Info, title, detail, evidence(judged));
        }
    }
}
