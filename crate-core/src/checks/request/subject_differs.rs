//! CSR-03

use super::super::{Check, Observations};
use super::{answer, any_request, called, listed, pair};
use crate::case::evaluation::Evaluation;
use crate::distinguished_name::{Attribute, DistinguishedName};
use crate::report::Severity;
use crate::text::visible;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CSR-03",
    severity: Severity::Warning,
    title: "A certificate has the subject that the request asked for, but for its organisational unit",
    meaning: "Authorities may leave out the organisational unit (OU), which public ones no longer certify. Other differences, above all in the \
              common name, make CUCM refuse the upload or name the server otherwise than trunks, Expressways and other clusters expect.",
    symptoms: "The upload of the answer may be refused, or the certificate is not recognised as this server's.",
    plan: None,
    remedy: "Compare the common name with what the peers expect. Where the authority cut other attributes and the upload succeeds, nothing is to be \
             done; else have the certificate issued with the subject of the request.",
    source: "Cisco Security Guide 14, Certificates",
    since: "0.1",
    needs: "a certificate signing request",
    wants: &[],
    applies: any_request,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for judged in &evaluation.requests {
        let Some(entry) = answer(judged) else { continue };
        let (asked, given) = (judged.request.subject(), entry.certificate.subject());
        if without_unit(asked).matches(&without_unit(given)) {
            continue;
        }
        let missing = difference(asked, given);
        let added = difference(given, asked);
        let mut said = Vec::new();
        if !missing.is_empty() {
            said.push(format!("The request asked for {}.", listed(&missing)));
        }
        if !added.is_empty() {
            said.push(format!("The certificate has {} instead or besides.", listed(&added)));
        }
        let title = format!("The certificate for {} has another subject than the request", called(judged));
        observations.say(title, said.join(" "), pair(judged, entry));
    }
}

fn is_unit(attribute: &Attribute) -> bool {
    attribute.key.eq_ignore_ascii_case("OU")
}

fn without_unit(name: &DistinguishedName) -> DistinguishedName {
    DistinguishedName::new(name.attributes().iter().filter(|attribute| !is_unit(attribute)).cloned().collect())
}

/// Attributes of one name that the other has not, but for organisational units.
fn difference(of: &DistinguishedName, other: &DistinguishedName) -> Vec<String> {
    let alone = |attribute: &Attribute| DistinguishedName::new(vec![attribute.clone()]);
    let is_there =
        |attribute: &Attribute| other.attributes().iter().any(|known| alone(known).matches(&alone(attribute)));
    let missing = of.attributes().iter().filter(|attribute| !is_unit(attribute) && !is_there(attribute));
    missing.map(|attribute| format!("{}={}", visible(&attribute.key), visible(&attribute.value))).collect()
}
