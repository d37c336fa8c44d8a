//! Random descriptions of sound clusters, for tests of properties.

use crate::cluster::{CtlSigner, Description, Hash, KeyKind, NodeDescription};
use proptest::prelude::*;
use proptest::sample::select;
use trustlens_core::Timestamp;
use trustlens_core::lab::RELEASES;
use trustlens_core::report::{ClusterMode, Identity, NodeService};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// 1995-01-01 and 2095-01-01: when certificates are made. Lists hold dates until 2106.
const MADE: std::ops::Range<i64> = 788_918_400..3_944_678_400;

/// 2019-05-01 and 2024-06-01: when they are made where tokens sign the CTL, whose authority ends in May 2029.
const MADE_WITH_TOKENS: std::ops::Range<i64> = 1_556_668_800..1_717_200_000;

/// 2021-01-01: MICs of clusters made later, which are a year older, last beyond May 2029.
const MICS_AFTER_2029: i64 = 1_609_459_200;

/// The release, whether in mixed mode, the nodes of calls, those of IM and Presence.
type What = (&'static str, bool, usize, usize);

/// The key, the hash of lists, how many phones, and choices that are yes or no.
type How = (KeyKind, Hash, usize, [bool; 9]);

/// Clusters of one to nine nodes of calls and up to two of IM and Presence, of every release, mode and kind of key, self-signed or not, at
/// any time, with up to three phones: all sound, without faults.
pub fn descriptions() -> impl Strategy<Value = Description> {
    let nodes = prop_oneof![4 => 1..=3_usize, 1 => 4..=9_usize];
    let what = (select(RELEASES.to_vec()), any::<bool>(), nodes, prop_oneof![2 => Just(0_usize), 1 => 1..=2_usize]);
    let keys = [KeyKind::Rsa2048, KeyKind::Rsa2048, KeyKind::P256, KeyKind::P384, KeyKind::P521];
    let how = (select(keys.to_vec()), select(vec![Hash::Sha1, Hash::Sha512]), 0..=3_usize, any::<[bool; 9]>());
    let when = (any::<prop::sample::Index>(), 4..600_i64);
    (what, how, when).prop_map(|(what, how, (made_at, days))| describe(what, how, made_at, days))
}

fn describe(
    (release, is_mixed, nodes, im_presence): What,
    (key, digest, phones, choices): How,
    made_at: prop::sample::Index,
    days: i64,
) -> Description {
    let [is_signed, one_for_all, with_tokens, lsc, mic, elliptic_in_lists, names_of_phones, elsewhere, at_noon] =
        choices;
    let mode = if is_mixed { ClusterMode::Mixed } else { ClusterMode::NonSecure };
    let mut description = Description::healthy(release, mode, nodes);
    for number in 1..=im_presence {
        let (host, address) = (format!("imp{number}"), format!("10.0.1.{number}"));
        description.nodes.push(NodeDescription::new(&host, &address, &[NodeService::ImPresence]));
    }
    description.key = key;
    if description.at_least(12, 0) {
        description.lists.digest = digest;
    }
    if description.at_least(10, 0) && !description.at_least(14, 0) && with_tokens {
        description.ctl_signer = CtlSigner::Etoken;
    }
    let tokens = is_mixed && description.ctl_signer == CtlSigner::Etoken;
    let days_between = |range: std::ops::Range<i64>| usize::try_from((range.end - range.start) / DAY).unwrap_or(1);
    let range = if tokens { MADE_WITH_TOKENS } else { MADE };
    let day = i64::try_from(made_at.index(days_between(range.clone()))).unwrap_or_default();
    let seconds = if at_noon { DAY / 2 + 61 } else { 0 };
    description.made_at = Timestamp::from_unix(range.start + day * DAY + seconds);
    description.judged_at = description.made_at.plus_days(days);
    if description.at_least(14, 0) {
        description.multi_server = match (one_for_all, elsewhere) {
            (true, _) => vec![Identity::Tvs, Identity::Callmanager, Identity::Tomcat],
            (false, true) => Vec::new(),
            (false, false) => vec![Identity::Tvs],
        };
    }
    description.elliptic_in_lists = elliptic_in_lists && key.is_elliptic() && description.at_least(11, 0);
    description.lists.names_of_phones = names_of_phones;
    description.phones.count = phones;
    // MICs of ten years that end before May 2029 are sound beside an LSC alone (PHN-04).
    (description.phones.lsc, description.phones.mic) =
        (lsc, mic && (lsc || description.made_at.unix() > MICS_AFTER_2029));
    if elsewhere {
        "C=DE,O=Beispiel GmbH,OU=Telefonie,ST=BE,L=Berlin".clone_into(&mut description.organisation);
        for node in &mut description.nodes {
            node.name = format!("berlin-{}.voice.example.net", node.host());
        }
    }
    if is_signed { description.signed() } else { description }
}
