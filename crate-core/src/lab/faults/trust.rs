//! Faults of TRU: chains and trust stores.

use super::{Act, Fault, Need, Part};
use crate::lab::certificate::{CertificateDescription, KeyUsages, Made, days_before, usage};
use crate::lab::cluster::Cluster;
use crate::lab::description::host;
use crate::lab::error::LabError;
use crate::lab::key::KeyKind;
use crate::lab::phones::lsc;
use crate::report::Identity;
use crate::timestamp::Timestamp;

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "bundle-without-the-intermediate",
        check: "TRU-01",
        title: "A chain without its intermediate",
        about: "The bundle of Tomcat's chain goes from the certificate to the root, and the authority between them is missing.",
        needs: &[Need::Authority],
        changes: &[Part::Bundles],
        brings: &[],
        act: Act::Lists(|cluster| bundle(cluster, |own, [root, _]| vec![own, root])),
    },
    Fault {
        name: "bundle-in-the-wrong-order",
        check: "TRU-01",
        title: "A chain in the wrong order",
        about: "The bundle of Tomcat's chain has the root before the authority that issued the certificate. Servers that send it as it is \
                are refused.",
        needs: &[Need::Authority],
        changes: &[Part::Bundles],
        brings: &[],
        act: Act::Lists(|cluster| bundle(cluster, |own, [root, issuing]| vec![own, root, issuing])),
    },
    Fault {
        name: "expired-authority-in-tomcat-trust",
        check: "TRU-02",
        title: "An expired certificate in a trust store",
        about: "An authority that ended years ago still lies in tomcat-trust of the publisher. The upgrade to 12.5(1)SU6 or 14SU2 drops it.",
        needs: &[],
        changes: &[Part::TrustStores],
        // It has expired wherever it lies.
        brings: &["CRT-02"],
        act: Act::Lists(|cluster| {
            let from = days_before(cluster.description.judged_at, 11 * 365);
            let old = authority(cluster, "Example Old CA", from, 10)?;
            trust(cluster, "tomcat-trust", old);
            Ok(())
        }),
    },
    Fault {
        name: "two-generations-of-an-authority",
        check: "TRU-03",
        title: "Two authorities of one name in a trust store",
        about: "CallManager-trust of the publisher holds two generations of an authority with the same subject. CUCM keeps one certificate of \
                a subject, and which one is left depends on the order of the uploads.",
        needs: &[],
        changes: &[Part::TrustStores],
        brings: &[],
        act: Act::Lists(|cluster| {
            let made_at = cluster.description.made_at;
            let later = authority(cluster, "Example Other CA", days_before(made_at, 365), 10)?;
            let earlier = authority(cluster, "Example Other CA", days_before(made_at, 3 * 365), 10)?;
            trust(cluster, "CallManager-trust", later);
            trust(cluster, "CallManager-trust", earlier);
            Ok(())
        }),
    },
    Fault {
        name: "old-capf-deleted-too-early",
        check: "TRU-04",
        title: "The old CAPF was deleted before its LSCs were replaced",
        about: "CAPF was regenerated some time ago and its old certificate deleted from CallManager-trust, while a phone still holds an LSC \
                that it issued. This phone no longer registers encrypted.",
        needs: &[Need::Lsc],
        changes: &[Part::Phones, Part::TrustStores],
        brings: &[],
        act: Act::Lists(|cluster| {
            let old = former_capf(cluster)?;
            let publisher = host(cluster.description.publisher()).to_owned();
            cluster.further.push((format!("{publisher}/backup/{}.pem", old.common_name()), old.pem()));
            relabel_first_phone(cluster, &old)
        }),
    },
    Fault {
        name: "expressway-of-an-unknown-authority",
        check: "TRU-06",
        title: "An Expressway whose authority the cluster does not know",
        about: "The certificate of an Expressway-C comes from an authority that is neither in tomcat-trust nor in CallManager-trust, so \
                mobile and remote access fails.",
        needs: &[],
        changes: &[Part::Expressway],
        brings: &[],
        act: Act::Lists(|cluster| {
            let made_at = cluster.description.made_at;
            let issuer = authority(cluster, "Example Edge CA", days_before(made_at, 365), 10)?;
            let key = cluster.new_key(Identity::Other, "expc01.example.com", KeyKind::Rsa2048)?;
            let subject = "O=Example,CN=expc01.example.com";
            let mut own = CertificateDescription::new(subject, &key, made_at);
            own.alternative_names = vec!["expc01.example.com".to_owned()];
            let judged = cluster.description.judged_at;
            let own = CertificateDescription { not_after: judged.plus_days(400), ..own }.issued_by(&issuer).sign()?;
            cluster.further.push(("expressway/expc01.pem".to_owned(), own.pem()));
            cluster.further.push(("expressway/edge-ca.pem".to_owned(), issuer.pem()));
            Ok(())
        }),
    },
    Fault {
        name: "ecdsa-left-self-signed",
        check: "TRU-07",
        title: "ECDSA certificates that nobody had issued",
        about: "An authority issued the RSA certificates of CallManager and Tomcat, and the ECDSA ones were left self-signed. An Expressway \
                from X14.2 on asks for ECDSA first, and does not trust them.",
        needs: &[Need::Since(11, 5), Need::Elliptic, Need::Authority],
        changes: &[Part::Callmanager, Part::Tomcat],
        brings: &[],
        act: Act::Description(|description| {
            let elliptic = |identity: &Identity| matches!(identity, Identity::CallmanagerEcdsa | Identity::TomcatEcdsa);
            description.signed_by_authority.retain(|identity| !elliptic(identity));
        }),
    },
    Fault {
        name: "callmanager-and-tomcat-self-signed",
        check: "TRU-08",
        title: "Self-signed certificates of one name",
        about: "CallManager and Tomcat are self-signed and have the same name. On an Expressway, one shadows the other.",
        needs: &[Need::Authority, Need::OneServerCertificates],
        changes: &[Part::Callmanager, Part::Tomcat],
        brings: &[],
        act: Act::Description(|description| description.signed_by_authority.clear()),
    },
    Fault {
        name: "ipsec-missing-in-the-trust-of-a-node",
        check: "TRU-09",
        title: "A node that does not know the publisher's IPsec certificate",
        about: "The publisher's IPsec certificate was deleted from ipsec-trust of the second node. Backups of this node fail.",
        needs: &[Need::Nodes(2)],
        changes: &[Part::Ipsec],
        brings: &[],
        act: Act::Files(|cluster, files| {
            let publisher = cluster.description.publisher();
            let pem = cluster.certificate(Identity::Ipsec, publisher)?.pem();
            let second = cluster.description.nodes.get(1).map(|node| node.host().to_owned()).unwrap_or_default();
            files.retain(|(name, bytes)| !(name.starts_with(&format!("{second}/ipsec-trust/")) && *bytes == pem));
            Ok(())
        }),
    },
];

