//! Makes the cluster that is simulated of a case: of what servers hold, else of what the newest lists say. What neither tells is put in place of
//! it by name, and said.

use super::slots::{Slots, place_of, roles_of};
use super::world::{Elsewhere, Slot, TftpNode, World, list, planned};
use crate::case::Release;
use crate::case::evaluation::{Evaluation, JudgedList};
use crate::case::facts::Facts;
use crate::case::identity::is_token;
use crate::case::series::{Lists, Placed};
use crate::case::standing::{Agreement, kind_of};
use crate::formats::trust_list::Role;
use crate::phone::{Certificate, Cluster, Entry, Known, List, Tvs};
use crate::plan::Change;
use crate::report::{ClusterMode, Identity, ListKind, NodeService, TvsReach, same_host};
use crate::text::listed_briefly;

/// The kinds of certificates that phones trust by lists.
pub(super) const LISTED: [Identity; 5] =
    [Identity::Callmanager, Identity::CallmanagerEcdsa, Identity::Capf, Identity::Tvs, Identity::Itlrecovery];

/// TFTP nodes whose phones are simulated at most; a cluster has two or three.
const MOST_TFTP_NODES: usize = 6;

/// Generations of a list that are looked at for one node at most.
const MOST_GENERATIONS: usize = 4;

/// A cluster as the case tells of it.
pub(super) struct Built<'case> {
    pub(super) world: World<'case>,
    /// For each TFTP node the earlier ITLs that phones may still hold, the newest first.
    pub(super) earlier_itls: Vec<Vec<List<'case>>>,
    /// Earlier CTLs, the newest first.
    pub(super) earlier_ctls: Vec<List<'case>>,
    /// Kinds of certificates in lists of now that servers do not hold any more, with the name of the list.
    pub(super) stale: Vec<(Identity, String)>,
    /// What it was made of.
    pub(super) basis: Vec<String>,
    /// What was not known.
    pub(super) lacking: Vec<String>,
}

/// Makes the cluster.
pub(super) fn build<'case>(evaluation: &Evaluation<'case>) -> Built<'case> {
    let lists = Lists::of(evaluation);
    let foreign = evaluation.changes.iter().find_map(|change| match change {
        Change::Migrate { to } => cluster_of(evaluation, &lists, *to),
        _ => None,
    });
    let number = main_cluster(&lists, foreign);
    let mut builder = Builder {
        evaluation,
        lists: &lists,
        number,
        cluster: Cluster::of(evaluation, &lists, number),
        basis: Vec::new(),
        lacking: Vec::new(),
    };
    let mut world = builder.world();
    if let Some(foreign) = foreign.filter(|foreign| *foreign != number) {
        world.elsewhere = Some(builder.elsewhere(foreign));
    }
    Built {
        earlier_itls: world.tftp.iter().map(|node| builder.earlier(ListKind::Itl, Some(node))).collect(),
        earlier_ctls: builder.earlier(ListKind::Ctl, None),
        stale: builder.stale(),
        world,
        basis: builder.basis,
        lacking: builder.lacking,
    }
}

/// The cluster of the list that was read from an input, or of the file that a printout is of.
fn cluster_of(evaluation: &Evaluation<'_>, lists: &Lists<'_, '_>, input: usize) -> Option<usize> {
    let same = evaluation.lists.iter().find(|list| list.input.id == input).and_then(|list| list.same_as);
    let input = same.unwrap_or(input);
    lists.all.iter().find(|placed| placed.list.input.id == input).map(|placed| placed.cluster)
}

/// The cluster with the most lists of the case, the first of equals.
fn main_cluster(lists: &Lists<'_, '_>, foreign: Option<usize>) -> usize {
    let mut counts: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for placed in lists.all.iter().filter(|placed| Some(placed.cluster) != foreign) {
        *counts.entry(placed.cluster).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(cluster, count)| (*count, std::cmp::Reverse(*cluster)));
    most.map_or_else(|| foreign.unwrap_or_default(), |(cluster, _)| cluster)
}

struct Builder<'a, 'case> {
    evaluation: &'a Evaluation<'case>,
    lists: &'a Lists<'a, 'case>,
    number: usize,
    cluster: Cluster<'a, 'case>,
    basis: Vec<String>,
    lacking: Vec<String>,
}

