//! CSR-06

use super::super::{Check, Observations, input};
use super::{any_request, called};
use crate::case::evaluation::Evaluation;
use crate::report::Severity;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CSR-06",
    severity: Severity::Info,
    title: "A request names no organisational unit",
    meaning: "From 14SU1 CUCM leaves the organisational unit (OU) out of its requests, because public authorities no longer certify it: some drop it \
              silently, some refuse the request.",
    symptoms: "",
    plan: None,
    remedy: "For a public authority, make the request without OU. A private authority takes it.",
    source: "Cisco Security Guide 14SU1, Certificates",
    since: "0.1",
    needs: "a certificate signing request",
    wants: &[],
    applies: any_request,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    // Before 14, an OU was always there.
    let release = evaluation.context.release.as_deref().map(str::trim).unwrap_or_default();
    let digits: String = release.chars().take_while(char::is_ascii_digit).collect();
    if digits.parse().is_ok_and(|major: u32| major < 14) {
        return;
    }
    for judged in &evaluation.requests {
        let Some(unit) = judged.request.subject().get("OU") else { continue };
        let title = format!("The request for {} names an organisational unit", called(judged));
        let detail = format!("It asks for OU={}.", crate::text::visible(unit));
        observations.say(title, detail, vec![input(judged.input.id)]);
    }
}
