//! CRT: is each certificate sound by itself?

pub(super) mod expired;
pub(super) mod expiring;
pub(super) mod weak_hash;
pub(super) mod weak_key;

use super::Check;
use crate::case::evaluation::JudgedCertificate;
use crate::report::{Evidence, Identity};

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[&expired::CHECK, &expiring::CHECK, &weak_hash::CHECK, &weak_key::CHECK];

/// Evidence: a certificate and the first place where it was found.
fn evidence(certificate: &JudgedCertificate<'_>) -> Vec<Evidence> {
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

/// What stops working when a certificate of this identity is no longer valid (domain.md, section 1.4).
fn breaks(identity: Identity) -> &'static str {
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
