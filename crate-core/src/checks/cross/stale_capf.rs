//! XF-03

use super::stale::{Group, groups};
use super::{any_listed, servers_hold};
use crate::case::evaluation::Evaluation;
use crate::case::series::Lists;
use crate::case::standing::Servers;
use crate::checks::{Check, Observations};
use crate::plan::Key;
use crate::report::{Identity, ListKind, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "XF-03",
    severity: Severity::Critical,
    title: "The CAPF certificate in the lists is the one that CAPF uses now",
    meaning: "The CTL holds a copy of the publisher's CAPF certificate, made when the CTL was written. When CAPF is regenerated, the copy does not follow: phones \
              then meet a CAPF that is not in their CTL. In an ITL a stale CAPF weighs less, because phones can ask TVS about it. Before release 14 each node has \
              a CAPF certificate of its own; only the publisher's is in use, and only that one belongs into the lists.",
    symptoms: "Secure phones stay at \"registering\" or register again and again, and LSCs cannot be installed or renewed (\"No valid CAPF server\"). Phones that \
               register without encryption notice nothing.",
    plan: Some(Key::Capf),
    remedy: "Do not regenerate CAPF again: bring the present one to the phones. Run \"utils ctl update CTLFile\" on the publisher (or the CTL client, where \
             hardware tokens sign), restart CAPF, TVS and TFTP, and reset the phones. The signer stays the same, so phones take the new CTL by themselves.",
    source: "Cisco doc 225746, Troubleshoot Common Issues with Certificate Renewal in CUCM; Cisco doc 214231",
    since: "0.1",
    needs: "a CTL or ITL and the publisher's CAPF certificate (CAPF.pem, or \"show cert own CAPF\")",
    wants: &[],
    applies: |evaluation| any_listed(evaluation, &[Identity::Capf]) && servers_hold(evaluation, &[Identity::Capf]),
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let servers = &evaluation.servers;
    let lists = Lists::of(evaluation);
    for group in groups(&lists, servers, &[Identity::Capf]) {
        // A subscriber's CAPF in an ITL is what XF-05 speaks of.
        let stale = group.stale.into_iter();
        let of_ctl = |kind| kind == ListKind::Ctl;
        let stale = stale.filter(|stale| !stale.is_subscribers || of_ctl(stale.placed.list.contents.kind)).collect();
        let group = Group { stale };
        if !group.stale.is_empty() {
            say(evaluation, servers, &lists, &group, observations);
        }
    }
}

fn say(
    evaluation: &Evaluation<'_>,
    servers: &Servers<'_>,
    lists: &Lists<'_, '_>,
    group: &Group<'_, '_>,
    observations: &mut Observations,
) {
    let named = group.lists(lists);
    let hold = group.verb("holds", "hold");
    let is_subscribers = group.stale.iter().any(|stale| stale.is_subscribers);
    if is_subscribers {
        let title = format!("{named} {hold} a subscriber's CAPF certificate");
        let why = "That is the CAPF of a subscriber, which issues nothing: the CTL must hold the publisher's. Before release 14 every node has a CAPF certificate \
                   of its own, and \"utils ctl update CTLFile\" on the publisher copies the right one.";
        group.say((evaluation, lists), CHECK.severity, (title, why), observations);
        return;
    }
    let in_ctl = group.has(ListKind::Ctl);
    // Of a list that phones can do without in this, a warning is enough.
    let severity = if in_ctl { group.severity(CHECK.severity) } else { Severity::Warning };
    let title = if group.is_older() {
        format!("{named} {hold} another CAPF certificate than the one given")
    } else {
        format!("{named} {hold} a CAPF certificate that the server no longer uses")
    };
    let mut why = String::from(if in_ctl {
        "A CTL keeps the CAPF that it was written with: after CAPF has been regenerated on the publisher, \"utils ctl update CTLFile\" has to follow."
    } else {
        "The ITL was not written anew after CAPF had been regenerated. Phones can ask TVS about the present one, so this alone stops nothing."
    });
    let known = group.rivals().any(|held| servers.is_publishers(held) == Some(true));
    if !known && !evaluation.releases.surely_at_least(14, 0) {
        why.push_str(
            " Which node this CAPF certificate is from, the case does not tell. Before release 14 the one of a subscriber differs, and that is right: only the \
             publisher's counts.",
        );
    }
    let observation = group.say((evaluation, lists), severity, (title, &why), observations);
    if !in_ctl {
        observation
            .felt_by("Hardly anybody: a phone that does not find CAPF in its ITL asks TVS.")
            .advise("Restart TVS, then TFTP, on the nodes that wrote these ITLs, and see with \"show itl\" that the present CAPF stands there.");
    }
}
