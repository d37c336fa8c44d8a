//! The certificates that the servers of a cluster make (domain.md, section 1.1).

use super::certificate::{CertificateDescription, KeyUsages, Made, purpose, usage};
use super::description::{Description, NodeDescription};
use super::error::LabError;
use super::key::Key;
use super::name;
use crate::report::{Identity, NodeService};
use crate::{Timestamp, text};
use sha2::{Digest as _, Sha256};

/// Whether calls and phones have to do with a node.
fn of_calls(node: &NodeDescription) -> bool {
    !node.runs.contains(&NodeService::ImPresence)
}

/// Which kinds of certificates a cluster of this description has, each with the nodes that make one of their own.
#[must_use]
pub(super) fn kinds(description: &Description) -> Vec<(Identity, Vec<&NodeDescription>)> {
    let everywhere = || description.nodes.iter().filter(|node| of_calls(node)).collect::<Vec<_>>();
    let publisher = || description.nodes.iter().take(1).collect::<Vec<_>>();
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
    key: &Key,
    made_at: Timestamp,
) -> CertificateDescription {
    use KeyUsages::{DataEncipherment, DigitalSignature, KeyCertSign, KeyEncipherment};
    use purpose::{CLIENT_AUTH, IPSEC_END_SYSTEM, SERVER_AUTH};
    let since_10 = description.at_least(10, 0);
    let multi = description.multi_server.contains(&identity);
    let subject = format!("{},CN={}", description.organisation, common_name(description, identity, node, made_at));
    let mut made =
        CertificateDescription::new(&subject, key, made_at).valid_for(made_at, lifetime(description, identity));
    made.serial = serial(&format!("{identity:?} {} {}", node.name, made_at.unix()), key);
    if !key.kind().is_elliptic() {
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
        let named =
            description.nodes.iter().filter(|other| if multi { of_calls(other) } else { other.name == node.name });
        made.alternative_names = named.map(|node| node.name.clone()).collect();
        let is_named = made.alternative_names.iter().any(|name| name == name::common_name(&made.subject));
        if !is_named {
            made.alternative_names.push(name::common_name(&made.subject).to_owned());
        }
    }
    made
}

/// The root and the intermediate that sign for a cluster, with these keys: made five years before its certificates.
pub(super) fn authorities(description: &Description, root: &Key, issuing: &Key) -> Result<Vec<Made>, LabError> {
    use KeyUsages::{CRLSign, DigitalSignature, KeyCertSign};
    let from = Timestamp::from_unix(description.made_at.plus_days(-5 * 365).unix().max(0));
    let ca = |subject: &str, key: &Key, path| CertificateDescription {
        basic_constraints: Some((true, path)),
        key_usage: usage(&[DigitalSignature, KeyCertSign, CRLSign]),
        ..CertificateDescription::new(subject, key, from)
    };
    let root = ca("C=US,O=Example,CN=Example Root CA", root, None).valid_for(from, 20).sign()?;
    let issuing = ca("C=US,O=Example,CN=Example Issuing CA 1", issuing, Some(0)).valid_for(from, 15);
    let issuing = issuing.issued_by(&root).sign()?;
    Ok(vec![root, issuing])
}

/// A serial number of 16 bytes, the same for the same words and key.
#[must_use]
pub fn serial(words: &str, key: &Key) -> Vec<u8> {
    let digest = Sha256::new().chain_update(words).chain_update(key.public_key_der()).finalize();
    // Not zero, and with the highest bit now and then, as the clusters make them.
    digest.iter().take(16).enumerate().map(|(place, byte)| if place == 0 { byte | 1 } else { *byte }).collect()
}

/// The common name. CAPF gets other digits with every renewal, so that the old one and the new one can lie in one trust store.
fn common_name(description: &Description, identity: Identity, node: &NodeDescription, made_at: Timestamp) -> String {
    let (host, domain) = node.name.split_once('.').unwrap_or((&node.name, "example.com"));
    let several = if description.multi_server.contains(&identity) { "-ms" } else { "" };
    match identity {
        Identity::Capf => {
            let digits = Sha256::digest(format!("CAPF of {} {}", node.name, made_at.unix()));
            let digits: Vec<u8> = digits.iter().take(4).copied().collect();
            format!("CAPF-{}", text::hex(&digits))
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
