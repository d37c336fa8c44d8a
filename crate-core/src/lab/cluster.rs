//! A cluster with everything that can be changed before its files are written.

use super::certificate::{CertificateDescription, Made, days_before, years_after};
use super::contents;
use super::description::{CtlSigner, Description};
use super::error::LabError;
use super::key::{Key, KeyKind};
use super::key_source::{KeySource, KeyWish};
use super::list::ListDescription;
use super::phones::{lab_manufacturing_ca, lsc, manufacturing_ca, mic, token};
use super::servers::{self, Unit};
use crate::Timestamp;
use crate::crypto::HashAlgorithm;
use crate::report::{ClusterMode, Identity, ListKind, NodeService};
use std::fmt;
use std::sync::Arc;

/// A cluster. [`Description::build`] makes it right; then everything can be changed – a certificate renewed, a record dropped, another
/// signer – before [`Cluster::files`] signs the lists and writes all files.
#[derive(Clone)]
pub struct Cluster {
    /// What it was made after.
    pub description: Description,
    /// The certificates that servers hold as their own.
    pub certificates: Vec<Made>,
    /// The root and the intermediate that signed some of them; empty for a self-signed cluster.
    pub authorities: Vec<Made>,
    /// The hardware tokens that may sign the CTL.
    pub tokens: Vec<Made>,
    /// The phones.
    pub phones: Vec<PhoneMade>,
    /// What issued the certificates of phones that look like MICs.
    pub manufacturing_ca: Option<Made>,
    /// The lists: one ITL for each TFTP node, and in mixed mode a CTL.
    pub lists: Vec<ListDescription>,
    /// Certificates in trust stores beside those that [`Cluster::files`] puts there: the node, the store, the certificate.
    pub trusted: Vec<(String, &'static str, Made)>,
    /// Further files.
    pub further: Vec<(String, Vec<u8>)>,
    keys: Arc<dyn KeySource>,
    /// Which keys were asked for.
    wishes: Vec<KeyWish>,
}

/// A phone and its certificates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneMade {
    /// Its MAC address: twelve capital hexadecimal digits.
    pub mac: String,
    /// The certificate that CAPF issued.
    pub lsc: Option<Made>,
    /// The certificate that looks like one of the factory.
    pub mic: Option<Made>,
}

/// The numbers of the two tokens of a CTL client.
const TOKENS: [&str; 2] = ["0054f509", "00a1b2c3"];

/// MAC addresses of phones begin with what RFC 9542, section 2.1.2, keeps for documents.
const MAC_ADDRESSES: &str = "00005E0053";

impl Description {
    /// Makes the cluster, whole and sound; faults are [applied](super::make) afterwards.
    ///
    /// # Errors
    /// When the description cannot be made, or a key cannot.
    pub fn build(self, keys: Arc<dyn KeySource>) -> Result<Cluster, LabError> {
        let mut cluster = self.build_servers(keys)?;
        cluster.make_phones()?;
        cluster.write_lists(cluster.description.listed_at())?;
        Ok(cluster)
    }

    /// Makes the certificates of authorities, tokens and servers alone.
    pub(super) fn build_servers(self, keys: Arc<dyn KeySource>) -> Result<Cluster, LabError> {
        self.check().map_err(|mut problems| problems.swap_remove(0))?;
        let mut cluster = Cluster {
            description: self,
            certificates: Vec::new(),
            authorities: Vec::new(),
            tokens: Vec::new(),
            phones: Vec::new(),
            manufacturing_ca: None,
            lists: Vec::new(),
            trusted: Vec::new(),
            further: Vec::new(),
            keys,
            wishes: Vec::new(),
        };
        let description = cluster.description.clone();
        if !description.signed_by_authority.is_empty() {
            let root = cluster.new_key(Identity::Other, "the root authority", KeyKind::Rsa2048)?;
            let issuing = cluster.new_key(Identity::Other, "the issuing authority", KeyKind::Rsa2048)?;
            cluster.authorities = servers::authorities(&description, &root, &issuing)?;
        }
        if description.ctl_signer == CtlSigner::Etoken && description.mode == ClusterMode::Mixed {
            cluster.make_tokens()?;
        }
        for (unit, nodes) in servers::kinds(&description) {
            for node in nodes {
                let made = cluster.make_for(unit, &node.name, description.made_at)?;
                cluster.certificates.push(made);
            }
        }
        Ok(cluster)
    }
}

