//! From non-secure to mixed mode and back, tokens, and phones without Security By Default.

use super::{CTL, ITL, SECOND, SECOND_ITL, Situation, refuses_ctl, row, takes_ctl, takes_file, takes_itl};
use crate::cluster::{Cluster, CtlSigner, Embed};
use crate::scene::{SERVER, Scene};
use trustlens_core::Timestamp;
use trustlens_core::formats::trust_list::Role;
use trustlens_core::report::ClusterMode::{self, Mixed, NonSecure};
use trustlens_core::report::Identity::{Callmanager, Itlrecovery, Tvs};
use trustlens_core::report::{OfferKind, Verdict};

/// Another mode, with the lists that go with it.
fn mode(mode: ClusterMode) -> impl FnOnce(&mut Cluster, Timestamp) {
    move |cluster, now| {
        cluster.description.mode = mode;
        cluster.write_lists(now);
    }
}

/// A phone of a non-secure cluster that has gone to mixed mode since; what is made for mixed mode (tokens) is there from the start.
fn becomes_mixed(release: &str, node: &str) -> Scene {
    Scene::of(release, Mixed, 2).then(mode(NonSecure)).holds_itl(node).then(mode(Mixed))
}

/// Tokens have signed the CTL; since then the cluster has gone over to a CTL without tokens.
fn gives_up_tokens() -> Scene {
    let mut scene = Scene::of("11.5", Mixed, 2);
    scene.cluster = {
        let mut description = scene.cluster.description.clone();
        description.ctl_signer = CtlSigner::Etoken;
        crate::cluster::Make::make(description)
    };
    scene
}

fn without_tokens(cluster: &mut Cluster, now: Timestamp) {
    cluster.description.ctl_signer = CtlSigner::Tokenless;
    cluster.write_ctl(now);
}

/// The CTL that stays when a cluster becomes non-secure: its records of servers are empty (domain.md, section 2.3).
fn empty_servers(cluster: &mut Cluster, now: Timestamp) {
    let ctl = cluster.ctl();
    ctl.timestamp = now;
    for record in ctl.records.iter_mut().filter(|record| record.role == Role::CCM_TFTP) {
        record.embed = Embed::Empty;
    }
}

