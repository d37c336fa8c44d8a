//! What follows from what: one root cause is one headline, and its consequences stand under it.

use crate::report::Finding;
use std::collections::HashMap;

/// One cause with its consequences.
#[derive(Debug)]
struct Rule {
    /// The check that names the root of the matter.
    cause: &'static str,
    /// What ties a consequence to its cause.
    tie: Tie,
    /// Checks whose findings follow from it.
    consequences: &'static [&'static str],
}

/// What ties a consequence to its cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// Both are about one input.
    Input,
    /// Both speak of one certificate.
    Certificate,
    /// Both are about the cluster.
    Case,
}

const fn rule(cause: &'static str, tie: Tie, consequences: &'static [&'static str]) -> Rule {
    Rule { cause, tie, consequences }
}

/// Every cause, the deepest first: a finding is put under the first that claims it, and what stands under another is no headline any more.
static RULES: &[Rule] = &[
    // A file that is cut or altered fails in everything that is read of it.
    rule("FMT-02", Tie::Input, &["FMT-03", "FMT-05", "FMT-06", "SIG-01", "SIG-02", "ITL-01", "CTL-01", "XF-02"]),
    rule("FMT-06", Tie::Input, &["SIG-01"]),
    rule("FMT-03", Tie::Input, &["SIG-01"]),
    // What was emptied on purpose lacks everything that was taken out.
    rule("ITL-09", Tie::Input, &["FMT-05", "ITL-01", "ITL-02", "ITL-03", "ITL-04", "ITL-06", "ITL-07"]),
    rule("CTL-06", Tie::Input, &["FMT-05", "CTL-01", "CTL-05", "CTL-11"]),
    rule("ITL-01", Tie::Input, &["ITL-03", "ITL-04"]),
    rule("ITL-03", Tie::Input, &["ITL-04"]),
    rule("CTL-01", Tie::Input, &["CTL-05", "CTL-11"]),
    rule("CTL-03", Tie::Input, &["CTL-04"]),
    // Tokens cannot be renewed, only given up.
    rule("CTL-08", Tie::Input, &["SIG-04", "CTL-07", "CTL-09"]),
    rule("CTL-09", Tie::Certificate, &["CRT-02", "CRT-03"]),
    // A list that was left behind: its certificates are there in two generations, and the older may have expired since.
    rule("XF-03", Tie::Case, &["XF-04"]),
    rule("XF-03", Tie::Input, &["XF-01"]),
    rule("XF-03", Tie::Certificate, &["CRT-02", "CRT-10"]),
    rule("XF-06", Tie::Input, &["XF-01", "SIM-02"]),
    rule("XF-06", Tie::Certificate, &["CRT-02", "CRT-10", "SIG-03"]),
    rule("XF-07", Tie::Certificate, &["CRT-02", "CRT-10", "SIG-03"]),
    rule("XF-07", Tie::Input, &["SIM-02"]),
    rule("XF-12", Tie::Input, &["SIM-02"]),
    rule("XF-12", Tie::Certificate, &["CRT-02", "CRT-10"]),
    // What a phone does between two lists is told once: by what changed between them, else by the list that nobody can take.
    rule("XF-11", Tie::Input, &["SIM-01", "SIM-03"]),
    rule("SIG-01", Tie::Input, &["SIM-01", "SIM-03"]),
    rule("SIM-01", Tie::Input, &["SIM-03"]),
    rule("XF-08", Tie::Input, &["FMT-10", "PCAP-02"]),
    // What cannot be renewed, and what only lies in a store, is told by the check that knows what to do.
    rule("PHN-04", Tie::Certificate, &["CRT-02", "CRT-03"]),
    rule("TRU-02", Tie::Certificate, &["CRT-02"]),
    rule("CRT-02", Tie::Certificate, &["SIG-03"]),
    // What is about to end need not be told that it does so within two years.
    rule("CRT-03", Tie::Certificate, &["ROL-06", "PLN-03"]),
    // What ends soon is told by these; that its renewal should have begun follows from it.
    rule("ROL-06", Tie::Certificate, &["PLN-03"]),
    // A certificate that is no authority's lacks the rest as well; an LSC of a CAPF that is not there names another organisation.
    rule("ROL-04", Tie::Certificate, &["ROL-03"]),
    rule("PHN-01", Tie::Certificate, &["PHN-05"]),
    rule("ROL-05", Tie::Certificate, &["CRT-07", "SIG-06"]),
    rule("CRT-07", Tie::Certificate, &["SIG-06"]),
    // The operation failed because of what the clock or the list says; nothing more is known of it.
    rule("TXT-10", Tie::Case, &["TXT-11"]),
    // Phones that meet a CAPF which is not in their CTL break the operation off.
    rule("XF-03", Tie::Case, &["TXT-11"]),
];

/// Puts every finding that follows from another under it, and all of them in order: the worst first, else as they came. A headline is as
/// bad as the worst that follows from it.
pub(super) fn fold(mut findings: Vec<Finding>) -> Vec<Finding> {
    for rule in RULES {
        for (place, cause) in pairs(&findings, rule) {
            let Some(consequence) = findings.get_mut(place) else { continue };
            consequence.cause = Some(cause);
            let severity = consequence.severity;
            if let Some(cause) = findings.get_mut(cause) {
                cause.severity = cause.severity.min(severity);
            }
        }
    }
    settle(&mut findings);
    in_order(findings)
}

/// What stands under a consequence stands under its headline.
fn settle(findings: &mut [Finding]) {
    for place in 0..findings.len() {
        let above = |place: usize| findings.get(place).and_then(|finding| finding.cause);
        // Rules lead from causes to consequences only, so no way is longer than there are findings.
        let top = std::iter::successors(above(place), |cause| above(*cause)).take(findings.len()).last();
        if let Some(finding) = findings.get_mut(place) {
            finding.cause = top;
        }
    }
}

/// The worst first, with the causes named by their new places.
fn in_order(findings: Vec<Finding>) -> Vec<Finding> {
    let mut order: Vec<(usize, Finding)> = findings.into_iter().enumerate().collect();
    // A stable sort: among equals, the order of the catalogue.
    order.sort_by_key(|(_, finding)| finding.severity);
    let mut new_places = vec![0; order.len()];
    for (new, (old, _)) in order.iter().enumerate() {
        if let Some(place) = new_places.get_mut(*old) {
            *place = new;
        }
    }
    let renamed = order
        .into_iter()
        .map(|(_, finding)| Finding { cause: finding.cause.and_then(|old| new_places.get(old)).copied(), ..finding });
    renamed.collect()
}

/// The findings that a rule takes for consequences, each with the first of its causes.
fn pairs(findings: &[Finding], rule: &Rule) -> Vec<(usize, usize)> {
    let open = || (0..).zip(findings).filter(|(_, finding)| finding.cause.is_none());
    let mut causes = HashMap::new();
    for (place, cause) in open().filter(|(_, finding)| finding.check == rule.cause) {
        for knot in knots(rule.tie, cause, true) {
            causes.entry(knot).or_insert(place);
        }
    }
    let follows = |finding: &Finding| rule.consequences.contains(&finding.check.as_str());
    open()
        .filter(|(_, finding)| !causes.is_empty() && follows(finding))
        .filter_map(|(place, finding)| {
            let cause = knots(rule.tie, finding, false).into_iter().filter_map(|knot| causes.get(&knot)).min();
            Some((place, *cause?))
        })
        .collect()
}

/// What ties a finding to others: two findings with a knot in common are tied.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Knot<'a> {
    Input(usize),
    Certificate(&'a str),
    Case,
}

fn knots(tie: Tie, finding: &Finding, is_cause: bool) -> Vec<Knot<'_>> {
    let evidence = || finding.evidence.iter();
    match tie {
        // What is wrong in several files may be said of all at once. What follows is about the first input of its evidence; others are
        // what that was compared with.
        Tie::Input => {
            let inputs = evidence().filter_map(|evidence| evidence.input).map(Knot::Input);
            if is_cause { inputs.collect() } else { inputs.take(1).collect() }
        }
        Tie::Certificate => {
            evidence().filter_map(|evidence| evidence.certificate.as_deref()).map(Knot::Certificate).collect()
        }
        Tie::Case => vec![Knot::Case],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Evidence, Severity};

    fn finding(check: &str, severity: Severity, input: usize) -> Finding {
        Finding {
            check: check.to_owned(),
            severity,
            title: String::new(),
            detail: String::new(),
            symptoms: String::new(),
            comparisons: Vec::new(),
            evidence: vec![Evidence { input: Some(input), ..Evidence::default() }],
            remedy: String::new(),
            advice: String::new(),
            cause: None,
        }
    }

    #[test]
    fn a_cut_file_is_one_headline_as_bad_as_what_follows_from_it() {
        let findings = fold(vec![
            finding("FMT-02", Severity::Error, 1),
            finding("SIG-01", Severity::Critical, 1),
            finding("SIG-01", Severity::Critical, 2),
            finding("ITL-01", Severity::Error, 1),
        ]);
        let said: Vec<_> =
            findings.iter().map(|finding| (finding.check.as_str(), finding.severity, finding.cause)).collect();
        assert_eq!(
            said,
            [
                ("FMT-02", Severity::Critical, None),
                ("SIG-01", Severity::Critical, Some(0)),
                ("SIG-01", Severity::Critical, None),
                ("ITL-01", Severity::Error, Some(0)),
            ]
        );
    }

    #[test]
    fn a_stale_capf_is_the_headline_over_what_bears_it_out_and_what_fails_by_it() {
        let certificate = |finding: Finding, sha256: &str| {
            let evidence = vec![Evidence { certificate: Some(sha256.to_owned()), ..Evidence::default() }];
            Finding { evidence: [finding.evidence, evidence].concat(), ..finding }
        };
        let findings = fold(vec![
            certificate(finding("XF-03", Severity::Critical, 1), "old"),
            finding("XF-04", Severity::Info, 1),
            certificate(finding("CRT-02", Severity::Warning, 1), "old"),
            certificate(finding("CRT-02", Severity::Error, 2), "another"),
            finding("XF-01", Severity::Warning, 1),
            finding("XF-01", Severity::Warning, 3),
            finding("TXT-11", Severity::Warning, 4),
            finding("XF-05", Severity::Info, 2),
        ]);
        let headlines: Vec<_> = findings
            .iter()
            .filter(|finding| finding.cause.is_none())
            .map(|finding| (finding.check.as_str(), finding.evidence.first().and_then(|evidence| evidence.input)))
            .collect();
        assert_eq!(headlines, [("XF-03", Some(1)), ("CRT-02", Some(2)), ("XF-01", Some(3)), ("XF-05", Some(2))]);
        let under = findings.iter().filter(|finding| finding.cause == Some(0));
        let under: Vec<_> = under.map(|finding| finding.check.as_str()).collect();
        assert_eq!(under, ["CRT-02", "XF-01", "TXT-11", "XF-04"]);
    }

    #[test]
    fn a_list_left_behind_is_the_headline_over_the_two_generations_of_its_certificate() {
        for cause in ["XF-06", "XF-07"] {
            let of_one = |check: &str, severity| Finding {
                evidence: vec![Evidence { certificate: Some("old".to_owned()), ..Evidence::default() }],
                ..finding(check, severity, 1)
            };
            let findings = fold(vec![
                of_one("SIG-03", Severity::Warning),
                of_one(cause, Severity::Critical),
                of_one("CRT-10", Severity::Warning),
                of_one("CRT-02", Severity::Warning),
            ]);
            let said: Vec<_> = findings.iter().map(|finding| (finding.check.as_str(), finding.cause)).collect();
            let under = Some(0);
            assert_eq!(said, [(cause, None), ("SIG-03", under), ("CRT-10", under), ("CRT-02", under)]);
        }
    }

    #[test]
    fn a_server_without_ctl_is_told_once() {
        let findings = fold(vec![finding("FMT-10", Severity::Warning, 1), finding("XF-08", Severity::Error, 1)]);
        assert_eq!(findings.iter().map(|finding| finding.cause).collect::<Vec<_>>(), [None, Some(0)]);
    }

    #[test]
    fn rules_name_checks_and_lead_no_way_round() {
        for (index, rule) in RULES.iter().enumerate() {
            for id in rule.consequences.iter().chain([&rule.cause]) {
                assert!(crate::checks::find(id).is_some(), "{id} is no check");
            }
            let deeper = RULES.iter().skip(index).any(|later| later.consequences.contains(&rule.cause));
            assert!(!deeper, "{} is called a consequence after it was taken for a cause", rule.cause);
        }
    }
}
