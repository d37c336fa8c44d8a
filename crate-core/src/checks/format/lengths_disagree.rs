//! FMT-03

use super::super::{Check, Observations};
use super::{any_signed, say_damages};
use crate::case::evaluation::Evaluation;
use crate::formats::damage::DamageKind;
use crate::report::Severity;

pub(in crate::checks) static CHECK: Check = Check {
    id: "FMT-03",
    severity: Severity::Error,
    title: "Lengths inside the file agree",
    meaning: "Every record states its length, which is that of its elements; SIGNERID states the length of the names and the serial number in \
              it. Where they disagree, the file was damaged or written by a program that does not know the format.",
    symptoms: "Phones refuse the list, and keep the one that they have.",
    plan: None,
    remedy: "Fetch the file again; if it stays so, restart the TFTP service of that node, which writes the ITL anew, or run \
             \"utils ctl update CTLFile\" for a CTL.",
    source: "the file format as observed in files of CUCM and certutils",
    since: "0.1",
    needs: "a trust list or a signed file",
    wants: &[],
    applies: any_signed,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    say_damages(evaluation, observations, "lengths contradict each other", DamageKind::is_disagreement);
}
