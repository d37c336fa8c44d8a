//! What the phone holds, what it is offered, and what it meets. Whatever is changed is asked at once, and stands in the address.

use crate::browser;
use crate::components::{ShowMore, span};
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::words;
use trustlens_core::report::{ListKind, PhoneChoices, PhoneList, PhoneQuestion, TvsReach};
use yew::prelude::*;

/// The form.
pub fn form(report: &Shared<Snapshot>, choices: &PhoneChoices, question: &PhoneQuestion) -> Html {
    let sbd = change(question, |question| {
        question.without_security_by_default = !question.without_security_by_default;
    });
    html! {
        <form class="card phone-form" onsubmit={Callback::from(|event: SubmitEvent| event.prevent_default())}>
            if !choices.reason.is_empty() {
                <p class="phone-reason">{ &choices.reason }{ " Change it as you like." }</p>
            }
            <div class="phone-columns">
                { held(choices, question) }
                { offered(report, choices, question) }
                <fieldset class="ticks">
                    <legend>{ "What it meets" }</legend>
                    { tick("phone-sbd", !question.without_security_by_default, &sbd, html! { { "It has Security By Default" } }) }
                    <p class="soft hint">{ "Not so: 7940, 7960, 793x, 6901, 6911, Jabber, and many TelePresence endpoints." }</p>
                    { reach(choices, question) }
                </fieldset>
            </div>
        </form>
    }
}

fn held(choices: &PhoneChoices, question: &PhoneQuestion) -> Html {
    let nothing = change(question, |question| question.holds.clear());
    html! {
        <fieldset class="ticks" id="phone-holds">
            <legend>{ "What the phone holds" }</legend>
            { either("phone-holds-none", "Nothing: a first start, or after its lists were erased", question.holds.is_empty(), &nothing) }
            { lists(choices, question, "holds", |question| &mut question.holds) }
            <p class="soft hint">{ "Several ITLs are several phones." }</p>
        </fieldset>
    }
}

fn offered(report: &Shared<Snapshot>, choices: &PhoneChoices, question: &PhoneQuestion) -> Html {
    let newest = change(question, |question| question.offered.clear());
    html! {
        <fieldset class="ticks" id="phone-offered">
            <legend>{ "What it is offered" }</legend>
            { either("phone-offered-newest", "The newest of its cluster that it does not hold", question.offered.is_empty(), &newest) }
            { lists(choices, question, "offered", |question| &mut question.offered) }
            { files(report, choices, question) }
        </fieldset>
    }
}

/// The inputs of a question that a group of boxes changes.
type Part = fn(&mut PhoneQuestion) -> &mut Vec<usize>;

/// A box for every list of the case, by kind.
fn lists(choices: &PhoneChoices, question: &PhoneQuestion, group: &'static str, part: Part) -> Html {
    let of_kind = |kind: ListKind| {
        let lists: Vec<PhoneList> = choices.lists.iter().filter(|list| list.kind == kind).cloned().collect();
        boxes(words::list_kind(kind), lists, question, move |list, question| {
            input_box(group, list.input, question, part, list_label(list))
        })
    };
    html! { <>{ of_kind(ListKind::Itl) }{ of_kind(ListKind::Ctl) }</> }
}

fn list_label(list: &PhoneList) -> Html {
    let node = list.node.clone();
    let made = list.made.map(|made| format!("of {}", made.for_people()));
    let held = list.is_held.then(|| "a log says that a phone holds it".to_owned());
    let facts: Vec<String> = [node, made, held].into_iter().flatten().collect();
    html! { <>{ &list.name }{ " " }<br />{ span("soft", &facts.join(", ")) }</> }
}

/// A box for every signed file.
fn files(report: &Shared<Snapshot>, choices: &PhoneChoices, question: &PhoneQuestion) -> Html {
    let report = report.clone();
    boxes("Signed files", choices.files.clone(), question, move |file, question| {
        let name = report.input_name(*file);
        input_box("offered", *file, question, |question| &mut question.offered, html! { { name } })
    })
}

