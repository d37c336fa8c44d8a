//! Rows of TRU: are chains whole, and trust stores in order?

use super::{Fixture, Given, but, mixed};
use crate::cluster::{
    CertificateDescription, Cluster, Description, KeyKind, KeyUsages, Made, Make, date, described, lsc, pool_key, usage,
};
use trustlens_core::report::{ClusterMode, Identity};

const MAC: &str = "001122334455";

pub(super) static FIXTURES: &[Fixture] = &[
    Fixture::new(
        "TRU-01",
        "a bundle without the intermediate",
        || bundle(|own, [root, _]| vec![own, root]),
        || bundle(|own, [root, issuing]| vec![own, issuing, root]),
    ),
    Fixture::new(
        "TRU-01",
        "a bundle in the wrong order",
        || bundle(|own, [root, issuing]| vec![own, root, issuing]),
        || bundle(|own, [_, issuing]| vec![own, issuing]),
    ),
    Fixture::new(
        "TRU-01",
        "a listing of tomcat-trust without the intermediate",
        || tomcat_and_authorities().with("trust.txt", listing("tomcat-trust", &["Example_Root_CA"])),
        || {
            tomcat_and_authorities()
                .with("trust.txt", listing("tomcat-trust", &["Example_Root_CA", "Example_Issuing_CA_1"]))
        },
    ),
    Fixture::new("TRU-01", "a certificate without those above it", tomcat_alone, || {
        Given::from(mixed()).only("cucm-pub/tomcat.pem")
    }),
    Fixture::new(
        "TRU-02",
        "an expired authority in tomcat-trust",
        || trusted("tomcat-trust", &[authority("Example Old CA", 20).valid_for(date("2014-01-01"), 10).make()]),
        || trusted("tomcat-trust", &[authority("Example Old CA", 20).make()]),
    ),
    Fixture::new(
        "TRU-03",
        "two generations of an authority in CallManager-trust",
        || {
            let earlier = authority("Example Other CA", 21).valid_for(date("2022-01-01"), 10);
            trusted("CallManager-trust", &[authority("Example Other CA", 20).make(), earlier.make()])
        },
        || {
            trusted(
                "CallManager-trust",
                &[authority("Example Other CA", 20).make(), authority("Example Third CA", 21).make()],
            )
        },
    ),
    Fixture::new("TRU-04", "a CAPF that was deleted before its LSCs were", || old_capf(false), || old_capf(true)),
    Fixture::new(
        "TRU-05",
        "a listing of CallManager-trust without manufacturing CAs",
        || Given::from(mixed()).with("trust.txt", listing("CallManager-trust", &["CAPF-1a2b3c4d"])),
        || Given::from(mixed()).with("trust.txt", listing("CallManager-trust", MANUFACTURING_CAS)),
    ),
    Fixture::new(
        "TRU-06",
        "an Expressway-C under an authority that the cluster does not trust",
        || expressway(&authority("Example Edge CA", 20).make()),
        || expressway(&signed().authorities[1]),
    ),
    Fixture::new(
        "TRU-07",
        "ECDSA certificates that nobody had issued",
        || elliptic(&[Identity::Callmanager, Identity::Tomcat]),
        || elliptic(&[Identity::Callmanager, Identity::CallmanagerEcdsa, Identity::Tomcat, Identity::TomcatEcdsa]),
    ),
    Fixture::new(
        "TRU-08",
        "self-signed certificates of CallManager and Tomcat",
        || Given::from(mixed()),
        || Given::from(signed()),
    ),
    Fixture::new(
        "TRU-09",
        "a node that lacks the IPsec certificate of another",
        || Given::from(mixed()).without("cucm-sub1/ipsec-trust/cucm-pub"),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "TRU-09",
        "a listing of ipsec-trust that lacks a node",
        || Given::from(mixed()).with("trust.txt", listing("ipsec-trust", &["cucm-pub", "cucm-sub1"])),
        || Given::from(mixed()).with("trust.txt", listing("ipsec-trust", &["cucm-pub", "cucm-sub1", "cucm-sub2"])),
    ),
];

