//! XF-01

use crate::case::evaluation::Evaluation;
use crate::case::facts::Facts;
use crate::case::series::{Lists, Placed};
use crate::checks::{Check, Fact, Observations, input};
use crate::compare::rules::{self, Aspect, Demand};
use crate::report::{Identity, ListKind, RelationKind, Severity};
use crate::text::listed_briefly;
use std::collections::{BTreeMap, HashMap};

pub(in crate::checks) static CHECK: Check = Check {
    id: "XF-01",
    severity: Severity::Warning,
    title: "The ITLs of all TFTP nodes agree where they have to",
    meaning: "Each TFTP node writes an ITL of its own. In that, its own CallManager certificate, the order of the records and the time differ from the others, and that is \
              right. The TVS certificates, CAPF, and from 12.5 ITLRecovery are those of the cluster and must be the same in all. A node whose list differs there was \
              left behind: its TVS or TFTP was not restarted, or the database was not replicated to it.",
    symptoms: "Phones that get their ITL from that node do not know certificates that the others know, or trust ones that are gone: the same change works on some \
               phones and fails on others.",
    plan: None,
    remedy: "See that the database is replicated (\"utils dbreplication runtimestate\"), then restart TVS and after it TFTP on the node that differs, and compare \
             \"show itl\" again.",
    source: "Cisco Security Guide 14, Default Security; Cisco doc 214231",
    since: "0.1",
    needs: "the ITLs of two TFTP nodes",
    wants: &[],
    applies: |evaluation| {
        evaluation.distinct_lists().filter(|list| list.contents.kind == ListKind::Itl).nth(1).is_some()
    },
    run,
};

/// A certificate by its serial number and issuer.
type Named = (String, String);

/// ITLs that agree.
type Class<'w, 'p, 'a, 'case> = Vec<&'w Whole<'p, 'a, 'case>>;

/// What must agree, with what it is called; whether the last must, the release tells.
const SHARED: [(Identity, &str); 3] =
    [(Identity::Tvs, "TVS"), (Identity::Capf, "CAPF"), (Identity::Itlrecovery, "ITLRecovery")];

/// What the table of rules says of ITLRecovery in the ITLs of several TFTP nodes.
fn demand_on_recovery(evaluation: &Evaluation<'_>) -> Demand {
    let rule = rules::find(RelationKind::TftpNodes, Aspect::Recovery, evaluation.releases);
    rule.map_or(Demand::Nothing, |rule| rule.demand)
}

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let lists = Lists::of(evaluation);
    let mut clusters: BTreeMap<usize, Vec<&Placed<'_, '_>>> = BTreeMap::new();
    for placed in lists.newest(ListKind::Itl) {
        clusters.entry(placed.cluster).or_default().push(placed);
    }
    if clusters.len() > 1 {
        strangers(&lists, &clusters, observations);
    }
    for itls in clusters.into_values() {
        let wholes: Vec<Whole<'_, '_, '_>> = one_of_each_node(&itls).into_iter().filter_map(Whole::of).collect();
        if wholes.len() > 1 {
            compare(evaluation, &lists, &wholes, observations);
        }
    }
}

/// The ITLs that surely are of different nodes. Of which node one is has to be known: it may be an older one of the same node otherwise. Of
/// several of one node that were written at one time the hash decides, so that the order in which they were given does not.
fn one_of_each_node<'p, 'a, 'case>(itls: &[&'p Placed<'a, 'case>]) -> Vec<&'p Placed<'a, 'case>> {
    let mut of_nodes: BTreeMap<&str, &'p Placed<'a, 'case>> = BTreeMap::new();
    let hash = |placed: &Placed<'_, 'case>| placed.list.input.hashes.sha256.as_str();
    for placed in itls.iter().copied().filter(|placed| placed.node.is_some()) {
        let chosen = of_nodes.entry(placed.series.1.as_str()).or_insert(placed);
        if hash(placed) < hash(chosen) {
            *chosen = placed;
        }
    }
    let mut chosen: Vec<_> = of_nodes.into_values().collect();
    chosen.sort_by_key(|placed| placed.list.input.id);
    chosen
}

/// An ITL of which all records are there, with what it has to have in common with the others.
struct Whole<'p, 'a, 'case> {
    placed: &'p Placed<'a, 'case>,
    shared: [BTreeMap<Named, Facts<'case>>; 3],
}

impl<'p, 'a, 'case> Whole<'p, 'a, 'case> {
    fn of(placed: &'p Placed<'a, 'case>) -> Option<Self> {
        // An empty one, as before a rollback, or one that is cut or damaged says nothing of the node.
        let is_whole = placed.list.contents.has_all_records() && placed.list.contents.damages.is_empty();
        if !is_whole || placed.records(Identity::Tvs).next().is_none() {
            return None;
        }
        let mut shared = SHARED.map(|_| BTreeMap::new());
        for (set, (identity, _)) in shared.iter_mut().zip(SHARED) {
            for (_, facts) in placed.records(identity) {
                let (serial, issuer) = facts.serial_and_issuer()?;
                set.insert((serial.to_owned(), issuer.to_owned()), facts);
            }
        }
        Some(Self { placed, shared })
    }

