//! CRT: is each certificate sound by itself?

pub(super) mod critical_extension;
pub(super) mod curve;
pub(super) mod damaged;
pub(super) mod duplicate_serial;
pub(super) mod duplicate_subject;
pub(super) mod expired;
pub(super) mod expiring;
pub(super) mod expiry_day;
pub(super) mod generations;
pub(super) mod lifetime;
pub(super) mod long_key;
pub(super) mod malformed;
pub(super) mod name_not_listed;
pub(super) mod odd_name;
pub(super) mod public;
pub(super) mod public_lifetime;
pub(super) mod weak_hash;
pub(super) mod weak_key;
pub(super) mod wildcard;

use super::Check;
use crate::case::evaluation::JudgedCertificate;
use crate::formats::certificate::extensions::oid;
use crate::report::{Evidence, Identity};

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[
    &malformed::CHECK,
    &expired::CHECK,
    &expiring::CHECK,
    &lifetime::CHECK,
    &expiry_day::CHECK,
    &weak_hash::CHECK,
    &weak_key::CHECK,
    &long_key::CHECK,
    &damaged::CHECK,
    &generations::CHECK,
    &duplicate_serial::CHECK,
    &name_not_listed::CHECK,
    &wildcard::CHECK,
    &public::CHECK,
    &public_lifetime::CHECK,
    &curve::CHECK,
    &duplicate_subject::CHECK,
    &critical_extension::CHECK,
    &odd_name::CHECK,
];

/// Evidence: a certificate and the first place where it was found.
pub(super) fn evidence(certificate: &JudgedCertificate<'_>) -> Vec<Evidence> {
    let place = certificate.entry.places.first();
    vec![Evidence {
        input: place.map(|place| place.input),
        record: place.and_then(|place| place.record),
        certificate: Some(certificate.entry.sha256.clone()),
        offset: None,
    }]
}

/// Whether it was made in Cisco's factory, going by its names: it is as old as what carries it, and nobody can renew it.
fn from_the_factory(identity: Identity) -> bool {
    matches!(identity, Identity::Mic | Identity::Etoken | Identity::CiscoCa)
}

/// Evidence: several certificates, as [`evidence`] has each.
pub(super) fn all_evidence(certificates: &[&JudgedCertificate<'_>]) -> Vec<Evidence> {
    certificates.iter().flat_map(|judged| evidence(judged)).collect()
}

/// What a certificate is called in a sentence: "CallManager of cucm-pub.example.com"; its common name where its kind says nothing.
pub(crate) fn holder(judged: &JudgedCertificate<'_>) -> String {
    let name = judged.entry.certificate.subject().common_name();
    match judged.identity {
        Identity::Callmanager => format!("CallManager of {name}"),
        Identity::CallmanagerEcdsa => format!("CallManager-ECDSA of {name}"),
        Identity::Tvs => format!("TVS of {name}"),
        Identity::Tomcat => format!("Tomcat of {name}"),
        Identity::TomcatEcdsa => format!("Tomcat-ECDSA of {name}"),
        Identity::Ipsec => format!("IPsec of {name}"),
        // Their names say what they are.
        Identity::Capf
        | Identity::Itlrecovery
        | Identity::Lsc
        | Identity::Mic
        | Identity::CiscoCa
        | Identity::Etoken
        | Identity::Other => name,
    }
}

/// Whether it is a certificate of a server of the cluster.
pub(crate) fn is_servers(identity: Identity) -> bool {
    match identity {
        Identity::Callmanager
        | Identity::CallmanagerEcdsa
        | Identity::Capf
        | Identity::Tvs
        | Identity::Tomcat
        | Identity::TomcatEcdsa
        | Identity::Ipsec
        | Identity::Itlrecovery => true,
        Identity::Lsc | Identity::Mic | Identity::CiscoCa | Identity::Etoken | Identity::Other => false,
    }
}

/// Organisations whose authorities browsers trust, as they write themselves in issuers' names.
const PUBLIC_AUTHORITIES: &[&str] = &[
    "Amazon",
    "Certum",
    "DigiCert",
    "Entrust",
    "GlobalSign",
    "GoDaddy",
    "Google Trust Services",
    "HydrantID",
    "IdenTrust",
    "Let's Encrypt",
    "QuoVadis",
    "Sectigo",
    "SSL Corp",
    "SwissSign",
    "ZeroSSL",
];

/// Why a certificate is taken for one of a public authority, if it is. (Certificates of authorities themselves are not under the rules.)
pub(crate) fn public_issuer(judged: &JudgedCertificate<'_>) -> Option<String> {
    let x509 = &judged.entry.certificate;
    if x509.is_ca() || x509.is_self_issued() {
        return None;
    }
    if x509.extension(oid::SIGNED_CERTIFICATE_TIMESTAMPS).is_some() {
        return Some("it carries proofs of public logging".to_owned());
    }
    let organisation = x509.issuer().get("O")?.trim();
    let known = PUBLIC_AUTHORITIES
        .iter()
        .find(|known| organisation.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known)))?;
    Some(format!("{known} issued it"))
}

/// What stops working when a certificate of this identity is no longer valid (domain.md, section 1.4).
pub(crate) fn breaks(identity: Identity) -> &'static str {
    match identity {
        Identity::Callmanager | Identity::CallmanagerEcdsa => {
            "Encrypted phones, signed configuration and SIP trunks over TLS depend on it; phones look at list membership, CUCM at the dates."
        }
        Identity::Capf => {
            "Issuing and renewing LSCs, and with them 802.1X, phone VPN and encrypted registration, depend on it."
        }
        Identity::Tvs => {
            "Phone services over HTTPS depend on it, and the safety net of every other certificate change."
        }
        Identity::Tomcat | Identity::TomcatEcdsa => {
            "Web administration, phone services, single sign-on and Expressway zones with TLS verification depend on it."
        }
        Identity::Ipsec => "Backup and restore, and IPsec to gateways, depend on it.",
        Identity::Itlrecovery => "It signs trust lists from 12.0, and recovery with \"utils itl reset\" depends on it.",
        Identity::Lsc => "The phone's encrypted registration, 802.1X and VPN depend on it.",
        Identity::Mic => "It cannot be renewed: a phone that uses it for authentication needs an LSC.",
        Identity::CiscoCa => "Every manufacturing installed certificate below it ends with it.",
        Identity::Etoken => "It can sign the CTL only as long as it is valid.",
        Identity::Other => "",
    }
}

#[cfg(test)]
mod tests;
