//! Rows of CRT: is a certificate sound by itself, and among others?

use super::{Fixture, Given, but, mixed};
use crate::cluster::{CertificateDescription, Cluster, Description, Hash, Key, KeyKind};
use trustlens_core::report::{ClusterMode, Identity};

pub(super) static FIXTURES: &[Fixture] = &[
    Fixture::new(
        "CRT-02",
        "certificates of five years, seven years later",
        || Given::from(mixed()).judged_at("2032-03-02"),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "CRT-03",
        "certificates that end in two months",
        || Given::from(mixed()).judged_at("2030-01-02"),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "CRT-06",
        "a Tomcat certificate that a CA has signed with SHA-1",
        || tomcat(|certificate| certificate.hash = Hash::Sha1),
        || tomcat(|_| {}),
    ),
    Fixture::new(
        "CRT-06",
        "certificates that CUCM itself has signed with SHA-1",
        || Given::from(Cluster::healthy("8.6", ClusterMode::NonSecure, 1)),
        ciscos_own,
    ),
    Fixture::new(
        "CRT-07",
        "a Tomcat certificate with 1024 bits",
        || tomcat(|certificate| certificate.key = Key::new(KeyKind::Rsa1024, 0)),
        || tomcat(|_| {}),
    ),
    Fixture::new("CRT-07", "a key with the exponent 3", || Given::fixtures(&["weak/exponent-3.pem"]), ciscos_own),
];

/// A CA-signed cluster with one thing changed in the publisher's Tomcat certificate.
fn tomcat(change: impl FnOnce(&mut CertificateDescription)) -> Given {
    let cluster = Description::healthy("12.5", ClusterMode::NonSecure, 2).signed().make();
    but(cluster, |cluster| cluster.alter(Identity::Tomcat, "cucm-pub", change))
}

/// Old roots and CAs of Cisco's: SHA-1 and the exponent 3 are known of them.
fn ciscos_own() -> Given {
    Given::fixtures(&[
        "samples/cisco-roots/crca2048.pem",
        "samples/cisco-roots/cmca.pem",
        "samples/cisco-roots/crcam1.pem",
        "samples/cisco-roots/ACT2SUDICA.pem",
    ])
}
