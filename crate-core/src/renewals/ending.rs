//! What ends: the certificates that servers hold as their own, the CAs above them, tokens, and the certificates of phones.

use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::case::identity::phone;
use crate::case::known_cisco::{self, Known};
use crate::case::series::Lists;
use crate::case::standing::{Agreement, kind_of};
use crate::checks::public_issuer;
use crate::distinguished_name::DistinguishedName;
use crate::expected;
use crate::plan::Key;
use crate::report::{ClusterMode, Identity, ListKind, NodeService, same_host};
use crate::text::{count, visible};
use crate::timestamp::Timestamp;
use crate::verify::chain::{Link, chain, place};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Something that ends.
#[derive(Debug)]
pub(super) struct Ending {
    /// SHA-256 of the certificate, or of several the first to end; none when it is not in the case.
    pub certificate: Option<String>,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub identity: Identity,
    /// The nodes that hold it.
    pub nodes: Vec<String>,
    /// How many certificates it is.
    pub count: usize,
    /// Until when it is valid by itself.
    pub not_after: Timestamp,
    /// When it ends: by itself, or with a CA above it.
    pub ends: Timestamp,
    /// The CA that it ends with.
    pub ends_with: Option<String>,
    /// Days from its first to its last, where a public authority issued it.
    pub public_lifetime: Option<i64>,
    /// The CAs above it, each by [`id`].
    pub authorities: Vec<String>,
    /// Whether another certificate signed it.
    pub is_signed: bool,
    /// Whether it is Tomcat's and CallManager's at once.
    pub is_reused: bool,
    /// The plan that renews it.
    pub plan: Option<Key>,
}

/// The kinds that servers hold, those of which one change moves most first.
const SERVERS: [Identity; 8] = [
    Identity::Itlrecovery,
    Identity::Callmanager,
    Identity::CallmanagerEcdsa,
    Identity::Capf,
    Identity::Tvs,
    Identity::Tomcat,
    Identity::TomcatEcdsa,
    Identity::Ipsec,
];

/// Stores whose CAs decide which phones a server takes.
const STORES_OF_PHONES: [&str; 2] = ["CallManager-trust", "CAPF-trust"];

/// Everything that ends, in no order.
pub(super) fn all(evaluation: &Evaluation<'_>) -> Vec<Ending> {
    let mut endings = servers(evaluation);
    let mut authorities = Authorities::default();
    for ending in &endings {
        authorities.add_above(evaluation, ending);
    }
    let tokens = tokens(evaluation, &mut authorities);
    let phones = phones(evaluation, &mut authorities);
    authorities.add_stored(evaluation);
    // A CA that is a server's own (CAPF) is among the servers already.
    let own: HashSet<&str> = endings.iter().filter_map(|ending| ending.certificate.as_deref()).collect();
    let authorities: Vec<Ending> = authorities.found.into_values().filter(|found| !is_among(&own, found)).collect();
    endings.extend(authorities.into_iter().chain(tokens).chain(phones));
    endings
}

fn is_among(own: &HashSet<&str>, found: &Ending) -> bool {
    found.certificate.as_deref().is_some_and(|sha256| own.contains(sha256))
}

impl Ending {
    /// One certificate of the case.
    fn of(evaluation: &Evaluation<'_>, judged: &JudgedCertificate<'_>, identity: Identity) -> Self {
        let x509 = &judged.entry.certificate;
        let way = chain(evaluation, judged);
        let own = x509.not_after();
        let in_chain = way.first_to_expire().map(|(link, end)| (end, link.common_name()));
        // Of a token the name of its CA is enough, as in check CTL-09: its certificate is not in the case as a rule.
        let of_token = (identity == Identity::Etoken).then(|| named_authority(x509.issuer())).flatten();
        let of_token = of_token.and_then(|known| Some((known.not_after()?, known.name.to_owned())));
        let earlier = in_chain.into_iter().chain(of_token).min().filter(|(end, _)| *end < own);
        let lifetime = || x509.not_before().days_until(own);
        Self {
            certificate: Some(judged.entry.sha256.clone()),
            name: x509.subject().common_name(),
            identity,
            nodes: Vec::new(),
            count: 1,
            not_after: own,
            ends: earlier.as_ref().map_or(own, |(end, _)| *end),
            ends_with: earlier.map(|(_, name)| name),
            public_lifetime: public_issuer(judged).is_some().then(lifetime),
            authorities: way.links.iter().skip(1).map(id).collect(),
            is_signed: !judged.verdict.self_signed,
            is_reused: false,
            plan: Key::renewing(identity),
        }
    }
}

/// The CA of Cisco's that is called so.
fn named_authority(name: &DistinguishedName) -> Option<&'static Known> {
    known_cisco::named(name.get("CN")?, None)
}

/// What a CA is told apart by: its fingerprint, or the name of one that is known by facts alone.
fn id(link: &Link<'_, '_>) -> String {
    link.sha256().map_or_else(|| link.common_name(), str::to_owned)
}

