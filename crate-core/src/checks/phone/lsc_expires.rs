//! PHN-02

use super::super::certificate::all_evidence;
use super::super::{Check, Observations};
use super::{MOST_NAMED, any_lsc, device, lscs, subject};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::report::Severity;
use crate::text::listed_briefly;

pub(in crate::checks) static CHECK: Check = Check {
    id: "PHN-02",
    severity: Severity::Error,
    title: "No LSC has expired or is about to",
    meaning: "An LSC is valid for at most five years. CUCM looks at its dates when the phone registers encrypted; 802.1X and VPN servers do too. A phone \
              shows its LSC as long as one is installed, and does not fall back to its MIC.",
    symptoms: "The phone does not register encrypted, and drops out of the network where 802.1X rests on the LSC.",
    plan: None,
    remedy: "Issue a new LSC (certificate operation Install/Upgrade, in bulk where there are many) while the phones are still registered. A phone whose LSC has expired registers with a non-secure profile first.",
    source: "Cisco doc 200860, Q&A on CUCM phone certificates; Preferred Architecture for Cisco Collaboration 12.x, Security",
    since: "0.1",
    needs: "an LSC",
    wants: &[],
    applies: any_lsc,
    run,
};

/// Days before the end at which it becomes a warning.
const WARN: i64 = 90;

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let mut expired: Vec<&JudgedCertificate<'_>> = Vec::new();
    let mut expiring: Vec<&JudgedCertificate<'_>> = Vec::new();
    for judged in lscs(evaluation) {
        let end = judged.entry.certificate.not_after();
        if end < evaluation.at {
            expired.push(judged);
        } else if evaluation.at.days_until(end) < WARN {
            expiring.push(judged);
        }
    }
    for group in [&mut expired, &mut expiring] {
        group.sort_by_key(|judged| judged.entry.certificate.not_after());
    }
    say(evaluation, Severity::Error, &expired, ("has expired", "have expired"), observations);
    say(evaluation, Severity::Warning, &expiring, ("expires soon", "expire soon"), observations);
}

fn say(
    evaluation: &Evaluation<'_>,
    severity: Severity,
    group: &[&JudgedCertificate<'_>],
    (one, many): (&str, &str),
    observations: &mut Observations,
) {
    if group.is_empty() {
        return;
    }
    let (who, is_one) = subject("LSC", group);
    let ends: Vec<String> = group
        .iter()
        .map(|judged| {
            let end = judged.entry.certificate.not_after();
            format!("{} on {} ({})", device(judged), end.date(), end.relative_to(evaluation.at))
        })
        .collect();
    let title = format!("{who} {}", if is_one { one } else { many });
    let detail = format!("The end of each: {}.", listed_briefly(&ends));
    observations.say_as(severity, title, detail, all_evidence(group.get(..MOST_NAMED).unwrap_or(group)));
}
