//! Rows of ITL: what belongs into an ITL, and what does not.

use super::{Fixture, Given, but, mixed, non_secure};
use crate::cluster::{Cluster, Description, Embed, KeyKind, Make, RecordDescription, date, described, lsc};
use trustlens_core::formats::signed_header::SignedHeader;
use trustlens_core::formats::trust_list::{Role, TrustList};
use trustlens_core::report::{ClusterMode, Identity};

pub(super) static FIXTURES: &[Fixture] = &[
    Fixture::new(
        "ITL-01",
        "an ITL without TVS",
        || but(mixed(), |cluster| cluster.itl("cucm-pub").records.retain(|record| record.role != Role::TVS)),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "ITL-01",
        "an ITL of one node that was cut before its TVS",
        || one_node_itl_up_to(|itl| itl.records.last().expect("a record").offset),
        // What was cut in its TVS has one.
        || one_node_itl_up_to(|itl| itl.records.last().expect("a record").offset + 400),
    ),
    Fixture::new(
        "ITL-02",
        "an ITL of 11.5 without ITLRecovery",
        || {
            but(Cluster::healthy("11.5", ClusterMode::NonSecure, 2), |cluster| {
                let is_recovery = |record: &RecordDescription| record.certificate.identity == Identity::Itlrecovery;
                cluster.itl("cucm-pub").records.retain(|record| !is_recovery(record));
            })
        },
        // Before 10.0 there is none.
        || Given::from(Cluster::healthy("9.1", ClusterMode::NonSecure, 2)),
    ),
    Fixture::new(
        "ITL-03",
        "an ITL that lacks TVS of the third node",
        || {
            but(mixed(), |cluster| {
                let is_it =
                    |record: &RecordDescription| record.role == Role::TVS && record.dns_name.starts_with("cucm-sub2");
                cluster.itl("cucm-pub").records.retain(|record| !is_it(record));
            })
        },
        || Given::from(mixed()),
    ),
    Fixture::new(
        "ITL-03",
        "an ITL of 15 whose TVS does not name a node that was added",
        || {
            let cluster = Cluster::healthy("15", ClusterMode::NonSecure, 3);
            let larger = Cluster::healthy("15", ClusterMode::NonSecure, 4);
            Given { settings: larger.settings(), ..cluster.into() }
        },
        || Given::from(Cluster::healthy("15", ClusterMode::NonSecure, 4)),
    ),
    Fixture::new(
        "ITL-04",
        "an ITL of three nodes with one TVS",
        || {
            but(mixed(), |cluster| {
                let is_other =
                    |record: &RecordDescription| record.role == Role::TVS && !record.dns_name.starts_with("cucm-pub");
                cluster.itl("cucm-pub").records.retain(|record| !is_other(record));
            })
        },
        || Given::from(mixed()),
    ),
    Fixture::new(
        "ITL-05",
        "an ITL that was written in mixed mode",
        || Given::from(mixed()),
        // An ITL that names no server tells no mode.
        || {
            let emptied = but(mixed(), |cluster| {
                cluster.itl("cucm-pub").records.retain(|record| record.role != Role::CCM_TFTP);
            });
            emptied.only("cucm-pub/ITLFile.tlv")
        },
    ),
    Fixture::new(
        "ITL-06",
        "an ITL whose server is not among the signers",
        || {
            but(mixed(), |cluster| {
                let is_it = |record: &RecordDescription| {
                    record.role == Role::SAST && record.certificate.identity == Identity::Callmanager
                };
                cluster.itl("cucm-pub").records.retain(|record| !is_it(record));
            })
        },
        || Given::from(mixed()),
    ),
    Fixture::new(
        "ITL-07",
        "an ITL without CAPF, beside the LSC of a phone",
        || {
            but(non_secure(), |cluster| {
                let capf = cluster.certificate(Identity::Capf, "cucm-pub");
                let lsc = lsc("001122334455", capf, date("2025-06-01"));
                cluster.further.push(("phone/lsc.pem".to_owned(), lsc.pem()));
                cluster.itl("cucm-pub").records.retain(|record| record.role != Role::CAPF);
            })
        },
        || Given::from(non_secure()),
    ),
    Fixture::new(
        "ITL-08",
        "an ITL with the CAPF of before a renewal too",
        || {
            but(non_secure(), |cluster| {
                let old = cluster.renew(Identity::Capf, "cucm-pub", date("2026-06-01"));
                cluster.write_lists(date("2026-06-02"));
                cluster.itl("cucm-pub").records.push(RecordDescription::new(Role::CAPF, &old, "cucm-pub.example.com"));
            })
        },
        || Given::from(non_secure()),
    ),
    Fixture::new(
        "ITL-09",
        "an ITL without TFTP and TVS",
        || {
            but(non_secure(), |cluster| {
                let is_left = |role: Role| matches!(role, Role::SAST | Role::CAPF);
                cluster.itl("cucm-pub").records.retain(|record| is_left(record.role));
            })
        },
        || Given::from(non_secure()),
    ),
    Fixture::new(
        "ITL-09",
        "an ITL whose records of TFTP and TVS hold nothing",
        || {
            but(non_secure(), |cluster| {
                let emptied = |record: &&mut RecordDescription| matches!(record.role, Role::TFTP | Role::TVS);
                for record in cluster.itl("cucm-pub").records.iter_mut().filter(emptied) {
                    record.embed = Embed::Empty;
                }
            })
        },
        // One that is filled is enough to be no emptied list.
        || {
            but(non_secure(), |cluster| {
                for record in cluster.itl("cucm-pub").records.iter_mut().filter(|record| record.role == Role::TVS) {
                    record.embed = Embed::Empty;
                }
            })
        },
    ),
    Fixture::new(
        "ITL-10",
        "an ITL with 40 certificates",
        || but(non_secure(), |cluster| grow(cluster, 40)),
        || but(non_secure(), |cluster| grow(cluster, 35)),
    ),
    Fixture::new(
        "ITL-11",
        "an ITL with three signers",
        || {
            but(mixed(), |cluster| {
                let other = cluster.certificate(Identity::Callmanager, "cucm-sub1").clone();
                let record = RecordDescription::new(Role::SAST, &other, "cucm-sub1.example.com");
                cluster.itl("cucm-pub").records.push(record);
            })
        },
        || Given::from(mixed()),
    ),
    Fixture::new(
        "ITL-12",
        "an ITL with the certificate of CallManager-ECDSA",
        || Given::from(with_elliptic((1, 2))),
        || Given::from(with_elliptic((1, 1))),
    ),
];

