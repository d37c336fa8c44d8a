//! Phones that move from one cluster to another: would they take the lists that they are offered there, and what has to be imported where
//! before they do (domain.md, sections 1.2 and 4.3, P-MIGRATE; Cisco docs on Bulk Certificate Management and 213407).

mod advice;
mod imports;
mod meant;

use super::list::{List, Offer};
use super::of_case::{Cluster, VOUCHED_ROLES};
use super::start::{Server, start};
use super::{Certificate, Known, Phone, Surroundings};
use crate::case::evaluation::Evaluation;
use crate::case::series::{Lists, Placed};
use crate::formats::trust_list::Role;
use crate::plan::Key;
use crate::report::{
    Boot, Identity, Import, ImportStanding, ListKind, Migration, MovingPhones, NodeService, TvsReach, Verdict,
};
use crate::text::listed_briefly;
use imports::Imports;
use std::collections::HashSet;

/// Ways between clusters that are told of at most.
const MOST_WAYS: usize = 6;

/// Kinds of phones, and servers of the other cluster, that are looked at for one way.
const MOST_KINDS: usize = 8;

/// Signed files that a phone is offered.
const MOST_FILES: usize = 4;

/// What it takes to move phones between the clusters whose lists the case has: those ways first that are meant.
#[must_use]
pub fn migrations(evaluation: &Evaluation<'_>) -> Vec<Migration> {
    let lists = Lists::of(evaluation);
    let mut numbers: Vec<usize> =
        lists.all.iter().filter(|placed| is_held(placed)).map(|placed| placed.cluster).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let ways = numbers.iter().flat_map(|from| numbers.iter().map(move |to| (*from, *to)));
    let ways = ways.filter(|(from, to)| from != to).take(MOST_WAYS);
    let mut migrations: Vec<Migration> =
        ways.map(|(from, to)| Way::of(evaluation, &lists, from, to).migration()).collect();
    migrations.sort_by_key(|migration| migration.meant.is_empty());
    migrations
}

/// Whether phones can hold a list, and it tells something.
fn is_held(placed: &Placed<'_, '_>) -> bool {
    let contents = placed.list.contents;
    (contents.transcript.is_some() || contents.damages.is_empty()) && !contents.list.records.is_empty()
}

/// One end of a way.
struct End<'a, 'case> {
    view: Cluster<'a, 'case>,
    number: usize,
    name: String,
    /// The newest ITLs and the newest CTL.
    itls: Vec<&'a Placed<'a, 'case>>,
    ctl: Option<&'a Placed<'a, 'case>>,
}

impl<'a, 'case> End<'a, 'case> {
    fn of(evaluation: &'a Evaluation<'case>, lists: &'a Lists<'a, 'case>, number: usize) -> Self {
        let view = Cluster::of(evaluation, lists, number);
        let newest = |kind| {
            let mut newest = view.present(kind);
            newest.retain(|placed| is_held(placed));
            newest
        };
        let (itls, ctls) = (newest(ListKind::Itl), newest(ListKind::Ctl));
        let name = name_of(evaluation, &view, itls.iter().chain(&ctls).copied());
        Self { view, number, name, itls, ctl: ctls.into_iter().next() }
    }

    /// Its newest lists.
    fn newest(&self) -> impl Iterator<Item = &'a Placed<'a, 'case>> {
        self.ctl.into_iter().chain(self.itls.iter().copied())
    }

    /// Whether it is in mixed mode, as its lists tell.
    fn is_mixed(&self) -> bool {
        self.ctl.is_some_and(|ctl| ctl.records(Identity::Callmanager).next().is_some())
    }
}

/// What a cluster is called: its publisher where that is known, else the host that names its ITLRecovery or another of its certificates.
fn name_of<'a, 'case: 'a>(
    evaluation: &Evaluation<'case>,
    view: &Cluster<'_, 'case>,
    newest: impl Iterator<Item = &'a Placed<'a, 'case>>,
) -> String {
    let nodes = &evaluation.context.nodes;
    let publisher =
        nodes.iter().find(|node| node.runs(NodeService::Publisher) == Some(true) && view.is_host_of(&node.name));
    if let Some(publisher) = publisher {
        return publisher.name.clone();
    }
    let newest: Vec<_> = newest.collect();
    let kinds = [Identity::Itlrecovery, Identity::Callmanager, Identity::Tvs];
    let named = kinds.into_iter().flat_map(|kind| newest.iter().flat_map(move |placed| placed.records(kind)));
    let hosts = named.map(|(_, facts)| facts.host().to_owned()).find(|host| !host.is_empty());
    let first = || newest.first().map(|placed| placed.list.input.short_name().to_owned());
    hosts.or_else(first).unwrap_or_else(|| "another cluster".to_owned())
}

