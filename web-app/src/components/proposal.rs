//! How changes can be made, or why not: the verdict, the reasons with the way of the phones' decisions, and windows as checklists.

use super::{
    Boxes, Glyph, button, decision, icon, link, part, phone_verdict, plan_body, sentences, span, step_box, tinted,
    verdict,
};
use crate::browser;
use crate::desk::{Desk, DeskHandle};
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::state::Action;
use crate::words::{self, Tone};
use trustlens_core::report::{
    Boot, Caution, Decision, Meanwhile, Moment, Plan, Proposal, Refusal, Safety, Verdict, Window,
};
use yew::prelude::*;

/// Everything that is proposed. `checklist` is the same in Markdown.
pub fn proposal(desk: &DeskHandle, report: &Shared<Snapshot>, proposal: &Proposal, checklist: &str) -> Html {
    let is_refused = proposal.safety == Safety::Refused;
    let save = {
        let (text, name) = (checklist.to_owned(), format!("plan-{}.md", report.evaluated_at.date()));
        Callback::from(move |_: MouseEvent| browser::save_text(&text, &name))
    };
    let print = Callback::from(|_| browser::print());
    let count = proposal.windows.len();
    let windows = proposal.windows.iter().enumerate();
    html! {
        <div class="proposal">
            <section class="card" aria-labelledby="proposal-heading">
                <h2 id="proposal-heading">{ proposal.changes.join("; ") }</h2>
                <div role="status">{ verdict(words::safety(proposal.safety), &proposal.summary, Html::default()) }</div>
                if let Some(day) = proposal.begin_by {
                    <p class="wait">
                        { icon(Glyph::Wait) }
                        <span>{ format!("Begin on {} at the latest: a certificate that this rests on ends soon after.", day.date()) }</span>
                    </p>
                }
                <div class="button-row toolbar">
                    { button("button", Some(Glyph::File), "Save as checklist (.md)", save) }
                    { button("button", Some(Glyph::Print), "Print", print) }
                </div>
            </section>
            { for proposal.refusals.iter().enumerate().map(|(place, it)| refusal(report, it, place == 0)) }
            <section class="card" aria-labelledby="proposal-mind">
                <h2 id="proposal-mind">{ "What to mind" }</h2>
                <ul class="cautions">{ for proposal.cautions.iter().map(|it| caution(report, it)) }</ul>
                { listed("Why in this order", &proposal.order) }
                { listed("What it was made for", &proposal.basis) }
                { listed("What was not known", &proposal.lacking) }
            </section>
            if is_refused {
                <h2 class="proposal-instead">
                    { if count > 0 { "The safe way instead" } else { "There is no safe way as the case stands" } }
                </h2>
            }
            { for windows.map(|(place, it)| window(desk, report, it, place, count)) }
            if !proposal.asleep.is_empty() {
                <section class="card" aria-labelledby="proposal-asleep">
                    <h2 id="proposal-asleep">{ "Phones that sleep through all of it, at their next start" }</h2>
                    { part("What each kind of phone does") }
                    { folded(report, &proposal.asleep, "asleep") }
                </section>
            }
            if !proposal.way_out.is_empty() {
                <section class="card plan window" aria-labelledby="proposal-way-out">
                    <h2 id="proposal-way-out">{ "How phones come back that are locked out all the same" }</h2>
                    { for proposal.way_out.iter().map(|plan| with_boxes(desk, plan, "way-out", &|_| Html::default())) }
                </section>
            }
        </div>
    }
}

fn listed(heading: &str, all: &[String]) -> Html {
    if all.is_empty() {
        return Html::default();
    }
    html! { <>{ part(heading) }{ sentences(all) }</> }
}

fn refusal(report: &Shared<Snapshot>, refusal: &Refusal, is_first: bool) -> Html {
    let id = format!("refusal-{}", refusal.rule);
    // What a phone takes is no reason; and one way tells enough at once.
    let ways = |place: usize, boot: &Boot| {
        let is_reason = |decision: &&Decision| matches!(decision.verdict, Verdict::Refused | Verdict::Open);
        let reasons = boot.decisions.iter().filter(is_reason).enumerate();
        let is_open = |number: usize| is_first && place + number == 0;
        let way = |(number, it)| decision(report, it, &format!("{id}-{place}-{number}"), is_open(number));
        html! { { for reasons.map(way) } }
    };
    html! {
        <section class="card refusal" aria-labelledby={id.clone()}>
            <h2 id={id.clone()}>{ "Why not: " }{ &refusal.title }{ span("badge", &refusal.rule) }</h2>
            <p>{ &refusal.why }</p>
            if !refusal.phones.is_empty() {
                { part("Phones that would be lost, and the way to that") }
            }
            { boots(&refusal.phones, &ways) }
            <div class={classes!("verdict", Tone::Good.class())}>
                { icon(Tone::Good) }
                <p><strong>{ "Instead: " }</strong>{ &refusal.instead }</p>
            </div>
            <p class="soft source">{ format!("Source: {}", refusal.source) }</p>
        </section>
    }
}

