//! CRT-05

use super::super::{Check, Observations, any_certificate};
use super::{all_evidence, holder, is_servers};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::report::Severity;
use crate::text::listed_briefly;
use crate::timestamp::Timestamp;

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

/// Why a day is awkward, if it is.
fn day(moment: Timestamp) -> Option<&'static str> {
    const SECONDS_PER_DAY: i64 = 86_400;
    let date = moment.date();
    let (month, day) = (date.get(5..7)?, date.get(8..10)?);
    if (month == "12" && day >= "28") || (month == "01" && day <= "03") {
        return Some("around the turn of the year");
    }
    // 1970-01-01 was a Thursday.
    match (moment.unix().div_euclid(SECONDS_PER_DAY) + 3).rem_euclid(7) {
        5 => Some("a Saturday"),
        6 => Some("a Sunday"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn awkward_days() {
        let said = |date: &str| day(Timestamp::parse(date).unwrap());
        assert_eq!(said("2026-11-28"), Some("a Saturday"));
        assert_eq!(said("2026-11-29"), Some("a Sunday"));
        assert_eq!(said("2026-11-30"), None);
        assert_eq!(said("2026-12-31"), Some("around the turn of the year"));
        assert_eq!(said("2027-01-04"), None);
        assert_eq!(said("1969-12-27"), Some("a Saturday"));
    }
}
