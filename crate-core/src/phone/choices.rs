//! What can be asked about the phones of a case, and what is asked where nobody says.

use super::of_case::{Cluster, meant};
use crate::case::evaluation::Evaluation;
use crate::case::held_list::lists_with_hash;
use crate::case::input::Contents;
use crate::case::series::{Lists, Placed};
use crate::report::{ListKind, PhoneChoices, PhoneList, PhoneQuestion, TvsReach, same_host};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Clusters whose TVS are named at most.
const MOST_CLUSTERS: usize = 8;

/// Different lists by which phones of logs are told apart at most.
const MOST_HASHES: usize = 64;

/// Lists that a suggestion takes as held at most.
const MOST_HELD: usize = 16;

/// What can be asked, and the question: where there is none, the one that the case suggests. What phones say they hold counts most; then the
/// generation of each ITL before the newest; where there is one generation only, a first start.
#[must_use]
pub fn choices(evaluation: &Evaluation<'_>, question: Option<PhoneQuestion>) -> PhoneChoices {
    let lists = Lists::of(evaluation);
    let held = held_by_phones(evaluation);
    let (question, reason) = match question {
        Some(asked) => {
            let (holds, offered) = (meant(evaluation, &asked.holds), meant(evaluation, &asked.offered));
            (PhoneQuestion { holds, offered, ..asked }, String::new())
        }
        None => suggested(&lists, &held),
    };
    PhoneChoices {
        tvs: tvs(evaluation, &lists, &question.holds),
        lists: named(&lists, &held),
        files: evaluation.files.iter().map(|file| file.input.id).collect(),
        question,
        reason,
    }
}

/// The lists of the case that a log says a phone holds.
fn held_by_phones(evaluation: &Evaluation<'_>) -> HashSet<usize> {
    let logs = evaluation.inputs.iter().filter_map(|input| match &input.contents {
        Contents::Log(log) => Some(log),
        _ => None,
    });
    let stated = logs.flat_map(|log| &log.phones).flat_map(|phone| &phone.lists);
    let hashes: BTreeSet<&str> = stated.filter_map(|held| held.hash.as_deref()).take(MOST_HASHES).collect();
    let inputs: Vec<usize> = hashes.into_iter().flat_map(|hash| lists_with_hash(evaluation.inputs, hash)).collect();
    meant(evaluation, &inputs).into_iter().collect()
}

fn suggested(lists: &Lists<'_, '_>, held: &HashSet<usize>) -> (PhoneQuestion, String) {
    let ask = |holds: Vec<usize>| PhoneQuestion { holds, ..PhoneQuestion::default() };
    let stated: Vec<usize> =
        lists.all.iter().map(|placed| placed.list.input.id).filter(|id| held.contains(id)).take(MOST_HELD).collect();
    if !stated.is_empty() {
        return (ask(stated), "A log says that a phone holds what is ticked.".to_owned());
    }
    let generations = lists.generations();
    let before = generations.iter().filter_map(|series| series.iter().rev().nth(1).copied());
    let before: Vec<&Placed<'_, '_>> = before.take(MOST_HELD).collect();
    if before.is_empty() {
        let reason = "The case does not tell what phones hold, so this is a phone's first start.";
        return (PhoneQuestion::default(), reason.to_owned());
    }
    let clusters: HashSet<usize> = before.iter().map(|placed| placed.cluster).collect();
    let holds = before_newest_ctl(lists, &clusters).into_iter().chain(before.iter().map(|it| it.list.input.id));
    let reason = "The case has several generations of a list: this is a phone that missed the newest.";
    (ask(holds.collect()), reason.to_owned())
}

/// In mixed mode a phone holds a CTL too: that before the newest, or the only one of its cluster.
fn before_newest_ctl(lists: &Lists<'_, '_>, clusters: &HashSet<usize>) -> Vec<usize> {
    let mut of_cluster: HashMap<usize, Vec<&Placed<'_, '_>>> = HashMap::new();
    for ctl in lists.of_kind(ListKind::Ctl).filter(|ctl| clusters.contains(&ctl.cluster)) {
        of_cluster.entry(ctl.cluster).or_default().push(ctl);
    }
    let held = of_cluster.into_values().filter_map(|mut ctls| {
        ctls.sort_by_key(|ctl| std::cmp::Reverse(ctl.made));
        ctls.get(1).or(ctls.first()).map(|ctl| ctl.list.input.id)
    });
    let mut held: Vec<usize> = held.collect();
    held.sort_unstable();
    held
}

/// The nodes that run TVS in the clusters of the lists that are held.
fn tvs(evaluation: &Evaluation<'_>, lists: &Lists<'_, '_>, holds: &[usize]) -> Vec<String> {
    let of_held = lists.all.iter().filter(|placed| holds.contains(&placed.list.input.id)).map(|placed| placed.cluster);
    let mut nodes: Vec<String> = Vec::new();
    for cluster in of_held.collect::<BTreeSet<_>>().into_iter().take(MOST_CLUSTERS) {
        for tvs in Cluster::of(evaluation, lists, cluster).surroundings(&TvsReach::All).tvs {
            if !nodes.iter().any(|known| same_host(known, &tvs.node)) {
                nodes.push(tvs.node);
            }
        }
    }
    nodes.sort();
    nodes
}

/// Every list with what it is called, the newest of each kind first.
fn named(lists: &Lists<'_, '_>, held: &HashSet<usize>) -> Vec<PhoneList> {
    let mut all = Vec::new();
    for kind in [ListKind::Ctl, ListKind::Itl] {
        let mut of_kind: Vec<&Placed<'_, '_>> = lists.of_kind(kind).collect();
        of_kind.sort_by_key(|placed| std::cmp::Reverse(placed.made));
        all.extend(of_kind.into_iter().map(|placed| PhoneList {
            input: placed.list.input.id,
            kind,
            name: lists.called(placed),
            node: placed.node.clone(),
            made: placed.made,
            is_held: held.contains(&placed.list.input.id),
        }));
    }
    all
}
