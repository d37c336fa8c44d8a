//! SIM: would phones take the lists that they are offered?
//!
//! Each check puts a phone before an offer and lets [`phone::decide`](crate::phone::decide) walk the decision table; what it says is the way
//! through it.

pub(super) mod lost_generations;
pub(super) mod newest_list;
mod next;
pub(super) mod next_list;
pub(super) mod other_cluster;
pub(super) mod restored_backup;

use super::{Check, Observation};
use crate::case::series::{Lists, Placed};
use crate::formats::trust_list::Role;
use crate::phone::{Certificate, Cluster, List, Phone, Surroundings};
use crate::report::{Decision, Evidence, ListKind, Reply};
use crate::text::listed_briefly;
use crate::timestamp::Timestamp;
use std::collections::HashMap;

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] =
    &[&newest_list::CHECK, &next_list::CHECK, &lost_generations::CHECK, &other_cluster::CHECK, &restored_backup::CHECK];

/// Pieces of evidence that a finding of this family names at most.
const MOST_EVIDENCE: usize = 24;

/// Questions whose answers a finding tells where they are yes: they name the record or the certificate that answers.
const TELLING: [&str; 3] = ["L-SIGNER-IN-CTL", "L-SIGNER-IN-ITL", "L-TVS-VOUCHES"];

/// Clusters whose phones are simulated at most; a case has one, or two between which phones move.
const MOST_CLUSTERS: usize = 16;

/// The numbers of the clusters that the lists of a case are of, each once.
fn clusters(lists: &Lists<'_, '_>) -> Vec<usize> {
    let mut numbers: Vec<usize> = lists.all.iter().map(|placed| placed.cluster).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.truncate(MOST_CLUSTERS);
    numbers
}

/// Whether phones can hold a list: they load none that is damaged.
fn can_be_held(placed: &Placed<'_, '_>) -> bool {
    let contents = placed.list.contents;
    contents.transcript.is_some() || contents.damages.is_empty()
}

/// The CTL that phones of a cluster held before a time: the latest that was written earlier; where none is known to be, the oldest there is.
fn ctl_before<'l, 'a, 'case>(
    lists: &'l Lists<'a, 'case>,
    cluster: usize,
    time: Option<Timestamp>,
) -> Option<&'l Placed<'a, 'case>> {
    let ctls = || lists.of_kind(ListKind::Ctl).filter(|ctl| ctl.cluster == cluster && can_be_held(ctl));
    let earlier = ctls().filter(|ctl| ctl.made.is_some() && ctl.made < time).max_by_key(|ctl| ctl.made);
    earlier.or_else(|| ctls().min_by_key(|ctl| ctl.made))
}

/// Lists of one node – or CTLs of one cluster – from several times, the oldest first. What has the same time counts once.
fn generations<'l, 'a, 'case>(lists: &'l Lists<'a, 'case>, kind: ListKind) -> Vec<Vec<&'l Placed<'a, 'case>>> {
    let mut series: HashMap<&(usize, String), Vec<&Placed<'a, 'case>>> = HashMap::new();
    for placed in lists.of_kind(kind).filter(|placed| placed.made.is_some()) {
        series.entry(&placed.series).or_default().push(placed);
    }
    let mut several: Vec<Vec<&Placed<'a, 'case>>> = series.into_values().collect();
    for generations in &mut several {
        generations.sort_by_key(|placed| (placed.made, placed.list.input.id));
        generations.dedup_by_key(|placed| placed.made);
    }
    several.retain(|generations| generations.len() > 1);
    several.sort_by_key(|generations| generations.first().map(|first| first.list.input.id));
    several
}

