//! XF-07

use super::stale::{Group, NO_SIGNER_LEFT, NO_TVS_LEFT, groups};
use super::{any_listed, servers_hold};
use crate::case::evaluation::Evaluation;
use crate::case::series::Lists;
use crate::checks::{Check, Observation, Observations};
use crate::plan::Key;
use crate::report::{Identity, ListKind, Severity};

const KINDS: [Identity; 2] = [Identity::Callmanager, Identity::CallmanagerEcdsa];

pub(in crate::checks) static CHECK: Check = Check {
    id: "XF-07",
    severity: Severity::Critical,
    title: "The CallManager certificates in the lists are those that the nodes use now",
    meaning: "The TFTP, CCM and CCM+TFTP records of a list hold the CallManager certificate of each node, and a SAST record that of the TFTP node or of the publisher. \
              A record is compared with the certificate of the node that it names; a multi-server certificate counts for every node in it. When a node's \
              certificate was renewed and the list was not, phones meet a server that is not in their list.",
    symptoms: "With a stale CTL, phones cannot register encrypted with that node, and refuse configuration that it signs. With a stale ITL, phones have to ask TVS \
               about everything that the node signs; where they cannot, they keep their old configuration.",
    plan: Some(Key::Callmanager),
    remedy: "Do not regenerate CallManager again: bring the present one to the phones. In mixed mode run \"utils ctl update CTLFile\" on the publisher; then restart \
             CallManager, CTIManager, TVS and TFTP on the nodes, one after the other, and reset the phones.",
    source: "Cisco doc 214231, Regenerate Certificates in UCM; Cisco doc 225746",
    since: "0.1",
    needs: "a CTL or ITL and a node's CallManager certificate (CallManager.pem, or \"show cert own CallManager\")",
    wants: &[],
    applies: |evaluation| any_listed(evaluation, &KINDS) && servers_hold(evaluation, &KINDS),
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let servers = &evaluation.servers;
    let lists = Lists::of(evaluation);
    for group in groups(&lists, servers, &KINDS) {
        let way = if group.no_signer_left(servers) {
            Way::NoSigner
        } else if group.no_tvs_left(servers) {
            Way::NoTvs
        } else {
            Way::Open
        };
        say(evaluation, &lists, (&group, way), observations);
    }
}

/// Whether phones that hold the list have a way to the present certificate.
#[derive(Clone, Copy)]
enum Way {
    /// They know a signer that is still in use, or can ask TVS.
    Open,
    /// They know no signer that is still in use.
    NoSigner,
    /// They would have to ask TVS, and know none.
    NoTvs,
}

fn say(
    evaluation: &Evaluation<'_>,
    lists: &Lists<'_, '_>,
    (group, way): (&Group<'_, '_>, Way),
    observations: &mut Observations,
) {
    let (named, hold) = (group.lists(lists), group.verb("holds", "hold"));
    let node = group.rivals().find_map(|held| held.node.clone()).or_else(|| {
        let name = &group.stale.first()?.record.name;
        (!name.is_empty()).then(|| name.clone())
    });
    let whose = node.map_or_else(String::new, |node| format!(" of {node}"));
    let title = if group.is_older() {
        format!("{named} {hold} another CallManager certificate{whose} than the one given")
    } else {
        format!("{named} {hold} a CallManager certificate{whose} that is no longer in use")
    };
    let in_ctl = group.has(ListKind::Ctl);
    let why = if matches!(way, Way::NoTvs) {
        "The certificate was renewed, and so was every TVS of the ITL that it signed: phones that hold this ITL do not know the new signer, and can ask nobody about it."
    } else if in_ctl {
        "The certificate was renewed, and the CTL was not updated after it."
    } else {
        "The certificate was renewed, and TFTP has not written the ITL since."
    };
    let observation = group.say((evaluation, lists), group.severity(CHECK.severity), (title, why), observations);
    match way {
        Way::NoSigner => lock(observation, NO_SIGNER_LEFT),
        Way::NoTvs => lock(observation, NO_TVS_LEFT),
        Way::Open => {}
    }
    if matches!(way, Way::Open) && !in_ctl {
        observation.advise(
            "Restart TVS, then TFTP, on the nodes that wrote these ITLs, and see with \"show itl\" that the present certificate stands there. Change nothing else \
             until all phones have taken the new ITL: where CallManager signs it, they ask TVS about the new signer.",
        ).by_plan(Some(Key::Callmanager));
    }
}

/// Phones are locked out: the usual plan would make it worse.
fn lock(observation: &mut Observation, advice: &str) {
    observation.advise(advice).by_plan(Some(Key::Locked));
}
