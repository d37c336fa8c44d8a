//! A cluster as the simulation moves it: what its servers hold, what its services run with, and the lists that TFTP offers.
//!
//! [`build`](super::build) makes it of a case; the table of [`effects`](super::effects) changes it. Lists are written as domain.md, sections 2.2
//! and 2.3, has them.

use crate::case::Release;
use crate::case::Releases;
use crate::formats::trust_list::Role;
use crate::phone::{Certificate, Entry, Known, List, MOST_CERTIFICATES, Store, Surroundings, Tvs};
use crate::report::{Identity, ListKind, same_host};
use crate::timestamp::Timestamp;

/// A cluster.
#[derive(Debug, Clone)]
pub(super) struct World<'case> {
    /// The releases that it may run.
    pub(super) releases: Releases,
    /// Whether ITLRecovery signs lists, as from 12.0 on, and not CallManager.
    pub(super) recovery_signs: bool,
    /// Whether it is in mixed mode.
    pub(super) is_mixed: bool,
    /// The publisher's name.
    pub(super) publisher: String,
    /// The certificates that servers hold and that phones trust by lists, each once.
    pub(super) slots: Vec<Slot>,
    /// What each TFTP node offers.
    pub(super) tftp: Vec<TftpNode<'case>>,
    /// The CTL that is offered, in mixed mode or left from it.
    pub(super) ctl: Option<List<'case>>,
    /// The hardware tokens that stand in it.
    pub(super) tokens: Vec<Entry>,
    /// The one of these that signs.
    pub(super) signing_token: Option<Certificate>,
    /// TVS as it runs: what it shows, and what it vouches for.
    pub(super) tvs: Surroundings,
    /// What was put into trust stores since TVS was started.
    pub(super) imported: Vec<Known>,
    /// Certificates that were replaced since TVS was started.
    pub(super) replaced: Vec<Certificate>,
    /// Whether the ITL is emptied, as before a rollback to a release before 8.0.
    pub(super) is_emptied: bool,
    /// What another cluster offers, where phones move.
    pub(super) elsewhere: Option<Elsewhere<'case>>,
    /// How many certificates were made in the simulation, to tell them apart.
    pub(super) made: usize,
}

/// A certificate that servers hold: the current one of its kind and host.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub(super) identity: Identity,
    /// The host that it is of; that of a certificate for several servers is the one in its name.
    pub(super) host: String,
    /// What the servers hold.
    pub(super) held: Known,
    /// When it begins and ends, if the case tells.
    pub(super) made: Option<Timestamp>,
    pub(super) ends: Option<Timestamp>,
    /// Whether anything but a list tells that servers hold it.
    pub(super) is_told: bool,
    /// An earlier certificate of this kind and host, with when it was made.
    pub(super) earlier: Vec<(Timestamp, Known)>,
}

/// A node that runs TFTP.
#[derive(Debug, Clone)]
pub(super) struct TftpNode<'case> {
    pub(super) name: String,
    /// The place of its own CallManager certificate among the slots.
    pub(super) own: usize,
    /// The places of all that stand in its ITL as servers.
    pub(super) serving: Vec<usize>,
    /// The ITL that it offers.
    pub(super) itl: List<'case>,
    /// What it signs configuration with.
    pub(super) signs: Certificate,
}

/// What another cluster offers.
#[derive(Debug, Clone)]
pub(super) struct Elsewhere<'case> {
    pub(super) name: String,
    pub(super) ctl: Option<List<'case>>,
    pub(super) itl: Option<List<'case>>,
    /// Whether phones have been pointed there.
    pub(super) have_moved: bool,
}

