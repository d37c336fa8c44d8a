//! ITL-12

use super::super::{Check, Observations, record};
use super::{any_itl, itls};
use crate::case::evaluation::Evaluation;
use crate::crypto::PublicKey;
use crate::formats::trust_list::Record;
use crate::report::Severity;
use crate::text::count;

pub(in crate::checks) static CHECK: Check = Check {
    id: "ITL-12",
    severity: Severity::Info,
    title: "Elliptic certificates stand in lists that old phones can read",
    meaning: "Those who write lists for phones themselves found that phones with old firmware take records with elliptic certificates only in \
              a list whose header has version 1.1. CUCM writes 1.0 or 1.2. Whether a phone of today minds is not documented.",
    symptoms: "",
    plan: None,
    remedy: "Nothing, unless old phones refuse the list: then see whether they take one without elliptic certificates.",
    source: "usecallmanager.nz, certutils (community project)",
    since: "0.1",
    needs: "an ITL",
    wants: &[],
    applies: any_itl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for itl in itls(evaluation) {
        let Some(version) = itl.contents.list.header.version().filter(|version| matches!(version, (1, 0 | 2))) else {
            continue;
        };
        let is_elliptic = |number: usize, found: &Record| match itl.certificate(number) {
            Some(entry) => matches!(entry.certificate.public_key(), PublicKey::Ec { .. }),
            // The point of an elliptic key is not compressed; an RSA key is a SEQUENCE.
            None => found.public_key().is_some_and(|key| key.starts_with(&[4])),
        };
        let records = (1..).zip(&itl.contents.list.records);
        let numbers: Vec<usize> =
            records.filter(|(number, found)| is_elliptic(*number, found)).map(|(number, _)| number).collect();
        if numbers.is_empty() {
            continue;
        }
        let title =
            format!("{} holds elliptic certificates under version {}.{}", itl.input.short_name(), version.0, version.1);
        let detail = format!(
            "It has {} with an elliptic key. It is not certain whether phones with old firmware take them in a list of this version.",
            count(numbers.len(), "record")
        );
        let evidence = numbers.iter().map(|number| record(itl.input.id, *number)).collect();
        observations.say(title, detail, evidence);
    }
}
