//! P-TVS

use super::common;
use super::draft::{Draft, Template, say, step};
use super::effect::Effect;
use super::place::Place::{At, Where};
use super::when::{ALWAYS, RECOVERY_SIGNS, TO_RENEW};
use crate::report::NodeService::Tvs;

pub(super) static PLAN: Template = Template {
    title: "Renew TVS and bring it to the phones",
    title_renewed: "Bring the renewed TVS certificates to the phones",
    affected: &[say(
        "All phones are reset once to take the new ITL. Until then HTTPS services on the phone (directory, Extension Mobility) may fail, and TVS cannot vouch \
         for anything else that changes.",
    )],
    before: &[common::ANY, common::LISTS, BEFORE],
    steps: &[RENEW, RESTART],
    verify: &[VERIFY, common::VERIFY_ITL],
    way_back: &[common::WAY_BACK, common::LOCKED_OUT[0], common::LOCKED_OUT[1]],
    not_next: &[
        &[say("Do not update the CTL for this: TVS does not stand in it.")],
        common::ONE_AT_A_TIME,
        common::ORDER,
    ],
    source: "Cisco doc 214231 (2026), TVS Certificate; Cisco Security Guide 14, Certificates",
};

static BEFORE: &[Draft] = &[
    say("The last change of CallManager has settled: every phone holds an ITL with the CallManager certificate of now. While CallManager signs the ITL, a \
         phone that missed it has no way left once TVS changes.")
    .when(ALWAYS.before(RECOVERY_SIGNS)),
    step(Where(Tvs), "ITLRecovery signs the ITL, as the header says: then phones take the new ITL without asking TVS.")
        .run(&["show itl"])
        .when(ALWAYS.since(RECOVERY_SIGNS)),
];

static RENEW: &[Draft] = &[step(
    At("every node that runs TVS, the publisher first; for a multi-server certificate (14 and later) the publisher alone"),
    "Renew TVS (OS Administration > Security > Certificate Management > TVS > Regenerate). (Where it has been renewed already, go to the next step.)",
)
.run(&["set cert regen TVS"])
.does(&[Effect::Renew])
.when(TO_RENEW)
.wait("The new certificate shows in \"show cert own TVS\".")];

static RESTART: &[Draft] = &[
    common::RESTART_TVS.when(ALWAYS.before((14, 0))),
    step(
        Where(Tvs),
        "TVS restarts by itself (Security Guide 14); doc 214231 still restarts it by hand. Look whether it is started.",
    )
    .run(&["utils service list"])
    .does(&[Effect::RestartTvs])
    .when(ALWAYS.since((14, 0))),
    common::RESTART_TFTP,
    common::RESET_PHONES,
];

static VERIFY: &[Draft] =
    &[step(Where(Tvs), "The serial number of each node's certificate stands in every ITL with the function TVS.")
        .run(&["show cert own TVS"])];
