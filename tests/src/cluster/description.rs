//! What a cluster is to be like.

use super::certificate::{date, days_after};
use super::key::{Hash, KeyKind};
use trustlens_core::report::{ClusterMode, Identity, Node, NodeService};
use trustlens_core::{Settings, Timestamp};

/// A cluster in words. [`Description::make`] makes it, with everything as `domain.md` sections 1.1, 2.2 and 2.3 say for the release.
#[derive(Debug, Clone)]
pub struct Description {
    /// `8.6`, `12.5`, `14`, …
    pub release: String,
    /// Mixed mode has a CTL.
    pub mode: ClusterMode,
    /// The nodes; the first is the publisher.
    pub nodes: Vec<NodeDescription>,
    /// The keys of all certificates that servers make. With a curve, the keys are RSA with 2048 bits, and there are EC certificates of
    /// CallManager (since 11.0) and Tomcat (since 11.5) beside the others.
    pub key: KeyKind,
    /// Whether the EC certificates of CallManager stand in the lists too.
    pub elliptic_in_lists: bool,
    /// Self-signed, or which certificates an authority signed.
    pub authority: Authority,
    /// Certificates that hold the names of all nodes and lie on all of them (since 10.5; TVS since 14).
    pub multi_server: Vec<Identity>,
    /// The hash that RSA keys sign certificates with.
    pub certificate_hash: Hash,
    /// The hash that lists are signed over.
    pub digest: Hash,
    /// Who signs the CTL.
    pub ctl_signer: CtlSigner,
    /// When certificates were made; lists are made a day later.
    pub made_at: Timestamp,
    /// The date to judge by.
    pub judged_at: Timestamp,
    /// What all names of the cluster hold beside the common name: `O`, `OU`, `L`, `ST`, `C`, in the order of the certificate.
    pub organisation: String,
}

/// One node.
#[derive(Debug, Clone)]
pub struct NodeDescription {
    /// Its full name.
    pub name: String,
    /// Its IPv4 address.
    pub address: String,
    /// What runs on it.
    pub runs: Vec<NodeService>,
}

/// Who issued the certificates of servers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authority {
    /// Each is its own issuer.
    SelfSigned,
    /// A made root and an intermediate below it issued those of these kinds, the others are self-signed.
    Signed(Vec<Identity>),
}

/// Who signs the CTL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CtlSigner {
    /// `utils ctl set-cluster mixed-mode` (since 10.0).
    Tokenless,
    /// The CTL client with two hardware tokens.
    Etoken,
}

impl Description {
    /// A healthy cluster: self-signed RSA certificates of 2048 bits, judged on 2026-11-23.
    ///
    /// One node runs everything. Of more, the first runs all services, the second CallManager and TFTP, the last of five or more TFTP
    /// alone, the others CallManager.
    ///
    /// # Panics
    /// When `nodes` is 0.
    #[must_use]
    pub fn healthy(release: &str, mode: ClusterMode, nodes: usize) -> Self {
        let mut description = Self {
            release: release.to_owned(),
            mode,
            nodes: (0..nodes).map(|number| NodeDescription::usual(number, nodes)).collect(),
            key: KeyKind::Rsa2048,
            elliptic_in_lists: false,
            authority: Authority::SelfSigned,
            multi_server: Vec::new(),
            certificate_hash: Hash::Sha256,
            digest: Hash::Sha1,
            ctl_signer: CtlSigner::Tokenless,
            made_at: date("2025-03-02"),
            judged_at: date("2026-11-23"),
            organisation: "C=US,O=Example,OU=Voice,ST=NC,L=Lab".to_owned(),
        };
        assert!(nodes > 0, "a cluster has a publisher");
        if !description.at_least(10, 0) {
            description.ctl_signer = CtlSigner::Etoken;
            description.certificate_hash = Hash::Sha1;
        }
        if description.at_least(14, 0) {
            description.digest = Hash::Sha512;
            description.multi_server = vec![Identity::Tvs];
        }
        description
    }

    /// The same, with CallManager and Tomcat (and their EC certificates) signed by an authority.
    #[must_use]
    pub fn signed(self) -> Self {
        let kinds =
            [Identity::Callmanager, Identity::CallmanagerEcdsa, Identity::Tomcat, Identity::TomcatEcdsa].to_vec();
        Self { authority: Authority::Signed(kinds), ..self }
    }

    /// Whether the release is this one or a later one.
    ///
    /// # Panics
    /// When the release is no number.
    #[must_use]
    pub fn at_least(&self, major: u32, minor: u32) -> bool {
        let mut numbers = self.release.split('.').map(|part| part.parse::<u32>().expect("a release such as 12.5"));
        (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= (major, minor)
    }

    /// The publisher.
    #[must_use]
    pub fn publisher(&self) -> &NodeDescription {
        &self.nodes[0]
    }

    /// The nodes that run a service.
    pub fn running(&self, service: NodeService) -> impl Iterator<Item = &NodeDescription> {
        self.nodes.iter().filter(move |node| node.runs.contains(&service))
    }

    /// When lists were made.
    #[must_use]
    pub fn listed_at(&self) -> Timestamp {
        days_after(self.made_at, 1)
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

    fn usual(number: usize, nodes: usize) -> Self {
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
