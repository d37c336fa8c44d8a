//! What a phone meets when it cannot decide by itself: the TVS of its cluster, and what they can vouch for.

use super::Certificate;
use crate::crypto::PublicKey;
use crate::formats::trust_list::Role;

/// What a phone meets.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// The TVS that it asks: those of the CallManager group in its present configuration (TCP port 2445; Cisco Security Guide, Default Security).
    pub tvs: Vec<Tvs>,
    /// What the TVS can vouch for.
    pub store: Store,
}

/// A Trust Verification Service.
#[derive(Debug, Clone)]
pub struct Tvs {
    /// The node that it runs on.
    pub node: String,
    /// The certificate that it shows; none when that is not known.
    pub shows: Option<Certificate>,
    /// Whence that is known: "TVS.pem", "the newest ITL"; empty when it is not.
    pub told_by: String,
    /// Whether the phone reaches it.
    pub is_reached: bool,
}

/// What TVS can vouch for: its own cluster's certificates, and those in CallManager-trust and Phone-SAST-trust.
#[derive(Debug, Clone, Default)]
pub struct Store {
    /// The certificates that are known to be there.
    pub known: Vec<Known>,
    /// Whether these are all, so that what is not among them is not there.
    pub is_whole: bool,
}

/// A certificate that TVS vouches for.
#[derive(Debug, Clone)]
pub struct Known {
    /// The certificate.
    pub certificate: Certificate,
    /// Its key, where that is there.
    pub key: Option<PublicKey>,
    /// Where it lies: "Phone-SAST-trust", "the CTL", "its own CallManager certificate".
    pub place: String,
    /// What it may do: [`Role::SAST`] signs lists, [`Role::TFTP`] configuration.
    pub roles: Vec<Role>,
}

impl Store {
    /// The certificate, if TVS vouches for it in one of these roles.
    #[must_use]
    pub fn find(&self, certificate: &Certificate, roles: &[Role]) -> Option<&Known> {
        self.known
            .iter()
            .find(|known| known.roles.iter().any(|role| roles.contains(role)) && known.certificate.is_same(certificate))
    }
}
