//! CSR-02

use super::super::{Check, Observations};
use super::{answer, any_request, called, listed, name_set, pair};
use crate::case::evaluation::Evaluation;
use crate::report::Severity;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CSR-02",
    severity: Severity::Error,
    title: "A certificate has the alternative names that the request asked for",
    meaning: "CUCM, IM and Presence and UCCX compare the alternative names of the request with those of the certificate and refuse the upload when \
              the authority added one (often \"www.\") or dropped one: \"CSR SAN and Certificate SAN does not match\".",
    symptoms: "The upload is refused: \"CSR SAN and Certificate SAN does not match\".",
    plan: None,
    remedy: "Have the authority issue the certificate again with exactly the names of the request. Where it always adds a name, put that name into the \
             request; where it refuses a name, make a request without it.",
    source: "Cisco UCCX Solution Certificate Management Guide; Cisco HCM-F error list, CAA1016",
    since: "0.1",
    needs: "a certificate signing request",
    wants: &[],
    applies: any_request,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for judged in &evaluation.requests {
        let Some(entry) = answer(judged) else { continue };
        let asked = name_set(judged.request.subject_alternative_names());
        let given = name_set(entry.certificate.subject_alternative_names());
        let added: Vec<&String> = given.difference(&asked).collect();
        let dropped: Vec<&String> = asked.difference(&given).collect();
        if added.is_empty() && dropped.is_empty() {
            continue;
        }
        let mut said = Vec::new();
        if !added.is_empty() {
            said.push(format!("The authority added {}.", listed(&added)));
        }
        if !dropped.is_empty() {
            said.push(format!("It dropped {}.", listed(&dropped)));
        }
        // Old releases asked for no names at all, and browsers ask for them all the same.
        let severity = if asked.is_empty() {
            said.push("The request asked for no alternative names, as those of old releases did.".to_owned());
            Severity::Warning
        } else {
            Severity::Error
        };
        let title = format!("The certificate for {} has other alternative names than the request", called(judged));
        observations.say_as(severity, title, said.join(" "), pair(judged, entry));
    }
}
