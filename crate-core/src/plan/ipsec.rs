//! P-IPSEC

use super::common;
use super::draft::{Draft, Template, say, step};
use super::place::Place::{EveryNode, Publisher};
use super::when::TO_RENEW;

pub(super) static PLAN: Template = Template {
    title: "Renew IPsec",
    title_renewed: "Bring the renewed IPsec certificates to the services",
    affected: &[say(
        "No phone. Backup and restore, and IPsec connections to gateways and between nodes, are cut off while services restart.",
    )],
    before: &[common::ANY, BEFORE],
    steps: &[STEPS],
    verify: &[VERIFY],
    way_back: &[common::WAY_BACK],
    not_next: &[&[say(
        "Do not delete hostname.pem from ipsec-trust: without it the Disaster Recovery System does not work. If it is gone, upload the node's IPsec certificate as ipsec-trust.",
    )]],
    source: "Cisco doc 214231 (2026), IPSEC Certificate; Cisco Security Guide 14, Certificates",
};

static BEFORE: &[Draft] = &[say(
    "It is known which IPsec policies are in use (OS Administration > Security > IPSEC Configuration), and their peers can get the new certificate.",
)];

static STEPS: &[Draft] = &[
    step(
        EveryNode,
        "Renew IPsec on each node (OS Administration > Security > Certificate Management > ipsec > Regenerate). For one that a CA signs, generate a CSR and upload \
         the answer instead. (Where it has been renewed already, go to the next step.)",
    )
    .run(&["set cert regen ipsec"])
    .when(TO_RENEW)
    .wait("The new certificate shows in \"show cert own ipsec\", and ipsec-trust of every node holds it."),
    step(Publisher, "Restart the backup service.").run(&["utils service restart Cisco DRF Master"]),
    step(EveryNode, "Restart the local backup service, one node after another.").run(&["utils service restart Cisco DRF Local"]),
    step(EveryNode, "Restart IPsec where policies are in use. Connections are cut off for a moment.").run(&["utils ipsec restart"]),
];

static VERIFY: &[Draft] = &[
    step(EveryNode, "The node's own certificate is the one that the other nodes hold in ipsec-trust.")
        .run(&["show cert own ipsec", "show cert list trust"]),
    step(Publisher, "A backup runs to its end.").run(&["utils disaster_recovery status backup"]),
];
