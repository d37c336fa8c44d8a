//! TXT-04

use super::super::{Check, Observations};
use super::lines::{Lines, any_log, is_bad, logs};
use crate::case::evaluation::Evaluation;
use crate::report::{LogLine, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "TXT-04",
    severity: Severity::Info,
    title: "What TVS decided",
    meaning: "A phone asks the Trust Verification Service about a signer that is in none of its lists. TVS looks the certificate up by serial number and issuer \
              among those of the database, then in the CTL, and answers with its roles; the phone keeps the answer for 24 hours. A certificate that TVS does not find \
              is not vouched for, and the phone keeps its old list.",
    symptoms: "",
    plan: None,
    remedy: "Upload the certificate to the trust store that fits it (Phone-SAST-trust and CallManager-trust for a signer of lists), restart TVS on every \
             node, and reset the phone.",
    source: "Cisco docs 213407, 118893 and 118699",
    since: "0.1",
    needs: "a log of a phone or server",
    wants: &[],
    applies: any_log,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for (input, log) in logs(evaluation) {
        let Some(lines) = Lines::of(input, log, CHECK.id, |_| true) else { continue };
        let is_refused = lines.lines.iter().any(|line| is_bad(line));
        let (severity, title) = if is_refused {
            (Severity::Warning, "TVS did not vouch for a certificate")
        } else {
            (Severity::Info, "TVS was asked")
        };
        let detail = format!("{}{}", lines.spelled_out(), names(evaluation, &lines.lines));
        observations.say_as(severity, format!("{}: {title}", lines.name()), detail, lines.evidence());
    }
}

/// Says which certificates of the case the serial numbers are of.
fn names(evaluation: &Evaluation<'_>, lines: &[&LogLine]) -> String {
    let values = lines.iter().flat_map(|line| &line.values).filter(|value| value.name == "serial");
    let mut serials: Vec<String> = values
        .map(|value| value.value.trim_start_matches('0').to_ascii_lowercase())
        .filter(|serial| !serial.is_empty())
        .collect();
    serials.sort_unstable();
    serials.dedup();
    let said = serials.iter().filter_map(|serial| {
        let is_it = |certificate: &&crate::case::evaluation::JudgedCertificate<'_>| {
            certificate.entry.certificate.serial_hex() == *serial
        };
        let certificate = evaluation.certificates.iter().find(is_it)?;
        let name = certificate.entry.certificate.subject().common_name();
        Some(format!(" The certificate {serial} is that of {name} in this case."))
    });
    said.collect()
}
