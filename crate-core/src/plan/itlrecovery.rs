//! P-ITLREC

use super::common;
use super::draft::{Draft, Template, say, step};
use super::effect::Effect;
use super::place::Place::{At, EveryNode, Publisher};
use super::when::{ALWAYS, MIXED, NONSECURE, RECOVERY_SIGNS, TO_RENEW, TOKENLESS};

pub(super) static PLAN: Template = Template {
    title: "Renew ITLRecovery and bring it to the phones",
    title_renewed: "Bring the renewed ITLRecovery certificate to the phones",
    affected: &[
        say("All phones: ITLRecovery signs their lists, so they are reset twice, first to lists that CallManager signs meanwhile, then to lists that the new key \
             signs. Single sign-on with the system-wide certificate fails until the identity provider has the new metadata.")
        .when(ALWAYS.since(RECOVERY_SIGNS)),
        say("All phones are reset to take the new lists; CallManager signs them as before. Single sign-on is not touched.")
            .when(ALWAYS.since(TOKENLESS).before(RECOVERY_SIGNS)),
        say("Nobody: there is no ITLRecovery certificate before release 10.0.").when(ALWAYS.before(TOKENLESS)),
    ],
    before: &[common::ANY, common::LISTS, common::CTL, BEFORE],
    steps: &[FIRST, RENEW, EARLIER, NON_SECURE, SECURE, AFTER],
    verify: &[VERIFY, common::VERIFY_CTL, common::VERIFY_ITL],
    way_back: &[
        say("As long as CallManager signs the lists (between the two resets), phones that hold the previous list still follow, because that CallManager certificate stands in \
             it as System Administrator Security Token.")
        .when(ALWAYS.since(RECOVERY_SIGNS)),
        common::WAY_BACK,
        common::LOCKED_OUT[0],
    ],
    not_next: &[&[
        say("Do not renew CallManager or TVS in the same window: while ITLRecovery changes, CallManager is the only signer that phones know."),
        say("Do not stop between the two resets longer than needed: a list that CallManager signs is meant for the change only.")
            .when(ALWAYS.since(RECOVERY_SIGNS)),
        say("Do not renew ITLRecovery without need (its own expiry or a key of 1024 bits); it has a long validity for this reason."),
        ],&[common::NO_CTL]],
    source: "Cisco Security Guide 14, Certificates (Regenerate ITLRecovery Certificate); Cisco doc 214231 (2026); Cisco field notice FN70613",
};

static BEFORE: &[Draft] = &[
    step(Publisher, "The CallManager certificate of the publisher stands in the lists that phones hold, as System Administrator Security Token: it signs meanwhile.")
        .run(&["show itl", "show cert own CallManager"])
        .when(ALWAYS.since(TOKENLESS)),
    say("The identity provider's administrator is there, if single sign-on uses the system-wide certificate.").when(ALWAYS.since(RECOVERY_SIGNS)),
];

static FIRST: &[Draft] = &[
    say("Hardware tokens sign the CTL: follow P-TOKENLESS first. The steps below hold after it.").when(MIXED.since(RECOVERY_SIGNS).with_tokens()),
    say(
    "There is no ITLRecovery certificate before release 10.0, and nothing to renew. Phones that lost their trust need their ITL deleted by hand.",
)
.when(ALWAYS.before(TOKENLESS)),
];

static RENEW: &[Draft] = &[
    step(
        Publisher,
        "Renew ITLRecovery, of which the cluster has one (OS Administration > Security > Certificate Management > ITLRecovery > Regenerate). (Where it has been \
         renewed already, by hand or by an upgrade, go to the next step.)",
    )
    .run(&["set cert regen ITLRecovery"])
    .does(&[Effect::Renew])
    .when(TO_RENEW.since((12, 5)))
    .wait("The new certificate shows in \"show cert own ITLRecovery\"; write down its serial number."),
    step(
        EveryNode,
        "Renew ITLRecovery, of which each node has its own (OS Administration > Security > Certificate Management > ITLRecovery > Regenerate). (Where it has been \
         renewed already, go to the next step.)",
    )
    .run(&["set cert regen ITLRecovery"])
    .does(&[Effect::Renew])
    .when(TO_RENEW.since(TOKENLESS).before((12, 5)))
    .wait("The new certificate shows in \"show cert own ITLRecovery\" on each node; write down the serial numbers."),
];

/// CallManager signs the lists: only their content changes.
static EARLIER: &[Draft] = &[
    common::UPDATE_CTL[0].when(MIXED.since(TOKENLESS).before(RECOVERY_SIGNS).without_tokens()),
    common::UPDATE_CTL[1].when(MIXED.since(TOKENLESS).before(RECOVERY_SIGNS).with_tokens()),
    common::RESTART_TVS.when(ALWAYS.since(TOKENLESS).before(RECOVERY_SIGNS)),
    common::RESTART_TFTP.when(ALWAYS.since(TOKENLESS).before(RECOVERY_SIGNS)),
    common::RESET_PHONES.when(ALWAYS.since(TOKENLESS).before(RECOVERY_SIGNS)),
];