impl Cluster {
    /// The certificate of this kind that a node (named with or without domain) holds.
    #[must_use]
    pub fn find(&self, identity: Identity, node: &str) -> Option<&Made> {
        let node = self.full_name(node);
        self.certificates.iter().find(|made| made.identity == identity && made.is_of(&node))
    }

    /// The certificate that a node (named with or without domain) holds as this unit of CUCM's: `cup-xmpp`.
    #[must_use]
    pub fn find_unit(&self, unit: &str, node: &str) -> Option<&Made> {
        let node = self.full_name(node);
        self.certificates.iter().find(|made| made.unit() == Some(unit) && made.is_of(&node))
    }

    /// The certificate of this kind that a node holds.
    ///
    /// # Errors
    /// When it holds none.
    pub fn certificate(&self, identity: Identity, node: &str) -> Result<&Made, LabError> {
        self.find(identity, node).ok_or_else(|| LabError::NoCertificate { identity, node: node.to_owned() })
    }

    /// Renews the certificate of a node: another key and serial number, the same subject (CAPF alone gets other digits), valid from `from`
    /// on. The lists stay as they are. Gives back the old one.
    ///
    /// # Errors
    /// When the node has no such certificate, or the new one cannot be made.
    pub fn renew(&mut self, identity: Identity, node: &str, from: Timestamp) -> Result<Made, LabError> {
        let unit = self.unit_of(identity, node)?;
        let made = self.make_for(unit, &self.full_name(node), from)?;
        self.replace(identity, node, made)
    }

    /// Puts another certificate in the place of the one that a node holds, and gives that back. The lists stay as they are.
    ///
    /// # Errors
    /// When the node has no such certificate.
    pub fn replace(&mut self, identity: Identity, node: &str, made: Made) -> Result<Made, LabError> {
        let node = self.full_name(node);
        let place = self.certificates.iter_mut().find(|made| made.identity == identity && made.is_of(&node));
        let place = place.ok_or(LabError::NoCertificate { identity, node })?;
        let (nodes, special_unit) = (place.nodes.clone(), place.special_unit);
        Ok(std::mem::replace(place, Made { identity, special_unit, nodes, ..made }))
    }

    /// Changes the certificate of a node before anything is made of it: `change` gets what it was made after. The lists stay as they are.
    ///
    /// # Errors
    /// When the node has no such certificate, or the changed one cannot be made.
    pub fn alter(
        &mut self,
        identity: Identity,
        node: &str,
        change: impl FnOnce(&mut CertificateDescription),
    ) -> Result<(), LabError> {
        let mut description = self.certificate(identity, node)?.description.clone();
        change(&mut description);
        self.replace(identity, node, description.sign()?).map(drop)
    }

    /// What a new certificate of a node would be like, with a key that is not in use, signed by the authority where there is one.
    ///
    /// # Errors
    /// When there is no such node.
    pub fn describe(
        &mut self,
        identity: Identity,
        node: &str,
        from: Timestamp,
    ) -> Result<CertificateDescription, LabError> {
        let unit = self.unit_of(identity, node)?;
        self.describe_unit(unit, node, from)
    }

