//! CRT-01

use super::super::{Check, Observations, any_certificate};
use super::{evidence, holder};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::report::Severity;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CRT-01",
    severity: Severity::Error,
    title: "A certificate is encoded as X.509 asks",
    meaning: "A certificate that breaks the rules of its encoding may be read by one program and refused by the next: phones, CUCM, browsers and RADIUS servers are not equally strict. The version must be 3 for extensions to count; the serial number is a positive number of at most 20 bytes.",
    symptoms: "Uploads are refused, or TLS fails with one kind of client only.",
    plan: None,
    remedy: "Have the authority issue it anew, or regenerate it. If it came out of a broken download, fetch it again as PEM.",
    source: "RFC 5280, sections 4.1 and 4.2",
    since: "0.1",
    needs: "a certificate",
    wants: &[],
    applies: any_certificate,
    run,
};

/// Bytes of a serial number (RFC 5280, section 4.1.2.2).
const LONGEST_SERIAL: usize = 20;

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for judged in &evaluation.certificates {
        // What Cisco's factories do is known, and nobody here can change it.
        if judged.known.is_some() {
            continue;
        }
        let x509 = &judged.entry.certificate;
        if !x509.problems().is_empty() {
            let said: Vec<String> =
                x509.problems().iter().map(|remark| format!("byte {}: {}", remark.offset, remark.message)).collect();
            let title = format!("{} is not encoded as it should be", holder(judged));
            observations.say(title, format!("What could not be read: {}.", said.join("; ")), evidence(judged));
        }
        let odd = odd(judged);
        if !odd.is_empty() {
            let title = format!("{} is encoded in an unusual way", holder(judged));
            let severity = if x509.version() == 3 { Severity::Info } else { Severity::Warning };
            let detail = format!("Some programs may refuse it: {}.", odd.join("; "));
            observations.say_as(severity, title, detail, evidence(judged));
        }
    }
}

/// What can be read and is not as it should be.
fn odd(judged: &JudgedCertificate<'_>) -> Vec<String> {
    let x509 = &judged.entry.certificate;
    let serial = x509.serial_content();
    let mut odd = Vec::new();
    if x509.version() != 3 {
        odd.push(format!("it is of version {}, which knows no extensions", x509.version()));
    }
    if serial.len() > LONGEST_SERIAL + 1 || x509.serial_bytes().len() > LONGEST_SERIAL {
        odd.push(format!("its serial number has {} bytes, where {LONGEST_SERIAL} are allowed", serial.len()));
    }
    if serial.first().is_some_and(|first| first & 0x80 != 0) {
        odd.push("its serial number is negative".to_owned());
    }
    if x509.serial_bytes().is_empty() {
        odd.push("its serial number is 0".to_owned());
    }
    odd.extend(x509.oddities().iter().map(|remark| format!("byte {}: {}", remark.offset, remark.message)));
    odd
}