/// The way to a decision in sentences: which lists do not name the signer, which record or certificate answered, what came of it, and the rule
/// that decided. What is compared stands beside it, so that long lists of certificates are left out. `signer` is the subject of a sentence.
fn told(decision: &Decision, signer: &str) -> String {
    let mut said: Vec<String> = Vec::new();
    let without: Vec<&str> = [("L-SIGNER-IN-CTL", "CTL"), ("L-SIGNER-IN-ITL", "ITL")]
        .into_iter()
        .filter(|(rule, _)| {
            let step = decision.path.iter().find(|step| step.rule == *rule);
            step.is_some_and(|step| step.reply == Reply::No && !step.because.starts_with("It holds no"))
        })
        .map(|(_, list)| list)
        .collect();
    if !without.is_empty() {
        said.push(format!("{signer} is no signer in the {} that they hold.", without.join(" or the ")));
    }
    let yes = |rule: &str| decision.path.iter().any(|step| step.rule == rule && step.reply == Reply::Yes);
    for step in &decision.path {
        let proves = step.rule == "L-TVS-PROVES-ITSELF" && yes("L-TVS-PROVES-ITSELF");
        if proves || TELLING.contains(&step.rule.as_str()) && step.reply == Reply::Yes {
            said.push(step.because.clone());
        }
    }
    let ended = decision.path.last().filter(|step| step.rule.starts_with("L-OPENS") || step.reply == Reply::Open);
    if let Some(step) = ended.filter(|step| step.reply != Reply::Yes) {
        said.push(step.because.clone());
    }
    said.push(format!("{} (Rule {}.)", decision.outcome, decision.rule));
    said.join(" ")
}

/// Who signed a list, for a sentence.
fn signer_of(placed: &Placed<'_, '_>) -> Certificate {
    let signer = Certificate::of_signer(&placed.list.contents.list.header.signer());
    signer.unwrap_or_else(|| Certificate { name: "the signer".to_owned(), ..Certificate::default() })
}

/// Whether TVS is what a decision rests on.
fn rests_on_tvs(decision: &Decision) -> bool {
    decision.path.iter().any(|step| step.rule == "L-TVS-VOUCHES" && step.reply == Reply::Yes)
}

/// What a decision rests on, behind what the finding is about.
fn evidence(about: impl IntoIterator<Item = Evidence>, decisions: &[&Decision]) -> Vec<Evidence> {
    let mut all: Vec<Evidence> = Vec::new();
    let answers = decisions.iter().flat_map(|decision| decision.path.iter().flat_map(|step| step.evidence.clone()));
    for one in about.into_iter().chain(answers) {
        if all.len() == MOST_EVIDENCE {
            break;
        }
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

/// Sets what phones know and what they meet side by side: the signers, and the TVS.
fn compare(observation: &mut Observation, phone: &Phone<'_>, signer: (&str, &str), surroundings: &Surroundings) {
    let mut signers: Vec<(String, String)> = Vec::new();
    let mut services: Vec<(String, String)> = Vec::new();
    for list in phone.ctl.iter().chain(&phone.itl) {
        signers.push((format!("signers in {}", list.described()), serials(list, Role::SAST)));
    }
    signers.push((format!("signer of {}", signer.0), signer.1.to_owned()));
    observation.compare("serial number", signers);
    if let Some(itl) = phone.itl.as_ref().filter(|itl| itl.with_role(Role::TVS).next().is_some()) {
        services.push((format!("TVS in {}", itl.described()), serials(itl, Role::TVS)));
    }
    let mut shown: Vec<&str> = surroundings.tvs.iter().filter_map(|tvs| Some(serial(tvs.shows.as_ref()?))).collect();
    // One certificate may be of all nodes.
    shown.sort_unstable();
    shown.dedup();
    if !services.is_empty() && !shown.is_empty() {
        services.push(("TVS that the nodes show".to_owned(), listed_briefly(&shown)));
        observation.compare("serial number of TVS", services);
    }
}

/// The serial numbers of the certificates with a role.
fn serials(list: &List<'_>, role: Role) -> String {
    let serials: Vec<&str> = list.with_role(role).map(|entry| serial(&entry.certificate)).collect();
    if serials.is_empty() { "none".to_owned() } else { listed_briefly(&serials) }
}

/// A serial number in words.
fn serial(certificate: &Certificate) -> &str {
    if certificate.serial.is_empty() { "not known" } else { &certificate.serial }
}

/// A phone with Security By Default that holds these lists.
fn holding<'case>(ctl: Option<&Placed<'_, 'case>>, itl: Option<&Placed<'_, 'case>>) -> Phone<'case> {
    Phone {
        ctl: ctl.map(|placed| List::of(placed.list)),
        itl: itl.map(|placed| List::of(placed.list)),
        ..Phone::default()
    }
}

/// What phones of a cluster meet when they reach every TVS of their CallManager group.
fn met(view: &Cluster<'_, '_>) -> Surroundings {
    view.surroundings(&crate::report::TvsReach::All)
}
