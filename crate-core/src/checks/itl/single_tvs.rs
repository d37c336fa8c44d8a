//! ITL-04

use super::super::{Check, Fact, Observations, record};
use super::{any_itl, itls};
use crate::case::evaluation::Evaluation;
use crate::expected;
use crate::formats::trust_list::Role;
use crate::report::{NodeService, Severity};
use crate::text::count;

pub(in crate::checks) static CHECK: Check = Check {
    id: "ITL-04",
    severity: Severity::Info,
    title: "Before 14 an ITL of several nodes holds several TVS",
    meaning: "Before 14 every node has a TVS certificate of its own, and all of them stand in every ITL. With a single one, phones have no \
              second server to ask. From 14 one certificate may be for all nodes.",
    symptoms: "Phones can verify new certificates only while that one TVS answers.",
    plan: None,
    remedy: "See which nodes run TVS; restart TFTP after TVS has been started where it was down.",
    source: "Cisco Security Guide, Default Security",
    since: "0.1",
    needs: "an ITL",
    wants: &[Fact::Release, Fact::Nodes],
    applies: any_itl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let nodes: Vec<_> =
        evaluation.context.nodes.iter().filter(|node| node.runs(NodeService::Tvs) != Some(false)).collect();
    if nodes.len() < 2 || !evaluation.releases.surely_before(14, 0) {
        return;
    }
    for itl in itls(evaluation).filter(|itl| expected::is_whole(itl)) {
        let records = expected::records(evaluation, itl);
        let mut tvs = records.iter().filter(|listed| listed.role == Role::TVS && listed.repeats.is_none());
        let (Some(only), None) = (tvs.next(), tvs.next()) else { continue };
        let is_of_several = nodes.iter().filter(|node| only.names.cover(node)).count() > 1;
        if only.node.is_none() || is_of_several || only.names.is_multi_server {
            continue;
        }
        let title = format!("{} holds a single TVS", itl.input.short_name());
        let detail = format!("It is that of {}; the cluster has {}.", only.host(), count(nodes.len(), "node"));
        observations.say(title, detail, vec![record(itl.input.id, only.number)]);
    }
}
