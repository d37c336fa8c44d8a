//! TXT-11

use super::super::{Check, Observations};
use super::lines::{Lines, any_log, is_bad, logs};
use crate::case::evaluation::Evaluation;
use crate::plan::Key;
use crate::report::{LogLine, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "TXT-11",
    severity: Severity::Warning,
    title: "CAPF operations succeed",
    meaning: "CAPF traces end each operation on a phone's certificate with a result. Most failures are the authentication: a wrong string, or an LSC or MIC whose \
              CA is not in CAPF-trust.",
    symptoms: "The phone has no valid LSC: encrypted registration, 802.1X and VPN fail for it.",
    plan: Some(Key::Capf),
    remedy: "Do what the result asks for. For an LSC or MIC that CAPF does not take, set the authentication mode to null string, or put the CA into CAPF-trust and restart CAPF.",
    source: "Cisco Troubleshooting Guide for Unified Communications Manager, CAPF error codes",
    since: "0.1",
    needs: "a log of a phone or server",
    wants: &[],
    applies: any_log,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for (input, log) in logs(evaluation) {
        if let Some(lines) = Lines::of(input, log, CHECK.id, is_bad) {
            let title = format!("{}: a CAPF operation failed", lines.name());
            observations.say(title, lines.spelled_out(), lines.evidence());
        } else if let Some(lines) = Lines::of(input, log, CHECK.id, is_result) {
            let title = format!("{}: CAPF operations and their results", lines.name());
            observations.say_as(Severity::Info, title, lines.spelled_out(), lines.evidence());
        }
    }
}

/// Whether the line states a result, and not a message on the way.
fn is_result(line: &LogLine) -> bool {
    line.meaning.starts_with("CAPF result")
}
