//! Certificates that were made in another way than CUCM and authorities should.

use crate::crypto::{HashAlgorithm, sha1};
use crate::lab::certificate::{CertificateDescription, FurtherExtension, KeyUsages, usage};
use crate::lab::cluster::Cluster;
use crate::lab::description::host;
use crate::lab::error::LabError;
use crate::lab::faults::common::{alter, issuing_authority, renew};
use crate::lab::key::KeyKind;
use crate::lab::name;
use crate::report::Identity;

/// The publisher's Tomcat has a key usage that is no bit string of its length.
pub(super) fn unreadable_extension(cluster: &mut Cluster) -> Result<(), LabError> {
    let broken = FurtherExtension { oid: "2.5.29.15".to_owned(), critical: true, value: vec![3, 9, 7] };
    alter(cluster, Identity::Tomcat, |made| {
        made.key_usage = None;
        made.further.push(broken);
    })
}

/// The publisher's certificate has a key of this kind.
pub(super) fn with_key(cluster: &mut Cluster, identity: Identity, kind: KeyKind) -> Result<(), LabError> {
    let publisher = cluster.description.publisher().to_owned();
    let key = cluster.new_key(identity, &publisher, kind)?;
    alter(cluster, identity, |made| made.key = key)
}

/// The publisher's CallManager-ECDSA has a key of 384 bits, and its signature the hash that goes with 256.
pub(super) fn hash_of_another_curve(cluster: &mut Cluster) -> Result<(), LabError> {
    with_key(cluster, Identity::CallmanagerEcdsa, KeyKind::P384)?;
    alter(cluster, Identity::CallmanagerEcdsa, |made| made.hash = HashAlgorithm::Sha256)
}

/// One bit of the signature on the publisher's IPsec certificate is another, wherever the certificate lies.
pub(super) fn damaged(cluster: &mut Cluster) -> Result<(), LabError> {
    // With SHA-1, as before 10.0, a certificate that nobody has surely signed himself is a finding of its own.
    alter(cluster, Identity::Ipsec, |made| made.hash = HashAlgorithm::Sha256)?;
    let publisher = cluster.description.publisher().to_owned();
    let mut made = cluster.certificate(Identity::Ipsec, &publisher)?.clone();
    for last in made.der.last_mut().into_iter().chain(made.signature.last_mut()) {
        *last ^= 1;
    }
    cluster.replace(Identity::Ipsec, &publisher, made).map(drop)
}

/// The publisher's IPsec certificate says that another key signed it.
pub(super) fn names_another_key(cluster: &mut Cluster) -> Result<(), LabError> {
    let publisher = cluster.description.publisher().to_owned();
    let other = cluster.certificate(Identity::Tvs, &publisher)?.key().bare_public_key()?;
    // An AuthorityKeyIdentifier with a key identifier of 20 bytes alone (RFC 5280, section 4.2.1.1).
    let value = [&[0x30, 22, 0x80, 20], sha1(&other).as_slice()].concat();
    alter(cluster, Identity::Ipsec, |made| {
        made.has_authority_key_identifier = false;
        made.further.push(FurtherExtension { oid: "2.5.29.35".to_owned(), critical: false, value });
    })
}

/// Tomcat of the publisher was renewed, and the certificate of before is still at hand.
pub(super) fn two_generations(cluster: &mut Cluster) -> Result<(), LabError> {
    let publisher = cluster.description.publisher().to_owned();
    let old = renew(cluster, Identity::Tomcat, &publisher)?;
    cluster.further.push((format!("{}/before/tomcat.pem", host(&publisher)), old.pem()));
    Ok(())
}

/// The authority gave the server of a voicemail system the serial number of the publisher's CallManager.
pub(super) fn one_serial_number(cluster: &mut Cluster) -> Result<(), LabError> {
    let (name, from) = ("voicemail.example.net", cluster.description.made_at);
    let issuing = issuing_authority(cluster)?;
    let key = cluster.new_key(Identity::Other, name, KeyKind::Rsa2048)?;
    let call_manager = cluster.certificate(Identity::Callmanager, cluster.description.publisher())?;
    let other = CertificateDescription {
        serial: call_manager.description.serial.clone(),
        alternative_names: vec![name.to_owned()],
        ..CertificateDescription::new(&format!("C=US,O=Example,CN={name}"), &key, from)
    };
    let other = other.valid_for(from, 3).issued_by(&issuing).sign()?;
    cluster.further.push((format!("downloads/{name}.pem"), other.pem()));
    Ok(())
}

/// The authority put another name than the one that was asked for into Tomcat of the publisher.
pub(super) fn name_not_listed(cluster: &mut Cluster) -> Result<(), LabError> {
    alter(cluster, Identity::Tomcat, |made| {
        made.alternative_names = vec![format!("www.{}", name::common_name(&made.subject))];
    })
}

/// Tomcat of the publisher is for every host of its domain as well.
pub(super) fn wildcard(cluster: &mut Cluster) -> Result<(), LabError> {
    alter(cluster, Identity::Tomcat, |made| {
        let domain = name::common_name(&made.subject).split_once('.').map_or("example.com", |(_, domain)| domain);
        made.alternative_names.push(format!("*.{domain}"));
    })
}

/// Two generations of an authority wait to be uploaded into a trust store.
pub(super) fn two_authorities_of_one_name(cluster: &mut Cluster) -> Result<(), LabError> {
    for (file, later) in [("partner-ca-1.pem", 0), ("partner-ca-2.pem", 1)] {
        let from = cluster.description.made_at.plus_days(later);
        let key = cluster.new_key(Identity::Other, "the authority of a partner", KeyKind::Rsa2048)?;
        let authority = CertificateDescription {
            basic_constraints: Some((true, None)),
            key_usage: usage(&[KeyUsages::DigitalSignature, KeyUsages::KeyCertSign, KeyUsages::CRLSign]),
            ..CertificateDescription::new("C=US,O=Partner,CN=Partner Root CA", &key, from)
        };
        cluster.further.push((format!("uploads/{file}"), authority.valid_for(from, 20).sign()?.pem()));
    }
    Ok(())
}

/// The certificate policies of the publisher's Tomcat are critical.
pub(super) fn critical_policies(cluster: &mut Cluster) -> Result<(), LabError> {
    // anyPolicy alone (RFC 5280, section 4.2.1.4).
    let value = vec![0x30, 8, 0x30, 6, 6, 4, 0x55, 0x1d, 0x20, 0];
    let policies = FurtherExtension { oid: "2.5.29.32".to_owned(), critical: true, value };
    alter(cluster, Identity::Tomcat, |made| made.further.push(policies))
}

/// Tomcat of the publisher has this as an attribute of its name.
pub(super) fn with_attribute(cluster: &mut Cluster, key: &str, value: &str) -> Result<(), LabError> {
    alter(cluster, Identity::Tomcat, |made| {
        made.subject.retain(|(other, _)| !other.eq_ignore_ascii_case(key));
        made.subject.insert(0, (key.to_owned(), value.to_owned()));
    })
}