/// TVS vouches for the new ITLRecovery to phones that sleep through the change.
static RESTARTS_BY_ITSELF: Draft = step(
    EveryNode,
    "TVS restarts by itself (Security Guide 14); doc 214231 restarts it by hand before 14. Look whether it is started: it vouches for the new ITLRecovery to phones that were off.",
)
.run(&["utils service list"])
.does(&[Effect::RestartTvs]);

/// ITLRecovery signs the ITL: CallManager signs it meanwhile.
static NON_SECURE: &[Draft] = &[
    step(Publisher, "Have CallManager sign the ITL meanwhile. The new ITLRecovery stands in it.")
        .run(&["utils itl reset localkey", "show itl"])
        .does(&[Effect::ItlResetLocalkey])
        .when(NONSECURE.since(RECOVERY_SIGNS))
        .wait("\"show itl\" names the CallManager certificate as the signer."),
    common::RESET_PHONES.when(NONSECURE.since(RECOVERY_SIGNS)),
    common::RESTART_TVS.when(NONSECURE.since(RECOVERY_SIGNS).before((14, 0))),
    RESTARTS_BY_ITSELF.when(NONSECURE.since((14, 0))),
    common::RESTART_TFTP
        .when(NONSECURE.since(RECOVERY_SIGNS))
        .wait("\"show itl\" on each of these nodes names the new ITLRecovery as the signer."),
    common::RESET_PHONES.when(NONSECURE.since(RECOVERY_SIGNS)),
];

/// ITLRecovery signs the CTL: CallManager signs it meanwhile.
static SECURE: &[Draft] = &[
    step(Publisher, "Have CallManager sign the CTL meanwhile. The new ITLRecovery stands in it.")
        .run(&["utils ctl reset localkey", "show ctl"])
        .does(&[Effect::CtlResetLocalkey])
        .when(MIXED.since(RECOVERY_SIGNS))
        .wait("\"show ctl\" names the CallManager certificate of the publisher as the signer."),
    common::RESTART_CALLMANAGER[0].when(MIXED.since(RECOVERY_SIGNS)),
    common::RESTART_CALLMANAGER[1].when(MIXED.since(RECOVERY_SIGNS)),
    common::RESET_PHONES
        .when(MIXED.since(RECOVERY_SIGNS))
        .wait("All phones are registered again; the serial number of the signer on a phone (Settings > Security Configuration > Trust List > CTL File) is that of \"show ctl\"."),
    step(Publisher, "Have the new ITLRecovery sign the CTL.")
        .run(&["utils ctl update CTLFile", "show ctl"])
        .does(&[Effect::UpdateCtl])
        .when(MIXED.since(RECOVERY_SIGNS))
        .wait("\"show ctl\" names the new ITLRecovery as the signer."),
    common::RESTART_CALLMANAGER[0].when(MIXED.since(RECOVERY_SIGNS)),
    common::RESTART_CALLMANAGER[1].when(MIXED.since(RECOVERY_SIGNS)),
    common::DELETE_OLD_CTL.when(MIXED.since(RECOVERY_SIGNS).and_old_phones()),
    common::RESTART_TVS.when(MIXED.since(RECOVERY_SIGNS).before((14, 0))),
    RESTARTS_BY_ITSELF.when(MIXED.since((14, 0))),
    common::RESTART_TFTP.when(MIXED.since(RECOVERY_SIGNS)),
    common::RESET_PHONES.when(MIXED.since(RECOVERY_SIGNS)),
];

static AFTER: &[Draft] = &[
    say("Doc 214231 (2026) updates the CTL right after the renewal instead, without CallManager signing meanwhile. The way of the Security Guide is printed here: \
         phones know its signer at every moment.")
    .when(MIXED.since(RECOVERY_SIGNS)),
    step(At("the identity provider"), "With single sign-on, import the service provider metadata anew (System > SAML Single Sign-On > Export All Metadata).")
        .when(ALWAYS.since(RECOVERY_SIGNS)),
    step(At("other clusters"), "With Extension Mobility Cross Cluster, exchange ITLRecovery again (OS Administration > Security > Bulk Certificate Management).")
        .when(ALWAYS.since(RECOVERY_SIGNS)),
    step(Publisher, "Keep the new key outside the cluster (the file holds a private key), and make a new backup.")
        .run(&["file get tftp ITLRecovery.p12"])
        .when(ALWAYS.since(TOKENLESS)),
];

static VERIFY: &[Draft] = &[
    step(Publisher, "The serial number of the certificate is that of the ITLRecovery record in every ITL, and from 12.0 on of the signer in the header.")
        .run(&["show cert own ITLRecovery", "show itl"])
        .when(ALWAYS.since(TOKENLESS)),
    step(Publisher, "It is that of the ITLRecovery record in the CTL too.").run(&["show ctl"]).when(MIXED.since(TOKENLESS)),
];
