//! SIM-05

use super::{can_be_held, clusters, compare, evidence, holding, serial, told};
use crate::case::evaluation::Evaluation;
use crate::case::facts::Facts;
use crate::case::series::{Lists, Placed};
use crate::case::standing::kind_of;
use crate::checks::{Check, Fact, Observations};
use crate::formats::trust_list::Role;
use crate::phone::{Certificate, Cluster, Known, List, Phone, Store, Surroundings, Tvs, decide};
use crate::plan::Key;
use crate::report::{Decision, Evidence, Identity, ListKind, Severity, Verdict};
use crate::text::listed_briefly;
use crate::timestamp::Timestamp;

pub(in crate::checks) static CHECK: Check = Check {
    id: "SIM-05",
    severity: Severity::Warning,
    title: "The backup is newer than the certificates that phones' lists rest on",
    meaning: "A restored backup brings back the certificates and keys of its day. Whatever was renewed after it is gone: the servers then sign lists with keys that phones \
              have never seen, or no longer know, and TVS shows a certificate that stands in no phone's ITL. Each signer (SAST) and each TVS in the lists that phones hold is \
              held against the date of the backup, and the lists that the restored servers would write are offered to such phones. What the servers held on that day is \
              known as far as older lists and certificates are in the case.",
    symptoms: "After a restore: phones that are registered stay so at first, and take no list, configuration or firmware of the restored servers.",
    plan: Some(Key::Locked),
    remedy: "Make a backup now, and after every renewal, and do not restore this one while the servers still run. Keep ITLRecovery of today outside of them (file get tftp \
             ITLRecovery.p12). After a restore that cannot be avoided, sign the lists with it (utils itl reset remotekey).",
    source: "Cisco Security Guide 14, Default Security (backup and restore); domain.md, section 3, item 39",
    since: "0.1",
    needs: "an ITL or CTL with its certificates",
    wants: &[Fact::Backup],
    applies: |evaluation| {
        let lists = Lists::of(evaluation);
        [ListKind::Itl, ListKind::Ctl]
            .into_iter()
            .any(|kind| lists.newest(kind).into_iter().any(|placed| !rests_on(placed).is_empty()))
    },
    run,
};

/// Phones that one finding tells of.
const MOST_TOLD: usize = 4;

/// A signer or a TVS in a list.
struct Rest<'case> {
    record: usize,
    role: Role,
    identity: Option<Identity>,
    facts: Facts<'case>,
}

/// The signers and the TVS of a list of which it is known when they were made.
fn rests_on<'case>(placed: &Placed<'_, 'case>) -> Vec<Rest<'case>> {
    let records = &placed.list.contents.list;
    let numbers = [Role::SAST, Role::TVS]
        .into_iter()
        .flat_map(|role| records.with_role(role).map(move |(number, _)| (number, role)));
    let all = numbers.filter_map(|(record, role)| {
        let facts = Facts::of_record(placed.list, record)?;
        facts.valid_from()?;
        Some(Rest { record, role, identity: kind_of(placed.list, record), facts })
    });
    all.collect()
}

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let Some(backup) = evaluation.context.backup else { return };
    let lists = Lists::of(evaluation);
    for number in clusters(&lists) {
        let newest = |kind| {
            let mut newest = lists.newest(kind);
            newest.retain(|placed| placed.cluster == number && can_be_held(placed));
            newest
        };
        let ctls = newest(ListKind::Ctl);
        let ctl = ctls.iter().copied().max_by_key(|ctl| ctl.made);
        let itls = newest(ListKind::Itl);
        let past = Past { evaluation, lists: &lists, backup, cluster: number };
        let mut after: Vec<Holder<'_, '_>> = itls
            .iter()
            .map(|itl| past.judge(ctl, Some(*itl)))
            .chain(ctl.filter(|_| itls.is_empty()).map(|ctl| past.judge(Some(ctl), None)))
            .filter(|holder| !holder.younger.is_empty())
            .collect();
        after.sort_by_key(|holder| std::cmp::Reverse(holder.is_lost()));
        past.say(&after, observations);
    }
}

/// The servers as they were when the backup was made.
struct Past<'l, 'case> {
    evaluation: &'l Evaluation<'case>,
    lists: &'l Lists<'l, 'case>,
    backup: Timestamp,
    cluster: usize,
}

/// A phone, and what it does after the restore.
struct Holder<'l, 'case> {
    placed: Vec<&'l Placed<'l, 'case>>,
    phone: Phone<'case>,
    /// What its lists rest on and the backup does not have.
    younger: Vec<(&'l Placed<'l, 'case>, Rest<'case>)>,
    surroundings: Surroundings,
    signer: Certificate,
    decision: Decision,
}

impl Holder<'_, '_> {
    fn is_lost(&self) -> bool {
        self.decision.verdict == Verdict::Refused
    }
}

impl<'l, 'case> Past<'l, 'case> {
    /// What servers held in the place of a certificate on the day of the backup: itself where it is old enough, else the newest of its kind
    /// and holder that the case has from before; one of which nothing is known where it has none.
    fn then(&self, rest: &Rest<'case>) -> Certificate {
        if rest.facts.valid_from().is_none_or(|from| from <= self.backup) {
            return Certificate::of_facts(&rest.facts);
        }
        let older = self.evaluation.certificates.iter().filter(|other| Some(other.identity) == rest.identity);
        let older = older.map(|other| Facts::of_entry(other.entry)).filter(|other| {
            other.valid_from().is_some_and(|from| from <= self.backup) && rest.facts.names(other.host())
        });
        match older.max_by_key(Facts::valid_from) {
            Some(facts) => Certificate::of_facts(&facts),
            None => Certificate { name: format!("an earlier {}", rest.facts.name), ..Certificate::default() },
        }
    }

