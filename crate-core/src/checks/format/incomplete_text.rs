//! FMT-11

use super::super::{Check, Observations, input};
use super::transcripts;
use crate::case::evaluation::Evaluation;
use crate::report::Severity;

/// Gaps that are named one by one.
const NAMED: usize = 6;

pub(in crate::checks) static CHECK: Check = Check {
    id: "FMT-11",
    severity: Severity::Info,
    title: "What was copied of \"show itl\" and \"show ctl\" is whole",
    meaning: "The length of the file is HeaderLength plus the sum of all RECORDLENGTHs, and the records are numbered from 1 without a gap: so text \
              tells whether something was lost while it was copied. What is missing in text says nothing of the list, and checks that ask whether \
              a record is there leave such text out.",
    symptoms: "",
    plan: None,
    remedy: "Copy the output again from the command to the prompt behind it: let the terminal log to a file, or give it a buffer of some \
             thousand lines. Better still, get the file itself with \"file get tftp ITLFile.tlv\".",
    source: "the sums of \"show ctl\" output published in Cisco TAC documents 118893 and 118892",
    since: "0.1",
    needs: "a printed trust list",
    wants: &[],
    applies: |evaluation| transcripts(evaluation).next().is_some(),
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for (list, transcript) in transcripts(evaluation).filter(|(_, transcript)| transcript.whole != Some(true)) {
        let mut said: Vec<&str> = transcript.gaps.iter().map(String::as_str).take(NAMED).collect();
        if transcript.gaps.len() > NAMED {
            said.push("And more of the kind.");
        }
        let title = format!("{}: the text is not whole", list.input.short_name());
        observations.say(title, said.join(" "), vec![input(list.input.id)]);
    }
}
