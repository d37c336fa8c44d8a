//! XF-05

use super::servers_hold;
use super::stale::{Group, groups, held_place};
use crate::case::Release;
use crate::case::evaluation::Evaluation;
use crate::case::series::Lists;
use crate::case::standing::{Held, Servers};
use crate::checks::{Check, Fact, Observations};
use crate::report::{Identity, ListKind, Severity, same_host};
use crate::text::listed_briefly;

pub(in crate::checks) static CHECK: Check = Check {
    id: "XF-05",
    severity: Severity::Info,
    title: "The CAPF certificates of publisher and subscribers",
    meaning: "Before release 14 every node has a CAPF certificate of its own, but only the publisher's CAPF service issues LSCs. So the certificates of publisher and \
              subscriber differ, and need not be made equal. From 14 on only the publisher has one. What counts is that CTL and ITL hold the publisher's.",
    symptoms: "",
    plan: None,
    remedy: "Nothing. Do not regenerate CAPF on a subscriber to make the two equal: they cannot be.",
    source: "Cisco Security Guide 14, Certificates (CAPF on the publisher only); Cisco doc 214231",
    since: "0.1",
    needs: "the CAPF certificates of two nodes",
    wants: &[],
    applies: |evaluation| servers_hold(evaluation, &[Identity::Capf]),
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let servers = &evaluation.servers;
    let lists = Lists::of(evaluation);
    for group in groups(&lists, servers, &[Identity::Capf]) {
        let is_theirs = |kind| kind == ListKind::Itl;
        let of_itl =
            group.stale.into_iter().filter(|one| one.is_subscribers && is_theirs(one.placed.list.contents.kind));
        let group = Group { stale: of_itl.collect() };
        if !group.stale.is_empty() {
            listed(evaluation, &lists, &group, observations);
        }
    }
    differ(evaluation, servers, observations);
}

/// An ITL with a subscriber's CAPF. (Of a CTL, XF-03 speaks.)
fn listed(evaluation: &Evaluation<'_>, lists: &Lists<'_, '_>, group: &Group<'_, '_>, observations: &mut Observations) {
    let title = format!("{} {} a subscriber's CAPF certificate", group.lists(lists), group.verb("holds", "hold"));
    let why = "Only the publisher's CAPF issues LSCs, so that is the one that belongs into the list.";
    group
        .say((evaluation, lists), Severity::Error, (title, why), observations)
        .felt_by("Phones that look for CAPF in this ITL do not find the one they talk to, and have to ask TVS.")
        .advise(
            "See that the Certificate Authority Proxy Function service is activated on the publisher alone and that the database is replicated; then restart TVS and \
             TFTP on the nodes that wrote these ITLs.",
        );
}

fn differ(evaluation: &Evaluation<'_>, servers: &Servers<'_>, observations: &mut Observations) {
    let own = || servers.own(Identity::Capf).iter().filter(|held| held.is_own);
    let Some(first) = own().find(|held| servers.is_publishers(held) == Some(true)).or_else(|| own().next()) else {
        return;
    };
    let others: Vec<&Held<'_>> = own().filter(|held| held.facts.is_same(&first.facts) == Some(false)).collect();
    if others.is_empty() {
        return;
    }
    let all = || std::iter::once(first).chain(others.iter().copied());
    let places: Vec<String> = all().map(|held| held_place(evaluation, held)).collect();
    let nodes = |one: &Held<'_>| match (&one.node, &first.node) {
        (Some(one), Some(first)) => Some(!same_host(one, first)),
        _ => None,
    };
    let of_several_nodes = others.iter().any(|held| nodes(held) == Some(true));
    let from_14 = evaluation.releases.at_least(Release::new(14, 0));
    let (severity, title, detail) = match (from_14, of_several_nodes) {
        (Some(true), true) => (
            Severity::Warning,
            "A subscriber has a CAPF certificate of its own",
            "From release 14 on only the publisher has one. It may be left from before an upgrade; no service uses it, and no list may hold it.",
        ),
        (_, false) => (
            Severity::Info,
            "There are several CAPF certificates",
            "They are of different nodes or of different times; the case does not tell. Before release 14 every node has one of its own, and only the publisher's \
             is in use, so a difference is normal. From 14 on only the publisher has one.",
        ),
        (from_14, true) => {
            if from_14.is_none() {
                observations.lack([Fact::Release]);
            }
            (
                Severity::Info,
                "Publisher and subscriber have different CAPF certificates",
                "Before release 14 that is normal: every node has a CAPF certificate of its own, and the subscriber's is not in use. They need not be equal; the lists \
                 have to hold the publisher's. From 14 on only the publisher has one.",
            )
        }
    };
    let detail = format!("{} are not the same certificate. {detail}", listed_briefly(&places));
    let evidence = all().take(8).map(Held::evidence).collect();
    let observation = observations.say_as(severity, title, detail, evidence);
    let serials = || all().take(8).zip(&places);
    observation.compare("certificate", serials().map(|(held, place)| (place.clone(), held.facts.name.clone())));
    observation.compare(
        "serial number",
        serials().map(|(held, place)| (place.clone(), held.facts.serial.clone().unwrap_or_default())),
    );
    if severity == Severity::Warning {
        observation.advise(
            "See with \"show cert list own\" on the publisher which certificate CAPF uses, and with \"show ctl\" and \"show itl\" that the lists hold that one.",
        );
    }
}
