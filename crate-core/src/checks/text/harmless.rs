//! TXT-06

use super::super::{Check, Observations};
use super::lines::{Lines, any_log, logs};
use crate::case::evaluation::Evaluation;
use crate::report::{Severity, Tone};

pub(in crate::checks) static CHECK: Check = Check {
    id: "TXT-06",
    severity: Severity::Info,
    title: "Lines that look alarming and are harmless",
    meaning: "Phones log at the level of warnings that a list has a newer header version than they know, that they pass over pads, or that a server has no CTL. \
              All this is as it should be; do not look for the fault there.",
    symptoms: "",
    plan: None,
    remedy: "Nothing is to be done.",
    source: "Cisco docs 213407, 214535 and 118699",
    since: "0.1",
    needs: "a log of a phone or server",
    wants: &[],
    applies: any_log,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for (input, log) in logs(evaluation) {
        if let Some(lines) = Lines::of(input, log, CHECK.id, |line| line.tone == Tone::Harmless) {
            let title = format!("{}: some lines look alarming and are harmless", lines.name());
            observations.say(title, lines.spelled_out(), lines.evidence());
        }
    }
}
