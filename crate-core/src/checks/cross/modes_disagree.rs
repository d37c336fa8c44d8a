//! XF-08

use crate::case::context::mode_of;
use crate::case::evaluation::Evaluation;
use crate::case::input::Contents;
use crate::case::series::{Lists, Placed};
use crate::checks::capture::no_ctl::without_ctl;
use crate::checks::{Check, Observations, input};
use crate::report::{ClusterMode, Evidence, ListKind, Severity};
use crate::text::listed_briefly;

pub(in crate::checks) static CHECK: Check = Check {
    id: "XF-08",
    severity: Severity::Error,
    title: "ITL and CTL tell the same security mode",
    meaning: "In mixed mode the ITL gives the server that signs configuration the role CCM+TFTP, and there is a CTL whose CCM+TFTP records hold certificates. In \
              non-secure mode the role is TFTP, and there is no CTL, or one that was emptied. Where the two disagree, a change of mode was not carried through on \
              that node. That a case holds no CTL proves nothing; that a server says it has none does.",
    symptoms: "Phones with a secure profile do not register, or register without encryption; which, depends on the node that they ask first.",
    plan: None,
    remedy: "See which mode the cluster is meant to be in: \"run sql select paramname,paramvalue from processconfig where paramname='ClusterSecurityMode'\" says 1 for \
             mixed. For mixed mode run \"utils ctl update CTLFile\" on the publisher, for non-secure mode \"utils ctl set-cluster non-secure-mode\"; then restart \
             TFTP and CallManager on every node that runs them, and reset the phones.",
    source: "Cisco Preferred Architecture 12.x, Security; Cisco docs 118892 and 118893",
    since: "0.1",
    needs: "an ITL, and a CTL or the answer that there is none",
    wants: &[],
    applies: |evaluation| {
        let has = |kind| evaluation.distinct_lists().any(|list| list.contents.kind == kind);
        has(ListKind::Itl) && (has(ListKind::Ctl) || !absences(evaluation).is_empty())
    },
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let lists = Lists::of(evaluation);
    let itls = lists.newest(ListKind::Itl);
    let in_mode = |mode| itls.iter().copied().filter(move |itl| mode_of(itl.list.contents) == mode);
    let ctls = lists.newest(ListKind::Ctl);
    let absences = absences(evaluation);
    if ctls.is_empty() && !absences.is_empty() {
        let mixed: Vec<&Placed<'_, '_>> = in_mode(ClusterMode::Mixed).collect();
        if !mixed.is_empty() {
            let detail = "The ITL was written in mixed mode, where every phone needs the CTL, but the server answered that it has none.";
            let evidence = absences.into_iter().chain(evidence(&mixed)).collect();
            observations.say(
                format!("{} says mixed mode, and there is no CTL", names(&lists, &mixed)),
                detail,
                evidence,
            );
        }
    }
    for ctl in ctls.iter().filter(|ctl| mode_of(ctl.list.contents) == ClusterMode::Mixed) {
        let others: Vec<&Placed<'_, '_>> =
            in_mode(ClusterMode::NonSecure).filter(|itl| itl.cluster == ctl.cluster).collect();
        let Some(first) = others.first() else { continue };
        let reason = match (first.made, ctl.made) {
            (Some(itl), Some(ctl)) if itl < ctl => {
                "The ITL is the older of the two: TFTP was not restarted after the cluster had been set to mixed mode."
            }
            (Some(_), Some(_)) => {
                "The CTL is the older of the two: it is left from a time in mixed mode, and phones that hold it go on believing it."
            }
            _ => {
                "Either TFTP was not restarted after the cluster had been set to mixed mode, or the CTL is left from before."
            }
        };
        let detail = format!(
            "The CTL holds CCM+TFTP records with certificates, as in mixed mode, but the ITL gives its server the role TFTP, as in non-secure mode. {reason}"
        );
        let title = format!("{} says mixed mode, {} non-secure mode", lists.called(ctl), names(&lists, &others));
        let evidence = evidence(&[*ctl]).chain(evidence(&others)).collect();
        observations.say(title, detail, evidence);
    }
    if ctls.is_empty() {
        nodes_disagree(&lists, &itls, observations);
    }
}

/// ITLs of two nodes that tell two modes. (Beside a CTL, that was said already.)
fn nodes_disagree(lists: &Lists<'_, '_>, itls: &[&Placed<'_, '_>], observations: &mut Observations) {
    let told = |mode| itls.iter().copied().filter(move |itl| itl.node.is_some() && mode_of(itl.list.contents) == mode);
    for mixed in told(ClusterMode::Mixed).take(1) {
        let others: Vec<&Placed<'_, '_>> =
            told(ClusterMode::NonSecure).filter(|other| other.cluster == mixed.cluster).collect();
        if others.is_empty() {
            continue;
        }
        let detail = "They are of one cluster, which is in one mode: TFTP was not restarted on all nodes after the mode had been changed.";
        let title = format!("{} says mixed mode, {} non-secure mode", lists.called(mixed), names(lists, &others));
        let evidence = evidence(&[mixed]).chain(evidence(&others)).collect();
        observations.say_as(Severity::Warning, title, detail, evidence);
    }
}

/// Where a server says that it has no CTL.
fn absences(evaluation: &Evaluation<'_>) -> Vec<Evidence> {
    let says_so = evaluation.inputs.iter().filter(|input| match &input.contents {
        Contents::NoList(no_list) => no_list.kind == ListKind::Ctl && !no_list.unreadable,
        Contents::Capture(capture) => !without_ctl(capture).is_empty(),
        _ => false,
    });
    says_so.map(|found| input(found.id)).take(8).collect()
}

fn names(lists: &Lists<'_, '_>, placed: &[&Placed<'_, '_>]) -> String {
    listed_briefly(&placed.iter().map(|placed| lists.called(placed)).collect::<Vec<_>>())
}

fn evidence<'e>(placed: &'e [&Placed<'_, '_>]) -> impl Iterator<Item = Evidence> + 'e {
    placed.iter().take(8).map(|placed| input(placed.list.input.id))
}