/// An authority outside of the cluster.
fn authority(cluster: &mut Cluster, name: &str, from: Timestamp, years: i64) -> Result<Made, LabError> {
    let key = cluster.new_key(Identity::Other, name, KeyKind::Rsa2048)?;
    let authority = CertificateDescription {
        basic_constraints: Some((true, None)),
        key_usage: usage(&[KeyUsages::DigitalSignature, KeyUsages::KeyCertSign, KeyUsages::CRLSign]),
        ..CertificateDescription::new(&format!("C=US,O=Example,CN={name}"), &key, from)
    };
    authority.valid_for(from, years).sign()
}

fn trust(cluster: &mut Cluster, store: &'static str, made: Made) {
    let publisher = cluster.description.publisher().to_owned();
    cluster.trusted.push((publisher, store, made));
}

/// The publisher's Tomcat certificate in a bundle with some of root and intermediate.
fn bundle(cluster: &mut Cluster, choose: impl FnOnce(Made, [Made; 2]) -> Vec<Made>) -> Result<(), LabError> {
    let publisher = cluster.description.publisher().to_owned();
    let own = cluster.certificate(Identity::Tomcat, &publisher)?.clone();
    let [root, issuing] = cluster.authorities.as_slice() else {
        return Err(LabError::NoFile("the authorities".to_owned()));
    };
    let chosen = choose(own, [root.clone(), issuing.clone()]);
    let bundle: Vec<u8> = chosen.iter().flat_map(Made::pem).collect();
    cluster.further.push((format!("{}/tomcat-chain.pem", host(&publisher)), bundle));
    Ok(())
}

/// The CAPF that the publisher had before the present one: made two years earlier, with the same names but for its digits.
pub(super) fn former_capf(cluster: &mut Cluster) -> Result<Made, LabError> {
    let publisher = cluster.description.publisher().to_owned();
    let from = days_before(cluster.description.made_at, 2 * 365);
    let former = cluster.describe(Identity::Capf, &publisher, from)?;
    Ok(CertificateDescription { not_after: cluster.description.judged_at.plus_days(365), ..former }
        .sign()?
        .of(Identity::Capf, &[]))
}

/// Gives the first phone an LSC of another CAPF in the place of its own.
pub(super) fn relabel_first_phone(cluster: &mut Cluster, capf: &Made) -> Result<(), LabError> {
    let from = cluster.description.listed_at();
    let phone = cluster.phones.first_mut().ok_or_else(|| LabError::NoFile("lsc.pem".to_owned()))?;
    let key = phone.lsc.as_ref().map(|own| own.key().clone()).ok_or_else(|| LabError::NoFile("lsc.pem".to_owned()))?;
    phone.lsc = Some(lsc(&phone.mac, capf, &key, from)?);
    Ok(())
}
