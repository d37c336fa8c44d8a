//! Which lists of a case belong together: to one cluster, to one node, and in which order they were written: generations of one list.

use crate::case::evaluation::{Evaluation, JudgedList};
use crate::case::facts::Facts;
use crate::case::holdings::node_around;
use crate::case::standing::kind_of;
use crate::formats::trust_list::Role;
use crate::host_name::{first_label, is_multi_server};
use crate::report::{Identity, ListKind};
use crate::timestamp::Timestamp;
use std::collections::HashMap;

/// The lists of a case, each once, as they belong together.
#[derive(Debug)]
pub(crate) struct Lists<'a, 'case> {
    pub(crate) all: Vec<Placed<'a, 'case>>,
    /// How many lists are called so.
    names: HashMap<&'a str, usize>,
}

/// A list, and what it belongs to.
#[derive(Debug)]
pub(crate) struct Placed<'a, 'case> {
    pub(crate) list: &'a JudgedList<'case>,
    /// Lists that share a certificate, or a host by its full name, have the same number: they are of one cluster.
    pub(crate) cluster: usize,
    /// The node that it was fetched from or, for an ITL, that wrote it; none when that is not known.
    pub(crate) node: Option<String>,
    /// When it was written, if it tells: printouts do not.
    pub(crate) made: Option<Timestamp>,
    /// What it has in common with other generations of itself.
    pub(crate) series: (usize, String),
}

impl<'a, 'case> Lists<'a, 'case> {
    /// Orders the lists of a case.
    pub(crate) fn of(evaluation: &'a Evaluation<'case>) -> Self {
        Self::among(evaluation, evaluation.distinct_lists().collect())
    }

    /// Orders all lists of a case, with printouts and copies of files that are in the case.
    pub(crate) fn with_copies(evaluation: &'a Evaluation<'case>) -> Self {
        Self::among(evaluation, evaluation.lists.iter().collect())
    }

    fn among(evaluation: &'a Evaluation<'case>, lists: Vec<&'a JudgedList<'case>>) -> Self {
        let clusters = clusters(&lists);
        let told: HashMap<usize, &str> =
            evaluation.context.list_nodes.iter().map(|told| (told.input, told.node.as_str())).collect();
        let mut names = HashMap::new();
        let mut all: Vec<Placed<'a, 'case>> = Vec::with_capacity(lists.len());
        for (list, cluster) in lists.into_iter().zip(clusters) {
            let own = own_call_manager(list);
            let host = own.as_ref().filter(|own| !is_shared(own)).map(|own| own.host().to_owned());
            let around = node_around(list.input, evaluation.inputs, &evaluation.context.nodes);
            let wrote = told
                .get(&list.input.id)
                .map(|node| (*node).to_owned())
                .or_else(|| host.filter(|host| !host.is_empty()));
            let node = match list.contents.kind {
                ListKind::Itl => around.or(wrote),
                _ => around,
            };
            let series = match list.contents.kind {
                ListKind::Itl => node.clone().or(own.map(|own| own.name)).unwrap_or_default(),
                // There is one CTL in a cluster, wherever it was fetched.
                _ => String::new(),
            };
            let made = list.contents.list.header.timestamp();
            *names.entry(list.input.short_name()).or_insert(0) += 1;
            all.push(Placed { list, cluster, node, made, series: (cluster, first_label(&series)) });
        }
        Self { all, names }
    }

    /// The lists of a kind.
    pub(crate) fn of_kind(&self, kind: ListKind) -> impl Iterator<Item = &Placed<'a, 'case>> {
        self.all.iter().filter(move |placed| placed.list.contents.kind == kind)
    }

    /// The lists of a kind without those that a later one of the same node, or for CTLs of the same cluster, has replaced.
    pub(crate) fn newest(&self, kind: ListKind) -> Vec<&Placed<'a, 'case>> {
        let mut latest: HashMap<&(usize, String), Timestamp> = HashMap::new();
        for placed in self.of_kind(kind) {
            if let Some(made) = placed.made {
                let known = latest.entry(&placed.series).or_insert(made);
                *known = made.max(*known);
            }
        }
        let is_latest =
            |placed: &&Placed<'a, 'case>| placed.made.is_none() || placed.made == latest.get(&placed.series).copied();
        self.of_kind(kind).filter(is_latest).collect()
    }

