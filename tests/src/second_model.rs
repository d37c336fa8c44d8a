//! A second, simpler model of phones, to hold the first one against: certificates are numbers, lists are sets of numbers. Written from domain.md,
//! sections 2.2, 2.3 and 2.5, and formats.md, sections 6 and 9, without anything of the program.
#![allow(
    clippy::missing_panics_doc,
    reason = "a cluster without the certificates of its release is a mistake of the test"
)]

use std::collections::{BTreeMap, BTreeSet};

/// A certificate: every one that is made gets the next number.
pub type Number = u32;

/// The kinds of certificates on which trust depends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Of each node.
    CallManager,
    /// Of each node; from 14 one for all.
    Tvs,
    /// From 10.0: of each node; from 12.5 the publisher's alone.
    Recovery,
}

/// An ITL.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Itl {
    signer: Number,
    sast: BTreeSet<Number>,
    tftp: BTreeSet<Number>,
    tvs: BTreeSet<Number>,
}

/// A CTL.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ctl {
    signer: Number,
    sast: BTreeSet<Number>,
    servers: BTreeSet<Number>,
}

/// The servers: which certificates they have now, and which lists they offer.
#[derive(Debug, Clone)]
pub struct Servers {
    release: (u32, u32),
    nodes: usize,
    has_tokens: bool,
    emptied: bool,
    next: Number,
    now: BTreeMap<(Kind, usize), Number>,
    tokens: [Number; 2],
    itls: BTreeMap<usize, Itl>,
    ctl: Option<Ctl>,
}

/// A phone: what it holds.
#[derive(Debug, Clone, Default)]
pub struct Phone {
    /// Its ITL.
    pub itl: Option<Itl>,
    /// Its CTL.
    pub ctl: Option<Ctl>,
    /// Whether it is of those that know no ITL and no TVS.
    pub is_old: bool,
}

/// What a phone took at a start; none of what is not offered or not asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// The CTL.
    pub ctl: Option<bool>,
    /// The ITL.
    pub itl: Option<bool>,
    /// The configuration, signed by the CallManager of the phone's TFTP server.
    pub configuration: bool,
}

impl Servers {
    /// A cluster with so many nodes, of which these write ITLs; with a CTL in mixed mode, signed by tokens or not.
    #[must_use]
    pub fn new(release: (u32, u32), nodes: usize, tftp: usize, is_mixed: bool, has_tokens: bool) -> Self {
        let mut servers = Self {
            release,
            nodes,
            has_tokens,
            emptied: false,
            next: 3,
            now: BTreeMap::new(),
            tokens: [1, 2],
            itls: BTreeMap::new(),
            ctl: None,
        };
        for node in 0..nodes {
            for kind in [Kind::CallManager, Kind::Tvs, Kind::Recovery] {
                servers.renew(kind, node);
            }
        }
        for node in 0..tftp {
            servers.write_itl(node);
        }
        if is_mixed {
            servers.write_ctl();
        }
        servers
    }

    /// Which node has a certificate of a kind for another; none where the release has no such certificate.
    fn holder(&self, kind: Kind, node: usize) -> Option<usize> {
        match kind {
            Kind::CallManager => Some(node),
            Kind::Tvs => Some(if self.release >= (14, 0) { 0 } else { node }),
            Kind::Recovery if self.release < (10, 0) => None,
            Kind::Recovery => Some(if self.release >= (12, 5) { 0 } else { node }),
        }
    }

    fn has(&self, kind: Kind, node: usize) -> Option<Number> {
        self.now.get(&(kind, self.holder(kind, node)?)).copied()
    }

    /// Renews a certificate.
    pub fn renew(&mut self, kind: Kind, node: usize) {
        if let Some(holder) = self.holder(kind, node) {
            self.now.insert((kind, holder), self.next);
            self.next += 1;
        }
    }

    /// A restart of TFTP on a node.
    pub fn write_itl(&mut self, node: usize) {
        let own = self.has(Kind::CallManager, node);
        let recovery = self.has(Kind::Recovery, node);
        let tvs = (0..self.nodes).filter_map(|node| self.has(Kind::Tvs, node));
        let signer = if self.release >= (12, 0) { recovery } else { own };
        let itl = Itl {
            signer: signer.expect("a signer"),
            sast: own.into_iter().chain(recovery).collect(),
            tftp: if self.emptied { BTreeSet::new() } else { own.into_iter().collect() },
            tvs: if self.emptied { BTreeSet::new() } else { tvs.collect() },
        };
        self.itls.insert(node, itl);
    }