/// Boxes under a heading; a few hundred of them only when they are wanted.
fn boxes<T: 'static>(
    heading: &'static str,
    items: Vec<T>,
    question: &PhoneQuestion,
    draw: impl Fn(&T, &PhoneQuestion) -> Html + 'static,
) -> Html {
    let count = items.len();
    if count == 0 {
        return Html::default();
    }
    let question = question.clone();
    let draw = Callback::from(move |count: usize| {
        html! { <div class="phone-boxes">{ for items.iter().take(count).map(|item| draw(item, &question)) }</div> }
    });
    html! {
        <div role="group" aria-label={heading}>
            <p class="phone-kind" aria-hidden="true">{ heading }</p>
            <ShowMore {count} noun="other" {draw} />
        </div>
    }
}

/// A box that puts an input into a part of the question, or takes it out.
fn input_box(group: &'static str, input: usize, question: &PhoneQuestion, part: Part, label: Html) -> Html {
    let is_in = part(&mut question.clone()).contains(&input);
    let toggle = change(question, move |question| {
        let inputs = part(question);
        if is_in {
            inputs.retain(|other| *other != input);
        } else {
            inputs.push(input);
            inputs.sort_unstable();
        }
    });
    tick(&format!("phone-{group}-{input}"), is_in, &toggle, label)
}

/// Which TVS the phone reaches.
fn reach(choices: &PhoneChoices, question: &PhoneQuestion) -> Html {
    let radio = |id: &'static str, label: &'static str, is_chosen: bool, reach: TvsReach| {
        let onchange = change(question, move |question| question.tvs = reach.clone());
        html! {
            <span class="tick">
                <input {id} type="radio" name="phone-tvs" checked={is_chosen} onchange={onchange.reform(|_: Event| ())} />
                <label for={id}>{ label }</label>
            </span>
        }
    };
    let some: &[String] = match &question.tvs {
        TvsReach::Nodes(nodes) => nodes,
        _ => &[],
    };
    let node_box = |(place, node): (usize, &String)| {
        let is_in = some.contains(node);
        let toggled = node.clone();
        let all = some.to_vec();
        let toggle = change(question, move |question| {
            let mut nodes = all.clone();
            if is_in {
                nodes.retain(|other| *other != toggled);
            } else {
                nodes.push(toggled.clone());
            }
            question.tvs = if nodes.is_empty() { TvsReach::None } else { TvsReach::Nodes(nodes) };
        });
        tick(&format!("phone-tvs-{place}"), is_in, &toggle, html! { { node.clone() } })
    };
    let is_some = matches!(question.tvs, TvsReach::Nodes(_));
    html! {
        <div role="radiogroup" aria-label="Trust Verification Service (TVS)">
            <p class="phone-kind" aria-hidden="true">{ "Trust Verification Service (TVS)" }</p>
            <div class="phone-boxes">
                { radio("phone-tvs-all", "It reaches those of its CallManager group", question.tvs == TvsReach::All, TvsReach::All) }
                { radio("phone-tvs-none", "It reaches none", question.tvs == TvsReach::None, TvsReach::None) }
                if is_some || !choices.tvs.is_empty() {
                    { radio("phone-tvs-some", "It reaches these alone:", is_some, TvsReach::Nodes(choices.tvs.clone())) }
                }
                if is_some {
                    <div class="phone-nodes">{ for choices.tvs.iter().enumerate().map(node_box) }</div>
                }
            </div>
        </div>
    }
}

/// A box to tick.
fn tick(id: &str, is_ticked: bool, toggle: &Callback<()>, label: Html) -> Html {
    let id = id.to_owned();
    html! {
        <span class="tick">
            <input id={id.clone()} type="checkbox" checked={is_ticked} onchange={toggle.reform(|_: Event| ())} />
            <label for={id}>{ label }</label>
        </span>
    }
}

/// What holds while no box of the group is ticked; pressed, it unticks them all.
fn either(id: &'static str, label: &'static str, is_so: bool, press: &Callback<()>) -> Html {
    html! {
        <button {id} type="button" class="button phone-either" aria-pressed={is_so.to_string()} onclick={press.reform(|_: MouseEvent| ())}>
            { label }
        </button>
    }
}

/// Asks a question that is changed so.
fn change(question: &PhoneQuestion, how: impl Fn(&mut PhoneQuestion) + 'static) -> Callback<()> {
    let question = question.clone();
    Callback::from(move |()| {
        let mut changed = question.clone();
        how(&mut changed);
        browser::go_to(&Route::Phone(Some(changed)).to_string());
    })
}
