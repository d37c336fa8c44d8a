//! CRT-19

use super::super::{Check, Observations, any_certificate};
use super::{evidence, holder};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::report::{Identity, Severity};
use crate::text::{shorten, visible};

pub(in crate::checks) static CHECK: Check = Check {
    id: "CRT-19",
    severity: Severity::Warning,
    title: "The name of a holder is one that every program reads",
    meaning: "A country is two letters; a common name has at most 64 characters; and no attribute holds characters that cannot be printed. Other names are refused by authorities and programs, or hide what they are: a zero byte ends a name early for programs written in C.",
    symptoms: "A request is refused by the authority, or the certificate at its upload.",
    plan: None,
    remedy: "Set the country and the names with \"set web-security\" on the node, regenerate the certificate or make a new request.",
    source: "RFC 5280, appendix A.1; Cisco CLI reference (show csr own)",
    since: "0.1",
    needs: "a certificate",
    wants: &[],
    applies: any_certificate,
    run,
};

/// Characters of a common name (`ub-common-name`, RFC 5280, appendix A.1).
const LONGEST: usize = 64;

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for judged in &evaluation.certificates {
        if judged.known.is_some() || matches!(judged.identity, Identity::Mic | Identity::CiscoCa) {
            continue;
        }
        let odd = odd(judged);
        if !odd.is_empty() {
            let title = format!("{}: its name is not well formed", holder(judged));
            observations.say(title, format!("{}.", odd.join("; ")), evidence(judged));
        }
    }
}

fn odd(judged: &JudgedCertificate<'_>) -> Vec<String> {
    let mut odd = Vec::new();
    for attribute in judged.entry.certificate.subject().attributes() {
        let (key, value) = (attribute.key.as_str(), attribute.value.as_str());
        let shown = shorten(&visible(value), LONGEST).into_owned();
        if key.eq_ignore_ascii_case("C") && !(value.len() == 2 && value.bytes().all(|byte| byte.is_ascii_alphabetic()))
        {
            odd.push(format!("The country is \"{shown}\", which is not two letters"));
        }
        let length = value.chars().count();
        if key.eq_ignore_ascii_case("CN") && length > LONGEST {
            odd.push(format!("The common name has {length} characters, where {LONGEST} are allowed"));
        }
        if value.contains('\0') {
            odd.push(format!("{} holds a zero byte: \"{shown}\"", visible(key)));
        } else if value.chars().any(char::is_control) {
            odd.push(format!("{} holds characters that cannot be printed: \"{shown}\"", visible(key)));
        }
    }
    odd
}
