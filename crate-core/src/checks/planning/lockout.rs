//! PLN-02

use crate::case::evaluation::Evaluation;
use crate::checks::{Check, Observations};
use crate::report::{Evidence, Refusal, Severity};
use crate::text::count;
use std::fmt::Write as _;

pub(in crate::checks) static CHECK: Check = Check {
    id: "PLN-02",
    severity: Severity::Critical,
    title: "What is planned locks no phone out",
    meaning: "What is planned was simulated with the lists of this case: what each step does to the servers, and what phones do with the lists that come of it. Some combinations leave phones no signer that they know \
              and no TVS that they believe; others are forbidden by Cisco's documents because of what happens if anything goes wrong.",
    symptoms: "Nobody yet. If it were done, phones would keep their old lists, take no changed configuration, firmware or phone service any more, and after some changes not register encrypted; each would \
               have to be unlocked by a signer that it knows, or by hand.",
    plan: None,
    remedy: "Do not make these changes so. Follow the windows of the plan, where it has any; else find another way first.",
    source: "Cisco doc 214231; Cisco doc 225746; Cisco field notice FN70613; Cisco Security Guide 14, Default Security",
    since: "0.1",
    needs: "a change that somebody plans",
    wants: &[],
    applies: |evaluation| !evaluation.changes.is_empty(),
    run,
};

/// Evidence that one finding names at most.
const MOST_NAMED: usize = 16;

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let Some(proposal) = evaluation.proposal() else { return };
    for refusal in &proposal.refusals {
        let mut detail = refusal.why.clone();
        if !refusal.phones.is_empty() {
            let phones = count(refusal.phones.len(), "kind");
            let first = refusal.phones.first().map(|boot| boot.phone.as_str()).unwrap_or_default();
            let _ = write!(detail, " In the simulation {phones} of phones are lost; the first: {first}.");
        }
        detail.push_str(if proposal.windows.is_empty() {
            " No order of the steps is known to be safe."
        } else {
            " The windows of the plan are safe, by the same simulation."
        });
        observations.say(refusal.title.clone(), detail, evidence(refusal)).advise(refusal.instead.clone());
    }
}

/// The lists that lost phones hold, and the records by which they decide.
fn evidence(refusal: &Refusal) -> Vec<Evidence> {
    let held = refusal.phones.iter().flat_map(|boot| &boot.holds);
    let held = held.map(|input| Evidence { input: Some(*input), ..Evidence::default() });
    let decisions = refusal.phones.iter().flat_map(|boot| &boot.decisions);
    let steps = decisions.flat_map(|decision| &decision.path).flat_map(|step| &step.evidence).cloned();
    let mut evidence: Vec<Evidence> = Vec::new();
    for one in held.chain(steps) {
        if evidence.len() < MOST_NAMED && !evidence.contains(&one) {
            evidence.push(one);
        }
    }
    evidence
}
