//! What a cluster is to be like.

mod check;
mod text;

pub use text::Overrides;

use super::key::KeyKind;
use crate::crypto::HashAlgorithm;
use crate::formats::signed_header::TagOrder;
use crate::report::{ClusterMode, Identity, Node, NodeService};
use crate::{Settings, Timestamp};
use serde::{Deserialize, Serialize};

/// A cluster in words. [`Description::build`] makes it, with everything as `domain.md` sections 1.1, 2.2 and 2.3 say for the release.
///
/// As text (TOML, JSON) everything may be left out: see [`Description::from_toml`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Description {
    /// `8.6`, `12.5`, `14`, …
    pub release: String,
    /// Mixed mode has a CTL.
    pub mode: ClusterMode,
    /// What the keys are derived from; without it they are random.
    pub seed: Option<String>,
    /// What is to be broken: names of [faults](super::faults).
    pub faults: Vec<String>,
    /// When certificates were made; lists are made a day later.
    pub made_at: Timestamp,
    /// The date to judge by.
    pub judged_at: Timestamp,
    /// When the backup was made that would be restored; nothing is said of one when absent.
    pub backup: Option<Timestamp>,
    /// What all names of the cluster hold beside the common name: `O`, `OU`, `L`, `ST`, `C`, in the order of the certificate.
    pub organisation: String,
    /// The keys of all certificates that servers make. With a curve, the keys are RSA with 2048 bits, and there are EC certificates of
    /// CallManager (since 11.0) and Tomcat (since 11.5) beside the others.
    pub key: KeyKind,
    /// Whether the EC certificates of CallManager stand in the lists too.
    pub elliptic_in_lists: bool,
    /// The certificates that a made root and an intermediate below it issued; the others are self-signed.
    pub signed_by_authority: Vec<Identity>,
    /// Certificates that hold the names of all nodes and lie on all of them (since 10.5; TVS since 14).
    pub multi_server: Vec<Identity>,
    /// The hash that RSA keys sign certificates with.
    pub certificate_hash: HashAlgorithm,
    /// Who signs the CTL.
    pub ctl_signer: CtlSigner,
    /// How trust lists and configurations are written.
    pub lists: ListOptions,
    /// The phones.
    pub phones: PhoneOptions,
    /// The nodes; the first is the publisher.
    pub nodes: Vec<NodeDescription>,
}

/// How trust lists and configurations are written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListOptions {
    /// The hash that lists and configurations are signed over.
    pub digest: HashAlgorithm,
    /// VERSION of the lists: 1.2.
    pub version: (u8, u8),
    /// SIGNERVERSION (tag 28), which certutils writes for its phones; CUCM writes none.
    pub signer_version: Option<(u8, u8)>,
    /// The order of tags.
    pub order: TagOrder,
    /// Whether each list is also there under the name that a phone asks for first: `ITLSEP001122334455.tlv`.
    pub names_of_phones: bool,
}

/// The phones of a cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhoneOptions {
    /// How many there are.
    pub count: usize,
    /// Whether they hold an LSC of the cluster's CAPF.
    pub lsc: bool,
    /// Whether they hold a certificate that looks like a MIC. A lab's authority issued it, not Cisco.
    pub mic: bool,
}

/// One node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NodeDescription {
    /// Its full name.
    pub name: String,
    /// Its IPv4 address.
    pub address: String,
    /// What runs on it.
    pub runs: Vec<NodeService>,
}

/// Who signs the CTL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CtlSigner {
    /// `utils ctl set-cluster mixed-mode` (since 10.0).
    Tokenless,
    /// The CTL client with two hardware tokens.
    Etoken,
}

/// Releases that the lab makes clusters of: each differs from the one before it (domain.md, sections 1.1 and 2.2).
pub const RELEASES: [&str; 11] = ["8.6", "9.1", "10.0", "10.5", "11.0", "11.5", "12.0", "12.5", "14", "14.0.1", "15"];

/// The most nodes of a cluster: more than CUCM takes (a publisher, two TFTP servers, eight call processors and as many others).
pub const MOST_NODES: usize = 21;

/// The most phones.
pub const MOST_PHONES: usize = 200;

/// When the certificates of a cluster of which nothing else is said were made: 2025-03-02.
const MADE_AT: i64 = 1_740_873_600;

/// The date that it is judged by: 2026-11-23.
const JUDGED_AT: i64 = 1_795_392_000;

