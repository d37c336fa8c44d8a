use super::{Glyph, evidence_list, icon, span, tag};
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::words::{self, Tone};
use trustlens_core::report::Finding;
use yew::prelude::*;

/// The finding at a place of the report. It opens to what it means, what to do, and what it rests on.
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
            if is_open {
                <div class="finding-body" id={body_id}>{ body(report, finding) }</div>
            }
        </li>
    }
}

fn body(report: &Shared<Snapshot>, finding: &Finding) -> Html {
    let explanation = report.explanation(&finding.check);
    html! {
        <>
            <dl>
                if let Some(explanation) = explanation {
                    <dt>{ "What it means" }</dt>
                    <dd>{ &explanation.meaning }</dd>
                }
                <dt>{ "What to do" }</dt>
                <dd>{ &finding.advice }</dd>
                if !finding.evidence.is_empty() {
                    <dt>{ "Evidence" }</dt>
                    <dd>{ evidence_list(report, finding) }</dd>
                }
            </dl>
            if let Some(explanation) = explanation {
                <p class="soft source">
                    { format!("{}: {}. Source: {}", explanation.check, explanation.title, explanation.source) }
                </p>
            }
        </>
    }
}