/// A way from one cluster to another.
struct Way<'a, 'case> {
    evaluation: &'a Evaluation<'case>,
    lists: &'a Lists<'a, 'case>,
    from: End<'a, 'case>,
    to: End<'a, 'case>,
}

/// A kind of phone.
struct Kind<'a, 'case> {
    ctl: Option<&'a Placed<'a, 'case>>,
    itl: Option<&'a Placed<'a, 'case>>,
    /// Inputs with the lists of all phones that this one stands for.
    holds: Vec<usize>,
    lacks_security_by_default: bool,
}

impl<'a, 'case> Way<'a, 'case> {
    fn of(evaluation: &'a Evaluation<'case>, lists: &'a Lists<'a, 'case>, from: usize, to: usize) -> Self {
        Self { evaluation, lists, from: End::of(evaluation, lists, from), to: End::of(evaluation, lists, to) }
    }

    fn migration(&self) -> Migration {
        let found = Imports::of(self);
        let today = self.surroundings(&found, |import| import.standing == ImportStanding::Present);
        let afterwards = Surroundings {
            store: super::Store { is_whole: true, ..self.surroundings(&found, |_| true).store },
            ..today.clone()
        };
        let servers = self.servers();
        let phones: Vec<MovingPhones> = self
            .kinds()
            .into_iter()
            .map(|kind| MovingPhones {
                phones: self.described(&kind),
                today: self.boot(&kind, &servers, &today),
                afterwards: self.boot(&kind, &servers, &afterwards),
                lacks_security_by_default: kind.lacks_security_by_default,
                holds: kind.holds,
            })
            .collect();
        let worst = |boot: fn(&MovingPhones) -> &Boot| {
            let verdicts = phones.iter().filter(|phones| !phones.lacks_security_by_default);
            verdicts.map(|phones| boot(phones).verdict).max().unwrap_or(Verdict::Accepted)
        };
        let inputs = |end: &End<'_, '_>| {
            let of_it = self.lists.all.iter().filter(|placed| placed.cluster == end.number);
            of_it.map(|placed| placed.list.input.id).collect()
        };
        let mut migration = Migration {
            from: self.from.name.clone(),
            to: self.to.name.clone(),
            from_lists: inputs(&self.from),
            to_lists: inputs(&self.to),
            meant: meant::reasons(self, &found),
            today: worst(|phones| &phones.today),
            afterwards: worst(|phones| &phones.afterwards),
            outcome: String::new(),
            steps: advice::steps(self, &found),
            left_behind: advice::left_behind(self, &phones, &found),
            phones,
            more_imports: found.more,
            imports: found.all,
        };
        migration.outcome = advice::outcome(&migration);
        migration
    }

    /// What phones meet in the cluster that they leave, with what lies or will lie in its trust stores.
    fn surroundings(&self, found: &Imports, lies_there: impl Fn(&Import) -> bool) -> Surroundings {
        let mut surroundings = self.from.view.surroundings(&TvsReach::All);
        let store = &mut surroundings.store;
        for (import, certificate) in found.for_lists() {
            if lies_there(import) {
                store.known.push(Known {
                    certificate: certificate.certificate.clone(),
                    key: certificate.key.clone(),
                    place: format!("in {} of the cluster of {}", import.store, self.from.name),
                    roles: VOUCHED_ROLES.to_vec(),
                });
            }
        }
        store.is_whole |= found.stores_are_known;
        surroundings
    }

