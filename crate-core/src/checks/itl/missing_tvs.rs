//! ITL-03

use super::super::{Check, Fact, Observations, input, record};
use super::{any_itl, itls};
use crate::case::evaluation::Evaluation;
use crate::expected;
use crate::formats::trust_list::Role;
use crate::report::{Severity, Standing};
use crate::text::listed_briefly;

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
    for itl in itls(evaluation) {
        let missing = expected::entries(evaluation, itl.input.id, CHECK.id, Standing::Missing);
        let nodes: Vec<&str> = missing.filter_map(|entry| entry.node.as_deref()).collect();
        if nodes.is_empty() {
            continue;
        }
        let there = itl.contents.list.with_role(Role::TVS).map(|(number, _)| record(itl.input.id, number));
        let evidence: Vec<_> = [input(itl.input.id)].into_iter().chain(there).collect();
        let title = format!("{} lacks TVS of {}", itl.input.short_name(), listed_briefly(&nodes));
        let detail = format!(
            "Of the {} nodes that were given, it has TVS records for all but {}.",
            evaluation.context.nodes.len(),
            listed_briefly(&nodes)
        );
        observations.say(title, detail, evidence);
    }
}
