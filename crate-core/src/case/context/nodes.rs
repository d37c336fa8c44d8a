//! The nodes of the cluster, as lists, outputs and configurations name them, and what is known to run on each.
//!
//! Nobody names all nodes but `show network cluster`; so what is missing here says nothing.

use super::super::evaluation::JudgedList;
use super::super::input::Contents;
use super::super::release::Releases;
use super::list_nodes::Written;
use super::release::recovery_of;
use super::{Clues, inference, of_input, of_record};
use crate::formats::certificate::GeneralName;
use crate::formats::signed_header::shown_name;
use crate::formats::trust_list::{Role, record_tag};
use crate::host_name::is_multi_server;
use crate::report::{Evidence, Inference, ListKind, Node, NodeService, same_host};
use crate::text::{count, listed_briefly, visible};
use std::collections::HashSet;
use std::net::IpAddr;

/// Nodes that are told of; the largest clusters have some two dozen. Names beyond are of hostile files.
const MOST: usize = 64;

/// Names of one certificate that are looked at.
const MOST_NAMES: usize = 64;

/// What is inferred of the nodes.
#[derive(Default)]
pub(super) struct Found {
    /// The nodes, the publisher first.
    pub(super) nodes: Vec<Node>,
    /// Why.
    pub(super) inferences: Vec<Inference>,
}

/// What something calls a server.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Mention {
    /// Its name, with domain where that is known.
    pub(super) name: Option<String>,
    /// Its address.
    pub(super) address: Option<String>,
}

impl Mention {
    /// A name or an address, as `System > Server` holds either.
    fn of(text: &str) -> Self {
        let text = text.trim().trim_end_matches('.');
        match text.parse::<IpAddr>() {
            Ok(address) => Self::at(address),
            Err(_) if is_host(text) => Self { name: Some(visible(text).into_owned()), address: None },
            Err(_) => Self::default(),
        }
    }

    fn at(address: IpAddr) -> Self {
        Self { name: None, address: (!address.is_unspecified()).then(|| address.to_string()) }
    }

    /// What it is called: the name, else the address.
    pub(super) fn called(&self) -> Option<&str> {
        self.name.as_deref().or(self.address.as_deref())
    }
}

/// Whether a text may be the name of a host.
fn is_host(text: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    text.len() <= 253 && text.starts_with(|first: char| first.is_ascii_alphanumeric()) && text.chars().all(is_part)
}

/// The server that a common name is of: without the `-EC` of elliptic certificates; none where it is of several.
fn host_of(common_name: &str) -> Mention {
    if is_multi_server(common_name) {
        return Mention::default();
    }
    let (host, domain) = common_name.split_once('.').map_or((common_name, None), |(host, rest)| (host, Some(rest)));
    let plain = host.strip_suffix("-EC").unwrap_or(host);
    Mention::of(&domain.map_or_else(|| plain.to_owned(), |domain| format!("{plain}.{domain}")))
}

/// What a record calls the server whose certificate it holds: its DNSNAME, else the common name; of two spellings the full one.
pub(super) fn mention_of(list: &JudgedList<'_>, number: usize) -> Mention {
    let Some(record) = number.checked_sub(1).and_then(|place| list.contents.list.records.get(place)) else {
        return Mention::default();
    };
    let told = record.find(record_tag::DNSNAME).map(shown_name).unwrap_or_default();
    let told = if is_multi_server(&told) { Mention::default() } else { Mention::of(&told) };
    let subject = match list.certificate(number) {
        Some(entry) => Some(entry.certificate.subject().clone()),
        None => record.subject(),
    };
    let named =
        subject.as_ref().and_then(|subject| subject.get("CN")).map(|name| host_of(name.trim())).unwrap_or_default();
    let name = match (told.name, named.name) {
        (Some(told), Some(named)) if same_host(&told, &named) && named.contains('.') => Some(named),
        (told, named) => told.or(named),
    };
    let address =
        record.ip_address().and_then(|address| address.parse().ok()).and_then(|address| Mention::at(address).address);
    Mention { name, address: told.address.or(address) }
}

