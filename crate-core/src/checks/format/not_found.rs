//! The part of FMT-10 that hears what `show itl` and `show ctl` say of a list that is not there.

use super::super::{Observations, input};
use crate::case::evaluation::Evaluation;
use crate::case::input::{Contents, Input};
use crate::formats::transcript::NoList;
use crate::report::{ClusterMode, ListKind, Severity};

/// Says which lists the server does not have, or cannot read.
pub(super) fn say(evaluation: &Evaluation<'_>, observations: &mut Observations) {
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