impl Description {
    /// A healthy cluster: self-signed RSA certificates of 2048 bits, made on 2025-03-02 and judged on 2026-11-23, without phones.
    ///
    /// One node runs everything. Of more, the first runs all services, the second CallManager and TFTP, the last of five or more TFTP
    /// alone, the others CallManager.
    #[must_use]
    pub fn healthy(release: &str, mode: ClusterMode, nodes: usize) -> Self {
        let mut description = Self {
            release: release.to_owned(),
            mode,
            seed: None,
            faults: Vec::new(),
            made_at: Timestamp::from_unix(MADE_AT),
            judged_at: Timestamp::from_unix(JUDGED_AT),
            backup: None,
            organisation: "C=US,O=Example,OU=Voice,ST=NC,L=Lab".to_owned(),
            key: KeyKind::Rsa2048,
            elliptic_in_lists: false,
            signed_by_authority: Vec::new(),
            multi_server: Vec::new(),
            certificate_hash: HashAlgorithm::Sha256,
            ctl_signer: CtlSigner::Tokenless,
            lists: ListOptions {
                digest: HashAlgorithm::Sha1,
                version: (1, 2),
                signer_version: None,
                order: TagOrder::Cucm,
                names_of_phones: false,
            },
            phones: PhoneOptions { count: 0, lsc: true, mic: true },
            nodes: (0..nodes).map(|number| NodeDescription::usual(number, nodes)).collect(),
        };
        if !description.at_least(10, 0) {
            description.ctl_signer = CtlSigner::Etoken;
            description.certificate_hash = HashAlgorithm::Sha1;
        }
        if description.at_least(14, 0) {
            description.lists.digest = HashAlgorithm::Sha512;
            description.multi_server = vec![Identity::Tvs];
        }
        description
    }

    /// The same, with CallManager and Tomcat (and their EC certificates) signed by an authority.
    #[must_use]
    pub fn signed(self) -> Self {
        use Identity::{Callmanager, CallmanagerEcdsa, Tomcat, TomcatEcdsa};
        Self { signed_by_authority: vec![Callmanager, CallmanagerEcdsa, Tomcat, TomcatEcdsa], ..self }
    }

    /// Whether the release is this one or a later one. A release that is none is taken for 0.0; [`Description::check`] refuses it.
    #[must_use]
    pub fn at_least(&self, major: u32, minor: u32) -> bool {
        let mut numbers = self.release.split('.').map(|part| part.parse::<u32>().unwrap_or_default());
        (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= (major, minor)
    }

    /// The full name of the publisher; empty when there is no node.
    #[must_use]
    pub fn publisher(&self) -> &str {
        self.nodes.first().map_or("", |node| &node.name)
    }

    /// The node with this full name.
    #[must_use]
    pub fn node(&self, name: &str) -> Option<&NodeDescription> {
        self.nodes.iter().find(|node| node.name == name)
    }

    /// The nodes that run a service.
    pub fn running(&self, service: NodeService) -> impl Iterator<Item = &NodeDescription> {
        self.nodes.iter().filter(move |node| node.runs.contains(&service))
    }

    /// When lists were made: a day after the certificates.
    #[must_use]
    pub fn listed_at(&self) -> Timestamp {
        self.made_at.plus_days(1)
    }

    /// A time after the lists were made and before the date to judge by: when something was renewed, as far as a fault renews it.
    #[must_use]
    pub fn later(&self) -> Timestamp {
        let (listed, judged) = (self.listed_at().unix(), self.judged_at.unix());
        Timestamp::from_unix(listed + (judged - listed) * 2 / 3)
    }

    /// Settings that say everything: date, release, mode and nodes.
    #[must_use]
    pub fn settings(&self) -> Settings {
        let node = |node: &NodeDescription| Node {
            name: node.name.clone(),
            addresses: vec![node.address.clone()],
            runs: node.runs.clone(),
        };
        Settings {
            release: Some(self.release.clone()),
            mode: Some(self.mode),
            nodes: self.nodes.iter().map(node).collect(),
            backup: self.backup,
            ..self.date_alone()
        }
    }

    /// Settings that say the date and nothing else.
    #[must_use]
    pub fn date_alone(&self) -> Settings {
        Settings::at(self.judged_at)
    }
}

impl NodeDescription {
    /// A node of the domain `example.com` with a host name.
    #[must_use]
    pub fn new(host: &str, address: &str, runs: &[NodeService]) -> Self {
        Self { name: format!("{host}.example.com"), address: address.to_owned(), runs: runs.to_vec() }
    }

    /// The host name alone.
    #[must_use]
    pub fn host(&self) -> &str {
        host(&self.name)
    }

    /// What the node with this number, from 0, of so many is as a rule.
    #[must_use]
    pub fn usual(number: usize, nodes: usize) -> Self {
        use NodeService::{Callmanager, Capf, Publisher, Tftp, Tvs};
        let address = format!("10.0.0.{}", 11 + number);
        match number {
            0 => Self::new("cucm-pub", &address, &[Publisher, Callmanager, Tftp, Tvs, Capf]),
            1 => Self::new("cucm-sub1", &address, &[Callmanager, Tftp, Tvs]),
            _ if nodes >= 5 && number + 1 == nodes => Self::new("cucm-tftp", &address, &[Tftp, Tvs]),
            _ => Self::new(&format!("cucm-sub{number}"), &address, &[Callmanager, Tvs]),
        }
    }
}

/// A name without its domain.
#[must_use]
pub fn host(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}
