//! Which records of several lists are one entry: the rows of the matrix.
//!
//! Records belong together by role, kind of certificate and node. Where one list has several certificates for such a place – two CAPF, say –
//! those that another list has too stand in one row, and the rest in the order of the records.

use super::columns::Column;
use super::rules::{Aspect, Owner, owner};
use crate::case::Releases;
use crate::case::facts::Facts;
use crate::case::standing::kind_of;
use crate::expected::Listed;
use crate::formats::trust_list::Role;
use crate::host_name::first_label;
use crate::report::{CellState, Identity, ListKind, RowStanding, same_host};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

/// One entry, and what each list has of it.
#[derive(Debug)]
pub(super) struct Row<'case> {
    pub(super) place: Place,
    /// Whose certificate it is, in words.
    pub(super) whose: String,
    /// One for each column.
    pub(super) cells: Vec<Cell<'case>>,
}

/// What an entry is: records with the same are compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Place {
    pub(super) cluster: usize,
    duty: Duty,
    kind: Option<Identity>,
    /// The host in a form in which equal hosts are equal; empty for what is the whole cluster's.
    host: String,
}

/// What a record's certificate is there for: a list says with TFTP or CCM+TFTP how secure the cluster is, and not another duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Duty {
    Signs,
    Serves,
    Capf,
    Tvs,
    Other(u16),
}

/// What one list has of an entry.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell<'case> {
    pub(super) state: CellState,
    /// Equal within the row for the same certificate; none where nothing is there.
    pub(super) variant: Option<usize>,
    pub(super) records: Vec<usize>,
    pub(super) role: Option<Role>,
    pub(super) facts: Option<Facts<'case>>,
}

/// One certificate that a list has for an entry.
#[derive(Debug)]
struct Holding<'case> {
    /// Equal for the same certificate in all lists.
    key: String,
    records: Vec<usize>,
    role: Role,
    facts: Option<Facts<'case>>,
    is_filled: bool,
}

/// What all lists have for an entry: whose it is, as how many records call it so, and for each column its certificates.
type Shelf<'case> = (Place, BTreeMap<String, usize>, Vec<Vec<Holding<'case>>>);

/// What the pairing has to know of the cluster.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cluster<'a> {
    /// The releases that it may run.
    pub(super) releases: Releases,
    /// Its publisher, if that is known.
    pub(super) publisher: Option<&'a str>,
}

/// The rows for some columns, signers first.
pub(super) fn rows<'case>(columns: &[Column<'_, 'case>], cluster: Cluster<'_>) -> Vec<Row<'case>> {
    let mut shelves: Vec<Shelf<'case>> = Vec::new();
    let mut by_place: HashMap<Place, usize> = HashMap::new();
    let keys = Keys::of(columns);
    for (number, column) in columns.iter().enumerate() {
        for listed in &column.listed {
            let facts = Facts::of_record(column.placed.list, listed.number);
            let (place, whose) = place_of(column, listed, facts.as_ref(), cluster.releases);
            let shelf = *by_place.entry(place.clone()).or_insert_with(|| {
                shelves.push((place, BTreeMap::new(), columns.iter().map(|_| Vec::new()).collect()));
                shelves.len() - 1
            });
            let Some((_, names, holdings)) = shelves.get_mut(shelf) else { continue };
            *names.entry(whose).or_default() += 1;
            let Some(holdings) = holdings.get_mut(number) else { continue };
            put(holdings, keys.of_record(listed, facts.as_ref()), listed, facts);
        }
    }
    shelves.sort_by_key(|(place, _, _)| (place.cluster, place.duty));
    shelves.into_iter().flat_map(|shelf| rows_of(shelf, columns, cluster)).collect()
}

