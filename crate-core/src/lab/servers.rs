//! The certificates that the servers of a cluster make (domain.md, section 1.1).

use super::certificate::{CertificateDescription, KeyUsages, Made, days_before, purpose, usage};
use super::description::{Description, NodeDescription};
use super::error::LabError;
use super::key::Key;
use super::name;
use crate::report::{Identity, NodeService};
use crate::{Timestamp, text};
use sha2::{Digest as _, Sha256};

/// A kind of certificate that servers make, by the name that CUCM gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// What CUCM calls it, and its file without `.pem`: `CallManager`, `cup-xmpp-s2s-ECDSA`.
    pub name: &'static str,
    /// What it is in the report; [`Identity::Other`] for those that Trustlens has no checks for.
    pub identity: Identity,
    /// The first release that has it.
    since: (u32, u32),
    /// Which nodes make one.
    holders: Holders,
}

/// Which nodes make a certificate of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holders {
    /// All.
    All,
    /// Those of calls.
    Calls,
    /// Those of calls, but from this release on the publisher alone.
    PublisherSince(u32, u32),
    /// Those of IM and Presence.
    ImPresence,
}

const fn unit_of(name: &'static str, identity: Identity, since: (u32, u32), holders: Holders) -> Unit {
    Unit { name, identity, since, holders }
}

/// Every kind, in the order in which certificates are made.
const UNITS: [Unit; 15] = [
    unit_of("CallManager", Identity::Callmanager, (8, 0), Holders::Calls),
    unit_of("tomcat", Identity::Tomcat, (8, 0), Holders::All),
    unit_of("ipsec", Identity::Ipsec, (8, 0), Holders::All),
    unit_of("CAPF", Identity::Capf, (8, 0), Holders::PublisherSince(14, 0)),
    unit_of("TVS", Identity::Tvs, (8, 0), Holders::Calls),
    unit_of("ITLRecovery", Identity::Itlrecovery, (10, 0), Holders::PublisherSince(12, 5)),
    unit_of("CallManager-ECDSA", Identity::CallmanagerEcdsa, (11, 0), Holders::Calls),
    unit_of("tomcat-ECDSA", Identity::TomcatEcdsa, (11, 5), Holders::All),
    unit_of("authz", Identity::Other, (11, 5), Holders::PublisherSince(8, 0)),
    unit_of("cup", Identity::Other, (8, 0), Holders::ImPresence),
    unit_of("cup-xmpp", Identity::Other, (8, 0), Holders::ImPresence),
    unit_of("cup-xmpp-s2s", Identity::Other, (8, 0), Holders::ImPresence),
    unit_of("cup-ECDSA", Identity::Other, (11, 0), Holders::ImPresence),
    unit_of("cup-xmpp-ECDSA", Identity::Other, (11, 0), Holders::ImPresence),
    unit_of("cup-xmpp-s2s-ECDSA", Identity::Other, (11, 0), Holders::ImPresence),
];

impl Unit {
    /// The unit with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        UNITS.into_iter().find(|unit| unit.name == name)
    }

    /// The unit of an identity; none for those that CUCM has no name of, or several.
    #[must_use]
    pub fn of(identity: Identity) -> Option<Self> {
        UNITS.into_iter().find(|unit| unit.identity == identity && identity != Identity::Other)
    }

    /// Whether its key is of an elliptic curve.
    #[must_use]
    pub fn is_elliptic(self) -> bool {
        self.name.ends_with("-ECDSA")
    }

    /// Whether it belongs to IM and Presence alone.
    #[must_use]
    pub fn is_of_im_presence(self) -> bool {
        self.holders == Holders::ImPresence
    }

    /// Whether an authority may sign it: authz is always self-signed.
    pub(super) fn may_be_signed(self) -> bool {
        self.name != "authz"
    }

    /// For whom a key is made. Where several units share an identity, the name of the unit tells them apart.
    pub(super) fn holder(self, node: &str) -> String {
        if self.identity == Identity::Other { format!("{} of {node}", self.name) } else { node.to_owned() }
    }
}

/// Whether calls and phones have to do with a node.
pub(super) fn of_calls(node: &NodeDescription) -> bool {
    !node.runs.contains(&NodeService::ImPresence)
}

/// Which kinds of certificates a cluster of this description has, each with the nodes that make one of their own.
#[must_use]
pub(super) fn kinds(description: &Description) -> Vec<(Unit, Vec<&NodeDescription>)> {
    let made = |unit: &Unit| {
        description.at_least(unit.since.0, unit.since.1) && (description.key.is_elliptic() || !unit.is_elliptic())
    };
    UNITS
        .into_iter()
        .filter(made)
        .map(|unit| {
            let mut nodes = holders(description, unit);
            if description.multi_server.contains(&unit.identity) {
                nodes.truncate(1);
            }
            (unit, nodes)
        })
        .collect()
}

/// The nodes that hold a certificate of this kind as their own: the same one, where it is for several.
pub(super) fn holders(description: &Description, unit: Unit) -> Vec<&NodeDescription> {
    let has = |node: &&NodeDescription| match unit.holders {
        Holders::All => true,
        Holders::Calls | Holders::PublisherSince(..) => of_calls(node),
        Holders::ImPresence => !of_calls(node),
    };
    let nodes = description.nodes.iter().filter(has);
    match unit.holders {
        Holders::PublisherSince(major, minor) if description.at_least(major, minor) => nodes.take(1).collect(),
        _ => nodes.collect(),
    }
}

