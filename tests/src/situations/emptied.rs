//! ITLs that were emptied for a rollback, ITLs without TVS, and TVS out of reach.

use super::{CTL, ITL, Situation, open, refuses_ctl, refuses_file, refuses_itl, row, takes_file, takes_itl};
use crate::cluster::{Embed, ListDescription};
use crate::scene::{SERVER, Scene, signed_file};
use trustlens_core::formats::trust_list::Role;
use trustlens_core::report::ClusterMode::{Mixed, NonSecure};
use trustlens_core::report::Identity::{Callmanager, Itlrecovery, Tvs};
use trustlens_core::report::{OfferKind, TvsReach};

fn is_server(role: Role) -> bool {
    matches!(role, Role::TFTP | Role::CCM_TFTP | Role::TVS)
}

/// What "Prepare Cluster for Rollback to pre 8.0" leaves of an ITL.
fn emptied(list: &mut ListDescription) {
    list.records.retain(|record| !is_server(record.role));
}

/// The same where the records stay, without certificates.
fn with_empty_records(list: &mut ListDescription) {
    for record in list.records.iter_mut().filter(|record| is_server(record.role)) {
        record.embed = Embed::Empty;
    }
}

fn without_tvs(list: &mut ListDescription) {
    list.records.retain(|record| record.role != Role::TVS);
}

/// A phone whose ITL names no TVS, of a cluster where ITLRecovery was renewed since.
fn knows_no_tvs() -> Scene {
    let scene = Scene::of("12.5", NonSecure, 2).holds_changed_itl(SERVER, without_tvs);
    scene.renewed(&[(Itlrecovery, SERVER)]).restarted()
}

