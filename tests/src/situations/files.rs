//! Signed configurations.

use super::{CTL, ITL, SECOND, Situation, refuses_file, row, takes_file};
use crate::cluster::Cluster;
use crate::scene::{CONFIGURATION, SERVER, Scene, signed_file};
use trustlens_core::formats::trust_list::Role;
use trustlens_core::lab::configuration::{
    CallManager, CapfAuthentication, PhoneConfiguration, Protocol, SecurityMode, Server,
};
use trustlens_core::report::ClusterMode::{Mixed, NonSecure};
use trustlens_core::report::Identity::{Callmanager, Itlrecovery, Tvs};

/// A configuration of these servers, with some bytes changed.
fn damaged(scene: Scene, node: &str, change: impl FnOnce(&mut Vec<u8>)) -> Scene {
    let mut bytes = signed_file(scene.cluster.certificate(Callmanager, node), scene.now);
    change(&mut bytes);
    scene.offers_file(&format!("offered/{CONFIGURATION}"), bytes)
}

fn alter(bytes: &mut [u8]) {
    let last = bytes.len() - 4;
    bytes[last] ^= 1;
}

/// The configuration of a phone whose CallManager group holds these nodes, as a server hands it out without a signature.
fn group(cluster: &Cluster, nodes: &[&str]) -> Vec<u8> {
    let names: Vec<String> = nodes.iter().map(|node| cluster.full_name(node)).collect();
    let configuration = PhoneConfiguration {
        device_name: "SEP00005E005300".to_owned(),
        protocol: Protocol::Sip,
        call_managers: names.iter().map(|name| CallManager { name: name.clone(), address: name.clone() }).collect(),
        tvs_servers: names.iter().map(|name| Server { address: name.clone(), port: 2445 }).collect(),
        capf_servers: Vec::new(),
        load_server: None,
        load: "sip88xx.14-2-1-0101-26".to_owned(),
        security_mode: SecurityMode::NonSecure,
        capf_authentication: CapfAuthentication::NothingDue,
        certificate: None,
        is_encrypted: false,
    };
    configuration.write().into_bytes()
}

/// Each node's CallManager and the publisher's TVS are new; the group of the phone holds these nodes.
fn in_group(nodes: &[&str]) -> Scene {
    let scene = Scene::of("11.5", NonSecure, 3).holds_itl(SERVER).renewed(&[(Tvs, SERVER)]);
    let scene = scene.renewed_everywhere(&[Callmanager]);
    let configuration = group(&scene.cluster, nodes);
    scene.given("phone/SEP00005E005300.cnf.xml", configuration).offers_configuration(SERVER)
}

