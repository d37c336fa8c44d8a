//! One start of a phone: the verdict, and the way to it as a line that the eye follows from question to question. The words are those of the
//! text that the command prints.

use crate::components::{Glyph, evidence_list, icon, link, verdict};
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::words::{self, Tone};
use trustlens_core::report::{Boot, Decision, DecisionStep, Evidence, OfferKind, Reply, Verdict};
use yew::prelude::*;

/// Starts of which all ways stand open at once.
const OPEN: usize = 2;

/// Places that a step names without folding them.
const PLACES: usize = 3;

/// A start as a card. Of many starts, and of what was accepted among other things, the way is folded.
pub fn start(report: &Shared<Snapshot>, start: &Boot, place: usize, all: usize) -> Html {
    let heading = format!("start-{place}");
    let decision = |(number, it): (usize, &Decision)| {
        let is_news = it.verdict != Verdict::Accepted || start.decisions.len() == 1 || it.kind != OfferKind::SignedFile;
        decision(report, it, &format!("{heading}-{number}"), is_news && all <= OPEN)
    };
    let (tone, word) = of(start.verdict);
    html! {
        <article class="card phone-start" aria-labelledby={heading.clone()}>
            <h3 id={heading.clone()}>{ &start.phone }</h3>
            { verdict((tone, word), &start.outcome, Html::default()) }
            { for start.decisions.iter().enumerate().map(decision) }
            if !start.advice.is_empty() {
                <div class="phone-advice">
                    { part4("What to do") }
                    <p>{ &start.advice }</p>
                    { for plan(report, &start.remedy) }
                </div>
            }
        </article>
    }
}

/// The plan that a start calls for, where the findings of the case call for it too; else its key in words.
fn plan(report: &Snapshot, key: &str) -> Option<Html> {
    if key.is_empty() {
        return None;
    }
    Some(match report.plan(key) {
        Some(plan) => {
            html! { <p>{ "The plan, step by step: " }{ link(&Route::Plans(Some(key.to_owned())), &plan.title) }</p> }
        }
        None => html! { <p class="soft">{ format!("Plan {key}.") }</p> },
    })
}

fn part4(words: &str) -> Html {
    html! { <h4>{ words.to_owned() }</h4> }
}

/// One decision: the way to it, folded or open, and what comes of it. `id` stands nowhere else on the page.
pub fn decision(report: &Shared<Snapshot>, decision: &Decision, id: &str, is_open: bool) -> Html {
    let (tone, word) = of(decision.verdict);
    let steps = decision.path.iter().map(|it| step(report, it));
    html! {
        <div class="decision">
            <h4 id={id.to_owned()}>{ decision.headline() }</h4>
            <details open={is_open}>
                <summary>{ format!("The way to it: {}", words::count(decision.path.len(), "question")) }</summary>
                <ol class="path" aria-labelledby={id.to_owned()}>{ for steps }</ol>
            </details>
            <div class={classes!("path-end", tone.class())}>
                { icon(glyph(decision.verdict)) }
                if decision.needs.is_empty() {
                    <p><strong>{ word }</strong>{ ": " }{ &decision.outcome }</p>
                } else {
                    <p><strong>{ word }</strong>{ ": " }{ "It depends on what is not known. Missing:" }</p>
                    <ul class="sentences">{ for decision.needs.iter().map(|need| html! { <li>{ need.clone() }</li> }) }</ul>
                }
            </div>
        </div>
    }
}

fn step(report: &Shared<Snapshot>, step: &DecisionStep) -> Html {
    let (reply, class) = match step.reply {
        Reply::Yes => ("Yes", "turn yes"),
        Reply::No => ("No", "turn no"),
        Reply::Open => ("Not known", "turn open"),
    };
    html! {
        <li>
            <p class="path-question">{ &step.question }</p>
            <p class="path-answer"><span {class}>{ reply }<span class="visually-hidden">{ "." }</span></span>{ " " }{ &step.because }</p>
            { evidence(report, &step.evidence) }
            { match step.ways {
                Some((yes, no)) => html! {
                    <ul class="fork">{ way("With yes", yes) }{ way("With no", no) }</ul>
                },
                None => html! { { for step.turn().map(|turn| html! { <p class="path-turn">{ turn }</p> }) } },
            } }
            <p class="soft source">{ step.reference() }</p>
        </li>
    }
}

/// Where one answer to an open question leads.
fn way(answer: &str, verdict: Verdict) -> Html {
    let (tone, _) = of(verdict);
    html! { <li class={tone.class()}>{ icon(glyph(verdict)) }<span>{ format!("{answer} it is {}", verdict.name()) }</span></li> }
}

fn evidence(report: &Shared<Snapshot>, evidence: &[Evidence]) -> Html {
    if evidence.is_empty() {
        return Html::default();
    }
    let list = evidence_list(report, evidence);
    if evidence.len() <= PLACES {
        return html! { <div class="path-evidence">{ list }</div> };
    }
    html! {
        <details class="path-evidence">
            <summary>{ format!("See {}", words::count(evidence.len(), "place")) }</summary>
            { list }
        </details>
    }
}

/// What comes of it in a word, and how bad that is.
pub fn of(verdict: Verdict) -> (Tone, &'static str) {
    match verdict {
        Verdict::Accepted => (Tone::Good, "Accepted"),
        Verdict::NotAsked => (Tone::Info, "Not asked for"),
        Verdict::Open => (Tone::Warning, "Open"),
        Verdict::Refused => (Tone::Error, "Refused"),
    }
}

fn glyph(verdict: Verdict) -> Glyph {
    of(verdict).0.into()
}