pub(super) static ROWS: &[Situation] = &[
    row(
        "an emptied ITL, no CTL, and an ITL of which nothing is known to the phone",
        "domain.md 2.2, 2.5: then it accepts any ITL",
        || {
            let scene = Scene::of("12.5", NonSecure, 2).holds_changed_itl(SERVER, emptied);
            scene.renewed_everywhere(&[Callmanager, Tvs, Itlrecovery]).restarted().offers(&[ITL])
        },
        takes_itl("L-EMPTIED"),
    ),
    row(
        "an ITL with its TFTP and TVS records empty, no CTL",
        "formats.md 3: the sections are there but empty (how the bytes look is a guess there)",
        || {
            let scene = Scene::of("9.1", NonSecure, 2).holds_changed_itl(SERVER, with_empty_records);
            scene.renewed_everywhere(&[Callmanager, Tvs]).restarted().offers(&[ITL])
        },
        takes_itl("L-EMPTIED"),
    ),
    row(
        "an emptied ITL, no CTL, and a configuration signed by a key that the phone does not know",
        "domain.md 2.2: the phone accepts any configuration",
        || {
            let scene = Scene::of("12.5", NonSecure, 2).holds_changed_itl(SERVER, emptied);
            scene.renewed(&[(Callmanager, SERVER)]).offers_configuration(SERVER)
        },
        takes_file("F-EMPTIED"),
    ),
    row(
        "an emptied ITL and a CTL, and an ITL whose signer neither of them names",
        "doc 213407 (domain.md 2.2, 3.8): a rollback does not empty the CTL, by which the phone goes on checking. The pseudo-code of domain.md 2.5 \
         does not ask for the CTL here and would accept; the choice is made for doc 213407. Nobody is left to ask: an emptied ITL names no TVS",
        || {
            let scene = Scene::of("12.5", Mixed, 2).holds_ctl().holds_changed_itl(SERVER, emptied);
            scene.renewed_everywhere(&[Callmanager, Itlrecovery]).restarted().offers(&[ITL])
        },
        refuses_itl("L-ITL-NAMES-TVS"),
    ),
    row(
        "an emptied ITL and a CTL, and an ITL signed by what the CTL names",
        "domain.md 2.5 (a)",
        || {
            let scene = Scene::of("12.5", Mixed, 2).holds_ctl().holds_changed_itl(SERVER, emptied);
            scene.restarted().offers(&[ITL])
        },
        takes_itl("L-OPENS-BY-CTL"),
    ),
    row(
        "an emptied ITL and a CTL, and a configuration by a CallManager that neither names",
        "doc 213407, as above",
        || {
            let scene = Scene::of("12.5", Mixed, 2).holds_ctl().holds_changed_itl(SERVER, emptied);
            scene.renewed(&[(Callmanager, SERVER)]).offers_configuration(SERVER)
        },
        refuses_file("F-ITL-NAMES-TVS"),
    ),
    row(
        "an emptied ITL, no CTL, and a CTL by a new signer",
        "domain.md 2.5: an emptied ITL accepts any ITL; of a CTL nothing is said, so the rest of the rules count",
        || {
            let scene = Scene::of("12.5", Mixed, 2).holds_changed_itl(SERVER, emptied);
            scene.renewed(&[(Itlrecovery, SERVER)]).restarted().offers(&[CTL])
        },
        refuses_ctl("L-ITL-NAMES-TVS"),
    ),
    row(
        "an ITL without TVS, and a new signer",
        "domain.md 2.5: no TVS record, reject",
        || knows_no_tvs().offers(&[ITL]),
        refuses_itl("L-ITL-NAMES-TVS"),
    ),
    row(
        "a CTL alone, and a CTL by a new signer",
        "domain.md 2.5: TVS stands in the ITL only (0: never in the CTL), and there is none",
        || {
            let scene = Scene::of("12.5", Mixed, 2).holds_ctl().renewed(&[(Itlrecovery, SERVER)]).restarted();
            scene.offers(&[CTL])
        },
        refuses_ctl("L-ITL-NAMES-TVS"),
    ),
    row(
        "an ITL without TVS, and a configuration by the other node",
        "formats.md 9: not in the ITL, so TVS would have to vouch",
        || {
            let scene = Scene::of("12.5", NonSecure, 2).holds_changed_itl(SERVER, without_tvs);
            let other = scene.cluster.certificate(Callmanager, "cucm-sub1").clone();
            let at = scene.now;
            scene.offers_file("offered/SEP00005E005300.cnf.xml.sgn", signed_file(&other, at))
        },
        refuses_file("F-ITL-NAMES-TVS"),
    ),
    row(
        "a new signer, and no TVS is reached",
        "domain.md 2.5: each TVS node that is reached counts; formats.md 9: if that fails the file is refused",
        || {
            let scene = Scene::of("12.5", NonSecure, 2).holds_itl(SERVER).renewed(&[(Itlrecovery, SERVER)]).restarted();
            scene.offers(&[ITL]).reaches(TvsReach::None)
        },
        refuses_itl("L-TVS-REACHED"),
    ),
    row(
        "a configuration by the other node, and no TVS is reached",
        "formats.md 9: config by role 2 or 3, or one that TVS vouches for",
        || {
            let scene = Scene::of("12.5", NonSecure, 2).holds_itl(SERVER);
            let other = scene.cluster.certificate(Callmanager, "cucm-sub1").clone();
            let at = scene.now;
            let scene = scene.offers_file("offered/SEP00005E005300.cnf.xml.sgn", signed_file(&other, at));
            scene.reaches(TvsReach::None)
        },
        refuses_file("F-TVS-REACHED"),
    ),
    row(
        "a new signer, and the only TVS that is reached is a host of which the case has nothing",
        "domain.md 2.5: its certificate must equal a TVS record; which it shows, nothing tells",
        || {
            let scene = Scene::of("12.5", NonSecure, 2).holds_itl(SERVER).renewed(&[(Itlrecovery, SERVER)]).restarted();
            scene.offers(&[ITL]).reaches(TvsReach::Nodes(vec!["cucm-sub7.example.com".to_owned()]))
        },
        open(OfferKind::Itl, "L-TVS-PROVES-ITSELF"),
    ),
    row(
        "a configuration by the other node, and the only TVS that is reached is a host of which the case has nothing",
        "as above",
        || {
            let scene = Scene::of("12.5", NonSecure, 2).holds_itl(SERVER);
            let other = scene.cluster.certificate(Callmanager, "cucm-sub1").clone();
            let at = scene.now;
            let scene = scene.offers_file("offered/SEP00005E005300.cnf.xml.sgn", signed_file(&other, at));
            scene.reaches(TvsReach::Nodes(vec!["cucm-sub7.example.com".to_owned()]))
        },
        open(OfferKind::SignedFile, "F-TVS-PROVES-ITSELF"),
    ),
];
