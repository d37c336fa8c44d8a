//! PLN-03

use super::super::certificate::is_servers;
use super::super::{Check, Observations};
use crate::case::evaluation::Evaluation;
use crate::case::facts::plain_host;
use crate::plan::Key;
use crate::renewals;
use crate::report::{Evidence, Renewal, RenewalStanding, Severity, same_host};
use crate::text::{count, listed, listed_briefly};
use std::collections::BTreeMap;

pub(in crate::checks) static CHECK: Check = Check {
    id: "PLN-03",
    severity: Severity::Info,
    title: "The renewals of the next twelve months are known, and none should have begun already",
    meaning: "A renewal takes longer than its change window: a CA has to answer, phones that are off have to come back and take the new lists, every LSC \
              has to be issued anew. Plans that change what phones trust may not overlap, so their times add up where several certificates end together. \
              How many days each takes is advice of Trustlens; no document of Cisco names any.",
    symptoms: "",
    plan: None,
    remedy: "Set a date for each of them, and put it into the calendar (\"Save as calendar\" in the view Expiry, or \"trustlens inspect --format icalendar\").",
    source: "Cisco doc 214231 (the order, and the waiting in between); the days are advice of Trustlens",
    since: "0.1",
    needs: "a certificate of a server",
    wants: &[],
    applies: |evaluation| evaluation.certificates.iter().any(|judged| is_servers(judged.identity)),
    run,
};

/// Days ahead that are told.
const AHEAD: i64 = 365;

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let all = renewals::of(evaluation);
    let of_servers = || all.iter().filter(|renewal| is_servers(renewal.identity));
    let due: Vec<&Renewal> =
        of_servers().filter(|it| is_open(it) && evaluation.at.days_until(it.begin_by) <= AHEAD).collect();
    if !due.is_empty() {
        // Of each kind the next, in the order in which they have to be begun.
        let mut next: BTreeMap<&str, &Renewal> = BTreeMap::new();
        for renewal in due.iter().rev() {
            next.insert(renewal.identity.name(), renewal);
        }
        let mut next: Vec<&Renewal> = next.into_values().collect();
        next.sort_by_key(|renewal| renewal.begin_by);
        let said: Vec<String> = next
            .into_iter()
            .map(|renewal| {
                format!("{} by {} (it ends on {})", whose(renewal), renewal.begin_by.date(), renewal.ends.date())
            })
            .collect();
        let title = format!("{} to be begun within twelve months", count(due.len(), "renewal"));
        let detail = format!("The next of each kind, with the last day on which to begin: {}.", listed(&said));
        // Places alone: by one certificate of them all would be put under what another check says of that one.
        let places = due.iter().map(|renewal| Evidence { certificate: None, ..evidence(evaluation, renewal) });
        observations.say(title, detail, places.collect());
    }
    for renewal in of_servers().filter(|renewal| renewal.standing == RenewalStanding::Late) {
        let then = if renewal.then.is_empty() {
            String::new()
        } else {
            format!(", and {} can only be carried out after it", listed(&renewal.then))
        };
        let detail = format!(
            "It ends on {} ({}). Its renewal takes some {}{then}: it should have begun by {}.",
            renewal.ends.for_people(),
            renewal.ends.relative_to(evaluation.at),
            count(usize::try_from(renewal.lead_days).unwrap_or_default(), "day"),
            renewal.begin_by.date()
        );
        let title = format!("The renewal of {} is late", whose(renewal));
        observations
            .say_as(Severity::Warning, title, detail, vec![evidence(evaluation, renewal)])
            .felt_by(renewal.fails.clone())
            .by_plan(renewal.plan.as_deref().and_then(Key::parse));
    }
}

fn is_open(renewal: &Renewal) -> bool {
    renewal.standing == RenewalStanding::Open
}

/// "CallManager of cucm-pub.example.com", "CAPF-9b8bcfee on cucm-pub".
fn whose(renewal: &Renewal) -> String {
    let named = plain_host(&renewal.name);
    let others: Vec<&str> = renewal.nodes.iter().map(String::as_str).filter(|node| !same_host(node, &named)).collect();
    let nodes = if others.is_empty() { String::new() } else { format!(" on {}", listed_briefly(&others)) };
    let kind = renewal.identity.name();
    if renewal.name.to_ascii_lowercase().starts_with(&kind.to_ascii_lowercase()) {
        format!("{}{nodes}", renewal.name)
    } else {
        format!("{kind} of {}{nodes}", renewal.name)
    }
}

/// The certificate, in the first place where it was found.
fn evidence(evaluation: &Evaluation<'_>, renewal: &Renewal) -> Evidence {
    let judged = renewal.certificate.as_deref().and_then(|sha256| evaluation.certificate(sha256));
    let place = judged.and_then(|judged| judged.entry.places.first());
    Evidence {
        input: place.map(|place| place.input),
        record: place.and_then(|place| place.record),
        certificate: renewal.certificate.clone(),
        offset: None,
    }
}
