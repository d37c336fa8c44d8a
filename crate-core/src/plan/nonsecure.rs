//! P-NONSECURE

use super::common;
use super::draft::{Draft, Template, say, step};
use super::effect::Effect;
use super::place::Place::{At, EveryNode, Publisher, Where};
use super::when::{ALWAYS, MIXED, NONSECURE, TOKENLESS};
use crate::report::NodeService::Tftp;

pub(super) static PLAN: Template = Template {
    title: "From mixed to non-secure mode",
    title_renewed: "From mixed to non-secure mode",
    affected: &[
        say("All phones are reset once, and nobody registers encrypted or makes encrypted calls afterwards. Signed configuration and the ITL stay.").when(MIXED),
        say("Phones that still hold a CTL of the time in mixed mode.").when(NONSECURE),
    ],
    before: &[common::ANY, BEFORE],
    steps: &[MIXED_MODE, LEFT_OVER],
    verify: &[VERIFY, common::VERIFY_ITL],
    way_back: &[
        say("Set mixed mode again (\"utils ctl set-cluster mixed-mode\" on the publisher), restart TFTP and CallManager, and reset the phones.")
            .when(ALWAYS.since(TOKENLESS)),
        say("Set mixed mode again with the Cisco CTL Client and a token of the CTL, restart TFTP and CallManager, and reset the phones.").when(ALWAYS.before(TOKENLESS)),
    ],
    not_next: &[&[
        say("Do not take empty CCM+TFTP records in the CTL for damage: that is how a CTL looks after this change. Phones read them as \"non-secure\"."),
        say("Do not delete the CTL from the servers before every phone has taken the one with the empty records: a phone that has not taken it would keep the previous one."),
        say("Do not set the roll-back to a release before 8.0 for this: it empties ITLs, not CTLs."),],],
    source: "Cisco doc 118892, CUCM Cluster Changed from Mixed Mode to Non-Secure Mode; Cisco doc 118893",
};

static BEFORE: &[Draft] = &[
    say("No phone needs encryption any more, and all phone security profiles in use are non-secure ones.").when(MIXED),
    say("SIP trunks, conference bridges and voicemail ports in secure mode are known, and are set back with their peers.").when(MIXED),
];

static MIXED_MODE: &[Draft] = &[
    step(Publisher, "Set the cluster to non-secure mode. This works with a CTL that tokens sign as well.")
        .run(&["utils ctl set-cluster non-secure-mode"])
        .does(&[Effect::SetNonSecure])
        .when(MIXED.since(TOKENLESS))
        .wait("The command says that the cluster was set to non-secure mode."),
    step(
        At("the computer with the Cisco CTL Client"),
        "Set the cluster to non-secure mode with the CTL client and one of the tokens that stand in the CTL.",
    )
    .does(&[Effect::SetNonSecure])
    .when(MIXED.before(TOKENLESS))
    .wait("The client says that the CTL was written on every node."),
    common::RESTART_TFTP.when(MIXED),
    common::RESTART_CALLMANAGER[0].when(MIXED),
    common::RESTART_CALLMANAGER[1].when(MIXED),
    common::RESET_PHONES
        .when(MIXED)
        .wait("As many phones are registered as before, all of them non-secure, and show the new checksum of the CTL."),
];

static LEFT_OVER: &[Draft] = &[step(
    Where(Tftp),
    "The cluster is in non-secure mode already. A CTL with empty CCM+TFTP records is left from the change and does no harm. To be rid of it once every phone has taken it, \
     delete it on each node that runs TFTP, and restart TFTP there.",
)
.run(&["file delete tftp CTLFile.tlv", "utils service restart Cisco Tftp"])
.when(NONSECURE)];

static VERIFY: &[Draft] = &[
    step(Publisher, "ClusterSecurityMode is 0.")
        .run(&["run sql select paramname,paramvalue from processconfig where paramname='ClusterSecurityMode'"]),
    step(EveryNode, "The records CCM+TFTP of the CTL are empty (33 bytes, no certificate), or there is no CTL; it is the same on every node.")
        .run(&["show ctl"]),
    step(Where(Tftp), "The ITL has TFTP where it had CCM+TFTP.").run(&["show itl"]),
];