fn caution(report: &Snapshot, caution: &Caution) -> Html {
    let plan = report.plan(&caution.plan);
    html! {
        <li>
            <p>{ tinted(Tone::Warning, caution.title.clone()) }{ " " }{ span("soft code", &caution.rule) }</p>
            <p>
                { &caution.advice }
                if let Some(plan) = plan {
                    { " " }{ link(&Route::Plans(Some(plan.key.clone())), &plan.title) }
                } else if !caution.plan.is_empty() {
                    { format!(" Plan {}.", caution.plan) }
                }
            </p>
            <p class="soft source">{ format!("Source: {}", caution.source) }</p>
        </li>
    }
}

/// Phones and what comes of their start. `ways` draws how one decides.
fn boots(boots: &[Boot], ways: &dyn Fn(usize, &Boot) -> Html) -> Html {
    let boot = |(place, boot): (usize, &Boot)| {
        let (tone, word) = phone_verdict(boot.verdict);
        html! {
            <li>
                <p><strong>{ &boot.phone }</strong>{ " " }{ tinted(tone, word) }</p>
                <p>{ &boot.outcome }{ " " }{ &boot.advice }</p>
                { ways(place, boot) }
            </li>
        }
    };
    html! { <ul class="boots">{ for boots.iter().enumerate().map(boot) }</ul> }
}

/// Phones whose ways are folded: they are for who does not believe it. `id` stands nowhere else on the page.
fn folded(report: &Shared<Snapshot>, all: &[Boot], id: &str) -> Html {
    boots(all, &|place, boot| {
        let way = |(number, it): (usize, &Decision)| decision(report, it, &format!("{id}-{place}-{number}"), false);
        html! {
            if !boot.decisions.is_empty() {
                <details class="ways-of-phone">
                    <summary>{ "How it decides" }</summary>
                    { for boot.decisions.iter().enumerate().map(way) }
                </details>
            }
        }
    })
}

fn window(desk: &Desk, report: &Shared<Snapshot>, window: &Window, place: usize, count: usize) -> Html {
    let id = format!("window-{place}");
    let plan = |(number, plan): (usize, &Plan)| {
        let moment = |(place, moment): (usize, &Moment)| {
            html! {
                <div class="moment">
                    <p><strong>{ "Phones now: " }</strong>{ &moment.after }</p>
                    { folded(report, &moment.phones, &format!("{id}-moment-{place}")) }
                </div>
            }
        };
        let after = |step: usize| {
            let all = window.moments.iter().enumerate();
            let now = all.filter(|(_, moment)| moment.plan == number && moment.step == step);
            html! { { for now.map(moment) } }
        };
        with_boxes(desk, plan, &format!("{id}-{number}"), &after)
    };
    let suffers = |one: &Meanwhile| {
        html! { <li><strong>{ &one.service }</strong>{ ": " }{ &one.what }{ " " }{ span("soft", &one.source) }</li> }
    };
    let wait_id = format!("{id}-wait");
    let wait = if place + 1 == count { "Done when: " } else { "Wait before the next window: " };
    html! {
        <section class="card plan window" aria-labelledby={id.clone()}>
            <h2 id={id.clone()}>{ format!("Window {} of {count}: {}", place + 1, window.title) }</h2>
            if !window.meanwhile.is_empty() {
                { part("What does not work meanwhile") }
                <ul class="sentences">{ for window.meanwhile.iter().map(suffers) }</ul>
            }
            { for window.plans.iter().enumerate().map(plan) }
            if !window.wait.is_empty() {
                <div class="wait">{ icon(Glyph::Wait) }{ kept_box(desk, wait_id, &format!("{wait}{}", window.wait)) }</div>
            }
        </section>
    }
}

/// A plan below its title, to work through. The boxes are named by `id` and the plan; `after` draws what stands behind a step, counted from 1.
fn with_boxes(desk: &Desk, plan: &Plan, id: &str, after: &dyn Fn(usize) -> Html) -> Html {
    let boxes = Boxes { id: &format!("{id}-{}", plan.key), after };
    html! { <>{ part(&format!("{}: {}", plan.key, plan.title)) }{ plan_body(desk, plan, Some(&boxes)) }</> }
}

/// A box that stays ticked while the plan is the same.
pub fn kept_box(desk: &Desk, id: String, label: &str) -> Html {
    let is_ticked = desk.state.ticked.contains(&id);
    step_box(is_ticked, &desk.tell.reform(move |()| Action::Ticked(id.clone())), label)
}
