//! SIG-05

use super::super::{Check, Observations, byte};
use super::any_signature;
use crate::case::evaluation::Evaluation;
use crate::crypto::HashAlgorithm;
use crate::formats::trust_list::digest_damage;
use crate::report::{Evidence, Severity};
use crate::text::listed_briefly;
use std::collections::BTreeMap;

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
    let lists = evaluation.distinct_lists();
    let lists = lists.map(|list| (list.input, &list.contents.list.header, &list.verdict));
    let files = evaluation.files.iter().map(|file| (file.input, &file.contents.header, &file.verdict));
    let mut by_hash: BTreeMap<&str, Signed<'_>> = BTreeMap::new();
    for (input, header, verdict) in lists.chain(files) {
        let Some(actual) = verdict.digest else { continue };
        if let Some(damage) = digest_damage(header, actual) {
            let title = format!("{}: the header names another hash than the signature holds", input.short_name());
            let detail = format!(
                "{}. A phone that believes the header computes another hash and refuses the file.",
                damage.kind
            );
            observations.say_as(Severity::Warning, title, detail, vec![byte(input.id, damage.offset)]);
        }
        let signed = by_hash.entry(actual.name()).or_insert_with(|| Signed {
            hash: actual,
            names: Vec::new(),
            evidence: Vec::new(),
        });
        signed.names.push(input.short_name());
        signed.evidence.push(match header.signature_span() {
            Some(span) => byte(input.id, span.start),
            None => super::super::input(input.id),
        });
    }
    for Signed { hash, names, evidence } in by_hash.into_values() {
        let verb = if names.len() == 1 { "is" } else { "are" };
        observations.say(
            format!("{} {verb} signed with {}", listed_briefly(&names), hash.name()),
            about(hash),
            evidence,
        );
    }
}

/// What is signed with one hash.
struct Signed<'a> {
    hash: HashAlgorithm,
    names: Vec<&'a str>,
    evidence: Vec<Evidence>,
}

fn about(hash: HashAlgorithm) -> &'static str {
    match hash {
        HashAlgorithm::Sha1 => "SHA-1 is CUCM's default. FIPS mode does not allow it.",
        HashAlgorithm::Sha384 | HashAlgorithm::Sha512 => {
            "That is SHA-2 of 384 bits or more. Old phones (7940, 7960, early 79xx firmware) do not know it and refuse the file."
        }
        _ => "CUCM itself offers SHA-1 and SHA-512 only; how phones take this hash is not known.",
    }
}
