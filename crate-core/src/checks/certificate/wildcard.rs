//! CRT-13

use super::super::{Check, Observations, any_certificate};
use super::{evidence, holder, is_servers};
use crate::case::evaluation::Evaluation;
use crate::formats::certificate::GeneralName;
use crate::report::{Identity, Severity};
use crate::text::visible;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CRT-13",
    severity: Severity::Error,
    title: "No certificate of CUCM is for a wildcard name",
    meaning: "CUCM does not support wildcard names in its certificates: an upload is refused, and where one is in use elsewhere, phones and trunks that compare names with it fail.",
    symptoms: "The upload in certificate management is refused.",
    plan: None,
    remedy: "Make a multi-server request on CUCM, which names every node, and have that answered.",
    source: "Cisco Security Guide 14, Certificates",
    since: "0.1",
    needs: "a certificate",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for judged in &evaluation.certificates {
        let x509 = &judged.entry.certificate;
        let common = x509.subject().get("CN").filter(|name| is_wildcard(name)).map(str::to_owned);
        let listed = x509.subject_alternative_names().iter().find_map(|name| match name {
            GeneralName::Dns(name) if is_wildcard(name) => Some(name.clone()),
            _ => None,
        });
        let Some(name) = common.or(listed) else { continue };
        let is_kept = evaluation.holdings.is_stored(&judged.entry.sha256);
        // Other servers may have such certificates; whether this one is meant for CUCM, nothing tells.
        let (severity, meant) = match judged.identity {
            identity if is_servers(identity) => (Severity::Error, "CUCM does not support that."),
            Identity::Other if is_kept || x509.is_ca() => continue,
            _ => (Severity::Info, "CUCM does not support that; as the certificate of another server it may be right."),
        };
        let title = format!("{} is for a wildcard name", holder(judged));
        let detail = format!("It is for {}. {meant}", visible(&name));
        observations.say_as(severity, title, detail, evidence(judged));
    }
}

fn is_wildcard(name: &str) -> bool {
    name.trim().starts_with("*.")
}
