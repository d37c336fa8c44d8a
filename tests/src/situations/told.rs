//! What is told in other ways than by files: printouts, captures, and cases of which parts are missing.

use super::{CTL, ITL, SECOND, Situation, open, refuses_itl, row, takes_ctl, takes_file, takes_itl};
use crate::cluster::Encode;
use crate::scene::{SERVER, Scene, signed_file};
use crate::show::show;
use std::net::Ipv4Addr;
use trustlens_core::lab::capture::{Event, Exchange, write_capture};
use trustlens_core::report::ClusterMode::{Mixed, NonSecure};
use trustlens_core::report::Identity::{Callmanager, Capf, Itlrecovery, Tvs};
use trustlens_core::report::{ListKind, OfferKind};

/// What "show itl" prints of the ITL of the publisher.
fn printed_itl(scene: &mut Scene) -> Vec<u8> {
    let bytes = scene.cluster.itl(SERVER).encode();
    show(&bytes, ListKind::Itl)
}

/// The text up to its last record, as a terminal with a short memory leaves it.
fn cut(text: &[u8], kind: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(text).into_owned();
    let last = text.rfind(&format!("{kind} Record #:")).expect("a record");
    text.as_bytes()[..last].to_vec()
}

/// A phone fetches the ITL of the publisher, seen from outside.
fn capture_of_itl(scene: &mut Scene) -> Vec<u8> {
    let content = Some(scene.cluster.itl(SERVER).encode());
    let exchange = Exchange {
        at: scene.now,
        client: Ipv4Addr::new(10, 0, 5, 1),
        server: Ipv4Addr::new(10, 0, 0, 11),
        event: Event::Http { file: "ITLSEP00005E005300.tlv".to_owned(), content },
    };
    write_capture(&[exchange]).expect("a capture")
}