    fn judge(&self, ctl: Option<&'l Placed<'l, 'case>>, itl: Option<&'l Placed<'l, 'case>>) -> Holder<'l, 'case> {
        let placed: Vec<&Placed<'_, 'case>> = ctl.into_iter().chain(itl).collect();
        let phone = holding(ctl, itl);
        // The ITL comes from the server that the phone is at; without one the CTL is all there is.
        let offered = itl.or(ctl);
        let rests: Vec<(&'l Placed<'l, 'case>, Rest<'case>)> =
            placed.iter().flat_map(|placed| rests_on(placed).into_iter().map(|rest| (*placed, rest))).collect();
        let signers = offered.map(|placed| placed.list.contents.list.signer_records()).unwrap_or_default();
        let number = signers.first().map(|(number, _)| *number);
        let of_signer = rests.iter().find(|(placed, rest)| {
            Some(rest.record) == number && offered.is_some_and(|offered| std::ptr::eq(*placed, offered))
        });
        let signer = of_signer.map_or_else(
            || {
                let header = offered.map(|placed| placed.list.contents.list.header.signer());
                header.and_then(|signer| Certificate::of_signer(&signer)).unwrap_or_default()
            },
            |(_, rest)| self.then(rest),
        );
        let surroundings = self.surroundings(&rests);
        let (kind, what) = if itl.is_some() { (ListKind::Itl, "ITL") } else { (ListKind::Ctl, "CTL") };
        let list = List::planned(format!("the {what} of the restored servers"), kind, &signer, Vec::new());
        let decision = decide(&phone, &list, &surroundings);
        let is_younger = |rest: &Rest<'_>| rest.facts.valid_from().is_some_and(|from| from > self.backup);
        let younger = rests.into_iter().filter(|(_, rest)| is_younger(rest)).collect();
        Holder { placed, phone, younger, surroundings, signer, decision }
    }

    /// The TVS of the restored servers, and what they vouch for: the certificates of their own that they had then, and what lies in the trust
    /// stores, as far as it was there.
    fn surroundings(&self, rests: &[(&'l Placed<'l, 'case>, Rest<'case>)]) -> Surroundings {
        let told_by = format!("as of the backup of {}", self.backup.date());
        let tvs = rests.iter().filter(|(_, rest)| rest.role == Role::TVS).map(|(_, rest)| Tvs {
            node: rest.facts.host().to_owned(),
            shows: Some(self.then(rest)),
            told_by: told_by.clone(),
            is_reached: true,
        });
        let own = rests.iter().filter(|(_, rest)| rest.role == Role::SAST).map(|(_, rest)| Known {
            certificate: self.then(rest),
            key: None,
            place: "a certificate of its own cluster at that time".to_owned(),
            roles: vec![Role::SAST],
        });
        let view = Cluster::of(self.evaluation, self.lists, self.cluster);
        let stored = super::met(&view).store.known.into_iter().filter(|known| {
            let sha256 = known.certificate.sha256.as_deref();
            let made = sha256.and_then(|sha256| self.evaluation.certificate(sha256));
            made.is_some_and(|judged| judged.entry.certificate.not_before() <= self.backup)
        });
        Surroundings { tvs: tvs.collect(), store: Store { known: own.chain(stored).collect(), is_whole: true } }
    }

    fn say(&self, holders: &[Holder<'l, 'case>], observations: &mut Observations) {
        let Some(first) = holders.first() else { return };
        let mut names: Vec<String> = Vec::new();
        for (_, rest) in holders.iter().flat_map(|holder| &holder.younger) {
            let kind = rest.identity.map_or("the signer", Identity::name);
            let from = rest.facts.valid_from().map(Timestamp::date).unwrap_or_default();
            let name = format!("{} ({kind}, made {from})", rest.facts.name);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let (severity, title) = if first.is_lost() {
            (
                Severity::Critical,
                format!("After a restore of the backup of {} phones refuse every new list", self.backup.date()),
            )
        } else {
            (CHECK.severity, format!("The backup of {} is older than what phones trust", self.backup.date()))
        };
        // Phones for which the same rule decides are told of together.
        let mut said: Vec<String> = Vec::new();
        let mut told_of: Vec<&str> = Vec::new();
        for holder in holders.iter().take(MOST_TOLD) {
            if told_of.contains(&holder.decision.rule.as_str()) {
                continue;
            }
            told_of.push(&holder.decision.rule);
            let alike = holders.iter().filter(|other| other.decision.rule == holder.decision.rule);
            let mut held: Vec<String> =
                alike.flat_map(|other| &other.placed).map(|placed| self.lists.called(placed)).collect();
            held.sort();
            held.dedup();
            said.push(format!(
                "To phones that hold {} the servers then offer lists signed by {}. {}",
                listed_briefly(&held),
                holder.signer.described(),
                told(&holder.decision, "It")
            ));
        }
        let detail = format!("Made after the backup: {}. {}", listed_briefly(&names), said.join(" "));
        let about = holders.iter().take(MOST_TOLD).flat_map(|holder| {
            holder.younger.iter().map(|(placed, rest)| Evidence {
                input: Some(placed.list.input.id),
                record: Some(rest.record),
                certificate: rest.facts.entry.map(|entry| entry.sha256.clone()),
                offset: None,
            })
        });
        let decisions: Vec<&Decision> = holders.iter().take(MOST_TOLD).map(|holder| &holder.decision).collect();
        let observation = observations.say_as(severity, title, detail, evidence(about.collect::<Vec<_>>(), &decisions));
        let offered = if first.phone.itl.is_some() { "the ITL after the restore" } else { "the CTL after the restore" };
        compare(observation, &first.phone, (offered, serial(&first.signer)), &first.surroundings);
    }
}
