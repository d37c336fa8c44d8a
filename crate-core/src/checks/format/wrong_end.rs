//! FMT-02

use super::super::{Check, Observations};
use super::{any_signed, say_damages};
use crate::case::evaluation::Evaluation;
use crate::formats::damage::DamageKind;
use crate::report::Severity;

pub(in crate::checks) static CHECK: Check = Check {
    id: "FMT-02",
    severity: Severity::Error,
    title: "The file ends where its lengths say",
    meaning: "The length of the file is HEADERLENGTH plus the sum of all RECORDLENGTHs. A file that ends earlier was cut in a transfer; \
              one that goes on has bytes of something else behind it. The signature covers the whole file, so a phone refuses both.",
    symptoms: "Phones refuse a list that is cut, and keep the one that they have.",
    plan: None,
    remedy: "Fetch the file again in binary mode and compare its MD5 and SHA-1 with the first lines of \"show itl\" or \"show ctl\".",
    source: "the file format as observed in files of CUCM and certutils; the sums of published \"show ctl\" output",
    since: "0.1",
    needs: "a trust list or a signed file",
    wants: &[],
    applies: any_signed,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    say_damages(evaluation, observations, "the file does not end where it should", DamageKind::is_wrong_end);
}
