//! Faults of CSR: requests and what answers them.
//!
//! Each lays a request beside the publisher's Tomcat certificate, which an authority issued: `cucm-pub/tomcat.csr`.

use super::{Act, Fault, Need, Part};
use crate::lab::certificate::{CertificateDescription, KeyUsages, pem, usage};
use crate::lab::cluster::Cluster;
use crate::lab::description::host;
use crate::lab::error::LabError;
use crate::report::Identity;

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "request-with-another-key",
        check: "CSR-01",
        title: "A certificate that does not answer the request",
        about: "A second request for Tomcat was generated after the first had gone to the authority, so that the certificate that came back \
                has another key. CUCM refuses the upload (CAA1015).",
        needs: &[Need::Authority, Need::OneServerCertificates],
        changes: &[Part::Requests],
        brings: &[],
        act: Act::Lists(|cluster| {
            let publisher = cluster.description.publisher().to_owned();
            let kind = cluster.certificate(Identity::Tomcat, &publisher)?.key().kind();
            let key = cluster.new_key(Identity::Tomcat, &publisher, kind)?;
            ask(cluster, |asked| asked.key = key)
        }),
    },
    Fault {
        name: "authority-dropped-a-name",
        check: "CSR-02",
        title: "An authority that dropped an alternative name",
        about: "The request for Tomcat asks for a further name, and the authority left it out. CUCM refuses the upload: the names of request \
                and certificate do not match.",
        needs: &[Need::Authority, Need::OneServerCertificates],
        changes: &[Part::Requests],
        brings: &[],
        act: Act::Lists(|cluster| ask(cluster, |asked| asked.alternative_names.push("voice.example.com".to_owned()))),
    },
    Fault {
        name: "authority-changed-the-subject",
        check: "CSR-03",
        title: "An authority that changed the organisation",
        about: "The request for Tomcat names another organisation than the certificate that answers it.",
        needs: &[Need::Authority, Need::OneServerCertificates],
        changes: &[Part::Requests],
        brings: &[],
        act: Act::Lists(|cluster| {
            ask(cluster, |asked| {
                asked.subject.retain(|(key, _)| !key.eq_ignore_ascii_case("O"));
                asked.subject.insert(0, ("O".to_owned(), "Another Organisation".to_owned()));
            })
        }),
    },
    Fault {
        name: "request-without-data-encipherment",
        check: "CSR-04",
        title: "A request that does not ask for dataEncipherment",
        about: "The request for Tomcat asks for digitalSignature alone; Cisco asks that dataEncipherment is neither changed nor removed.",
        needs: &[Need::Authority, Need::OneServerCertificates],
        changes: &[Part::Requests],
        brings: &[],
        act: Act::Lists(|cluster| ask(cluster, |asked| asked.key_usage = usage(&[KeyUsages::DigitalSignature]))),
    },
    Fault {
        name: "multi-server-request-before-a-node-was-added",
        check: "CSR-05",
        title: "A multi-server request that lacks a node",
        about: "The request for the multi-server certificate of Tomcat was made before the last node joined the cluster, and does not name \
                it.",
        needs: &[Need::Since(14, 0), Need::Nodes(3), Need::MultiServerTomcat],
        changes: &[Part::Requests],
        brings: &[],
        act: Act::Lists(|cluster| {
            let publisher = cluster.description.publisher().to_owned();
            let last = cluster.description.nodes.last().map(|node| node.name.clone()).unwrap_or_default();
            let later = cluster.description.later();
            let mut asked = cluster.describe(Identity::Tomcat, &publisher, later)?;
            asked.alternative_names.retain(|name| *name != last);
            add(cluster, &asked)
        }),
    },
    Fault {
        name: "request-with-an-organisational-unit",
        check: "CSR-06",
        title: "A request with an organisational unit",
        about: "The request for Tomcat names an organisational unit, which public authorities leave out and CUCM omits since 14SU1.",
        needs: &[Need::Since(14, 0), Need::Authority, Need::OneServerCertificates],
        changes: &[Part::Requests],
        brings: &[],
        act: Act::Lists(|cluster| {
            ask(cluster, |asked| {
                if !asked.subject.iter().any(|(key, _)| key.eq_ignore_ascii_case("OU")) {
                    asked.subject.insert(0, ("OU".to_owned(), "Voice".to_owned()));
                }
            })
        }),
    },
];

/// The request for the publisher's Tomcat certificate; `change` changes what was asked for.
fn ask(cluster: &mut Cluster, change: impl FnOnce(&mut CertificateDescription)) -> Result<(), LabError> {
    let publisher = cluster.description.publisher();
    let mut asked = cluster.certificate(Identity::Tomcat, publisher)?.description.clone();
    change(&mut asked);
    add(cluster, &asked)
}

fn add(cluster: &mut Cluster, asked: &CertificateDescription) -> Result<(), LabError> {
    let request = pem("CERTIFICATE REQUEST", &asked.request()?);
    let folder = host(cluster.description.publisher()).to_owned();
    cluster.further.push((format!("{folder}/tomcat.csr"), request));
    Ok(())
}
