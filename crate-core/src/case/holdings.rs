//! Which certificates the servers hold, as far as the case tells by anything but trust lists: what a list has to be compared with.
//!
//! A certificate that was downloaded (`CAPF.pem`), listed (`show cert own CAPF`), selected from the database or shown in a handshake is what a
//! server holds. A trust list is what phones were told. Checks XF-01 to XF-10 hold one against the other.

use super::evaluation::JudgedCertificate;
use super::identity::{of_file_name, of_unit};
use super::input::{Contents, Input};
use super::inventory::Entry;
use crate::host_name::first_label;
use crate::report::{Evidence, Identity, Listing, Node, same_host};
use std::collections::{HashMap, HashSet};

/// A certificate that a server holds.
#[derive(Debug, Clone)]
pub struct Holding<'case> {
    /// The certificate.
    pub entry: &'case Entry,
    /// What it is in CUCM.
    pub identity: Identity,
    /// What it serves as in this place, where the place tells: a certificate may be Tomcat's and CallManager's at once.
    pub unit: Option<Identity>,
    /// The node that holds it, where the case tells.
    pub node: Option<String>,
    /// The trust store it lies in (`CallManager-trust`); none for a certificate that the server presents as its own, or may.
    pub store: Option<String>,
    /// The input that tells.
    pub input: usize,
    /// Whether the input says outright that it is the server's own (`show cert own`, `CAPF.pem`, a handshake), and not just a certificate.
    pub is_own: bool,
}

/// Every holding of a case.
#[derive(Debug, Default)]
pub struct Holdings<'case> {
    all: Vec<Holding<'case>>,
    /// SHA-256 fingerprints of what lies in a trust store.
    stored: HashSet<&'case str>,
    /// SHA-256 fingerprints of what was found outside of trust stores.
    loose: HashSet<&'case str>,
}

impl<'case> Holdings<'case> {
    /// Collects what inputs and listings tell of the certificates of the case.
    #[must_use]
    pub fn of(
        inputs: &'case [Input],
        listings: &[Listing],
        certificates: &[JudgedCertificate<'case>],
        nodes: &[Node],
    ) -> Self {
        let by_sha256: HashMap<&str, &JudgedCertificate<'case>> =
            certificates.iter().map(|judged| (judged.entry.sha256.as_str(), judged)).collect();
        let mut holdings = Vec::new();
        for input in inputs {
            if matches!(input.contents, Contents::TrustList(_) | Contents::Listing(_)) {
                continue;
            }
            let place = Place::of(input, inputs, nodes);
            for found in &input.certificates {
                let Some(judged) = by_sha256.get(found.sha256.as_str()) else { continue };
                // The certificates behind the first of a chain are those of the authorities.
                let is_first = input.certificates.first().is_some_and(|first| first.sha256 == found.sha256);
                holdings.push(Holding {
                    entry: judged.entry,
                    identity: judged.identity,
                    unit: place.unit.filter(|_| is_first),
                    node: place.node.clone(),
                    store: place.store.clone(),
                    input: input.id,
                    is_own: place.is_own && is_first,
                });
            }
        }
        for listing in listings {
            let around = input_of(inputs, listing.input).and_then(|input| node_around(input, inputs, nodes));
            for entry in &listing.entries {
                let Some(judged) = entry.certificate.as_deref().and_then(|sha256| by_sha256.get(sha256)) else {
                    continue;
                };
                let only_node = || match listing.nodes.as_slice() {
                    [node] => Some(node.clone()),
                    _ => around.clone(),
                };
                let unit = entry.unit.as_deref().unwrap_or_default();
                let store = is_store(unit).then(|| unit.to_owned());
                holdings.push(Holding {
                    entry: judged.entry,
                    identity: judged.identity,
                    unit: of_unit(unit),
                    node: entry.node.clone().or_else(only_node),
                    is_own: store.is_none() && !unit.is_empty(),
                    store,
                    input: listing.input,
                });
            }
        }
        let (mut stored, mut loose) = (HashSet::new(), HashSet::new());
        for holding in &holdings {
            let fingerprints = if holding.store.is_some() { &mut stored } else { &mut loose };
            fingerprints.insert(holding.entry.sha256.as_str());
        }
        Self { all: holdings, stored, loose }
    }

    /// All of them, in the order of the inputs.
    pub fn iter(&self) -> impl Iterator<Item = &Holding<'case>> {
        self.all.iter()
    }

    /// The certificates of this kind that servers present as their own, each once, the newest of each holder: what a renewal has replaced
    /// is left out. A certificate that lies in a trust store only is nobody's own here.
    #[must_use]
    pub fn current(&self, identity: Identity) -> Vec<&Holding<'case>> {
        let of_kind = || self.all.iter().filter(|holding| holding.is(identity) && holding.store.is_none());
        let any_own = of_kind().any(|holding| holding.is_own);
        let mut current = Current::default();
        of_kind().filter(|holding| holding.is_own || !any_own).for_each(|holding| current.take(holding));
        current.held
    }

    /// Whether a certificate lies in a trust store, as far as the case tells.
    #[must_use]
    pub fn is_stored(&self, sha256: &str) -> bool {
        self.stored.contains(sha256)
    }

    /// Whether a certificate lies in trust stores and was found nowhere else but in trust lists.
    #[must_use]
    pub fn is_only_stored(&self, sha256: &str) -> bool {
        self.stored.contains(sha256) && !self.loose.contains(sha256)
    }

    /// The certificates in a trust store, letter case not counting: `CallManager-trust`.
    pub fn in_store(&self, store: &str) -> impl Iterator<Item = &Holding<'case>> {
        self.all
            .iter()
            .filter(move |holding| holding.store.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(store)))
    }
}

