//! ITL-03

use super::super::{Check, Fact, Observations};
use super::{Several, any_itl, itls};
use crate::case::evaluation::{Evaluation, JudgedList};
use crate::expected;
use crate::report::{Severity, Standing};
use crate::text::listed_briefly;
use std::collections::HashMap;

pub(in crate::checks) static CHECK: Check = Check {
    id: "ITL-03",
    severity: Severity::Warning,
    title: "The ITL holds the TVS of every node",
    meaning: "TVS runs on every node of CUCM. A phone asks the TVS of the nodes in its CallManager group whether it may believe a certificate, \
              and believes the answer only if that TVS stands in its ITL: one record of every node, or from 14 one certificate that names them \
              all.",
    symptoms: "Phones whose CallManager group holds only nodes that are missing cannot verify anything new: phone services over HTTPS fail, and \
              they refuse a list with a new signer.",
    plan: None,
    remedy: "See that TVS runs on the node that is missing (\"utils service list\"), and that the node is in the server list; then restart \
              TFTP on the node that wrote this ITL, and compare with \"show itl\". If the node is one of IM and Presence, say so: it has no \
              TVS.",
    source: "Cisco Security Guide, Default Security",
    since: "0.1",
    needs: "an ITL",
    wants: &[Fact::Nodes],
    applies: any_itl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    // ITLs of one cluster mostly lack the same.
    let mut lacking: Vec<(Vec<&str>, Vec<&JudgedList<'_>>)> = Vec::new();
    let mut places: HashMap<Vec<&str>, usize> = HashMap::new();
    for itl in itls(evaluation) {
        let missing = expected::entries(evaluation, itl.input.id, CHECK.id, Standing::Missing);
        let nodes: Vec<&str> = missing.filter_map(|entry| entry.node.as_deref()).collect();
        if nodes.is_empty() {
            continue;
        }
        let place = *places.entry(nodes.clone()).or_insert(lacking.len());
        match lacking.get_mut(place) {
            Some((_, lists)) => lists.push(itl),
            None => lacking.push((nodes, vec![itl])),
        }
    }
    for (nodes, lists) in lacking {
        let Some(named) = Several::of(lists.into_iter()) else { continue };
        let nodes = listed_briefly(&nodes);
        let title = format!("{} TVS of {nodes}", named.and("lacks", "lack"));
        let known = evaluation.context.nodes.len();
        let detail = format!("Of the {known} nodes that were given, no TVS record is of {nodes}.");
        observations.say(title, detail, named.inputs);
    }
}
