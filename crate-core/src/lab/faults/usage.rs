//! Faults of EKU: a certificate may not be used for what its service needs.

use super::common::{alter, issuing_authority, trust_authorities};
use super::{Act, Fault, Need, Part};
use crate::lab::certificate::{CertificateDescription, KeyUsages, Made, purpose, usage};
use crate::lab::cluster::Cluster;
use crate::lab::error::LabError;
use crate::report::Identity;

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "callmanager-not-for-clients",
        check: "EKU-01",
        title: "A CallManager certificate without client authentication",
        about: "The authority left clientAuth out of the publisher's CallManager certificate. SIP trunks over TLS that the cluster opens fail, \
                and those that it takes work.",
        needs: &[Need::Authority],
        changes: &[Part::Callmanager],
        brings: &[],
        act: Act::Certificates(|cluster| without_client_authentication(cluster, Identity::Callmanager)),
    },
    Fault {
        name: "tomcat-not-for-clients",
        check: "EKU-01",
        title: "A Tomcat certificate without client authentication",
        about: "The authority left clientAuth out of the publisher's Tomcat certificate, as public ones do. LDAP over TLS and OAuth over \
                Expressway fail where the peer asks for a certificate.",
        needs: &[Need::Authority],
        changes: &[Part::Tomcat],
        brings: &[],
        act: Act::Certificates(|cluster| without_client_authentication(cluster, Identity::Tomcat)),
    },
    Fault {
        name: "federation-not-for-clients",
        check: "EKU-01",
        title: "A certificate of XMPP federation without client authentication",
        about: "The extended key usage of the cup-xmpp-s2s certificate names serverAuth alone. XMPP federation with other servers fails.",
        needs: &[Need::ImPresence],
        changes: &[Part::ImPresence],
        brings: &[],
        act: Act::Certificates(federation_not_for_clients),
    },
    Fault {
        name: "data-encipherment-taken-away",
        check: "EKU-02",
        title: "An authority that took dataEncipherment away",
        about: "The authority answered the request for the publisher's Tomcat certificate with a template that grants digitalSignature and \
                keyEncipherment alone. Cisco forbids to take dataEncipherment away; TLS fails with peers that look at it.",
        needs: &[Need::Authority],
        changes: &[Part::Tomcat],
        brings: &[],
        act: Act::Certificates(|cluster| {
            let granted = usage(&[KeyUsages::DigitalSignature, KeyUsages::KeyEncipherment]);
            alter(cluster, Identity::Tomcat, |made| made.key_usage = granted)
        }),
    },
    Fault {
        name: "digital-signature-taken-away",
        check: "EKU-02",
        title: "An authority that took digitalSignature away",
        about: "The authority answered the request for the publisher's CallManager certificate with a template for encipherment alone. TLS \
                fails with peers that look at the key usage.",
        needs: &[Need::Authority],
        changes: &[Part::Callmanager],
        brings: &[],
        act: Act::Certificates(|cluster| {
            let granted = usage(&[KeyUsages::KeyEncipherment, KeyUsages::DataEncipherment]);
            alter(cluster, Identity::Callmanager, |made| made.key_usage = granted)
        }),
    },
    Fault {
        name: "ipsec-from-a-web-server-template",
        check: "EKU-03",
        title: "An IPsec certificate of a template for web servers",
        about: "The authority issued the publisher's IPsec certificate without ipsecEndSystem. IPsec to gateways does not come up.",
        needs: &[Need::Authority],
        changes: &[Part::Ipsec],
        brings: &[],
        act: Act::Certificates(ipsec_from_a_web_server_template),
    },
    Fault {
        name: "tvs-without-extended-key-usage",
        check: "EKU-04",
        title: "A certificate that does not say what it is for",
        about: "The TVS certificate has no extended key usage, as in old releases: it may be used for everything, and nothing is wrong with \
                it.",
        needs: &[Need::Nodes(1)],
        changes: &[Part::Tvs],
        brings: &[],
        act: Act::Certificates(|cluster| alter(cluster, Identity::Tvs, |made| made.purposes.clear())),
    },
];

fn without_client_authentication(cluster: &mut Cluster, identity: Identity) -> Result<(), LabError> {
    alter(cluster, identity, |made| made.purposes = vec![purpose::SERVER_AUTH])
}

fn federation_not_for_clients(cluster: &mut Cluster) -> Result<(), LabError> {
    let missing =
        || LabError::NoCertificate { identity: Identity::Other, node: "a node of IM and Presence".to_owned() };
    let place = cluster.certificates.iter_mut().find(|made| made.unit() == Some("cup-xmpp-s2s"));
    let place = place.ok_or_else(missing)?;
    let changed =
        CertificateDescription { purposes: vec![purpose::SERVER_AUTH], ..place.description.clone() }.sign()?;
    *place = Made { description: changed.description, der: changed.der, signature: changed.signature, ..place.clone() };
    Ok(())
}

/// The authority that issues for the cluster issues the publisher's IPsec certificate too.
fn ipsec_from_a_web_server_template(cluster: &mut Cluster) -> Result<(), LabError> {
    let issuing = issuing_authority(cluster)?;
    trust_authorities(cluster, "ipsec-trust");
    alter(cluster, Identity::Ipsec, |made| {
        made.purposes = vec![purpose::SERVER_AUTH, purpose::CLIENT_AUTH];
        *made = made.clone().issued_by(&issuing);
    })
}
