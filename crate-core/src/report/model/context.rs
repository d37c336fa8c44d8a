//! What is known of the cluster, in the report.

use super::Evidence;
use crate::host_name::first_label;
use crate::timestamp::Timestamp;
use serde::{Deserialize, Serialize};

/// What is known of the cluster, given or inferred.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The release as given: `12.5`; or as the case tells it exactly.
    pub release: Option<String>,
    /// The releases that it may be, in words: `12.0 or later`. Absent when nothing tells.
    pub releases: Option<String>,
    /// Whether the cluster runs in mixed mode.
    pub mode: ClusterMode,
    /// The nodes, as given; else as the case names them.
    pub nodes: Vec<Node>,
    /// Phones without Security By Default (7940, 7960, 793x, …), if somebody said.
    pub phones_without_security_by_default: Option<u32>,
    /// When the backup was made that would be restored, if somebody said.
    pub backup: Option<Timestamp>,
    /// Which of these fields were inferred from the case and not given: `release`, `mode`, `nodes`.
    pub inferred: Vec<String>,
    /// Why they were inferred so.
    pub inferences: Vec<Inference>,
    /// The node whose TFTP service wrote a list, for each ITL that tells.
    pub list_nodes: Vec<ListNode>,
    /// What the configurations of phones say of the phones and of the cluster.
    pub phones: Vec<Phone>,
}

/// A node of the cluster.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Its name, with domain where that is known.
    pub name: String,
    /// Its addresses, where they are known.
    pub addresses: Vec<String>,
    /// What runs on it; empty when nobody said and nothing tells.
    pub runs: Vec<NodeService>,
}

/// What runs on a node, as far as trust depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NodeService {
    /// The publisher of the cluster: not a service, but what everything else rests on.
    Publisher,
    /// Cisco CallManager: phones register there.
    Callmanager,
    /// Cisco TFTP: it writes an ITL and signs configuration files.
    Tftp,
    /// Cisco Trust Verification Service.
    Tvs,
    /// Cisco Certificate Authority Proxy Function.
    Capf,
    /// IM and Presence: no phone looks at it.
    ImPresence,
}

/// Why something of the context was inferred.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inference {
    /// The field: `release`, `mode`, `nodes`.
    pub field: String,
    /// The reason in a sentence.
    pub reason: String,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// The node that wrote an ITL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListNode {
    /// The input with the list.
    pub input: usize,
    /// The node's name.
    pub node: String,
    /// Why it is taken for that one.
    pub reason: String,
}

/// What the configuration of a phone says of it and of the cluster.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// The input with the configuration.
    pub input: usize,
    /// The device: `SEP001122334455`.
    pub device_name: Option<String>,
    /// `non-secure`, `authenticated`, `encrypted`, or a number.
    pub device_security_mode: Option<String>,
    /// CAPF servers, with port.
    pub capf_servers: Vec<String>,
    /// The members of its CallManager group, in their order.
    pub call_managers: Vec<String>,
    /// TVS servers, with port.
    pub tvs_servers: Vec<String>,
    /// TFTP servers that it names.
    pub tftp_servers: Vec<String>,
}

/// The security mode of a cluster (enterprise parameter `ClusterSecurityMode`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClusterMode {
    /// `ClusterSecurityMode` 1: phones may register encrypted; there is a CTL.
    Mixed,
    /// `ClusterSecurityMode` 0.
    NonSecure,
    /// Nobody said, and nothing in the case tells.
    #[default]
    Unknown,
}

impl Node {
    /// A node of which nothing but the name is known.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Reads a line such as `cucm-pub.example.com publisher tftp callmanager`: the name, then what runs there, with blanks or commas
    /// between. An address among them is the node's.
    ///
    /// # Errors
    /// The word that names no service.
    pub fn parse(line: &str) -> Result<Self, String> {
        let mut words = line.split([' ', '\t', ',', ';']).filter(|word| !word.is_empty());
        let mut node = Self::named(words.next().unwrap_or_default());
        for word in words {
            match NodeService::parse(word) {
                Some(service) if node.runs.contains(&service) => {}
                Some(service) => node.runs.push(service),
                None if word.parse::<std::net::IpAddr>().is_ok() => node.addresses.push(word.to_owned()),
                None => return Err(word.to_owned()),
            }
        }
        Ok(node)
    }

