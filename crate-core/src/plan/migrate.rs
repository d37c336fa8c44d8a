//! P-MIGRATE

use super::common;
use super::draft::{Draft, Template, say, step};
use super::effect::Effect;
use super::place::Place::{At, Where};
use super::when::{ALWAYS, MIXED, NONSECURE, RECOVERY_SIGNS};
use crate::report::NodeService::Tvs;

pub(super) static PLAN: Template = Template {
    title: "Move phones between clusters",
    title_renewed: "Move phones between clusters",
    affected: &[say("The phones that move: they take the lists of the other cluster while both clusters are on line. A phone that cannot reach the TVS of its old cluster \
                     meanwhile keeps its old list.")],
    before: &[common::ANY, common::LISTS, BEFORE],
    steps: &[STEPS],
    verify: &[VERIFY],
    way_back: &[say(
        "Point the phones back to the old TFTP server. They follow if the same exchange was done the other way round, so that the TVS of the new cluster knows the \
         signers of the old one; else their lists have to be deleted by hand.",
    )],
    not_next: &[&[
        say("Do not switch the old cluster off before every phone has moved: its TVS vouches for the new signer."),
        say("Do not renew certificates of either cluster while phones move."),
        say("Do not use \"Prepare Cluster for Rollback to pre-8.0\" to move phones of a cluster in mixed mode: it empties the ITL, and the CTL stays.")
            .when(MIXED),],],
    source: "Cisco doc on Bulk Certificate Management between clusters (2025); Cisco doc 213407; Cisco Security Guide 14, Certificates",
};

static BEFORE: &[Draft] = &[
    say(
        "Both clusters are on line, and phones reach both: TFTP (UDP 69, TCP 6970) of the new one and TVS (TCP 2445) of the old one.",
    ),
    say("The phones exist in the new cluster, and an SFTP server is there that both publishers reach."),
];

static STEPS: &[Draft] = &[
    step(
        At("publisher of the new cluster, then of the old one"),
        "Export the certificates to the same SFTP folder (OS Administration > Security > Bulk Certificate Management > Export, type All; or TFTP and ITLRecovery).",
    )
    .wait("The folder holds a PKCS#12 file of each cluster."),
    step(At("publisher of the old cluster"), "Consolidate the files (Bulk Certificate Management > Consolidate)."),
    step(
        At("publisher of the old cluster, then of the new one"),
        "Import what was consolidated (Bulk Certificate Management > Import, type TFTP, then ITLRecovery if the page offers it). So the CallManager and ITLRecovery \
         certificates of the new cluster come into CallManager-trust and Phone-SAST-trust of the old one.",
    )
    .does(&[Effect::ImportSigners])
    .wait("Both stores of the old cluster list the CallManager certificate of every TFTP node of the new cluster, and its ITLRecovery if the new cluster has one (10.0 and later)."),
    say("If the new cluster runs 12.0 or later, its ITLRecovery signs its lists: without it in Phone-SAST-trust of the old cluster TVS cannot vouch. If the old cluster's page \
         does not offer it, upload ITLRecovery.pem by hand to CallManager-trust and Phone-SAST-trust."),
    step(Where(Tvs), "Restart TVS on the old cluster, one node after another.")
        .run(&["utils service restart Cisco Trust Verification Service"])
        .does(&[Effect::RestartTvs])
        .wait("The service is started again on one node before the next."),
    step(At("DHCP servers"), "Point one phone of each model to the new TFTP servers (option 150), and reset it.")
        .wait("It is registered with the new cluster and shows the checksum of the new cluster's lists."),
    step(At("DHCP servers"), "Point the other phones to the new TFTP servers, a part at a time, and reset them.")
        .does(&[Effect::MovePhones, Effect::ResetPhones])
        .wait("All phones of one part are registered with the new cluster before the next."),
    say("If no TVS of the old cluster can be had: there, set enterprise parameter \"Prepare Cluster for Rollback to pre-8.0\" to True, restart TVS and TFTP, and reset the \
         phones, so that they hold an empty ITL and take any other; set it back afterwards.")
    .when(NONSECURE),
];

static VERIFY: &[Draft] = &[
    step(At("a TFTP node of the new cluster"), "The checksum is what a moved phone shows under Settings > Security Configuration > Trust List > ITL File.").run(&["show itl"]),
    step(At("publisher of the new cluster"), "The same for the CTL.").run(&["show ctl"]).when(MIXED),
    step(At("publisher of the old cluster"), "The signers of the new cluster are in its trust stores.")
        .run(&["show cert list trust"]),
    say("LSCs of the old cluster work with the new one only while its CAPF certificate is in CallManager-trust there; issue them anew.")
        .when(MIXED),
    say("ITLRecovery signs the new lists, as \"show itl\" says.").when(ALWAYS.since(RECOVERY_SIGNS)),
];
