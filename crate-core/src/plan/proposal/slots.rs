//! Finds the certificates that the servers of a case hold: the current one of each kind and host, and earlier ones.

use super::world::Slot;
use crate::case::facts::Facts;
use crate::formats::trust_list::Role;
use crate::phone::{Certificate, Known};
use crate::report::{Identity, same_host};
use crate::timestamp::Timestamp;

/// Certificates of one kind and host that are kept at most.
const MOST_GENERATIONS: usize = 4;

/// Certificates of servers that are looked at at most. A cluster has some twenty nodes with three each.
const MOST_SLOTS: usize = 128;

/// Roles in which TVS vouches for CallManager certificates (doc 213407 prints roles 0 and 3).
const OF_SERVERS: [Role; 3] = [Role::SAST, Role::TFTP, Role::CCM_TFTP];

/// Slots while they are found; with whether the cluster has one ITLRecovery, as from 12.5 on.
pub(super) struct Slots(pub(super) Vec<Slot>, pub(super) bool);

impl Slots {
    fn place(&self, identity: Identity, facts: &Facts<'_>, node: Option<&str>) -> Option<usize> {
        let certificate = Certificate::of_facts(facts);
        let of_kind = || self.0.iter().enumerate().filter(|(_, slot)| slot.identity == identity);
        let same = of_kind().find(|(_, slot)| slot.held.certificate.is_same(&certificate));
        let is_one = identity == Identity::Capf || identity == Identity::Itlrecovery && self.1;
        let of_host = || {
            of_kind().find(|(_, slot)| {
                is_one || facts.names(&slot.host) || node.is_some_and(|node| same_host(node, &slot.host))
            })
        };
        same.or_else(of_host).map(|(place, _)| place)
    }

    pub(super) fn knows(&self, identity: Identity, facts: &Facts<'_>) -> bool {
        let certificate = Certificate::of_facts(facts);
        self.0.iter().any(|slot| slot.identity == identity && slot.held.certificate.is_same(&certificate))
    }

    /// Takes a certificate for the current one of its kind and host: if nothing is known yet, if a server calls it its own, or if it is newer.
    pub(super) fn take(&mut self, identity: Identity, facts: &Facts<'_>, node: Option<&str>, is_own: bool) {
        let known = known_of(identity, facts);
        let x509 = facts.entry.map(|entry| &entry.certificate);
        let (made, ends) = (facts.valid_from(), x509.map(crate::formats::certificate::Certificate::not_after));
        let is_told = is_own || node.is_some();
        let Some(slot) = self.place(identity, facts, node).and_then(|place| self.0.get_mut(place)) else {
            if self.0.len() == MOST_SLOTS {
                return;
            }
            let host = if identity == Identity::Capf { "" } else { facts.host() };
            self.0.push(Slot { made, ends, is_told, ..Slot::new(identity, host, known) });
            return;
        };
        if slot.held.certificate.is_same(&known.certificate) {
            slot.is_told |= is_told;
            if slot.held.key.is_none() {
                slot.held.key = known.key;
            }
            return;
        }
        let is_newer = matches!((made, slot.made), (Some(new), Some(old)) if new > old);
        if is_own || is_newer {
            let old = std::mem::replace(&mut slot.held, known);
            slot.earlier.extend(slot.made.map(|made| (made, old)));
            (slot.made, slot.ends, slot.is_told) = (made, ends, slot.is_told || is_told);
        } else {
            slot.earlier.extend(made.map(|made| (made, known)));
        }
    }

    /// Keeps an earlier certificate of a kind and host that is known.
    pub(super) fn remember(&mut self, identity: Identity, facts: &Facts<'_>) {
        let known = known_of(identity, facts);
        let Some(slot) = self.place(identity, facts, None).and_then(|place| self.0.get_mut(place)) else { return };
        let is_known = slot.held.certificate.is_same(&known.certificate)
            || slot.earlier.iter().any(|(_, earlier)| earlier.certificate.is_same(&known.certificate));
        if !is_known && slot.earlier.len() < MOST_GENERATIONS {
            slot.earlier.extend(facts.valid_from().map(|made| (made, known)));
        }
    }
}

impl Slot {
    pub(super) fn new(identity: Identity, host: &str, held: Known) -> Self {
        Self { identity, host: host.to_owned(), held, made: None, ends: None, is_told: false, earlier: Vec::new() }
    }

    /// The newest certificate of this kind and host that was there at a time; none when the case has none of then.
    pub(super) fn at(&self, time: Timestamp) -> Option<&Known> {
        if self.made.is_none_or(|made| made <= time) {
            return Some(&self.held);
        }
        self.earlier.iter().filter(|(made, _)| *made <= time).max_by_key(|(made, _)| *made).map(|(_, known)| known)
    }
}

fn known_of(identity: Identity, facts: &Facts<'_>) -> Known {
    Known {
        certificate: Certificate::of_facts(facts),
        key: facts.entry.map(|entry| entry.certificate.public_key().clone()),
        place: place_of(identity),
        roles: roles_of(identity),
    }
}

pub(super) fn place_of(identity: Identity) -> String {
    format!("the {} certificate of its own cluster", identity.name())
}

/// In which roles TVS vouches for a kind of certificate of its own cluster.
pub(super) fn roles_of(identity: Identity) -> Vec<Role> {
    match identity {
        Identity::Callmanager | Identity::CallmanagerEcdsa => OF_SERVERS.to_vec(),
        Identity::Itlrecovery => vec![Role::SAST],
        _ => Vec::new(),
    }
}
