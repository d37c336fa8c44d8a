//! SIG-01

use super::super::{Check, Observations, input};
use super::any_signature;
use crate::case::evaluation::{Evaluation, JudgedList};
use crate::case::input::Input;
use crate::formats::signed_header::SignedHeader;
use crate::report::{Evidence, Severity, SignatureStatus};
use crate::verify::file_signature::FileVerdict;

pub(in crate::checks) static CHECK: Check = Check {
    id: "SIG-01",
    severity: Severity::Critical,
    title: "The signature holds",
    meaning: "The signature covers the whole file except itself. It is opened with the key of the signer that the header names. If it opens but \
              the content differs, the file was changed after it was signed; if it does not open, another key made it. Phones refuse the \
              file either way and keep what they have.",
    symptoms: "Phones refuse the list and silently keep their old one: configuration changes do not arrive, though they may stay registered.",
    plan: None,
    remedy: "Fetch the file again in binary mode. If the server's own copy is bad, restart the TFTP service of that node (ITL) or run \
             \"utils ctl update CTLFile\" and restart TFTP (CTL), then compare \"show itl\" or \"show ctl\" with this file.",
    source: "the file format as observed in files of CUCM and certutils; Cisco Security Guide, Default Security",
    since: "0.1",
    needs: "a trust list or a signed file",
    wants: &[],
    applies: any_signature,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for list in evaluation.distinct_lists() {
        match &list.contents.transcript {
            Some(_) => judge_printed(list, observations),
            None => judge(list.input, &list.contents.list.header, &list.verdict, observations),
        }
    }
    for file in &evaluation.files {
        judge(file.input, &file.contents.header, &file.verdict, observations);
    }
}

/// What was printed of a list tells little of its signature; only a bad one is worth a finding, for the file or for the text.
fn judge_printed(list: &JudgedList<'_>, observations: &mut Observations) {
    if !matches!(list.verdict.status, SignatureStatus::WrongKey | SignatureStatus::Altered) {
        return;
    }
    let mut evidence = vec![input(list.input.id)];
    if let Some(origin) = list.verdict.origin {
        let certificate = list.verdict.certificate.clone();
        evidence.push(Evidence { input: Some(origin.input), record: origin.record, certificate, offset: None });
    }
    let title = format!("{}: the printed signature is not the signer's", list.input.short_name());
    observations.say_as(Severity::Error, title, list.verdict.reason.clone(), evidence);
}

fn judge(input: &Input, header: &SignedHeader, verdict: &FileVerdict, observations: &mut Observations) {
    let (severity, what) = match verdict.status {
        SignatureStatus::Valid | SignatureStatus::SignerMissing => return,
        SignatureStatus::Altered => (Severity::Critical, "the content is not what was signed"),
        SignatureStatus::WrongKey => (Severity::Critical, "another key than the signer's made the signature"),
        SignatureStatus::NotCheckable => (Severity::Error, "the signature cannot be checked"),
        SignatureStatus::Unsupported => (Severity::Warning, "the signature cannot be verified here"),
    };
    let offset = header.signature_span().and_then(|span| u64::try_from(span.start).ok());
    let mut evidence = vec![Evidence { input: Some(input.id), offset, ..Evidence::default() }];
    if let Some(origin) = verdict.origin {
        let certificate = verdict.certificate.clone();
        evidence.push(Evidence { input: Some(origin.input), record: origin.record, certificate, offset: None });
    }
    observations.say_as(severity, format!("{}: {what}", input.short_name()), verdict.reason.clone(), evidence);
}