    /// The generations of each ITL, the oldest first, where there are several with their times.
    pub(crate) fn generations(&self) -> Vec<Vec<&Placed<'a, 'case>>> {
        let mut series: HashMap<&(usize, String), Vec<&Placed<'a, 'case>>> = HashMap::new();
        for placed in self.of_kind(ListKind::Itl).filter(|placed| placed.made.is_some()) {
            series.entry(&placed.series).or_default().push(placed);
        }
        let mut several: Vec<_> = series.into_values().filter(|lists| lists.len() > 1).collect();
        several.sort_by_key(|lists| lists.first().map(|first| first.list.input.id));
        for lists in &mut several {
            lists.sort_by_key(|placed| placed.made);
        }
        several
    }

    /// What a list is called in a sentence; inputs that came under one name are told apart by their number.
    pub(crate) fn called(&self, placed: &Placed<'_, '_>) -> String {
        let name = placed.list.input.short_name();
        match self.names.get(name) {
            Some(1) => name.to_owned(),
            _ => format!("{name} (input {})", placed.list.input.id),
        }
    }
}

impl<'case> Placed<'_, 'case> {
    /// The records with a kind of certificate, with what they hold.
    pub(crate) fn records(&self, identity: Identity) -> impl Iterator<Item = (usize, Facts<'case>)> {
        let numbers = 1..=self.list.contents.list.records.len();
        let of_kind = numbers.filter(move |number| kind_of(self.list, *number) == Some(identity));
        of_kind.filter_map(|number| Some((number, Facts::of_record(self.list, number)?)))
    }

    /// When it was written, in words for a sentence.
    pub(crate) fn made_for_people(&self) -> String {
        self.made.map_or_else(|| "at a time that is not printed".to_owned(), |made| format!("on {}", made.for_people()))
    }
}

/// The CallManager certificate that a TFTP node puts into its ITL as a SAST record: its own.
fn own_call_manager<'case>(list: &JudgedList<'case>) -> Option<Facts<'case>> {
    let signers = list.contents.list.with_role(Role::SAST).map(|(number, _)| number);
    let mut own = signers
        .filter(|number| kind_of(list, *number) == Some(Identity::Callmanager))
        .filter_map(|number| Facts::of_record(list, number));
    let first = own.next()?;
    // After "utils itl reset" the publisher's may stand there beside the node's own.
    own.all(|other| first.is_same(&other) == Some(true)).then_some(first)
}

/// Whether a certificate is one of several nodes (multi-server), so that it does not tell the node.
fn is_shared(facts: &Facts<'_>) -> bool {
    is_multi_server(&facts.name)
}

/// For each list the number of its cluster.
fn clusters(lists: &[&JudgedList<'_>]) -> Vec<usize> {
    let mut leaders: Vec<usize> = (0..lists.len()).collect();
    let mut first_with: HashMap<String, usize> = HashMap::new();
    for (place, list) in lists.iter().enumerate() {
        for key in (1..=list.contents.list.records.len()).flat_map(|number| keys(list, number)) {
            let other = *first_with.entry(key).or_insert(place);
            join(&mut leaders, place, other);
        }
    }
    (0..lists.len()).map(|place| leader(&mut leaders, place)).collect()
}

/// What a record has that only records of the same cluster have too. Hardware tokens are left out: one may serve several clusters.
fn keys(list: &JudgedList<'_>, number: usize) -> Vec<String> {
    let Some(facts) = kind_of(list, number).and_then(|_| Facts::of_record(list, number)) else { return Vec::new() };
    let certificate = facts.serial_and_issuer().map(|(serial, issuer)| format!("{serial} {issuer}"));
    let host = Some(facts.host()).filter(|host| host.contains('.')).map(str::to_owned);
    certificate.into_iter().chain(host).collect()
}

fn leader(leaders: &mut [usize], mut place: usize) -> usize {
    while let Some(above) = leaders.get(place).copied().filter(|above| *above != place) {
        // Halve the way for the next that goes it.
        let higher = leaders.get(above).copied().unwrap_or(above);
        if let Some(own) = leaders.get_mut(place) {
            *own = higher;
        }
        place = above;
    }
    place
}

fn join(leaders: &mut [usize], one: usize, other: usize) {
    let (one, other) = (leader(leaders, one), leader(leaders, other));
    if let Some(above) = leaders.get_mut(one.max(other)) {
        *above = one.min(other);
    }
}
