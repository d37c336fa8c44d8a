//! FMT-04

use super::super::{Check, Observations};
use super::{any_signed, say_damages};
use crate::case::evaluation::Evaluation;
use crate::formats::damage::DamageKind;
use crate::report::Severity;

pub(in crate::checks) static CHECK: Check = Check {
    id: "FMT-04",
    severity: Severity::Warning,
    title: "All tags are known",
    meaning: "Tags 1 to 28 of a header and 1 to 12 of a record are known. Another one comes from a newer release, or from damage. Its bytes \
              are kept and shown; phones skip what they do not know.",
    symptoms: "",
    plan: None,
    remedy: "Nothing, if the signature holds. Otherwise fetch the file again.",
    source: "the file format as observed in files of CUCM and certutils",
    since: "0.1",
    needs: "a trust list or a signed file",
    wants: &[],
    applies: any_signed,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let unknown = |kind: &DamageKind| matches!(kind, DamageKind::UnknownTag { .. });
    say_damages(evaluation, observations, "it holds tags that are not known", unknown);
}
