//! Phones that are moved to another cluster.

use super::{Situation, open, refuses_file, refuses_itl, row, takes_ctl, takes_itl};
use crate::cluster::{Cluster, Description, Encode, Make};
use crate::scene::{SERVER, Scene, signed_file};
use trustlens_core::report::ClusterMode::{self, Mixed, NonSecure};
use trustlens_core::report::Identity::{Callmanager, Itlrecovery};
use trustlens_core::report::{OfferKind, TvsReach};

const THERE: &str = "berlin-pub";
const ITL_THERE: &str = "berlin-pub/ITLFile.tlv";

/// The other cluster: other hosts, other names, made later.
fn other(release: &str, mode: ClusterMode) -> Cluster {
    let mut description = Description::healthy(release, mode, 1);
    "berlin-pub.voice.example.net".clone_into(&mut description.nodes[0].name);
    "C=DE,O=Beispiel GmbH,OU=Telefonie,ST=BE,L=Berlin".clone_into(&mut description.organisation);
    description.made_at = description.made_at.plus_days(100);
    description.make()
}

/// A phone of a cluster of this release that is offered the ITL of another.
fn moved(release: &str) -> (Scene, Cluster) {
    let mut other = other(release, NonSecure);
    let bytes = other.itl(THERE).encode();
    (Scene::of(release, NonSecure, 2).holds_itl(SERVER).offers_file(ITL_THERE, bytes), other)
}

pub(super) static ROWS: &[Situation] = &[
    row(
        "12.5: the ITL of another cluster, whose certificates were not imported",
        "domain.md 2.5, 3.8: the new signer is not vouched for",
        || moved("12.5").0,
        refuses_itl("L-TVS-VOUCHES"),
    ),
    row(
        "12.5: the ITL of another cluster, whose ITLRecovery lies in Phone-SAST-trust",
        "domain.md 1.2, 2.5, 3.8: TVS vouches for what lies there",
        || {
            let (scene, other) = moved("12.5");
            scene.trusts("Phone-SAST-trust", other.certificate(Itlrecovery, THERE))
        },
        takes_itl("L-OPENS-BY-TVS"),
    ),
    row(
        "12.5: the ITL of another cluster, whose ITLRecovery lies in CallManager-trust alone",
        "domain.md 2.5: CallManager-trust or Phone-SAST-trust",
        || {
            let (scene, other) = moved("12.5");
            scene.trusts("CallManager-trust", other.certificate(Itlrecovery, THERE))
        },
        takes_itl("L-OPENS-BY-TVS"),
    ),
    row(
        "12.5: the ITL of another cluster, of which only CallManager was imported",
        "domain.md 3.8: CallManager and ITLRecovery must be imported; ITLRecovery signs from 12.0",
        || {
            let (scene, other) = moved("12.5");
            scene.trusts("Phone-SAST-trust", other.certificate(Callmanager, THERE))
        },
        refuses_itl("L-TVS-VOUCHES"),
    ),
    row(
        "11.5: the ITL of another cluster, of which only CallManager was imported",
        "domain.md 2.2, 3.8: CallManager signs up to 11.5",
        || {
            let (scene, other) = moved("11.5");
            scene.trusts("Phone-SAST-trust", other.certificate(Callmanager, THERE))
        },
        takes_itl("L-OPENS-BY-TVS"),
    ),
    row(
        "12.5: the ITL of another cluster; which certificates TVS has, the case does not tell",
        "domain.md 2.5 asks what the TVS store holds; nothing of it is given",
        || moved("12.5").0.not_given("-trust/"),
        open(OfferKind::Itl, "L-TVS-VOUCHES"),
    ),
    row(
        "12.5: the ITL of another cluster, imported, but the TVS of the old cluster are not reached any more",
        "formats.md 9: \"phone moved to another cluster (signer unknown, old TVS unreachable, old TVS lacks the new certificate)\"",
        || {
            let (scene, other) = moved("12.5");
            scene.trusts("Phone-SAST-trust", other.certificate(Itlrecovery, THERE)).reaches(TvsReach::None)
        },
        refuses_itl("L-TVS-REACHED"),
    ),
    row(
        "14, mixed: the CTL of another cluster, whose ITLRecovery lies in Phone-SAST-trust",
        "domain.md 1.2: else phones refuse a foreign ITL or CTL",
        || {
            let mut other = other("14", Mixed);
            let bytes = other.ctl().encode();
            let scene = Scene::of("14", Mixed, 2).holds_ctl().holds_itl(SERVER);
            let scene = scene.trusts("Phone-SAST-trust", other.certificate(Itlrecovery, THERE));
            scene.offers_file("berlin-pub/CTLFile.tlv", bytes)
        },
        takes_ctl("L-OPENS-BY-TVS"),
    ),
    row(
        "12.5: a configuration of another cluster, whose certificates were not imported",
        "formats.md 9; domain.md 2.5: \"invalid file …, authenticated fail\", the phone holds a foreign ITL",
        || {
            let (scene, other) = (Scene::of("12.5", NonSecure, 2).holds_itl(SERVER), other("12.5", NonSecure));
            let at = scene.now;
            let bytes = signed_file(other.certificate(Callmanager, THERE), at);
            scene.offers_file("berlin-pub/SEP00005E005300.cnf.xml.sgn", bytes)
        },
        refuses_file("F-TVS-VOUCHES"),
    ),
    row(
        "12.5: a configuration of another cluster; which certificates TVS has, the case does not tell",
        "as for lists",
        || {
            let (scene, other) = (Scene::of("12.5", NonSecure, 2).holds_itl(SERVER), other("12.5", NonSecure));
            let at = scene.now;
            let bytes = signed_file(other.certificate(Callmanager, THERE), at);
            scene.offers_file("berlin-pub/SEP00005E005300.cnf.xml.sgn", bytes).not_given("-trust/")
        },
        open(OfferKind::SignedFile, "F-TVS-VOUCHES"),
    ),
];
