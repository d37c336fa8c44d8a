//! FMT-10

use super::super::{Check, Observations, input};
use super::not_found;
use crate::case::evaluation::Evaluation;
use crate::case::input::Input;
use crate::formats::trust_list::{is_list_name, kind_of_name};
use crate::report::{ClusterMode, Evidence, ListKind, Severity};
use crate::text::count;

pub(in crate::checks) static CHECK: Check = Check {
    id: "FMT-10",
    severity: Severity::Warning,
    title: "What was fetched is there",
    meaning: "A server that has no such file often answers with an empty one, and so do exports that failed. \"show ctl\" says that it found \
              no CTL where the cluster was never in mixed mode: there that is right. In mixed mode, phones then learn from nowhere which \
              servers they may register with encrypted. Every TFTP server from 8.0 on has an ITL; where it cannot be read, phones get none \
              from it, or keep what they have.",
    symptoms: "",
    plan: None,
    remedy: "Non-secure cluster without CTL: nothing. Mixed mode: run \"utils ctl update CTLFile\" on the publisher, restart TFTP and \
             CallManager on every node that runs them, then reset the phones. An ITL that cannot be read: restart the TFTP service of that \
             node, which writes it anew, and look at \"show itl\" again. An empty file: see whether the server has it (\"file list tftp *\") \
             and fetch it again.",
    source: "Cisco TAC, Migrate CUCM Mixed Mode with Tokenless CTL (118893); Cisco CUCM Troubleshooting Guide",
    since: "0.1",
    needs: "anything",
    wants: &[],
    applies: |evaluation| !evaluation.inputs.is_empty(),
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    zero_length(evaluation, observations);
    not_found::say(evaluation, observations);
}

/// Inputs without a byte.
fn zero_length(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let (lists, others): (Vec<&Input>, Vec<&Input>) =
        evaluation.inputs.iter().filter(|input| matters(input)).partition(|input| is_ctl(input));
    if let Some(first) = lists.first() {
        let expected = evaluation.context.mode == ClusterMode::NonSecure;
        let (severity, detail) = if expected {
            (Severity::Info, "There is no CTL, as is right for a cluster that is not in mixed mode.")
        } else {
            (Severity::Warning, "There is no CTL: the cluster was never in mixed mode, or its CTL was taken away.")
        };
        observations.say_as(
            severity,
            format!("{} {} empty", named(first, lists.len()), are(lists.len())),
            detail,
            evidence(&lists),
        );
    }
    if let Some(first) = others.first() {
        let detail = "There is not one byte in it, so there is nothing to look at.";
        observations.say(
            format!("{} {} empty", named(first, others.len()), are(others.len())),
            detail,
            evidence(&others),
        );
    }
}

/// Empty logs and other files in an archive are ordinary. Those that were given by themselves, and those that should hold a list, are not.
fn matters(input: &Input) -> bool {
    input.size == 0 && (input.parent.is_none() || is_list_name(&input.name))
}

fn is_ctl(input: &Input) -> bool {
    is_list_name(&input.name) && kind_of_name(&input.name) == Some(ListKind::Ctl)
}

/// "CTLFile.tlv", "CTLFile.tlv and 2 further inputs".
fn named(first: &Input, number: usize) -> String {
    match number - 1 {
        0 => first.short_name().to_owned(),
        more => format!("{} and {}", first.short_name(), count(more, "further input")),
    }
}

fn are(number: usize) -> &'static str {
    if number == 1 { "is" } else { "are" }
}

fn evidence(inputs: &[&Input]) -> Vec<Evidence> {
    inputs.iter().map(|empty| input(empty.id)).collect()
}

#[cfg(test)]
mod tests {
    use crate::report::{ClusterMode, Severity};
    use crate::{Case, Detail, Settings, Timestamp};

    fn findings(inputs: &[(&str, &[u8])], mode: Option<ClusterMode>) -> Vec<(Severity, String)> {
        let mut case = Case::new();
        for (name, bytes) in inputs {
            case.add(name, bytes.to_vec());
        }
        let settings = Settings { mode, ..Settings::at(Timestamp::parse("2026-11-23").unwrap()) };
        let report = case.report(&settings, Detail::Slim, &mut |_| {});
        let of_check = report.findings.into_iter().filter(|finding| finding.check == "FMT-10");
        of_check.map(|finding| (finding.severity, finding.title)).collect()
    }

    #[test]
    fn empty_inputs_are_said_once() {
        let found = findings(&[("a.pem", b""), ("b.pem", b""), ("c.txt", b"text")], None);
        assert_eq!(found, [(Severity::Warning, "a.pem and 1 further input are empty".to_owned())]);
        assert!(findings(&[("c.txt", b"text")], None).is_empty());
    }

    #[test]
    fn an_empty_ctl_is_no_fault_where_there_is_no_mixed_mode() {
        let title = "CTLFile.tlv is empty".to_owned();
        assert_eq!(findings(&[("CTLFile.tlv", b"")], None), [(Severity::Warning, title.clone())]);
        assert_eq!(findings(&[("CTLFile.tlv", b"")], Some(ClusterMode::NonSecure)), [(Severity::Info, title)]);
    }
}
