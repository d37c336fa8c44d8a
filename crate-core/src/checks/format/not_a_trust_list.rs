//! FMT-01

use super::super::{Check, Observations, input};
use crate::case::evaluation::Evaluation;
use crate::case::input::Input;
use crate::formats::trust_list::is_list_name;
use crate::report::{InputKind, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "FMT-01",
    severity: Severity::Error,
    title: "A file called a trust list is one",
    meaning: "A trust list begins with VERSION (tag 1) and HEADERLENGTH (tag 2). Where a download failed, the file of that name often \
              holds an error page, an empty body, or the list mangled by a transfer in text mode. A phone refuses such a file and keeps \
              its old list.",
    symptoms: "",
    plan: None,
    remedy: "Fetch the file again in binary mode: \"file get tftp ITLFile.tlv\" on the server, or TFTP in octet mode.",
    source: "the file format as observed in files of CUCM and certutils",
    since: "0.1",
    needs: "a file that is called like a trust list",
    wants: &[],
    applies: |evaluation| evaluation.inputs.iter().any(is_called_list),
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let wrong = |candidate: &&Input| is_called_list(candidate) && candidate.kind == InputKind::Unknown;
    for candidate in evaluation.inputs.iter().filter(wrong) {
        let problem = candidate.problems.first().map(|problem| format!(" Here {}.", problem.message));
        let detail = format!("Instead it is {}.{}", candidate.description, problem.unwrap_or_default());
        observations.say(format!("{} is no trust list", candidate.short_name()), detail, vec![input(candidate.id)]);
    }
}

fn is_called_list(candidate: &Input) -> bool {
    is_list_name(&candidate.name)
}
