//! XF-12

use super::stale::{Group, groups};
use super::{any_listed, servers_hold};
use crate::case::evaluation::Evaluation;
use crate::case::series::Lists;
use crate::checks::{Check, Observations};
use crate::plan::Key;
use crate::report::{Identity, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "XF-12",
    severity: Severity::Error,
    title: "The TVS certificates in the ITL are those that the nodes use now",
    meaning: "A phone asks only a TVS whose certificate stands in its ITL. Where a node's TVS certificate was renewed and the ITL was not written after it, phones take \
              that TVS for a stranger. As long as another TVS in their CallManager group is known to them they ask that one; with all of them renewed, the next change \
              of a signer locks them out.",
    symptoms: "Phone services over HTTPS (directory, Extension Mobility) fail on phones that ask this node first, and the safety net for every other change is gone there.",
    plan: Some(Key::Tvs),
    remedy: "Do not renew TVS again, and change no signer now: restart TVS on the node, then TFTP on the nodes that wrote these ITLs, and reset the phones.",
    source: "Cisco doc 214231, Regenerate Certificates in UCM (TVS); domain.md, section 2.5",
    since: "0.1",
    needs: "an ITL and a node's TVS certificate (TVS.pem, or \"show cert own TVS\")",
    wants: &[],
    applies: |evaluation| any_listed(evaluation, &[Identity::Tvs]) && servers_hold(evaluation, &[Identity::Tvs]),
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let servers = &evaluation.servers;
    let lists = Lists::of(evaluation);
    // Where the signer was renewed as well, XF-07 says what that means, and what to do is another thing.
    for group in groups(&lists, servers, &[Identity::Tvs]).iter().filter(|group| !group.no_tvs_left(servers)) {
        say(evaluation, &lists, group, observations);
    }
}

fn say(evaluation: &Evaluation<'_>, lists: &Lists<'_, '_>, group: &Group<'_, '_>, observations: &mut Observations) {
    let (named, hold) = (group.lists(lists), group.verb("holds", "hold"));
    let whose = group.rivals().find_map(|held| held.node.clone());
    let whose = whose.map_or_else(String::new, |node| format!(" of {node}"));
    let title = if group.is_older() {
        format!("{named} {hold} another TVS certificate{whose} than the one given")
    } else {
        format!("{named} {hold} a TVS certificate{whose} that is no longer in use")
    };
    let why = "The certificate was renewed, and TFTP has not written the ITL since.";
    group.say((evaluation, lists), group.severity(CHECK.severity), (title, why), observations);
}
