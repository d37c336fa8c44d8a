//! XF-06

use super::stale::{Group, NO_SIGNER_LEFT, groups};
use super::{any_listed, servers_hold};
use crate::case::evaluation::Evaluation;
use crate::case::series::Lists;
use crate::checks::{Check, Observations};
use crate::plan::Key;
use crate::report::{Identity, ListKind, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "XF-06",
    severity: Severity::Critical,
    title: "The ITLRecovery certificate in the lists is the one that the cluster has now",
    meaning: "ITLRecovery is the anchor that stays when CallManager is renewed: it stands in ITL and CTL as a second SAST record, and from 12.0 it signs them. \
              Where the lists hold an older one – a refresh upgrade to 12.5(1) before SU3 made a new one unasked – nothing is to be seen until CallManager is \
              regenerated too: then phones know no signer any more. From 12.5 there is one ITLRecovery in the cluster, before each node has its own.",
    symptoms: "Nobody yet. With the next regeneration of CallManager, or at once where ITLRecovery signs, phones refuse the new lists, keep the old ones and no \
               longer take changed configuration; recovery with \"utils itl reset\" or \"utils ctl reset\" fails for them.",
    plan: Some(Key::Itlrecovery),
    remedy: "Do not regenerate CallManager, nor ITLRecovery again, before this is mended. In mixed mode: run \"utils ctl reset localkey\" on the publisher, so that \
             CallManager signs, which phones know; restart CallManager and CTIManager on all nodes, reset the phones, and compare the serial numbers that \
             \"show ctl\" prints with the certificate. Then run \"utils ctl update CTLFile\", restart the services, and reset the phones once more.",
    source: "Cisco field notice FN70613 (CSCvv13565); Cisco doc 214231",
    since: "0.1",
    needs: "a CTL or ITL and the ITLRecovery certificate (ITLRecovery.pem, or \"show cert own ITLRecovery\")",
    wants: &[],
    applies: |evaluation| {
        any_listed(evaluation, &[Identity::Itlrecovery]) && servers_hold(evaluation, &[Identity::Itlrecovery])
    },
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let servers = &evaluation.servers;
    let lists = Lists::of(evaluation);
    for group in groups(&lists, servers, &[Identity::Itlrecovery]) {
        say(evaluation, &lists, (&group, group.no_signer_left(servers)), observations);
    }
}

fn say(
    evaluation: &Evaluation<'_>,
    lists: &Lists<'_, '_>,
    (group, no_signer_left): (&Group<'_, '_>, bool),
    observations: &mut Observations,
) {
    let (named, hold) = (group.lists(lists), group.verb("holds", "hold"));
    let title = if group.is_older() {
        format!("{named} {hold} another ITLRecovery certificate than the one given")
    } else {
        format!("{named} {hold} an ITLRecovery certificate that the cluster no longer has")
    };
    let in_ctl = group.has(ListKind::Ctl);
    let why = if no_signer_left {
        "ITLRecovery was made anew, and so was every other signer of the list: phones that hold it know none of those who sign now, and can only ask TVS."
    } else if in_ctl {
        "ITLRecovery was made anew, and the CTL was not updated after it. The other signer in the list is the only one that phones can still follow: do not renew that one now."
    } else {
        "ITLRecovery was made anew, and the ITL was not written after it, or phones have not taken the new one."
    };
    let observation = group.say((evaluation, lists), group.severity(CHECK.severity), (title, why), observations);
    if no_signer_left {
        observation.advise(NO_SIGNER_LEFT).by_plan(Some(Key::Locked));
    } else if !in_ctl {
        observation.advise(
            "Do not regenerate CallManager or TVS now. Restart TVS, then TFTP, on the nodes that wrote these ITLs, so that they are written with the present \
             ITLRecovery, reset a few phones, and see that they take the new ITL (through TVS) before you reset all. Where phones refuse it, run \"utils itl reset localkey\".",
        );
    }
}
