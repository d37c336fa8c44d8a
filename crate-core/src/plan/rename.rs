//! P-RENAME

use super::common;
use super::draft::{Draft, Template, say, step};
use super::effect::Effect;
use super::place::Place::{At, EveryNode, Publisher, Where};
use super::when::{ALWAYS, MIXED, NONSECURE, RECOVERY_SIGNS, TOKENLESS};
use crate::report::NodeService::Tftp;

pub(super) static PLAN: Template = Template {
    title: "Give a node another host name",
    title_renewed: "Bring the certificates of a renamed node to the phones",
    affected: &[
        say("The node restarts, and its phones fail over. All its self-signed certificates are made anew in one go: CallManager, TVS, Tomcat, IPsec, and CAPF on the publisher; \
             those that a CA signed are lost. Connections between nodes fail until every node knows the new certificates."),
        say("All phones are reset to take the new ITL."),
        say("Encrypted phones do not register with the node until they hold a CTL with its new certificate.").when(MIXED),
    ],
    before: &[common::ANY, common::LISTS, common::CTL, BEFORE],
    steps: &[EMPTY, RENAME, LISTS, FILL, AFTER],
    verify: &[VERIFY, common::VERIFY_CTL, common::VERIFY_ITL],
    way_back: &[
        say("The previous name alone brings no certificate back: renaming the node again makes all of them anew once more. They come back with their keys from the backup \
             that was made before the first step."),
        common::LOCKED_OUT[0],
    ],
    not_next: &[
        &[
            say("Do not rename the next node, nor renew a certificate, before all phones are registered again and hold the new list."),
            say("Do not renew ITLRecovery because it keeps the old name (ITLRECOVERY_ and the old name): that is normal, and it is the anchor of the phones.")
                .when(ALWAYS.since(TOKENLESS)),
        ],
        &[common::NO_CTL],
    ],
    source: "Cisco Administration Guide, Change the Hostname; Cisco doc 214231 (2026); Cisco Security Guide 14, Default Security",
};

static BEFORE: &[Draft] = &[
    say("Every CallManager group has a second node, so that phones reach a TVS that keeps its certificate. While CallManager signs the ITL, phones of a cluster with a single node have no \
         such TVS.")
    .when(ALWAYS.before(RECOVERY_SIGNS)),
    step(Where(Tftp), "ITLRecovery signs the ITL, as the header says: then phones take the ITL of the renamed node without asking TVS.")
        .run(&["show itl"])
        .when(ALWAYS.since(RECOVERY_SIGNS)),
    say("It is known which certificates of the node a CA signed: they have to be requested anew for the new name."),
    say("Name servers know the new name, forward and reverse."),
];

/// Phones of a single node would meet a new signer and a new TVS at once.
static EMPTY: &[Draft] = &[step(
    At("Cisco Unified CM Administration; then the node"),
    "Where the cluster has a single node: set enterprise parameter \"Prepare Cluster for Rollback to pre-8.0\" to True, restart TVS and TFTP, and reset all phones, so that they hold an \
     empty ITL and take any other. (Phone services over HTTPS do not work meanwhile.)",
)
.run(&["utils service restart Cisco Trust Verification Service", "utils service restart Cisco Tftp"])
.does(&[Effect::EmptyItl, Effect::ResetPhones])
.when(NONSECURE.before(RECOVERY_SIGNS))
.wait("Every phone shows an ITL without entries (Settings > Security Configuration > Trust List > ITL File).")];

static RENAME: &[Draft] = &[
    step(
        At("Cisco Unified CM Administration"),
        "Change the name of the node where it is defined by name (System > Server).",
    ),
    step(
        At("the node"),
        "Change the host name (OS Administration > Settings > IP > Ethernet, or the command with the new name in place). The node makes its self-signed certificates anew and restarts.",
    )
    .run(&["set network hostname <new name>"])
    .does(&[Effect::Rename])
    .wait("The node is back under its new name."),
    step(
        EveryNode,
        "Database replication is good again: every node shows state 2. If not, restart the nodes that are behind.",
    )
    .run(&["utils dbreplication runtimestate"])
    .wait("Every node shows state 2, and the other nodes list the new certificates."),
    say(
        "For certificates that a CA signed before, generate a CSR with the new name and upload the answer now, before lists are written.",
    ),
];

static LISTS: &[Draft] = &[
    common::UPDATE_CTL[0],
    common::UPDATE_CTL[1],
    common::UPDATE_CTL[2],
    common::DELETE_OLD_CTL.when(MIXED.since(TOKENLESS).before(RECOVERY_SIGNS).without_tokens().and_old_phones()),
    common::RESTART_CALLMANAGER[0],
    common::RESTART_CALLMANAGER[1],
    common::RESTART_TVS,
    common::RESTART_TFTP,
    common::RESET_PHONES,
];

static FILL: &[Draft] = &[step(
    At("Cisco Unified CM Administration; then the node"),
    "Where the cluster has a single node: set \"Prepare Cluster for Rollback to pre-8.0\" back to False, restart TVS and TFTP, and reset all phones.",
)
.run(&["utils service restart Cisco Trust Verification Service", "utils service restart Cisco Tftp"])
.does(&[Effect::FillItl, Effect::ResetPhones])
.when(NONSECURE.before(RECOVERY_SIGNS))
.wait("A phone of each model shows the checksum that \"show itl\" prints.")];

static AFTER: &[Draft] = &[
    step(
        At("systems that know the node by its name"),
        "Give them the new name and the new certificates: DHCP (option 150 by name), SIP trunk peers, Unity Connection, Contact Center, Expressway, single sign-on, other clusters.",
    ),
    step(Publisher, "Make a new backup: one of before the change cannot be restored on the renamed node.")
        .run(&["utils disaster_recovery status backup"]),
];

static VERIFY: &[Draft] = &[
    step(EveryNode, "CallManager, TVS, Tomcat and IPsec of the node have the new name.").run(&["show cert list own"]),
    step(
        Where(Tftp),
        "The ITL has the new name in the records of the node. ITLRecovery keeps the old one, which is normal.",
    )
    .run(&["show itl"]),
    say("A change in the configuration of one phone of each model reaches the phone after a reset."),
];
