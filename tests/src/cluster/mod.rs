//! Whole clusters, made up: their certificates, their trust lists, and the files that somebody would have of them.
//!
//! A [`Description`] says what a cluster is like, [`Description::make`] makes it right, and then everything can be changed – a certificate
//! renewed, a record dropped, another signer – before [`Cluster::files`] signs the lists and writes all files. Everything is
//! deterministic: keys come from a pool, nothing is random.
//!
//! ```
//! use trustlens_core::report::{ClusterMode, Identity};
//! use trustlens_tests::cluster::{Cluster, date};
//!
//! let mut cluster = Cluster::healthy("12.5", ClusterMode::Mixed, 3);
//! cluster.renew(Identity::Capf, "cucm-pub", date("2026-06-01"));
//! let (files, settings) = (cluster.files(), cluster.settings());
//! assert!(files.iter().any(|(name, _)| name == "cucm-pub/CAPF.pem"));
//! assert_eq!(settings.release.as_deref(), Some("12.5"));
//! ```

mod article;
mod certificate;
mod description;
mod expected;
mod files;
mod key;
mod list;
pub mod name;
mod phones;
mod servers;

pub use article::article;
pub use certificate::{
    CertificateDescription, FurtherExtension, KeyUsages, Made, date, days_after, pem, purpose, usage, years_after,
};
pub use description::{Authority, CtlSigner, Description, NodeDescription, host};
pub use key::{Hash, Key, KeyKind};
pub use list::{Embed, ListDescription, RecordDescription};
pub use phones::{lsc, manufacturing_ca, mic, token};
pub use servers::serial;

use trustlens_core::report::{ClusterMode, Identity, ListKind, NodeService};
use trustlens_core::{Settings, Timestamp};

/// A cluster with everything that can be changed before its files are written.
#[derive(Debug, Clone)]
pub struct Cluster {
    /// What it was made after.
    pub description: Description,
    /// The certificates that servers hold as their own.
    pub certificates: Vec<Made>,
    /// The root and the intermediate that signed some of them; empty for a self-signed cluster.
    pub authorities: Vec<Made>,
    /// The hardware tokens that may sign the CTL.
    pub tokens: Vec<Made>,
    /// The lists: one ITL for each TFTP node, and in mixed mode a CTL.
    pub lists: Vec<ListDescription>,
    /// Certificates in trust stores beside those that [`Cluster::files`] puts there: the node, the store, the certificate.
    pub trusted: Vec<(String, &'static str, Made)>,
    /// Further files.
    pub further: Vec<(String, Vec<u8>)>,
    /// Which key is whose, those of certificates that were replaced too.
    used: Vec<(Identity, String, Key)>,
}

/// Keys of the pool that authorities sign with; servers get none of these.
const RESERVED: usize = 2;

impl Description {
    /// Makes the cluster.
    #[must_use]
    pub fn make(self) -> Cluster {
        let authorities = servers::authorities(&self);
        let mut cluster = Cluster {
            certificates: Vec::new(),
            authorities,
            tokens: Vec::new(),
            lists: Vec::new(),
            trusted: Vec::new(),
            further: Vec::new(),
            used: Vec::new(),
            description: self,
        };
        if cluster.description.ctl_signer == CtlSigner::Etoken {
            cluster.tokens = vec![token("0054f509", 0), token("00a1b2c3", 1)];
        }
        let description = cluster.description.clone();
        for (identity, nodes) in servers::kinds(&description) {
            for node in nodes {
                let made = cluster.make_for(identity, &node.name, description.made_at);
                cluster.certificates.push(made);
            }
        }
        cluster.write_lists(description.listed_at());
        cluster
    }
}

impl Cluster {
    /// A healthy cluster; see [`Description::healthy`].
    #[must_use]
    pub fn healthy(release: &str, mode: ClusterMode, nodes: usize) -> Self {
        Description::healthy(release, mode, nodes).make()
    }

    /// The certificate of this kind that a node (named with or without domain) holds.
    #[must_use]
    pub fn find(&self, identity: Identity, node: &str) -> Option<&Made> {
        let node = self.full_name(node);
        self.certificates.iter().find(|made| made.identity == identity && made.is_of(&node))
    }

    /// The certificate of this kind that a node holds.
    ///
    /// # Panics
    /// When it holds none.
    #[must_use]
    pub fn certificate(&self, identity: Identity, node: &str) -> &Made {
        self.find(identity, node).unwrap_or_else(|| panic!("{node} has no {identity:?}"))
    }

    /// Renews the certificate of a node: another key and serial number, the same subject (CAPF alone gets other digits), valid from `from`
    /// on. The lists stay as they are. Gives back the old one.
    ///
    /// # Panics
    /// When the node has no such certificate.
    pub fn renew(&mut self, identity: Identity, node: &str, from: Timestamp) -> Made {
        let node = self.full_name(node);
        let made = self.make_for(identity, &node, from);
        self.replace(identity, &node, made)
    }

    /// Puts another certificate in the place of the one that a node holds, and gives that back. The lists stay as they are.
    ///
    /// # Panics
    /// When the node has no such certificate.
    pub fn replace(&mut self, identity: Identity, node: &str, made: Made) -> Made {
        let node = self.full_name(node);
        let place = self.certificates.iter_mut().find(|made| made.identity == identity && made.is_of(&node));
        let place = place.unwrap_or_else(|| panic!("{node} has no {identity:?}"));
        let nodes = place.nodes.clone();
        std::mem::replace(place, Made { identity, nodes, ..made })
    }

