//! TXT-07

use super::super::{Check, Observations};
use super::lines::{Lines, any_log, is_bad, logs};
use crate::case::evaluation::Evaluation;
use crate::plan::Key;
use crate::report::Severity;

pub(in crate::checks) static CHECK: Check = Check {
    id: "TXT-07",
    severity: Severity::Warning,
    title: "The phone refused no file",
    meaning: "A phone refuses a trust list or a configuration whose signer is in none of its lists and for which TVS does not vouch, and goes on with what it \
              has. Most often it holds the list of another cluster, or one from before certificates were regenerated. The same messages come when the file did \
              not arrive.",
    symptoms: "The phone keeps its old configuration: changes made on the server do not arrive, and firmware and locales are not updated.",
    plan: Some(Key::Locked),
    remedy: "Compare the list that the phone holds with those of the cluster; then let the old cluster's TVS vouch for the new signer, sign with the key that \
             the phones know, or erase the lists on the phone.",
    source: "Cisco IP Phone Administration Guides, status messages; community.cisco.com, thread 2064222",
    since: "0.1",
    needs: "a log of a phone or server",
    wants: &[],
    applies: any_log,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for (input, log) in logs(evaluation) {
        let Some(lines) = Lines::of(input, log, CHECK.id, is_bad) else { continue };
        let perhaps = if lines.is_certain() { "" } else { "perhaps " };
        let title = format!("{}: the phone {perhaps}refused a file and kept what it had", lines.name());
        observations.say(title, lines.spelled_out(), lines.evidence());
    }
}
