//! What each role needs of its key usage and extended key usage (domain.md, section 1.1).

use crate::formats::certificate::KeyUsageFlag;
use crate::report::Identity;

/// What a role asks for in a family of releases.
pub(in crate::checks) struct Needs {
    /// Key usage.
    pub(in crate::checks) usage: &'static [KeyUsageFlag],
    /// Extended key usage.
    pub(in crate::checks) purposes: &'static [&'static str],
}

/// What a role needs: from 14SU2, and in 12.5. The older table is known from a copy that lost its form: what it asks for beyond the newer
/// one is uncertain.
pub(in crate::checks) fn needs(identity: Identity) -> Option<(Needs, Needs)> {
    use KeyUsageFlag::{DataEncipherment, DigitalSignature, KeyCertSign, KeyEncipherment};
    const BOTH: &[&str] = &["serverAuth", "clientAuth"];
    const ALL: &[KeyUsageFlag] = &[DigitalSignature, KeyEncipherment, DataEncipherment];
    Some(match identity {
        Identity::Callmanager | Identity::CallmanagerEcdsa | Identity::Tomcat | Identity::TomcatEcdsa => (
            Needs { usage: &[DigitalSignature, DataEncipherment], purposes: BOTH },
            Needs { usage: ALL, purposes: BOTH },
        ),
        Identity::Capf => (
            Needs { usage: &[DigitalSignature, KeyCertSign], purposes: BOTH },
            Needs { usage: &[DigitalSignature, KeyCertSign], purposes: &["serverAuth"] },
        ),
        Identity::Ipsec => {
            const PURPOSES: &[&str] = &["serverAuth", "clientAuth", "ipsecEndSystem"];
            (Needs { usage: ALL, purposes: PURPOSES }, Needs { usage: ALL, purposes: PURPOSES })
        }
        Identity::Tvs => (Needs { usage: ALL, purposes: BOTH }, Needs { usage: ALL, purposes: BOTH }),
        _ => return None,
    })
}

/// What the role is called in a sentence.
pub(in crate::checks) fn role(identity: Identity) -> &'static str {
    match identity {
        Identity::Callmanager | Identity::CallmanagerEcdsa => "CallManager",
        Identity::Tomcat | Identity::TomcatEcdsa => "tomcat",
        Identity::Capf => "CAPF",
        Identity::Ipsec => "IPsec",
        Identity::Tvs => "TVS",
        _ => "its role",
    }
}