/// The nodes that the case names.
pub(super) fn infer(clues: &Clues<'_, '_>, written: &[Written], releases: Releases) -> Found {
    let mut gathered = Gathered::default();
    of_cluster(clues, &mut gathered);
    of_lists(clues, &mut gathered);
    of_outputs(clues, &mut gathered);
    of_configurations(clues, &mut gathered);
    of_names(clues, &mut gathered);
    let publisher = publisher(clues, written, releases, &mut gathered);

    let Gathered { mut nodes, sources, .. } = gathered;
    for node in &mut nodes {
        // TVS runs everywhere: that it runs says nothing of the rest.
        if node.runs == [NodeService::Tvs] {
            node.runs.clear();
        }
        node.runs.sort_unstable();
    }
    nodes.sort_by_key(|node| !node.runs.contains(&NodeService::Publisher));
    let mut inferences = Vec::new();
    if !nodes.is_empty() {
        let names: Vec<&str> = sources.iter().map(|id| clues.name(*id)).collect();
        let reason = format!(
            "{} named by {}. There may be more, because lists and outputs do not name every node, nor all that runs on one.",
            count(nodes.len(), "node"),
            listed_briefly(&names)
        );
        let evidence = sources.iter().take(crate::text::NAMED).map(|id| of_input(*id)).collect();
        inferences.push(inference("nodes", reason, evidence));
        inferences.extend(publisher);
    }
    Found { nodes, inferences }
}

/// A node that was given, with the addresses and services that the case tells where nothing was said of them.
pub(super) fn completed(given: &Node, found: &[Node]) -> Node {
    let mut node = given.clone();
    let is_it =
        |other: &&Node| given.is_called(&other.name) || other.addresses.iter().any(|address| given.is_called(address));
    if let Some(known) = found.iter().find(is_it) {
        if node.addresses.is_empty() {
            node.addresses.clone_from(&known.addresses);
        }
        if node.runs.is_empty() {
            node.runs.clone_from(&known.runs);
        }
    }
    node
}

/// Nodes as they are gathered.
#[derive(Default)]
struct Gathered {
    nodes: Vec<Node>,
    /// Inputs that named one, each once.
    sources: Vec<usize>,
    seen_sources: HashSet<usize>,
    /// What was looked at already, so that thousands of records that say the same cost little.
    seen: HashSet<(Mention, Option<NodeService>)>,
}

impl Gathered {
    /// Notes a server and what runs there.
    fn add(&mut self, mention: &Mention, service: Option<NodeService>, source: usize) {
        let Some(called) = mention.called() else { return };
        if self.seen_sources.insert(source) {
            self.sources.push(source);
        }
        if !self.seen.insert((mention.clone(), service)) {
            return;
        }
        let is_full = self.nodes.len() >= MOST;
        let place = self.nodes.iter().position(|node| is_of(node, mention));
        let node = match place.and_then(|place| self.nodes.get_mut(place)) {
            Some(node) => node,
            None if is_full => return,
            None => self.nodes.push_mut(Node::named(called)),
        };
        if let Some(name) = &mention.name {
            let was_address = node.name.parse::<IpAddr>().is_ok();
            if was_address || (name.contains('.') && !node.name.contains('.')) {
                node.name.clone_from(name);
            }
        }
        if let Some(address) = mention.address.as_ref().filter(|address| !node.addresses.contains(address)) {
            node.addresses.push(address.clone());
        }
        if let Some(service) = service.filter(|service| !node.runs.contains(service)) {
            node.runs.push(service);
        }
    }
}

/// Whether a server that is mentioned is this node: by its name, and by its address where one of the two has no name.
fn is_of(node: &Node, mention: &Mention) -> bool {
    let same_address = mention.address.as_ref().is_some_and(|address| node.addresses.contains(address));
    match &mention.name {
        Some(name) => same_host(&node.name, name) || (same_address && node.name.parse::<IpAddr>().is_ok()),
        None => same_address,
    }
}

/// `show network cluster`, which names them all.
fn of_cluster(clues: &Clues<'_, '_>, gathered: &mut Gathered) {
    for listing in clues.listings {
        for server in &listing.servers {
            let named = Mention::of(&server.name);
            let address = server.addresses.first().and_then(|address| address.parse().ok());
            let mention = Mention {
                address: named.address.or_else(|| address.and_then(|address| Mention::at(address).address)),
                name: named.name,
            };
            gathered.add(&mention, None, listing.input);
            for service in &server.runs {
                gathered.add(&mention, Some(*service), listing.input);
            }
        }
    }
}

/// Records of servers. A CTL has a CCM+TFTP record for every node that runs CallManager or TFTP, or both: it names the node, and not what runs
/// there (domain.md, section 2.3).
fn of_lists(clues: &Clues<'_, '_>, gathered: &mut Gathered) {
    for list in clues.distinct_lists() {
        let is_ctl = list.contents.kind == ListKind::Ctl;
        for (number, record) in (1..).zip(&list.contents.list.records) {
            let service = match record.role() {
                Some(Role::CCM_TFTP) if is_ctl => None,
                Some(Role::CCM) => Some(NodeService::Callmanager),
                Some(Role::TFTP | Role::CCM_TFTP) => Some(NodeService::Tftp),
                Some(Role::TVS) => Some(NodeService::Tvs),
                _ => continue,
            };
            gathered.add(&mention_of(list, number), service, list.input.id);
        }
    }
}

