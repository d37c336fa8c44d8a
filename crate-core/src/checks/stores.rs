//! Trust stores as the case tells of them: what lies in each, by certificates and by the names that listings print.

use crate::case::evaluation::Evaluation;
use crate::case::holdings::{Holding, is_store};
use crate::case::input::Input;
use crate::case::inventory::Entry;
use crate::case::joined::{FileName, file_name, folded};
use crate::distinguished_name::DistinguishedName;
use crate::report::{Evidence, Listing, ListingEntry};
use std::collections::{HashMap, HashSet};

/// A trust store: that of one node as one output or one folder tells of it, or all of one name together.
#[derive(Debug, Default)]
pub(super) struct Store<'e, 'case> {
    /// Its name: `CallManager-trust`.
    pub(super) name: String,
    /// The node that it lies on, where the case tells.
    pub(super) node: Option<&'e str>,
    /// Its certificates that are in the case, in the order of the inputs.
    pub(super) holdings: Vec<&'e Holding<'case>>,
    /// Whether an output lists it, so that what is not there is absent. Of folders nobody knows whether they are complete.
    pub(super) is_listed: bool,
    /// How many entries of listings are known by their names alone.
    pub(super) names_alone: usize,
    /// The inputs that tell of it, each once, in their order.
    pub(super) inputs: Vec<usize>,
    known_inputs: HashSet<usize>,
    fingerprints: HashSet<&'e str>,
    /// Names of files, with and without serial number.
    file_names: HashSet<String>,
    /// Common names.
    common_names: HashSet<String>,
}

/// Every trust store of every node by itself.
pub(super) fn each<'e, 'case>(evaluation: &'e Evaluation<'case>) -> Vec<Store<'e, 'case>> {
    let folder = |input: usize| {
        let input = input_of(evaluation, input)?;
        let folder = input.name.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder);
        Some(format!("{:?} {folder}", input.parent))
    };
    // A listing is one source, whatever the names of files in it.
    let listings: HashSet<usize> = evaluation.listings.iter().map(|listing| listing.input).collect();
    collect(evaluation, |name, node, input| {
        let place = match node {
            Some(node) => node.to_ascii_lowercase(),
            None if listings.contains(&input) => format!("{input}"),
            None => folder(input).unwrap_or_default(),
        };
        Some(format!("{name} {place}"))
    })
}

/// The trust store of this name, all nodes together; none where the case tells of none.
pub(super) fn of_cluster<'e, 'case>(evaluation: &'e Evaluation<'case>, wanted: &str) -> Option<Store<'e, 'case>> {
    let stores = collect(evaluation, |name, _, _| name.eq_ignore_ascii_case(wanted).then(String::new));
    stores.into_iter().next()
}

impl Store<'_, '_> {
    /// Whether a certificate lies in it, or something that is called like it.
    pub(super) fn holds(&self, entry: &Entry) -> bool {
        let name = entry.certificate.subject().get("CN").unwrap_or_default().trim();
        self.fingerprints.contains(entry.sha256.as_str())
            || self.file_names.contains(&file_name(&entry.certificate))
            || self.file_names.contains(&folded(name))
    }

    /// Whether something with this common name lies in it.
    pub(super) fn has_name(&self, common_name: &str) -> bool {
        self.common_names.contains(&folded(common_name.trim()))
    }

    /// Whether a file that is called so, without serial number, lies in it.
    pub(super) fn has_file(&self, stem: &str) -> bool {
        self.file_names.contains(&folded(stem.trim()))
    }

    /// Whether a CAPF certificate lies in it: one without any is not all of CallManager-trust or CAPF-trust.
    pub(super) fn has_capf(&self) -> bool {
        self.common_names.iter().any(|name| name.starts_with("capf_"))
    }

    /// What it is called in a sentence: "CallManager-trust", "ipsec-trust of cucm-pub".
    pub(super) fn title(&self) -> String {
        self.node.map_or_else(|| self.name.clone(), |node| format!("{} of {node}", self.name))
    }

    /// Evidence: what tells of it.
    pub(super) fn evidence(&self) -> Vec<Evidence> {
        self.inputs.iter().take(MOST_NAMED).map(|input| super::input(*input)).collect()
    }

    fn note_input(&mut self, input: usize) {
        if self.known_inputs.insert(input) {
            self.inputs.push(input);
        }
    }

    fn note_entry(&mut self, entry: &ListingEntry) {
        if let Some(name) = &entry.name {
            let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
            let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
            self.file_names.insert(folded(stem));
            self.common_names.insert(folded(stem));
            if let Some(named) = FileName::parse(name) {
                let key = named.key();
                self.common_names.extend(key.rsplit_once('_').map(|(holder, _)| holder.to_owned()));
                self.file_names.insert(key);
            }
        }
        let subject = entry.subject.as_deref().map(DistinguishedName::parse);
        let common_name = subject.as_ref().and_then(|subject| subject.get("CN")).map(|name| folded(name.trim()));
        if let Some(name) = common_name {
            self.file_names.extend(entry.serial.as_ref().map(|serial| format!("{name}_{serial}")));
            self.common_names.insert(name);
        }
    }
}

/// Inputs that are named as evidence of one store.
const MOST_NAMED: usize = 16;

/// What tells of trust stores, put together by a key: store, node and input give it, or none for what is not asked for.
fn collect<'e, 'case>(
    evaluation: &'e Evaluation<'case>,
    key: impl Fn(&str, Option<&str>, usize) -> Option<String>,
) -> Vec<Store<'e, 'case>> {
    let mut stores: Vec<Store<'e, 'case>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut place = |stores: &mut Vec<Store<'e, 'case>>, name: &str, node: Option<&'e str>, input: usize| {
        let place = *places.entry(key(&name.to_ascii_lowercase(), node, input)?).or_insert(stores.len());
        if place == stores.len() {
            stores.push(Store { name: name.to_owned(), node, ..Store::default() });
        }
        Some(place)
    };
    for holding in evaluation.holdings.iter() {
        let Some(name) = &holding.store else { continue };
        let place = place(&mut stores, name, holding.node.as_deref(), holding.input);
        let Some(store) = place.and_then(|place| stores.get_mut(place)) else { continue };
        store.note_input(holding.input);
        if store.fingerprints.insert(&holding.entry.sha256) {
            store.holdings.push(holding);
            let name = holding.entry.certificate.subject().get("CN").unwrap_or_default().trim();
            store.common_names.insert(folded(name));
        }
    }
    for listing in &evaluation.listings {
        let is_listed = lists_stores(listing);
        let only_node = match listing.nodes.as_slice() {
            [node] => Some(node.as_str()),
            _ => None,
        };
        for entry in &listing.entries {
            let Some(name) = entry.unit.as_deref().filter(|unit| is_store(unit)) else { continue };
            let node = entry.node.as_deref().or(only_node);
            let place = place(&mut stores, name, node, listing.input);
            let Some(store) = place.and_then(|place| stores.get_mut(place)) else { continue };
            store.note_input(listing.input);
            store.is_listed |= is_listed;
            store.names_alone += usize::from(entry.certificate.is_none());
            store.note_entry(entry);
        }
    }
    stores
}

/// Whether an output lists whole stores, and not one certificate.
fn lists_stores(listing: &Listing) -> bool {
    listing.command.starts_with("show cert list") || listing.command.starts_with("run sql")
}

/// The input with this number.
pub(super) fn input_of<'case>(evaluation: &Evaluation<'case>, id: usize) -> Option<&'case Input> {
    let place = evaluation.inputs.binary_search_by_key(&id, |input| input.id).ok()?;
    evaluation.inputs.get(place)
}
