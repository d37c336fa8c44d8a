//! The controls of the lab's forms. Each shows what stands in a field and writes into it.

use crate::browser;
use crate::desk::DeskHandle;
use crate::state::Action;
use crate::workbench::field::{NO, YES};
use crate::workbench::{Act, Field};
use yew::prelude::*;

/// A field as controls want it.
pub struct Slot {
    /// The `id` of its element.
    pub id: String,
    /// What stands in it.
    pub text: String,
    /// What is wrong with it.
    pub problem: Option<String>,
    /// The person is writing, where only the whole text is to be taken.
    pub typed: Option<Callback<String>>,
    /// The person wrote or chose something.
    pub write: Callback<String>,
}

/// A field of the description.
pub fn slot(desk: &DeskHandle, field: Field) -> Slot {
    let bench = &desk.state.lab;
    Slot {
        id: field.id(),
        text: bench.form.text(field),
        problem: bench.problem_at(field),
        // Half a number would take nodes away.
        typed: (field == Field::NodeCount).then(|| desk.tell.reform(move |text| Action::Lab(Act::Typed(field, text)))),
        write: desk.tell.reform(move |text| Action::Lab(Act::Wrote(field, text))),
    }
}

/// What a text field is like.
#[derive(Clone, Copy, Default)]
pub struct Kind {
    /// `date`, `number`; text where empty.
    pub input: &'static str,
    /// What stands there in grey while it is empty.
    pub placeholder: &'static str,
}

/// A label, a control with its hint, and what is wrong.
pub fn field(slot: &Slot, label: &str, hint: &str, control: Html) -> Html {
    let Slot { id, problem, .. } = slot;
    html! {
        <div class={classes!("field", problem.is_some().then_some("wrong"))}>
            <label for={id.clone()}>{ label.to_owned() }</label>
            { control }
            if !hint.is_empty() {
                <p class="soft hint" id={format!("{id}-hint")}>{ hint.to_owned() }</p>
            }
            { problem_of(slot) }
        </div>
    }
}

/// What is wrong with a field.
pub fn problem_of(slot: &Slot) -> Html {
    html! { { for slot.problem.as_ref().map(|problem| problem_text(&slot.id, problem)) } }
}

/// What is wrong with the element that has this `id`.
pub fn problem_text(id: &str, problem: &str) -> Html {
    html! { <p class="field-problem" id={format!("{id}-problem")}>{ problem.to_owned() }</p> }
}

/// A field for text, with its label.
pub fn text_field(slot: &Slot, label: &str, hint: &str, kind: Kind) -> Html {
    field(slot, label, hint, input(slot, kind, None))
}

/// A field for text alone. `name` is its name for those who hear the page, where it has no label.
pub fn input(slot: &Slot, kind: Kind, name: Option<String>) -> Html {
    let Slot { id, text, problem, typed, write } = slot;
    let oninput = typed.as_ref().unwrap_or(write).reform(|event: InputEvent| browser::value_of(&event));
    let onchange = typed.is_some().then(|| write.reform(|event: Event| browser::value_of(&event)));
    let input_type = if kind.input.is_empty() { "text" } else { kind.input };
    html! {
        <input id={id.clone()} type={input_type} value={text.clone()} aria-label={name}
            placeholder={kind.placeholder} autocomplete="off" spellcheck="false"
            aria-describedby={format!("{id}-hint {id}-problem")} aria-invalid={problem.is_some().then_some("true")} {oninput} {onchange} />
    }
}

/// A field to choose from values, each with its words.
pub fn select_field(slot: &Slot, label: &str, hint: &str, options: &[(&'static str, String)]) -> Html {
    let options: Vec<(String, String)> =
        options.iter().map(|(value, words)| ((*value).to_owned(), words.clone())).collect();
    field(slot, label, hint, select(slot, &options, None))
}

/// Values to choose from alone, each with its words.
pub fn select(slot: &Slot, options: &[(String, String)], name: Option<String>) -> Html {
    let Slot { id, text, write, .. } = slot;
    let onchange = write.reform(|event: Event| browser::value_of(&event));
    let option = |(value, words): &(String, String)| {
        html! { <option value={value.clone()} selected={text == value}>{ words.clone() }</option> }
    };
    html! {
        <select id={id.clone()} aria-label={name} aria-describedby={format!("{id}-hint {id}-problem")} {onchange}>
            { for options.iter().map(option) }
        </select>
    }
}

/// A box to tick. `name` is its name for those who hear the page, where `label` is empty.
pub fn tick(slot: &Slot, label: &str, name: Option<String>) -> Html {
    let Slot { id, text, write, .. } = slot;
    let is_ticked = text == YES;
    let onchange = write.reform(move |_: Event| if is_ticked { NO } else { YES }.to_owned());
    html! {
        <span class="tick">
            <input id={id.clone()} type="checkbox" checked={is_ticked} aria-label={name} {onchange} />
            if !label.is_empty() {
                <label for={id.clone()}>{ label.to_owned() }</label>
            }
        </span>
    }
}

/// Boxes to tick that belong together.
pub fn ticks(legend: &str, hint: &str, boxes: &[(Slot, String)]) -> Html {
    html! {
        <fieldset class="ticks">
            <legend>{ legend.to_owned() }</legend>
            <div>{ for boxes.iter().map(|(slot, label)| tick(slot, label, None)) }</div>
            if !hint.is_empty() {
                <p class="soft hint">{ hint.to_owned() }</p>
            }
            { for boxes.first().map(|(slot, _)| problem_of(slot)) }
        </fieldset>
    }
}
