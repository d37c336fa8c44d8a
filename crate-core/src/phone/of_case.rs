//! Phones, servers and surroundings of a case.

use super::advice::advise;
use super::list::{Entry, List, Offer};
use super::start::{Server, start};
use super::{Certificate, Known, Phone, Store, Surroundings, Tvs};
use crate::case::context::configured;
use crate::case::evaluation::{Evaluation, JudgedFile};
use crate::case::facts::Facts;
use crate::case::holdings::{Holding, node_around};
use crate::case::input::Input;
use crate::case::series::{Lists, Placed};
use crate::case::standing::{Agreement, Held};
use crate::formats::trust_list::Role;
use crate::host_name::{first_label, is_multi_server};
use crate::report::{Boot, Identity, ListKind, NodeService, PhoneQuestion, TvsReach, Verdict, same_host};
use crate::text::visible;
use std::collections::{HashMap, HashSet};

/// Starts of phones that are told at most for one question.
const MOST_STARTS: usize = 64;

/// TVS that are told at most; the largest clusters have some two dozen nodes.
const MOST_NODES: usize = 64;

/// Signed files that are offered at most.
const MOST_FILES: usize = 16;

/// Trust stores out of which TVS vouches (Cisco doc 213407).
pub(super) const VOUCHED_STORES: [&str; 2] = ["CallManager-trust", "Phone-SAST-trust"];

/// Roles in which TVS vouches for what lies in these stores: as signer of lists and of files (doc 213407 prints roles 0 and 3).
pub(super) const VOUCHED_ROLES: [Role; 3] = [Role::SAST, Role::TFTP, Role::CCM_TFTP];

/// What phones would do: one start for every ITL that they may hold and every ITL that they may be offered. None where nothing is offered, and
/// where inputs are named of which the case has no list.
#[must_use]
pub fn answer(evaluation: &Evaluation<'_>, question: &PhoneQuestion) -> Vec<Boot> {
    let lists = Lists::of(evaluation);
    let (holds, offered) = (meant(evaluation, &question.holds), meant(evaluation, &question.offered));
    let ids: HashSet<usize> = evaluation.lists.iter().map(|list| list.input.id).collect();
    if holds.iter().any(|id| ids.contains(id)) == question.holds.is_empty()
        || offered.is_empty() != question.offered.is_empty()
    {
        return Vec::new();
    }
    let question = &PhoneQuestion { holds, offered, ..question.clone() };
    let mut met: HashMap<usize, (Cluster<'_, '_>, Surroundings)> = HashMap::new();
    let mut starts = Vec::new();
    for phone in phones(&lists, question) {
        let own = phone.itl.or(phone.ctl);
        for offered in offers(evaluation, &lists, question, &phone) {
            if starts.len() == MOST_STARTS {
                return starts;
            }
            let mut model = Phone {
                ctl: phone.ctl.map(|placed| List::of(placed.list)),
                itl: phone.itl.map(|placed| List::of(placed.list)),
                lacks_security_by_default: question.without_security_by_default,
                vouched: Vec::new(),
            };
            let before = model.clone();
            // A phone that holds nothing takes the first list that comes, and is of that cluster from then on.
            let cluster = own.map(|own| own.cluster).or_else(|| offered.cluster());
            let meets = cluster.map(|number| {
                &*met.entry(number).or_insert_with(|| {
                    let cluster = Cluster::of(evaluation, &lists, number).offering(&question.offered);
                    let surroundings = cluster.surroundings(&question.tvs);
                    (cluster, surroundings)
                })
            });
            let nobody = Surroundings::default();
            let surroundings = meets.map_or(&nobody, |(_, surroundings)| surroundings);
            let mut boot = start(&mut model, &offered.server(evaluation), surroundings);
            if boot.decisions.is_empty() {
                continue;
            }
            if boot.verdict == Verdict::Refused {
                let is_moved = own.zip(offered.cluster()).is_some_and(|(own, cluster)| own.cluster != cluster);
                let left = meets.and_then(|(cluster, _)| cluster.left(&before));
                advise(&mut boot, &before, is_moved, left.as_deref());
            }
            starts.push(boot);
        }
    }
    starts
}

