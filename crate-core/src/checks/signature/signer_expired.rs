//! SIG-03

use super::super::{Check, Observations, any_list};
use super::{signer, signer_evidence};
use crate::case::evaluation::Evaluation;
use crate::plan::Key;
use crate::report::Severity;

pub(in crate::checks) static CHECK: Check = Check {
    id: "SIG-03",
    severity: Severity::Error,
    title: "The signer's certificate was valid when it signed, and is valid now",
    meaning: "A signer whose certificate has expired still signs, and most phones are said not to look at its dates (not certain). CUCM's own \
              certificate monitor warns, and the certificate has to be renewed, which changes the signer that phones must already know.",
    symptoms: "Most phones take the list all the same, for they look at records and not at dates; CUCM and other programs warn.",
    plan: None,
    remedy: "Renew the certificate alone, and let every phone take the new list before anything \
             else changes.",
    source: "Cisco doc 214231, Regenerate Certificates in UCM",
    since: "0.1",
    needs: "a trust list",
    wants: &[],
    applies: any_list,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for list in evaluation.distinct_lists() {
        let Some((number, certificate)) = signer(evaluation, list) else { continue };
        let validity = certificate.entry.certificate.not_before()..=certificate.entry.certificate.not_after();
        let signed_outside = list.contents.list.header.timestamp().filter(|made| !validity.contains(made));
        let outside_now = !validity.contains(&evaluation.at);
        let what = match (signed_outside, outside_now) {
            (None, false) => continue,
            (Some(made), _) => format!("The list was made on {}", made.date()),
            (None, true) => format!("It is judged by {}", evaluation.at.date()),
        };
        let detail = format!(
            "{what}, but the certificate of {} is valid from {} to {}.",
            certificate.entry.certificate.subject().common_name(),
            validity.start().date(),
            validity.end().date()
        );
        let title = format!("{}: the signer's certificate is outside its validity", list.input.short_name());
        // A date in the future or the past of the list says nothing against the list itself.
        let severity = if signed_outside.is_some() { Severity::Error } else { Severity::Warning };
        observations
            .say_as(severity, title, detail, vec![signer_evidence(list, number, certificate)])
            .by_plan(Key::renewing(certificate.identity));
    }
}
