//! P-CM

use super::common;
use super::draft::{Draft, Template, say, step};
use super::effect::Effect;
use super::place::Place::{At, Publisher, Where};
use super::when::{ALWAYS, MIXED, RECOVERY_SIGNS, TO_RENEW, TOKENLESS};
use crate::report::NodeService::Tftp;

pub(super) static PLAN: Template = Template {
    title: "Renew CallManager and bring it to the phones",
    title_renewed: "Bring the renewed CallManager certificate to the phones",
    affected: &[
        say(
            "All phones: they fail over while CallManager restarts, and are reset to take the new ITL. SIP trunks and media resources over TLS, CTI applications, \
             Extension Mobility and AXL clients are cut off while services restart.",
        ),
        say("Until a phone holds the new ITL it refuses signed configuration, and with it every change and firmware."),
        say("Encrypted phones do not register until they hold the new CTL.").when(MIXED),
    ],
    before: &[common::ANY, common::LISTS, common::CTL, BEFORE],
    steps: &[RENEW, CTL, OLD, common::RESTART_CALLMANAGER, RESTART, AFTER],
    verify: &[VERIFY, common::VERIFY_CTL, common::VERIFY_ITL],
    way_back: &[
        common::WAY_BACK,
        say("Phones take the new lists because TVS vouches for the new signer, so TVS must not change meanwhile.")
            .when(ALWAYS.before(RECOVERY_SIGNS)),
        say("Phones take the new lists because ITLRecovery still signs them.").when(ALWAYS.since(RECOVERY_SIGNS)),
        say("If phones take no list any more, follow P-LOCKED."),
    ],
    not_next: &[
        &[
            say("Do not renew the next node before the phones of this one are back."),
            say(
                "Do not delete the previous CallManager certificate from trust stores of other systems (SIP trunk peers, Expressway, Unity Connection, other clusters) \
             before they hold the new one.",
            ),
        ],
        common::ONE_AT_A_TIME,
    ],
    source: "Cisco doc 214231 (2026), CallManager Certificate; Cisco Security Guide 14, Certificates; Cisco field notice FN70613",
};

static BEFORE: &[Draft] = &[
    step(
        Publisher,
        "The ITLRecovery record of the CTL has the serial number of the server's ITLRecovery. If not, follow P-ITLREC first (field notice FN70613): with \
         CallManager renewed too, phones would know no signer any more.",
    )
    .run(&["show ctl", "show cert own ITLRecovery"])
    .when(MIXED.since((12, 0))),
    step(
        At("systems that trust the CallManager certificate itself"),
        "The peers of SIP trunks over TLS, Unity Connection, Expressway, secure conference bridges, SRST gateways and other clusters will have the new certificate, \
         or trust the CA that signs it.",
    ),
];

static RENEW: &[Draft] = &[
    step(
        At("one node, the publisher first; for a multi-server certificate the publisher alone"),
        "Renew CallManager on one node (OS Administration > Security > Certificate Management > CallManager > Regenerate). For one that a CA signs, \
         generate a CSR and upload the answer instead. (Where it has been renewed already and only the lists have not followed, go to the next step.)",
    )
    .run(&["set cert regen CallManager"])
    .does(&[Effect::Renew])
    .when(TO_RENEW.reused(false))
    .wait("The new certificate shows in \"show cert own CallManager\"; write down its serial number."),
    step(
        Publisher,
        "CallManager uses the certificate of Tomcat: renew that one by P-TOMCAT, and go on here.",
    )
    .does(&[Effect::Renew])
    .when(TO_RENEW.reused(true)),
];

/// While CallManager signs the CTL too, its new certificate is a new signer: TVS vouches for it only after its restart, so that phones reset
/// before would keep the previous CTL.
static CTL: &[Draft] = &[
    common::UPDATE_CTL[0],
    common::UPDATE_CTL[1],
    common::UPDATE_CTL[2],
    common::UPDATE_CTL[3].when(MIXED.since(RECOVERY_SIGNS)),
    common::UPDATE_CTL[3].when(MIXED.before(RECOVERY_SIGNS).with_tokens()),
    say("Encrypted and authenticated phones take the new CTL with the reset at the end, when TVS vouches for its new signer; until then they do not register with \
         nodes that run with the new certificate.")
    .when(MIXED.since(TOKENLESS).before(RECOVERY_SIGNS).without_tokens()),
];

static OLD: &[Draft] =
    &[common::DELETE_OLD_CTL.when(MIXED.since(TOKENLESS).before(RECOVERY_SIGNS).without_tokens().and_old_phones())];

static RESTART: &[Draft] = &[
    say("From 14 SU1 on Security Guide 14 asks for HAProxy alone after a renewal of the RSA certificate, and for CallManager and HAProxy after one of \
         CallManager-ECDSA; doc 214231 (2026) still restarts all of these services. The longer way is printed here.")
    .when(ALWAYS.since_update(14, 0, 1)),
    common::RESTART_TVS,
    common::RESTART_TFTP,
    common::RESTART_HAPROXY,
    common::RESET_PHONES,
];

static AFTER: &[Draft] = &[
    say(
        "Do the same on the next node, from the first step on. (A multi-server certificate is on all of them already.)",
    )
    .when(TO_RENEW),
    step(
        At("other clusters"),
        "With Extension Mobility Cross Cluster or Session Management Edition, exchange the certificates again (OS Administration > Security > Bulk \
         Certificate Management: export, consolidate, import).",
    ),
    step(
        Publisher,
        "Make a new backup (Disaster Recovery System > Backup > Manual Backup) and see it end: the key that signs configuration has changed, and a restore of an older one would lock phones out.",
    )
    .run(&["utils disaster_recovery status backup"]),
];

static VERIFY: &[Draft] = &[
    step(
        Where(Tftp),
        "The serial number of the certificate stands in the ITL twice: with the function TFTP (non-secure mode) or CCM+TFTP (mixed mode), and as System \
         Administrator Security Token.",
    )
    .run(&["show cert own CallManager", "show itl"]),
    step(Publisher, "The CTL has it in the record CCM+TFTP of that node.").run(&["show ctl"]).when(MIXED),
    say("A change in the configuration of one phone of each model (its description on the screen, say) reaches the phone after a reset."),
];
