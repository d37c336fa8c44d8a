use super::{span, text};
use crate::words;
use trustlens_core::report::{Decision, DecisionStep};
use yew::prelude::*;

/// What a phone does with one thing that it is offered, and every rule that was asked on the way.
pub fn decision_path(decision: &Decision) -> Html {
    let step = |step: &DecisionStep| {
        html! {
            <li>
                { text(&step.question) }{ " " }<strong>{ words::sentence(step.reply.name()) }{ "." }</strong>{ " " }{ text(&step.because) }{ " " }
                { span("soft code", &step.rule) }
            </li>
        }
    };
    let (_, verdict) = words::phone_verdict(decision.verdict);
    html! {
        <>
            <p><strong>{ format!("{}: {verdict}.", decision.offered) }</strong>{ " " }{ &decision.outcome }</p>
            <ol class="decision-path">{ for decision.path.iter().map(step) }</ol>
        </>
    }
}