impl<'a, 'case> Builder<'a, 'case> {
    fn newest(&self, kind: ListKind) -> Vec<&'a Placed<'a, 'case>> {
        self.cluster.present(kind)
    }

    fn world(&mut self) -> World<'case> {
        let evaluation = self.evaluation;
        let (itls, ctls) = (self.newest(ListKind::Itl), self.newest(ListKind::Ctl));
        let mut world = World {
            releases: evaluation.releases,
            recovery_signs: false,
            is_mixed: self.is_mixed(&itls, &ctls),
            publisher: String::new(),
            slots: self.slots(&itls, &ctls),
            tftp: Vec::new(),
            ctl: ctls.first().map(|placed| List::of(placed.list)),
            tokens: ctls.first().map(|placed| self.tokens(placed.list)).unwrap_or_default(),
            signing_token: None,
            tvs: self.cluster.surroundings(&TvsReach::All),
            imported: Vec::new(),
            replaced: Vec::new(),
            is_emptied: false,
            elsewhere: None,
            made: 0,
        };
        let signer = world.ctl.as_ref().and_then(|ctl| ctl.offer.signer.clone());
        let is_token = |signer: &Certificate| world.tokens.iter().any(|token| token.certificate.is_same(signer));
        world.signing_token = signer.filter(is_token);
        if world.signing_token.is_none() {
            world.tokens.clear();
        }
        world.recovery_signs = self.recovery_signs(&itls);
        world.publisher = self.publisher(&world);
        self.tftp_nodes(&mut world, &itls);
        self.invent(&mut world);
        self.say(&world, &itls, &ctls);
        world
    }

    /// Kinds of certificates in the lists of now that servers do not hold any more.
    fn stale(&self) -> Vec<(Identity, String)> {
        let mut stale: Vec<(Identity, String)> = Vec::new();
        for placed in self.newest(ListKind::Itl).into_iter().chain(self.newest(ListKind::Ctl).into_iter().take(1)) {
            for number in 1..=placed.list.contents.list.records.len() {
                let Some(identity) = kind_of(placed.list, number) else { continue };
                let is_stale = matches!(self.evaluation.servers.judge(placed.list, number), Agreement::Stale(_));
                let one = (identity, self.lists.called(placed));
                if is_stale && !stale.contains(&one) {
                    stale.push(one);
                }
            }
        }
        stale
    }

    /// Every certificate that servers hold, as the newest lists have them and as servers show them.
    fn slots(&self, itls: &[&Placed<'a, 'case>], ctls: &[&Placed<'a, 'case>]) -> Vec<Slot> {
        let mut slots = Slots(Vec::new(), self.evaluation.releases.surely_at_least(12, 5));
        for placed in itls.iter().chain(ctls.iter().take(1)) {
            for (identity, facts) in records(placed.list) {
                slots.take(identity, &facts, None, false);
            }
        }
        for identity in LISTED {
            for held in self.cluster.own(identity) {
                let is_theirs = identity == Identity::Capf
                    && self.evaluation.servers.is_publishers(held) == Some(false)
                    && !slots.knows(identity, &held.facts);
                if !is_theirs {
                    slots.take(identity, &held.facts, held.node.as_deref(), held.is_own);
                }
            }
        }
        for placed in self.lists.all.iter().filter(|placed| placed.cluster == self.number) {
            for (identity, facts) in records(placed.list) {
                slots.remember(identity, &facts);
            }
        }
        slots.0
    }

    fn tokens(&self, list: &JudgedList<'case>) -> Vec<Entry> {
        let is_one = |entry: &&Entry| {
            let identity = entry.certificate.sha256.as_deref().and_then(|sha256| self.evaluation.certificate(sha256));
            entry.role == Role::SAST
                && (is_token(&entry.certificate.name)
                    || identity.is_some_and(|judged| judged.identity == Identity::Etoken))
        };
        List::of(list).entries.iter().filter(is_one).cloned().collect()
    }

    fn is_mixed(&mut self, itls: &[&Placed<'a, 'case>], ctls: &[&Placed<'a, 'case>]) -> bool {
        match self.evaluation.context.mode {
            ClusterMode::Mixed => true,
            ClusterMode::NonSecure => false,
            ClusterMode::Unknown => {
                let serves =
                    |placed: &&Placed<'_, '_>| List::of(placed.list).with_role(Role::CCM_TFTP).next().is_some();
                let is_mixed = ctls.iter().any(serves) || itls.iter().any(serves);
                let assumed = if is_mixed { "mixed mode" } else { "non-secure mode" };
                self.lacking.push(format!("The security mode is not known; {assumed} is assumed."));
                is_mixed
            }
        }
    }

    fn recovery_signs(&mut self, itls: &[&Placed<'a, 'case>]) -> bool {
        if let Some(known) = self.evaluation.releases.at_least(Release::new(12, 0)) {
            return known;
        }
        let signs = itls.first().is_some_and(|placed| {
            let signer = List::of(placed.list).offer.signer;
            let recoveries = placed.records(Identity::Itlrecovery);
            signer.is_some_and(|signer| {
                recoveries.into_iter().any(|(_, facts)| Certificate::of_facts(&facts).is_same(&signer))
            })
        });
        let who = if signs { "ITLRecovery" } else { "CallManager" };
        let whence = if itls.is_empty() {
            "is assumed to sign the lists"
        } else {
            "signs the ITL of now, and is assumed to sign the next"
        };
        self.lacking.push(format!("The release is not known (\"show version active\"); {who} {whence}."));
        signs
    }

    fn publisher(&self, world: &World<'_>) -> String {
        let nodes = &self.evaluation.context.nodes;
        let given = nodes.iter().find(|node| node.runs(NodeService::Publisher) == Some(true)).map(|node| &node.name);
        let is_call_manager = |entry: &&Entry| {
            let same = |slot: &&Slot| slot.held.certificate.is_same(&entry.certificate);
            entry.role == Role::SAST
                && world.slots.iter().any(|slot| slot.identity == Identity::Callmanager && same(&slot))
        };
        let of_ctl =
            world.ctl.as_ref().and_then(|ctl| ctl.entries.iter().find(is_call_manager)).map(|entry| &entry.host);
        let of =
            |identity| world.places(identity).first().and_then(|place| world.slots.get(*place)).map(|slot| &slot.host);
        let found = given.or(of_ctl).or_else(|| of(Identity::Itlrecovery)).or_else(|| of(Identity::Callmanager));
        found
            .cloned()
            .or_else(|| nodes.first().map(|node| node.name.clone()))
            .unwrap_or_else(|| "the publisher".to_owned())
    }

    fn tftp_nodes(&mut self, world: &mut World<'case>, itls: &[&Placed<'a, 'case>]) {
        let mut left_out = 0;
        for placed in itls {
            let itl = List::of(placed.list);
            let find = |entry: &Entry| {
                let same = |slot: &Slot| {
                    matches!(slot.identity, Identity::Callmanager | Identity::CallmanagerEcdsa)
                        && (slot.held.certificate.is_same(&entry.certificate)
                            || slot.earlier.iter().any(|(_, known)| known.certificate.is_same(&entry.certificate)))
                };
                world.slots.iter().position(same)
            };
            let serves = |entry: &&Entry| matches!(entry.role, Role::TFTP | Role::CCM | Role::CCM_TFTP);
            let serving: Vec<usize> = itl.entries.iter().filter(serves).filter_map(find).collect();
            let signers: Vec<usize> = itl.with_role(Role::SAST).filter_map(find).collect();
            let own = signers.iter().find(|place| serving.contains(place)).or_else(|| signers.first()).copied();
            let of_node = || placed.node.as_deref().and_then(|node| world.place(Identity::Callmanager, node));
            let publishers = || world.place(Identity::Callmanager, &world.publisher);
            let Some(own) = own.or_else(of_node).or_else(publishers) else { continue };
            let host = world.slots.get(own).map(|slot| slot.host.clone()).unwrap_or_default();
            let name = placed.node.clone().unwrap_or(host);
            if world.tftp.iter().any(|known| same_host(&known.name, &name)) {
                continue;
            }
            if world.tftp.len() == MOST_TFTP_NODES {
                left_out += 1;
                continue;
            }
            let signs = itl.entries.iter().find(serves).map(|entry| entry.certificate.clone());
            let signs = signs.or_else(|| world.slots.get(own).map(|slot| slot.held.certificate.clone()));
            let serving = if serving.is_empty() { vec![own] } else { serving };
            world.tftp.push(TftpNode { name, own, serving, itl, signs: signs.unwrap_or_default() });
        }
        if left_out > 0 {
            self.basis.push(format!(
                "The phones of {MOST_TFTP_NODES} TFTP nodes are simulated; those of {left_out} more are as these."
            ));
        }
    }

    /// What is not in the case and needed: certificates by name, and the lists that the cluster would write.
    fn invent(&mut self, world: &mut World<'case>) {
        let has = |world: &World<'_>, identity| !world.places(identity).is_empty();
        let may_have_recovery = world.releases.at_least(Release::new(10, 0)) != Some(false);
        let needed = [
            (Identity::Callmanager, world.tftp.is_empty()),
            (Identity::Tvs, world.tftp.is_empty()),
            (Identity::Itlrecovery, world.recovery_signs || may_have_recovery && world.tftp.is_empty()),
        ];
        for (identity, is_needed) in needed {
            if is_needed && !has(world, identity) {
                world.made += 1;
                let (host, number) = (world.publisher.clone(), world.made);
                let mut slot = Slot::new(
                    identity,
                    &host,
                    Known {
                        certificate: Certificate::default(),
                        key: None,
                        place: place_of(identity),
                        roles: roles_of(identity),
                    },
                );
                slot.held.certificate = planned(&format!("the {}", slot.described()), number);
                self.lacking.push(format!("The {} is not in the case.", slot.described()));
                world.slots.push(slot);
            }
        }
        if world.tftp.is_empty() {
            let nodes = &self.evaluation.context.nodes;
            let mut names: Vec<String> = nodes
                .iter()
                .filter(|node| node.runs(NodeService::Tftp) == Some(true))
                .map(|node| node.name.clone())
                .collect();
            names.retain(|name| world.place(Identity::Callmanager, name).is_some());
            names.truncate(MOST_TFTP_NODES);
            if names.is_empty() {
                names.push(world.publisher.clone());
            }
            for name in names {
                let own = world.place(Identity::Callmanager, &name);
                let Some(own) = own.or_else(|| world.places(Identity::Callmanager).first().copied()) else { continue };
                let itl = list(String::new(), ListKind::Itl, &Certificate::default(), Vec::new());
                world.tftp.push(TftpNode { name, own, serving: vec![own], itl, signs: Certificate::default() });
            }
            world.restart_tftp();
            for node in &mut world.tftp {
                node.itl.offer.name = format!("the ITL of {}", node.name);
            }
            self.lacking.push(
                "No ITL is in the case: phones are taken to hold the one that these servers would write.".to_owned(),
            );
        }
        if world.is_mixed && world.ctl.is_none() {
            world.update_ctl();
            if let Some(ctl) = &mut world.ctl {
                "the CTL".clone_into(&mut ctl.offer.name);
            }
            self.lacking.push("No CTL is in the case: phones are taken to hold the one that these servers would write, without hardware tokens.".to_owned());
        }
        if world.tvs.tvs.is_empty() {
            let running = world.slots.iter().filter(|slot| slot.identity == Identity::Tvs);
            world.tvs.tvs = running
                .map(|slot| Tvs {
                    node: slot.host.clone(),
                    shows: Some(slot.held.certificate.clone()),
                    told_by: "as is assumed".to_owned(),
                    is_reached: true,
                })
                .collect();
        }
        // TVS runs with what the servers hold; what was only invented it vouches for too.
        let own = world.slots.iter().filter(|slot| !slot.held.roles.is_empty()).map(|slot| slot.held.clone());
        for new in own.collect::<Vec<_>>() {
            if !world.tvs.store.known.iter().any(|known| known.certificate.is_same(&new.certificate)) {
                world.tvs.store.known.push(new);
            }
        }
    }

    fn say(&mut self, world: &World<'_>, itls: &[&Placed<'a, 'case>], ctls: &[&Placed<'a, 'case>]) {
        let inferred = |field: &str| {
            if self.evaluation.context.inferred.iter().any(|name| name == field) {
                "as the case tells"
            } else {
                "as given"
            }
        };
        if world.releases.is_known() {
            self.basis.push(format!("Release {}, {}.", world.releases, inferred("release")));
        }
        let mode = if world.is_mixed { "Mixed mode" } else { "Non-secure mode" };
        let whence = if self.evaluation.context.mode == ClusterMode::Unknown { "assumed" } else { inferred("mode") };
        self.basis.push(format!("{mode}, {whence}."));
        let signer = |list: Option<&List<'_>>| {
            let signer = list?.offer.signer.as_ref()?;
            let is_it = |slot: &&Slot| slot.held.certificate.is_same(signer);
            let kind = world.slots.iter().find(is_it).map(|slot| format!("the {}: ", slot.described()));
            Some(kind.unwrap_or_default() + &signer.described())
        };
        if let Some(signer) = signer(world.tftp.first().map(|node| &node.itl)) {
            self.basis.push(format!("The ITL of now is signed by {signer}."));
        }
        if let Some(signer) = signer(world.ctl.as_ref()) {
            self.basis.push(format!("The CTL of now is signed by {signer}."));
        }
        let held: Vec<String> =
            itls.iter().chain(ctls.iter().take(1)).map(|placed| List::of(placed.list).described()).collect();
        if !held.is_empty() {
            self.basis.push(format!("Phones hold {}.", listed_briefly(&held)));
        }
        let only_listed: Vec<String> = world.slots.iter().filter(|slot| !slot.is_told).map(Slot::described).collect();
        if !only_listed.is_empty() && !itls.is_empty() {
            self.lacking.push(format!(
                "Whether the servers still hold what the lists say is not known: {}. Add the certificates that they hold (\"show cert own\", or downloaded).",
                listed_briefly(&only_listed)
            ));
        }
        let lists_missing: Vec<&str> = self
            .evaluation
            .context
            .nodes
            .iter()
            .filter(|node| node.runs(NodeService::Tftp) == Some(true))
            .map(|node| node.name.as_str())
            .filter(|name| !world.tftp.iter().any(|node| same_host(&node.name, name)))
            .collect();
        if !lists_missing.is_empty() && world.tftp.len() < MOST_TFTP_NODES {
            self.lacking.push(format!(
                "The ITL of {} is not in the case: its phones are taken to fare as those of the others.",
                listed_briefly(&lists_missing)
            ));
        }
    }

    /// Earlier generations of a list, the newest first.
    fn earlier(&self, kind: ListKind, node: Option<&TftpNode<'_>>) -> Vec<List<'case>> {
        let newest = self.newest(kind);
        let is_of = |placed: &&Placed<'_, '_>| {
            placed.cluster == self.number
                && !newest.iter().any(|newest| newest.list.input.id == placed.list.input.id)
                && node.is_none_or(|node| placed.node.as_deref().is_some_and(|name| same_host(name, &node.name)))
        };
        let mut earlier: Vec<&Placed<'_, 'case>> = self.lists.of_kind(kind).filter(is_of).collect();
        earlier.sort_by_key(|placed| std::cmp::Reverse(placed.made));
        earlier.into_iter().take(MOST_GENERATIONS).map(|placed| List::of(placed.list)).collect()
    }

    fn elsewhere(&self, number: usize) -> Elsewhere<'case> {
        let other = Cluster::of(self.evaluation, self.lists, number);
        let newest = |kind| other.present(kind).first().map(|placed| List::of(placed.list));
        let (itl, ctl) = (newest(ListKind::Itl), newest(ListKind::Ctl));
        let host = itl.iter().chain(&ctl).flat_map(|list| &list.entries).map(|entry| entry.host.as_str());
        let name = host.into_iter().find(|host| !host.is_empty()).unwrap_or("the other cluster").to_owned();
        Elsewhere { name, ctl, itl, have_moved: false }
    }
}

/// What stands in the records of a list: the kind of each certificate, and what is known of it.
fn records<'case>(list: &JudgedList<'case>) -> Vec<(Identity, Facts<'case>)> {
    let numbers = 1..=list.contents.list.records.len();
    numbers.filter_map(|number| Some((kind_of(list, number)?, Facts::of_record(list, number)?))).collect()
}
