//! How a record of a trust list stands to what the servers hold now: is it the same certificate, or has a renewal left it behind?
//!
//! [`Servers::judge`] is the one place where the two are compared.

use super::evaluation::{Evaluation, JudgedList};
use super::facts::{Facts, plain_host};
use super::holdings::node_around;
use super::identity::{is_recovery, is_token, of_unit};
use super::input::ListContents;
use super::inventory::Entry;
use super::release::Releases;
use crate::crypto::PublicKey;
use crate::formats::trust_list::Role;
use crate::host_name::first_label;
use crate::report::{Evidence, Identity, NodeService, same_host};
use std::collections::{HashMap, HashSet};

/// A certificate that a server holds as its own.
#[derive(Debug, Clone)]
pub struct Held<'case> {
    /// The certificate.
    pub facts: Facts<'case>,
    /// The node that holds it, where the case tells.
    pub node: Option<String>,
    /// Whether the case says outright that it is the server's own, and not just a certificate.
    pub is_own: bool,
    /// The input that tells.
    pub input: usize,
}

/// How a record stands to what the servers hold.
#[derive(Debug, Clone)]
pub enum Agreement<'a, 'case> {
    /// Nothing of the case tells.
    Open,
    /// It is the certificate that the server holds now.
    Current,
    /// It is none of these, one of which it should be.
    Stale(Vec<&'a Held<'case>>),
    /// It is the CAPF certificate of a subscriber, where the publisher's belongs.
    OfSubscriber(&'a Held<'case>),
}

/// The certificates that the servers hold as their own, by kind.
#[derive(Debug, Default)]
pub struct Servers<'case> {
    releases: Releases,
    publishers: Vec<String>,
    nodes: Vec<String>,
    /// The first labels of all hosts that lists of the case name.
    listed: HashSet<String>,
    kinds: HashMap<Identity, Kind<'case>>,
}

/// The certificates of one kind.
#[derive(Debug, Default)]
struct Kind<'case> {
    held: Vec<Held<'case>>,
    /// Places in `held`, by SHA-1.
    by_sha1: HashMap<String, usize>,
    /// Places in `held`, by serial number and issuer.
    by_serial: HashMap<(String, String), usize>,
    /// Places in `held`, by the first label of every host that it is of.
    by_host: HashMap<String, Vec<usize>>,
}

/// The kinds that stand in trust lists.
const LISTED: [Identity; 5] =
    [Identity::Callmanager, Identity::CallmanagerEcdsa, Identity::Capf, Identity::Tvs, Identity::Itlrecovery];

/// Certificates of servers that one record is compared with at most. A cluster has some twenty nodes.
const MOST_RIVALS: usize = 64;

impl<'case> Servers<'case> {
    /// Collects what the case tells of the servers' own certificates.
    #[must_use]
    pub fn of(evaluation: &Evaluation<'case>) -> Self {
        let nodes = &evaluation.context.nodes;
        let publishers = nodes.iter().filter(|node| node.runs(NodeService::Publisher) == Some(true));
        let mut servers = Self {
            releases: evaluation.releases,
            publishers: publishers.map(|node| node.name.clone()).collect(),
            nodes: nodes.iter().map(|node| node.name.clone()).collect(),
            listed: evaluation.distinct_lists().flat_map(hosts_of).map(|host| first_label(&host)).collect(),
            kinds: HashMap::new(),
        };
        for identity in LISTED {
            let kind = servers.kinds.entry(identity).or_default();
            for holding in evaluation.holdings.current(identity) {
                kind.push(Held {
                    facts: Facts::of_entry(holding.entry),
                    node: holding.node.clone(),
                    is_own: holding.is_own,
                    input: holding.input,
                });
            }
        }
        // Text of the command line without the certificate itself.
        for listing in &evaluation.listings {
            let around = || {
                let input = evaluation.input(listing.input)?;
                node_around(input, evaluation.inputs, nodes)
            };
            for entry in listing.entries.iter().filter(|entry| entry.certificate.is_none() && entry.serial.is_some()) {
                let identity = entry.unit.as_deref().and_then(of_unit);
                let Some(kind) = identity.and_then(|identity| servers.kinds.get_mut(&identity)) else { continue };
                let node = entry.node.clone().or_else(|| match listing.nodes.as_slice() {
                    [node] => Some(node.clone()),
                    _ => around(),
                });
                kind.push(Held { facts: Facts::printed(entry), node, is_own: true, input: listing.input });
            }
        }
        servers
    }

    /// The certificates of a kind that servers hold as their own, the newest of each.
    #[must_use]
    pub fn own(&self, identity: Identity) -> &[Held<'case>] {
        self.kinds.get(&identity).map_or(&[], |kind| &kind.held)
    }

