//! Lists that were changed, cut, signed by somebody else, or grew too large.

use super::{CTL, Situation, refuses_ctl, refuses_itl, row, takes_itl};
use crate::cluster::{Encode, KeyKind, Made, Make, RecordDescription, described, name, pool_key};
use crate::scene::{SERVER, Scene};
use trustlens_core::formats::trust_list::Role;
use trustlens_core::report::ClusterMode::{Mixed, NonSecure};
use trustlens_core::report::Identity::{Itlrecovery, Tvs};

/// The same certificate with a key that is not its own: whoever signs so names somebody else.
fn pretended(made: &Made) -> Made {
    let mut pretended = made.clone();
    pretended.description.key = pool_key(KeyKind::Rsa2048, 23);
    pretended
}

/// A phone that is offered an ITL in which a byte was changed after it was signed.
fn altered(scene: Scene, bytes: &[u8]) -> Scene {
    let mut bytes = bytes.to_vec();
    // Inside the last certificate, so that all lengths still fit.
    let place = bytes.len() - 30;
    bytes[place] ^= 1;
    scene.offers_file("offered/ITLFile.tlv", bytes)
}

/// TVS records of nodes that left, so that the list has so many different certificates.
fn filled(certificates: usize) -> Vec<RecordDescription> {
    // CallManager, ITLRecovery, CAPF and the TVS of two nodes are there.
    let former = certificates - 5;
    let key = pool_key(KeyKind::Rsa2048, 20);
    let make = |number: usize| {
        let host = format!("cucm-old{number}.example.com");
        let made = described(&format!("C=US,O=Example,CN={host}"), key.clone()).make().of(Tvs, &[]);
        RecordDescription::new(Role::TVS, &made, name::common_name(&made.description.subject))
    };
    (0..former).map(make).collect()
}

fn of_size(certificates: usize) -> Scene {
    let scene = Scene::of("12.5", NonSecure, 2).holds_itl(SERVER).restarted();
    let records = filled(certificates);
    scene.offers_changed_itl(SERVER, |list| list.records.extend(records))
}

pub(super) static ROWS: &[Situation] = &[
    row(
        "12.5: an ITL that was changed after it was signed",
        "domain.md 2.5: verify with the certificate that is held, reject",
        || {
            let mut scene = Scene::of("12.5", NonSecure, 2).holds_itl(SERVER).restarted();
            let bytes = scene.cluster.itl(SERVER).encode();
            altered(scene, &bytes)
        },
        refuses_itl("L-OPENS-BY-ITL"),
    ),
    row(
        "12.5, mixed: an ITL that was changed after it was signed",
        "domain.md 2.5: verify with the certificate that is held, the CTL's first",
        || {
            let mut scene = Scene::of("12.5", Mixed, 2).holds_ctl().holds_itl(SERVER).restarted();
            let bytes = scene.cluster.itl(SERVER).encode();
            altered(scene, &bytes)
        },
        refuses_itl("L-OPENS-BY-CTL"),
    ),
    row(
        "12.5: an ITL by a new ITLRecovery, changed after it was signed",
        "domain.md 2.5 accepts once TVS knows the signer, and says nothing of the signature then; formats.md 2.3: what the signature is for",
        || {
            let scene = Scene::of("12.5", NonSecure, 2).holds_itl(SERVER).renewed(&[(Itlrecovery, SERVER)]);
            let mut scene = scene.restarted();
            let bytes = scene.cluster.itl(SERVER).encode();
            altered(scene, &bytes)
        },
        refuses_itl("L-OPENS-BY-TVS"),
    ),
    row(
        "12.5: an ITL that names ITLRecovery as signer, and was signed with another key",
        "domain.md 2.5: verify with the certificate that is held, reject (bad signature)",
        || {
            let scene = Scene::of("12.5", NonSecure, 2).holds_itl(SERVER).restarted();
            let signer = pretended(scene.cluster.certificate(Itlrecovery, SERVER));
            scene.offers_changed_itl(SERVER, |list| list.signer = signer)
        },
        refuses_itl("L-OPENS-BY-ITL"),
    ),
    row(
        "12.5, mixed: a CTL that names ITLRecovery as signer, and was signed with another key",
        "domain.md 2.5: verify with the certificate that is held, reject (bad signature)",
        || {
            let scene = Scene::of("12.5", Mixed, 2).holds_ctl().holds_itl(SERVER).restarted();
            let signer = pretended(scene.cluster.certificate(Itlrecovery, SERVER));
            scene.then(|cluster, _| cluster.ctl().signer = signer).offers(&[CTL])
        },
        refuses_ctl("L-OPENS-BY-CTL"),
    ),
    row(
        "12.5: an ITL of which the end is missing",
        "domain.md 3.44; formats.md 9.1: the update fails",
        || {
            let mut scene = Scene::of("12.5", NonSecure, 2).holds_itl(SERVER).restarted();
            let mut bytes = scene.cluster.itl(SERVER).encode();
            bytes.truncate(bytes.len() - 300);
            scene.offers_file("offered/ITLFile.tlv", bytes)
        },
        refuses_itl("L-READABLE"),
    ),
    row(
        "12.5: an ITL with 39 certificates",
        "domain.md 0.10, 2.2: more than 39 are too many",
        || of_size(39),
        takes_itl("L-OPENS-BY-ITL"),
    ),
    row(
        "12.5: an ITL with 40 certificates",
        "domain.md 0.10, 2.2: more than 39 are too many",
        || of_size(40),
        refuses_itl("L-READABLE"),
    ),
    row(
        "12.5: an ITL of 65 KB with few certificates",
        "domain.md 0.10, 2.2: 64 KB",
        || {
            let scene = Scene::of("12.5", NonSecure, 2).holds_itl(SERVER).restarted();
            scene.offers_changed_itl(SERVER, |list| {
                // The TVS record over and over: one certificate, some 1,700 bytes each time.
                let again = list.records.iter().find(|record| record.role == Role::TVS).expect("a TVS").clone();
                list.records.extend(std::iter::repeat_n(again, 38));
            })
        },
        refuses_itl("L-READABLE"),
    ),
];
