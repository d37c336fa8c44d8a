//! ROL-02

use super::super::{Check, Observations, any_certificate};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::case::input::Input;
use crate::case::joined::FileName;
use crate::report::{Evidence, Severity};

/// Digits from which on the end of a file name is taken for a serial number when nothing else tells: those of a date and a time, or of a
/// short checksum, are fewer.
const LONG: usize = 16;

pub(in crate::checks) static CHECK: Check = Check {
    id: "ROL-02",
    severity: Severity::Warning,
    title: "A certificate's file is called by its own name and serial number",
    meaning: "Since 14SU1 CUCM calls a certificate's file by its common name and its serial number (CommonName_SerialNumber.pem). A file that is \
              called by another serial number was renamed, or holds another certificate than the one that was meant.",
    symptoms: "The wrong certificate is compared, uploaded or trusted.",
    plan: None,
    remedy: "Download the certificate again from the certificate management page, and see which of the two was meant.",
    source: "Cisco Security Guide 14SU1, Certificates",
    since: "0.1",
    needs: "a certificate",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for judged in &evaluation.certificates {
        for place in judged.entry.places.iter().filter(|place| place.record.is_none()) {
            let Some(input) = evaluation.input(place.input) else { continue };
            if input.certificates.len() == 1 {
                judge(evaluation, judged, input, &input.name, observations);
            }
        }
    }
    for listing in &evaluation.listings {
        let Some(input) = evaluation.input(listing.input) else { continue };
        for entry in &listing.entries {
            let (Some(name), Some(sha256)) = (&entry.name, &entry.certificate) else { continue };
            // A single output is called by its command, which holds the name: it has been looked at.
            if input.certificates.len() == 1 && input.name.contains(name.as_str()) {
                continue;
            }
            if let Some(judged) = evaluation.certificate(sha256) {
                judge(evaluation, judged, input, name, observations);
            }
        }
    }
}

fn judge(
    evaluation: &Evaluation<'_>,
    judged: &JudgedCertificate<'_>,
    input: &Input,
    name: &str,
    observations: &mut Observations,
) {
    let Some(file) = FileName::parse(name) else { return };
    let real = judged.entry.certificate.serial_hex();
    if file.serial == real || is_fingerprint(judged, &file.serial) {
        return;
    }
    let other = evaluation
        .certificates
        .iter()
        .find(|other| other.entry.certificate.serial_hex() == file.serial && file.is_holder(other.entry));
    // Digits that a person put there, such as a date, are no serial number.
    if other.is_none() && !(file.is_holder(judged.entry) && file.digits >= LONG) {
        return;
    }
    let holder = judged.entry.certificate.subject().common_name();
    let whose = other.map_or_else(String::new, |other| {
        let name = other.entry.certificate.subject().common_name();
        format!(" That number is the one of {name}, which is in the case too.")
    });
    let detail =
        format!("The name says serial number {}; it holds {holder} with serial number {real}.{whose}", file.serial);
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let evidence =
        Evidence { input: Some(input.id), certificate: Some(judged.entry.sha256.clone()), ..Evidence::default() };
    observations.say(format!("{base} is called after another certificate"), detail, vec![evidence]);
}

/// Whether the digits are a fingerprint of the certificate, as other programs put them into names.
fn is_fingerprint(judged: &JudgedCertificate<'_>, digits: &str) -> bool {
    let certificate = &judged.entry.certificate;
    [certificate.sha1(), certificate.md5(), judged.entry.sha256.clone()]
        .iter()
        .any(|fingerprint| fingerprint.trim_start_matches('0').starts_with(digits))
}
