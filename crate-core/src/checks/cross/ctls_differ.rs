//! XF-02

use crate::case::evaluation::Evaluation;
use crate::case::series::{Lists, Placed};
use crate::checks::{Check, Observations, input};
use crate::compare::ctls::{is_current, latest_of_nodes, meaning};
use crate::compare::rules::CtlRule;
use crate::report::{ListKind, Severity};
use crate::text::listed_briefly;
use std::collections::{BTreeMap, HashSet};

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
    let latest = latest_of_nodes(evaluation);
    let mut clusters: BTreeMap<usize, (HashSet<String>, Vec<&Placed<'_, '_>>)> = BTreeMap::new();
    for placed in lists.of_kind(ListKind::Ctl).filter(|placed| is_current(placed, &latest)) {
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
    let CtlRule { severity, meaning, .. } = meaning(ctls);
    let names: Vec<String> = ctls.iter().map(|ctl| lists.called(ctl)).collect();
    let written: Vec<String> =
        ctls.iter().zip(&names).map(|(ctl, name)| format!("{name} was written {}", ctl.made_for_people())).collect();
    let detail = format!("{}. {meaning}", listed_briefly(&written));
    let evidence = ctls.iter().take(8).map(|ctl| input(ctl.list.input.id)).collect();
    let title = format!("{} are not the same CTL", listed_briefly(&names));
    let observation = observations.say_as(*severity, title, detail, evidence);
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
