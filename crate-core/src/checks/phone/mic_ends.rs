//! PHN-04

use super::super::certificate::all_evidence;
use super::super::{Check, Observations};
use super::{any_mic, device, devices, subject};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::case::known_cisco;
use crate::report::{Identity, Severity};
use crate::timestamp::Timestamp;
use crate::verify::chain::chain;
use std::collections::{BTreeMap, HashSet};

pub(in crate::checks) static CHECK: Check = Check {
    id: "PHN-04",
    severity: Severity::Warning,
    title: "No MIC, and no CA above one, ends before or on 14 May 2029",
    meaning: "Nobody can renew a manufacturing installed certificate. Cisco Root CA 2048, Cisco Manufacturing CA and ACT2 SUDI CA end on 14 May 2029 at \
              20:25:42 UTC, and every MIC under them with them, whatever date stands in it. A phone with an LSC shows that and does not feel it, until \
              CAPF shall authenticate it by its MIC again.",
    symptoms: "From then on the phone registers encrypted with an LSC only, and gets a first LSC by an authentication string or null string only.",
    plan: None,
    remedy: "Install LSCs on these phones while their MICs can still authenticate them, and keep the LSCs renewed.",
    source: "The certificates of Cisco's CAs; Preferred Architecture for Cisco Collaboration 12.x, Security",
    since: "0.1",
    needs: "a MIC",
    wants: &[],
    applies: any_mic,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let with_lsc: HashSet<String> =
        evaluation.certificates.iter().filter(|judged| judged.identity == Identity::Lsc).map(device).collect();
    // By whether it has ended, what ends, and whether an LSC is known; then by the day.
    let mut groups: BTreeMap<(bool, bool, String, Timestamp), Vec<&JudgedCertificate<'_>>> = BTreeMap::new();
    for judged in evaluation.certificates.iter().filter(|judged| judged.identity == Identity::Mic) {
        let way = chain(evaluation, judged);
        let Some((link, end)) = way.first_to_expire().filter(|(_, end)| end.unix() <= known_cisco::END_OF_ROOT_2048)
        else {
            continue;
        };
        let itself = link.sha256() == Some(judged.entry.sha256.as_str());
        let what = if itself { String::new() } else { link.common_name() };
        // MICs that end by themselves do so each on its own day.
        let day = if itself { Timestamp::from_unix(0) } else { end };
        let key = (end >= evaluation.at, with_lsc.contains(&device(judged)), what, day);
        groups.entry(key).or_default().push(judged);
    }
    for ((still_valid, has_lsc, what, day), group) in groups {
        let (who, is_one) = subject("MIC", &group);
        let verb = match (still_valid, is_one) {
            (true, true) => "ends",
            (true, false) => "end",
            (false, true) => "has ended",
            (false, false) => "have ended",
        };
        let title = if what.is_empty() {
            let ends = group.iter().map(|judged| judged.entry.certificate.not_after());
            let first = ends.clone().min().unwrap_or(day);
            let from = if is_one { "on" } else { "from" };
            format!("{who} {verb} {from} {}{}", first.date(), if is_one { "" } else { " on" })
        } else {
            format!("{who} {verb} with {what} on {}", day.date())
        };
        let lsc = if has_lsc {
            " The case has an LSC of each, which the phone shows instead."
        } else {
            " The case has no LSC of them."
        };
        let severity = if has_lsc { Severity::Info } else { Severity::Warning };
        let detail = format!("Phones: {}.{lsc}", devices(&group));
        observations.say_as(severity, title, detail, all_evidence(&group));
    }
}