const MANUFACTURING_CAS: &[&str] =
    &["CAPF-1a2b3c4d", "Cisco_Manufacturing_CA", "Cisco_Manufacturing_CA_SHA2", "Cisco_Manufacturing_CA_III"];

/// A cluster whose certificates of CallManager and Tomcat an authority issued.
fn signed() -> Cluster {
    Description::healthy("12.5", ClusterMode::Mixed, 3).signed().make()
}

/// The publisher's Tomcat certificate in a bundle with some of root and intermediate.
fn bundle(choose: impl FnOnce(Made, [Made; 2]) -> Vec<Made>) -> Given {
    let cluster = signed();
    let own = cluster.certificate(Identity::Tomcat, "cucm-pub").clone();
    let [root, issuing] = &cluster.authorities[..] else { unreachable!("a root and an intermediate") };
    let chosen = choose(own, [root.clone(), issuing.clone()]);
    let pem: Vec<u8> = chosen.iter().flat_map(Made::pem).collect();
    Given::from(cluster).with("tomcat-chain.pem", pem)
}

/// The publisher's Tomcat certificate and nothing else.
fn tomcat_alone() -> Given {
    Given::from(signed()).only("cucm-pub/tomcat.pem")
}

/// The same with the certificates of its authorities, in no trust store.
fn tomcat_and_authorities() -> Given {
    let authorities: Vec<u8> = signed().authorities.iter().flat_map(Made::pem).collect();
    tomcat_alone().with("authorities.pem", authorities)
}

fn authority(name: &str, key: usize) -> CertificateDescription {
    CertificateDescription {
        basic_constraints: Some((true, None)),
        key_usage: usage(&[KeyUsages::DigitalSignature, KeyUsages::KeyCertSign, KeyUsages::CRLSign]),
        ..described(&format!("C=US,O=Example,CN={name}"), pool_key(KeyKind::Rsa2048, key))
    }
}

/// A cluster with further certificates in a trust store of the publisher.
fn trusted(store: &'static str, certificates: &[Made]) -> Given {
    but(mixed(), |cluster| {
        cluster.trusted.extend(certificates.iter().map(|made| ("cucm-pub".to_owned(), store, made.clone())));
    })
}

/// A listing of a trust store with these files.
fn listing(store: &str, names: &[&str]) -> String {
    let lines: Vec<String> = names.iter().map(|name| format!("{store}/{name}.pem: Trust Certificate")).collect();
    format!("admin:show cert list trust\n\n{}\n", lines.join("\n"))
}

/// An LSC of the CAPF before a renewal, whose certificate is kept in CallManager-trust or only somewhere else.
fn old_capf(kept: bool) -> Given {
    but(mixed(), |cluster| {
        let old = CertificateDescription {
            basic_constraints: Some((true, Some(0))),
            ..authority("CAPF-01dcafe0", 21).valid_for(date("2022-03-02"), 5)
        };
        let old = old.make();
        let lsc = lsc(MAC, &old, date("2025-01-20"));
        cluster.further.push(("phone/lsc.pem".to_owned(), lsc.pem()));
        cluster.further.push(("backup/old.pem".to_owned(), old.pem()));
        if kept {
            cluster.trusted.push(("cucm-pub".to_owned(), "CallManager-trust", old));
        }
    })
}

/// A cluster, and the certificate of an Expressway-C that an authority issued.
fn expressway(issuer: &Made) -> Given {
    let description = described("O=Example,CN=expc01.example.com", pool_key(KeyKind::Rsa2048, 19));
    let made = description.valid_for(date("2025-03-02"), 3).issued_by(issuer).make();
    Given::from(signed()).with("expc01.pem", made.pem()).with("edge-ca.pem", issuer.pem())
}

/// A cluster with EC certificates, whose authority issued those of these kinds.
fn elliptic(issued: &[Identity]) -> Given {
    let plain = Description::healthy("12.5", ClusterMode::Mixed, 2);
    Given::from(Description { key: KeyKind::P384, signed_by_authority: issued.to_vec(), ..plain }.make())
}
