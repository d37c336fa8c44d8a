//! P-TOKENLESS

use super::common;
use super::draft::{Draft, Template, say, step};
use super::effect::Effect;
use super::place::Place::{At, EveryNode, Publisher};
use super::when::{ALWAYS, MIXED, NONSECURE, RECOVERY_SIGNS, TOKENLESS};

pub(super) static PLAN: Template = Template {
    title: "From hardware tokens to a CTL that the cluster signs",
    title_renewed: "From hardware tokens to a CTL that the cluster signs",
    affected: &[
        say("All phones are reset once. The signer of their CTL changes: phones with Security By Default ask TVS about it, others need their CTL deleted by hand."),
        say("CallManager and TFTP restart on every node; phones fail over meanwhile."),
    ],
    before: &[common::ANY, common::LISTS, BEFORE],
    steps: &[NOT_YET, MIXED_MODE, NON_SECURE],
    verify: &[VERIFY, common::VERIFY_CTL],
    way_back: &[
        say("Before release 14 the Cisco CTL Client with both tokens writes a CTL that tokens sign again. Keep the tokens until all phones show the new CTL.")
            .when(ALWAYS.before((14, 0))),
        say("From release 14 on there is no way back to tokens. Phones that do not take the new CTL need theirs deleted by hand.").when(ALWAYS.since((14, 0))),
    ],
    not_next: &[&[
        say("Do not renew CallManager, TVS or ITLRecovery before all phones show the new CTL: TVS has to vouch for its signer with certificates that phones know."),
        say("Do not upgrade to 14 SU3 or later with a CTL that tokens sign.").when(ALWAYS.before((14, 0))),
        say("Do not use the CTL client afterwards; it would make the tokens signers again.").when(ALWAYS.before((14, 0))),],],
    source: "Cisco doc 118893, CUCM Mixed Mode with Tokenless CTL; Cisco doc 214231 (2026); Cisco Security Guide 14",
};

static BEFORE: &[Draft] = &[
    step(Publisher, "The CTL is one that tokens sign: the signer is called SAST-ADN…, and Cisco Manufacturing CA issued it. (\"show ctl\" says \"This etoken was used to sign the \
                     CTL file\" of tokenless ones too.)")
        .run(&["show ctl"]),
    say("Phones hold an ITL with the TVS certificates of now, so that TVS can vouch for the new signer."),
    say("The phones without Security By Default are counted and within reach.").when(MIXED.and_old_phones()),
];

static NOT_YET: &[Draft] = &[say(
    "Before release 10.0 only hardware tokens can sign a CTL: keep both and their passwords, and come back to this plan after an upgrade to 10.0 or later, and before one \
     to 14 SU3.",
)
.when(ALWAYS.before(TOKENLESS))];

static MIXED_MODE: &[Draft] = &[
    step(Publisher, "Write the CTL anew without tokens; the mode stays mixed.")
        .run(&["utils ctl update CTLFile"])
        .does(&[Effect::LeaveTokens])
        .when(MIXED.since(TOKENLESS))
        .wait("The command says that the CTL was updated on every node."),
    common::RESTART_TFTP.when(MIXED.since(TOKENLESS)),
    common::RESTART_CALLMANAGER[0].when(MIXED.since(TOKENLESS)),
    common::RESET_PHONES
        .when(MIXED.since(TOKENLESS))
        .wait("All phones are registered again, and a phone of each model shows the new checksum of the CTL."),
    step(
        At("each phone without Security By Default"),
        "Delete the CTL by hand: these phones never take a CTL from a new signer.",
    )
    .does(&[Effect::DeleteCtl, Effect::ResetPhones])
    .when(MIXED.since(TOKENLESS).and_old_phones()),
];

static NON_SECURE: &[Draft] = &[
    step(
        Publisher,
        "In non-secure mode there is nothing to migrate: a CTL that tokens sign is left from before. If mixed mode is wanted, set it without tokens; else leave it.",
    )
    .run(&["utils ctl set-cluster mixed-mode"])
    .when(NONSECURE.since(TOKENLESS)),
    step(EveryNode, "If mixed mode was set: restart TFTP and then CallManager where they run, one node after another, and reset all phones.")
        .run(&["utils service restart Cisco Tftp", "utils service restart Cisco CallManager"])
        .when(NONSECURE.since(TOKENLESS)),
];

static VERIFY: &[Draft] = &[
    step(Publisher, "The signer is the publisher's CallManager certificate.")
        .run(&["show ctl"])
        .when(ALWAYS.since(TOKENLESS).before(RECOVERY_SIGNS)),
    step(Publisher, "The signer is ITLRecovery.").run(&["show ctl"]).when(ALWAYS.since(RECOVERY_SIGNS)),
    say("No record of the CTL names a token (SAST-ADN…).").when(ALWAYS.since(TOKENLESS)),
    say("The tokens that sign the CTL are at hand, both of them.").when(ALWAYS.before(TOKENLESS)),
];