    /// Whether it is the publisher that holds it; `None` when that is not known.
    #[must_use]
    pub fn is_publishers(&self, held: &Held<'_>) -> Option<bool> {
        let node = held.node.as_deref().filter(|_| !self.publishers.is_empty())?;
        Some(self.publishers.iter().any(|publisher| same_host(publisher, node)))
    }

    /// How a record, counted from 1, stands to what the servers hold.
    #[must_use]
    pub fn judge(&self, list: &JudgedList<'case>, number: usize) -> Agreement<'_, 'case> {
        match (Facts::of_record(list, number), kind_of(list, number)) {
            (Some(record), Some(identity)) => self.compare(list, &record, identity),
            _ => Agreement::Open,
        }
    }

    fn compare(&self, list: &JudgedList<'case>, record: &Facts<'case>, identity: Identity) -> Agreement<'_, 'case> {
        let Some(kind) = self.kinds.get(&identity) else { return Agreement::Open };
        let hosts: HashSet<String> = hosts_of(list).map(|host| first_label(&host)).collect();
        if let Some(same) = kind.same(record) {
            // Of another cluster in the case it may not be known who its publisher is.
            let knows_publisher = self.publishers.iter().any(|publisher| hosts.contains(&first_label(publisher)));
            let is_theirs = identity == Identity::Capf && knows_publisher && self.is_publishers(same) == Some(false);
            // Two nodes may hold one certificate; then it is the publisher's too.
            let is_publishers = |held: &&Held<'case>| {
                self.is_publishers(held) == Some(true) && held.facts.is_same(record) == Some(true)
            };
            return if is_theirs && !kind.held.iter().any(|held| is_publishers(&held)) {
                Agreement::OfSubscriber(same)
            } else {
                Agreement::Current
            };
        }
        let mut rivals = match identity {
            Identity::Capf => self.publishers_of(kind, |held| !self.is_foreign(held, record, &hosts)),
            Identity::Itlrecovery => self.recoveries(kind, list, record),
            _ => kind.of_hosts(&record.hosts),
        };
        // Any certificate may have been given; one that nobody calls the server's own counts when it came later.
        rivals.retain(|held| held.is_own || held.facts.is_newer_than(record) != Some(false));
        rivals.retain(|held| held.facts.is_same(record) == Some(false));
        rivals.truncate(MOST_RIVALS);
        if rivals.is_empty() { Agreement::Open } else { Agreement::Stale(rivals) }
    }

    /// Those of the publisher; where it is not known which are, those that may be. `of_cluster` tells those of the cluster in question.
    fn publishers_of<'a>(
        &self,
        kind: &'a Kind<'case>,
        of_cluster: impl Fn(&Held<'case>) -> bool,
    ) -> Vec<&'a Held<'case>> {
        let own: Vec<&Held<'case>> = kind.held.iter().filter(|held| of_cluster(held)).collect();
        let those = |known| own.iter().copied().filter(move |held| self.is_publishers(held) == known);
        let of_publisher: Vec<_> = those(Some(true)).collect();
        if of_publisher.is_empty() { those(None).collect() } else { of_publisher }
    }

    /// Whether a CAPF certificate is of another cluster than a list that names these hosts. CAPF names no host: the node that holds it tells,
    /// or the organisation, which `set web-security` gives to all certificates of a cluster.
    fn is_foreign(&self, held: &Held<'case>, record: &Facts<'case>, hosts: &HashSet<String>) -> bool {
        match &held.node {
            Some(node) => {
                let label = first_label(node);
                !hosts.contains(&label) && self.listed.contains(&label)
            }
            None => match (held.facts.entry, record.entry) {
                (Some(held), Some(record)) => organisation(held) != organisation(record),
                _ => false,
            },
        }
    }

    /// The recovery certificates that a record should be one of. From 12.5 there is one in the cluster; before, each node has its own, and only
    /// the name tells whose it is.
    fn recoveries<'a>(
        &self,
        kind: &'a Kind<'case>,
        list: &JudgedList<'case>,
        record: &Facts<'case>,
    ) -> Vec<&'a Held<'case>> {
        let one_in_the_cluster = self.releases.surely_at_least(12, 5);
        let of_this_cluster = |held: &Held<'case>| {
            let named = |host: &str| held.facts.hosts.iter().any(|own| same_host(own, host));
            // Where other lists name its host and this one does not, they are of another cluster.
            let is_listed_elsewhere = || held.facts.hosts.iter().any(|host| self.listed.contains(&first_label(host)));
            let is_of_case = || self.nodes.iter().any(|node| named(node)) && !is_listed_elsewhere();
            one_in_the_cluster && (hosts_of(list).any(|host| named(&host)) || is_of_case())
        };
        let is_rival = |held: &&Held<'case>| {
            let same_name = held.facts.subject.is_some() && held.facts.subject == record.subject;
            let same_host_named = held.facts.hosts.iter().any(|host| record.names(host));
            same_name || same_host_named || of_this_cluster(held)
        };
        kind.held.iter().take(MOST_RIVALS).filter(is_rival).collect()
    }
}

