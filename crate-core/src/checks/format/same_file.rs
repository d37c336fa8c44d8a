//! FMT-12

use super::super::{Check, Observations, input};
use super::transcripts;
use crate::case::evaluation::{Evaluation, JudgedList};
use crate::report::{Evidence, ListKind, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "FMT-12",
    severity: Severity::Info,
    title: "Files and printed lists are the same",
    meaning: "\"show itl\" and \"show ctl\" print MD5 and SHA-1 of the file first. A file of the case with these hashes is the list that was printed. \
              Where no file has them, file and text are of two servers or of two times: every TFTP server has an ITL of its own, while the CTL must be \
              the same on all nodes.",
    symptoms: "",
    plan: None,
    remedy: "Nothing, if you gave lists of different servers or times. Otherwise get file and text from the same server again: \
             \"file get tftp ITLFile.tlv\" and \"show itl\".",
    source: "Cisco TAC, Migrate CUCM Mixed Mode with Tokenless CTL (118893)",
    since: "0.1",
    needs: "a printed trust list and the file itself",
    wants: &[],
    applies: |evaluation| transcripts(evaluation).any(|(list, _)| files_of_kind(evaluation, list).next().is_some()),
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for (list, transcript) in transcripts(evaluation) {
        let name = list.input.short_name();
        if let Some(file) = list.same_as.and_then(|id| evaluation.input(id)) {
            let title = format!("{name} is a printout of {}", file.short_name());
            observations.say(
                title,
                "MD5 and SHA-1 that the text begins with are those of the file.",
                both(list, file.id),
            );
            continue;
        }
        let files: Vec<&JudgedList<'_>> = files_of_kind(evaluation, list).collect();
        let (true, Some(first)) = (transcript.md5.is_some() || transcript.sha1.is_some(), files.first()) else {
            continue;
        };
        let names: Vec<&str> = files.iter().map(|file| file.input.short_name()).collect();
        let hint = match list.contents.kind {
            ListKind::Ctl => {
                "The CTL must be the same on every node: they are of two times, or of two clusters, or one node was left out."
            }
            _ => "Every TFTP server has an ITL of its own: they are of two servers, or of two times.",
        };
        let title = format!("{name} is no printout of {}", names.join(" or "));
        let detail =
            format!("No {} of the case has the MD5 and SHA-1 that the text begins with. {hint}", list.contents.title());
        observations.say(title, detail, both(list, first.input.id));
    }
}

/// Files of the case that a printed list could be: those of its kind.
fn files_of_kind<'a, 'case>(
    evaluation: &'a Evaluation<'case>,
    list: &'a JudgedList<'case>,
) -> impl Iterator<Item = &'a JudgedList<'case>> {
    let kind = list.contents.kind;
    evaluation.lists.iter().filter(move |file| file.contents.transcript.is_none() && file.contents.kind == kind)
}

fn both(list: &JudgedList<'_>, file: usize) -> Vec<Evidence> {
    vec![input(list.input.id), input(file)]
}