    /// Changes the certificate of a node before anything is made of it: `change` gets what it was made after. The lists are made anew.
    ///
    /// # Panics
    /// When the node has no such certificate.
    pub fn alter(&mut self, identity: Identity, node: &str, change: impl FnOnce(&mut CertificateDescription)) {
        let mut description = self.certificate(identity, node).description.clone();
        change(&mut description);
        self.replace(identity, node, description.make());
        self.write_lists(self.description.listed_at());
    }

    /// What a new certificate of a node would be like, with a key that is not in use, signed by the authority where there is one.
    ///
    /// # Panics
    /// When there is no such node.
    pub fn describe(&mut self, identity: Identity, node: &str, from: Timestamp) -> CertificateDescription {
        let node = self.full_name(node);
        let key = self.take_key(identity, &node);
        let described = self.description.nodes.iter().find(|other| other.name == node).expect("a node of the cluster");
        let made = servers::describe(&self.description, identity, described, key, from);
        match (&self.description.authority, self.authorities.last()) {
            // An authority does not sign for as long as CUCM does.
            (Authority::Signed(kinds), Some(issuer)) if kinds.contains(&identity) => {
                CertificateDescription { not_after: years_after(from, 3), ..made.issued_by(issuer) }
            }
            _ => made,
        }
    }

    /// Makes the lists anew of the certificates that the servers hold now: what restarting TFTP and `utils ctl update CTLFile` do.
    pub fn write_lists(&mut self, timestamp: Timestamp) {
        let tftp = self.description.running(NodeService::Tftp);
        let mut lists: Vec<ListDescription> = tftp.map(|node| expected::itl(self, &node.name, timestamp)).collect();
        if self.description.mode == ClusterMode::Mixed {
            lists.push(expected::ctl(self, timestamp));
        }
        self.lists = lists;
    }

    /// Makes the ITL of a node anew, and leaves the other lists as they are.
    pub fn write_itl(&mut self, node: &str, timestamp: Timestamp) {
        let node = self.full_name(node);
        let itl = expected::itl(self, &node, timestamp);
        *self.itl(&node) = itl;
    }

    /// Makes the CTL anew, and leaves the ITLs as they are.
    pub fn write_ctl(&mut self, timestamp: Timestamp) {
        let ctl = expected::ctl(self, timestamp);
        self.lists.retain(|list| list.kind != ListKind::Ctl);
        self.lists.push(ctl);
    }

    /// The ITL of a node.
    ///
    /// # Panics
    /// When it has none.
    pub fn itl(&mut self, node: &str) -> &mut ListDescription {
        let node = self.full_name(node);
        let mut lists = self.lists.iter_mut();
        lists.find(|list| list.kind == ListKind::Itl && list.nodes.contains(&node)).expect("an ITL of this node")
    }

    /// The CTL.
    ///
    /// # Panics
    /// When there is none.
    pub fn ctl(&mut self) -> &mut ListDescription {
        self.lists.iter_mut().find(|list| list.kind == ListKind::Ctl).expect("a CTL")
    }

    /// Splits off the CTL of one node, so that it can differ from the others.
    ///
    /// # Panics
    /// When there is no CTL of that node.
    pub fn ctl_of(&mut self, node: &str) -> &mut ListDescription {
        let node = self.full_name(node);
        let ctl = self.lists.iter_mut().find(|list| list.kind == ListKind::Ctl && list.nodes.contains(&node));
        let ctl = ctl.expect("a CTL of this node");
        ctl.nodes.retain(|other| *other != node);
        let own = ListDescription { nodes: vec![node], ..ctl.clone() };
        self.lists.push(own);
        self.lists.last_mut().expect("the list that was added")
    }

    /// Settings that say everything.
    #[must_use]
    pub fn settings(&self) -> Settings {
        self.description.settings()
    }

    /// Settings that say the date alone.
    #[must_use]
    pub fn date_alone(&self) -> Settings {
        self.description.date_alone()
    }

    /// A key of the pool that no certificate of this kind has, nor any of this node, as long as there is one.
    ///
    /// # Panics
    /// Never: no pool is empty.
    pub fn take_key(&mut self, identity: Identity, node: &str) -> Key {
        let kind = match identity {
            Identity::CallmanagerEcdsa | Identity::TomcatEcdsa => self.description.key,
            _ if self.description.key.is_elliptic() => KeyKind::Rsa2048,
            _ => self.description.key,
        };
        let count = if kind == KeyKind::Rsa2048 { kind.count() - RESERVED } else { kind.count() };
        let place = self.description.nodes.iter().position(|other| other.name == node).unwrap_or_default();
        // Begin elsewhere for each kind, so that all keys are used before one is used twice.
        let start = place + 4 * (identity as usize);
        let candidates = || (0..count).map(|step| Key::new(kind, (start + step) % count));
        let times_used = |key: &Key, near: bool| {
            let is_near = |(other, of, _): &&(Identity, String, Key)| !near || *other == identity || of == node;
            self.used.iter().filter(is_near).filter(|(.., other)| other == key).count()
        };
        let key = candidates().min_by_key(|key| (times_used(key, true), times_used(key, false)));
        let key = key.expect("a pool that is not empty");
        self.used.push((identity, node.to_owned(), key));
        key
    }

    /// The full name of a node that is named without domain.
    #[must_use]
    pub fn full_name(&self, node: &str) -> String {
        let named = self.description.nodes.iter().find(|other| other.name == node || other.host() == node);
        named.map_or(node, |node| &node.name).to_owned()
    }

    fn make_for(&mut self, identity: Identity, node: &str, from: Timestamp) -> Made {
        let made = self.describe(identity, node, from).make();
        let everywhere = self.description.multi_server.contains(&identity);
        let nodes: Vec<&str> = if everywhere {
            self.description.nodes.iter().map(|node| node.name.as_str()).collect()
        } else {
            vec![node]
        };
        made.of(identity, &nodes)
    }
}
