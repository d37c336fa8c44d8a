//! The certificates that the servers of a cluster make (domain.md, section 1.1).

use super::certificate::{CertificateDescription, Made, purpose, usage};
use super::description::{Authority, Description, NodeDescription};
use super::key::{Key, KeyKind};
use super::{KeyUsages, name};
use sha2::{Digest as _, Sha256};
use trustlens_core::Timestamp;
use trustlens_core::report::Identity;

/// Which kinds of certificates a cluster of this description has, each with the nodes that make one of their own.
#[must_use]
pub(super) fn kinds(description: &Description) -> Vec<(Identity, Vec<&NodeDescription>)> {
    let everywhere = || description.nodes.iter().collect::<Vec<_>>();
    let publisher = || vec![description.publisher()];
    let since = |major, minor, nodes| if description.at_least(major, minor) { nodes } else { Vec::new() };
    let mut kinds = vec![
        (Identity::Callmanager, everywhere()),
        (Identity::Tomcat, everywhere()),
        (Identity::Ipsec, everywhere()),
        (Identity::Capf, if description.at_least(14, 0) { publisher() } else { everywhere() }),
        (Identity::Tvs, everywhere()),
        (Identity::Itlrecovery, since(10, 0, if description.at_least(12, 5) { publisher() } else { everywhere() })),
    ];
    if description.key.is_elliptic() {
        kinds.push((Identity::CallmanagerEcdsa, since(11, 0, everywhere())));
        kinds.push((Identity::TomcatEcdsa, since(11, 5, everywhere())));
    }
    for (identity, nodes) in &mut kinds {
        if description.multi_server.contains(identity) {
            nodes.truncate(1);
        }
    }
    kinds
}

/// What the certificate of a node is to hold; it is signed with its own key.
#[must_use]
pub(super) fn describe(
    description: &Description,
    identity: Identity,
    node: &NodeDescription,
    key: Key,
    made_at: Timestamp,
) -> CertificateDescription {
    use KeyUsages::{DataEncipherment, DigitalSignature, KeyCertSign, KeyEncipherment};
    use purpose::{CLIENT_AUTH, IPSEC_END_SYSTEM, SERVER_AUTH};
    let since_10 = description.at_least(10, 0);
    let multi = description.multi_server.contains(&identity);
    let subject = format!("{},CN={}", description.organisation, common_name(description, identity, node, made_at));
    let mut made = CertificateDescription::new(&subject, key).valid_for(made_at, lifetime(description, identity));
    made.serial = serial(&format!("{identity:?} {} {key:?} {}", node.name, made_at.unix()));
    if !key.kind.is_elliptic() {
        made.hash = description.certificate_hash;
    }
    made.usage_is_critical = description.at_least(12, 0);
    made.has_authority_key_identifier = since_10;
    made.purposes = vec![SERVER_AUTH, CLIENT_AUTH];
    made.key_usage = usage(match identity {
        Identity::Callmanager | Identity::CallmanagerEcdsa | Identity::Tomcat | Identity::TomcatEcdsa
            if description.at_least(14, 0) =>
        {
            &[DigitalSignature, DataEncipherment]
        }
        Identity::Capf => &[DigitalSignature, KeyCertSign],
        _ => &[DigitalSignature, KeyEncipherment, DataEncipherment],
    });
    match identity {
        Identity::Capf => {
            made.basic_constraints = Some((true, Some(0)));
            if !description.at_least(14, 0) {
                made.purposes = vec![SERVER_AUTH];
            }
        }
        Identity::Ipsec => made.purposes.push(IPSEC_END_SYSTEM),
        _ => {}
    }
    if since_10 && !matches!(identity, Identity::Capf | Identity::Itlrecovery) {
        let named = description.nodes.iter().filter(|other| multi || other.name == node.name);
        made.alternative_names = named.map(|node| node.name.clone()).collect();
        let is_named = made.alternative_names.iter().any(|name| name == self::name::common_name(&made.subject));
        if !is_named {
            made.alternative_names.push(self::name::common_name(&made.subject).to_owned());
        }
    }
    made
}

/// The root and the intermediate that sign for a cluster.
#[must_use]
pub(super) fn authorities(description: &Description) -> Vec<Made> {
    use KeyUsages::{CRLSign, DigitalSignature, KeyCertSign};
    if description.authority == Authority::SelfSigned {
        return Vec::new();
    }
    let ca = |subject: &str, number, path| CertificateDescription {
        basic_constraints: Some((true, path)),
        key_usage: usage(&[DigitalSignature, KeyCertSign, CRLSign]),
        ..CertificateDescription::new(subject, Key::new(KeyKind::Rsa2048, number))
    };
    let early = super::date("2020-01-15");
    let root = ca("C=US,O=Example,CN=Example Root CA", 22, None).valid_for(early, 20).make();
    let issuing = ca("C=US,O=Example,CN=Example Issuing CA 1", 23, Some(0)).valid_for(early, 15);
    let issuing = issuing.issued_by(&root).make();
    vec![root, issuing]
}

/// A serial number of 16 bytes, the same for the same words.
#[must_use]
pub fn serial(words: &str) -> Vec<u8> {
    let mut serial = Sha256::digest(words).to_vec();
    serial.truncate(16);
    // Not zero, and with the highest bit now and then, as the clusters make them.
    serial[0] |= 1;
    serial
}

/// The common name. CAPF gets other digits with every renewal, so that the old one and the new one can lie in one trust store.
fn common_name(description: &Description, identity: Identity, node: &NodeDescription, made_at: Timestamp) -> String {
    let (host, domain) = node.name.split_once('.').unwrap_or((&node.name, "example.com"));
    let several = if description.multi_server.contains(&identity) { "-ms" } else { "" };
    match identity {
        Identity::Capf => {
            let digits = serial(&format!("CAPF of {} {}", node.name, made_at.unix()));
            format!("CAPF-{}", trustlens_core::text::hex(&digits[..4]))
        }
        Identity::Itlrecovery => format!("ITLRECOVERY_{}", node.name),
        Identity::CallmanagerEcdsa | Identity::TomcatEcdsa => format!("{host}-EC{several}.{domain}"),
        _ => format!("{host}{several}.{domain}"),
    }
}

/// Years of validity: five, but twenty for ITLRecovery in 12.x and 13.
fn lifetime(description: &Description, identity: Identity) -> i64 {
    let long = identity == Identity::Itlrecovery && description.at_least(12, 0) && !description.at_least(14, 0);
    if long { 20 } else { 5 }
}

/// The file that CUCM keeps a certificate in, without `.pem`.
#[must_use]
pub(super) fn unit(identity: Identity) -> Option<&'static str> {
    Some(match identity {
        Identity::Callmanager => "CallManager",
        Identity::CallmanagerEcdsa => "CallManager-ECDSA",
        Identity::Capf => "CAPF",
        Identity::Tvs => "TVS",
        Identity::Tomcat => "tomcat",
        Identity::TomcatEcdsa => "tomcat-ECDSA",
        Identity::Ipsec => "ipsec",
        Identity::Itlrecovery => "ITLRecovery",
        _ => return None,
    })
}
