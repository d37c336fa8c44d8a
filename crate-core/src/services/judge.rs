//! How what a service rests on stands in a case.

use super::table::{Entry as Line, On, Rests};
use crate::case::evaluation::{Evaluation, JudgedList};
use crate::case::inventory::Entry;
use crate::formats::trust_list::Role;
use crate::report::{
    CertificateSignatureStatus, ClusterMode, Evidence, Finding, Identity, ListKind, Reliance, Service, ServiceState,
    Severity, SignatureStatus,
};
use std::collections::HashSet;

/// Days before its expiry from which a certificate counts as expiring, as in check CRT-03.
const EXPIRING: i64 = 90;

/// Checks that say of a list that it does not serve any more: cut, signature, incomplete.
const LIST_FAILS: &[&str] = &["FMT-02", "SIG-01", "SIG-02", "ITL-01", "ITL-09", "CTL-01"];

/// Checks that say of a record, and so of its list, that it is not the certificate of the server any more.
const STALE: &[&str] = &["XF-03", "XF-06", "XF-07", "XF-12"];

/// A case, made ready to be asked for many things.
pub(super) struct Judge<'a, 'case> {
    evaluation: &'a Evaluation<'case>,
    findings: &'a [Finding],
}

/// How one thing stands, in a sentence.
struct Standing {
    state: ServiceState,
    reason: String,
}

impl<'a, 'case> Judge<'a, 'case> {
    /// Makes a case ready.
    pub(super) fn new(evaluation: &'a Evaluation<'case>, findings: &'a [Finding]) -> Self {
        Self { evaluation, findings }
    }

    /// How a service stands.
    pub(super) fn service(&self, line: &Line) -> Service {
        let is_mixed = self.evaluation.context.mode != ClusterMode::NonSecure;
        // In non-secure mode a CTL is a rest of former times, and nothing rests on it.
        let counts = |rests: &&Rests| {
            let on_ctl = matches!(rests.on, On::Lists(ListKind::Ctl) | On::Records(ListKind::Ctl, _));
            let (major, minor) = rests.since;
            (is_mixed || !on_ctl) && !self.evaluation.releases.surely_before(major, minor)
        };
        let relies_on: Vec<Reliance> = line.rests_on.iter().filter(counts).map(|rests| self.reliance(rests)).collect();
        let in_case: Vec<&Reliance> =
            relies_on.iter().filter(|reliance| reliance.state != ServiceState::NotInCase).collect();
        let worst = in_case.iter().max_by_key(|reliance| reliance.state);
        let state = worst.map_or(ServiceState::NotInCase, |worst| worst.state);
        let mut summary = summary(state, &in_case, relies_on.len());
        if line.mixed_only && !is_mixed {
            summary.insert_str(0, "Not in use: the cluster runs in non-secure mode. ");
        }
        Service {
            id: line.id.to_owned(),
            name: line.name.to_owned(),
            state,
            summary,
            stops: line.stops.to_owned(),
            findings: self.findings_of(&relies_on),
            relies_on,
            source: line.source.to_owned(),
        }
    }

    fn reliance(&self, rests: &Rests) -> Reliance {
        let mut certificates: Vec<&str> = Vec::new();
        let mut inputs = Vec::new();
        let standings: Vec<Standing> = match rests.on {
            On::Certificates(identities) => {
                let entries: Vec<&Entry> = identities.iter().flat_map(|identity| self.presented(*identity)).collect();
                certificates.extend(entries.iter().map(|entry| entry.sha256.as_str()));
                entries.into_iter().map(|entry| self.certificate(entry)).collect()
            }
            On::Lists(kind) => {
                inputs.extend(self.lists(kind).map(|list| list.input.id));
                self.lists(kind).map(|list| self.list(list)).collect()
            }
            On::Records(kind, roles) => {
                let records = self.lists(kind).flat_map(|list| records(list, roles));
                let records: Vec<(&JudgedList<'_>, usize, &Entry)> = records.collect();
                certificates.extend(records.iter().map(|(.., entry)| entry.sha256.as_str()));
                inputs.extend(records.iter().map(|(list, ..)| list.input.id));
                records.into_iter().map(|(list, number, entry)| self.record(list, number, entry)).collect()
            }
            On::Store(store) => {
                let held = self.evaluation.holdings.in_store(store).map(|holding| holding.entry);
                let entries = each_once(held.collect());
                certificates.extend(entries.iter().map(|entry| entry.sha256.as_str()));
                self.store(&entries).into_iter().collect()
            }
        };
        let mut known = HashSet::new();
        certificates.retain(|sha256| known.insert(*sha256));
        inputs.dedup();
        let standing = together(standings).unwrap_or_else(|| self.absent(rests.on));
        Reliance {
            what: rests.what.to_owned(),
            purpose: rests.purpose.to_owned(),
            state: standing.state,
            reason: standing.reason,
            identity: match rests.on {
                On::Certificates(identities) => identities.first().copied(),
                _ => None,
            },
            certificates: certificates.into_iter().map(str::to_owned).collect(),
            inputs,
            runs_on: rests.runs_on,
        }
    }

    /// The lists of a kind, each once.
    fn lists(&self, kind: ListKind) -> impl Iterator<Item = &'a JudgedList<'case>> {
        self.evaluation.distinct_lists().filter(move |list| list.contents.kind == kind)
    }

    /// The certificates of a kind that servers or phones present; where the case has none, those that trust lists name.
    fn presented(&self, identity: Identity) -> Vec<&'case Entry> {
        let current = self.evaluation.holdings.current(identity);
        if !current.is_empty() {
            return each_once(current.into_iter().map(|holding| holding.entry).collect());
        }
        let of_kind = self.evaluation.certificates.iter().filter(|judged| judged.identity == identity);
        of_kind.map(|judged| judged.entry).filter(|entry| !entry.roles.is_empty()).collect()
    }

