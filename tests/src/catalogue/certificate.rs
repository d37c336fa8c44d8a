//! Rows of CRT: is a certificate sound by itself, and among others?

use super::{Fixture, Given, but, mixed};
use crate::cluster::{
    CertificateDescription, Cluster, Description, FurtherExtension, Hash, KeyKind, Made, Make, date, described, pem,
    pool_key,
};
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
        || tomcat(|certificate| certificate.key = pool_key(KeyKind::Rsa1024, 0)),
        || tomcat(|_| {}),
    ),
    Fixture::new("CRT-07", "a key with the exponent 3", || Given::fixtures(&["weak/exponent-3.pem"]), ciscos_own),
    Fixture::new(
        "CRT-01",
        "an extension that cannot be read",
        || {
            let broken = FurtherExtension { oid: "2.5.29.15".to_owned(), critical: true, value: vec![3, 9, 7] };
            alone("tomcat.pem", CertificateDescription { further: vec![broken], ..server(0) })
        },
        || alone("tomcat.pem", server(0)),
    ),
    Fixture::new(
        "CRT-04",
        "a self-signed certificate for ten years",
        || alone("CallManager.pem", server(0).valid_for(date("2025-03-02"), 10)),
        || alone("CallManager.pem", server(0)),
    ),
    Fixture::new(
        "CRT-05",
        "a certificate that expires on a Saturday",
        || alone("CallManager.pem", CertificateDescription { not_after: date("2027-05-01"), ..server(0) }),
        || alone("CallManager.pem", CertificateDescription { not_after: date("2027-05-03"), ..server(0) }),
    ),
    Fixture::new(
        "CRT-08",
        "a CallManager certificate of 4096 bits",
        || alone("CallManager.pem", CertificateDescription { key: pool_key(KeyKind::Rsa4096, 0), ..server(0) }),
        || alone("CallManager.pem", server(0)),
    ),
    Fixture::new(
        "CRT-09",
        "a self-signed certificate with a changed byte in its signature",
        || {
            let mut der = server(0).make().der;
            let last = der.len() - 1;
            der[last] ^= 1;
            given([("tomcat.pem", pem("CERTIFICATE", &der))])
        },
        || alone("tomcat.pem", server(0)),
    ),
    Fixture::new(
        "CRT-10",
        "a CallManager certificate and the one before it",
        || given([("old/CallManager.pem", server(0).make().pem()), ("new/CallManager.pem", server(1).make().pem())]),
        || given([("old/CallManager.pem", server(0).make().pem()), ("new/tomcat.pem", server(1).make().pem())]),
    ),
    Fixture::new(
        "CRT-11",
        "two certificates with one serial number",
        || {
            let numbered = |key| CertificateDescription { serial: vec![7], ..server(key) }.make().pem();
            given([("CallManager.pem", numbered(0)), ("tomcat.pem", numbered(1))])
        },
        || given([("CallManager.pem", server(0).make().pem()), ("tomcat.pem", server(1).make().pem())]),
    ),
    Fixture::new(
        "CRT-12",
        "a signed certificate whose alternative names lack its common name",
        || {
            let names = vec!["www.example.com".to_owned()];
            let signed = server(0).issued_by(&authority("C=US,O=Example,CN=Example CA", 2));
            alone("tomcat.pem", CertificateDescription { alternative_names: names, ..signed })
        },
        || alone("tomcat.pem", server(0).issued_by(&authority("C=US,O=Example,CN=Example CA", 2))),
    ),
    Fixture::new(
        "CRT-13",
        "a wildcard among the alternative names",
        || {
            let names = vec!["cucm-pub.example.com".to_owned(), "*.example.com".to_owned()];
            alone("tomcat.pem", CertificateDescription { alternative_names: names, ..server(0) })
        },
        || alone("tomcat.pem", server(0)),
    ),
    Fixture::new(
        "CRT-14",
        "a certificate of an authority that is called like a public one",
        || alone("tomcat.pem", of_public_authority()),
        || alone("tomcat.pem", server(0).issued_by(&authority("C=US,O=Example,CN=Example CA", 2))),
    ),
    Fixture::new(
        "CRT-15",
        "a public certificate for 397 days that begins when 200 are allowed",
        || {
            let (from, until) = (date("2026-05-01"), date("2027-06-02"));
            alone("tomcat.pem", CertificateDescription { not_before: from, not_after: until, ..of_public_authority() })
        },
        || alone("tomcat.pem", server(0).issued_by(&authority("C=US,O=Example,CN=Example CA", 2))),
    ),
    Fixture::new(
        "CRT-16",
        "a key on P-384 signed over SHA-256",
        || {
            let key = pool_key(KeyKind::P384, 0);
            alone("CallManager-ECDSA.pem", CertificateDescription { key, hash: Hash::Sha256, ..server(0) })
        },
        || {
            let key = pool_key(KeyKind::P384, 0);
            alone("CallManager-ECDSA.pem", CertificateDescription { key, hash: Hash::Sha384, ..server(0) })
        },
    ),
    Fixture::new(
        "CRT-17",
        "two certificates of one authority for a trust store",
        || {
            let root = |key| authority("C=US,O=Example,CN=Example CA", key).pem();
            given([("root-old.pem", root(2)), ("root-new.pem", root(3))])
        },
        || {
            let root = |name: &str, key| authority(&format!("C=US,O=Example,CN={name}"), key).pem();
            given([("root-one.pem", root("Example CA 1", 2)), ("root-two.pem", root("Example CA 2", 3))])
        },
    ),
    Fixture::new(
        "CRT-18",
        "certificate policies that are critical",
        || alone("tomcat.pem", CertificateDescription { further: vec![policies(true)], ..server(0) }),
        || alone("tomcat.pem", CertificateDescription { further: vec![policies(false)], ..server(0) }),
    ),
    Fixture::new(
        "CRT-19",
        "a country of three letters",
        || {
            let named = described("C=USA,O=Example,CN=cucm-pub.example.com", pool_key(KeyKind::Rsa2048, 0));
            alone("tomcat.pem", named)
        },
        || alone("tomcat.pem", server(0)),
    ),
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

