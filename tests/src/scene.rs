//! A phone in front of a cluster of the [lab](crate::cluster): what the phone took in earlier days, what happened to the servers since, and what
//! they offer now.
//!
//! ```
//! use trustlens_core::report::{ClusterMode, Identity, OfferKind, Verdict};
//! use trustlens_tests::scene::{Scene, SERVER};
//!
//! let scene = Scene::of("12.5", ClusterMode::NonSecure, 1).holds_itl("cucm-pub");
//! let scene = scene.renewed(&[(Identity::Itlrecovery, "cucm-pub")]).restarted().offers(&["cucm-pub/ITLFile.tlv"]);
//! assert_eq!(scene.decision(OfferKind::Itl).verdict, Verdict::Accepted);
//! assert_eq!(SERVER, "cucm-pub");
//! ```
#![allow(clippy::missing_panics_doc, reason = "everything here panics where it cannot make what a test asks for")]

use crate::cluster::{Cluster, Encode, Made, date, host};
use trustlens_core::formats::signed_header::{HeaderDraft, TagOrder, usual_digest_code};
use trustlens_core::lab::{LabError, ListDescription, Listed};
use trustlens_core::report::{Boot, ClusterMode, Decision, Identity, NodeService, OfferKind, PhoneQuestion, TvsReach};
use trustlens_core::{Case, Settings, Timestamp};

/// The first node of every cluster.
pub const SERVER: &str = "cucm-pub";

/// The configuration that servers sign.
pub const CONFIGURATION: &str = "SEP00005E005300.cnf.xml.sgn";

/// Days between two things that happen.
const STEP: i64 = 20;

/// A phone, its servers, and a question.
#[derive(Debug, Clone)]
pub struct Scene {
    /// The servers as they are now.
    pub cluster: Cluster,
    /// The date at which the next thing happens.
    pub now: Timestamp,
    /// What there is beside the files of the servers, each with its path.
    pub files: Vec<(String, Vec<u8>)>,
    /// Parts of paths of which no file is given.
    missing: Vec<&'static str>,
    holds: Vec<String>,
    offered: Vec<String>,
    without_security_by_default: bool,
    tvs: TvsReach,
    settings: Option<Settings>,
}

impl Scene {
    /// A sound cluster, and a phone that holds nothing.
    #[must_use]
    pub fn of(release: &str, mode: ClusterMode, nodes: usize) -> Self {
        Self::with(Cluster::healthy(release, mode, nodes))
    }

    /// The same with this cluster.
    #[must_use]
    pub fn with(cluster: Cluster) -> Self {
        Self {
            now: cluster.description.listed_at().plus_days(STEP),
            cluster,
            files: Vec::new(),
            missing: Vec::new(),
            holds: Vec::new(),
            offered: Vec::new(),
            without_security_by_default: false,
            tvs: TvsReach::All,
            settings: None,
        }
    }

    fn step(&mut self) -> Timestamp {
        let now = self.now;
        self.now = now.plus_days(STEP);
        now
    }

    // What the phone holds

    /// The phone holds these bytes: a list, a printout of one, a capture with one.
    #[must_use]
    pub fn holds(mut self, name: &str, bytes: Vec<u8>) -> Self {
        let path = format!("phone/{}/{name}", self.holds.len());
        self.files.push((path.clone(), bytes));
        self.holds.push(path);
        self
    }

    /// The phone takes the ITL of a node as it is now.
    #[must_use]
    pub fn holds_itl(mut self, node: &str) -> Self {
        let bytes = self.cluster.itl(node).encode();
        self.holds("ITLFile.tlv", bytes)
    }

    /// The phone takes the ITL of a node as it is now, with something changed before it is signed.
    #[must_use]
    pub fn holds_changed_itl(mut self, node: &str, change: impl FnOnce(&mut ListDescription)) -> Self {
        let mut list = self.cluster.itl(node).clone();
        change(&mut list);
        self.holds("ITLFile.tlv", list.encode())
    }

    /// The phone takes the CTL as it is now.
    #[must_use]
    pub fn holds_ctl(mut self) -> Self {
        let bytes = self.cluster.ctl().encode();
        self.holds("CTLFile.tlv", bytes)
    }

    /// It is a 7940, or another without Security By Default.
    #[must_use]
    pub fn without_security_by_default(mut self) -> Self {
        self.without_security_by_default = true;
        self
    }

    // What happens to the servers

    /// These certificates are renewed, each on its node; lists stay as they are.
    #[must_use]
    pub fn renewed(mut self, certificates: &[(Identity, &str)]) -> Self {
        let now = self.step();
        for (identity, node) in certificates {
            self.cluster.renew(*identity, node, now);
        }
        self
    }

    /// Certificates of these kinds are renewed wherever there are some of their own.
    #[must_use]
    pub fn renewed_everywhere(mut self, kinds: &[Identity]) -> Self {
        let now = self.step();
        let nodes: Vec<String> = self.cluster.description.nodes.iter().map(|node| node.name.clone()).collect();
        for kind in kinds {
            let several = self.cluster.description.multi_server.contains(kind);
            for node in nodes.iter().take(if several { 1 } else { usize::MAX }) {
                if self.cluster.find(*kind, node).is_some() {
                    self.cluster.renew(*kind, node, now);
                }
            }
        }
        self
    }

    /// TFTP is restarted on all nodes, and the CTL updated where there is one: all lists are written anew.
    #[must_use]
    pub fn restarted(mut self) -> Self {
        let now = self.step();
        self.cluster.write_lists(now);
        self
    }

