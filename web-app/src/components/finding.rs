use super::{Glyph, ShowMore, check_link, comparisons, evidence_list, icon, link, span, tag};
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::words::{self, Tone};
use trustlens_core::report::{Finding, Plan};
use yew::prelude::*;

/// The finding at a place of the report. It opens to what it means, what to do, and what it rests on; what follows from it is folded
/// under it.
pub fn finding(desk: &DeskHandle, report: &Shared<Snapshot>, index: usize) -> Html {
    let Some(finding) = report.findings.get(index) else { return Html::default() };
    let route = Route::Findings(Some(index));
    let id = route.element_id();
    let body_id = format!("{id}-opened");
    let is_open = desk.is_open(&route);
    let onclick = desk.toggle(route).reform(|_: MouseEvent| ());
    let tone = Tone::from(finding.severity);
    html! {
        <li key={index} class={classes!("finding", tone.class())} {id}>
            <button type="button" class="opener" aria-expanded={is_open.to_string()}
                aria-controls={is_open.then(|| body_id.clone())} {onclick}>
                { icon(Glyph::Chevron) }
                { tag(tone, words::severity(finding.severity)) }
                { span("finding-title", &finding.title) }
                { span("soft code", &finding.check) }
            </button>
            <p class="finding-detail">{ &finding.detail }</p>
            if !is_open && let Some(plan) = report.plan(&finding.remedy) {
                <p class="finding-detail">{ "What to do: " }{ plan_link(plan) }</p>
            }
            if is_open {
                <div class="finding-body" id={body_id}>{ body(report, finding) }</div>
            }
            { consequences(desk, report, index) }
        </li>
    }
}

fn body(report: &Shared<Snapshot>, finding: &Finding) -> Html {
    let explanation = report.explanation(&finding.check);
    let plan = report.plan(&finding.remedy);
    html! {
        <>
            { comparisons(&finding.comparisons) }
            <dl>
                if let Some(explanation) = explanation {
                    <dt>{ "What it means" }</dt>
                    <dd>{ &explanation.meaning }</dd>
                }
                if !finding.symptoms.is_empty() {
                    <dt>{ "Who feels it, and how" }</dt>
                    <dd>{ &finding.symptoms }</dd>
                }
                <dt>{ "What to do" }</dt>
                if !finding.advice.is_empty() {
                    <dd>{ &finding.advice }</dd>
                }
                if let Some(plan) = plan {
                    <dd class="plan-link">
                        { "The plan, step by step: " }
                        { plan_link(plan) }
                    </dd>
                }
                if !finding.evidence.is_empty() {
                    <dt>{ "Evidence" }</dt>
                    <dd>{ evidence_list(report, &finding.evidence) }</dd>
                }
            </dl>
            if let Some(explanation) = explanation {
                <p class="soft source">
                    { "Check " }{ check_link(&explanation.check) }
                    { format!(": {}. Source: {}", explanation.title, explanation.source) }
                </p>
            }
        </>
    }
}

fn plan_link(plan: &Plan) -> Html {
    link(&Route::Plans(Some(plan.key.clone())), &plan.title)
}

/// What follows from a finding: mend that, and these are gone.
fn consequences(desk: &DeskHandle, report: &Shared<Snapshot>, cause: usize) -> Html {
    let places = report.consequences(cause);
    let count = places.len();
    if count == 0 {
        return Html::default();
    }
    // What the address names must not be hidden.
    let is_open = places.iter().any(|place| desk.is_open(&Route::Findings(Some(*place))));
    let words = match count {
        1 => "1 finding follows from this, and goes with it".to_owned(),
        _ => format!("{} follow from this, and go with it", words::count(count, "finding")),
    };
    let draw = {
        let (desk, report) = (desk.clone(), report.clone());
        Callback::from(move |count: usize| {
            let places = places.iter().take(count);
            html! { <ol class="findings">{ for places.map(|place| finding(&desk, &report, *place)) }</ol> }
        })
    };
    html! {
        <details class="consequences" open={is_open}>
            <summary>{ words }</summary>
            <ShowMore {count} noun="finding" {draw} />
        </details>
    }
}
