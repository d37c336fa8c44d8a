//! Records that hold another certificate than the server does now, and how that is said.

use crate::case::evaluation::Evaluation;
use crate::case::facts::Facts;
use crate::case::input::Input;
use crate::case::series::{Lists, Placed};
use crate::case::standing::{Agreement, Held, Servers, kind_of};
use crate::checks::{Observation, Observations};
use crate::formats::trust_list::Role;
use crate::report::{Evidence, Identity, ListKind, Severity};
use crate::text::{listed, listed_briefly, sentence};
use std::collections::{HashMap, HashSet};

/// Rivals that one finding names.
const NAMED_RIVALS: usize = 4;

/// Records of one list that hold one certificate which is not, or no longer, the server's.
pub(super) struct Stale<'a, 'case> {
    pub(super) placed: &'a Placed<'a, 'case>,
    /// The records, counted from 1.
    pub(super) numbers: Vec<usize>,
    /// What stands there.
    pub(super) record: Facts<'case>,
    /// What a server holds, one of which should stand there.
    pub(super) rivals: Vec<&'a Held<'case>>,
    /// Whether what stands there is a subscriber's CAPF.
    pub(super) is_subscribers: bool,
}

/// Lists that hold something else than one and the same server does.
pub(super) struct Group<'a, 'case> {
    pub(super) stale: Vec<Stale<'a, 'case>>,
}