/// Nodes that outputs name, and that a session names before them.
fn of_outputs(clues: &Clues<'_, '_>, gathered: &mut Gathered) {
    for listing in clues.listings {
        for name in listing.nodes.iter().take(MOST_NAMES) {
            gathered.add(&Mention::of(name), None, listing.input);
        }
    }
    for input in clues.inputs {
        if let Some(name) = super::list_nodes::printed_on(clues, input) {
            gathered.add(&Mention::of(name), None, input.id);
        }
    }
}

/// The servers that configurations of phones name.
fn of_configurations(clues: &Clues<'_, '_>, gathered: &mut Gathered) {
    for input in clues.inputs {
        let Contents::Configuration(configuration) = &input.contents else { continue };
        let groups = [
            (&configuration.call_managers, NodeService::Callmanager),
            (&configuration.tvs_servers, NodeService::Tvs),
            (&configuration.tftp_servers, NodeService::Tftp),
            (&configuration.capf_servers, NodeService::Capf),
        ];
        for (servers, service) in groups {
            for server in servers.iter().filter_map(|server| configured(server)) {
                gathered.add(&Mention::of(server), Some(service), input.id);
            }
        }
    }
}

/// The host in a server as a configuration's report writes it: `cm1 at 10.0.0.1 (SIP 5060)`, `10.0.0.1, port 2445`. What gives out firmware
/// alone need not be of the cluster.
pub(crate) fn configured(server: &str) -> Option<&str> {
    let server = server.split_once(" (").map_or(server, |(before, _)| before);
    let (host, rest) = server.split_once(',').unwrap_or((server, ""));
    let host = host.rsplit_once(" at ").map_or(host, |(_, host)| host);
    (!rest.contains("firmware")).then_some(host)
}

/// The names in certificates for several servers. The domain stands among them too, and servers of IM and Presence.
fn of_names(clues: &Clues<'_, '_>, gathered: &mut Gathered) {
    let mut seen: HashSet<&str> = HashSet::new();
    for list in clues.distinct_lists() {
        for (number, record) in (1..).zip(&list.contents.list.records) {
            if !matches!(record.role(), Some(Role::TFTP | Role::CCM_TFTP | Role::CCM | Role::TVS)) {
                continue;
            }
            let Some(entry) = list.certificate(number).filter(|entry| seen.insert(&entry.sha256)) else { continue };
            let certificate = &entry.certificate;
            if !certificate.subject().get("CN").is_some_and(|name| is_multi_server(name.trim())) {
                continue;
            }
            let names: Vec<&str> = certificate
                .subject_alternative_names()
                .iter()
                .filter_map(|name| match name {
                    GeneralName::Dns(name) => Some(name.trim()),
                    _ => None,
                })
                .take(MOST_NAMES)
                .collect();
            let is_domain = |name: &str| {
                names.iter().any(|other| {
                    let host = other.len().checked_sub(name.len()).and_then(|end| other.get(..end));
                    host.is_some_and(|host| host.ends_with('.')) && other.ends_with(name)
                })
            };
            for name in names.iter().filter(|name| !is_multi_server(name) && !is_domain(name)) {
                gathered.add(&Mention::of(name), None, list.input.id);
            }
        }
    }
}

/// Which node is the publisher, where something tells: ITLRecovery is called after it, and its CallManager signs a CTL without tokens.
/// (Up to 12.0 each node had an ITLRecovery of its own; so in an ITL of these releases the name is that of the TFTP node.)
fn publisher(
    clues: &Clues<'_, '_>,
    written: &[Written],
    releases: Releases,
    gathered: &mut Gathered,
) -> Option<Inference> {
    if gathered.nodes.iter().any(|node| node.runs.contains(&NodeService::Publisher)) {
        return None;
    }
    let candidates: Vec<_> =
        clues.distinct_lists().filter_map(|list| named_publisher(list, written, releases)).collect();
    let place_of = |name: &str| gathered.nodes.iter().position(|node| is_of(node, &Mention::of(name)));
    let known = candidates.iter().find_map(|candidate| Some((candidate, place_of(&candidate.0)?)));
    let ((name, what, evidence), node) = match known {
        Some((candidate, place)) => (candidate, gathered.nodes.get_mut(place)),
        None => (candidates.first()?, None),
    };
    let source = evidence.input.map_or("a list", |id| clues.name(id));
    let reason = match node {
        Some(node) => {
            node.runs.push(NodeService::Publisher);
            format!("{} is the publisher: {what} of {source} tells.", node.name)
        }
        // ITLRecovery keeps its name when the publisher is renamed (domain.md, check XF-09).
        None => format!(
            "Which node is the publisher, stays open: {what} of {source} names {name}, and no node of the case is called so. It keeps the old \
             name when the publisher is renamed."
        ),
    };
    Some(inference("nodes", reason, vec![evidence.clone()]))
}

