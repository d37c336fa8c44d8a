//! Rows of SIG: does the signature hold, and is the signer the right one?

use super::{Fixture, Given, but, mixed};
use crate::cluster::{Cluster, Description, KeyKind, Make, date};
use trustlens_core::formats::trust_list::Role;
use trustlens_core::report::{ClusterMode, Identity};

pub(super) static FIXTURES: &[Fixture] = &[
    Fixture::new(
        "SIG-01",
        "an ITL in which a byte was changed",
        || Given::from(mixed()).changed("ITLFile.tlv", |bytes| *bytes.last_mut().expect("a byte") ^= 1),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "SIG-01",
        "an ITL that another key than the signer's has signed",
        || {
            but(mixed(), |cluster| {
                let other = cluster.certificate(Identity::Ipsec, "cucm-pub").key().clone();
                cluster.itl("cucm-pub").signer.description.key = other;
            })
        },
        || Given::from(mixed()),
    ),
    Fixture::new("SIG-02", "an ITL without its signer", || but(mixed(), drop_signer), || Given::from(mixed())),
    Fixture::new(
        "SIG-03",
        "a signer whose certificate has expired",
        || Given::from(from_2019()),
        || Given::from(from_2019()).judged_at("2023-05-01"),
    ),
    Fixture::new(
        "SIG-04",
        "an ITL of release 12.5 that CallManager has signed",
        || {
            but(mixed(), |cluster| {
                cluster.itl("cucm-pub").signer = cluster.certificate(Identity::Callmanager, "cucm-pub").clone();
            })
        },
        || Given::from(mixed()),
    ),
    Fixture::new(
        "SIG-05",
        "lists signed with SHA-1",
        || Given::from(mixed()),
        // Nothing is known of a hash that only the signer's key would show.
        || but(mixed(), drop_signer).only("cucm-pub/ITLFile.tlv"),
    ),
    Fixture::new(
        "SIG-06",
        "an ITLRecovery with 1024 bits",
        || Given::from(Description { key: KeyKind::Rsa1024, ..mixed().description.clone() }.make()),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "SIG-07",
        "a phone's configuration beside the lists of another cluster",
        || Given::from(mixed()).with("SEP001122334455.cnf.xml.sgn", crate::fixture(CONFIGURATION)),
        || Given::fixtures(&["samples/peer/ITL-rsa2048-sha1.tlv", CONFIGURATION]),
    ),
];

/// Signed by the server whose ITL lies beside it.
const CONFIGURATION: &str = "samples/peer/sgn-sha1/SEP001122334455.cnf.xml.sgn";

/// An 11.5 cluster whose certificates were valid from May 2019 to April 2024.
fn from_2019() -> Cluster {
    let description = Description::healthy("11.5", ClusterMode::NonSecure, 2);
    Description { made_at: date("2019-05-02"), ..description }.make()
}

fn drop_signer(cluster: &mut Cluster) {
    let itl = cluster.itl("cucm-pub");
    let signer = itl.signer.der.clone();
    itl.records.retain(|record| record.role != Role::SAST || record.certificate.der != signer);
}