/// The stale records with certificates of a kind in the lists that are in force, put together by what the server holds.
pub(super) fn groups<'a, 'case>(
    lists: &'a Lists<'a, 'case>,
    servers: &'a Servers<'case>,
    kinds: &[Identity],
) -> Vec<Group<'a, 'case>> {
    let mut groups: Vec<Group<'a, 'case>> = Vec::new();
    let mut places: HashMap<(*const Held<'case>, bool), usize> = HashMap::new();
    for kind in [ListKind::Ctl, ListKind::Itl] {
        let mut stale = Vec::new();
        let mut in_force = HashSet::new();
        for placed in lists.newest(kind) {
            let found = of_list(placed, servers, kinds);
            if found.is_empty() && kinds.iter().any(|kind| placed.records(*kind).next().is_some()) {
                in_force.insert(&placed.series);
            }
            stale.extend(found);
        }
        // A printout without its time that is stale beside a list which is not: it was printed earlier, or on a node that did not get the new one.
        stale.retain(|one| one.placed.made.is_some() || !in_force.contains(&one.placed.series));
        for one in stale {
            let Some(rival) = one.rivals.first() else { continue };
            let place = *places.entry((std::ptr::from_ref(*rival), one.is_subscribers)).or_insert(groups.len());
            match groups.get_mut(place) {
                Some(group) => group.stale.push(one),
                None => groups.push(Group { stale: vec![one] }),
            }
        }
    }
    groups
}

fn of_list<'a, 'case>(
    placed: &'a Placed<'a, 'case>,
    servers: &'a Servers<'case>,
    kinds: &[Identity],
) -> Vec<Stale<'a, 'case>> {
    let mut found: Vec<Stale<'a, 'case>> = Vec::new();
    // The same certificate stands in several records of a list. For each its place in `found`, if it is stale.
    let mut judged: HashMap<(Option<String>, Option<String>), Option<usize>> = HashMap::new();
    for (number, record) in kinds.iter().flat_map(|kind| placed.records(*kind)) {
        let key = (record.sha1.clone(), record.serial.clone());
        if let Some(known) = judged.get(&key) {
            if let Some(stale) = known.and_then(|place| found.get_mut(place)) {
                stale.numbers.push(number);
            }
            continue;
        }
        let (rivals, is_subscribers) = match servers.judge(placed.list, number) {
            Agreement::Stale(rivals) => (rivals, false),
            Agreement::OfSubscriber(held) => (vec![held], true),
            Agreement::Open | Agreement::Current => {
                judged.insert(key, None);
                continue;
            }
        };
        judged.insert(key, Some(found.len()));
        found.push(Stale { placed, numbers: vec![number], record, rivals, is_subscribers });
    }
    found
}

/// What to do where phones can ask no TVS about a new signer.
pub(super) const NO_TVS_LEFT: &str = "Do not restart TFTP and do not renew anything else. Have the ITL signed by a certificate that phones hold as a signer: from 10.0 ITLRecovery, if it is \
     the one in their list. Before 10.0, restore the backup with the old certificates, or delete the ITL on every phone.";

/// What to do where phones know none of the signers of now.
pub(super) const NO_SIGNER_LEFT: &str = "Change nothing else, TVS least of all: phones that reach a TVS which they know still follow, when that vouches for the new signer. Reset a few \
     phones, and see by the checksum on them whether they take the new list. Those that refuse it need a signer that they know, out of a backup, or have to have \
     their lists deleted by hand.";

impl Stale<'_, '_> {
    /// "CTLFile.tlv, record 4".
    pub(super) fn place(&self, lists: &Lists<'_, '_>) -> String {
        let word = if self.numbers.len() == 1 { "record" } else { "records" };
        format!("{}, {word} {}", lists.called(self.placed), self.shown_numbers())
    }

    fn shown_numbers(&self) -> String {
        listed_briefly(&self.numbers.iter().map(ToString::to_string).collect::<Vec<_>>())
    }
}

impl<'a, 'case> Group<'a, 'case> {
    /// Whether a list of this kind is among them.
    pub(super) fn has(&self, kind: ListKind) -> bool {
        self.stale.iter().any(|stale| stale.placed.list.contents.kind == kind)
    }

    /// The lists in a sentence: "CTLFile.tlv and ITLFile.tlv".
    pub(super) fn lists(&self, lists: &Lists<'_, '_>) -> String {
        let mut names: Vec<String> = Vec::new();
        for stale in &self.stale {
            let name = lists.called(stale.placed);
            if names.last() != Some(&name) {
                names.push(name);
            }
        }
        listed_briefly(&names)
    }

    /// Whether one of the lists names no signer that is still in use, ITLRecovery neither: phones that hold it know none of those who sign
    /// now. (Where CallManager is the only signer, it is renewed with the help of TVS, as its plan says.)
    pub(super) fn no_signer_left(&self, servers: &Servers<'case>) -> bool {
        self.stale.iter().any(|stale| {
            let list = stale.placed.list;
            let signers = || list.contents.list.with_role(Role::SAST).map(|(number, _)| number);
            signers().any(|number| kind_of(list, number) == Some(Identity::Itlrecovery))
                && signers().all(|number| matches!(servers.judge(list, number), Agreement::Stale(_)))
        })
    }

    /// Whether the signer of an ITL was renewed, and every TVS that it names as well: phones that hold it can ask nobody about the new signer
    /// (domain.md, section 3, item 4).
    pub(super) fn no_tvs_left(&self, servers: &Servers<'case>) -> bool {
        self.stale.iter().any(|stale| {
            let list = stale.placed.list;
            let is_stale = |number: usize| matches!(servers.judge(list, number), Agreement::Stale(_));
            let services = || list.contents.list.with_role(Role::TVS).map(|(number, _)| number);
            let signer_is_stale = list.contents.list.signer_records().iter().any(|(number, _)| is_stale(*number));
            signer_is_stale && services().next().is_some() && services().all(is_stale)
        })
    }

    /// The verb behind [`Group::lists`].
    pub(super) fn verb(&self, singular: &'static str, plural: &'static str) -> &'static str {
        let first = self.stale.first().map(|stale| stale.placed.list.input.id);
        let one = self.stale.iter().all(|stale| Some(stale.placed.list.input.id) == first);
        if one { singular } else { plural }
    }

    /// What the servers hold, the first few.
    pub(super) fn rivals(&self) -> impl Iterator<Item = &'a Held<'case>> {
        self.stale.first().into_iter().flat_map(|first| first.rivals.iter().copied()).take(NAMED_RIVALS)
    }

    /// How bad it is: as bad as the check is by itself where the server's certificate is surely its own and came later.
    pub(super) fn severity(&self, by_itself: Severity) -> Severity {
        match (self.is_older(), self.is_sure()) {
            (true, _) => Severity::Warning,
            (false, true) => by_itself,
            (false, false) => by_itself.max(Severity::Error),
        }
    }

    /// Whether what the server is said to hold was there before what the list holds: then it is the file that is old, or the server
    /// that was set back.
    pub(super) fn is_older(&self) -> bool {
        self.stale.iter().all(|stale| {
            stale.rivals.iter().all(|held| {
                let from = (held.facts.valid_from(), stale.record.valid_from());
                matches!(from, (Some(held), Some(listed)) if held < listed)
            })
        })
    }

    /// Whether the case says outright that a server holds one of them.
    pub(super) fn is_sure(&self) -> bool {
        self.rivals().any(|held| held.is_own)
    }

    /// The sentence on certificates that are not surely what the server holds now; empty where they are.
    pub(super) fn doubt(&self) -> &'static str {
        match (self.is_older(), self.is_sure()) {
            (true, _) => {
                " But the list's certificate is the newer one: either the other was saved before a renewal, or the server was set back to an old backup. \
                 Fetch the server's certificate again and compare."
            }
            (false, false) => {
                " It is not certain that the server uses this certificate now: compare with \"show cert own\" on the node."
            }
            (false, true) => "",
        }
    }

    /// Sets serial number, SHA-1 and validity of all side by side.
    pub(super) fn compare(&self, evaluation: &Evaluation<'_>, lists: &Lists<'_, '_>, observation: &mut Observation) {
        let listed = self.stale.iter().take(NAMED_RIVALS).map(|stale| (stale.place(lists), &stale.record));
        let held = self.rivals().map(|held| (held_place(evaluation, held), &held.facts));
        let sides: Vec<(String, &Facts<'case>)> = listed.chain(held).collect();
        let mut row = |what: &str, value: for<'f> fn(&'f Facts<'case>) -> Option<&'f String>| {
            let known: Vec<(String, String)> =
                sides.iter().filter_map(|(place, facts)| Some((place.clone(), value(facts)?.clone()))).collect();
            if known.len() > 1 {
                observation.compare(what, known);
            }
        };
        row("serial number", |facts| facts.serial.as_ref());
        row("SHA-1", |facts| facts.sha1.as_ref());
        row("valid", |facts| facts.validity.as_ref());
    }

    /// The records, and what the servers hold.
    pub(super) fn evidence(&self) -> Vec<Evidence> {
        let records = self.stale.iter().flat_map(|stale| {
            let certificate = stale.record.entry.map(|entry| entry.sha256.clone());
            stale.numbers.iter().take(NAMED_RIVALS).map(move |number| Evidence {
                input: Some(stale.placed.list.input.id),
                record: Some(*number),
                certificate: certificate.clone(),
                offset: None,
            })
        });
        records.chain(self.rivals().map(Held::evidence)).collect()
    }

    /// Says it: what stands in the lists, and what the server holds instead.
    pub(super) fn say<'o>(
        &self,
        (evaluation, lists): (&Evaluation<'_>, &Lists<'_, '_>),
        severity: Severity,
        (title, why): (String, &str),
        observations: &'o mut Observations,
    ) -> &'o mut Observation {
        let stands: Vec<String> = self.stale.iter().take(NAMED_RIVALS).map(|stale| stands(stale, lists)).collect();
        let holds: Vec<String> = self.rivals().map(|held| holds(evaluation, held)).collect();
        let detail = format!("{}. {}. {why}{}", sentence(&listed(&stands)), holds.join(". "), self.doubt());
        let observation = observations.say_as(severity, title, detail, self.evidence());
        self.compare(evaluation, lists, observation);
        observation
    }
}