    /// The same for a unit of CUCM's.
    ///
    /// # Errors
    /// When there is no such node.
    pub fn describe_unit(
        &mut self,
        unit: Unit,
        node: &str,
        from: Timestamp,
    ) -> Result<CertificateDescription, LabError> {
        let node = self.full_name(node);
        let described = self.description.node(&node).cloned().ok_or_else(|| LabError::NoNode(node.clone()))?;
        let kind = match self.description.key {
            elliptic if elliptic.is_elliptic() && !unit.is_elliptic() => KeyKind::Rsa2048,
            key => key,
        };
        let key = self.new_key(unit.identity, &unit.holder(&node), kind)?;
        let made = servers::describe(&self.description, unit, &described, &key, from);
        Ok(match self.authorities.last() {
            Some(issuer) if unit.may_be_signed() && self.description.signed_by_authority.contains(&unit.identity) => {
                CertificateDescription {
                    // An authority does not sign for as long as CUCM does.
                    not_after: years_after(from, 3),
                    basic_constraints: made.basic_constraints.or(Some((false, None))),
                    ..made.issued_by(issuer)
                }
            }
            _ => made,
        })
    }

    /// The unit of a certificate by its identity; of those that have none of their own, the first that the node holds.
    fn unit_of(&self, identity: Identity, node: &str) -> Result<Unit, LabError> {
        let missing = || LabError::NoCertificate { identity, node: node.to_owned() };
        let held = || self.find(identity, node).and_then(Made::unit).and_then(Unit::named);
        Unit::of(identity).or_else(held).ok_or_else(missing)
    }

