//! Rows of EKU: may a certificate be used for what its role needs?

use super::{Fixture, Given, but, mixed};
use crate::cluster::{CertificateDescription, Cluster, Description, KeyUsages, Make, purpose, usage};
use trustlens_core::report::{ClusterMode, Identity};

pub(super) static FIXTURES: &[Fixture] = &[
    Fixture::new(
        "EKU-01",
        "an authority that left clientAuth out",
        || {
            but(signed(), |cluster| {
                alter(cluster, Identity::Callmanager, |made| made.purposes = vec![purpose::SERVER_AUTH]);
            })
        },
        || Given::from(signed()),
    ),
    Fixture::new(
        "EKU-01",
        "a certificate of XMPP federation without clientAuth",
        || federation(|made| made.purposes = vec![purpose::SERVER_AUTH]),
        || federation(|_| {}),
    ),
    Fixture::new(
        "EKU-02",
        "an authority that left dataEncipherment out",
        || {
            let without = usage(&[KeyUsages::DigitalSignature, KeyUsages::KeyEncipherment]);
            but(signed(), |cluster| alter(cluster, Identity::Tomcat, |made| made.key_usage = without))
        },
        // The self-signed ones may be as they are.
        || {
            but(signed(), |cluster| {
                alter(cluster, Identity::Tvs, |made| made.key_usage = usage(&[KeyUsages::KeyAgreement]));
            })
        },
    ),
    Fixture::new(
        "EKU-03",
        "an IPsec certificate of a template for web servers",
        || ipsec(|made| made.purposes.retain(|purpose| *purpose != purpose::IPSEC_END_SYSTEM)),
        || ipsec(|_| {}),
    ),
    Fixture::new(
        "EKU-04",
        "a TVS certificate of an old release, without extended key usage",
        || but(mixed(), |cluster| alter(cluster, Identity::Tvs, |made| made.purposes.clear())),
        || Given::from(mixed()),
    ),
];

/// A cluster whose certificates of CallManager and Tomcat an authority issued.
fn signed() -> Cluster {
    Description::healthy("12.5", ClusterMode::Mixed, 3).signed().make()
}

fn alter(cluster: &mut Cluster, identity: Identity, change: impl FnOnce(&mut CertificateDescription)) {
    cluster.alter(identity, "cucm-pub", change);
}

/// A cluster whose authority issued an IPsec certificate as well.
fn ipsec(change: impl FnOnce(&mut CertificateDescription)) -> Given {
    but(signed(), |cluster| {
        let issuing = cluster.authorities[1].clone();
        alter(cluster, Identity::Ipsec, |made| {
            *made = made.clone().issued_by(&issuing);
            change(made);
        });
    })
}

/// A cluster with the certificate of XMPP federation of its IM and Presence node.
fn federation(change: impl FnOnce(&mut CertificateDescription)) -> Given {
    let cluster = signed();
    let mut made = cluster.certificate(Identity::Tomcat, "cucm-pub").description.clone();
    made.subject = crate::cluster::name::attributes("C=US,O=Example,CN=imp1.example.com");
    change(&mut made);
    Given::from(cluster).with("imp1/cup-xmpp-s2s.pem", made.make().pem())
}
