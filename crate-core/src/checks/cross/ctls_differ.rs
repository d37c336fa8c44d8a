//! XF-02

use crate::case::evaluation::Evaluation;
use crate::case::holdings::node_around;
use crate::case::series::{Lists, Placed};
use crate::checks::{Check, Observations, input};
use crate::report::{ListKind, Severity};
use crate::text::listed_briefly;
use crate::timestamp::Timestamp;
use std::collections::{BTreeMap, HashMap, HashSet};

pub(in crate::checks) static CHECK: Check = Check {
    id: "XF-02",
    severity: Severity::Error,
    title: "The CTL is the same on every node",
    meaning: "There is one CTL in a cluster. \"utils ctl update CTLFile\" writes it on the publisher and copies it to all nodes, byte by byte. Where one node has another, \
              the copy failed: a phone that asks that node gets an old list.",
    symptoms: "Phones that get their CTL from that node do not register encrypted, or go back and forth between two lists.",
    plan: None,
    remedy: "See that all nodes run and the database is replicated, run \"utils ctl update CTLFile\" on the publisher again, restart TFTP on every node that runs it, \
             and compare the hashes that \"show ctl\" prints on each.",
    source: "Cisco doc 118892, Cluster Changed from Mixed Mode to Non-Secure; Cisco doc 118893",
    since: "0.1",
    needs: "the CTLs of two nodes, as files or as \"show ctl\" prints them",
    wants: &[],
    applies: |evaluation| evaluation.lists.iter().filter(|list| list.contents.kind == ListKind::Ctl).nth(1).is_some(),
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let lists = Lists::of(evaluation);
    let mut latest: HashMap<String, Timestamp> = HashMap::new();
    for list in evaluation.lists.iter().filter(|list| list.contents.kind == ListKind::Ctl) {
        let node = node_around(list.input, evaluation.inputs, &evaluation.context.nodes);
        if let (Some(node), Some(made)) = (node, list.contents.list.header.timestamp()) {
            let known = latest.entry(node).or_insert(made);
            *known = made.max(*known);
        }
    }
    let mut clusters: BTreeMap<usize, (HashSet<String>, Vec<&Placed<'_, '_>>)> = BTreeMap::new();
    // What a phone was given is told apart by its name; it is not what the nodes have.
    for placed in lists.of_kind(ListKind::Ctl).filter(|placed| !is_of_phone(placed)) {
        // A node that has a later one too was asked twice.
        let later = placed.node.as_ref().and_then(|node| latest.get(node));
        if placed.made.is_some_and(|made| later.is_some_and(|later| *later > made)) {
            continue;
        }
        let Some(hash) = hash(placed) else { continue };
        let (seen, distinct) = clusters.entry(placed.cluster).or_default();
        if seen.insert(hash) {
            distinct.push(placed);
        }
    }
    for (_, ctls) in clusters.into_values().filter(|(_, ctls)| ctls.len() > 1) {
        say(&lists, &ctls, observations);
    }
}

fn say(lists: &Lists<'_, '_>, ctls: &[&Placed<'_, '_>], observations: &mut Observations) {
    let nodes: Vec<&str> = ctls.iter().filter_map(|ctl| ctl.node.as_deref()).collect();
    let several_nodes = nodes.first().is_some_and(|first| nodes.iter().any(|node| node != first));
    let times: Vec<_> = ctls.iter().filter_map(|ctl| ctl.made).collect();
    let several_times = times.first().is_some_and(|first| times.iter().any(|time| time != first));
    let (severity, meaning) = if several_nodes {
        (CHECK.severity, "They are of different nodes, which must have the same: the older did not get the new one.")
    } else if several_times {
        (
            Severity::Warning,
            "They were written at different times. If they were fetched from two nodes now, the node with the older one did not get the new one; if the older was saved \
             before an update, this is as it should be.",
        )
    } else if times.len() < ctls.len() {
        (
            Severity::Warning,
            "A printout does not tell when the list was written. If they are of two nodes now, one of them did not get the new list; if one is older, this is as it should be.",
        )
    } else {
        (CHECK.severity, "Both say that they were written in the same second, so one of them is not what CUCM wrote.")
    };
    let names: Vec<String> = ctls.iter().map(|ctl| lists.called(ctl)).collect();
    let written: Vec<String> =
        ctls.iter().zip(&names).map(|(ctl, name)| format!("{name} was written {}", ctl.made_for_people())).collect();
    let detail = format!("{}. {meaning}", listed_briefly(&written));
    let evidence = ctls.iter().take(8).map(|ctl| input(ctl.list.input.id)).collect();
    let title = format!("{} are not the same CTL", listed_briefly(&names));
    let observation = observations.say_as(severity, title, detail, evidence);
    observation.compare(
        "SHA-1 of the file",
        ctls.iter().zip(&names).filter_map(|(ctl, name)| Some((name.clone(), hash(ctl)?))),
    );
    observation.compare(
        "written",
        ctls.iter().zip(&names).filter_map(|(ctl, name)| Some((name.clone(), ctl.made?.for_people()))),
    );
}

/// SHA-1 of the file, as it is or as it was printed; MD5 where only that was printed.
fn hash(placed: &Placed<'_, '_>) -> Option<String> {
    match &placed.list.contents.transcript {
        Some(printed) => printed.sha1.clone().or_else(|| printed.md5.clone()),
        None => Some(placed.list.input.hashes.sha1.clone()),
    }
}

/// Whether the list is one that was made for a phone: `CTLSEP001122334455.tlv`.
fn is_of_phone(placed: &Placed<'_, '_>) -> bool {
    placed.list.input.short_name().get(..6).is_some_and(|start| start.eq_ignore_ascii_case("CTLSEP"))
}
