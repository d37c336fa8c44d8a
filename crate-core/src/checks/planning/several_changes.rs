//! PLN-01

use crate::case::evaluation::Evaluation;
use crate::checks::{Check, Observations};
use crate::report::Severity;
use crate::text::{count, listed_briefly};

pub(in crate::checks) static CHECK: Check = Check {
    id: "PLN-01",
    severity: Severity::Warning,
    title: "What is planned is one change, or needs no order",
    meaning: "Several changes of what phones trust are planned. A phone takes a new list from a signer that it knows, or for which a TVS vouches that it believes: so it has to hold the list of one change before \
              the next is made. In which order and with which waits that is safe depends on the release, the mode, and who signs.",
    symptoms: "Nobody yet. Phones that skip one of the changes keep their old list, and take no changed configuration any more.",
    plan: None,
    remedy: "Make the changes in the windows of the plan, in their order, and wait for all phones after each.",
    source: "Cisco doc 214231, Regenerate Certificates in UCM; Cisco Security Guide 14, Default Security",
    since: "0.1",
    needs: "several changes that somebody plans",
    wants: &[],
    applies: |evaluation| evaluation.changes.len() > 1,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let Some(proposal) = evaluation.proposal() else { return };
    // Where there is no safe way at all, PLN-02 says so.
    if proposal.windows.len() < 2 {
        return;
    }
    let windows: Vec<&str> = proposal.windows.iter().map(|window| window.title.as_str()).collect();
    let title = format!("What is planned takes {}, in their order", count(windows.len(), "window"));
    let wait = proposal.windows.first().map(|window| window.wait.as_str()).unwrap_or_default();
    let mut detail = format!("The order: {}. Before each next one: {wait}", listed_briefly(&windows));
    for sentence in &proposal.order {
        detail.push(' ');
        detail.push_str(sentence);
    }
    observations.say(title, detail, Vec::new());
}
