//! Rows of CSR: does a request ask for what its role needs, and does a certificate answer it?

use super::{Fixture, Given};
use crate::cluster::{CertificateDescription, Cluster, Description, KeyUsages, Make, date, pem, pool_key, usage};
use trustlens_core::report::{ClusterMode, Identity};

pub(super) static FIXTURES: &[Fixture] = &[
    Fixture::new(
        "CSR-01",
        "a request for the names of a certificate that has another key",
        || asked(|asked| asked.key = pool_key(asked.key.kind(), 21)),
        // Asked, and not answered yet.
        || asked(|_| {}).only("tomcat.csr"),
    ),
    Fixture::new(
        "CSR-02",
        "an authority that dropped a name",
        || asked(|asked| asked.alternative_names.push("cucm-sub1.example.com".to_owned())),
        || asked(|_| {}),
    ),
    Fixture::new(
        "CSR-03",
        "an authority that changed the organisation",
        || asked(|asked| rename(asked, "O", "Another")),
        || asked(|_| {}),
    ),
    Fixture::new(
        "CSR-04",
        "a request that asks for no dataEncipherment",
        || asked(|asked| asked.key_usage = usage(&[KeyUsages::DigitalSignature])),
        || asked(|_| {}),
    ),
    Fixture::new(
        "CSR-05",
        "a multi-server request that was made before a node was added",
        || several(|names| drop(names.pop())),
        || several(|_| {}),
    ),
    Fixture::new(
        "CSR-06",
        "a request with an organisational unit",
        || asked(|_| {}),
        || asked(|asked| asked.subject.retain(|(key, _)| key != "OU")),
    ),
];

/// A CA-signed cluster of release 14 with the request for the publisher's Tomcat; `change` changes what was asked for.
fn asked(change: impl FnOnce(&mut CertificateDescription)) -> Given {
    let cluster = Description::healthy("14", ClusterMode::NonSecure, 1).signed().make();
    let mut asked = cluster.certificate(Identity::Tomcat, "cucm-pub").description.clone();
    change(&mut asked);
    given(cluster, &asked)
}

/// The request for a multi-server certificate of Tomcat; `change` changes the names.
fn several(change: impl FnOnce(&mut Vec<String>)) -> Given {
    let healthy = Description::healthy("14", ClusterMode::NonSecure, 3);
    let mut cluster = Description { multi_server: vec![Identity::Tvs, Identity::Tomcat], ..healthy }.make();
    let mut asked = cluster.describe(Identity::Tomcat, "cucm-pub", date("2026-11-01"));
    // The name of the certificate itself comes after the nodes.
    let own = asked.alternative_names.pop();
    change(&mut asked.alternative_names);
    asked.alternative_names.extend(own);
    given(cluster, &asked)
}

fn given(cluster: Cluster, asked: &CertificateDescription) -> Given {
    Given::from(cluster).with("cucm-pub/tomcat.csr", pem("CERTIFICATE REQUEST", &asked.request().expect("a request")))
}

fn rename(asked: &mut CertificateDescription, key: &str, value: &str) {
    let attribute = asked.subject.iter_mut().find(|(own, _)| own == key).expect("an attribute");
    value.clone_into(&mut attribute.1);
}