    /// What the other cluster offers: one server of each signer.
    fn servers(&self) -> Vec<Server<'case>> {
        let ctl = self.to.ctl.map(|ctl| List::of(ctl.list));
        let files = self.files();
        let mut signers: Vec<Option<Certificate>> = Vec::new();
        let mut servers = Vec::new();
        for itl in self.to.itls.iter().map(|placed| List::of(placed.list)) {
            let signer = itl.offer.signer.clone();
            let is_known = signers.iter().any(|known| match (known, &signer) {
                (Some(known), Some(signer)) => known.is_same(signer),
                (None, None) => true,
                _ => false,
            });
            if servers.len() < MOST_KINDS && !is_known {
                signers.push(signer);
                servers.push(Server { ctl: ctl.clone(), itl: Some(itl), files: files.clone() });
            }
        }
        if servers.is_empty() {
            servers.push(Server { ctl, itl: None, files });
        }
        servers
    }

    /// The signed files of the case that are of the other cluster.
    fn files(&self) -> Vec<Offer<'case>> {
        let lists: Vec<List<'_>> = self.to.newest().map(|placed| List::of(placed.list)).collect();
        let is_theirs = |file: &Offer<'_>| {
            let names = |signer: &Certificate| {
                lists.iter().any(|list| list.entries.iter().any(|entry| entry.certificate.is_same(signer)))
            };
            file.signer.as_ref().is_some_and(names)
        };
        self.evaluation.files.iter().map(Offer::of_file).filter(is_theirs).take(MOST_FILES).collect()
    }

    /// The phones of the cluster that is left: by ITL, as far as ITLs differ in what decides; with its CTL where there is one, and then those too
    /// that know nothing but the CTL.
    fn kinds(&self) -> Vec<Kind<'a, 'case>> {
        let signers: Vec<Certificate> =
            self.to.newest().filter_map(|placed| List::of(placed.list).offer.signer).collect();
        let mut seen: Vec<(HashSet<String>, bool, bool, bool)> = Vec::new();
        let mut kinds: Vec<Kind<'a, 'case>> = Vec::new();
        let mut itls: Vec<&Placed<'a, 'case>> = self.lists.of_kind(ListKind::Itl).collect();
        itls.retain(|itl| itl.cluster == self.from.number && is_held(itl));
        itls.sort_by_key(|itl| std::cmp::Reverse(itl.made));
        for itl in itls {
            let list = List::of(itl.list);
            let tvs = list
                .with_role(Role::TVS)
                .map(|entry| format!("{} {}", entry.certificate.serial, entry.certificate.issuer));
            let knows = signers.iter().any(|signer| list.find(signer, &[Role::SAST]).is_some());
            let key = (tvs.collect(), list.is_empty(), list.is_whole, knows);
            let id = itl.list.input.id;
            match seen.iter().position(|other| *other == key) {
                Some(place) => {
                    if let Some(kind) = kinds.get_mut(place) {
                        kind.holds.push(id);
                    }
                }
                None if kinds.len() < MOST_KINDS => {
                    seen.push(key);
                    let holds = self.from.ctl.iter().map(|ctl| ctl.list.input.id).chain([id]).collect();
                    kinds.push(Kind { ctl: self.from.ctl, itl: Some(itl), holds, lacks_security_by_default: false });
                }
                None => {}
            }
        }
        if let Some(ctl) = self.from.ctl {
            let holds = vec![ctl.list.input.id];
            if kinds.is_empty() {
                let holds = holds.clone();
                kinds.push(Kind { ctl: Some(ctl), itl: None, holds, lacks_security_by_default: false });
            }
            if self.evaluation.context.phones_without_security_by_default != Some(0) {
                kinds.push(Kind { ctl: Some(ctl), itl: None, holds, lacks_security_by_default: true });
            }
        }
        kinds
    }

    fn described(&self, kind: &Kind<'_, '_>) -> String {
        let held: Vec<String> = kind.ctl.iter().chain(&kind.itl).map(|placed| self.lists.called(placed)).collect();
        let others = kind.holds.len().saturating_sub(held.len());
        let more = match others {
            0 => String::new(),
            1 => ", or another ITL with the same TVS".to_owned(),
            more => format!(", or one of {more} other ITLs with the same TVS"),
        };
        let which = if kind.lacks_security_by_default { "Phones without Security By Default" } else { "Phones" };
        format!("{which} that hold {}{more}", listed_briefly(&held))
    }

    /// The start at the server that goes worst.
    fn boot(&self, kind: &Kind<'_, 'case>, servers: &[Server<'case>], surroundings: &Surroundings) -> Boot {
        let starts = servers.iter().map(|server| {
            let mut phone = Phone {
                ctl: kind.ctl.map(|placed| List::of(placed.list)),
                itl: kind.itl.map(|placed| List::of(placed.list)),
                lacks_security_by_default: kind.lacks_security_by_default,
                vouched: Vec::new(),
            };
            start(&mut phone, server, surroundings)
        });
        // Of equals the first, and not the last as `max_by_key` has it.
        let worst = starts.reduce(|worst, other| if other.verdict > worst.verdict { other } else { worst });
        let mut boot = worst.unwrap_or_else(|| start(&mut Phone::default(), &Server::default(), surroundings));
        if boot.verdict == Verdict::Refused {
            Key::Migrate.name().clone_into(&mut boot.remedy);
            boot.advice = if kind.lacks_security_by_default {
                "Delete the CTL on the phone by hand when it moves.".to_owned()
            } else {
                format!(
                    "Import the CallManager and ITLRecovery certificates of the cluster of {} into CallManager-trust and Phone-SAST-trust of the cluster of {}, and restart TVS there.",
                    self.to.name, self.from.name
                )
            };
        }
        boot
    }
}
