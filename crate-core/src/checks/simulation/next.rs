//! The list that servers would write next, out of the certificates that they hold.

use crate::case::evaluation::Evaluation;
use crate::case::facts::Facts;
use crate::case::series::Placed;
use crate::case::standing::{Agreement, Held, kind_of};
use crate::formats::trust_list::Role;
use crate::phone::{Certificate, Cluster, Entry, List};
use crate::report::{Identity, ListKind, NodeService, same_host};

/// Who signs a list when it is written anew, where that is another than now.
pub(super) struct NextSigner<'a, 'case> {
    /// What the server holds.
    pub(super) held: &'a Held<'case>,
    /// What the present list names in its place; none where it names no such signer at all.
    pub(super) before: Option<Facts<'case>>,
}

/// The kind of certificate that signs a list of a cluster: by the release, else as the list is signed now. None for hardware tokens, which are
/// plugged in anew each time.
pub(super) fn signing_kind(evaluation: &Evaluation<'_>, placed: &Placed<'_, '_>, is_only: bool) -> Option<Identity> {
    let signers = placed.list.contents.list.signer_records();
    let now = signers.first().and_then(|(number, _)| kind_of(placed.list, *number));
    if placed.list.contents.kind == ListKind::Ctl && now.is_none() {
        return None;
    }
    // What is known of the release is of one cluster.
    match is_only.then(|| evaluation.releases.at_least(crate::case::Release::new(12, 0))).flatten() {
        Some(true) => Some(Identity::Itlrecovery),
        Some(false) => Some(Identity::Callmanager),
        None => now,
    }
}

/// Who signs a list next, if its node holds another certificate of the signing kind than the list names as signer.
pub(super) fn next_signer<'a, 'case>(
    evaluation: &'a Evaluation<'case>,
    view: &Cluster<'a, 'case>,
    placed: &Placed<'a, 'case>,
    kind: Identity,
) -> Option<NextSigner<'a, 'case>> {
    let list = placed.list;
    let signers = || list.contents.list.with_role(Role::SAST).map(|(number, _)| number);
    let mut numbers = signers().filter(|number| kind_of(list, *number) == Some(kind)).peekable();
    if numbers.peek().is_none() {
        // The list names none of this kind: the one that the cluster holds, where there is only one.
        let mut own = view.own(kind).filter(|held| held.is_own);
        return match (own.next(), own.next()) {
            (Some(held), None) => Some(NextSigner { held, before: None }),
            _ => None,
        };
    }
    numbers.find_map(|number| {
        let before = Facts::of_record(list, number)?;
        let Agreement::Stale(rivals) = evaluation.servers.judge(list, number) else { return None };
        // What is older than what stands in the list was saved before a renewal: it signs nothing any more.
        let mut newer = rivals.into_iter().filter(|held| held.facts.is_newer_than(&before) != Some(false));
        Some(NextSigner { held: newer.next()?, before: Some(before) })
    })
}

/// The list as it will be: signed by `signer`, with what the servers hold now.
pub(super) fn planned(view: &Cluster<'_, '_>, placed: &Placed<'_, '_>, signer: &Certificate) -> List<'static> {
    let kind = placed.list.contents.kind;
    let mut entries: Vec<Entry> = Vec::new();
    let mut push = |role: Role, certificate: Certificate, host: String| {
        let record = entries.len() + 1;
        entries.push(Entry { record, role, certificate, key: None, host });
    };
    push(Role::SAST, signer.clone(), String::new());
    let is_here = |held: &Held<'_>| match (&placed.node, &held.node) {
        (Some(node), Some(own)) => same_host(node, own),
        _ => true,
    };
    let server = match (kind, placed.list.contents.list.with_role(Role::TFTP).next()) {
        (ListKind::Itl, Some(_)) => Role::TFTP,
        _ => Role::CCM_TFTP,
    };
    for held in view.own(Identity::Callmanager).filter(|held| kind == ListKind::Ctl || is_here(held)) {
        push(Role::SAST, Certificate::of_facts(&held.facts), held.facts.host().to_owned());
        push(server, Certificate::of_facts(&held.facts), held.facts.host().to_owned());
    }
    if kind == ListKind::Itl {
        for held in view.own(Identity::Tvs) {
            push(Role::TVS, Certificate::of_facts(&held.facts), held.facts.host().to_owned());
        }
    }
    let name = format!("the next {}", if kind == ListKind::Ctl { "CTL" } else { "ITL" });
    List::planned(name, kind, signer, entries)
}

/// The node whose restart of TFTP, or whose command, writes a list, in words.
pub(super) fn writer(evaluation: &Evaluation<'_>, placed: &Placed<'_, '_>) -> String {
    if placed.list.contents.kind == ListKind::Ctl {
        let nodes = &evaluation.context.nodes;
        let publisher = nodes.iter().find(|node| node.runs(NodeService::Publisher) == Some(true));
        let on = publisher.map(|node| format!(" on {}", node.name)).unwrap_or_default();
        return format!("\"utils ctl update CTLFile\"{on}");
    }
    match &placed.node {
        Some(node) => format!("a restart of TFTP on {node}"),
        None => "a restart of TFTP".to_owned(),
    }
}
