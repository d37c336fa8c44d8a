//! The certificates that have to lie in trust stores before phones move, and whether they do.

use super::{End, Way};
use crate::case::facts::Facts;
use crate::case::joined::{FileName, folded};
use crate::crypto::PublicKey;
use crate::phone::Certificate;
use crate::phone::of_case::VOUCHED_STORES;
use crate::report::{Evidence, Identity, Import, ImportStanding};

/// Imports that are listed at most. A cluster has some twenty nodes, each with a CallManager certificate for two stores.
const MOST: usize = 64;

/// Everything that belongs into trust stores for one way.
pub(super) struct Imports {
    pub(super) all: Vec<Import>,
    /// The certificates of `all`, in its order.
    certificates: Vec<Wanted>,
    /// Those beyond the listed ones.
    pub(super) more: usize,
    /// Whether the case tells what lies in the trust stores out of which TVS vouches.
    pub(super) stores_are_known: bool,
}

/// A certificate that is wanted somewhere.
#[derive(Clone)]
pub(super) struct Wanted {
    pub(super) certificate: Certificate,
    pub(super) key: Option<PublicKey>,
    identity: Identity,
    node: Option<String>,
    why: String,
    evidence: Vec<Evidence>,
}

impl Imports {
    pub(super) fn of(way: &Way<'_, '_>) -> Self {
        let mut found = Self {
            all: Vec::new(),
            certificates: Vec::new(),
            more: 0,
            stores_are_known: VOUCHED_STORES.into_iter().any(|store| is_known(way, &way.from, store)),
        };
        for wanted in signers(way) {
            for store in VOUCHED_STORES {
                found.want(way, &way.from, store, &wanted);
            }
        }
        if way.from.ctl.is_some() || has_lsc(way) {
            for wanted in capf(way) {
                found.want(way, &way.to, "CallManager-trust", &wanted);
            }
        }
        found
    }

    /// Those that TVS of the old cluster needs to vouch for the lists of the new one.
    pub(super) fn for_lists(&self) -> impl Iterator<Item = (&Import, &Wanted)> {
        self.all.iter().zip(&self.certificates).filter(|(import, _)| import.identity != Identity::Capf)
    }

    /// How many of those lie where they belong, and how many do not.
    pub(super) fn counts(&self) -> (usize, usize) {
        let with = |standing| self.for_lists().filter(|(import, _)| import.standing == standing).count();
        (with(ImportStanding::Present), with(ImportStanding::Missing))
    }

    fn want(&mut self, way: &Way<'_, '_>, end: &End<'_, '_>, store: &str, wanted: &Wanted) {
        if self.all.len() == MOST {
            self.more += 1;
            return;
        }
        let (standing, told_by) = match lies_in(way, end, store, &wanted.certificate) {
            Some(evidence) => (ImportStanding::Present, Some(evidence)),
            None if is_known(way, end, store) || VOUCHED_STORES.contains(&store) && any_known(way, end) => {
                (ImportStanding::Missing, None)
            }
            None => (ImportStanding::Unknown, None),
        };
        self.all.push(Import {
            name: wanted.certificate.name.clone(),
            serial: Some(wanted.certificate.serial.clone()).filter(|serial| !serial.is_empty()),
            certificate: wanted.certificate.sha256.clone(),
            identity: wanted.identity,
            node: wanted.node.clone(),
            store: store.to_owned(),
            cluster: end.name.clone(),
            standing,
            why: wanted.why.clone(),
            evidence: wanted.evidence.iter().cloned().chain(told_by).collect(),
        });
        self.certificates.push(wanted.clone());
    }
}

/// What signs lists and configuration of the new cluster: ITLRecovery and the CallManager certificates, as its newest lists name them and as its
/// servers hold them.
fn signers(way: &Way<'_, '_>) -> Vec<Wanted> {
    let mut found: Vec<Wanted> = Vec::new();
    let mut add = |wanted: Wanted| {
        if !found.iter().any(|known| known.certificate.is_same(&wanted.certificate)) {
            found.push(wanted);
        }
    };
    let signing: Vec<Certificate> = way
        .to
        .newest()
        .filter_map(|placed| Certificate::of_signer(&placed.list.contents.list.header.signer()))
        .collect();
    for identity in [Identity::Itlrecovery, Identity::Callmanager, Identity::CallmanagerEcdsa] {
        for placed in way.to.newest() {
            for (number, facts) in placed.records(identity) {
                let evidence = Evidence {
                    input: Some(placed.list.input.id),
                    record: Some(number),
                    certificate: facts.entry.map(|entry| entry.sha256.clone()),
                    offset: None,
                };
                add(wanted(way, identity, &facts, None, &signing, evidence));
            }
        }
        for held in way.to.view.own(identity) {
            add(wanted(way, identity, &held.facts, held.node.as_deref(), &signing, held.evidence()));
        }
    }
    found
}

