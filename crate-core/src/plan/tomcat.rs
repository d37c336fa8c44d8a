//! P-TOMCAT

use super::common;
use super::draft::{Draft, Template, say, step};
use super::effect::Effect;
use super::place::Place::{At, EveryNode, Publisher, Where};
use super::when::{ALWAYS, MIXED, TO_RENEW, When};
use crate::report::NodeService::Tftp;

pub(super) static PLAN: Template = Template {
    title: "Renew Tomcat",
    title_renewed: "Bring the renewed Tomcat certificate to what relies on it",
    affected: &[
        say("Web pages, phone services over HTTPS (directory, Extension Mobility), AXL and UDS clients, single sign-on and Expressway are cut off while the web server \
             restarts. Phones stay registered."),
        say("All phones as well: CallManager uses this certificate, so the ITL changes with it.").when(REUSED),
    ],
    before: &[common::ANY, BEFORE],
    steps: &[RENEW, RESTART, common::UPDATE_CTL_REUSED, LISTS_AFTER, AFTER],
    verify: &[VERIFY, VERIFY_LISTS],
    way_back: &[common::WAY_BACK],
    not_next: &[&[
        say("Do not renew another certificate before phone services and logins work again."),
        say("Do not take this for a change of the web server alone: CallManager uses the certificate, and phones must take the new lists before anything else \
             changes.")
        .when(REUSED),],],
    source: "Cisco doc 214231 (2026), Tomcat Certificate; Cisco Security Guide 14, Certificates; Cisco doc 225746 (2026), scenario 2; Cisco docs 221070 and 222534",
};

const REUSED: When = ALWAYS.since((14, 0)).reused(true);
const REUSED_MIXED: When = MIXED.since((14, 0)).reused(true);

static BEFORE: &[Draft] = &[
    say("It is known who relies on it: single sign-on, Expressway (TLS verify), Unified Contact Center, LDAP over TLS, other clusters (EMCC)."),
    step(Publisher, "It is known whether CallManager uses the Tomcat certificate: then \"show cert own CallManager\" and \"show cert own tomcat\" show the same serial number.")
        .run(&["show cert own tomcat", "show cert own CallManager"])
        .when(ALWAYS.since((14, 0))),
];

static RENEW: &[Draft] = &[
    step(At("Cisco Unified CM Administration"), "With single sign-on, disable it (System > SAML Single Sign-On > Disable SAML SSO), on every node if it was enabled for each.")
        .when(TO_RENEW),
    step(
        At("every node, the publisher first; for a multi-server certificate the publisher alone"),
        "Renew Tomcat (OS Administration > Security > Certificate Management > tomcat > Regenerate). For one that a CA signs, upload the CA's certificates as \
         tomcat-trust, generate a CSR and upload the answer as tomcat. (Where it has been renewed already, go to the next step.)",
    )
    .run(&["set cert regen tomcat"])
    .does(&[Effect::Renew])
    .when(TO_RENEW)
    .wait("The new certificate shows in \"show cert own tomcat\" on every node."),
];

static RESTART: &[Draft] = &[
    step(EveryNode, "Restart the web server, one node after another.")
        .run(&["utils service restart Cisco Tomcat"])
        .wait("The administration page opens again (it takes some minutes) and shows the new certificate."),
    step(EveryNode, "Restart the other web applications, where \"utils service list\" shows them.")
        .run(&[
            "utils service restart Cisco SSOSP Tomcat",
            "utils service restart Cisco UDS Tomcat",
            "utils service restart Cisco AXL Tomcat",
        ])
        .when(ALWAYS.since((12, 0))),
    step(Publisher, "Restart the backup service: from release 14 on it uses this certificate.")
        .run(&["utils service restart Cisco DRF Master"])
        .when(ALWAYS.since((14, 0))),
    step(EveryNode, "Restart the local backup service, one node after another.")
        .run(&["utils service restart Cisco DRF Local"])
        .when(ALWAYS.since((14, 0))),
    step(
        At("Cisco Unified Serviceability"),
        "Restart Cisco Intercluster Lookup Service, Cisco Location Bandwidth Manager and Cisco Extension Mobility where they are started (Tools > Control Center).",
    )
    .when(ALWAYS.since((14, 0))),
    step(Where(Tftp), "Restart TFTP, if a certificate was uploaded and not regenerated: else it goes on offering the previous one.")
        .run(&["utils service restart Cisco Tftp"]),
];

/// CallManager uses the certificate: what P-CM does once the CTL is written.
static LISTS_AFTER: &[Draft] = &[
    step(
        EveryNode,
        "Lists and phones have to follow: restart these services in this order where they are started, each on one node after another, with a wait for the phones in between.",
    )
    .run(&[
        "utils service restart Cisco CallManager",
        "utils service restart Cisco CTIManager",
        "utils service restart Cisco Trust Verification Service",
        "utils service restart Cisco Tftp",
        "utils service restart Cisco HAProxy",
    ])
    .does(&[Effect::RestartTvs, Effect::RestartTftp])
    .when(REUSED)
    .wait("\"show itl\" on each node that runs TFTP shows a new checksum and that the ITL was verified successfully."),
    common::RESET_PHONES.when(REUSED),
];

static AFTER: &[Draft] = &[
    step(
        At("the identity provider"),
        "With single sign-on, export the service provider metadata, import them at the identity provider, and enable single sign-on again (System > SAML Single Sign-On).",
    )
    .wait("\"Run SSO Test\" succeeds."),
    step(
        At("systems that trust the Tomcat certificate itself"),
        "Give them the new certificate, or the CA that signs it: Unified Contact Center (tomcat-trust), Expressway-C, other clusters (Bulk Certificate Management).",
    ),
];

static VERIFY: &[Draft] = &[
    step(EveryNode, "Every node shows the new certificate, and port 8443 presents it.").run(&["show cert own tomcat"]),
    say("The corporate directory opens on a phone of each model, and Extension Mobility logs in."),
];

static VERIFY_LISTS: &[Draft] = &[common::VERIFY_ITL[0].when(REUSED), common::VERIFY_CTL[0].when(REUSED_MIXED)];
