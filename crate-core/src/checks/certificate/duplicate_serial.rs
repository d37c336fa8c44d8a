//! CRT-11

use super::super::{Check, Observations, any_certificate};
use super::{all_evidence, holder};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::report::Severity;
use crate::text::listed_briefly;
use std::collections::BTreeMap;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CRT-11",
    severity: Severity::Warning,
    title: "An authority gives every certificate a number of its own",
    meaning: "Issuer and serial number name a certificate: trust lists look up the signer by them, and so do revocation lists. Two certificates with the same issuer and number cannot be told apart by whoever looks so.",
    symptoms: "A phone may take the wrong record for the signer, and refuse a list that is sound.",
    plan: None,
    remedy: "Have one of them issued anew with another serial number, and mend the authority that counts wrongly.",
    source: "RFC 5280, section 4.1.2.2; formats.md, section 2.4",
    since: "0.1",
    needs: "two certificates",
    wants: &[],
    applies: any_certificate,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let mut groups: BTreeMap<(&[u8], &[u8]), Vec<&JudgedCertificate<'_>>> = BTreeMap::new();
    for judged in &evaluation.certificates {
        let x509 = &judged.entry.certificate;
        groups.entry((x509.issuer_der(), x509.serial_bytes())).or_default().push(judged);
    }
    let groups = groups.into_values().filter(|group| group.len() > 1);
    for group in groups {
        let Some(first) = group.first() else { continue };
        let x509 = &first.entry.certificate;
        let names: Vec<String> = group.iter().map(|judged| holder(judged)).collect();
        let title = format!("{} certificates have one serial number", group.len());
        let detail = format!(
            "{} issued {} with serial number {}.",
            x509.issuer().common_name(),
            listed_briefly(&names),
            x509.serial_hex()
        );
        observations.say(title, detail, all_evidence(&group));
    }
}
