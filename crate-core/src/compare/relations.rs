//! What the lists are to each other: each group of them is judged by the rules of its relation.

use super::columns::Column;
use super::ctls::is_current;
use crate::report::{ListKind, ListRelation, RelationKind};
use crate::text::{count, listed_briefly};
use crate::timestamp::Timestamp;
use std::collections::{BTreeMap, HashMap};

/// Lists that stand in a relation.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) kind: RelationKind,
    /// The places of the columns, each file once but for [`RelationKind::SameFile`]. Generations with all their times are in that order.
    pub(super) columns: Vec<usize>,
    /// For generations whether their order is known.
    pub(super) is_ordered: bool,
}

/// The groups that the columns fall into. `latest` are the times of the latest CTLs of the nodes.
pub(super) fn groups(columns: &[Column<'_, '_>], latest: &HashMap<String, Timestamp>) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut files: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, column) in columns.iter().enumerate() {
        files.entry(column.leader).or_default().push(place);
    }
    let leaders: Vec<usize> = files.keys().copied().collect();
    let several = files.into_values().filter(|members| members.len() > 1);
    groups.extend(several.map(|members| Group::new(RelationKind::SameFile, members)));
    let mut clusters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for leader in &leaders {
        if let Some(column) = columns.get(*leader) {
            clusters.entry(column.placed.cluster).or_default().push(*leader);
        }
    }
    if clusters.len() > 1 {
        groups.push(Group::new(RelationKind::Clusters, leaders));
    }
    for members in clusters.into_values() {
        within_cluster(columns, &members, latest, &mut groups);
    }
    groups
}

fn within_cluster(
    columns: &[Column<'_, '_>],
    members: &[usize],
    latest: &HashMap<String, Timestamp>,
    groups: &mut Vec<Group>,
) {
    let of_kind = |kind: ListKind| -> Vec<(usize, &Column<'_, '_>)> {
        let all = members.iter().filter_map(|place| Some((*place, columns.get(*place)?)));
        all.filter(|(_, column)| column.placed.list.contents.kind == kind).collect()
    };
    let itls = of_kind(ListKind::Itl);
    let mut nodes: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut unplaced: Vec<usize> = Vec::new();
    for (place, column) in &itls {
        // What folders and names do not tell, the records of the other columns of one file may.
        match column.placed.node {
            Some(_) => nodes.entry(column.placed.series.1.as_str()).or_default().push(*place),
            None => unplaced.push(*place),
        }
    }
    let mut newest: Vec<usize> = nodes.values().filter_map(|places| newest_of(columns, places)).collect();
    newest.sort_unstable();
    if newest.len() > 1 {
        groups.push(Group::new(RelationKind::TftpNodes, newest.clone()));
    }
    groups.extend(nodes.into_values().filter(|places| places.len() > 1).map(|places| generations(columns, places)));
    let ctls = of_kind(ListKind::Ctl);
    let current: Vec<usize> =
        ctls.iter().filter(|(_, column)| is_current(column.placed, latest)).map(|(place, _)| *place).collect();
    if current.len() > 1 {
        groups.push(Group::new(RelationKind::CtlCopies, current.clone()));
    }
    let ctls: Vec<usize> = ctls.into_iter().map(|(place, _)| place).collect();
    if ctls.len() > 1 {
        groups.push(generations(columns, ctls.clone()));
    }
    let ctl = newest_of(columns, &current).or_else(|| newest_of(columns, &ctls));
    if let Some(ctl) = ctl {
        let beside =
            if newest.is_empty() { newest_of(columns, &unplaced).into_iter().collect() } else { newest.clone() };
        if !beside.is_empty() {
            groups.push(Group::new(RelationKind::ItlAndCtl, beside.into_iter().chain([ctl]).collect()));
        }
    }
    let unknown: Vec<usize> = of_kind(ListKind::Unknown).into_iter().map(|(place, _)| place).collect();
    let mut others: Vec<usize> =
        if unplaced.is_empty() { Vec::new() } else { newest.into_iter().chain(unplaced).collect() };
    if !unknown.is_empty() {
        others = members.to_vec();
    }
    others.sort_unstable();
    if others.len() > 1 {
        groups.push(Group::new(RelationKind::Unplaced, others));
    }
}

/// The latest of some lists. Of several of one time the hash decides, so that the order in which they were given does not.
fn newest_of(columns: &[Column<'_, '_>], places: &[usize]) -> Option<usize> {
    let weight = |place: &usize| {
        let list = columns.get(*place).map(|column| column.placed)?;
        Some((list.made, std::cmp::Reverse(list.list.input.hashes.sha256.as_str())))
    };
    places.iter().copied().max_by_key(weight)
}

/// Lists that are one at several times, in the order of these where all are known.
fn generations(columns: &[Column<'_, '_>], mut places: Vec<usize>) -> Group {
    let made = |place: &usize| columns.get(*place).and_then(|column| column.placed.made);
    let mut times: Vec<Timestamp> = places.iter().filter_map(made).collect();
    times.sort_unstable();
    times.dedup();
    let is_ordered = times.len() == places.len();
    if is_ordered {
        places.sort_by_key(made);
    }
    Group { is_ordered, ..Group::new(RelationKind::Generations, places) }
}

impl Group {
    fn new(kind: RelationKind, columns: Vec<usize>) -> Self {
        Self { kind, columns, is_ordered: false }
    }

    /// As the report shows it.
    pub(super) fn drawn(&self, columns: &[Column<'_, '_>]) -> ListRelation {
        let of_group = || self.columns.iter().filter_map(|place| columns.get(*place));
        let names: Vec<&str> = of_group().map(|column| column.name.as_str()).collect();
        let names = listed_briefly(&names);
        let title = of_group().next().map_or("trust list", |column| column.placed.list.contents.title());
        let node = of_group().next().and_then(|column| column.placed.node.as_deref());
        let meaning = match self.kind {
            RelationKind::SameFile => format!("{names} are the same file."),
            RelationKind::TftpNodes => {
                format!("{names} are the ITLs of {} of one cluster.", count(self.columns.len(), "TFTP node"))
            }
            RelationKind::CtlCopies => format!("{names} are CTLs of one cluster, which should have one."),
            RelationKind::ItlAndCtl => format!("{names} are ITL and CTL of one cluster."),
            RelationKind::Generations => match (title, node) {
                ("ITL", Some(node)) => format!("{names} are the ITL of {node} at several times."),
                _ => format!("{names} are a {title} of one cluster at several times, or of several nodes."),
            },
            RelationKind::Unplaced => {
                format!("{names} are of one cluster; whether of several nodes or of several times is not known.")
            }
            RelationKind::Clusters => {
                format!("{names} are not all of one cluster: no certificate and no node's name stands in all.")
            }
        };
        ListRelation { kind: self.kind, inputs: of_group().map(Column::input).collect(), meaning }
    }
}