/// The certificates that servers hold as their own. Of servers that the case tells of by lists alone, those in the newest lists.
fn servers(evaluation: &Evaluation<'_>) -> Vec<Ending> {
    let mut found: Vec<Ending> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut known: HashSet<(Identity, String)> = HashSet::new();
    for identity in SERVERS {
        for holding in evaluation.holdings.current(identity) {
            let Some(judged) = evaluation.certificate(&holding.entry.sha256) else { continue };
            known.insert((identity, whose(judged, identity)));
            if !is_idle(evaluation, identity, holding.node.as_deref()) {
                add(&mut found, &mut places, evaluation, (judged, identity), holding.node.as_ref());
            }
        }
    }
    for (judged, identity) in listed(evaluation) {
        if !known.contains(&(identity, whose(judged, identity))) {
            add(&mut found, &mut places, evaluation, (judged, identity), None);
        }
    }
    found
}

/// Takes in a certificate of a server once, whatever it serves as and wherever it is held.
fn add(
    found: &mut Vec<Ending>,
    places: &mut HashMap<String, usize>,
    evaluation: &Evaluation<'_>,
    (judged, identity): (&JudgedCertificate<'_>, Identity),
    node: Option<&String>,
) {
    let next = found.len();
    let place = *places.entry(judged.entry.sha256.clone()).or_insert(next);
    if place == next {
        found.push(Ending::of(evaluation, judged, identity));
    }
    let Some(ending) = found.get_mut(place) else { return };
    if identity == Identity::Tomcat && ending.identity == Identity::Callmanager {
        ending.is_reused = true;
        ending.plan = Some(Key::Tomcat);
    }
    ending.nodes.extend(node.filter(|node| !ending.nodes.contains(node)).cloned());
}

/// Whether a certificate is in nobody's use: before 14 subscribers hold a CAPF certificate, and the publisher's alone issues LSCs
/// (domain.md, section 3, number 2).
fn is_idle(evaluation: &Evaluation<'_>, identity: Identity, node: Option<&str>) -> bool {
    let nodes = &evaluation.context.nodes;
    let mut publishers = nodes.iter().filter(|node| node.runs(NodeService::Publisher) == Some(true)).peekable();
    let Some(node) = node.filter(|_| identity == Identity::Capf && publishers.peek().is_some()) else { return false };
    nodes.iter().any(|other| same_host(&other.name, node))
        && !publishers.any(|publisher| same_host(&publisher.name, node))
}

/// Whose certificate it is, equal for all generations of it: the name in it; of CAPF, whose name changes with every renewal, the rest of the
/// name, which all certificates of a cluster share.
fn whose(judged: &JudgedCertificate<'_>, identity: Identity) -> String {
    let subject = judged.entry.certificate.subject();
    if identity != Identity::Capf {
        return subject.folded();
    }
    let others = subject.attributes().iter().filter(|attribute| !attribute.key.eq_ignore_ascii_case("CN"));
    let mut others: Vec<String> = others.map(|attribute| format!("{}={}", attribute.key, attribute.value)).collect();
    others.sort_unstable();
    others.join("\n")
}

/// The certificates in the newest lists of which nothing else in the case tells whether the server still holds them: of each server the newest.
fn listed<'e, 'case>(evaluation: &'e Evaluation<'case>) -> Vec<(&'e JudgedCertificate<'case>, Identity)> {
    let lists = Lists::of(evaluation);
    let mut newest: BTreeMap<(Identity, String), &JudgedCertificate<'case>> = BTreeMap::new();
    let is_mixed = evaluation.context.mode != ClusterMode::NonSecure;
    for kind in [ListKind::Itl, ListKind::Ctl] {
        for placed in lists.newest(kind).into_iter().filter(|_| is_mixed || kind == ListKind::Itl) {
            for number in 1..=placed.list.contents.list.records.len() {
                let Some(identity) = kind_of(placed.list, number) else { continue };
                let Some(entry) = placed.list.certificate(number) else { continue };
                let Some(judged) = evaluation.certificate(&entry.sha256) else { continue };
                if !matches!(evaluation.servers.judge(placed.list, number), Agreement::Open) {
                    continue;
                }
                let held = newest.entry((identity, whose(judged, identity))).or_insert(judged);
                if entry.certificate.not_before() > held.entry.certificate.not_before() {
                    *held = judged;
                }
            }
        }
    }
    newest.into_iter().map(|((identity, _), judged)| (judged, identity)).collect()
}

/// The tokens in the newest CTLs, each once. In non-secure mode nothing rests on a CTL.
fn tokens(evaluation: &Evaluation<'_>, authorities: &mut Authorities) -> Vec<Ending> {
    if evaluation.context.mode == ClusterMode::NonSecure {
        return Vec::new();
    }
    let lists = Lists::of(evaluation);
    let mut tokens: BTreeMap<String, Ending> = BTreeMap::new();
    for placed in lists.newest(ListKind::Ctl) {
        let records = expected::records(evaluation, placed.list);
        for listed in records.iter().filter(|listed| listed.identity == Identity::Etoken) {
            let entry = placed.list.certificate(listed.number);
            let judged = entry.and_then(|entry| evaluation.certificate(&entry.sha256));
            if let Some(judged) = judged {
                let ending = Ending::of(evaluation, judged, Identity::Etoken);
                authorities.add_above(evaluation, &ending);
                tokens.entry(judged.entry.sha256.clone()).or_insert(ending);
            }
            // A printout tells the issuer at least.
            let issuer =
                judged.map(|judged| judged.entry.certificate.issuer().clone()).or_else(|| listed.record.issuer());
            if let Some(known) = issuer.as_ref().and_then(named_authority) {
                authorities.add_link(evaluation, &place(evaluation, known));
            }
        }
    }
    tokens.into_values().collect()
}

/// LSCs and MICs: of each phone the newest, those together that end in one month for one reason.
fn phones(evaluation: &Evaluation<'_>, authorities: &mut Authorities) -> Vec<Ending> {
    let mut groups: BTreeMap<(Identity, Option<String>, String), Ending> = BTreeMap::new();
    for judged in newest_of_phones(evaluation) {
        let ending = Ending::of(evaluation, judged, judged.identity);
        if judged.identity == Identity::Mic {
            authorities.add_above(evaluation, &ending);
        }
        let month = ending.ends.date().get(..7).unwrap_or_default().to_owned();
        match groups.entry((judged.identity, ending.ends_with.clone(), month)) {
            std::collections::btree_map::Entry::Vacant(place) => drop(place.insert(ending)),
            std::collections::btree_map::Entry::Occupied(mut place) => {
                let group = place.get_mut();
                let number = group.count + 1;
                if ending.ends < group.ends {
                    *group = ending;
                }
                group.count = number;
            }
        }
    }
    for ending in groups.values_mut().filter(|ending| ending.count > 1) {
        ending.name = count(ending.count, ending.identity.name());
    }
    groups.into_values().collect()
}

fn newest_of_phones<'e, 'case>(evaluation: &'e Evaluation<'case>) -> Vec<&'e JudgedCertificate<'case>> {
    let mut newest: BTreeMap<(Identity, String), &JudgedCertificate<'case>> = BTreeMap::new();
    for judged in evaluation.certificates.iter().filter(|it| matches!(it.identity, Identity::Lsc | Identity::Mic)) {
        let x509 = &judged.entry.certificate;
        let device = phone(x509).map_or_else(|| x509.subject().common_name(), str::to_ascii_uppercase);
        let held = newest.entry((judged.identity, device)).or_insert(judged);
        if x509.not_before() > held.entry.certificate.not_before() {
            *held = judged;
        }
    }
    newest.into_values().collect()
}

/// The CAs above what ends, each once.
#[derive(Debug, Default)]
struct Authorities {
    found: BTreeMap<String, Ending>,
}

impl Authorities {
    /// Takes in the CAs above a certificate of the case.
    fn add_above(&mut self, evaluation: &Evaluation<'_>, ending: &Ending) {
        if ending.authorities.iter().all(|id| self.found.contains_key(id)) {
            return;
        }
        let Some(judged) = ending.certificate.as_deref().and_then(|sha256| evaluation.certificate(sha256)) else {
            return;
        };
        for link in chain(evaluation, judged).links.iter().skip(1) {
            self.add_link(evaluation, link);
        }
    }

    fn add_link(&mut self, evaluation: &Evaluation<'_>, link: &Link<'_, '_>) {
        match link {
            Link::Case(judged) => self.add(evaluation, judged),
            Link::Known(known) => self.add_known(known),
        }
    }

    fn add(&mut self, evaluation: &Evaluation<'_>, judged: &JudgedCertificate<'_>) {
        if !self.found.contains_key(&judged.entry.sha256) {
            let identity = if judged.known.is_some() { Identity::CiscoCa } else { Identity::Other };
            let ending = Ending { plan: None, ..Ending::of(evaluation, judged, identity) };
            self.found.insert(judged.entry.sha256.clone(), ending);
        }
    }

    /// One of Cisco's that is not in the case, if it is known when it ends.
    fn add_known(&mut self, known: &'static Known) {
        let Some(not_after) = known.not_after() else { return };
        let id = id(&Link::Known(known));
        self.found.entry(id).or_insert_with(|| Ending {
            certificate: None,
            name: visible(known.name).into_owned(),
            identity: Identity::CiscoCa,
            nodes: Vec::new(),
            count: 1,
            not_after,
            ends: not_after,
            ends_with: None,
            public_lifetime: None,
            authorities: Vec::new(),
            is_signed: !known.is_root(),
            is_reused: false,
            plan: None,
        });
    }

    /// Those of Cisco's in stores that decide which phones a server takes.
    fn add_stored(&mut self, evaluation: &Evaluation<'_>) {
        for holding in STORES_OF_PHONES.iter().flat_map(|store| evaluation.holdings.in_store(store)) {
            let judged = evaluation.certificate(&holding.entry.sha256);
            if let Some(judged) = judged.filter(|judged| judged.known.is_some()) {
                self.add(evaluation, judged);
            }
        }
    }
}
