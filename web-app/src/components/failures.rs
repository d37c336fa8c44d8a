use super::{Glyph, icon};
use crate::desk::DeskHandle;
use crate::state::Failure;
use yew::prelude::*;

/// The sources that are not in the case because they could not be read, each with its reason.
pub fn failures(desk: &DeskHandle) -> Html {
    let failures = &desk.state.failures;
    if failures.is_empty() {
        return Html::default();
    }
    html! {
        <section class="failures" aria-labelledby="failures-heading">
            <h2 id="failures-heading">{ "Left out of the case" }</h2>
            <ul>{ for failures.iter().map(|failure| failed(desk, failure)) }</ul>
        </section>
    }
}

fn failed(desk: &DeskHandle, failure: &Failure) -> Html {
    let source = failure.source;
    let again = {
        let desk = desk.clone();
        Callback::from(move |_| desk.session.try_again(source))
    };
    let remove = {
        let desk = desk.clone();
        Callback::from(move |_| desk.session.take_away(source))
    };
    let (again_name, remove_name) = (format!("Try {} again", failure.name), format!("Remove {}", failure.name));
    html! {
        <li key={source}>
            { icon(Glyph::Error) }
            <p><strong>{ &failure.name }</strong>{ " was left out. " }{ &failure.reason }</p>
            <div class="button-row">
                <button type="button" class="button" aria-label={again_name} onclick={again}>
                    { "Try again" }
                </button>
                <button type="button" class="button quiet" aria-label={remove_name} onclick={remove}>
                    { "Remove" }
                </button>
            </div>
        </li>
    }
}
