//! P-RESTORE

use super::common;
use super::draft::{Draft, Template, say, step};
use super::effect::Effect;
use super::place::Place::{At, EveryNode, Publisher, Where};
use super::when::{ALWAYS, MIXED, TOKENLESS};
use crate::report::NodeService::Tftp;

pub(super) static PLAN: Template = Template {
    title: "Restore a backup without losing phones",
    title_renewed: "Restore a backup without losing phones",
    affected: &[say(
        "The whole cluster: nodes restart, and come back with the certificates and keys of the backup. Every certificate that was made after it is gone, with its key.",
    )],
    before: &[common::ANY, BEFORE],
    steps: &[STEPS],
    verify: &[VERIFY, common::VERIFY_CTL, common::VERIFY_ITL],
    way_back: &[
        say(
            "A backup that was made right before the restore brings the certificates back that phones know now. Without one, nothing does.",
        ),
        common::LOCKED_OUT[0],
    ],
    not_next: &[&[
        say(
            "Do not renew any certificate before all phones are registered again and take changes of their configuration.",
        ),
        say("Do not restore single nodes from different backups: their certificates have to be of one time."),
    ]],
    source: "Cisco Security Guide 14, Default Security (ITL File and restore); Cisco Disaster Recovery System Administration Guide",
};

static BEFORE: &[Draft] = &[
    say("The date of the backup is known, and no certificate in the lists of the phones was made after it: compare with \"show cert list own\" and the dates in \"show itl\"."),
    step(Where(Tftp), "The serial numbers of the certificates in the lists of now are written down.").run(&["show itl"]),
    step(Publisher, "The recovery key of now is kept outside the cluster (the file holds a private key): it can sign a list that phones take, if the restore loses it.")
        .run(&["file get tftp ITLRecovery.p12"])
        .when(ALWAYS.since(TOKENLESS)),
];

static STEPS: &[Draft] = &[
    step(
        At("Disaster Recovery System"),
        "Restore the publisher and then the subscribers (Restore > Restore Wizard), with the host names, addresses and release of the backup.",
    )
    .run(&["utils disaster_recovery status restore"])
    .does(&[Effect::Restore])
    .wait("Every component shows SUCCESS, and the nodes have been restarted."),
    step(EveryNode, "Database replication is good: every node shows state 2.").run(&["utils dbreplication runtimestate"]),
    step(
        At("Cisco Unified CM Administration"),
        "Reset one phone of each model first and see that it takes a change of its configuration; then reset the others.",
    )
    .does(&[Effect::ResetPhones])
    .wait("As many phones are registered as before (RTMT), and a phone of each model shows the checksum of the ITL."),
];

static VERIFY: &[Draft] = &[
    step(EveryNode, "The certificates are those of the backup.").run(&["show cert list own"]),
    step(
        Where(Tftp),
        "The signer is one that stands in the list that phones hold, as System Administrator Security Token.",
    )
    .run(&["show itl"]),
    step(Publisher, "The same of the CTL.").run(&["show ctl"]).when(MIXED),
    say("A change in the configuration of one phone of each model reaches the phone after a reset."),
];