/// The publisher that one list names, what in it does, and where.
fn named_publisher(
    list: &JudgedList<'_>,
    written: &[Written],
    releases: Releases,
) -> Option<(String, &'static str, Evidence)> {
    let own = written.iter().find(|one| one.input == list.input.id).and_then(|one| one.mention.called());
    let records = &list.contents.list.records;
    for (number, record) in list.contents.list.with_role(Role::SAST).take(MOST) {
        let subject = match list.certificate(number) {
            Some(entry) => Some(entry.certificate.subject().clone()),
            None => record.subject(),
        };
        let common_name = subject.as_ref().and_then(|subject| subject.get("CN")).unwrap_or_default().trim();
        if let Some(host) = recovery_of(common_name) {
            // In the ITL of another node it can be nobody's but the publisher's.
            let of_publisher = list.contents.kind == ListKind::Ctl
                || releases.surely_at_least(12, 5)
                || own.is_some_and(|own| own.parse::<IpAddr>().is_err() && !same_host(own, host));
            if of_publisher && is_host(host) {
                return Some((visible(host).into_owned(), "ITLRecovery", of_record(list, number)));
            }
        } else if list.contents.kind == ListKind::Ctl {
            let serves = |other: &crate::formats::trust_list::Record| {
                matches!(other.role(), Some(Role::CCM_TFTP | Role::CCM)) && other.serial() == record.serial()
            };
            let twin = (1..).zip(records).find(|(_, other)| record.serial().is_some() && serves(other));
            if let Some(name) = twin.and_then(|(number, _)| mention_of(list, number).name) {
                return Some((name, "the CallManager certificate among the signers", of_record(list, number)));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_names_of_servers() {
        let name = |common_name: &str| host_of(common_name).name;
        assert_eq!(name("cucm-pub.example.com").as_deref(), Some("cucm-pub.example.com"));
        assert_eq!(name("cucm-pub-EC.example.com").as_deref(), Some("cucm-pub.example.com"));
        assert_eq!(name("cucm-pub-ms.example.com"), None);
        assert_eq!(name("cucm-pub-EC-ms.example.com"), None);
        assert_eq!(name("Lab CallManager"), None);
        assert_eq!(host_of("192.0.2.10").address.as_deref(), Some("192.0.2.10"));
    }

    #[test]
    fn hosts_of_configurations() {
        assert_eq!(configured("cm-east at 192.0.2.10 (SIP 5060, SIP over TLS 5061)"), Some("192.0.2.10"));
        assert_eq!(configured("cucm-sub1, port 2445"), Some("cucm-sub1"));
        assert_eq!(configured("192.0.2.9, for firmware alone"), None);
        assert_eq!(Mention::of("no server named").called(), None);
    }

    #[test]
    fn spellings_of_one_node_are_one() {
        let mut gathered = Gathered::default();
        let mention = |name: &str, address: &str| Mention {
            name: (!name.is_empty()).then(|| name.to_owned()),
            address: (!address.is_empty()).then(|| address.to_owned()),
        };
        gathered.add(&mention("", "192.0.2.10"), Some(NodeService::Callmanager), 0);
        gathered.add(&mention("cucm-pub", "192.0.2.10"), Some(NodeService::Tftp), 1);
        gathered.add(&mention("CUCM-PUB.example.com", ""), None, 1);
        gathered.add(&mention("cucm-sub1.example.com", "192.0.2.11"), Some(NodeService::Tvs), 2);
        let names: Vec<&str> = gathered.nodes.iter().map(|node| node.name.as_str()).collect();
        assert_eq!(names, ["CUCM-PUB.example.com", "cucm-sub1.example.com"]);
        assert_eq!(gathered.nodes[0].runs, [NodeService::Callmanager, NodeService::Tftp]);
        assert_eq!(gathered.sources, [0, 1, 2]);
    }
}
