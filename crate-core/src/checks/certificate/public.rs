//! CRT-14

use super::super::{Check, Observations, any_certificate};
use super::{all_evidence, holder, public_issuer};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::report::Severity;
use crate::text::listed_briefly;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CRT-14",
    severity: Severity::Info,
    title: "A certificate of a public authority is known as one",
    meaning: "Public authorities follow the rules of browsers: short lifetimes, and soon no client authentication. A certificate that carries the proof of public logging, or an issuer that is known as public, is under these rules.",
    symptoms: "",
    plan: None,
    remedy: "Look at EKU-01 and CRT-15 for what follows from it.",
    source: "RFC 6962, section 3.3; Cisco field notice FN74345",
    since: "0.1",
    needs: "a certificate",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let public: Vec<&JudgedCertificate<'_>> =
        evaluation.certificates.iter().filter(|judged| public_issuer(judged).is_some()).collect();
    let said: Vec<String> = public
        .iter()
        .map(|judged| format!("{} ({})", holder(judged), public_issuer(judged).unwrap_or_default()))
        .collect();
    let title = match public.as_slice() {
        [] => return,
        [only] => format!("{} is of a public authority", holder(only)),
        several => format!("{} certificates are of public authorities", several.len()),
    };
    observations.say(title, format!("So it looks for {}.", listed_briefly(&said)), all_evidence(&public));
}
