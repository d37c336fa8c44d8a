//! The tables of domain.md, section 1.1.

use super::*;
use crate::formats::certificate::{Certificate, KeyPurpose, KeyUsageFlag};
use crate::lab::{Cluster, KeyKind, Rehearsal};
use crate::report::ClusterMode;
use std::sync::Arc;

/// Without real keys, which would take time: one publisher, one subscriber and one node of IM and Presence, with EC keys beside those of RSA.
fn cluster(release: &str) -> Cluster {
    let mut description = Description::healthy(release, ClusterMode::NonSecure, 2);
    description.key = KeyKind::P256;
    description.nodes.push(NodeDescription::new("imp1", "10.0.0.31", &[NodeService::ImPresence]));
    description.build(Arc::new(Rehearsal::default())).unwrap()
}

/// What a node holds.
fn units(cluster: &Cluster, node: &str) -> Vec<&'static str> {
    let node = cluster.full_name(node);
    let mut units: Vec<_> =
        cluster.certificates.iter().filter(|made| made.is_of(&node)).map(|made| made.unit().unwrap()).collect();
    units.sort_unstable();
    units
}

fn read(cluster: &Cluster, unit: &str, node: &str) -> Certificate {
    let made = cluster.find_unit(unit, node).unwrap_or_else(|| panic!("{node} has no {unit}"));
    Certificate::decode(&made.der).unwrap().0
}

#[test]
fn each_release_has_its_certificates() {
    let imp_before_11 = ["cup", "cup-xmpp", "cup-xmpp-s2s", "ipsec", "tomcat"];
    let imp = [
        "cup",
        "cup-ECDSA",
        "cup-xmpp",
        "cup-xmpp-ECDSA",
        "cup-xmpp-s2s",
        "cup-xmpp-s2s-ECDSA",
        "ipsec",
        "tomcat",
        "tomcat-ECDSA",
    ];
    for (release, publisher, subscriber) in [
        (
            "9.1",
            &["CAPF", "CallManager", "TVS", "ipsec", "tomcat"][..],
            &["CAPF", "CallManager", "TVS", "ipsec", "tomcat"][..],
        ),
        (
            "10.5",
            &["CAPF", "CallManager", "ITLRecovery", "TVS", "ipsec", "tomcat"],
            &["CAPF", "CallManager", "ITLRecovery", "TVS", "ipsec", "tomcat"],
        ),
        (
            "12.0",
            &[
                "CAPF",
                "CallManager",
                "CallManager-ECDSA",
                "ITLRecovery",
                "TVS",
                "authz",
                "ipsec",
                "tomcat",
                "tomcat-ECDSA",
            ],
            &["CAPF", "CallManager", "CallManager-ECDSA", "ITLRecovery", "TVS", "ipsec", "tomcat", "tomcat-ECDSA"],
        ),
        (
            "12.5",
            &[
                "CAPF",
                "CallManager",
                "CallManager-ECDSA",
                "ITLRecovery",
                "TVS",
                "authz",
                "ipsec",
                "tomcat",
                "tomcat-ECDSA",
            ],
            &["CAPF", "CallManager", "CallManager-ECDSA", "TVS", "ipsec", "tomcat", "tomcat-ECDSA"],
        ),
        (
            "14",
            &[
                "CAPF",
                "CallManager",
                "CallManager-ECDSA",
                "ITLRecovery",
                "TVS",
                "authz",
                "ipsec",
                "tomcat",
                "tomcat-ECDSA",
            ],
            &["CallManager", "CallManager-ECDSA", "TVS", "ipsec", "tomcat", "tomcat-ECDSA"],
        ),
    ] {
        let cluster = cluster(release);
        assert_eq!(units(&cluster, "cucm-pub"), publisher, "{release}");
        assert_eq!(units(&cluster, "cucm-sub1"), subscriber, "{release}");
        let expected = if cluster.description.at_least(11, 5) { &imp[..] } else { &imp_before_11[..] };
        assert_eq!(units(&cluster, "imp1"), expected, "{release}");
    }
}

