//! Phones, servers and surroundings of a case.

use super::list::{List, Offer};
use super::start::{Server, start};
use super::{Certificate, Known, Phone, Store, Surroundings, Tvs};
use crate::case::evaluation::Evaluation;
use crate::case::facts::Facts;
use crate::case::holdings::Holding;
use crate::case::series::{Lists, Placed};
use crate::case::standing::Held;
use crate::formats::trust_list::Role;
use crate::host_name::{first_label, is_multi_server};
use crate::plan::Key;
use crate::report::{Boot, Identity, ListKind, OfferKind, PhoneQuestion, TvsReach, Verdict, same_host};
use crate::text::listed_briefly;
use std::collections::HashSet;

/// Starts of phones that are told at most for one question.
const MOST_STARTS: usize = 64;

/// Signed files that are offered at most.
const MOST_FILES: usize = 16;

/// Trust stores out of which TVS vouches (Cisco doc 213407).
const VOUCHED_STORES: [&str; 2] = ["CallManager-trust", "Phone-SAST-trust"];

/// Roles in which TVS vouches for what lies in these stores: as signer of lists and of files (doc 213407 prints roles 0 and 3).
const VOUCHED_ROLES: [Role; 3] = [Role::SAST, Role::TFTP, Role::CCM_TFTP];

/// What phones would do: one start for every ITL that they may hold and every ITL that they may be offered.
#[must_use]
pub fn answer(evaluation: &Evaluation<'_>, question: &PhoneQuestion) -> Vec<Boot> {
    let lists = Lists::of(evaluation);
    let question = &PhoneQuestion {
        holds: originals(evaluation, &question.holds),
        offered: originals(evaluation, &question.offered),
        ..question.clone()
    };
    let mut starts = Vec::new();
    for phone in phones(&lists, question) {
        let own = phone.itl.or(phone.ctl);
        let view = own.map(|placed| Cluster::of(evaluation, &lists, placed.cluster));
        let surroundings = view.as_ref().map(|view| view.surroundings(&question.tvs)).unwrap_or_default();
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
            let mut boot = start(&mut model, &offered.server(evaluation), &surroundings);
            if boot.verdict == Verdict::Refused {
                advise(&mut boot, &before, own, &offered, view.as_ref());
            }
            starts.push(boot);
        }
    }
    starts
}

/// Printouts and copies of a file stand for the file that is in the case too.
pub(super) fn originals(evaluation: &Evaluation<'_>, inputs: &[usize]) -> Vec<usize> {
    let list = |id: usize| evaluation.lists.iter().find(|list| list.input.id == id);
    inputs.iter().map(|id| list(*id).and_then(|list| list.same_as).unwrap_or(*id)).collect()
}

/// A phone by the lists of the case that it holds.
struct Holder<'a, 'case> {
    ctl: Option<&'a Placed<'a, 'case>>,
    itl: Option<&'a Placed<'a, 'case>>,
}

