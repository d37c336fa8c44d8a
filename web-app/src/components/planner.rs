//! What shall be changed, as boxes to tick, and under it what is proposed for that.

use super::{button, link, proposal, remark, step_box};
use crate::changes::toggled;
use crate::cluster::Field;
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use trustlens_core::plan::Change;
use trustlens_core::report::{ClusterMode, Identity};
use yew::prelude::*;

/// Nodes and lists to choose from. A case can name more; then the address still can name those.
const OFFERED: usize = 60;

/// The choice of changes, and the answer to it.
pub fn planner(desk: &DeskHandle, report: &Shared<Snapshot>) -> Html {
    let chosen = &desk.state.changes;
    let proposed = report.proposed.as_ref().filter(|proposed| proposed.changes == **chosen);
    let answer = match proposed {
        _ if chosen.is_empty() => remark("Nothing is chosen yet."),
        None => remark("Trying it with the phones of this case …"),
        Some(proposed) => match &proposed.proposal {
            Some(it) => proposal(desk, report, it, &proposed.checklist),
            None => remark("No plan can be made of this with what the case holds."),
        },
    };
    html! {
        <>
            <p class="soft lead-in">
                { "Choose what shall be changed. Trustlens tries it with the phones of this case, says whether they follow, and gives the steps in their order." }
            </p>
            { choice(desk, report) }
            { answer }
        </>
    }
}

fn choice(desk: &DeskHandle, report: &Snapshot) -> Html {
    let renewals = Change::renewable().into_iter().filter_map(|word| Change::renew(word).ok());
    let renewal = |change: Change| html! { <>{ tick(desk, &change) }{ of_nodes(desk, report, &change) }</> };
    let empty = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| desk.choose_here(Vec::new()))
    };
    html! {
        <section class="card plan-choice" aria-labelledby="plan-choice-heading">
            <h2 id="plan-choice-heading">{ "What shall be changed?" }</h2>
            <div class="plan-groups">
                <fieldset>
                    <legend>{ "Certificates" }</legend>
                    { for renewals.map(renewal) }
                </fieldset>
                <fieldset>
                    <legend>{ "Cluster and nodes" }</legend>
                    { for modes(desk, report.context.mode).iter().map(|change| tick(desk, change)) }
                    if report.context.backup.is_some() {
                        { tick(desk, &Change::Restore) }
                    } else {
                        <p>{ "Restore a backup: " }{ link(&Route::Cluster(Some(Field::Backup)), "say first when it was made") }</p>
                    }
                    { nodes(desk, report, "Rename a node", |node| Change::Rename { node }) }
                    { nodes(desk, report, "Give a node another address", |node| Change::Readdress { node }) }
                    { clusters(desk, report) }
                </fieldset>
            </div>
            if !desk.state.changes.is_empty() {
                <div class="button-row">{ button("button", None, "Choose nothing", empty) }</div>
            }
        </section>
    }
}

/// A box for a change.
fn tick(desk: &DeskHandle, change: &Change) -> Html {
    named_tick(desk, change, &change.to_string())
}

fn named_tick(desk: &DeskHandle, change: &Change, label: &str) -> Html {
    let is_chosen = desk.state.changes.contains(change);
    let toggle = {
        let (desk, change) = (desk.clone(), change.clone());
        Callback::from(move |()| desk.choose_here(toggled(&desk.state.changes, &change)))
    };
    step_box(is_chosen, &toggle, label)
}

/// The changes of the mode that the mode leaves, and those that are chosen all the same.
fn modes(desk: &DeskHandle, mode: ClusterMode) -> Vec<Change> {
    let is_open = |change: &Change| match (mode, change) {
        _ if desk.state.changes.contains(change) => true,
        (ClusterMode::Mixed, Change::Mixed) => false,
        (ClusterMode::NonSecure, change) => *change == Change::Mixed,
        _ => true,
    };
    [Change::Tokenless, Change::NonSecure, Change::Mixed].into_iter().filter(is_open).collect()
}

/// The same certificate of some nodes only. CAPF and ITLRecovery are the publisher's.
fn of_nodes(desk: &DeskHandle, report: &Snapshot, change: &Change) -> Html {
    match change {
        Change::Renew { identity, .. } if !matches!(identity, Identity::Capf | Identity::Itlrecovery) => {
            let identity = *identity;
            let of = move |node| Change::Renew { identity, node: Some(node) };
            nodes(desk, report, &format!("{} of some nodes only", identity.name()), of)
        }
        _ => Html::default(),
    }
}

/// A box for every node, folded away; for the only node there is nothing to choose from.
fn nodes(desk: &DeskHandle, report: &Snapshot, summary: &str, of: impl Fn(String) -> Change) -> Html {
    let nodes = report.context.nodes.iter().take(OFFERED);
    let changes: Vec<Change> = nodes.map(|node| of(node.name.clone())).collect();
    match changes.as_slice() {
        [] | [Change::Renew { .. }] => Html::default(),
        all => folded(desk, summary, all.iter().map(|change| (change, change.to_string())).collect()),
    }
}

fn clusters(desk: &DeskHandle, report: &Snapshot) -> Html {
    let lists = report.trust_lists.iter().take(OFFERED);
    let moves: Vec<(Change, String)> = lists
        .map(|list| {
            (Change::Migrate { to: list.input }, format!("To the cluster of {}", report.input_name(list.input)))
        })
        .collect();
    if moves.len() < 2 {
        return remark("To move phones to another cluster, add an ITL or CTL of it.");
    }
    let moves = moves.iter().map(|(change, label)| (change, label.clone()));
    folded(desk, "Move phones to another cluster", moves.collect())
}

fn folded(desk: &DeskHandle, summary: &str, boxes: Vec<(&Change, String)>) -> Html {
    let is_open = boxes.iter().any(|(change, _)| desk.state.changes.contains(change));
    html! {
        <details open={is_open}>
            <summary>{ summary.to_owned() }</summary>
            { for boxes.into_iter().map(|(change, label)| named_tick(desk, change, &label)) }
        </details>
    }
}
