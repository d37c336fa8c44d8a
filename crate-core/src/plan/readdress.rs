//! P-READDRESS

use super::common;
use super::draft::{Draft, Template, say, step};
use super::effect::Effect;
use super::place::Place::{At, Publisher, Where};
use super::when::MIXED;
use crate::report::NodeService::Tftp;

pub(super) static PLAN: Template = Template {
    title: "Give a node another address",
    title_renewed: "Give a node another address",
    affected: &[
        say(
            "The node restarts, and its phones fail over. Its certificates stay as they are; the ITL changes all the same, and all phones are reset to take it.",
        ),
        say("Records of the CTL hold addresses, so it is written anew too.").when(MIXED),
    ],
    before: &[common::ANY, common::LISTS, common::CTL, BEFORE],
    steps: &[READDRESS, LISTS],
    verify: &[VERIFY, common::VERIFY_CTL, common::VERIFY_ITL],
    way_back: &[say(
        "Give the node its previous address. Its certificates are the same before and after, so phones follow in both directions.",
    )],
    not_next: &[
        &[say(
            "Do not change the host name or renew a certificate in the same window: phones could no longer tell one change from the other, nor could you.",
        )],
        &[common::NO_CTL],
    ],
    source: "Cisco Administration Guide, Change the IP Address",
};

static BEFORE: &[Draft] = &[say(
    "DHCP (option 150), firewalls and everything else that names the node by its address can be changed with it.",
)];

static READDRESS: &[Draft] = &[
    step(
        At("Cisco Unified CM Administration"),
        "Change the address of the node where it is defined by address (System > Server).",
    ),
    step(
        At("the node"),
        "Change the address (OS Administration > Settings > IP > Ethernet, or the command with the new values in place). The node restarts.",
    )
    .run(&["set network ip eth0 <address> <mask> <gateway>"])
    .does(&[Effect::Readdress])
    .wait("The node answers under its new address, and \"utils dbreplication runtimestate\" shows state 2 for every node."),
    step(At("DHCP servers"), "Point phones to the new address, where option 150 names this node."),
];

static LISTS: &[Draft] = &[
    common::UPDATE_CTL[0],
    common::UPDATE_CTL[1],
    common::UPDATE_CTL[2],
    common::UPDATE_CTL[3],
    common::RESTART_TFTP,
    common::RESET_PHONES,
];

static VERIFY: &[Draft] = &[
    step(Where(Tftp), "The certificates are those of before.").run(&["show cert list own"]),
    step(Publisher, "The records of the node in the CTL have the new address.").run(&["show ctl"]).when(MIXED),
];
