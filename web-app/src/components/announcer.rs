use crate::state::{State, Work};
use crate::words;
use yew::prelude::*;

/// How many verdicts are told before it becomes a speech.
const VERDICTS: usize = 5;

/// Tells people who hear the page what it does, and what came out of it. Numbers of progress are left out: they
/// would be read aloud without end.
pub fn announcer(state: &State) -> Html {
    html! { <div class="visually-hidden" role="status">{ announcement(state) }</div> }
}

fn announcement(state: &State) -> String {
    match &state.work {
        Work::Collecting(_) => "Collecting files.".to_owned(),
        Work::Loading => "Loading the part of Trustlens that reads files.".to_owned(),
        Work::Reading(_, all) => format!("Reading {}.", words::count(*all, "source")),
        Work::ReadingBytes { name, .. } => format!("Reading {name}. This may take a while, and can be stopped."),
        Work::Judging(..) => "Judging the case.".to_owned(),
        // Notices are told by themselves.
        Work::NotLoaded { .. } => String::new(),
        Work::Stopped => "Trustlens has stopped working on the case.".to_owned(),
        Work::Idle => outcome(state),
    }
}

fn outcome(state: &State) -> String {
    let left_out = match state.failures.len() {
        0 => String::new(),
        number => format!("Left out of the case: {}.", words::count(number, "source")),
    };
    let Some(report) = &state.snapshot else { return left_out };
    let mut sentences = vec![format!(
        "Done. {}, {}, {}.",
        words::count(report.headlines().count(), "finding"),
        words::count(report.trust_lists.len(), "trust list"),
        words::count(report.certificates.len(), "certificate"),
    )];
    sentences.extend(report.trust_lists.iter().take(VERDICTS).map(|list| {
        let (_, verdict) = words::list_verdict(list);
        format!("{}: {verdict}.", report.input_name(list.input))
    }));
    sentences.push(left_out);
    sentences.join(" ")
}