/// A sound self-signed certificate of a server, with a key of the pool.
fn server(key: usize) -> CertificateDescription {
    CertificateDescription {
        alternative_names: vec!["cucm-pub.example.com".to_owned()],
        ..described("C=US,O=Example,CN=cucm-pub.example.com", pool_key(KeyKind::Rsa2048, key))
    }
}

/// An authority of this name.
fn authority(subject: &str, key: usize) -> Made {
    CertificateDescription {
        basic_constraints: Some((true, None)),
        ..described(subject, pool_key(KeyKind::Rsa2048, key))
    }
    .make()
}

/// A certificate of an authority that calls itself like one that browsers trust.
fn of_public_authority() -> CertificateDescription {
    let named_so = authority("C=US,O=DigiCert Inc,CN=Not really a public authority", 2);
    let (from, until) = (date("2026-05-01"), date("2026-11-10"));
    CertificateDescription { not_before: from, not_after: until, ..server(0).issued_by(&named_so) }
}

/// Certificate policies: anyPolicy (RFC 5280, section 4.2.1.4).
fn policies(critical: bool) -> FurtherExtension {
    let value = vec![0x30, 8, 0x30, 6, 6, 4, 0x55, 0x1d, 0x20, 0];
    FurtherExtension { oid: "2.5.29.32".to_owned(), critical, value }
}

/// One certificate and nothing else.
fn alone(name: &str, description: CertificateDescription) -> Given {
    given([(name, description.make().pem())])
}

/// Inputs judged on 2026-11-23 with nothing said of the cluster.
fn given<const N: usize>(inputs: [(&str, Vec<u8>); N]) -> Given {
    let inputs = inputs.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect();
    Given { inputs, settings: crate::settings() }
}
