//! TRU-02

use super::super::{Check, Observations};
use super::any_store;
use crate::case::evaluation::Evaluation;
use crate::case::holdings::Holding;
use crate::case::known_cisco::is_known;
use crate::plan::Key;
use crate::report::Severity;
use crate::text::{count, listed_briefly};
use std::collections::{BTreeMap, HashSet};

pub(in crate::checks) static CHECK: Check = Check {
    id: "TRU-02",
    severity: Severity::Warning,
    title: "No trust store holds an expired certificate",
    meaning: "An expired certificate in a trust store trusts nobody any more. An upgrade to 12.5(1)SU6, 14SU2 or later does not bring it along, and whatever \
              still rested on it stops then. Until it is deleted, the certificate monitor sends an alarm every day.",
    symptoms: "Alarms of the certificate monitor; after an upgrade the certificate is gone.",
    plan: Some(Key::ExpiredTrust),
    remedy: "See that nothing in use was issued by it, then delete it.",
    source: "Cisco Security Guide 14, Certificates; Cisco doc 214231",
    since: "0.1",
    needs: "the certificates of a trust store",
    wants: &[],
    applies: any_store,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let mut stores: BTreeMap<String, (&str, Vec<&Holding<'_>>)> = BTreeMap::new();
    let mut seen = HashSet::new();
    for holding in evaluation.holdings.iter() {
        let Some(store) = holding.store.as_deref() else { continue };
        let key = store.to_ascii_lowercase();
        let expired = holding.entry.certificate.not_after() < evaluation.at;
        if expired && seen.insert((key.clone(), holding.entry.sha256.as_str())) {
            stores.entry(key).or_insert_with(|| (store, Vec::new())).1.push(holding);
        }
    }
    for (store, expired) in stores.into_values() {
        let (ciscos, others): (Vec<&Holding<'_>>, Vec<&Holding<'_>>) =
            expired.into_iter().partition(|holding| is_known(&holding.entry.sha256).is_some());
        say(Severity::Warning, store, "", &others, observations);
        // CUCM brings these itself; that they end is known.
        say(Severity::Info, store, " of Cisco's", &ciscos, observations);
    }
}

fn say(severity: Severity, store: &str, whose: &str, expired: &[&Holding<'_>], observations: &mut Observations) {
    if expired.is_empty() {
        return;
    }
    let named: Vec<String> = expired
        .iter()
        .map(|holding| {
            let x509 = &holding.entry.certificate;
            format!("{} ({})", x509.subject().common_name(), x509.not_after().date())
        })
        .collect();
    let number = count(expired.len(), "expired certificate");
    let title = format!("{store} holds {number}{whose}");
    let evidence = expired.iter().map(|holding| holding.evidence()).collect();
    observations.say_as(severity, title, format!("With the day of expiry: {}.", listed_briefly(&named)), evidence);
}