/// Every ITL that phones may hold, each with every CTL of its cluster.
fn phones<'a, 'case>(lists: &'a Lists<'a, 'case>, question: &PhoneQuestion) -> Vec<Holder<'a, 'case>> {
    let held = |kind: ListKind| {
        let wanted = lists.of_kind(kind).filter(|placed| question.holds.contains(&placed.list.input.id));
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
        let is_offered = |id: usize| self.files.as_ref().is_none_or(|files| files.contains(&id));
        let files = evaluation.files.iter().filter(|file| is_offered(file.input.id)).take(MOST_FILES);
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
    let is_held = |placed: &Placed<'_, '_>| question.holds.contains(&placed.list.input.id);
    let (mut itls, mut ctls): (Vec<&Placed<'a, 'case>>, Vec<&Placed<'a, 'case>>) = if question.offered.is_empty() {
        let newest = |kind| {
            let mut newest = lists.newest(kind);
            newest.retain(|placed| !is_held(placed) && own.is_none_or(|own| own.cluster == placed.cluster));
            newest
        };
        (newest(ListKind::Itl), newest(ListKind::Ctl))
    } else {
        let wanted =
            |kind| lists.of_kind(kind).filter(|placed| question.offered.contains(&placed.list.input.id)).collect();
        (wanted(ListKind::Itl), wanted(ListKind::Ctl))
    };
    let is_file = |id: &usize| evaluation.files.iter().any(|file| file.input.id == *id);
    let files: Vec<usize> = question.offered.iter().copied().filter(is_file).collect();
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
    ctls.truncate(1);
    let ctl = ctls.first().copied();
    if itls.is_empty() {
        return vec![Offered { ctl, itl: None, files }];
    }
    itls.into_iter().map(|itl| Offered { ctl, itl: Some(itl), files: files.clone() }).collect()
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
}

impl<'a, 'case> Cluster<'a, 'case> {
    /// The cluster with this number among the lists of a case.
    pub(crate) fn of(evaluation: &'a Evaluation<'case>, lists: &'a Lists<'a, 'case>, number: usize) -> Self {
        let of_it = lists.all.iter().filter(|placed| placed.cluster == number);
        let labels = of_it.flat_map(|placed| List::of(placed.list).entries).map(|entry| first_label(&entry.host));
        Self {
            evaluation,
            lists,
            number,
            is_only: lists.all.iter().all(|placed| placed.cluster == number),
            labels: labels.filter(|label| !label.is_empty()).collect(),
        }
    }

    fn is_host_of(&self, host: &str) -> bool {
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

    /// The newest lists of a kind.
    fn newest(&self, kind: ListKind) -> Vec<&'a Placed<'a, 'case>> {
        let mut newest = self.lists.newest(kind);
        newest.retain(|placed| placed.cluster == self.number);
        // The latest first; what does not tell its time last.
        newest.sort_by_key(|placed| std::cmp::Reverse(placed.made));
        newest
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
        Surroundings { tvs, store: self.store() }
    }

    /// The nodes of the CallManager group, as configurations of phones in the case tell it; empty when they do not.
    fn group(&self, tvs: &[Tvs]) -> Vec<&'a str> {
        let phones = &self.evaluation.context.phones;
        let named = phones.iter().flat_map(|phone| phone.tvs_servers.iter().chain(&phone.call_managers));
        let hosts = named.map(|server| server.rsplit_once(':').map_or(server.as_str(), |(host, _port)| host));
        let nodes = &self.evaluation.context.nodes;
        let called =
            hosts.map(|host| nodes.iter().find(|node| node.is_called(host)).map_or(host, |node| node.name.as_str()));
        called.filter(|name| tvs.iter().any(|tvs| same_host(&tvs.node, name))).collect()
    }

    /// The TVS of the cluster: what the servers hold; where that is not known, what the newest ITL says of them.
    fn tvs(&self) -> Vec<Tvs> {
        let mut found: Vec<Tvs> = Vec::new();
        let mut add = |facts: &Facts<'_>, node: Option<&str>, told_by: String| {
            let node = node.unwrap_or_else(|| if is_multi_server(&facts.name) { &facts.name } else { facts.host() });
            if !node.is_empty() && !found.iter().any(|tvs| same_host(&tvs.node, node)) {
                let shows = Some(Certificate::of_facts(facts));
                found.push(Tvs { node: node.to_owned(), shows, told_by, is_reached: true });
            }
        };
        for held in self.own(Identity::Tvs) {
            add(&held.facts, held.node.as_deref(), format!("as {} shows", self.name(held.input)));
        }
        for placed in self.newest(ListKind::Itl) {
            for (_, facts) in placed.records(Identity::Tvs) {
                add(&facts, None, format!("as {} says", self.lists.called(placed)));
            }
        }
        found
    }

    fn store(&self) -> Store {
        let mut known: Vec<Known> = Vec::new();
        for identity in [Identity::Callmanager, Identity::CallmanagerEcdsa, Identity::Itlrecovery] {
            let roles: &[Role] = if identity == Identity::Itlrecovery { &[Role::SAST] } else { &VOUCHED_ROLES };
            for held in self.own(identity) {
                let place =
                    format!("the {} certificate of its own cluster ({})", identity.name(), self.name(held.input));
                known.push(of_facts(&held.facts, place, roles));
            }
        }
        for placed in self.newest(ListKind::Itl).into_iter().chain(self.newest(ListKind::Ctl)) {
            let name = self.lists.called(placed);
            for entry in List::of(placed.list).entries {
                if VOUCHED_ROLES.contains(&entry.role) {
                    let place = format!("a certificate of its own cluster: record {} of {name}", entry.record);
                    known.push(Known {
                        certificate: entry.certificate,
                        key: entry.key,
                        place,
                        roles: vec![entry.role],
                    });
                }
            }
        }
        let mut is_whole = false;
        for store in VOUCHED_STORES {
            for holding in self.evaluation.holdings.in_store(store).filter(|holding| self.lies_here(holding)) {
                is_whole = true;
                let of_node = holding.node.as_ref().map(|node| format!(" of {node}")).unwrap_or_default();
                known.push(of_facts(&Facts::of_entry(holding.entry), format!("in {store}{of_node}"), &VOUCHED_ROLES));
            }
        }
        Store { known, is_whole }
    }

    fn lies_here(&self, holding: &Holding<'_>) -> bool {
        self.is_only || holding.node.as_deref().is_none_or(|node| self.is_host_of(node))
    }

    fn name(&self, input: usize) -> &'case str {
        let found = self.evaluation.inputs.iter().find(|other| other.id == input);
        found.map_or("an input", |input| input.short_name())
    }

    /// The signers that a phone knows and whose keys the servers still hold.
    fn left(&self, phone: &Phone<'_>) -> Vec<String> {
        let anchors = phone.ctl.iter().chain(&phone.itl).flat_map(|list| list.with_role(Role::SAST));
        let kinds = [Identity::Itlrecovery, Identity::Callmanager];
        let own: Vec<Certificate> =
            kinds.into_iter().flat_map(|kind| self.own(kind)).map(|held| Certificate::of_facts(&held.facts)).collect();
        let mut left: Vec<String> = anchors
            .filter(|anchor| own.iter().any(|own| own.is_same(&anchor.certificate)))
            .map(|anchor| anchor.certificate.described())
            .collect();
        left.sort();
        left.dedup();
        left
    }

    /// Whether the case tells of any certificate that can sign lists and that the servers hold.
    fn tells_of_signers(&self) -> bool {
        [Identity::Itlrecovery, Identity::Callmanager].into_iter().any(|kind| self.own(kind).next().is_some())
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

/// What to do with a phone that refuses.
fn advise(
    boot: &mut Boot,
    phone: &Phone<'_>,
    own: Option<&Placed<'_, '_>>,
    offered: &Offered<'_, '_>,
    view: Option<&Cluster<'_, '_>>,
) {
    let refused =
        |kind| boot.decisions.iter().any(|decision| decision.kind == kind && decision.verdict == Verdict::Refused);
    let lists = refused(OfferKind::Ctl) || refused(OfferKind::Itl);
    let another = own.zip(offered.cluster()).is_some_and(|(own, cluster)| own.cluster != cluster);
    let (plan, advice) = if lists && phone.lacks_security_by_default {
        (
            Some(Key::Locked),
            "Delete the CTL on the phone by hand, or have the list signed by a signer that its CTL names.".to_owned(),
        )
    } else if another {
        let advice = "The lists are of another cluster. Before phones move, import its CallManager and ITLRecovery certificates into CallManager-trust and \
                      Phone-SAST-trust of the cluster that they come from, and restart TVS there; or delete the lists on the phone.";
        (Some(Key::Migrate), advice.to_owned())
    } else if lists {
        let left = view.map(|view| view.left(phone)).unwrap_or_default();
        let advice = if !left.is_empty() {
            format!(
                "The servers still hold what the phone knows as signer: {}. A list signed by it brings the phone back (utils itl reset localkey, or utils ctl reset localkey).",
                listed_briefly(&left)
            )
        } else if view.is_some_and(Cluster::tells_of_signers) {
            "No certificate that the phone knows as signer is among those that the servers hold: it needs a list signed by an earlier ITLRecovery that was exported, a backup \
             with those keys, or its lists deleted by hand."
                .to_owned()
        } else {
            "A list signed by a certificate that the phone knows as signer brings it back; add the certificates of the servers to see whether they still hold one."
                .to_owned()
        };
        (Some(Key::Locked), advice)
    } else {
        (Some(Key::Callmanager), "Restart TFTP on the phone's server, so that list and file are signed by what the ITL names, and reset the phone.".to_owned())
    };
    boot.remedy = plan.map(|key| key.name().to_owned()).unwrap_or_default();
    boot.advice = advice;
}
