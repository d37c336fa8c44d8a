//! CRT-18

use super::super::{Check, Observations, any_certificate};
use super::{evidence, holder, is_servers};
use crate::case::evaluation::Evaluation;
use crate::formats::certificate::extensions::oid;
use crate::report::Severity;
use crate::text::listed;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CRT-18",
    severity: Severity::Info,
    title: "No extension is critical but key usage and basic constraints",
    meaning: "Whoever does not know a critical extension must refuse the certificate. Contact Center Express refuses certificates of CUCM with any critical extension other than these two.",
    symptoms: "Contact Center Express and other programs that are as strict refuse the connection.",
    plan: None,
    remedy: "Have the authority issue it with the extension not critical.",
    source: "Cisco UCCX Solution Certificate Management Guide",
    since: "0.1",
    needs: "a certificate of a server",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for judged in evaluation.certificates.iter().filter(|judged| is_servers(judged.identity)) {
        let unusual: Vec<&str> = judged
            .entry
            .certificate
            .extensions()
            .iter()
            .filter(|extension| extension.critical)
            .filter(|extension| ![oid::KEY_USAGE, oid::BASIC_CONSTRAINTS].contains(&extension.oid.as_str()))
            .map(|extension| extension.name.as_str())
            .collect();
        if !unusual.is_empty() {
            let title = format!("{} has an unusual critical extension", holder(judged));
            observations.say(title, format!("Critical besides: {}.", listed(&unusual)), evidence(judged));
        }
    }
}