fn wanted(
    way: &Way<'_, '_>,
    identity: Identity,
    facts: &Facts<'_>,
    node: Option<&str>,
    signing: &[Certificate],
    evidence: Evidence,
) -> Wanted {
    let certificate = Certificate::of_facts(facts);
    let signs = signing.iter().any(|signer| signer.is_same(&certificate));
    let (to, host) = (&way.to.name, facts.host().to_owned());
    let why = match (identity, signs) {
        (Identity::Itlrecovery, true) => format!("signs the lists of the cluster of {to}"),
        (Identity::Itlrecovery, false) => {
            format!("signs the lists of the cluster of {to} after a recovery, and from 12.0 on always")
        }
        (_, true) => format!("signs lists and configuration of {host}"),
        (_, false) => format!("signs configuration of {host}"),
    };
    Wanted {
        key: facts.entry.map(|entry| entry.certificate.public_key().clone()),
        certificate,
        identity,
        node: node.map(str::to_owned).or(Some(host).filter(|host| !host.is_empty())),
        why,
        evidence: vec![evidence],
    }
}

/// The CAPF certificates of the old cluster, which issued the LSCs of its phones.
fn capf(way: &Way<'_, '_>) -> Vec<Wanted> {
    let mut found: Vec<Wanted> = Vec::new();
    for placed in way.from.newest() {
        for (number, facts) in placed.records(Identity::Capf) {
            let certificate = Certificate::of_facts(&facts);
            if found.iter().any(|known| known.certificate.is_same(&certificate)) {
                continue;
            }
            let (input, sha256) = (placed.list.input.id, certificate.sha256.clone());
            found.push(Wanted {
                certificate,
                key: None,
                identity: Identity::Capf,
                node: None,
                why: format!("issued the LSCs of the cluster of {}", way.from.name),
                evidence: vec![Evidence {
                    input: Some(input),
                    record: Some(number),
                    certificate: sha256,
                    offset: None,
                }],
            });
        }
    }
    found
}

/// Whether a certificate of the case is an LSC.
fn has_lsc(way: &Way<'_, '_>) -> bool {
    way.evaluation.certificates.iter().any(|judged| judged.identity == Identity::Lsc)
}

/// What tells that a certificate lies in a trust store of a cluster: the file in it, or the line of a listing.
fn lies_in(way: &Way<'_, '_>, end: &End<'_, '_>, store: &str, certificate: &Certificate) -> Option<Evidence> {
    let mut held = way.evaluation.holdings.in_store(store).filter(|holding| end.view.lies_here(holding));
    let same = held.find(|holding| Certificate::of_facts(&Facts::of_entry(holding.entry)).is_same(certificate));
    if let Some(holding) = same {
        return Some(holding.evidence());
    }
    let key = format!("{}_{}", folded(&certificate.name), certificate.serial);
    let named = |input: usize, name: Option<&str>, serial: Option<&str>| {
        let by_file = name.and_then(FileName::parse).is_some_and(|named| named.key() == key);
        let by_serial = !certificate.serial.is_empty() && serial == Some(certificate.serial.as_str());
        (by_file || by_serial).then(|| Evidence { input: Some(input), ..Evidence::default() })
    };
    entries(way, end, store).find_map(|(input, name, serial)| named(input, name, serial))
}

/// Whether the case tells what lies in a trust store of a cluster.
fn is_known(way: &Way<'_, '_>, end: &End<'_, '_>, store: &str) -> bool {
    way.evaluation.holdings.in_store(store).any(|holding| end.view.lies_here(holding))
        || entries(way, end, store).next().is_some()
}

/// A store that nothing lies in leaves no file: what is known of the one beside it tells that somebody looked.
fn any_known(way: &Way<'_, '_>, end: &End<'_, '_>) -> bool {
    VOUCHED_STORES.into_iter().any(|store| is_known(way, end, store))
}

/// The lines of listings on a trust store of a cluster: the input, the name of the file, the serial number.
fn entries<'w>(
    way: &'w Way<'_, '_>,
    end: &'w End<'_, '_>,
    store: &'w str,
) -> impl Iterator<Item = (usize, Option<&'w str>, Option<&'w str>)> {
    way.evaluation.listings.iter().flat_map(move |listing| {
        let only = match listing.nodes.as_slice() {
            [node] => Some(node.as_str()),
            _ => None,
        };
        let of_store = move |unit: &str| unit.eq_ignore_ascii_case(store);
        listing
            .entries
            .iter()
            .filter(move |entry| entry.unit.as_deref().is_some_and(of_store))
            .filter(move |entry| entry.node.as_deref().or(only).is_some_and(|node| end.view.is_host_of(node)))
            .map(move |entry| (listing.input, entry.name.as_deref(), entry.serial.as_deref()))
    })
}
