//! TRU-03

use super::super::stores;
use super::super::{Check, Observations};
use super::any_store;
use crate::case::evaluation::Evaluation;
use crate::case::holdings::Holding;
use crate::report::{Identity, Severity};
use std::collections::HashMap;

pub(in crate::checks) static CHECK: Check = Check {
    id: "TRU-03",
    severity: Severity::Error,
    title: "A trust store holds one certificate of a subject",
    meaning: "CUCM keeps one certificate of a subject in a trust store: a newer one replaces the older, and an older one is refused. Two at once come from a \
              replication that did not go through, or from files that were collected at different times. Which of them counts is not certain.",
    symptoms: "Peers whose certificate rests on the one that is not used are refused, on some nodes or on all.",
    plan: None,
    remedy: "Delete the older one on every node, unless something that is in use was issued by it, and restart the services that read the store.",
    source: "Cisco Security Guide 14, Certificates",
    since: "0.1",
    needs: "the certificates of a trust store",
    wants: &[],
    applies: any_store,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for store in stores::each(evaluation) {
        let mut order: Vec<String> = Vec::new();
        let mut groups: HashMap<String, Vec<&Holding<'_>>> = HashMap::new();
        // Twins among Cisco's own are known and do no harm.
        for holding in store.holdings.iter().filter(|holding| holding.identity != Identity::CiscoCa) {
            let subject = holding.entry.certificate.subject().folded();
            let group = groups.entry(subject.clone()).or_default();
            if group.is_empty() {
                order.push(subject);
            }
            group.push(holding);
        }
        for group in order.iter().filter_map(|subject| groups.get(subject)).filter(|group| group.len() > 1) {
            let mut group = group.clone();
            group.sort_by_key(|holding| holding.entry.certificate.not_before());
            let Some(newest) = group.last() else { continue };
            let name = newest.entry.certificate.subject().common_name();
            let title = format!("{} holds {} certificates of {name}", store.title(), group.len());
            let (severity, whence) = if store.is_listed {
                (Severity::Error, "One output names them together.")
            } else {
                (
                    Severity::Warning,
                    "They lie in one folder; if it was filled at different times, the newest is what the server has.",
                )
            };
            let sides = group.iter().map(|holding| {
                let x509 = &holding.entry.certificate;
                (format!("valid from {}", x509.not_before().date()), format!("serial {}", x509.serial_hex()))
            });
            let sides: Vec<(String, String)> = sides.collect();
            let evidence = group.iter().map(|holding| holding.evidence()).collect();
            observations.say_as(severity, title, whence, evidence).compare("certificate", sides);
        }
    }
}