/// Adds a record to what its list has for an entry.
fn put<'case>(holdings: &mut Vec<Holding<'case>>, key: String, listed: &Listed<'_>, facts: Option<Facts<'case>>) {
    // A list that repeats itself does so one record behind the other, or has few for an entry.
    if let Some(same) = holdings.iter_mut().rev().take(MOST_COMPARED).find(|holding| holding.key == key) {
        same.records.push(listed.number);
        return;
    }
    let is_filled = listed.is_filled() || facts.is_some();
    holdings.push(Holding { key, records: vec![listed.number], role: listed.role, facts, is_filled });
}

/// Certificates for one entry of one list that are looked at for repetitions.
const MOST_COMPARED: usize = 64;

/// What tells certificates apart, where files have all of a certificate, printouts its SHA-1, and cut printouts serial number and issuer.
struct Keys(HashMap<(String, String), String>);

impl Keys {
    fn of(columns: &[Column<'_, '_>]) -> Self {
        let mut known = HashMap::new();
        for column in columns {
            for listed in &column.listed {
                let Some(facts) = Facts::of_record(column.placed.list, listed.number) else { continue };
                if let (Some((serial, issuer)), Some(sha1)) = (facts.serial_and_issuer(), &facts.sha1) {
                    // Of several with one serial number and issuer, of which all but one are forged or damaged, always the same is taken.
                    let hash = known.entry((serial.to_owned(), issuer.to_owned())).or_insert_with(|| sha1.clone());
                    if sha1 < hash {
                        hash.clone_from(sha1);
                    }
                }
            }
        }
        Self(known)
    }

    fn of_record(&self, listed: &Listed<'_>, facts: Option<&Facts<'_>>) -> String {
        let Some(facts) = facts else {
            return if listed.is_filled() { format!("record {}", listed.number) } else { String::new() };
        };
        if let Some(sha1) = &facts.sha1 {
            return sha1.clone();
        }
        match facts.serial_and_issuer() {
            Some((serial, issuer)) => {
                let known = self.0.get(&(serial.to_owned(), issuer.to_owned()));
                known.cloned().unwrap_or_else(|| format!("{serial} {issuer}"))
            }
            None => facts.serial.clone().unwrap_or_default(),
        }
    }
}

/// What a record is, and whose in words.
fn place_of(
    column: &Column<'_, '_>,
    listed: &Listed<'_>,
    facts: Option<&Facts<'_>>,
    releases: Releases,
) -> (Place, String) {
    let kind = kind_of(column.placed.list, listed.number);
    let duty = match listed.role {
        Role::SAST => Duty::Signs,
        Role::TFTP | Role::CCM_TFTP | Role::CCM => Duty::Serves,
        Role::CAPF => Duty::Capf,
        Role::TVS => Duty::Tvs,
        Role(other) => Duty::Other(other),
    };
    let named = kind.map_or("", Identity::name);
    let own_host = || facts.map_or_else(|| listed.host(), |facts| facts.host().to_owned());
    let (host, whose) = match kind {
        Some(Identity::Capf) => (String::new(), named.to_owned()),
        // From 12.5 there is one in the cluster; before, its name tells whose it is.
        Some(Identity::Itlrecovery) if releases.surely_at_least(12, 5) => (String::new(), named.to_owned()),
        Some(Identity::Itlrecovery) => (own_host(), format!("{named} of {}", own_host())),
        Some(Identity::Tvs) if listed.names.is_multi_server => (String::new(), format!("{named} of all nodes")),
        Some(_) => {
            let node = listed.node.map(|node| node.name.clone());
            let said = Some(&listed.names.dns_name).filter(|name| !name.is_empty()).cloned();
            (node.or(said).unwrap_or_else(own_host), format!("{named} of {}", listed.host()))
        }
        // A token or an application server.
        None => (listed.names.shown(), listed.names.shown()),
    };
    let host = if kind.is_none() || host.parse::<std::net::IpAddr>().is_ok() {
        host.to_ascii_lowercase()
    } else {
        first_label(&host)
    };
    (Place { cluster: column.placed.cluster, duty, kind, host }, whose)
}