    /// What must be the same in all: ITLRecovery only where there is surely one in the cluster.
    fn key(&self, one_recovery: bool) -> Vec<Vec<&Named>> {
        let compared = self.shared.iter().take(if one_recovery { 3 } else { 2 });
        compared.map(|set| set.keys().collect()).collect()
    }
}

fn compare(
    evaluation: &Evaluation<'_>,
    lists: &Lists<'_, '_>,
    wholes: &[Whole<'_, '_, '_>],
    observations: &mut Observations,
) {
    let demand = demand_on_recovery(evaluation);
    let one_recovery = demand == Demand::Same;
    // Before 12.5 each node has an ITLRecovery of its own.
    if demand == Demand::SameWherePresent && differ(wholes, 2) {
        observations.lack([Fact::Release]);
    }
    let mut classes: HashMap<Vec<Vec<&Named>>, Class<'_, '_, '_, '_>> = HashMap::new();
    for whole in wholes {
        classes.entry(whole.key(one_recovery)).or_default().push(whole);
    }
    if classes.len() < 2 {
        return;
    }
    // Most nodes are right; of as many, those that wrote theirs last.
    let mut classes: Vec<_> = classes.into_values().collect();
    let weight = |class: &Class<'_, '_, '_, '_>| {
        let last = class.iter().filter_map(|whole| whole.placed.made).max();
        (class.len(), last, class.first().map(|first| std::cmp::Reverse(first.placed.list.input.id)))
    };
    classes.sort_by_key(|class| std::cmp::Reverse(weight(class)));
    let Some((right, others)) = classes.split_first() else { return };
    let Some(model) = right.first() else { return };
    for odd in others.iter().flatten() {
        say(lists, model, odd, if one_recovery { 3 } else { 2 }, observations);
    }
}

/// Whether the sets at a place of [`SHARED`] are not all the same.
fn differ(wholes: &[Whole<'_, '_, '_>], place: usize) -> bool {
    let mut keys = wholes.iter().filter_map(|whole| whole.shared.get(place)).map(|set| set.keys().collect::<Vec<_>>());
    let first = keys.next();
    keys.any(|other| Some(other) != first)
}

fn say(
    lists: &Lists<'_, '_>,
    model: &Whole<'_, '_, '_>,
    odd: &Whole<'_, '_, '_>,
    compared: usize,
    observations: &mut Observations,
) {
    let (name, other) = (lists.called(odd.placed), lists.called(model.placed));
    let node = odd.placed.node.as_deref().unwrap_or_default();
    let mut differences = Vec::new();
    let mut rows = Vec::new();
    for ((ours, theirs), (_, what)) in odd.shared.iter().zip(&model.shared).zip(SHARED).take(compared) {
        let only = |one: &BTreeMap<Named, Facts<'_>>, two: &BTreeMap<Named, Facts<'_>>| {
            let only = one.iter().filter(|(key, _)| !two.contains_key(*key));
            only.map(|(_, facts)| facts.name.clone()).collect::<Vec<_>>()
        };
        let (surplus, missing) = (only(ours, theirs), only(theirs, ours));
        if !missing.is_empty() {
            differences.push(format!("it lacks the {what} certificate of {}", listed_briefly(&missing)));
        }
        if !surplus.is_empty() {
            differences.push(format!("it alone holds a {what} certificate of {}", listed_briefly(&surplus)));
        }
        if !missing.is_empty() || !surplus.is_empty() {
            let serials = |set: &BTreeMap<Named, Facts<'_>>| {
                let serials: Vec<&str> = set.keys().map(|(serial, _)| serial.as_str()).collect();
                if serials.is_empty() { "none".to_owned() } else { listed_briefly(&serials) }
            };
            rows.push((what, [(name.clone(), serials(ours)), (other.clone(), serials(theirs))]));
        }
    }
    let detail = format!(
        "Compared with {other}, {}. {name} was written {}, {other} {}.",
        listed_briefly(&differences),
        odd.placed.made_for_people(),
        model.placed.made_for_people()
    );
    let title = format!("The ITL of {node} differs from that of {}", model.placed.node.as_deref().unwrap_or(&other));
    let evidence = vec![input(odd.placed.list.input.id), input(model.placed.list.input.id)];
    let observation = observations.say(title, detail, evidence);
    for (what, sides) in rows {
        observation.compare(format!("serial numbers of {what}"), sides);
    }
}

/// Lists without anything in common.
fn strangers(lists: &Lists<'_, '_>, clusters: &BTreeMap<usize, Vec<&Placed<'_, '_>>>, observations: &mut Observations) {
    let firsts: Vec<&Placed<'_, '_>> = clusters.values().filter_map(|itls| itls.first().copied()).collect();
    let names: Vec<String> = firsts.iter().map(|placed| lists.called(placed)).collect();
    let detail = "No certificate and no node's name stands in more than one of them: they are of different clusters, or of one before and after everything in it was made anew. \
                  They are not compared with each other.";
    let evidence = firsts.iter().take(8).map(|placed| input(placed.list.input.id)).collect();
    let title = format!("{} have nothing in common", listed_briefly(&names));
    observations
        .say_as(Severity::Info, title, detail, evidence)
        .advise("Nothing, if you gave lists of several clusters.");
}