impl World<'_> {
    /// The places of the certificates of a kind.
    pub(super) fn places(&self, identity: Identity) -> Vec<usize> {
        let numbered = self.slots.iter().enumerate();
        numbered.filter(|(_, slot)| slot.identity == identity).map(|(place, _)| place).collect()
    }

    /// The place of the certificate of a kind that a host holds; of a kind of which a cluster has one, that one.
    pub(super) fn place(&self, identity: Identity, host: &str) -> Option<usize> {
        let places = self.places(identity);
        let is_of = |place: &&usize| self.slots.get(**place).is_some_and(|slot| same_host(&slot.host, host));
        match (places.as_slice(), identity) {
            ([only], Identity::Capf | Identity::Itlrecovery) => Some(*only),
            _ => places.iter().find(is_of).copied(),
        }
    }

    /// What a host holds of a kind.
    pub(super) fn held(&self, identity: Identity, host: &str) -> Option<&Certificate> {
        Some(&self.slots.get(self.place(identity, host)?)?.held.certificate)
    }

    /// The place of the ITLRecovery that a node writes into its ITL: its own, or the one of the cluster.
    pub(super) fn recovery(&self, host: &str) -> Option<usize> {
        self.place(Identity::Itlrecovery, host)
            .or_else(|| self.place(Identity::Itlrecovery, &self.publisher))
            .or_else(|| self.places(Identity::Itlrecovery).first().copied())
    }

    /// Whether hardware tokens sign the CTL.
    pub(super) fn has_tokens(&self) -> bool {
        self.signing_token.is_some()
    }

    /// Puts a new certificate in a place. Services go on with the previous one.
    pub(super) fn renew(&mut self, place: usize) {
        self.made += 1;
        let number = self.made;
        if let Some(slot) = self.slots.get_mut(place) {
            let certificate = planned(&format!("the new {}", slot.described()), number);
            let new = Known { certificate, key: None, place: slot.held.place.clone(), roles: slot.held.roles.clone() };
            self.replaced.push(std::mem::replace(&mut slot.held, new).certificate);
            (slot.made, slot.ends, slot.is_told) = (None, None, true);
        }
    }

    /// TVS starts: it shows what its nodes hold, and vouches for what lies there now.
    pub(super) fn restart_tvs(&mut self) {
        let reached = |node: &str| self.tvs.tvs.iter().find(|tvs| tvs.node == node).is_none_or(|tvs| tvs.is_reached);
        let running = self.places(Identity::Tvs).into_iter().filter_map(|place| {
            let slot = self.slots.get(place)?;
            let is_same = |tvs: &&Tvs| tvs.shows.as_ref().is_some_and(|shown| shown.is_same(&slot.held.certificate));
            let told_by = self.tvs.tvs.iter().find(is_same).map(|tvs| tvs.told_by.clone());
            Some(Tvs {
                node: slot.host.clone(),
                shows: Some(slot.held.certificate.clone()),
                told_by: told_by.unwrap_or_else(|| "after its restart".to_owned()),
                is_reached: reached(&slot.host),
            })
        });
        let running: Vec<Tvs> = running.collect();
        if !running.is_empty() {
            self.tvs.tvs = running;
        }
        let Store { known, .. } = &mut self.tvs.store;
        known.retain(|known| !self.replaced.iter().any(|old| old.is_same(&known.certificate)));
        self.replaced.clear();
        let own = self.slots.iter().filter(|slot| !slot.held.roles.is_empty()).map(|slot| slot.held.clone());
        for new in own.chain(std::mem::take(&mut self.imported)) {
            if !known.iter().any(|known| known.certificate.is_same(&new.certificate)) {
                known.push(new);
            }
        }
    }

    /// TFTP starts: every node writes its ITL and signs configuration with the certificates of now.
    pub(super) fn restart_tftp(&mut self) {
        for number in 0..self.tftp.len() {
            let Some(node) = self.tftp.get(number) else { continue };
            let signer = self.itl_signer(node);
            self.write_itl(number, number, &signer);
        }
    }

    /// Every node offers the publisher's ITL, signed by the publisher's CallManager (CLI reference, `utils itl reset`).
    pub(super) fn itl_by_call_manager(&mut self) {
        let Some(signer) = self.held(Identity::Callmanager, &self.publisher).cloned() else { return };
        let publishers = self.tftp.iter().position(|node| same_host(&node.name, &self.publisher)).unwrap_or(0);
        for number in 0..self.tftp.len() {
            self.write_itl(number, publishers, &signer);
        }
    }

    /// The usual signer of a node's ITL: from 12.0 on ITLRecovery, before the node's own CallManager (domain.md, section 2.2).
    fn itl_signer(&self, node: &TftpNode<'_>) -> Certificate {
        let recovery = self.recovery(&node.name).filter(|_| self.recovery_signs);
        let slot = recovery.and_then(|place| self.slots.get(place)).or_else(|| self.slots.get(node.own));
        slot.map(|slot| slot.held.certificate.clone()).unwrap_or_default()
    }

    fn write_itl(&mut self, number: usize, like: usize, signer: &Certificate) {
        let Some(model) = self.tftp.get(like) else { return };
        let mut writer = Writer { world: self, entries: Vec::new() };
        let serves = if self.is_mixed { Role::CCM_TFTP } else { Role::TFTP };
        writer.add(Role::SAST, Some(model.own));
        if !self.is_emptied {
            for place in &model.serving {
                writer.add(serves, Some(*place));
            }
        }
        writer.add(Role::SAST, self.recovery(&model.name));
        if !self.is_emptied {
            writer.add(Role::CAPF, self.place(Identity::Capf, &self.publisher));
            for place in self.places(Identity::Tvs) {
                writer.add(Role::TVS, Some(place));
            }
        }
        let entries = writer.entries;
        let own = self.slots.get(model.own).map(|slot| slot.held.certificate.clone());
        if let Some(node) = self.tftp.get_mut(number) {
            let name = format!("the new ITL of {}", node.name);
            node.itl = list(name, ListKind::Itl, signer, entries);
            if like == number {
                node.signs = own.unwrap_or_default();
            }
        }
    }

    /// Writes the CTL with the certificates of now, signed by its usual signer: a token, from 12.0 on ITLRecovery, before the publisher's
    /// CallManager (domain.md, section 2.3). Without mixed mode there is none to write.
    pub(super) fn update_ctl(&mut self) {
        if !self.is_mixed {
            return;
        }
        let recovery = self.recovery(&self.publisher).filter(|_| self.recovery_signs);
        let recovery = recovery.and_then(|place| self.slots.get(place)).map(|slot| slot.held.certificate.clone());
        let token = self.signing_token.clone();
        let signer = token.or(recovery).or_else(|| self.held(Identity::Callmanager, &self.publisher).cloned());
        if let Some(signer) = signer {
            self.write_ctl(&signer);
        }
    }

    /// Writes the CTL signed by the publisher's CallManager (`utils ctl reset localkey`).
    pub(super) fn ctl_by_call_manager(&mut self) {
        if let Some(signer) = self.held(Identity::Callmanager, &self.publisher).cloned().filter(|_| self.is_mixed) {
            self.write_ctl(&signer);
        }
    }

    /// Writes the CTL by the signer that it has, with empty records of servers, as a cluster does that leaves mixed mode (doc 118892).
    pub(super) fn empty_ctl(&mut self) {
        if let Some(signer) = self.ctl.as_ref().and_then(|ctl| ctl.offer.signer.clone()) {
            self.write_ctl(&signer);
        }
    }

    fn write_ctl(&mut self, signer: &Certificate) {
        let mut writer = Writer { world: self, entries: Vec::new() };
        if self.has_tokens() {
            writer.entries.extend(self.tokens.iter().cloned());
        } else {
            writer.add(Role::SAST, self.place(Identity::Callmanager, &self.publisher));
            let has_recovery = self.releases.at_least(Release::new(11, 0)) != Some(false);
            writer.add(Role::SAST, self.recovery(&self.publisher).filter(|_| has_recovery));
        }
        for identity in [Identity::Callmanager, Identity::CallmanagerEcdsa] {
            for place in self.places(identity).into_iter().filter(|_| self.is_mixed) {
                writer.add(Role::CCM_TFTP, Some(place));
            }
        }
        writer.add(Role::CAPF, self.place(Identity::Capf, &self.publisher));
        let entries = writer.entries;
        self.ctl = Some(list("the new CTL".to_owned(), ListKind::Ctl, signer, entries));
    }
}