/// The rows of one entry: one, unless a list has several certificates for it.
fn rows_of<'case>(shelf: Shelf<'case>, columns: &[Column<'_, 'case>], cluster: Cluster<'_>) -> Vec<Row<'case>> {
    let (place, names, mut holdings) = shelf;
    // A record may be damaged: what most call it counts, and of equals always the same.
    let most = names.iter().max_by_key(|(name, count)| (**count, Reverse(name.as_str())));
    let whose = most.map(|(name, _)| name.clone()).unwrap_or_default();
    let mut rows: Vec<Vec<Option<Holding<'case>>>> = Vec::new();
    if holdings.iter().any(|holdings| holdings.len() > 1) {
        let mut count: HashMap<String, usize> = HashMap::new();
        for holding in holdings.iter().flatten() {
            *count.entry(holding.key.clone()).or_default() += 1;
        }
        let mut shared: HashMap<String, usize> = HashMap::new();
        for (number, column) in holdings.iter_mut().enumerate() {
            let mut rest = Vec::new();
            for holding in column.drain(..) {
                if count.get(&holding.key).is_none_or(|count| *count < 2) {
                    rest.push(holding);
                    continue;
                }
                let row = *shared.entry(holding.key.clone()).or_insert_with(|| {
                    rows.push(columns.iter().map(|_| None).collect());
                    rows.len() - 1
                });
                if let Some(cell) = rows.get_mut(row).and_then(|row| row.get_mut(number)) {
                    *cell = Some(holding);
                }
            }
            *column = rest;
        }
    }
    let left = holdings.iter().map(Vec::len).max().unwrap_or(0);
    let mut rest: Vec<_> = holdings.into_iter().map(Vec::into_iter).collect();
    for _ in 0..left {
        rows.push(rest.iter_mut().map(Iterator::next).collect());
    }
    let finished = rows.into_iter().map(|row| Row {
        place: place.clone(),
        whose: whose.clone(),
        cells: finish(&place, row, columns, cluster),
    });
    finished.collect()
}

/// Numbers the certificates of a row, and says of each hole what it means.
fn finish<'case>(
    place: &Place,
    row: Vec<Option<Holding<'case>>>,
    columns: &[Column<'_, 'case>],
    cluster: Cluster<'_>,
) -> Vec<Cell<'case>> {
    // What another generation of the same list has, could stand in this one.
    let holders: HashSet<_> =
        columns.iter().zip(&row).filter(|(_, holding)| holding.is_some()).map(|(column, _)| series(column)).collect();
    let mut variants: HashMap<String, usize> = HashMap::new();
    let cells = row.into_iter().zip(columns).map(|(holding, column)| match holding {
        Some(holding) => {
            let next = variants.len();
            Cell {
                state: if holding.is_filled { CellState::Held } else { CellState::Empty },
                variant: Some(*variants.entry(holding.key).or_insert(next)),
                records: holding.records,
                role: Some(holding.role),
                facts: holding.facts,
            }
        }
        None if column.placed.cluster != place.cluster => Cell { state: CellState::NotDue, ..Cell::default() },
        None if !column.is_whole => Cell { state: CellState::NotKnown, ..Cell::default() },
        None if holders.contains(&series(column)) || is_due(place, column, cluster) => Cell::default(),
        None => Cell { state: CellState::NotDue, ..Cell::default() },
    });
    cells.collect()
}

/// What generations of one list have in common.
fn series<'c>(column: &'c Column<'_, '_>) -> (ListKind, &'c (usize, String)) {
    (column.placed.list.contents.kind, &column.placed.series)
}

/// Whether an entry belongs into a list.
fn is_due(place: &Place, column: &Column<'_, '_>, cluster: Cluster<'_>) -> bool {
    let is_of = |node: Option<&str>| node.is_none_or(|node| place.host.is_empty() || same_host(node, &place.host));
    match owner(column.placed.list.contents.kind, place.aspect(), place.duty == Duty::Signs) {
        Owner::Any => true,
        Owner::Nobody => false,
        Owner::Own => is_of(column.placed.node.as_deref()),
        Owner::Publisher => is_of(cluster.publisher),
    }
}