/// What the certificate of a node is to hold; it is signed with its own key.
#[must_use]
pub(super) fn describe(
    description: &Description,
    unit: Unit,
    node: &NodeDescription,
    key: &Key,
    made_at: Timestamp,
) -> CertificateDescription {
    let identity = unit.identity;
    let since_10 = description.at_least(10, 0);
    let multi = description.multi_server.contains(&identity);
    let subject = format!("{},CN={}", description.organisation, common_name(description, unit, node, made_at));
    let mut made =
        CertificateDescription::new(&subject, key, made_at).valid_for(made_at, lifetime(description, identity));
    let kind = if identity == Identity::Other { unit.name.to_owned() } else { format!("{identity:?}") };
    made.serial = serial(&format!("{kind} {} {}", node.name, made_at.unix()), key);
    if !key.kind().is_elliptic() {
        made.hash = description.certificate_hash;
    }
    made.usage_is_critical = description.at_least(12, 0);
    made.has_authority_key_identifier = since_10;
    made.key_usage = usage(key_usage(description, unit));
    made.purposes = purposes(description, unit);
    if identity == Identity::Capf {
        made.basic_constraints = Some((true, Some(0)));
    }
    // What an authority issues has its names, whatever the release.
    let has_names = since_10 || description.signed_by_authority.contains(&identity);
    if has_names && !matches!(unit.name, "CAPF" | "ITLRecovery" | "authz") {
        let together = holders(description, unit);
        let named = together.into_iter().filter(|other| multi || other.name == node.name);
        made.alternative_names = named.map(|node| node.name.clone()).collect();
        let is_named = made.alternative_names.iter().any(|name| name == name::common_name(&made.subject));
        if !is_named {
            made.alternative_names.push(name::common_name(&made.subject).to_owned());
        }
    }
    made
}

/// Key usage: the tables of domain.md, section 1.1, for 14SU2 and for 12.5, which stands for all releases before 14.
fn key_usage(description: &Description, unit: Unit) -> &'static [KeyUsages] {
    use KeyUsages::{DataEncipherment, DigitalSignature, KeyCertSign, KeyEncipherment};
    let since_14 = description.at_least(14, 0);
    match unit.identity {
        Identity::Capf => &[DigitalSignature, KeyCertSign],
        // A key that signs tokens (uncertain).
        Identity::Other if unit.name == "authz" => &[DigitalSignature],
        Identity::Tvs | Identity::Ipsec | Identity::Itlrecovery => {
            &[DigitalSignature, KeyEncipherment, DataEncipherment]
        }
        _ if since_14 => &[DigitalSignature, DataEncipherment],
        _ => &[DigitalSignature, KeyEncipherment, DataEncipherment],
    }
}

/// Extended key usage: the same tables.
fn purposes(description: &Description, unit: Unit) -> Vec<x509_cert::der::asn1::ObjectIdentifier> {
    use purpose::{CLIENT_AUTH, IPSEC_END_SYSTEM, SERVER_AUTH};
    match unit.identity {
        Identity::Capf if !description.at_least(14, 0) => vec![SERVER_AUTH],
        Identity::Other if unit.name == "authz" => Vec::new(),
        Identity::Ipsec | Identity::Other => vec![SERVER_AUTH, CLIENT_AUTH, IPSEC_END_SYSTEM],
        _ => vec![SERVER_AUTH, CLIENT_AUTH],
    }
}

/// The root and the intermediate that sign for a cluster, with these keys: made five years before its certificates.
pub(super) fn authorities(description: &Description, root: &Key, issuing: &Key) -> Result<Vec<Made>, LabError> {
    use KeyUsages::{CRLSign, DigitalSignature, KeyCertSign};
    let from = days_before(description.made_at, 5 * 365);
    let ca = |subject: &str, key: &Key, path| CertificateDescription {
        basic_constraints: Some((true, path)),
        key_usage: usage(&[DigitalSignature, KeyCertSign, CRLSign]),
        ..CertificateDescription::new(subject, key, from)
    };
    let root = ca("C=US,O=Example,CN=Example Root CA", root, None).valid_for(from, 20).sign()?;
    // A CAPF below it is an authority too.
    let below = u8::from(description.signed_by_authority.contains(&Identity::Capf));
    let issuing = ca("C=US,O=Example,CN=Example Issuing CA 1", issuing, Some(below)).valid_for(from, 15);
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
fn common_name(description: &Description, unit: Unit, node: &NodeDescription, made_at: Timestamp) -> String {
    let (host, domain) = node.name.split_once('.').unwrap_or((&node.name, "example.com"));
    let several = if description.multi_server.contains(&unit.identity) { "-ms" } else { "" };
    match unit.name {
        "CAPF" => {
            let digits = Sha256::digest(format!("CAPF of {} {}", node.name, made_at.unix()));
            let digits: Vec<u8> = digits.iter().take(4).copied().collect();
            format!("CAPF-{}", text::hex(&digits))
        }
        "ITLRecovery" => format!("ITLRECOVERY_{}", node.name),
        // As observed (uncertain): named like ITLRecovery.
        "authz" => format!("AUTHZ_{}", node.name),
        _ if unit.is_elliptic() => format!("{host}-EC{several}.{domain}"),
        _ => format!("{host}{several}.{domain}"),
    }
}

/// Years of validity: five, but twenty for ITLRecovery in 12.x and 13.
fn lifetime(description: &Description, identity: Identity) -> i64 {
    let long = identity == Identity::Itlrecovery && description.at_least(12, 0) && !description.at_least(14, 0);
    if long { 20 } else { 5 }
}

#[cfg(test)]
mod tests;