pub(super) static ROWS: &[Situation] = &[
    row(
        "12.5: signed by the CallManager of the phone's TFTP server",
        "formats.md 9: role 2 or 3",
        || Scene::of("12.5", NonSecure, 2).holds_itl(SERVER).offers_configuration(SERVER),
        takes_file("F-OPENS-BY-ITL"),
    ),
    row(
        "15, mixed: signed by the CallManager of another node, which the CTL names",
        "formats.md 9: role 2 or 3; domain.md 2.3: the CTL has all nodes",
        || Scene::of("15", Mixed, 2).holds_ctl().holds_itl(SERVER).offers_configuration(SECOND),
        takes_file("F-OPENS-BY-CTL"),
    ),
    row(
        "12.5, non-secure: signed by the CallManager of another node, which the ITL of this one does not name",
        "formats.md 9: one that TVS vouches for; domain.md 0.2: the ITL has the TFTP server's own CallManager",
        || Scene::of("12.5", NonSecure, 2).holds_itl(SERVER).offers_configuration(SECOND),
        takes_file("F-OPENS-BY-TVS"),
    ),
    row(
        "12.5: signed by a renewed CallManager, and the phone slept when TFTP was restarted",
        "formats.md 9: one that TVS vouches for",
        || {
            let scene = Scene::of("12.5", NonSecure, 1).holds_itl(SERVER).renewed(&[(Callmanager, SERVER)]);
            scene.offers_configuration(SERVER)
        },
        takes_file("F-OPENS-BY-TVS"),
    ),
    row(
        "12.5: signed by a renewed CallManager, after the phone took the ITL that names it",
        "domain.md 2.5 (a): the ITL comes before the configuration",
        || {
            let scene = Scene::of("12.5", NonSecure, 1).holds_itl(SERVER).renewed(&[(Callmanager, SERVER)]).restarted();
            scene.offers(&[ITL]).offers_configuration(SERVER)
        },
        takes_file("F-OPENS-BY-ITL"),
    ),
    row(
        "10.5: CallManager and TVS were renewed, the phone has refused the ITL: the configuration after that",
        "domain.md 2.5: the ITL must be accepted before the configuration; it keeps the old ITL",
        || {
            let scene = Scene::of("10.5", NonSecure, 1).holds_itl(SERVER);
            let scene = scene.renewed(&[(Callmanager, SERVER), (Tvs, SERVER)]).restarted();
            scene.offers(&[ITL]).offers_configuration(SERVER)
        },
        refuses_file("F-TVS-PROVES-ITSELF"),
    ),
    row(
        "12.5: ITLRecovery and TVS were renewed, the phone has refused the ITL: the configuration after that is signed as ever",
        "domain.md 3 (S20): the phone may stay registered; CallManager is in the ITL that it keeps",
        || {
            let scene = Scene::of("12.5", NonSecure, 1).holds_itl(SERVER);
            let scene = scene.renewed(&[(Itlrecovery, SERVER), (Tvs, SERVER)]).restarted();
            scene.offers(&[ITL]).offers_configuration(SERVER)
        },
        takes_file("F-OPENS-BY-ITL"),
    ),
    row(
        "12.5: CallManager and TVS were renewed and TFTP was not restarted",
        "domain.md 2.5 (b)",
        || {
            let scene = Scene::of("12.5", NonSecure, 1).holds_itl(SERVER);
            scene.renewed(&[(Callmanager, SERVER), (Tvs, SERVER)]).offers_configuration(SERVER)
        },
        refuses_file("F-TVS-PROVES-ITSELF"),
    ),
    row(
        "12.5, mixed: CallManager was renewed and the CTL updated, and the phone takes both lists",
        "domain.md 2.3: the CTL has the CallManager of now",
        || {
            let scene = Scene::of("12.5", Mixed, 1).holds_ctl().holds_itl(SERVER);
            let scene = scene.renewed(&[(Callmanager, SERVER)]).restarted();
            scene.offers(&[CTL, ITL]).offers_configuration(SERVER)
        },
        takes_file("F-OPENS-BY-CTL"),
    ),
    row(
        "12.5: signed by ITLRecovery, which the ITL names as SAST",
        "formats.md 9: role 2 or 3. domain.md 2.1 lets a SAST sign configurations too; no server does, and formats.md is the more exact. TVS knows \
         ITLRecovery as SAST alone",
        || {
            let scene = Scene::of("12.5", NonSecure, 1).holds_itl(SERVER);
            let bytes = signed_file(scene.cluster.certificate(Itlrecovery, SERVER), scene.now);
            scene.offers_file(&format!("offered/{CONFIGURATION}"), bytes)
        },
        refuses_file("F-TVS-VOUCHES"),
    ),
    row(
        "9.1: a phone without Security By Default, and the configuration by a CallManager that its CTL names",
        "formats.md 9: role 2 or 3",
        || {
            let scene = Scene::of("9.1", Mixed, 2).holds_ctl().without_security_by_default();
            scene.offers_configuration(SECOND)
        },
        takes_file("F-OPENS-BY-CTL"),
    ),
    row(
        "9.1: a phone without Security By Default, and the configuration by a renewed CallManager, without a new CTL",
        "formats.md 9: such phones know no TVS",
        || {
            let scene = Scene::of("9.1", Mixed, 2).holds_ctl().without_security_by_default();
            scene.renewed(&[(Callmanager, SERVER)]).offers_configuration(SERVER)
        },
        refuses_file("F-KNOWS-TVS"),
    ),
    row(
        "12.5: changed after it was signed, by a CallManager of the ITL",
        "formats.md 4: the phone refuses a bad one and keeps its old configuration",
        || damaged(Scene::of("12.5", NonSecure, 1).holds_itl(SERVER), SERVER, |bytes| alter(bytes)),
        refuses_file("F-OPENS-BY-ITL"),
    ),
    row(
        "12.5, mixed: changed after it was signed, by a CallManager of the CTL",
        "formats.md 4: the phone refuses a bad one and keeps its old configuration",
        || damaged(Scene::of("12.5", Mixed, 1).holds_ctl().holds_itl(SERVER), SERVER, |bytes| alter(bytes)),
        refuses_file("F-OPENS-BY-CTL"),
    ),
    row(
        "12.5: changed after it was signed, by a CallManager for which TVS vouches",
        "formats.md 4: the phone refuses a bad one and keeps its old configuration",
        || damaged(Scene::of("12.5", NonSecure, 2).holds_itl(SERVER), SECOND, |bytes| alter(bytes)),
        refuses_file("F-OPENS-BY-TVS"),
    ),
    row(
        "12.5: cut in its header",
        "domain.md 3.44: a download that is cut",
        || damaged(Scene::of("12.5", NonSecure, 1).holds_itl(SERVER), SERVER, |bytes| bytes.truncate(150)),
        refuses_file("F-READABLE"),
    ),
    row(
        "11.5, three nodes: by a renewed CallManager; the configuration of the phone has it ask the publisher alone, whose TVS is new",
        "domain.md 2.5: TVS addresses come from the phone's configuration",
        || in_group(&[SERVER]),
        refuses_file("F-TVS-PROVES-ITSELF"),
    ),
    row(
        "11.5, three nodes: by a renewed CallManager; the configuration of the phone has it ask the publisher and the second node",
        "domain.md 2.5: each TVS node that is reached counts; the second node's TVS is still the one that the ITL names",
        || in_group(&[SERVER, SECOND]),
        takes_file("F-OPENS-BY-TVS"),
    ),
    row(
        "9.1: an ITL without its TFTP record, and the configuration by the server that it names as SAST",
        "formats.md 9: role 2 or 3 – or one that TVS vouches for, and TVS knows its cluster's CallManager",
        || {
            let scene = Scene::of("9.1", NonSecure, 1);
            let scene = scene.holds_changed_itl(SERVER, |list| list.records.retain(|record| record.role != Role::TFTP));
            scene.offers_configuration(SERVER)
        },
        takes_file("F-OPENS-BY-TVS"),
    ),
    row(
        "8.6, mixed: of what the servers have nothing is given but their lists, and the phone holds that ITL",
        "formats.md 9: role 2 or 3",
        || {
            let scene = Scene::of("8.6", Mixed, 1).holds_itl(SERVER).not_given(".pem");
            scene.offers_configuration(SERVER)
        },
        takes_file("F-OPENS-BY-ITL"),
    ),
];
