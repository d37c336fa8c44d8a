//! CRT-10

use super::super::{Check, Observations, any_certificate};
use super::{all_evidence, holder, is_servers};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::report::{Identity, Severity};
use std::collections::BTreeMap;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CRT-10",
    severity: Severity::Warning,
    title: "There is one certificate of a kind and a name",
    meaning: "Two certificates of one kind with one name and different keys are two generations: before and after a renewal. Phones that know the older one only do not trust what the newer one signs; whether they can follow depends on the lists.",
    symptoms: "Some phones take changes and others do not, by the time at which each last took a list.",
    plan: None,
    remedy: "See which of them the server holds now and which the lists hold, and update the lists. An old CAPF certificate stays in the trust stores until every LSC it issued has been replaced.",
    source: "Cisco doc 214231; Cisco Security Guide 14, Certificates",
    since: "0.1",
    needs: "two certificates of one kind with one name",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let mut groups: BTreeMap<(Identity, String), Vec<&JudgedCertificate<'_>>> = BTreeMap::new();
    for judged in evaluation.certificates.iter().filter(|judged| is_servers(judged.identity)) {
        let only_kept = evaluation.holdings.is_only_stored(&judged.entry.sha256)
            && judged.entry.places.iter().all(|place| place.record.is_none());
        // What is kept in a trust store on purpose, as old CAPFs are, is no second generation in use.
        if !only_kept {
            let name = judged.entry.certificate.subject().folded();
            groups.entry((judged.identity, name)).or_default().push(judged);
        }
    }
    let groups = groups.into_values().filter(|group| has_two_keys(group));
    for mut group in groups {
        group.sort_by_key(|judged| judged.entry.certificate.not_before());
        let Some(newest) = group.last() else { continue };
        let title = format!("{} is there in {} generations", holder(newest), group.len());
        let detail = format!(
            "The newest is valid from {}. Everything that holds an older one has not followed yet.",
            newest.entry.certificate.not_before().date()
        );
        let serials = group.iter().map(|judged| {
            let x509 = &judged.entry.certificate;
            let span = format!("{} to {}", x509.not_before().date(), x509.not_after().date());
            (span, format!("serial {}", x509.serial_hex()))
        });
        observations.say(title, detail, all_evidence(&group)).compare("generation", serials.collect::<Vec<_>>());
    }
}

fn has_two_keys(group: &[&JudgedCertificate<'_>]) -> bool {
    let mut keys = group.iter().map(|judged| judged.entry.certificate.spki());
    let first = keys.next();
    keys.any(|key| Some(key) != first)
}