/// The lists and signed files that are meant by inputs, in their order: a container stands for all that came out of it, a printout or a copy for
/// the file that is in the case too.
pub(super) fn meant(evaluation: &Evaluation<'_>, inputs: &[usize]) -> Vec<usize> {
    let wanted: HashSet<usize> = inputs.iter().copied().collect();
    let parents: HashMap<usize, usize> =
        evaluation.inputs.iter().filter_map(|input| Some((input.id, input.parent?))).collect();
    let is_meant = |id: usize| {
        let mut around = std::iter::successors(Some(id), |id| parents.get(id).copied());
        around.any(|id| wanted.contains(&id))
    };
    let lists = evaluation.lists.iter().filter(|list| is_meant(list.input.id));
    let files = evaluation.files.iter().map(|file| file.input.id).filter(|id| is_meant(*id));
    let mut meant: Vec<usize> = lists.map(|list| list.same_as.unwrap_or(list.input.id)).chain(files).collect();
    meant.sort_unstable();
    meant.dedup();
    meant
}

/// A phone by the lists of the case that it holds.
struct Holder<'a, 'case> {
    ctl: Option<&'a Placed<'a, 'case>>,
    itl: Option<&'a Placed<'a, 'case>>,
}

/// Every ITL that phones may hold, each with every CTL of its cluster.
fn phones<'a, 'case>(lists: &'a Lists<'a, 'case>, question: &PhoneQuestion) -> Vec<Holder<'a, 'case>> {
    let held = |kind: ListKind| {
        let wanted = lists.of_kind(kind).filter(|placed| question.holds.binary_search(&placed.list.input.id).is_ok());
        wanted.collect::<Vec<_>>()
    };
    let (itls, ctls) = (held(ListKind::Itl), held(ListKind::Ctl));
    if itls.is_empty() {
        let alone = ctls.iter().map(|ctl| Holder { ctl: Some(ctl), itl: None });
        let none = ctls.is_empty().then_some(Holder { ctl: None, itl: None });
        return alone.chain(none).collect();
    }
    itls.iter()
        .flat_map(|itl| {
            let same: Vec<_> = ctls.iter().filter(|ctl| ctl.cluster == itl.cluster).collect();
            let fitting = if same.is_empty() { ctls.iter().collect() } else { same };
            let with = fitting.iter().map(|ctl| Holder { ctl: Some(ctl), itl: Some(itl) }).collect::<Vec<_>>();
            if with.is_empty() { vec![Holder { ctl: None, itl: Some(itl) }] } else { with }
        })
        .take(MOST_STARTS)
        .collect()
}

/// What one TFTP server offers.
struct Offered<'a, 'case> {
    ctl: Option<&'a Placed<'a, 'case>>,
    itl: Option<&'a Placed<'a, 'case>>,
    /// Inputs with signed files; none for those of the case.
    files: Option<Vec<usize>>,
}

impl<'case> Offered<'_, 'case> {
    fn server(&self, evaluation: &Evaluation<'case>) -> Server<'case> {
        let nodes = &evaluation.context.nodes;
        let own = self.itl.and_then(|itl| itl.node.as_deref());
        // Each TFTP server signs its own files: of those in the case, those of another server are not for this phone.
        let is_near = |file: &JudgedFile<'_>| match (own, node_around(file.input, evaluation.inputs, nodes)) {
            (Some(own), Some(node)) => same_host(own, &node),
            _ => true,
        };
        let is_offered = |file: &&JudgedFile<'_>| match &self.files {
            Some(files) => files.binary_search(&file.input.id).is_ok(),
            None => is_near(file),
        };
        let files = evaluation.files.iter().filter(is_offered).take(MOST_FILES);
        Server {
            ctl: self.ctl.map(|placed| List::of(placed.list)),
            itl: self.itl.map(|placed| List::of(placed.list)),
            files: files.map(Offer::of_file).collect(),
        }
    }

    fn cluster(&self) -> Option<usize> {
        self.itl.or(self.ctl).map(|placed| placed.cluster)
    }
}

