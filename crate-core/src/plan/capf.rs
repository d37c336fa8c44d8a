//! P-CAPF

use super::common;
use super::draft::{Draft, Template, say, step};
use super::effect::Effect;
use super::place::Place::{At, EveryNode, Publisher, Where};
use super::when::{ALWAYS, MIXED, TO_RENEW};
use crate::report::NodeService::Tftp;

pub(super) static PLAN: Template = Template {
    title: "Renew CAPF and bring it to the phones",
    title_renewed: "Bring the renewed CAPF certificate to the phones",
    affected: &[
        say("Phones that install an LSC, and whatever checks their LSCs: 802.1X, phone VPN, SRST. All phones are reset once to take the new ITL."),
        say("Encrypted and authenticated phones are reset once more to take the new CTL; they loop in \"registering\" while it names the previous CAPF certificate.")
            .when(MIXED),
    ],
    before: &[common::ANY, common::LISTS, common::CTL, BEFORE],
    steps: &[RENEW, common::UPDATE_CTL, RESTART, AFTER],
    verify: &[VERIFY, common::VERIFY_CTL, common::VERIFY_ITL],
    way_back: &[
        common::WAY_BACK,
        say("LSCs of the previous CAPF certificate stay good as long as that one is in CallManager-trust."),
        say("A phone that can no longer register encrypted: give it a non-secure phone security profile, install its LSC (Certificate Operation \
             Install/Upgrade), and give it the secure profile back.")
        .when(MIXED),
    ],
    not_next: &[&[
        say("Do not delete the previous CAPF certificate from CallManager-trust and CAPF-trust until every LSC has been issued anew."),
        say("Do not renew the CAPF certificates of subscribers to make them equal to the publisher's: they differ by design, and nothing \
             uses them.")
        .when(ALWAYS.before((14, 0))),
        ],common::ONE_AT_A_TIME],
    source: "Cisco doc 214231 (2026), CAPF Certificate; Cisco doc 225746 (2026), scenario 4; Cisco Security Guide 14, Certificates",
};

static BEFORE: &[Draft] = &[say(
    "Whatever checks LSCs can get the new CAPF certificate beside the previous one: RADIUS servers (802.1X), ASA (VPN), SRST gateways. Phones send no \
     chain, so the root alone is not enough.",
)];

static RENEW: &[Draft] = &[
    step(
        Publisher,
        "Renew CAPF (OS Administration > Security > Certificate Management > CAPF > Regenerate). For one that a CA signs, generate a CSR and upload the answer \
         instead. (Where it has been renewed already, go to the next step.)",
    )
    .run(&["set cert regen CAPF"])
    .does(&[Effect::Renew])
    .when(TO_RENEW)
    .wait("The new certificate shows in \"show cert own CAPF\"; write down its serial number."),
    step(
        At("RADIUS servers, ASA, SRST gateways"),
        "Add the new CAPF certificate wherever LSCs are checked, and leave the previous one in place.",
    ),
];

static RESTART: &[Draft] = &[
    step(Publisher, "Restart CAPF, where it is activated.")
        .run(&["utils service restart Cisco Certificate Authority Proxy Function"])
        .when(ALWAYS.before((14, 0))),
    common::RESTART_TVS.when(ALWAYS.before((14, 0))),
    step(
        Publisher,
        "CAPF and TVS restart by themselves (Security Guide 14); doc 214231 still restarts both by hand. Look whether both are started, and restart the one \
         that \"show itl\" shows to be behind.",
    )
    .run(&["utils service list"])
    .does(&[Effect::RestartTvs])
    .when(ALWAYS.since((14, 0))),
    common::RESTART_TFTP,
    step(EveryNode, "Restart HAProxy, where SIP OAuth is in use.")
        .run(&["utils service restart Cisco HAProxy"])
        .when(ALWAYS.since((14, 0))),
    common::RESET_PHONES,
];

static AFTER: &[Draft] = &[
    step(
        At("Cisco Unified CM Administration"),
        "Issue the LSCs anew, in batches: Certificate Operation \"Install/Upgrade\" on the phones, or Bulk Administration > Phones > Update Phones > Query.",
    )
    .wait("Every phone with an LSC says \"Operation Completed\" (Device > Phone, found by LSC Issued By)."),
    say("Only when no LSC of the previous CAPF certificate is left, take that one out of CallManager-trust and CAPF-trust, RADIUS, ASA and SRST."),
];

static VERIFY: &[Draft] = &[
    step(Publisher, "The CTL's record with the function CAPF has the serial number of the server's certificate.")
        .run(&["show cert own CAPF", "show ctl"])
        .when(MIXED),
    step(Where(Tftp), "The ITL's record with the function CAPF has it too, if there is one: phones can do without, because TVS vouches for CAPF.")
        .run(&["show itl"]),
    say("A phone of each model installs an LSC, and registers encrypted where its profile says so."),
];