impl<'case> Kind<'case> {
    fn push(&mut self, held: Held<'case>) {
        if self.same(&held.facts).is_some_and(|same| same.node == held.node || held.node.is_none()) {
            return;
        }
        let place = self.held.len();
        if let Some(sha1) = &held.facts.sha1 {
            self.by_sha1.entry(sha1.clone()).or_insert(place);
        }
        if let (Some(serial), Some(issuer)) = (&held.facts.serial, &held.facts.issuer) {
            self.by_serial.entry((serial.clone(), issuer.clone())).or_insert(place);
        }
        let mut labels: Vec<String> = held.facts.hosts.iter().chain(&held.node).map(|host| first_label(host)).collect();
        labels.sort();
        labels.dedup();
        for label in labels {
            self.by_host.entry(label).or_default().push(place);
        }
        self.held.push(held);
    }

    /// The one that is this certificate.
    fn same(&self, facts: &Facts<'_>) -> Option<&Held<'case>> {
        let by_sha1 = facts.sha1.as_ref().and_then(|sha1| self.by_sha1.get(sha1));
        let by_serial = || self.by_serial.get(&(facts.serial.clone()?, facts.issuer.clone()?));
        let found = self.held.get(*by_sha1.or_else(by_serial)?)?;
        (found.facts.is_same(facts) == Some(true)).then_some(found)
    }

    /// Those of any of these hosts.
    fn of_hosts(&self, hosts: &[String]) -> Vec<&Held<'case>> {
        let mut places: Vec<usize> = hosts
            .iter()
            .filter_map(|host| self.by_host.get(&first_label(host)))
            .flat_map(|places| places.iter().copied().take(MOST_RIVALS))
            .collect();
        places.sort_unstable();
        places.dedup();
        let is_theirs = |held: &&Held<'case>| {
            hosts
                .iter()
                .any(|host| held.facts.names(host) || held.node.as_deref().is_some_and(|node| same_host(node, host)))
        };
        places.into_iter().filter_map(|place| self.held.get(place)).filter(is_theirs).collect()
    }
}

impl Held<'_> {
    /// Evidence: the certificate in its input.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        let certificate = self.facts.entry.map(|entry| entry.sha256.clone());
        Evidence { input: Some(self.input), certificate, ..Evidence::default() }
    }
}

/// What kind of certificate a record should hold, by its role and by the name in it.
#[must_use]
pub fn kind_of(list: &JudgedList<'_>, number: usize) -> Option<Identity> {
    let record = list.contents.list.records.get(number.checked_sub(1)?)?;
    let role = record.role()?;
    let name = || {
        let of_certificate =
            list.certificate(number).and_then(|entry| entry.certificate.subject().get("CN").map(str::to_owned));
        of_certificate.or_else(|| record.subject()?.get("CN").map(str::to_owned)).unwrap_or_default()
    };
    match role {
        Role::CAPF => Some(Identity::Capf),
        Role::TVS => Some(Identity::Tvs),
        Role::SAST | Role::CCM | Role::CCM_TFTP | Role::TFTP => {
            let name = name();
            let is_elliptic = match list.certificate(number) {
                Some(entry) => matches!(entry.certificate.public_key(), PublicKey::Ec { .. }),
                None => first_label(&name).ends_with("-ec"),
            };
            if role == Role::SAST && is_recovery(&name) {
                Some(Identity::Itlrecovery)
            } else if role == Role::SAST && is_token(&name) {
                None
            } else if is_elliptic {
                Some(Identity::CallmanagerEcdsa)
            } else {
                Some(Identity::Callmanager)
            }
        }
        _ => None,
    }
}

/// The hosts that the records of a list are of, by the names in them.
fn hosts_of<'case>(list: &JudgedList<'case>) -> impl Iterator<Item = String> + use<'case> {
    let contents: &'case ListContents = list.contents;
    contents.list.records.iter().filter_map(|record| record.subject()?.get("CN").map(plain_host))
}

/// The attributes of a holder beside the common name, in no order.
fn organisation(entry: &Entry) -> Vec<(&str, &str)> {
    let attributes = entry.certificate.subject().attributes().iter();
    let mut others: Vec<(&str, &str)> = attributes
        .filter(|attribute| !attribute.key.eq_ignore_ascii_case("CN"))
        .map(|attribute| (attribute.key.as_str(), attribute.value.as_str()))
        .collect();
    others.sort_unstable();
    others
}