    /// `utils ctl update CTLFile`, or the CTL client.
    pub fn write_ctl(&mut self) {
        let own = self.has(Kind::CallManager, 0);
        let recovery = self.has(Kind::Recovery, 0);
        let servers = (0..self.nodes).filter_map(|node| self.has(Kind::CallManager, node)).collect();
        let (signer, sast) = if self.has_tokens {
            (Some(self.tokens[0]), self.tokens.into_iter().collect())
        } else {
            let listed = recovery.filter(|_| self.release >= (11, 0));
            let signs = recovery.filter(|_| self.release >= (12, 0));
            (signs.or(own), own.into_iter().chain(listed).collect())
        };
        self.ctl = Some(Ctl { signer: signer.expect("a signer"), sast, servers });
    }

    /// `utils itl reset localkey` on a node: the other signer signs. Before 10.0 there is none.
    pub fn reset_itl(&mut self, node: usize) {
        let other = if self.release >= (12, 0) { Kind::CallManager } else { Kind::Recovery };
        let Some(signer) = self.has(other, node) else { return };
        self.write_itl(node);
        if let Some(itl) = self.itls.get_mut(&node) {
            itl.signer = signer;
        }
    }

    /// `utils ctl reset localkey`: the publisher's CallManager signs.
    pub fn reset_ctl(&mut self) {
        if let (Some(signer), Some(ctl)) = (self.has(Kind::CallManager, 0), &mut self.ctl) {
            ctl.signer = signer;
        }
    }

    /// "Prepare Cluster for Rollback to pre 8.0"; it is seen in ITLs that are written from now on.
    pub fn set_emptied(&mut self, emptied: bool) {
        self.emptied = emptied;
    }

    /// What a phone of a TFTP server takes when it starts, and holds afterwards; `reached` are the nodes whose TVS it reaches.
    pub fn start(&self, phone: &mut Phone, node: usize, reached: &BTreeSet<usize>) -> Taken {
        let ctl = self.ctl.as_ref().map(|ctl| {
            let takes = phone.takes(ctl.signer, |held| held.sast.contains(&ctl.signer), false, self, reached);
            if takes {
                phone.ctl = Some(ctl.clone());
            }
            takes
        });
        let itl = self.itls.get(&node).filter(|_| !phone.is_old).map(|itl| {
            // A CTL answers for an ITL with its servers too: before 12.0 the TFTP server signs it.
            let by_ctl = |held: &Ctl| held.sast.contains(&itl.signer) || held.servers.contains(&itl.signer);
            let takes = phone.takes(itl.signer, by_ctl, true, self, reached);
            if takes {
                phone.itl = Some(itl.clone());
            }
            takes
        });
        let signer = self.has(Kind::CallManager, node).expect("a CallManager");
        Taken { ctl, itl, configuration: phone.takes_file(signer, self, reached) }
    }

    /// Whether a TVS that the phone reaches shows a certificate that its ITL names as TVS.
    fn is_believed(&self, itl: &Itl, reached: &BTreeSet<usize>) -> bool {
        reached.iter().filter_map(|node| self.has(Kind::Tvs, *node)).any(|shown| itl.tvs.contains(&shown))
    }

    /// Whether TVS knows a certificate: one of its servers, or of the CTL.
    fn vouches(&self, kinds: &[Kind], signer: Number, by_ctl: impl Fn(&Ctl) -> bool) -> bool {
        let own = self.now.iter().filter(|((kind, _), _)| kinds.contains(kind));
        own.into_iter().any(|(_, number)| *number == signer) || self.ctl.as_ref().is_some_and(by_ctl)
    }
}

impl Phone {
    fn holds_nothing(&self) -> bool {
        self.ctl.is_none() && (self.itl.is_none() || self.is_old)
    }

    fn believes_anybody(&self) -> bool {
        self.ctl.is_none() && self.itl.as_ref().is_some_and(|itl| itl.tftp.is_empty() && itl.tvs.is_empty())
    }

    fn takes(
        &self,
        signer: Number,
        by_ctl: impl Fn(&Ctl) -> bool,
        is_itl: bool,
        servers: &Servers,
        reached: &BTreeSet<usize>,
    ) -> bool {
        if self.holds_nothing() || is_itl && self.believes_anybody() || self.ctl.as_ref().is_some_and(by_ctl) {
            return true;
        }
        let Some(itl) = self.itl.as_ref().filter(|_| !self.is_old) else { return false };
        let signs = |ctl: &Ctl| ctl.sast.contains(&signer);
        itl.sast.contains(&signer)
            || servers.is_believed(itl, reached) && servers.vouches(&[Kind::CallManager, Kind::Recovery], signer, signs)
    }

    fn takes_file(&self, signer: Number, servers: &Servers, reached: &BTreeSet<usize>) -> bool {
        let by_ctl = |ctl: &Ctl| ctl.servers.contains(&signer);
        if self.holds_nothing() || self.believes_anybody() || self.ctl.as_ref().is_some_and(by_ctl) {
            return true;
        }
        let Some(itl) = self.itl.as_ref().filter(|_| !self.is_old) else { return false };
        itl.tftp.contains(&signer)
            || servers.is_believed(itl, reached) && servers.vouches(&[Kind::CallManager], signer, by_ctl)
    }
}
