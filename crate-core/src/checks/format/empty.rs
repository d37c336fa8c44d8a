//! FMT-10

use super::super::{Check, Observations, input};
use crate::case::evaluation::Evaluation;
use crate::case::input::{Contents, Input};
use crate::formats::transcript::NoList;
use crate::report::{ClusterMode, ListKind, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "FMT-10",
    severity: Severity::Warning,
    title: "The server has the list, and can read it",
    meaning: "A cluster that was never in mixed mode has no CTL, and \"show ctl\" says that it found none: there that is right. In mixed mode, \
              phones then learn from nowhere which servers they may register with encrypted. Every TFTP server from 8.0 on has an ITL; where it \
              cannot be read, phones get none from it, or keep what they have.",
    remedy: "Non-secure cluster: nothing. Mixed mode: run \"utils ctl update CTLFile\" on the publisher, restart TFTP and CallManager on every node that \
             runs them, then reset the phones. An ITL that cannot be read: restart the TFTP service of that node, which writes it anew, and look at \
             \"show itl\" again.",
    source: "Cisco TAC, Migrate CUCM Mixed Mode with Tokenless CTL (118893); Cisco CUCM Troubleshooting Guide",
    since: "0.1",
    applies: |evaluation| evaluation.inputs.iter().any(|input| no_list(input).is_some()),
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for (candidate, no_list) in evaluation.inputs.iter().filter_map(|input| Some((input, no_list(input)?))) {
        let (severity, title, detail) = judge(no_list, evaluation.context.mode);
        observations.say_as(
            severity,
            format!("{}: {title}", candidate.short_name()),
            detail,
            vec![input(candidate.id)],
        );
    }
}

fn no_list(input: &Input) -> Option<NoList> {
    match input.contents {
        Contents::NoList(no_list) => Some(no_list),
        _ => None,
    }
}

fn judge(no_list: NoList, mode: ClusterMode) -> (Severity, &'static str, &'static str) {
    match (no_list.kind, no_list.unreadable, mode) {
        (ListKind::Itl, true, _) => (
            Severity::Error,
            "the server cannot read its ITL",
            "\"show itl\" says that it could not read the ITL file: it is damaged.",
        ),
        (ListKind::Itl, false, _) => (
            Severity::Error,
            "the server has no ITL",
            "\"show itl\" found no ITL. Every server that runs TFTP writes one.",
        ),
        (_, true, _) => (
            Severity::Error,
            "the server cannot read its CTL",
            "\"show ctl\" says that it could not read the CTL file: it is damaged.",
        ),
        (_, false, ClusterMode::NonSecure) => (
            Severity::Info,
            "the server has no CTL",
            "\"show ctl\" found no CTL. The cluster is in non-secure mode, where that is right: phones use the ITL alone.",
        ),
        (_, false, ClusterMode::Mixed) => (
            Severity::Warning,
            "the server has no CTL",
            "\"show ctl\" found no CTL, but the cluster is in mixed mode: phones that ask this server get none, and cannot register encrypted.",
        ),
        (_, false, ClusterMode::Unknown) => (
            Severity::Warning,
            "the server has no CTL",
            "\"show ctl\" found no CTL. That is right if the cluster is in non-secure mode, and wrong in mixed mode; which it is, is not known \
             here. An ITL of the same cluster would tell.",
        ),
    }
}
