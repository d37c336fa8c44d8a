//! TXT-03

use super::super::{Check, Observations};
use super::lines::{Lines, any_log, is_bad, logs};
use crate::case::evaluation::Evaluation;
use crate::report::Severity;

pub(in crate::checks) static CHECK: Check = Check {
    id: "TXT-03",
    severity: Severity::Info,
    title: "The phone took a trust list",
    meaning: "These lines show that a signature was verified and a new trust list taken. They are the proof to look for after every change of certificates, \
              before the next change is made.",
    symptoms: "",
    plan: None,
    remedy: "Nothing is to be done.",
    source: "Cisco docs 213407 and 214535; Cisco IP Phone Administration Guides",
    since: "0.1",
    needs: "a log of a phone or server",
    wants: &[],
    applies: any_log,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for (input, log) in logs(evaluation) {
        if let Some(lines) = Lines::of(input, log, CHECK.id, |line| !is_bad(line)) {
            let title = format!("{}: the phone verified and took what it was given", lines.name());
            observations.say(title, lines.spelled_out(), lines.evidence());
        }
    }
}