impl Place {
    /// What of a list the entry is.
    pub(super) fn aspect(&self) -> Aspect {
        match (self.duty, self.kind) {
            (Duty::Tvs, _) => Aspect::Tvs,
            (Duty::Capf, _) => Aspect::Capf,
            (Duty::Signs, Some(Identity::Itlrecovery)) => Aspect::Recovery,
            (Duty::Signs, None) => Aspect::Token,
            (Duty::Signs | Duty::Serves, _) => Aspect::CallManager,
            (Duty::Other(_), _) => Aspect::Other,
        }
    }

    /// Whether it signs lists.
    pub(super) fn signs(&self) -> bool {
        self.duty == Duty::Signs
    }
}

impl<'case> Row<'case> {
    /// The cells of some columns.
    pub(super) fn of<'r>(&'r self, columns: &'r [usize]) -> impl Iterator<Item = (usize, &'r Cell<'case>)> {
        columns.iter().filter_map(|column| Some((*column, self.cells.get(*column)?)))
    }

    /// How some cells stand to each other.
    pub(super) fn standing(&self, columns: &[usize]) -> RowStanding {
        let cells: Vec<&Cell<'case>> = self.of(columns).map(|(_, cell)| cell).collect();
        let known = |cell: &Cell<'case>| {
            let facts = cell.facts.as_ref();
            (facts.and_then(|facts| facts.entry).is_some(), facts.and_then(Facts::subject).is_some())
        };
        // Of each certificate the cell that knows most of it, and all are held against the one of which most is known: so their order makes no
        // difference.
        let mut distinct: BTreeMap<usize, &Cell<'case>> = BTreeMap::new();
        for cell in cells.iter().copied() {
            let Some(variant) = cell.variant else { continue };
            let best = distinct.entry(variant).or_insert(cell);
            if known(cell) > known(best) {
                *best = cell;
            }
        }
        if distinct.len() > 1 {
            let Some(base) = distinct.values().copied().max_by_key(|cell| known(cell)) else {
                return RowStanding::Unclear;
            };
            let others = distinct.values().filter(|other| other.variant != base.variant);
            let standings = others.map(|other| stand(base, other)).max_by_key(|standing| rank(*standing));
            return standings.unwrap_or(RowStanding::Unclear);
        }
        let roles: HashSet<Role> = cells.iter().filter_map(|cell| cell.role).collect();
        if cells.iter().any(|cell| cell.state == CellState::Absent) && !distinct.is_empty() {
            RowStanding::OnlyInSome
        } else if roles.len() > 1 {
            RowStanding::OtherRole
        } else {
            RowStanding::Equal
        }
    }
}

/// How two cells with different certificates stand to each other.
fn stand(one: &Cell<'_>, other: &Cell<'_>) -> RowStanding {
    let (Some(first), Some(second)) = (&one.facts, &other.facts) else {
        let is_known = |cell: &Cell<'_>| cell.state == CellState::Empty || cell.facts.is_some();
        return if is_known(one) && is_known(other) { RowStanding::Different } else { RowStanding::Unclear };
    };
    match (first.subject(), second.subject()) {
        (Some(first), Some(second)) if first != second => return RowStanding::Different,
        (Some(_), Some(_)) => {}
        _ => return RowStanding::Unclear,
    }
    match (first.entry, second.entry) {
        (Some(first), Some(second)) if first.certificate.spki() == second.certificate.spki() => RowStanding::Reissued,
        (Some(_), Some(_)) => RowStanding::OtherKey,
        _ => RowStanding::OtherCertificate,
    }
}

/// Of several standings in a row, the one that is told.
fn rank(standing: RowStanding) -> u8 {
    match standing {
        RowStanding::Equal | RowStanding::OtherRole | RowStanding::OnlyInSome => 0,
        RowStanding::Unclear => 1,
        RowStanding::Reissued => 2,
        RowStanding::OtherCertificate => 3,
        RowStanding::OtherKey => 4,
        RowStanding::Different => 5,
    }
}
