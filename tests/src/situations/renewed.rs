//! Certificates of servers that were renewed: one, two, all; with phones that were awake and phones that slept.

use super::{CTL, ITL, SECOND, SECOND_ITL, Situation, refuses_ctl, refuses_itl, row, takes_ctl, takes_itl};
use crate::scene::{SERVER, Scene};
use trustlens_core::report::ClusterMode::{Mixed, NonSecure};
use trustlens_core::report::Identity::{Callmanager, Capf, Itlrecovery, Tvs};
use trustlens_core::report::TvsReach;

/// 10.5 with two nodes, of which the first has renewed CallManager and TVS; the second has its old TVS.
fn both_on_the_publisher() -> Scene {
    Scene::of("10.5", NonSecure, 2)
        .holds_itl(SERVER)
        .renewed(&[(Callmanager, SERVER), (Tvs, SERVER)])
        .restarted()
        .offers(&[ITL])
}

pub(super) static ROWS: &[Situation] = &[
    row(
        "10.5: CallManager, which signs the ITL, was renewed",
        "domain.md 2.5: the signer is not known, TVS is in the ITL that is held, and TVS knows its cluster's CallManager",
        || {
            Scene::of("10.5", NonSecure, 1)
                .holds_itl(SERVER)
                .renewed(&[(Callmanager, SERVER)])
                .restarted()
                .offers(&[ITL])
        },
        takes_itl("L-OPENS-BY-TVS"),
    ),
    row(
        "11.5: TVS was renewed alone",
        "domain.md 2.5: the signer is a SAST of the ITL that is held",
        || Scene::of("11.5", NonSecure, 1).holds_itl(SERVER).renewed(&[(Tvs, SERVER)]).restarted().offers(&[ITL]),
        takes_itl("L-OPENS-BY-ITL"),
    ),
    row(
        "10.0: ITLRecovery was renewed, which does not sign before 12.0",
        "domain.md 2.2, 2.5: CallManager signs and is a SAST of the ITL that is held",
        || {
            Scene::of("10.0", NonSecure, 2)
                .holds_itl(SERVER)
                .renewed(&[(Itlrecovery, SERVER)])
                .restarted()
                .offers(&[ITL])
        },
        takes_itl("L-OPENS-BY-ITL"),
    ),
    row(
        "12.5: ITLRecovery, which signs the ITL, was renewed",
        "domain.md 2.5: TVS vouches (TVS was not renewed)",
        || {
            Scene::of("12.5", NonSecure, 2)
                .holds_itl(SERVER)
                .renewed(&[(Itlrecovery, SERVER)])
                .restarted()
                .offers(&[ITL])
        },
        takes_itl("L-OPENS-BY-TVS"),
    ),
    row(
        "12.5: CallManager was renewed, which does not sign from 12.0 on",
        "domain.md 0.3, 2.5: ITLRecovery signs and is a SAST of the ITL that is held",
        || {
            Scene::of("12.5", NonSecure, 2)
                .holds_itl(SECOND)
                .renewed(&[(Callmanager, SECOND)])
                .restarted()
                .offers(&[SECOND_ITL])
        },
        takes_itl("L-OPENS-BY-ITL"),
    ),
    row(
        "12.5: CAPF was renewed",
        "domain.md 2.5: CAPF does not sign",
        || Scene::of("12.5", NonSecure, 2).holds_itl(SERVER).renewed(&[(Capf, SERVER)]).restarted().offers(&[ITL]),
        takes_itl("L-OPENS-BY-ITL"),
    ),
    row(
        "12.5, mixed: CAPF was renewed and the CTL updated",
        "domain.md 8 (c): updating only CAPF keeps the signer, so phones accept the new CTL",
        || {
            let scene = Scene::of("12.5", Mixed, 2).holds_ctl().holds_itl(SERVER);
            scene.renewed(&[(Capf, SERVER)]).restarted().offers(&[CTL])
        },
        takes_ctl("L-OPENS-BY-CTL"),
    ),
    row(
        "12.5, mixed: ITLRecovery was renewed and the CTL updated; the CTL",
        "domain.md 2.3, 2.5: ITLRecovery signs the CTL from 12.0; the new one is in neither list, TVS vouches",
        || {
            let scene = Scene::of("12.5", Mixed, 2).holds_ctl().holds_itl(SERVER);
            scene.renewed(&[(Itlrecovery, SERVER)]).restarted().offers(&[CTL, ITL])
        },
        takes_ctl("L-OPENS-BY-TVS"),
    ),
    row(
        "12.5, mixed: ITLRecovery was renewed and the CTL updated; the ITL, after the CTL was taken",
        "domain.md 2.5 (a): the ITL is checked by the CTL, which is the new one by then",
        || {
            let scene = Scene::of("12.5", Mixed, 2).holds_ctl().holds_itl(SERVER);
            scene.renewed(&[(Itlrecovery, SERVER)]).restarted().offers(&[CTL, ITL])
        },
        takes_itl("L-OPENS-BY-CTL"),
    ),
    row(
        "10.5, mixed without tokens: the publisher's CallManager was renewed and the CTL updated",
        "domain.md 2.3, 2.5: it signs the CTL; the new one is in neither list, TVS vouches",
        || {
            let scene = Scene::of("10.5", Mixed, 2).holds_ctl().holds_itl(SERVER);
            scene.renewed(&[(Callmanager, SERVER)]).restarted().offers(&[CTL])
        },
        takes_ctl("L-OPENS-BY-TVS"),
    ),
    row(
        "9.1, mixed with tokens: every CallManager was renewed and the CTL updated by a token",
        "domain.md 2.3, 2.5: the token is SAST of the CTL that is held",
        || {
            let scene = Scene::of("9.1", Mixed, 2).holds_ctl().holds_itl(SERVER);
            scene.renewed_everywhere(&[Callmanager]).restarted().offers(&[CTL])
        },
        takes_ctl("L-OPENS-BY-CTL"),
    ),
    row(
        "10.5, one node: CallManager and TVS were renewed together",
        "domain.md 0.5, 2.5 (b), 3.4: the second path is dead",
        || {
            let scene = Scene::of("10.5", NonSecure, 1).holds_itl(SERVER);
            scene.renewed(&[(Callmanager, SERVER), (Tvs, SERVER)]).restarted().offers(&[ITL])
        },
        refuses_itl("L-TVS-PROVES-ITSELF"),
    ),
    row(
        "10.5, two nodes: CallManager and TVS were renewed on one; the other TVS is still the old one",
        "domain.md 2.5: each TVS node that is reached counts, its certificate must be in the ITL that is held",
        both_on_the_publisher,
        takes_itl("L-OPENS-BY-TVS"),
    ),
    row(
        "10.5, two nodes: the same, and the phone's CallManager group holds the publisher alone",
        "domain.md 2.5: TVS are those of the CallManager group",
        || both_on_the_publisher().reaches(TvsReach::Nodes(vec![SERVER.to_owned()])),
        refuses_itl("L-TVS-PROVES-ITSELF"),
    ),
    row(
        "10.5, two nodes: the same, and the phone's CallManager group holds the second node alone",
        "domain.md 2.5: TVS are those of the CallManager group",
        || both_on_the_publisher().reaches(TvsReach::Nodes(vec!["cucm-sub1.example.com".to_owned()])),
        takes_itl("L-OPENS-BY-TVS"),
    ),
    row(
        "10.5, three nodes: CallManager of one and every TVS were renewed",
        "domain.md 0.5, 2.5 (b)",
        || {
            let scene = Scene::of("10.5", NonSecure, 3).holds_itl(SERVER).renewed(&[(Callmanager, SERVER)]);
            scene.renewed_everywhere(&[Tvs]).restarted().offers(&[ITL])
        },
        refuses_itl("L-TVS-PROVES-ITSELF"),
    ),
    row(
        "12.5: CallManager and TVS were renewed together everywhere",
        "domain.md 0.5, 4.2: with ITLRecovery as signer either order is safe",
        || {
            Scene::of("12.5", NonSecure, 2)
                .holds_itl(SERVER)
                .renewed_everywhere(&[Callmanager, Tvs])
                .restarted()
                .offers(&[ITL])
        },
        takes_itl("L-OPENS-BY-ITL"),
    ),
    row(
        "12.5: ITLRecovery and TVS were renewed together everywhere",
        "domain.md 2.5 (b)",
        || {
            Scene::of("12.5", NonSecure, 2)
                .holds_itl(SERVER)
                .renewed_everywhere(&[Itlrecovery, Tvs])
                .restarted()
                .offers(&[ITL])
        },
        refuses_itl("L-TVS-PROVES-ITSELF"),
    ),
    row(
        "12.5: ITLRecovery and CallManager were renewed together everywhere",
        "domain.md 2.5: TVS was not renewed, and vouches",
        || {
            let scene = Scene::of("12.5", NonSecure, 2).holds_itl(SERVER);
            scene.renewed_everywhere(&[Itlrecovery, Callmanager]).restarted().offers(&[ITL])
        },
        takes_itl("L-OPENS-BY-TVS"),
    ),
    row(
        "15: CallManager, TVS and ITLRecovery were renewed together",
        "domain.md 0.5, 3.5: never together at any release",
        || {
            let scene = Scene::of("15", NonSecure, 2).holds_itl(SERVER);
            scene.renewed_everywhere(&[Callmanager, Tvs, Itlrecovery]).restarted().offers(&[ITL])
        },
        refuses_itl("L-TVS-PROVES-ITSELF"),
    ),
    row(
        "12.5, mixed: CallManager, TVS and ITLRecovery were renewed together, and the CTL updated",
        "domain.md 3.5: mass unregistration",
        || {
            let scene = Scene::of("12.5", Mixed, 2).holds_ctl().holds_itl(SERVER);
            scene.renewed_everywhere(&[Callmanager, Tvs, Itlrecovery]).restarted().offers(&[CTL])
        },
        refuses_ctl("L-TVS-PROVES-ITSELF"),
    ),
    row(
        "11.5, mixed: the publisher's CallManager and every TVS were renewed, and the CTL updated",
        "domain.md 0.5, 2.3, 2.5 (b): the publisher's CallManager signs the CTL up to 11.5",
        || {
            let scene = Scene::of("11.5", Mixed, 2).holds_ctl().holds_itl(SERVER).renewed(&[(Callmanager, SERVER)]);
            scene.renewed_everywhere(&[Tvs]).restarted().offers(&[CTL])
        },
        refuses_ctl("L-TVS-PROVES-ITSELF"),
    ),
    row(
        "14: the multi-server TVS was renewed alone",
        "domain.md 0.6, 2.5: the signer is known",
        || Scene::of("14", NonSecure, 3).holds_itl(SERVER).renewed(&[(Tvs, SERVER)]).restarted().offers(&[ITL]),
        takes_itl("L-OPENS-BY-ITL"),
    ),
    row(
        "14: ITLRecovery was renewed, the multi-server TVS was not",
        "domain.md 0.6, 2.5: the TVS of every node shows the certificate that the ITL names once",
        || {
            let scene = Scene::of("14", NonSecure, 3).holds_itl(SERVER).renewed(&[(Itlrecovery, SERVER)]).restarted();
            scene.offers(&[ITL]).reaches(TvsReach::Nodes(vec!["cucm-sub2".to_owned()]))
        },
        takes_itl("L-OPENS-BY-TVS"),
    ),
    row(
        "14: the multi-server TVS and ITLRecovery were renewed: no node is left with the old TVS",
        "domain.md 0.6, 2.5 (b)",
        || {
            let scene = Scene::of("14", NonSecure, 3).holds_itl(SERVER);
            scene.renewed(&[(Itlrecovery, SERVER), (Tvs, SERVER)]).restarted().offers(&[ITL])
        },
        refuses_itl("L-TVS-PROVES-ITSELF"),
    ),
    row(
        "15: ITLRecovery was renewed and the ITL written, then the multi-server TVS was renewed and the ITL not: a phone of before",
        "domain.md 2.5: what counts is the certificate that TVS shows now, not what the newest ITL says of it",
        || {
            let scene = Scene::of("15", NonSecure, 2).holds_itl(SERVER).renewed(&[(Itlrecovery, SERVER)]).restarted();
            scene.renewed(&[(Tvs, SERVER)]).offers(&[ITL])
        },
        refuses_itl("L-TVS-PROVES-ITSELF"),
    ),
    row(
        "10.5: CallManager was renewed, the phone took that ITL; then TVS was renewed",
        "domain.md 4.2: one after the other, waiting for the phones",
        || {
            let scene = Scene::of("10.5", NonSecure, 1).renewed(&[(Callmanager, SERVER)]).restarted().holds_itl(SERVER);
            scene.renewed(&[(Tvs, SERVER)]).restarted().offers(&[ITL])
        },
        takes_itl("L-OPENS-BY-ITL"),
    ),
    row(
        "10.5: CallManager was renewed, then TVS; the phone slept through both",
        "domain.md 2.5 (d): a phone that was off-line during two regenerations skips a generation",
        || {
            let scene = Scene::of("10.5", NonSecure, 1).holds_itl(SERVER).renewed(&[(Callmanager, SERVER)]).restarted();
            scene.renewed(&[(Tvs, SERVER)]).restarted().offers(&[ITL])
        },
        refuses_itl("L-TVS-PROVES-ITSELF"),
    ),
    row(
        "10.5: TVS was renewed, the phone took that ITL; then CallManager was renewed",
        "domain.md 2.5: the TVS of now is in the ITL that is held",
        || {
            let scene = Scene::of("10.5", NonSecure, 1).renewed(&[(Tvs, SERVER)]).restarted().holds_itl(SERVER);
            scene.renewed(&[(Callmanager, SERVER)]).restarted().offers(&[ITL])
        },
        takes_itl("L-OPENS-BY-TVS"),
    ),
    row(
        "10.5: CallManager was renewed twice; the phone slept through both",
        "domain.md 2.5 (d): TVS was not renewed, and knows the CallManager of now",
        || {
            let scene = Scene::of("10.5", NonSecure, 1).holds_itl(SERVER).renewed(&[(Callmanager, SERVER)]).restarted();
            scene.renewed(&[(Callmanager, SERVER)]).restarted().offers(&[ITL])
        },
        takes_itl("L-OPENS-BY-TVS"),
    ),
    row(
        "10.5: CallManager was renewed and the ITL written, then CallManager was renewed again and TFTP not restarted; the phone slept through it",
        "domain.md 2.5: the TVS store has to hold the signer; 1.1: a newer certificate of the same name replaces the older one in a trust store. The \
         ITL is signed by the one between",
        || {
            let scene = Scene::of("10.5", NonSecure, 2).holds_itl(SERVER).renewed(&[(Callmanager, SERVER)]).restarted();
            scene.renewed(&[(Callmanager, SERVER)]).offers(&[ITL])
        },
        refuses_itl("L-TVS-VOUCHES"),
    ),
    row(
        "10.5, mixed: the same with the CTL, of which TVS has a copy",
        "formats.md 6: TVS looks into the database, then into its copy of the CTL, which names its own signer",
        || {
            let scene = Scene::of("10.5", Mixed, 2).holds_ctl().holds_itl(SERVER).renewed(&[(Callmanager, SERVER)]);
            scene.restarted().renewed(&[(Callmanager, SERVER)]).offers(&[CTL])
        },
        takes_ctl("L-OPENS-BY-TVS"),
    ),
    row(
        "14: nothing is said but the date: ITLRecovery was renewed and the ITL written, then the multi-server TVS was renewed and the ITL not",
        "domain.md 2.5: what counts is the certificate that TVS shows now",
        || {
            let scene = Scene::of("14", NonSecure, 2).holds_itl(SERVER).renewed(&[(Itlrecovery, SERVER)]).restarted();
            let scene = scene.renewed(&[(Tvs, SERVER)]).offers(&[ITL]);
            let settings = scene.cluster.date_alone();
            scene.settings(settings)
        },
        refuses_itl("L-TVS-PROVES-ITSELF"),
    ),
    row(
        "12.5: CallManager was renewed, then TVS, then CAPF; the phone slept through all three",
        "domain.md 2.5: the signer, ITLRecovery, stayed",
        || {
            let scene =
                Scene::of("12.5", NonSecure, 2).holds_itl(SERVER).renewed_everywhere(&[Callmanager]).restarted();
            scene.renewed_everywhere(&[Tvs]).restarted().renewed(&[(Capf, SERVER)]).restarted().offers(&[ITL])
        },
        takes_itl("L-OPENS-BY-ITL"),
    ),
    row(
        "11.5: \"utils itl reset localkey\" after CallManager and TVS were renewed: the ITL is signed by the ITLRecovery of before",
        "domain.md 2.2: after the reset ITLRecovery signs; 3.4: the remedy. It is a SAST of the ITL that is held (formats.md 3.2 has it signed by \
         CallManager after the reset, which would not help the phone)",
        || {
            let scene = Scene::of("11.5", NonSecure, 1).holds_itl(SERVER);
            let scene = scene.renewed(&[(Callmanager, SERVER), (Tvs, SERVER)]).restarted();
            scene
                .then(|cluster, _| {
                    let recovery = cluster.certificate(Itlrecovery, SERVER).clone();
                    cluster.itl(SERVER).signer = recovery;
                })
                .offers(&[ITL])
        },
        takes_itl("L-OPENS-BY-ITL"),
    ),
    row(
        "12.5, mixed: \"utils ctl reset localkey\" after ITLRecovery and TVS were renewed: the CTL is signed by the publisher's CallManager",
        "domain.md 2.3, 3.6: CallManager signs for a while, and is SAST of the CTL that is held",
        || {
            let scene = Scene::of("12.5", Mixed, 2).holds_ctl().holds_itl(SERVER);
            let scene = scene.renewed_everywhere(&[Itlrecovery, Tvs]).restarted();
            scene
                .then(|cluster, _| {
                    let own = cluster.certificate(Callmanager, SERVER).clone();
                    cluster.ctl().signer = own;
                })
                .offers(&[CTL])
        },
        takes_ctl("L-OPENS-BY-CTL"),
    ),
    row(
        "12.5: all three were renewed after the backup that the cluster was restored from: the servers are back with older keys",
        "domain.md 3.39: keys older than the phones' ITL, every phone must be unlocked by hand",
        || {
            let mut scene = Scene::of("12.5", NonSecure, 2);
            let backup = scene.cluster.clone();
            scene = scene.renewed_everywhere(&[Callmanager, Tvs, Itlrecovery]).restarted().holds_itl(SERVER);
            scene.cluster = backup;
            scene.restarted().offers(&[ITL])
        },
        refuses_itl("L-TVS-PROVES-ITSELF"),
    ),
    row(
        "12.5: ITLRecovery alone was renewed after the backup that the cluster was restored from",
        "domain.md 2.5: TVS is the one that the ITL names, and knows the ITLRecovery of the backup. 3.39 says of restores in general that phones are \
         locked, without this case",
        || {
            let mut scene = Scene::of("12.5", NonSecure, 2);
            let backup = scene.cluster.clone();
            scene = scene.renewed(&[(Itlrecovery, SERVER)]).restarted().holds_itl(SERVER);
            scene.cluster = backup;
            scene.restarted().offers(&[ITL])
        },
        takes_itl("L-OPENS-BY-TVS"),
    ),
];