/// What is offered to a phone: what the question names; else the newest lists of its cluster that it does not hold.
fn offers<'a, 'case>(
    evaluation: &Evaluation<'case>,
    lists: &'a Lists<'a, 'case>,
    question: &PhoneQuestion,
    phone: &Holder<'a, 'case>,
) -> Vec<Offered<'a, 'case>> {
    let own = phone.itl.or(phone.ctl);
    let is_held = |placed: &Placed<'_, '_>| question.holds.binary_search(&placed.list.input.id).is_ok();
    let (mut itls, mut ctls): (Vec<&Placed<'a, 'case>>, Vec<&Placed<'a, 'case>>) = if question.offered.is_empty() {
        let newest = |kind| {
            let mut newest = lists.newest(kind);
            newest.retain(|placed| !is_held(placed) && own.is_none_or(|own| own.cluster == placed.cluster));
            newest
        };
        (newest(ListKind::Itl), newest(ListKind::Ctl))
    } else {
        let wanted = |kind| {
            lists.of_kind(kind).filter(|placed| question.offered.binary_search(&placed.list.input.id).is_ok()).collect()
        };
        (wanted(ListKind::Itl), wanted(ListKind::Ctl))
    };
    let signed: HashSet<usize> = evaluation.files.iter().map(|file| file.input.id).collect();
    let files: Vec<usize> = question.offered.iter().copied().filter(|id| signed.contains(id)).collect();
    let files = (!question.offered.is_empty()).then_some(files);
    // A phone stays with its TFTP server where that one offers something.
    let node = phone.itl.and_then(|itl| itl.node.as_deref());
    let same_node = |placed: &&Placed<'_, '_>| match (node, placed.node.as_deref()) {
        (Some(one), Some(other)) => same_host(one, other),
        _ => false,
    };
    if question.offered.is_empty() && itls.iter().any(same_node) {
        itls.retain(same_node);
    }
    // There is one CTL in a cluster. The latest, where several are named.
    ctls.sort_by_key(|placed| std::cmp::Reverse(placed.made));
    let latest = |cluster: usize| ctls.iter().copied().find(|ctl| ctl.cluster == cluster);
    if itls.is_empty() {
        return vec![Offered { ctl: ctls.first().copied(), itl: None, files }];
    }
    let with_ctl = |itl: &'a Placed<'a, 'case>| {
        let ctl = latest(itl.cluster).or_else(|| ctls.first().copied().filter(|_| !question.offered.is_empty()));
        Offered { ctl, itl: Some(itl), files: files.clone() }
    };
    itls.into_iter().take(MOST_STARTS).map(with_ctl).collect()
}

/// What a case tells of one cluster.
pub(crate) struct Cluster<'a, 'case> {
    evaluation: &'a Evaluation<'case>,
    lists: &'a Lists<'a, 'case>,
    number: usize,
    /// Whether all lists of the case are of it, so that everything else is too.
    is_only: bool,
    /// The first labels of the hosts that its lists name.
    labels: HashSet<String>,
    /// Inputs with the lists that its servers are said to offer.
    offered: HashSet<usize>,
}

impl<'a, 'case> Cluster<'a, 'case> {
    /// The cluster with this number among the lists of a case.
    pub(crate) fn of(evaluation: &'a Evaluation<'case>, lists: &'a Lists<'a, 'case>, number: usize) -> Self {
        let of_it = lists.all.iter().filter(|placed| placed.cluster == number);
        let named = of_it.flat_map(|placed| {
            let numbers = 1..=placed.list.contents.list.records.len();
            numbers.filter_map(|number| Facts::of_record(placed.list, number))
        });
        let labels = named.map(|facts| first_label(facts.host()));
        Self {
            evaluation,
            lists,
            number,
            is_only: lists.all.iter().all(|placed| placed.cluster == number),
            labels: labels.filter(|label| !label.is_empty()).collect(),
            offered: HashSet::new(),
        }
    }

    /// The same, with the inputs that its servers are said to offer: lists among them are those of now, whatever else the case holds.
    fn offering(mut self, inputs: &[usize]) -> Self {
        self.offered = inputs.iter().copied().collect();
        self
    }

    pub(crate) fn is_host_of(&self, host: &str) -> bool {
        self.labels.contains(&first_label(host))
    }

    fn is_held_here(&self, held: &Held<'_>) -> bool {
        self.is_only
            || held.node.as_deref().is_some_and(|node| self.is_host_of(node))
            || held.node.is_none() && self.is_host_of(held.facts.host())
    }

    /// The certificates of a kind that its servers hold as their own, as far as the case tells.
    pub(crate) fn own(&self, identity: Identity) -> impl Iterator<Item = &'a Held<'case>> {
        self.evaluation.servers.own(identity).iter().filter(|held| self.is_held_here(held))
    }