/// "Record 4 of CTLFile.tlv holds CAPF-1a2b3c4d (valid 2021-03-01 to 2026-03-01)".
fn stands(stale: &Stale<'_, '_>, lists: &Lists<'_, '_>) -> String {
    let (word, verb) = if stale.numbers.len() == 1 { ("record", "holds") } else { ("records", "hold") };
    format!("{word} {} of {} {verb} {}", stale.shown_numbers(), lists.called(stale.placed), named(&stale.record))
}

fn holds(evaluation: &Evaluation<'_>, held: &Held<'_>) -> String {
    let who = held.node.as_deref().map_or_else(|| "The server".to_owned(), ToOwned::to_owned);
    let verb = if held.is_own { "holds" } else { "may hold" };
    format!("{who} {verb} {}, as {} shows", named(&held.facts), held_file(evaluation, held))
}

fn named(facts: &Facts<'_>) -> String {
    let name = if facts.name.is_empty() { "a certificate" } else { &facts.name };
    match (&facts.validity, &facts.serial) {
        (Some(validity), _) => format!("{name} (valid {validity})"),
        (None, Some(serial)) => format!("{name} (serial number {serial})"),
        (None, None) => name.to_owned(),
    }
}

/// "CAPF.pem of cucm-pub", or "cucm-pub/CAPF.pem".
pub(super) fn held_place(evaluation: &Evaluation<'_>, held: &Held<'_>) -> String {
    let file = held_file(evaluation, held);
    match &held.node {
        Some(node) if !file.contains(['/', '\\']) => format!("{file} of {node}"),
        _ => file.to_owned(),
    }
}

fn held_file<'e>(evaluation: &'e Evaluation<'_>, held: &Held<'_>) -> &'e str {
    evaluation.input(held.input).map_or("", Input::short_name)
}
