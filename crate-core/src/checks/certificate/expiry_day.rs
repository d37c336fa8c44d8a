//! CRT-05

use super::super::{Check, Observations, any_certificate};
use super::{all_evidence, holder, is_servers};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::renewals::awkward as day;
use crate::report::Severity;
use crate::text::listed_briefly;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CRT-05",
    severity: Severity::Info,
    title: "No certificate of a server expires when nobody is there",
    meaning: "A certificate that runs out on a weekend or around the turn of the year fails when the change window is closed and few people watch.",
    symptoms: "",
    plan: None,
    remedy: "Plan the renewal some weeks earlier, on a working day.",
    source: "Good practice of operations; no document of Cisco asks for it",
    since: "0.1",
    needs: "a certificate of a server that expires within two years",
    wants: &[],
    applies: any_certificate,
    run,
};

/// Days ahead that are worth a plan.
const AHEAD: i64 = 730;

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let awkward: Vec<&JudgedCertificate<'_>> = evaluation
        .certificates
        .iter()
        .filter(|judged| {
            let expires = judged.entry.certificate.not_after();
            let ahead = evaluation.at.days_until(expires);
            is_servers(judged.identity) && expires >= evaluation.at && ahead <= AHEAD && day(expires).is_some()
        })
        .collect();
    if awkward.is_empty() {
        return;
    }
    let said: Vec<String> = awkward
        .iter()
        .map(|judged| {
            let expires = judged.entry.certificate.not_after();
            format!("{} on {}, {}", holder(judged), expires.date(), day(expires).unwrap_or_default())
        })
        .collect();
    let title = match awkward.as_slice() {
        [only] => format!("{} expires on an awkward day", holder(only)),
        several => format!("{} certificates expire on awkward days", several.len()),
    };
    observations.say(title, format!("It is {}.", listed_briefly(&said)), all_evidence(&awkward));
}