    fn certificate(&self, entry: &Entry) -> Standing {
        let x509 = &entry.certificate;
        let name = x509.subject().common_name();
        let (from, until) = (x509.not_before(), x509.not_after());
        let at = self.evaluation.at;
        let judged = self.evaluation.certificate(&entry.sha256);
        // Of another issuer's signature this tells nothing: the case may hold another generation of that issuer, with the same name.
        let is_damaged = x509.subject().matches(x509.issuer())
            && judged.is_some_and(|judged| judged.verdict.status == CertificateSignatureStatus::Invalid);
        let (state, reason) = if is_damaged {
            (ServiceState::Broken, format!("The signature of {name} does not hold."))
        } else if until < at {
            (ServiceState::Broken, format!("{name} expired on {}.", until.date()))
        } else if from > at {
            (ServiceState::Broken, format!("{name} is not valid before {}.", from.date()))
        } else if at.days_until(until) < EXPIRING {
            (ServiceState::Expiring, format!("{name} expires on {} ({}).", until.date(), until.relative_to(at)))
        } else {
            (ServiceState::Sound, format!("{name} is valid until {}.", until.date()))
        };
        Standing { state, reason }
    }

    fn list(&self, list: &JudgedList<'_>) -> Standing {
        let name = list.input.short_name();
        if let Some(finding) = self.failing(list.input.id, None) {
            return Standing { state: ServiceState::Broken, reason: format!("{}.", finding.title) };
        }
        let (state, reason) = match list.verdict.status {
            SignatureStatus::Valid => (ServiceState::Sound, format!("The signature of {name} holds.")),
            SignatureStatus::Altered | SignatureStatus::WrongKey => {
                (ServiceState::Broken, format!("The signature of {name} does not hold."))
            }
            SignatureStatus::SignerMissing => {
                (ServiceState::Broken, format!("The signer of {name} does not stand in it."))
            }
            SignatureStatus::Unsupported | SignatureStatus::NotCheckable => (
                ServiceState::Sound,
                format!("Nothing is known to be wrong with {name}; its signature cannot be checked."),
            ),
        };
        Standing { state, reason }
    }

    fn record(&self, list: &JudgedList<'_>, number: usize, entry: &Entry) -> Standing {
        match self.failing(list.input.id, Some(number)) {
            Some(finding) => Standing { state: ServiceState::Broken, reason: format!("{}.", finding.title) },
            None => self.certificate(entry),
        }
    }

    /// What lies in a store. Certificates stay there when they have expired, so one that is valid is enough.
    fn store(&self, entries: &[&Entry]) -> Option<Standing> {
        let broken = entries.iter().filter(|entry| self.certificate(entry).state == ServiceState::Broken).count();
        let held = crate::text::count(entries.len(), "certificate");
        let (state, reason) = match broken {
            _ if entries.is_empty() => return None,
            0 => (ServiceState::Sound, format!("It holds {held}.")),
            all if all == entries.len() => (ServiceState::Broken, format!("It holds {held}, none of them valid.")),
            some => (ServiceState::Sound, format!("It holds {held}; {some} of them not valid any more.")),
        };
        Some(Standing { state, reason })
    }