    /// Whether a service runs on it; `None` when nothing is known of what runs there. TVS runs on every node that is not one of IM and
    /// Presence. That a node is the publisher does not tell what runs on it.
    #[must_use]
    pub fn runs(&self, service: NodeService) -> Option<bool> {
        if self.runs.contains(&service) {
            return Some(true);
        }
        if service == NodeService::Tvs && !self.runs.is_empty() {
            return Some(!self.runs.contains(&NodeService::ImPresence));
        }
        self.runs.iter().any(|known| *known != NodeService::Publisher).then_some(false)
    }

    /// Whether a name, or an address, is this node's. Where one of two names is without domain, the host alone counts.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        let name = name.trim().trim_end_matches('.');
        same_host(&self.name, name) || self.addresses.iter().any(|address| address == name)
    }
}

/// Whether two names are of the same host. Where one of them is without domain, the host alone counts. Addresses are the same or not.
#[must_use]
pub fn same_host(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim().trim_end_matches('.'), other.trim().trim_end_matches('.'));
    let is_address = |name: &str| name.parse::<std::net::IpAddr>().is_ok();
    if one.is_empty() || other.is_empty() {
        return false;
    }
    let both_full = one.contains('.') && other.contains('.');
    one.eq_ignore_ascii_case(other)
        || (!both_full && !is_address(one) && !is_address(other) && first_label(one) == first_label(other))
}

impl NodeService {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Publisher, Self::Callmanager, Self::Tftp, Self::Tvs, Self::Capf, Self::ImPresence];

    /// The word that people write, and that is shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Publisher => "publisher",
            Self::Callmanager => "CallManager",
            Self::Tftp => "TFTP",
            Self::Tvs => "TVS",
            Self::Capf => "CAPF",
            Self::ImPresence => "IM&P",
        }
    }

    /// The service that a word names, letter case not counting.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let folded = word.to_ascii_lowercase();
        match folded.as_str() {
            "pub" => Some(Self::Publisher),
            "ccm" | "cm" => Some(Self::Callmanager),
            "imp" | "im-presence" | "cups" => Some(Self::ImPresence),
            _ => Self::ALL.into_iter().find(|service| service.name().eq_ignore_ascii_case(&folded)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_as_people_write_them() {
        let node = Node::parse("cucm-pub.example.com  publisher, tftp,CallManager 10.0.0.1").unwrap();
        assert_eq!(node.name, "cucm-pub.example.com");
        assert_eq!(node.runs, [NodeService::Publisher, NodeService::Tftp, NodeService::Callmanager]);
        assert_eq!(node.runs(NodeService::Tvs), Some(true));
        assert_eq!(node.runs(NodeService::Capf), Some(false));
        assert_eq!(Node::named("cucm-sub1").runs(NodeService::Tftp), None);
        let publisher = Node::parse("cucm-pub publisher").unwrap();
        assert_eq!((publisher.runs(NodeService::Tftp), publisher.runs(NodeService::Tvs)), (None, Some(true)));
        assert_eq!(Node::parse("cucm-sub1 tfpt"), Err("tfpt".to_owned()));
        assert!(node.is_called("CUCM-PUB") && node.is_called("10.0.0.1") && !node.is_called("cucm-pub.example.net"));
    }

    #[test]
    fn hosts_are_compared_with_and_without_domain() {
        assert!(same_host("cucm-pub", "cucm-pub.example.com"));
        assert!(!same_host("cucm-pub.example.com", "cucm-pub.example.net"));
        assert!(!same_host("10.0.0.1", "10.0.0.2"));
        assert!(!same_host("10", "10.0.0.2"));
        assert!(!same_host("", ""));
    }
}
