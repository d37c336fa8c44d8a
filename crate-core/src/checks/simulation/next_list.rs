//! SIM-02

use super::next::{next_signer, planned, signing_kind, writer};
use super::{can_be_held, clusters, compare, evidence, holding, met, serial, told};
use crate::case::evaluation::Evaluation;
use crate::case::series::{Lists, Placed};
use crate::checks::{Check, Observations, record};
use crate::phone::{Certificate, Cluster, Phone, decide};
use crate::plan::Key;
use crate::report::{Decision, Evidence, Identity, ListKind, Severity, Verdict};
use crate::text::listed_briefly;

pub(in crate::checks) static CHECK: Check = Check {
    id: "SIM-02",
    severity: Severity::Critical,
    title: "Phones take the list that the servers will write next",
    meaning: "TFTP writes the ITL anew whenever it starts, and \"utils ctl update CTLFile\" the CTL, out of the certificates that the servers hold at that time; from 12.0 \
              ITLRecovery signs, before it CallManager. Where the signer was renewed since the present list was written, the next one will be signed by a key that phones \
              do not know yet. They take it only if a TVS that stands in the list they hold still answers. Here it is tried before it happens.",
    symptoms: "Nobody yet. From the next restart of TFTP, or the next update of the CTL, phones refuse the new list: they keep the old one and take no changed configuration, \
               firmware or locale any more.",
    plan: Some(Key::Locked),
    remedy: "Do not restart TFTP, do not update the CTL, renew nothing else, and let no node reboot. Have the next list signed by a certificate that phones hold as signer \
             (utils itl reset localkey; in mixed mode utils ctl reset localkey), or restore the backup with the old certificates.",
    source: "Cisco Security Guide 14, Default Security; Cisco doc 214231; Cisco field notice FN70613; docs/phones.md",
    since: "0.1",
    needs: "an ITL or CTL, and the certificates that the servers hold now (CallManager, from 12.0 ITLRecovery)",
    wants: &[],
    applies: |evaluation| {
        let holds = |kind| !evaluation.servers.own(kind).is_empty();
        evaluation.distinct_lists().any(|list| list.contents.kind != ListKind::Unknown)
            && (holds(Identity::Callmanager) || holds(Identity::Itlrecovery))
    },
    run,
};

/// Lists that one finding tells of.
const MOST_TOLD: usize = 4;

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let lists = Lists::of(evaluation);
    let numbers = clusters(&lists);
    for number in &numbers {
        let view = Cluster::of(evaluation, &lists, *number);
        for kind in [ListKind::Ctl, ListKind::Itl] {
            let refused: Vec<Refused<'_, '_>> = lists
                .newest(kind)
                .into_iter()
                .filter(|placed| placed.cluster == *number && can_be_held(placed))
                .filter_map(|placed| judge(evaluation, &lists, (&view, numbers.len() == 1), placed))
                .collect();
            say(evaluation, (&lists, &view), &refused, observations);
        }
    }
}

/// A list of which the next generation would be refused.
struct Refused<'l, 'case> {
    placed: &'l Placed<'l, 'case>,
    phone: Phone<'case>,
    signer: Certificate,
    /// The certificate that the list names in its place.
    before: Option<Certificate>,
    decision: Decision,
    /// Whether the case says outright that the server holds the signer.
    is_sure: bool,
    held: Evidence,
}

fn judge<'l, 'case>(
    evaluation: &'l Evaluation<'case>,
    lists: &Lists<'l, 'case>,
    (view, is_only): (&Cluster<'l, 'case>, bool),
    placed: &'l Placed<'l, 'case>,
) -> Option<Refused<'l, 'case>> {
    let kind = signing_kind(evaluation, placed, is_only)?;
    let next = next_signer(evaluation, view, placed, kind)?;
    let signer = Certificate::of_facts(&next.held.facts);
    let of_kind = |kind| {
        let newest = lists.newest(kind).into_iter();
        let newest = newest.filter(|other| other.cluster == placed.cluster && can_be_held(other));
        newest.max_by_key(|other| other.made)
    };
    let phone = match placed.list.contents.kind {
        ListKind::Itl => holding(of_kind(ListKind::Ctl), Some(placed)),
        _ => holding(Some(placed), of_kind(ListKind::Itl)),
    };
    let surroundings = met(view);
    let decision = decide(&phone, &planned(view, placed, &signer), &surroundings);
    // Beside a CTL alone phones hold an ITL that the case does not have, and it may name a TVS that answers.
    (decision.verdict == Verdict::Refused && phone.itl.is_some()).then(|| Refused {
        placed,
        phone,
        signer,
        before: next.before.map(|facts| Certificate::of_facts(&facts)),
        decision,
        is_sure: next.held.is_own,
        held: next.held.evidence(),
    })
}

fn say(
    evaluation: &Evaluation<'_>,
    (lists, view): (&Lists<'_, '_>, &Cluster<'_, '_>),
    refused: &[Refused<'_, '_>],
    observations: &mut Observations,
) {
    let Some(first) = refused.first() else { return };
    let kind = if first.placed.list.contents.kind == ListKind::Ctl { "CTL" } else { "ITL" };
    let names: Vec<String> = refused.iter().map(|one| lists.called(one.placed)).collect();
    let title = format!("Phones that hold {} will refuse the next {kind}", listed_briefly(&names));
    let mut said: Vec<String> = refused.iter().take(MOST_TOLD).map(|one| detail(evaluation, lists, one)).collect();
    let rule = &first.decision.rule;
    if refused.iter().all(|one| one.decision.rule == *rule) {
        said.push(told(&first.decision, if refused.len() == 1 { "It" } else { "Each of them" }));
    } else {
        said.extend(refused.iter().take(MOST_TOLD).map(|one| told(&one.decision, &one.signer.described())));
    }
    let severity = if refused.iter().any(|one| one.is_sure) { CHECK.severity } else { Severity::Error };
    let mut detail = said.join(" ");
    if severity != CHECK.severity {
        detail.push_str(
            " It is not certain that the server uses this certificate now: compare with \"show cert own\" on the node.",
        );
    }
    let about = refused.iter().take(MOST_TOLD).flat_map(|one| {
        let signer = one.placed.list.contents.list.signer_records();
        let number = signer.first().map_or(1, |(number, _)| *number);
        [record(one.placed.list.input.id, number), one.held.clone()]
    });
    let decisions: Vec<&Decision> = refused.iter().take(MOST_TOLD).map(|one| &one.decision).collect();
    let observation = observations.say_as(severity, title, detail, evidence(about.collect::<Vec<_>>(), &decisions));
    compare(observation, &first.phone, (&format!("the next {kind}"), serial(&first.signer)), &met(view));
}

fn detail(evaluation: &Evaluation<'_>, lists: &Lists<'_, '_>, one: &Refused<'_, '_>) -> String {
    let instead = match &one.before {
        Some(before) => format!("in place of {}, which stands in {}", before.described(), lists.called(one.placed)),
        None => format!("which {} does not name as a signer", lists.called(one.placed)),
    };
    format!("What {} writes will be signed by {}, {instead}.", writer(evaluation, one.placed), one.signer.described())
}