/// The exact tables of 12.5(1)SU3 and 14SU2, with that of IM and Presence.
#[test]
fn usage_is_that_of_the_tables() {
    const TLS: &str = "serverAuth clientAuth";
    const END_SYSTEM: &str = "serverAuth clientAuth ipsecEndSystem";
    const ALL: &str = "digitalSignature keyEncipherment dataEncipherment";
    const WITHOUT: &str = "digitalSignature dataEncipherment";
    const CAPF: &str = "digitalSignature keyCertSign";
    for (node, unit, before_14, purposes_before_14, since_14, purposes_since_14) in [
        ("cucm-pub", "CallManager", ALL, TLS, WITHOUT, TLS),
        ("cucm-pub", "CallManager-ECDSA", ALL, TLS, WITHOUT, TLS),
        ("cucm-pub", "tomcat", ALL, TLS, WITHOUT, TLS),
        ("cucm-pub", "tomcat-ECDSA", ALL, TLS, WITHOUT, TLS),
        ("cucm-pub", "CAPF", CAPF, "serverAuth", CAPF, TLS),
        ("cucm-pub", "ipsec", ALL, END_SYSTEM, ALL, END_SYSTEM),
        ("cucm-pub", "TVS", ALL, TLS, ALL, TLS),
        ("imp1", "cup", ALL, END_SYSTEM, WITHOUT, END_SYSTEM),
        ("imp1", "cup-xmpp-ECDSA", ALL, END_SYSTEM, WITHOUT, END_SYSTEM),
        ("imp1", "cup-xmpp-s2s", ALL, END_SYSTEM, WITHOUT, END_SYSTEM),
        ("imp1", "tomcat", ALL, TLS, WITHOUT, TLS),
        ("imp1", "ipsec", ALL, END_SYSTEM, ALL, END_SYSTEM),
    ] {
        for (release, usage, purposes) in [
            ("12.5", before_14, purposes_before_14),
            ("14", since_14, purposes_since_14),
            ("15", since_14, purposes_since_14),
        ] {
            let certificate = read(&cluster(release), unit, node);
            let flags: Vec<&str> = certificate.key_usage().unwrap().flags().map(KeyUsageFlag::name).collect();
            assert_eq!(flags.join(" "), usage, "{unit} in {release}");
            let own: Vec<&str> = certificate.extended_key_usage().unwrap().iter().map(KeyPurpose::name).collect();
            assert_eq!(own.join(" "), purposes, "{unit} in {release}");
        }
    }
}

#[test]
fn subjects_names_and_validity_are_those_of_the_table() {
    for (release, recovery_years) in [("10.5", 5), ("12.5", 20), ("14", 5)] {
        let cluster = cluster(release);
        for (node, unit, name) in [
            ("cucm-sub1", "CallManager", "cucm-sub1.example.com"),
            ("cucm-pub", "ITLRecovery", "ITLRECOVERY_cucm-pub.example.com"),
            ("imp1", "cup-xmpp-s2s", "imp1.example.com"),
        ] {
            let certificate = read(&cluster, unit, node);
            assert_eq!(certificate.subject().get("CN"), Some(name));
            let years = if unit == "ITLRecovery" { recovery_years } else { 5 };
            let days = certificate.not_before().days_until(certificate.not_after());
            assert!((days - years * 365 - years / 4).abs() <= 2, "{unit} in {release}: {days} days");
            let names: Vec<String> = certificate.subject_alternative_names().iter().map(ToString::to_string).collect();
            let is_there = names.iter().any(|other| other.contains(name));
            assert_eq!(is_there, unit != "ITLRecovery", "{unit} in {release}: {names:?}");
        }
        let capf = read(&cluster, "CAPF", "cucm-pub");
        let name = capf.subject().get("CN").unwrap();
        let digits = name.strip_prefix("CAPF-").unwrap();
        assert!(digits.len() == 8 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()), "{name}");
        let constraints = capf.basic_constraints().unwrap();
        assert_eq!((constraints.ca, constraints.path_length), (true, Some(0)));
    }
    let elliptic = read(&cluster("12.5"), "CallManager-ECDSA", "cucm-pub");
    assert_eq!(elliptic.subject().get("CN"), Some("cucm-pub-EC.example.com"));
}

#[test]
fn one_certificate_of_several_nodes_names_them_all() {
    let mut description = Description::healthy("14", ClusterMode::NonSecure, 3);
    description.multi_server = vec![Identity::Tvs, Identity::Callmanager];
    description.nodes.push(NodeDescription::new("imp1", "10.0.0.31", &[NodeService::ImPresence]));
    let cluster = description.build(Arc::new(Rehearsal::default())).unwrap();
    let own = cluster.certificate(Identity::Callmanager, "cucm-sub2").unwrap();
    assert_eq!(own.common_name(), "cucm-pub-ms.example.com");
    let nodes = ["cucm-pub.example.com", "cucm-sub1.example.com", "cucm-sub2.example.com"];
    assert_eq!(own.nodes, nodes);
    assert!(nodes.iter().all(|node| own.description.alternative_names.iter().any(|name| name == node)));
    assert!(cluster.find(Identity::Callmanager, "imp1").is_none());
}

#[test]
fn units_that_share_an_identity_have_keys_of_their_own() {
    let cluster = cluster("12.5");
    let keys = |unit| cluster.find_unit(unit, "imp1").unwrap().key().public_key_der().to_vec();
    assert_ne!(keys("cup"), keys("cup-xmpp"));
    assert_ne!(keys("cup-xmpp-ECDSA"), keys("cup-xmpp-s2s-ECDSA"));
    assert!(cluster.find_unit("cup-ECDSA", "imp1").unwrap().key().kind().is_elliptic());
}