impl Holding<'_> {
    /// Evidence: the certificate in its input.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        Evidence { input: Some(self.input), certificate: Some(self.entry.sha256.clone()), ..Evidence::default() }
    }

    /// Whether it is of this kind: by itself, or because it serves as that here. A certificate whose name says what it is, is nothing else.
    #[must_use]
    pub fn is(&self, identity: Identity) -> bool {
        use Identity::{Callmanager, CallmanagerEcdsa, Ipsec, Other, Tomcat, TomcatEcdsa, Tvs};
        let may_serve =
            matches!(self.identity, Callmanager | CallmanagerEcdsa | Tomcat | TomcatEcdsa | Tvs | Ipsec | Other);
        self.identity == identity || may_serve && self.unit == Some(identity)
    }

    /// Whether it is held by this node.
    #[must_use]
    pub fn is_of(&self, node: &str) -> bool {
        self.node.as_deref().is_some_and(|own| same_host(own, node))
    }
}

/// The newest of each holder. Two certificates of one kind are the same thing at different times when they are held by the same node, or by
/// none that is known and have the same name.
#[derive(Default)]
struct Current<'a, 'case> {
    held: Vec<&'a Holding<'case>>,
    /// Places in `held` by the first label of the node.
    by_node: HashMap<String, Vec<usize>>,
    /// Places in `held` by the name in the certificate: of any, and of one whose node is not known.
    by_subject: HashMap<String, (usize, Option<usize>)>,
}

impl<'a, 'case> Current<'a, 'case> {
    fn take(&mut self, holding: &'a Holding<'case>) {
        let subject = holding.entry.certificate.subject().folded();
        let named = self.by_subject.get(&subject);
        let rival = match &holding.node {
            None => named.map(|(any, _)| *any),
            Some(node) => {
                let of_label = self.by_node.get(&first_label(node)).into_iter().flatten();
                let same = |place: &&usize| self.held.get(**place).is_some_and(|other| other.is_of(node));
                of_label.into_iter().find(same).copied().or(named.and_then(|(_, nodeless)| *nodeless))
            }
        };
        let Some(place) = rival else {
            let place = self.held.len();
            self.held.push(holding);
            self.note(holding, subject, place);
            return;
        };
        let Some(other) = self.held.get_mut(place) else { return };
        if holding.entry.certificate.not_before() > other.entry.certificate.not_before() {
            *other = holding;
            self.note(holding, subject, place);
        }
    }

    fn note(&mut self, holding: &Holding<'_>, subject: String, place: usize) {
        let nodeless = holding.node.is_none().then_some(place);
        let named = self.by_subject.entry(subject).or_insert((place, nodeless));
        named.1 = named.1.or(nodeless);
        if let Some(node) = &holding.node {
            self.by_node.entry(first_label(node)).or_default().push(place);
        }
    }
}

/// Whether the name of a unit is that of a trust store.
#[must_use]
pub fn is_store(unit: &str) -> bool {
    unit.len() > 6 && unit.get(unit.len() - 6..).is_some_and(|end| end.eq_ignore_ascii_case("-trust"))
}

/// The input with this number; they stand in the order of their numbers.
pub(crate) fn input_of(inputs: &[Input], id: usize) -> Option<&Input> {
    inputs.binary_search_by_key(&id, |input| input.id).ok().and_then(|at| inputs.get(at))
}

/// The parts of the way to an input, its own file name first: `CAPF.pem`, `cucm-pub`, `case.zip`.
fn way_to<'a>(input: &'a Input, inputs: &'a [Input]) -> impl Iterator<Item = &'a str> {
    let outwards = std::iter::successors(Some(input), |input| input_of(inputs, input.parent?));
    outwards.flat_map(|input| input.name.rsplit(['/', '\\']))
}

/// The node that a folder around an input is called after: support cases come as `cucm-pub/ITLFile.tlv`.
#[must_use]
pub fn node_around(input: &Input, inputs: &[Input], nodes: &[Node]) -> Option<String> {
    let node_of = |part: &str| nodes.iter().find(|node| node.is_called(part)).map(|node| node.name.clone());
    way_to(input, inputs).skip(1).find_map(node_of)
}

/// What the way to an input tells of who holds it.
struct Place {
    node: Option<String>,
    store: Option<String>,
    unit: Option<Identity>,
    is_own: bool,
}

impl Place {
    /// Folders that are called like a node or like a trust store are taken for one: support cases come as `cucm-pub/CAPF.pem` and as
    /// `cucm-pub/CallManager-trust/….pem`. A file name may begin with the store: `CAPF-trust_….pem`.
    fn of(input: &Input, inputs: &[Input], nodes: &[Node]) -> Self {
        // In a handshake a server shows what it runs with; the port is not the node's name.
        let shown = input.origin.as_ref().filter(|origin| origin.carried_by.as_deref() == Some("TLS"));
        let server = shown
            .and_then(|origin| origin.server.as_deref())
            .map(|server| server.rsplit_once(':').map_or(server, |(address, _)| address));
        let of_server = || nodes.iter().find(|node| server.is_some_and(|server| node.is_called(server)));
        let node = node_around(input, inputs, nodes).or_else(|| of_server().map(|node| node.name.clone()));
        let file = way_to(input, inputs).next().unwrap_or_default();
        let stem = file.split(['_', '.', '(']).next().unwrap_or_default();
        let folders = way_to(input, inputs).skip(1);
        let store = folders.chain([stem]).find(|part| is_store(part)).map(str::to_owned);
        let unit = of_file_name(file).filter(|_| store.is_none());
        let is_own = shown.is_some() || store.is_none() && of_unit(stem).is_some();
        Self { node, store, unit, is_own }
    }
}
