//! P-MIXED

use super::common;
use super::draft::{Draft, Template, say, step};
use super::effect::Effect;
use super::place::Place::{At, EveryNode, Publisher, Where};
use super::when::{ALWAYS, MIXED, NONSECURE, RECOVERY_SIGNS, TOKENLESS};
use crate::report::NodeService::Tftp;

pub(super) static PLAN: Template = Template {
    title: "From non-secure to mixed mode",
    title_renewed: "From non-secure to mixed mode",
    affected: &[say(
        "All phones are reset once to take a CTL and the new ITL. CallManager and TFTP restart on every node; phones fail over meanwhile. Nobody is encrypted by this \
             alone: that takes an LSC and a secure profile for each phone.",
    )],
    before: &[common::ANY, common::LISTS, BEFORE],
    steps: &[ALREADY, CTL, SERVICES, AFTER],
    verify: &[VERIFY, common::VERIFY_ITL],
    way_back: &[say(
        "Set non-secure mode again by P-NONSECURE. Phones keep a CTL then, with empty records; it does no harm as long as its signer stays.",
    )],
    not_next: &[&[
        say("Do not renew CallManager, TVS or ITLRecovery before all phones hold the CTL."),
        say("Do not give phones an encrypted profile before they have an LSC (or a MIC whose CA the cluster trusts)."),
    ]],
    source: "Cisco doc 118893, CUCM Mixed Mode with Tokenless CTL; Cisco Security Guide 14, Default Security",
};

static BEFORE: &[Draft] = &[
    say(
        "The license allows encryption (export-restricted functions from release 12.5 on), and CAPF is started on the publisher.",
    ),
    say(
        "A CTL that is left from an earlier time in mixed mode is known: phones that still hold one take the new CTL from a signer that stands in it, or by TVS.",
    ),
    say("Two hardware tokens and their passwords are at hand.").when(ALWAYS.before(TOKENLESS)),
];

static ALREADY: &[Draft] = &[say("The cluster is in mixed mode already.").when(MIXED)];

static CTL: &[Draft] = &[
    step(Publisher, "Set mixed mode. This writes a CTL without tokens.")
        .run(&["utils ctl set-cluster mixed-mode"])
        .does(&[Effect::SetMixed])
        .when(NONSECURE.since(TOKENLESS))
        .wait("The command says that the cluster was set to mixed mode."),
    step(
        At("the computer with the Cisco CTL Client"),
        "Set mixed mode with the Cisco CTL Client and two hardware tokens.",
    )
    .does(&[Effect::SetMixed])
    .when(NONSECURE.before(TOKENLESS))
    .wait("The client says that the CTL was written on every node."),
];

static SERVICES: &[Draft] = &[
    common::RESTART_TVS.when(NONSECURE.before(TOKENLESS)),
    common::RESTART_TFTP.when(NONSECURE),
    common::RESTART_CALLMANAGER[0].when(NONSECURE),
    common::RESTART_CALLMANAGER[1].when(NONSECURE),
    common::RESET_PHONES.when(NONSECURE),
];

static AFTER: &[Draft] = &[say(
    "Install LSCs (Certificate Operation \"Install/Upgrade\"), then give phones their secure profiles, a few at first.",
)
.when(NONSECURE)];

static VERIFY: &[Draft] = &[
    step(Publisher, "ClusterSecurityMode is 1.")
        .run(&["run sql select paramname,paramvalue from processconfig where paramname='ClusterSecurityMode'"]),
    step(EveryNode, "The CTL is there, is the same on every node, and names every node that runs CallManager or TFTP.")
        .run(&["show ctl"]),
    step(Publisher, "The signer of the CTL is ITLRecovery.").run(&["show ctl"]).when(ALWAYS.since(RECOVERY_SIGNS)),
    step(Publisher, "The signer of the CTL is the publisher's CallManager certificate.")
        .run(&["show ctl"])
        .when(ALWAYS.since(TOKENLESS).before(RECOVERY_SIGNS)),
    step(Where(Tftp), "The ITL has CCM+TFTP where it had TFTP.").run(&["show itl"]),
];