/// The ITL of a cluster of one node, whose last record is that of TVS, up to a byte.
fn one_node_itl_up_to(end: fn(&TrustList) -> usize) -> Given {
    let given = Given::from(Cluster::healthy("12.5", ClusterMode::NonSecure, 1)).only("ITLFile.tlv");
    given.changed("ITLFile.tlv", |bytes| {
        let (header, _) = SignedHeader::decode(bytes);
        let (list, _) = TrustList::decode(bytes, header);
        bytes.truncate(end(&list));
    })
}

/// Adds TVS records until there are so many different certificates in the publisher's ITL.
fn grow(cluster: &mut Cluster, certificates: usize) {
    let key = cluster.certificate(Identity::Tvs, "cucm-pub").key().clone();
    let itl = cluster.itl("cucm-pub");
    // The certificate of CallManager stands there twice.
    for number in itl.records.len() - 1..certificates {
        let name = format!("cucm-{number}.example.com");
        let made = described(&format!("C=US,O=Example,CN={name}"), key.clone()).make();
        itl.records.push(RecordDescription::new(Role::TVS, &made, &name));
    }
}

/// A cluster with elliptic certificates in its lists, of which the publisher's ITL has this version.
fn with_elliptic(version: (u8, u8)) -> Cluster {
    let description = Description::healthy("12.5", ClusterMode::NonSecure, 1);
    let mut cluster = Description { key: KeyKind::P256, elliptic_in_lists: true, ..description }.make();
    cluster.itl("cucm-pub").version = version;
    cluster
}
