use super::{Glyph, copy_button, icon, kept_box, link, migrations, part, remark, sentences, span};
use crate::desk::{Desk, DeskHandle};
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::words;
use trustlens_core::report::{Plan, Step};
use yew::prelude::*;

/// The plans that the findings of the case call for; or the one that the address names, by itself, as it is printed.
pub fn plans(desk: &DeskHandle, report: &Shared<Snapshot>, key: Option<&str>) -> Html {
    let Some(key) = key else { return all(report) };
    match report.plan(key) {
        Some(plan) => {
            html! { <>{ whole(desk, report, plan) }<p class="more">{ link(&Route::Plans(None), "All plans") }</p></> }
        }
        None => remark(&format!("No finding of this case calls for a plan {key}.")),
    }
}

fn all(report: &Snapshot) -> Html {
    if report.plans.is_empty() {
        return html! { <>{ remark("No finding of this case calls for a plan.") }{ migrations(report) }</> };
    }
    let card = |plan: &Plan| {
        let route = Route::Plans(Some(plan.key.clone()));
        html! {
            <section key={plan.key.clone()} class="card">
                <h2>{ link(&route, &plan.title) }{ span("badge", &plan.key) }</h2>
                { remark(&plan.basis) }
                <p>{ format!("{}. {}", words::count(plan.steps.len(), "step"), plan.affected) }</p>
                { mends(report, plan) }
            </section>
        }
    };
    html! { <><div class="cards">{ for report.plans.iter().map(card) }</div>{ migrations(report) }</> }
}

/// The findings that call for a plan.
fn mends(report: &Snapshot, plan: &Plan) -> Html {
    let calls =
        (0..).zip(&report.findings).filter(|(_, finding)| finding.remedy == plan.key && finding.cause.is_none());
    let item = |(place, finding): (usize, &trustlens_core::report::Finding)| {
        html! { <li>{ link(&Route::Findings(Some(place)), &finding.title) }</li> }
    };
    html! {
        <>
            { part("Called for by") }
            <ul class="links">{ for calls.take(20).map(item) }</ul>
        </>
    }
}

/// Boxes to tick beside the steps of a plan.
pub struct Boxes<'a> {
    /// Names them together; it stands in no other place of the page.
    pub id: &'a str,
    /// What stands behind a step, counted from 1.
    pub after: &'a dyn Fn(usize) -> Html,
}

fn whole(desk: &Desk, report: &Snapshot, plan: &Plan) -> Html {
    let id = Route::Plans(Some(plan.key.clone())).element_id();
    html! {
        <article class="card plan" aria-labelledby={id.clone()}>
            <h2 {id} tabindex="-1">{ &plan.title }{ span("badge", &plan.key) }</h2>
            { plan_body(desk, plan, None) }
            { mends(report, plan) }
        </article>
    }
}

/// A plan below its heading; with boxes where somebody works through it.
pub fn plan_body(desk: &Desk, plan: &Plan, boxes: Option<&Boxes<'_>>) -> Html {
    // Below a window a plan has a heading of the third rank itself.
    let part = |words: &str| {
        if boxes.is_some() {
            html! { <h4>{ words.to_owned() }</h4> }
        } else {
            part(words)
        }
    };
    let list = |title: &'static str, items: &[Step]| match items {
        [] => Html::default(),
        items => html! {
            <>{ part(title) }<ul class="sentences steps">{ for (1..).zip(items).map(|(number, item)| step(desk, item, title, number, boxes)) }</ul></>
        },
    };
    html! {
        <>
            <p class="plan-basis">{ &plan.basis }</p>
            if !plan.affected.is_empty() {
                { part("Who feels it while it runs") }
                <p>{ &plan.affected }</p>
            }
            { list("Before the first step", &plan.before) }
            { part(STEPS) }
            <ol class="steps numbered">{ for (1..).zip(&plan.steps).map(|(number, it)| step(desk, it, STEPS, number, boxes)) }</ol>
            { list("How to see that it worked", &plan.verify) }
            if !plan.way_back.is_empty() {
                { part("The way back") }
                <p>{ &plan.way_back }</p>
            }
            if !plan.not_next.is_empty() {
                <div class="verdict tone-warning not-next">
                    { icon(Glyph::Warning) }
                    <div>{ part("What not to do") }{ sentences(&plan.not_next) }</div>
                </div>
            }
            <p class="soft source">{ format!("Source: {}", plan.source) }</p>
        </>
    }
}

const STEPS: &str = "Steps";

/// What is to be done or looked at, where, with which commands, and what to wait for. `group` and `number` name its box.
fn step(desk: &Desk, step: &Step, group: &str, number: usize, boxes: Option<&Boxes<'_>>) -> Html {
    let command = |text: &String| {
        let copied = AttrValue::from(text.clone());
        html! {
            <div class="command">
                <pre><code>{ text.clone() }</code></pre>
                { copy_button(desk, &copied, text, false) }
            </div>
        }
    };
    html! {
        <li>
            if !step.place.is_empty() {
                <p class="soft step-place">{ words::sentence(&step.place) }</p>
            }
            if let Some(boxes) = boxes {
                { kept_box(desk, format!("{}-{group}-{number}", boxes.id), &step.action) }
            } else {
                <p>{ &step.action }</p>
            }
            { for step.commands.iter().map(command) }
            if let Some(wait) = &step.wait {
                <p class="wait">{ icon(Glyph::Wait) }<span><strong>{ "Wait: " }</strong>{ wait }</span></p>
            }
            if let Some(boxes) = boxes.filter(|_| group == STEPS) {
                { (boxes.after)(number) }
            }
        </li>
    }
}

/// A box to tick, with its label.
pub fn step_box(is_ticked: bool, toggle: &Callback<()>, label: &str) -> Html {
    html! {
        <label class="tick-box">
            <input type="checkbox" checked={is_ticked} onchange={toggle.reform(|_: Event| ())} />
            <span>{ label.to_owned() }</span>
        </label>
    }
}