    /// The lists of a kind that its servers have now, as far as the case tells: what they are said to offer, and the newest of each other node.
    pub(crate) fn present(&self, kind: ListKind) -> Vec<&'a Placed<'a, 'case>> {
        let of_cluster = |placed: &&Placed<'a, 'case>| placed.cluster == self.number;
        let is_offered = |placed: &&Placed<'a, 'case>| self.offered.contains(&placed.list.input.id);
        let mut present: Vec<_> = self.lists.of_kind(kind).filter(of_cluster).filter(is_offered).collect();
        let told: HashSet<&(usize, String)> = present.iter().map(|placed| &placed.series).collect();
        let newest = self.lists.newest(kind).into_iter().filter(of_cluster);
        let others: Vec<_> = newest.filter(|placed| !told.contains(&placed.series)).collect();
        present.extend(others);
        // What is offered first, then the latest; what does not tell its time last.
        present.sort_by_key(|placed| (!is_offered(placed), std::cmp::Reverse(placed.made)));
        present
    }

    /// Whether a record holds a certificate that its server has replaced since.
    fn is_replaced(&self, placed: &Placed<'_, 'case>, record: usize) -> bool {
        matches!(self.evaluation.servers.judge(placed.list, record), Agreement::Stale(_))
    }

    /// What a phone of this cluster meets.
    pub(crate) fn surroundings(&self, reach: &TvsReach) -> Surroundings {
        let mut tvs = self.tvs();
        let group = self.group(&tvs);
        for tvs in &mut tvs {
            tvs.is_reached = match reach {
                TvsReach::All => group.is_empty() || group.iter().any(|node| same_host(node, &tvs.node)),
                TvsReach::None => false,
                TvsReach::Nodes(nodes) => nodes.iter().any(|node| same_host(node, &tvs.node)),
            };
        }
        let unknown = |node: &str, is_reached| Tvs {
            node: visible(node).into_owned(),
            shows: None,
            told_by: String::new(),
            is_reached,
        };
        match reach {
            // Of these it is only known that they are asked.
            TvsReach::Nodes(nodes) => {
                let known = |node: &&String| tvs.iter().any(|tvs| same_host(node, &tvs.node));
                let others: Vec<Tvs> =
                    nodes.iter().filter(|node| !known(node)).map(|node| unknown(node, true)).collect();
                tvs.extend(others);
            }
            TvsReach::None if tvs.is_empty() => tvs.push(unknown("its TVS", false)),
            TvsReach::None | TvsReach::All => {}
        }
        Surroundings { tvs, store: self.store() }
    }

    /// The nodes of the CallManager group, as configurations of phones in the case tell it; empty when they do not.
    fn group(&self, tvs: &[Tvs]) -> Vec<&'a str> {
        let (phones, nodes) = (&self.evaluation.context.phones, &self.evaluation.context.nodes);
        // TVS stand apart where the release writes them, and are the CallManager servers of the group.
        let servers = phones.iter().flat_map(|phone| match phone.tvs_servers.as_slice() {
            [] => &phone.call_managers,
            _ => &phone.tvs_servers,
        });
        let hosts = servers.filter_map(|server| configured(server));
        let called =
            hosts.map(|host| nodes.iter().find(|node| node.is_called(host)).map_or(host, |node| node.name.as_str()));
        called.filter(|name| tvs.iter().any(|tvs| same_host(&tvs.node, name))).collect()
    }

    /// The TVS of the cluster: what the servers hold; where that is not known, what the lists of now say of them.
    fn tvs(&self) -> Vec<Tvs> {
        let mut found: Vec<Tvs> = Vec::new();
        let mut add = |facts: &Facts<'_>, node: &str, told_by: String| {
            let is_new = || !found.iter().any(|tvs| same_host(&tvs.node, node));
            if !node.is_empty() && found.len() < MOST_NODES && is_new() {
                let shows = Some(Certificate::of_facts(facts));
                found.push(Tvs { node: node.to_owned(), shows, told_by, is_reached: true });
            }
        };
        for held in self.own(Identity::Tvs) {
            let told_by = format!("as {} tells", self.name(held.input));
            match &held.node {
                Some(node) => add(&held.facts, node, told_by),
                None => self.nodes_of(&held.facts).iter().for_each(|node| add(&held.facts, node, told_by.clone())),
            }
        }
        for placed in self.present(ListKind::Itl) {
            // Of a server that has another by now the list tells what was.
            for (record, facts) in
                placed.records(Identity::Tvs).filter(|(record, _)| !self.is_replaced(placed, *record))
            {
                let told_by = format!("as record {record} of {} tells", self.lists.called(placed));
                self.nodes_of(&facts).iter().for_each(|node| add(&facts, node, told_by.clone()));
            }
        }
        found
    }

    /// The nodes that a certificate is of: one, or all that a multi-server certificate names.
    fn nodes_of(&self, facts: &Facts<'_>) -> Vec<String> {
        if !is_multi_server(&facts.name) {
            return vec![facts.host().to_owned()];
        }
        let nodes = self.evaluation.context.nodes.iter().filter(|node| node.runs(NodeService::Tvs) != Some(false));
        let named: Vec<String> = nodes.filter(|node| facts.names(&node.name)).map(|node| node.name.clone()).collect();
        if named.is_empty() { vec![facts.name.clone()] } else { named }
    }

    /// What its TVS vouch for: the certificates of its servers, the CTL that it has at hand (formats.md, section 6), and those in trust stores.
    fn store(&self) -> Store {
        let mut known: Vec<Known> = Vec::new();
        for identity in [Identity::Callmanager, Identity::CallmanagerEcdsa, Identity::Itlrecovery] {
            let roles: &[Role] = if identity == Identity::Itlrecovery { &[Role::SAST] } else { &VOUCHED_ROLES };
            for held in self.own(identity) {
                let place = format!(
                    "the {} certificate of a server of its cluster ({})",
                    identity.name(),
                    self.name(held.input)
                );
                known.push(of_facts(&held.facts, place, roles));
            }
        }
        let (itls, ctls) = (self.present(ListKind::Itl), self.present(ListKind::Ctl));
        // An ITL tells what the servers had when it was written, which they may have replaced.
        let ctl = ctls.first().copied();
        for placed in itls.iter().copied().chain(ctl) {
            let name = self.lists.called(placed);
            let is_ctl = placed.list.contents.kind == ListKind::Ctl;
            for entry in List::of(placed.list).entries {
                if !VOUCHED_ROLES.contains(&entry.role) || !is_ctl && self.is_replaced(placed, entry.record) {
                    continue;
                }
                let place = format!("a certificate of its cluster: record {} of {name}", entry.record);
                known.push(Known { certificate: entry.certificate, key: entry.key, place, roles: vec![entry.role] });
            }
        }
        let names_recovery = |placed: &&Placed<'_, '_>| placed.records(Identity::Itlrecovery).next().is_some();
        let mut stores_are_known = false;
        for store in VOUCHED_STORES {
            for holding in self.evaluation.holdings.in_store(store).filter(|holding| self.lies_here(holding)) {
                stores_are_known = true;
                let of_node = holding.node.as_ref().map(|node| format!(" of {node}")).unwrap_or_default();
                known.push(of_facts(&Facts::of_entry(holding.entry), format!("in {store}{of_node}"), &VOUCHED_ROLES));
            }
        }
        let own_are_known = self.own(Identity::Callmanager).next().is_some()
            && (self.own(Identity::Itlrecovery).next().is_some() || !itls.iter().any(names_recovery));
        Store { known, is_whole: stores_are_known && own_are_known }
    }

    pub(crate) fn lies_here(&self, holding: &Holding<'_>) -> bool {
        self.is_only || holding.node.as_deref().is_none_or(|node| self.is_host_of(node))
    }

    pub(crate) fn name(&self, input: usize) -> &'case str {
        self.evaluation.input(input).map_or("an input", Input::short_name)
    }

    /// The signers that a phone knows and whose keys the servers still hold; none where the case does not tell what they hold.
    fn left(&self, phone: &Phone<'_>) -> Option<Vec<String>> {
        let anchors = phone.ctl.iter().chain(&phone.itl).flat_map(|list| list.with_role(Role::SAST));
        let mut own: HashMap<String, Vec<Certificate>> = HashMap::new();
        for held in [Identity::Itlrecovery, Identity::Callmanager].into_iter().flat_map(|kind| self.own(kind)) {
            let certificate = Certificate::of_facts(&held.facts);
            own.entry(certificate.serial.clone()).or_default().push(certificate);
        }
        let is_held = |anchor: &&Entry| {
            let same_serial = own.get(&anchor.certificate.serial).into_iter().flatten();
            same_serial.take(MOST_NODES).any(|own| own.is_same(&anchor.certificate))
        };
        let mut left: Vec<String> = anchors.filter(is_held).map(|anchor| anchor.certificate.described()).collect();
        left.sort();
        left.dedup();
        (!own.is_empty()).then_some(left)
    }
}

fn of_facts(facts: &Facts<'_>, place: String, roles: &[Role]) -> Known {
    Known {
        certificate: Certificate::of_facts(facts),
        key: facts.entry.map(|entry| entry.certificate.public_key().clone()),
        place,
        roles: roles.to_vec(),
    }
}
