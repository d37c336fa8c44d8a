//! Would a phone take it? The question as a form, and under it every start with the way to its verdict.

mod form;
mod start;

pub use start::{decision, of as phone_verdict};

use super::{WithDetail, copy_button, remark};
use crate::desk::DeskHandle;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::words;
use trustlens_core::report::{Boot, PhoneQuestion, Verdict};
use trustlens_web::protocol::{Detail, PhoneAnswer, Subject};
use yew::prelude::*;

/// What phones would do: as the address asks, or as the case suggests to ask.
pub fn phone(desk: &DeskHandle, report: &Shared<Snapshot>, question: Option<&PhoneQuestion>) -> Html {
    if report.trust_lists.is_empty() {
        return remark("There is no ITL or CTL in the case. Add one: it is by these that a phone decides.");
    }
    let subject = Subject::Phones(question.cloned());
    // The form stays while another answer is on its way, so that whoever is in it stays there.
    let is_phones = |(subject, _): &&(Subject, Shared<Detail>)| matches!(subject, Subject::Phones(_));
    let meanwhile = desk.state.details.iter().rfind(is_phones).map(|(_, detail)| detail.clone());
    let draw = {
        let (desk, report) = (desk.clone(), report.clone());
        let asked = question.cloned();
        Callback::from(move |detail: Shared<Detail>| match &*detail {
            Detail::Phones(answer) => {
                let is_current = desk.state.detail(&Subject::Phones(asked.clone())).is_some();
                view(&desk, &report, asked.as_ref(), answer, is_current)
            }
            _ => Html::default(),
        })
    };
    html! { <WithDetail {desk} {subject} {meanwhile} {draw} /> }
}

fn view(
    desk: &DeskHandle,
    report: &Shared<Snapshot>,
    asked: Option<&PhoneQuestion>,
    answer: &PhoneAnswer,
    is_current: bool,
) -> Html {
    // What was asked a moment ago, until the answer is there; the answer names copies and printouts of a list by the list.
    let question = asked.filter(|_| !is_current).unwrap_or(&answer.choices.question);
    let text = AttrValue::from(answer.text.clone());
    html! {
        <div class="phone">
            <p class="soft lead-in">
                { "A phone takes a list or a signed file only when it can prove to itself who signed it. Say what it holds and what it is offered, and follow its questions to the answer." }
            </p>
            { form::form(report, &answer.choices, question) }
            <section aria-labelledby="starts-heading" aria-busy={(!is_current).to_string()}>
                <div class="phone-heading">
                    <h2 id="starts-heading">{ "What it does at its next start" }</h2>
                    { copy_button(desk, &text, "as text", true) }
                </div>
                <p class="soft" role="status">{ if is_current { summary(answer) } else { "Loading …".to_owned() } }</p>
                <div class="cards">
                    { for answer.starts.iter().enumerate().map(|(place, it)| start::start(report, it, place, answer.starts.len())) }
                </div>
            </section>
        </div>
    }
}

/// "3 starts: 2 accepted, 1 refused."
fn summary(answer: &PhoneAnswer) -> String {
    if answer.starts.is_empty() {
        return Boot::NONE.to_owned();
    }
    let of = |verdict: Verdict| {
        let number = answer.starts.iter().filter(|start| start.verdict == verdict).count();
        (number > 0).then(|| format!("{} {}", words::thousands(number as u64), verdict.name()))
    };
    let counts = [Verdict::Refused, Verdict::Open, Verdict::Accepted, Verdict::NotAsked].into_iter().filter_map(of);
    format!("{}: {}.", words::count(answer.starts.len(), "start"), counts.collect::<Vec<_>>().join(", "))
}