    /// Why something is not in the case.
    fn absent(&self, on: On) -> Standing {
        let list_is_there = |kind| self.lists(kind).next().is_some();
        let reason = match on {
            On::Records(ListKind::Ctl, _) if list_is_there(ListKind::Ctl) => {
                "The CTL of the case holds no such certificate."
            }
            On::Records(ListKind::Itl, _) if list_is_there(ListKind::Itl) => {
                "The ITL of the case holds no such certificate."
            }
            _ => "Not in the case.",
        };
        Standing { state: ServiceState::NotInCase, reason: reason.to_owned() }
    }

    /// The finding by which a list, or one record of it, does not serve any more. A warning is not that much.
    fn failing(&self, input: usize, record: Option<usize>) -> Option<&'a Finding> {
        let names =
            |evidence: &Evidence| evidence.input == Some(input) && (record.is_none() || evidence.record == record);
        let fails = |check: &str| STALE.contains(&check) || (record.is_none() && LIST_FAILS.contains(&check));
        self.findings.iter().find(|finding| {
            finding.severity <= Severity::Error && fails(&finding.check) && finding.evidence.iter().any(names)
        })
    }

    /// The findings whose evidence names a certificate that the service rests on, or a list as such.
    fn findings_of(&self, relies_on: &[Reliance]) -> Vec<usize> {
        let certificates: HashSet<&str> =
            relies_on.iter().flat_map(|reliance| &reliance.certificates).map(String::as_str).collect();
        let inputs: HashSet<usize> = relies_on.iter().flat_map(|reliance| reliance.inputs.iter().copied()).collect();
        let speaks = |finding: &Finding| {
            finding.evidence.iter().any(|evidence| match &evidence.certificate {
                Some(sha256) => certificates.contains(sha256.as_str()),
                None => evidence.input.is_some_and(|input| inputs.contains(&input)),
            })
        };
        (0..).zip(self.findings).filter(|(_, finding)| speaks(finding)).map(|(place, _)| place).collect()
    }
}

/// The records of a list with one of these roles whose certificate is in the case.
fn records<'a, 'case>(
    list: &'a JudgedList<'case>,
    roles: &'static [Role],
) -> impl Iterator<Item = (&'a JudgedList<'case>, usize, &'case Entry)> {
    let numbered = (1..).zip(&list.contents.list.records);
    let wanted = numbered.filter(|(_, record)| record.role().is_some_and(|role| roles.contains(&role)));
    wanted.filter_map(move |(number, _)| Some((list, number, list.certificate(number)?)))
}

fn each_once(mut entries: Vec<&Entry>) -> Vec<&Entry> {
    let mut known = HashSet::new();
    entries.retain(|entry| known.insert(entry.sha256.as_str()));
    entries
}

/// The worst of several, and how many there are of that kind. `None` when there is nothing.
fn together(standings: Vec<Standing>) -> Option<Standing> {
    let worst = standings.iter().map(|standing| standing.state).max()?;
    let total = standings.len();
    let mut like: Vec<String> =
        standings.into_iter().filter(|standing| standing.state == worst).map(|standing| standing.reason).collect();
    let number = like.len();
    like.dedup();
    let more = like.len().saturating_sub(1);
    let mut reason = like.into_iter().next()?;
    if more > 0 {
        reason = format!("{reason} And {more} more.");
    }
    if number < total && worst != ServiceState::Sound {
        reason = format!("{reason} ({number} of {total})");
    }
    Some(Standing { state: worst, reason })
}

/// How a service stands, in a sentence or two.
fn summary(state: ServiceState, in_case: &[&Reliance], all: usize) -> String {
    let share = format!("{} of {all} in the case", in_case.len());
    let mut worst: Vec<(String, &str)> = Vec::new();
    for reliance in in_case.iter().filter(|reliance| reliance.state == state) {
        match worst.iter_mut().find(|(_, reason)| *reason == reliance.reason) {
            Some((what, _)) => *what = format!("{what}, {}", reliance.what),
            None => worst.push((reliance.what.clone(), &reliance.reason)),
        }
    }
    let worst: Vec<String> = worst.into_iter().map(|(what, reason)| format!("{what}: {reason}")).collect();
    match state {
        ServiceState::NotInCase => "Nothing that it rests on is in the case.".to_owned(),
        ServiceState::Sound if in_case.len() == all => {
            "Everything that it rests on is in the case, and sound.".to_owned()
        }
        ServiceState::Sound => format!("Nothing wrong with what is there ({share})."),
        ServiceState::Expiring | ServiceState::Broken => format!("{} ({share})", worst.join(" ")),
    }
}