    /// Anything else.
    #[must_use]
    pub fn then(mut self, happens: impl FnOnce(&mut Cluster, Timestamp)) -> Self {
        let now = self.step();
        happens(&mut self.cluster, now);
        self
    }

    /// A certificate is uploaded into a trust store of the publisher.
    #[must_use]
    pub fn trusts(mut self, store: &'static str, made: &Made) -> Self {
        self.cluster.trusted.push((SERVER.to_owned(), store, made.clone()));
        self
    }

    // What is given and asked

    /// Another file is given.
    #[must_use]
    pub fn given(mut self, path: &str, bytes: Vec<u8>) -> Self {
        self.files.push((path.to_owned(), bytes));
        self
    }

    /// Files of the servers whose path holds this are not given.
    #[must_use]
    pub fn not_given(mut self, part: &'static str) -> Self {
        self.missing.push(part);
        self
    }

    /// A configuration that a node signs with its CallManager certificate of now, offered.
    #[must_use]
    pub fn offers_configuration(self, node: &str) -> Self {
        let signer = self.cluster.certificate(Identity::Callmanager, node).clone();
        let bytes = signed_file(&signer, self.now);
        self.offers_file(&format!("{}/{CONFIGURATION}", host(node)), bytes)
    }

    /// A further file, offered.
    #[must_use]
    pub fn offers_file(mut self, path: &str, bytes: Vec<u8>) -> Self {
        self.files.push((path.to_owned(), bytes));
        self.offered.push(path.to_owned());
        self
    }

    /// These files of the servers are offered. Where nothing is said, what the case holds.
    #[must_use]
    pub fn offers(mut self, paths: &[&str]) -> Self {
        self.offered.extend(paths.iter().map(|path| (*path).to_owned()));
        self
    }

    /// The ITL of a node as it is now, with something changed before it is signed, offered.
    #[must_use]
    pub fn offers_changed_itl(mut self, node: &str, change: impl FnOnce(&mut ListDescription)) -> Self {
        let mut list = self.cluster.itl(node).clone();
        change(&mut list);
        self.offers_file("offered/ITLFile.tlv", list.encode())
    }

    /// The TVS that the phone reaches.
    #[must_use]
    pub fn reaches(mut self, tvs: TvsReach) -> Self {
        self.tvs = tvs;
        self
    }

    /// What is said of the case; everything of the cluster where this is not asked for.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = Some(settings);
        self
    }

    /// Every start of a phone that is told.
    #[must_use]
    pub fn boots(&self) -> Vec<Boot> {
        let mut case = Case::new();
        let mut ids: Vec<(String, usize)> = Vec::new();
        let of_servers = self.cluster.files();
        let given = of_servers.into_iter().filter(|(path, _)| !self.missing.iter().any(|part| path.contains(part)));
        for (path, bytes) in given.chain(self.files.iter().cloned()) {
            let added = case.add(&path, bytes);
            ids.extend(added.first().map(|id| (path, *id)));
        }
        let numbers = |paths: &[String]| -> Vec<usize> {
            let number = |path: &String| ids.iter().rfind(|(other, _)| other == path).map(|(_, id)| *id);
            paths.iter().map(|path| number(path).unwrap_or_else(|| panic!("no file is called {path}"))).collect()
        };
        let question = PhoneQuestion {
            holds: numbers(&self.holds),
            offered: numbers(&self.offered),
            without_security_by_default: self.without_security_by_default,
            tvs: self.tvs.clone(),
        };
        let settings = self.settings.clone().unwrap_or_else(|| self.cluster.settings());
        case.phones(&Settings { at: date("2029-01-01").min(settings.at.max(self.now)), ..settings }, &question)
    }

    /// The only start of a phone that is told.
    #[must_use]
    pub fn boot(&self) -> Boot {
        let mut boots = self.boots();
        assert_eq!(boots.len(), 1, "one start: {boots:#?}");
        boots.swap_remove(0)
    }

    /// What becomes of the only thing of a kind that is offered.
    #[must_use]
    pub fn decision(&self, kind: OfferKind) -> Decision {
        let boot = self.boot();
        let of_kind: Vec<&Decision> = boot.decisions.iter().filter(|decision| decision.kind == kind).collect();
        assert_eq!(of_kind.len(), 1, "one thing of this kind is offered: {boot:#?}");
        of_kind[0].clone()
    }
}

/// A file that a certificate's key signs, as a TFTP server does (formats.md, section 4).
#[must_use]
pub fn signed_file(signer: &Made, at: Timestamp) -> Vec<u8> {
    let order = TagOrder::Cucm;
    let (subject, issuer) = signer.listed_names(order);
    let digest = crate::cluster::Hash::Sha1;
    let header = HeaderDraft {
        signer: subject,
        serial: signer.listed_serial().to_vec(),
        issuer,
        digest_code: usual_digest_code(digest),
        timestamp: u32::try_from(at.unix()).ok(),
        ..HeaderDraft::of_file(CONFIGURATION, order)
    };
    let length = signer.key().signature_length().expect("an RSA key");
    let body = b"<?xml version=\"1.0\"?>\n<device><fullConfig>true</fullConfig></device>\n";
    let file: Result<Vec<u8>, LabError> = header.sign(body, length, |bytes| signer.key().sign(digest, bytes));
    file.unwrap_or_else(|error| panic!("{error}"))
}

/// The nodes of a cluster that run a service, by their host names.
#[must_use]
pub fn running(cluster: &Cluster, service: NodeService) -> Vec<String> {
    cluster.description.running(service).map(|node| node.host().to_owned()).collect()
}