/// 12.5, non-secure; a phone that is told of by a printout of its ITL.
fn printed(change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> Scene {
    let mut scene = Scene::of("12.5", NonSecure, 2);
    let text = printed_itl(&mut scene);
    scene.holds("show-itl.txt", change(text))
}

pub(super) static ROWS: &[Situation] = &[
    row(
        "a printed ITL that a phone has, and a printed one that is offered, with no certificate in the case; the signer stayed",
        "domain.md 2.5: the signer is a SAST of the ITL that is held; formats.md 8.1: the server says that the file was verified",
        || {
            let mut scene = printed(|text| text).restarted();
            let text = printed_itl(&mut scene);
            scene.not_given("cucm-").offers_file("offered/show-itl.txt", text)
        },
        takes_itl("L-OPENS-BY-ITL"),
    ),
    row(
        "the same with the certificates of the servers in the case",
        "domain.md 2.5; 2.4: records of a printout are joined with certificates by SHA-1",
        || {
            let mut scene = printed(|text| text).restarted();
            let text = printed_itl(&mut scene);
            scene.not_given(".tlv").offers_file("offered/show-itl.txt", text)
        },
        takes_itl("L-OPENS-BY-ITL"),
    ),
    row(
        "a printed ITL that a phone has, and the file that is offered; ITLRecovery was renewed",
        "domain.md 2.5: TVS vouches",
        || printed(|text| text).renewed(&[(Itlrecovery, SERVER)]).restarted().offers(&[ITL]),
        takes_itl("L-OPENS-BY-TVS"),
    ),
    row(
        "a printed ITL that a phone has, and the file that is offered; ITLRecovery and TVS were renewed",
        "domain.md 2.5 (b)",
        || printed(|text| text).renewed_everywhere(&[Itlrecovery, Tvs]).restarted().offers(&[ITL]),
        refuses_itl("L-TVS-PROVES-ITSELF"),
    ),
    row(
        "a printed ITL of which the end is missing, and a signer that is not in what is there",
        "nothing tells whether the signer is in the records that are missing; TVS of the second node, the last record, may be too",
        || printed(|text| cut(&text, "ITL")).renewed_everywhere(&[Itlrecovery, Tvs]).restarted().offers(&[ITL]),
        open(OfferKind::Itl, "L-SIGNER-IN-ITL"),
    ),
    row(
        "a printed ITL of which the end is missing, and a signer that is not in what is there, for which TVS vouches",
        "domain.md 2.5: whether the missing records name it or not, the phone gets at the certificate, and the signature holds",
        || printed(|text| cut(&text, "ITL")).renewed(&[(Itlrecovery, SERVER)]).restarted().offers(&[ITL]),
        takes_itl("L-OPENS-BY-TVS"),
    ),
    row(
        "a printed CTL of which the end is missing, no ITL, and a signer that is not in what is there",
        "nothing tells whether the signer is in the records that are missing",
        || {
            let mut scene = Scene::of("12.5", Mixed, 2);
            let bytes = scene.cluster.ctl().encode();
            let text = cut(&show(&bytes, ListKind::Ctl), "CTL");
            scene.holds("show-ctl.txt", text).renewed(&[(Itlrecovery, SERVER)]).restarted().offers(&[CTL])
        },
        open(OfferKind::Ctl, "L-SIGNER-IN-CTL"),
    ),
    row(
        "a printed CTL of which the end is missing, no ITL, and a configuration by the server that stood there",
        "nothing tells whether the signer is in the records that are missing",
        || {
            let mut scene = Scene::of("12.5", Mixed, 2);
            let bytes = scene.cluster.ctl().encode();
            let text = cut(&show(&bytes, ListKind::Ctl), "CTL");
            let scene = scene.holds("show-ctl.txt", text).not_given("CTLFile");
            let file = signed_file(scene.cluster.certificate(Callmanager, SECOND), scene.now);
            scene.offers_file("offered/SEP00005E005300.cnf.xml.sgn", file)
        },
        open(OfferKind::SignedFile, "F-SIGNER-IN-CTL"),
    ),
    row(
        "a printed ITL of which the end is missing, and a configuration by a CallManager that is not in what is there, after TVS was renewed",
        "nothing tells whether the signer, or a TVS of now, is in the records that are missing",
        || {
            let scene = printed(|text| cut(&text, "ITL")).renewed_everywhere(&[Callmanager, Tvs]);
            scene.not_given("ITLFile").offers_configuration(SERVER)
        },
        open(OfferKind::SignedFile, "F-SIGNER-IN-ITL"),
    ),
    row(
        "the ITL that a phone fetched is found in a capture; nothing was renewed",
        "domain.md 7 (7): a capture of a start has the list that the phone really got; 2.5",
        || {
            let mut scene = Scene::of("12.5", NonSecure, 2);
            let capture = capture_of_itl(&mut scene);
            scene.holds("start.pcap", capture).restarted().offers(&[ITL])
        },
        takes_itl("L-OPENS-BY-ITL"),
    ),
    row(
        "the ITL that a phone fetched is found in a capture; ITLRecovery and TVS were renewed",
        "domain.md 7 (7), 2.5 (b)",
        || {
            let mut scene = Scene::of("12.5", NonSecure, 2);
            let capture = capture_of_itl(&mut scene);
            scene.holds("start.pcap", capture).renewed_everywhere(&[Itlrecovery, Tvs]).restarted().offers(&[ITL])
        },
        refuses_itl("L-TVS-PROVES-ITSELF"),
    ),
    row(
        "no certificate of any server is given, two ITLs alone: CallManager was renewed, TVS not (10.5)",
        "domain.md 2.5: the newest ITL tells which TVS and which CallManager its cluster has",
        || {
            let scene = Scene::of("10.5", NonSecure, 1).holds_itl(SERVER).renewed(&[(Callmanager, SERVER)]).restarted();
            scene.not_given(".pem").offers(&[ITL])
        },
        takes_itl("L-OPENS-BY-TVS"),
    ),
    row(
        "no certificate of any server is given, two ITLs alone: CallManager and TVS were renewed (10.5)",
        "domain.md 2.5 (b): the newest ITL tells which TVS its cluster has",
        || {
            let scene = Scene::of("10.5", NonSecure, 1).holds_itl(SERVER);
            let scene = scene.renewed(&[(Callmanager, SERVER), (Tvs, SERVER)]).restarted();
            scene.not_given(".pem").offers(&[ITL])
        },
        refuses_itl("L-TVS-PROVES-ITSELF"),
    ),
    row(
        "nothing is said of the case but the date: the newest lists are offered, CAPF was renewed",
        "domain.md 2.5: the signer stayed",
        || {
            let scene = Scene::of("12.5", Mixed, 1).holds_ctl().holds_itl(SERVER);
            let scene = scene.renewed(&[(Capf, SERVER)]).restarted();
            let settings = scene.cluster.date_alone();
            scene.settings(settings)
        },
        takes_ctl("L-OPENS-BY-CTL"),
    ),
    row(
        "nothing is said of what is offered: the newest lists of the case, and the configuration of the phone's TFTP server alone",
        "domain.md 0.2: the ITL is of one TFTP server, and so is what it signs",
        || {
            let scene = Scene::of("12.5", NonSecure, 2).holds_itl(SERVER).restarted();
            let near = signed_file(scene.cluster.certificate(Callmanager, SERVER), scene.now);
            let far = signed_file(scene.cluster.certificate(Callmanager, SECOND), scene.now);
            scene
                .given("cucm-pub/SEP00005E005300.cnf.xml.sgn", near)
                .given("cucm-sub1/SEP00005E005300.cnf.xml.sgn", far)
        },
        takes_file("F-OPENS-BY-ITL"),
    ),
];