    /// A key that nothing has yet.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new_key(&mut self, identity: Identity, holder: &str, kind: KeyKind) -> Result<Key, LabError> {
        let same = |wish: &&KeyWish| wish.identity == identity && wish.holder == holder;
        let before = self.wishes.iter().filter(same).map(|wish| wish.generation).max().unwrap_or(0);
        let wish = KeyWish { identity, holder: holder.to_owned(), generation: before + 1, kind };
        let key = self.keys.key(&wish)?;
        self.wishes.push(wish);
        Ok(key)
    }

    /// Another cluster, with keys of the same source: whole and sound.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(super) fn another(&self, description: Description) -> Result<Self, LabError> {
        description.build(Arc::clone(&self.keys))
    }

    /// Makes the lists anew of the certificates that the servers hold now: what restarting TFTP and `utils ctl update CTLFile` do.
    ///
    /// # Errors
    /// When a certificate is missing that belongs into one.
    pub fn write_lists(&mut self, timestamp: Timestamp) -> Result<(), LabError> {
        let tftp = self.description.running(NodeService::Tftp);
        let lists: Result<Vec<_>, _> = tftp.map(|node| contents::itl(self, &node.name, timestamp)).collect();
        let mut lists = lists?;
        if self.description.mode == ClusterMode::Mixed {
            lists.push(contents::ctl(self, timestamp)?);
        }
        self.lists = lists;
        Ok(())
    }

    /// Makes the ITL of a node anew, and leaves the other lists as they are.
    ///
    /// # Errors
    /// When the node writes none.
    pub fn write_itl(&mut self, node: &str, timestamp: Timestamp) -> Result<(), LabError> {
        let itl = contents::itl(self, &self.full_name(node), timestamp)?;
        *self.itl(node)? = itl;
        Ok(())
    }

    /// Makes the CTL anew, and leaves the ITLs as they are.
    ///
    /// # Errors
    /// When a certificate is missing that belongs into it.
    pub fn write_ctl(&mut self, timestamp: Timestamp) -> Result<(), LabError> {
        let ctl = contents::ctl(self, timestamp)?;
        self.lists.retain(|list| list.kind != ListKind::Ctl);
        self.lists.push(ctl);
        Ok(())
    }

    /// The ITL of a node.
    ///
    /// # Errors
    /// When it has none.
    pub fn itl(&mut self, node: &str) -> Result<&mut ListDescription, LabError> {
        self.list_of(ListKind::Itl, node)
    }

    /// The CTL.
    ///
    /// # Errors
    /// When there is none.
    pub fn ctl(&mut self) -> Result<&mut ListDescription, LabError> {
        let publisher = self.description.publisher().to_owned();
        let ctl = self.lists.iter_mut().find(|list| list.kind == ListKind::Ctl);
        ctl.ok_or(LabError::NoList { kind: ListKind::Ctl, node: publisher })
    }

    /// Splits off the CTL of one node, so that it can differ from the others.
    ///
    /// # Errors
    /// When there is no CTL of that node.
    pub fn ctl_of(&mut self, node: &str) -> Result<&mut ListDescription, LabError> {
        let node = self.full_name(node);
        let ctl = self.list_of(ListKind::Ctl, &node)?;
        let own = ListDescription { nodes: vec![node.clone()], ..ctl.clone() };
        ctl.nodes.retain(|other| *other != node);
        self.lists.push(own);
        self.list_of(ListKind::Ctl, &node)
    }

    /// The full name of a node that is named without domain.
    #[must_use]
    pub fn full_name(&self, node: &str) -> String {
        let named = self.description.nodes.iter().find(|other| other.name == node || other.host() == node);
        named.map_or(node, |node| &node.name).to_owned()
    }

    /// The phones with the certificates that they hold: what a factory and the publisher's CAPF issued.
    pub(super) fn make_phones(&mut self) -> Result<(), LabError> {
        let (options, from) = (self.description.phones.clone(), self.description.listed_at());
        if options.count == 0 {
            return Ok(());
        }
        if options.mic {
            let key = self.new_key(Identity::CiscoCa, "the manufacturing CA", KeyKind::Rsa2048)?;
            let made_at = days_before(from, 2 * 365);
            self.manufacturing_ca = Some(lab_manufacturing_ca(&key, made_at)?);
        }
        let capf = self.find(Identity::Capf, self.description.publisher()).cloned();
        for number in 0..options.count {
            let mac = format!("{MAC_ADDRESSES}{number:02X}");
            let mut phone = PhoneMade { mac, lsc: None, mic: None };
            if let Some(capf) = capf.as_ref().filter(|_| options.lsc) {
                let key = self.new_key(Identity::Lsc, &phone.mac, KeyKind::Rsa2048)?;
                phone.lsc = Some(lsc(&phone.mac, capf, &key, from)?);
            }
            if let Some(ca) = self.manufacturing_ca.clone() {
                let key = self.new_key(Identity::Mic, &phone.mac, KeyKind::Rsa2048)?;
                let made_at = days_before(from, 365);
                phone.mic = Some(mic(&phone.mac, &ca, &key, made_at)?);
            }
            self.phones.push(phone);
        }
        Ok(())
    }

    fn make_tokens(&mut self) -> Result<(), LabError> {
        let from = days_before(self.description.made_at, 5 * 365);
        let key = self.new_key(Identity::CiscoCa, "the CA of tokens", KeyKind::Rsa2048)?;
        let ca = manufacturing_ca(HashAlgorithm::Sha1, &key)?;
        for number in TOKENS {
            let key = self.new_key(Identity::Etoken, number, KeyKind::Rsa1024)?;
            self.tokens.push(token(number, &ca, &key, from)?);
        }
        Ok(())
    }

    fn make_for(&mut self, unit: Unit, node: &str, from: Timestamp) -> Result<Made, LabError> {
        let made = self.describe_unit(unit, node, from)?.sign()?;
        let everywhere = self.description.multi_server.contains(&unit.identity);
        let holders = servers::holders(&self.description, unit).into_iter().map(|node| node.name.as_str());
        let nodes: Vec<&str> = if everywhere { holders.collect() } else { vec![node] };
        let special_unit = (unit.identity == Identity::Other).then_some(unit.name);
        Ok(Made { special_unit, ..made.of(unit.identity, &nodes) })
    }

    fn list_of(&mut self, kind: ListKind, node: &str) -> Result<&mut ListDescription, LabError> {
        let node = self.full_name(node);
        let list = self.lists.iter_mut().find(|list| list.kind == kind && list.nodes.contains(&node));
        list.ok_or(LabError::NoList { kind, node })
    }
}

impl fmt::Debug for Cluster {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = formatter.debug_struct("Cluster");
        text.field("description", &self.description).field("certificates", &self.certificates);
        text.field("lists", &self.lists).finish_non_exhaustive()
    }
}
