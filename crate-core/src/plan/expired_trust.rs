//! P-EXPIRED-TRUST

use super::common;
use super::draft::{Draft, Template, say, step};
use super::place::Place::{At, EveryNode, Publisher};
use super::when::ALWAYS;

pub(super) static PLAN: Template = Template {
    title: "Take expired certificates out of trust stores",
    title_renewed: "Take expired certificates out of trust stores",
    affected: &[say(
        "Whoever still relies on a certificate that is deleted: phones with LSCs of a deleted CAPF, SIP trunk peers, LDAP and other servers. The services of the store \
                     restart once.",
    )],
    before: &[common::ANY, BEFORE],
    steps: &[STEPS],
    verify: &[VERIFY],
    way_back: &[say(
        "Upload the certificate again to the store that it was in (OS Administration > Security > Certificate Management > Upload Certificate). Download each one before \
                     you delete it.",
    )],
    not_next: &[&[
        say("Do not delete a CAPF certificate while LSCs that it issued are in use, expired or not."),
        say("Do not delete Cisco's manufacturing CAs from CAPF-trust: phones show their MIC for their first LSC."),
        say("Do not delete certificates of nodes from ipsec-trust: backups need them."),
    ]],
    source: "Cisco doc 214231 (2026), Delete Expired Trust Certificates; Cisco Security Guide 14, Certificates",
};

static BEFORE: &[Draft] = &[
    step(EveryNode, "The list of trusted certificates is saved, and each certificate that will go is downloaded.")
        .run(&["show cert list trust"]),
    say(
        "For each of them it is known that no valid certificate stands below it, and that no phone holds an LSC that it issued.",
    ),
];

static STEPS: &[Draft] = &[
    step(EveryNode, "Stop the service that would bring deleted certificates back.")
        .run(&["utils service stop Cisco Certificate Change Notification"])
        .when(ALWAYS.before((12, 0))),
    step(
        At("every IM and Presence node"),
        "Stop Platform Administrative Web Service and Cisco Intercluster Sync Agent (Serviceability > Tools > Control Center - Network Services).",
    )
    .when(ALWAYS.before((12, 0))),
    step(
        At("every node that lists it"),
        "Delete the expired certificates (OS Administration > Security > Certificate Management, found by Expiration). From CAPF-trust, tomcat-trust, CallManager-trust \
         and Phone-SAST-trust a deletion works on the whole cluster; look on every node all the same.",
    )
    .wait("No node lists them any more."),
    step(EveryNode, "After tomcat-trust: restart the web server.").run(&["utils service restart Cisco Tomcat"]),
    step(Publisher, "After CAPF-trust: restart CAPF. Do not reset phones for it.")
        .run(&["utils service restart Cisco Certificate Authority Proxy Function"]),
    step(At("every node that runs CallManager"), "After CallManager-trust: restart CallManager, one node after another. Its phones fail over meanwhile.")
        .run(&["utils service restart Cisco CallManager"]),
    step(Publisher, "After ipsec-trust: restart the backup service …").run(&["utils service restart Cisco DRF Master"]),
    step(EveryNode, "… and the local backup services.").run(&["utils service restart Cisco DRF Local"]),
    step(EveryNode, "Start again what was stopped, on IM and Presence too.")
        .run(&["utils service start Cisco Certificate Change Notification"])
        .when(ALWAYS.before((12, 0))),
];

static VERIFY: &[Draft] = &[
    step(EveryNode, "The expired certificates are gone, and do not come back within a day.")
        .run(&["show cert list trust"]),
    say("Encrypted phones, SIP trunks, LDAP logins and a backup work as before."),
];