impl Slot {
    /// What it is, for a sentence: "CallManager certificate of cucm-pub.example.com".
    pub(super) fn described(&self) -> String {
        match self.identity {
            Identity::Capf => "CAPF certificate".to_owned(),
            identity if self.host.is_empty() => format!("{} certificate", identity.name()),
            identity => format!("{} certificate of {}", identity.name(), self.host),
        }
    }
}

/// Collects the records of a list.
struct Writer<'a, 'case> {
    world: &'a World<'case>,
    entries: Vec<Entry>,
}

impl Writer<'_, '_> {
    fn add(&mut self, role: Role, place: Option<usize>) {
        let Some(slot) = place.and_then(|place| self.world.slots.get(place)) else { return };
        let certificate = &slot.held.certificate;
        if self.entries.iter().any(|entry| entry.role == role && entry.certificate.is_same(certificate)) {
            return;
        }
        self.entries.push(Entry {
            record: self.entries.len() + 1,
            role,
            certificate: certificate.clone(),
            key: slot.held.key.clone(),
            host: slot.host.clone(),
        });
    }
}

/// A certificate that does not exist yet. Nothing else has its SHA-1, which no person is shown.
pub(super) fn planned(name: &str, number: usize) -> Certificate {
    Certificate { name: name.to_owned(), sha1: Some(format!("planned {number}")), ..Certificate::default() }
}

pub(super) fn list<'case>(name: String, kind: ListKind, signer: &Certificate, entries: Vec<Entry>) -> List<'case> {
    let mut different: Vec<&Certificate> = Vec::new();
    for entry in &entries {
        if different.len() <= MOST_CERTIFICATES && !different.iter().any(|other| other.is_same(&entry.certificate)) {
            different.push(&entry.certificate);
        }
    }
    let unreadable = (different.len() > MOST_CERTIFICATES).then(|| {
        format!("it would hold more than {MOST_CERTIFICATES} different certificates, which phones do not load")
    });
    let mut list = List::planned(name, kind, signer, entries);
    list.offer.unreadable = unreadable;
    list
}
