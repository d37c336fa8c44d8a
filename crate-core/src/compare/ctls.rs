//! Which CTLs of a cluster compete: they should be one file (check XF-02).

use super::rules::{CtlFacts, CtlRule, ctls_differ};
use crate::case::evaluation::Evaluation;
use crate::case::holdings::node_around;
use crate::case::series::Placed;
use crate::report::ListKind;
use crate::timestamp::Timestamp;
use std::collections::HashMap;

/// For each node the time of the latest CTL that was fetched from it.
pub(crate) fn latest_of_nodes(evaluation: &Evaluation<'_>) -> HashMap<String, Timestamp> {
    let mut latest: HashMap<String, Timestamp> = HashMap::new();
    for list in evaluation.lists.iter().filter(|list| list.contents.kind == ListKind::Ctl) {
        let node = node_around(list.input, evaluation.inputs, &evaluation.context.nodes);
        if let (Some(node), Some(made)) = (node, list.contents.list.header.timestamp()) {
            let known = latest.entry(node).or_insert(made);
            *known = made.max(*known);
        }
    }
    latest
}

/// Whether a CTL is what its node has now, as far as is known. What a phone was given is told apart by its name; and a node that has a later
/// one too was asked twice.
pub(crate) fn is_current(placed: &Placed<'_, '_>, latest: &HashMap<String, Timestamp>) -> bool {
    let later = placed.node.as_ref().and_then(|node| latest.get(node));
    let is_superseded = placed.made.is_some_and(|made| later.is_some_and(|later| *later > made));
    !is_of_phone(placed) && !is_superseded
}

/// Whether the list is one that was made for a phone: `CTLSEP001122334455.tlv`.
pub(crate) fn is_of_phone(placed: &Placed<'_, '_>) -> bool {
    placed
        .list
        .input
        .short_name()
        .rsplit('/')
        .next()
        .and_then(|name| name.get(..6))
        .is_some_and(|start| start.eq_ignore_ascii_case("CTLSEP"))
}

/// What it means that these CTLs differ.
pub(crate) fn meaning(ctls: &[&Placed<'_, '_>]) -> &'static CtlRule {
    let nodes: Vec<&str> = ctls.iter().filter_map(|ctl| ctl.node.as_deref()).collect();
    let times: Vec<Timestamp> = ctls.iter().filter_map(|ctl| ctl.made).collect();
    ctls_differ(CtlFacts {
        several_nodes: nodes.first().is_some_and(|first| nodes.iter().any(|node| node != first)),
        several_times: times.first().is_some_and(|first| times.iter().any(|time| time != first)),
        all_dated: times.len() == ctls.len(),
    })
}
