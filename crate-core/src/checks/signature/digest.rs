//! SIG-05

use super::super::{Check, Observations, byte};
use super::any_signature;
use crate::case::evaluation::Evaluation;
use crate::case::input::Input;
use crate::crypto::HashAlgorithm;
use crate::formats::signed_header::SignedHeader;
use crate::formats::trust_list::digest_damage;
use crate::report::Severity;
use crate::verify::file_signature::FileVerdict;

pub(in crate::checks) static CHECK: Check = Check {
    id: "SIG-05",
    severity: Severity::Info,
    title: "The hash of the signature suits phones and policy",
    meaning: "The enterprise parameter \"TFTP File Signature Algorithm\" chooses SHA-1, the default, or SHA-512. FIPS mode asks for SHA-512; old phones \
              (7940, 7960, and 79xx with old firmware; not certain which) do not know it and stop taking files.",
    symptoms: "",
    plan: None,
    remedy: "Leave SHA-1 unless FIPS or a policy asks for more; before changing to SHA-512, see that every phone model's firmware supports it.",
    source: "Cisco Security Guide 15, TFTP encryption; Cisco Security Guide, FIPS chapter",
    since: "0.1",
    needs: "a trust list or a signed file",
    wants: &[],
    applies: any_signature,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for list in evaluation.distinct_lists() {
        judge(list.input, &list.contents.list.header, &list.verdict, observations);
    }
    for file in &evaluation.files {
        judge(file.input, &file.contents.header, &file.verdict, observations);
    }
}

fn judge(input: &Input, header: &SignedHeader, verdict: &FileVerdict, observations: &mut Observations) {
    let Some(actual) = verdict.digest else { return };
    if let Some(damage) = digest_damage(header, actual) {
        let title = format!("{}: the header names another hash than the signature holds", input.short_name());
        let detail =
            format!("{}. A phone that believes the header computes another hash and refuses the file.", damage.kind);
        observations.say_as(Severity::Warning, title, detail, vec![byte(input.id, damage.offset)]);
    }
    let detail = match actual {
        HashAlgorithm::Sha1 => "It is signed with SHA-1, CUCM's default. FIPS mode does not allow it.",
        HashAlgorithm::Sha384 | HashAlgorithm::Sha512 => {
            "It is signed with SHA-2 of 384 bits or more. Old phones (7940, 7960, early 79xx firmware) do not know that and refuse the file."
        }
        _ => "CUCM itself offers SHA-1 and SHA-512 only; how phones take this hash is not known.",
    };
    let evidence = match header.signature_span() {
        Some(span) => byte(input.id, span.start),
        None => super::super::input(input.id),
    };
    observations.say(format!("{} is signed with {}", input.short_name(), actual.name()), detail, vec![evidence]);
}
