//! CRT-15

use super::super::{Check, Observations, any_certificate};
use super::{evidence, holder, public_issuer};
use crate::case::evaluation::Evaluation;
use crate::report::{Identity, Severity};
use crate::timestamp::Timestamp;

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

/// The limits: from when on (Unix time, UTC), and days.
const LIMITS: &[(i64, i64)] = &[
    (1_868_227_200, 47),  // 2029-03-15
    (1_805_068_800, 100), // 2027-03-15
    (1_773_532_800, 200), // 2026-03-15
    (1_598_918_400, 398), // 2020-09-01
];

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for judged in evaluation.certificates.iter().filter(|judged| public_issuer(judged).is_some()) {
        let x509 = &judged.entry.certificate;
        let Some(limit) = limit(x509.not_before()) else { continue };
        let days = x509.not_before().days_until(x509.not_after());
        // One second more begins another day by the rules; a day of slack spares who counts the last second differently.
        if days > limit {
            let title = format!("{} is valid longer than allowed", holder(judged));
            let detail = format!(
                "It is valid for {days} days from {}; {limit} are allowed for one that begins on that day.",
                x509.not_before().date()
            );
            observations.say(title, detail, evidence(judged));
        } else {
            let now = limit_at(evaluation.at);
            let renewals = 365_i64.div_euclid(now) + 1;
            let title = format!("{} has to be renewed {renewals} times a year", holder(judged));
            let mut detail = format!("A public certificate may be valid for {now} days today.");
            if matches!(judged.identity, Identity::Callmanager | Identity::CallmanagerEcdsa) {
                detail.push_str(" It stands in the trust lists: each renewal changes them, and in mixed mode asks for a CTL update.");
            }
            observations.say_as(Severity::Info, title, detail, evidence(judged));
        }
    }
}

/// Days that a certificate may be valid which begins at a moment; none before there were such rules.
fn limit(begins: Timestamp) -> Option<i64> {
    LIMITS.iter().find(|(from, _)| begins.unix() >= *from).map(|(_, days)| *days)
}

/// The same for one that would begin now.
fn limit_at(now: Timestamp) -> i64 {
    limit(now).unwrap_or(398)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_of_the_ballot() {
        let limit = |date: &str| limit(Timestamp::parse(date).unwrap());
        assert_eq!(limit("2019-01-01"), None);
        assert_eq!(limit("2026-03-14"), Some(398));
        assert_eq!(limit("2026-03-15"), Some(200));
        assert_eq!(limit("2027-03-14"), Some(200));
        assert_eq!(limit("2027-03-15"), Some(100));
        assert_eq!(limit("2029-03-14"), Some(100));
        assert_eq!(limit("2029-03-15"), Some(47));
    }
}