pub(super) static ROWS: &[Situation] = &[
    row(
        "12.5: non-secure becomes mixed without tokens: the first CTL for a phone with an ITL",
        "domain.md 2.3, 2.5: ITLRecovery signs the CTL, and is SAST of the ITL that is held",
        || becomes_mixed("12.5", SERVER).offers(&[CTL]),
        takes_ctl("L-OPENS-BY-ITL"),
    ),
    row(
        "10.5: non-secure becomes mixed without tokens: the first CTL for a phone of the publisher's TFTP",
        "domain.md 2.3, 2.5: the publisher's CallManager signs the CTL, and is SAST of its ITL",
        || becomes_mixed("10.5", SERVER).offers(&[CTL]),
        takes_ctl("L-OPENS-BY-ITL"),
    ),
    row(
        "10.5: non-secure becomes mixed without tokens: the first CTL for a phone of the second TFTP",
        "domain.md 2.2, 2.5: its ITL has the second node's CallManager alone as SAST; TVS knows the publisher's",
        || becomes_mixed("10.5", SECOND).offers(&["cucm-sub1/CTLFile.tlv"]),
        takes_ctl("L-OPENS-BY-TVS"),
    ),
    row(
        "8.6: non-secure becomes mixed with tokens: the first CTL for a phone with an ITL",
        "domain.md 2.5, formats.md 6: TVS looks into its copy of the CTL, which names the tokens",
        || becomes_mixed("8.6", SERVER).offers(&[CTL]),
        takes_ctl("L-OPENS-BY-TVS"),
    ),
    row(
        "12.5: mixed becomes non-secure, the CTL stays with empty records of servers; the phone holds both lists",
        "domain.md 2.3: the signer stays; 2.5",
        || {
            let scene = Scene::of("12.5", Mixed, 2).holds_ctl().holds_itl(SERVER);
            scene.then(empty_servers).offers(&[CTL])
        },
        takes_ctl("L-OPENS-BY-CTL"),
    ),
    row(
        "12.5: the same, and a signed configuration: the CTL names no server any more, the ITL does",
        "domain.md 2.3; formats.md 9: role 2 or 3",
        || {
            let scene = Scene::of("12.5", Mixed, 2).holds_ctl().holds_itl(SERVER);
            scene.then(empty_servers).offers(&[CTL]).offers_configuration(SERVER)
        },
        takes_file("F-OPENS-BY-ITL"),
    ),
    row(
        "12.5: mixed becomes non-secure and the CTL is deleted from the servers; the phone still holds it",
        "domain.md 2.5 (a): with a CTL the ITL is checked by the CTL; ITLRecovery is SAST there",
        || {
            let scene = Scene::of("12.5", Mixed, 2).holds_ctl().holds_itl(SERVER);
            scene.then(mode(NonSecure)).offers(&[ITL])
        },
        takes_itl("L-OPENS-BY-CTL"),
    ),
    row(
        "10.5: the same after CallManager was renewed on the second node: the CTL that is held knows the old one",
        "domain.md 2.5: neither CTL nor ITL names it, TVS vouches",
        || {
            let scene = Scene::of("10.5", Mixed, 2).holds_ctl().holds_itl(SECOND);
            scene.renewed(&[(Callmanager, SECOND)]).then(mode(NonSecure)).offers(&[SECOND_ITL])
        },
        takes_itl("L-OPENS-BY-TVS"),
    ),
    row(
        "11.5: a token's CTL is replaced by one without tokens, for a phone with Security By Default",
        "doc 118893: phones with Security By Default get it through ITL or TVS; domain.md 2.5: the publisher's CallManager is SAST of the ITL",
        || gives_up_tokens().holds_ctl().holds_itl(SERVER).then(without_tokens).offers(&[CTL]),
        takes_ctl("L-OPENS-BY-ITL"),
    ),
    row(
        "11.5: a token's CTL is replaced by one without tokens, for a phone without Security By Default",
        "domain.md 2.3, doc 118893: signer changes are never accepted until the CTL is deleted",
        || gives_up_tokens().holds_ctl().without_security_by_default().then(without_tokens).offers(&[CTL]),
        refuses_ctl("L-KNOWS-TVS"),
    ),
    row(
        "11.5: the other token signs the CTL, for a phone without Security By Default",
        "domain.md 2.3: two tokens are SAST, so either may sign",
        || {
            let scene = gives_up_tokens().holds_ctl().without_security_by_default();
            scene
                .then(|cluster, now| {
                    let other = cluster.tokens[1].clone();
                    cluster.write_ctl(now);
                    cluster.ctl().signer = other;
                })
                .offers(&[CTL])
        },
        takes_ctl("L-OPENS-BY-CTL"),
    ),
    row(
        "9.1: a phone without Security By Default takes its first CTL",
        "domain.md 2.5: it holds none",
        || Scene::of("9.1", Mixed, 2).without_security_by_default().offers(&[CTL]),
        takes_ctl("L-NOTHING-HELD"),
    ),
    row(
        "9.1: a phone without Security By Default, after CallManager was renewed everywhere and the CTL updated by the same token",
        "domain.md 8 (c): 7940 too, provided the same token signs",
        || {
            let scene = Scene::of("9.1", Mixed, 2).holds_ctl().without_security_by_default();
            scene.renewed_everywhere(&[Callmanager]).restarted().offers(&[CTL])
        },
        takes_ctl("L-OPENS-BY-CTL"),
    ),
    row(
        "12.5: a phone without Security By Default, after ITLRecovery was renewed and the CTL updated",
        "domain.md 2.3, 2.5: the signer is new",
        || {
            let scene = Scene::of("12.5", Mixed, 2).holds_ctl().without_security_by_default();
            scene.renewed(&[(Itlrecovery, SERVER)]).restarted().offers(&[CTL])
        },
        refuses_ctl("L-KNOWS-TVS"),
    ),
    row(
        "a phone without Security By Default never asks for the ITL, whatever happened to it",
        "formats.md 9: such phones know no ITL",
        || {
            let scene = Scene::of("9.1", Mixed, 2).holds_ctl().without_security_by_default();
            scene.renewed_everywhere(&[Callmanager, Tvs]).restarted().offers(&[ITL])
        },
        (OfferKind::Itl, Verdict::NotAsked, "L-ASKED"),
    ),
];
