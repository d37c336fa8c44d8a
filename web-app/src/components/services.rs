use super::{Glyph, evidence_link, icon, link, part, plain_table, remark, span, tag, text, tinted, unseen_heading};
use crate::desk::DeskHandle;
use crate::order::sorted_places;
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::words::{self, Tone};
use trustlens_core::report::{Evidence, Reliance, Service, ServiceState};
use yew::prelude::*;

const COLUMNS: [(&str, &str); 4] =
    [("Rests on", "wide"), ("How it stands", ""), ("What for", "wide"), ("In the case", "wide")];

/// How many services the overview names, and how many certificates or lists one thing that a service rests on.
const NAMED: usize = 6;

/// The case by service: what each rests on, how that stands, and what stops working if it fails.
pub fn services(desk: &DeskHandle, report: &Shared<Snapshot>, id: Option<&str>) -> Html {
    if report.services.is_empty() {
        return remark("There is nothing in the case that a service rests on.");
    }
    let unknown = id.filter(|id| !report.services.iter().any(|service| service.id == *id));
    let rows = in_order(report).into_iter().filter_map(|place| report.services.get(place));
    html! {
        <>
            <p class="soft lead-in">
                { "What rests on the certificates of the case. A service is as sound as the worst of what it rests on; what is not in the case cannot be judged." }
            </p>
            { for unknown.map(|id| remark(&format!("There is no service “{id}”. These are those that Trustlens knows."))) }
            { unseen_heading("All services") }
            <ol class="findings">{ for rows.map(|service| row(desk, report, service)) }</ol>
        </>
    }
}

/// The services that are in trouble, for the overview.
pub fn troubled_services(report: &Snapshot) -> Html {
    let is_troubled = |service: &&Service| matches!(service.state, ServiceState::Broken | ServiceState::Expiring);
    let troubled: Vec<&Service> =
        in_order(report).into_iter().filter_map(|place| report.services.get(place)).filter(is_troubled).collect();
    if report.services.is_empty() {
        return Html::default();
    }
    let item = |service: &&Service| {
        let (tone, word) = words::service_state(service.state);
        html! { <li>{ link(&Route::Services(Some(service.id.clone())), &service.name) }{ tinted(tone, word) }</li> }
    };
    html! {
        <section class="next" aria-labelledby="services-heading">
            <h2 id="services-heading">{ "Services" }</h2>
            if troubled.is_empty() {
                { remark("No service rests on anything in the case that is broken or about to expire.") }
            } else {
                <ul class="next-list">{ for troubled.iter().take(NAMED).map(item) }</ul>
            }
            <p class="more">{ link(&Route::Services(None), &format!("All {}", words::count(report.services.len(), "service"))) }</p>
        </section>
    }
}

/// The worst first; those of which nothing can be said last.
fn in_order(report: &Snapshot) -> Vec<usize> {
    let rank = |place: usize| match report.services[place].state {
        ServiceState::Broken => 0,
        ServiceState::Expiring => 1,
        ServiceState::Sound => 2,
        ServiceState::NotInCase => 3,
    };
    sorted_places(report.services.len(), &mut |one, other| rank(one).cmp(&rank(other)))
}

fn row(desk: &DeskHandle, report: &Shared<Snapshot>, service: &Service) -> Html {
    let route = Route::Services(Some(service.id.clone()));
    let id = route.element_id();
    let body_id = format!("{id}-opened");
    let is_open = desk.is_open(&route);
    let onclick = desk.toggle(route).reform(|_: MouseEvent| ());
    let (tone, word) = words::service_state(service.state);
    html! {
        <li key={service.id.clone()} class={classes!("finding", tone.class())} {id}>
            <button type="button" class="opener" aria-expanded={is_open.to_string()}
                aria-controls={is_open.then(|| body_id.clone())} {onclick}>
                { icon(Glyph::Chevron) }
                { tag(tone, words::sentence(word)) }
                { span("finding-title", &service.name) }
            </button>
            <p class="finding-detail">{ &service.summary }</p>
            if is_open {
                <div class="finding-body wide" id={body_id}>{ body(report, service) }</div>
            }
        </li>
    }
}

fn body(report: &Shared<Snapshot>, service: &Service) -> Html {
    let rows = service.relies_on.iter().map(|reliance| cells(report, reliance)).collect();
    let said = |place: &usize| {
        let finding = report.findings.get(*place)?;
        let tone = Tone::from(finding.severity);
        let title = link(&Route::Findings(Some(*place)), &finding.title);
        Some(html! { <li>{ tinted(tone, words::severity(finding.severity)) }{ " " }{ title }</li> })
    };
    html! {
        <>
            <dl><dt>{ "What stops working" }</dt><dd>{ &service.stops }</dd></dl>
            { plain_table(format!("What {} rests on", service.name), &COLUMNS, rows) }
            if !service.findings.is_empty() {
                { part("Findings that speak of it") }
                <ul class="links">{ for service.findings.iter().take(30).filter_map(said) }</ul>
            }
            <p class="soft source">{ format!("Source: {}", service.source) }</p>
        </>
    }
}

fn cells(report: &Snapshot, reliance: &Reliance) -> Vec<Html> {
    let (tone, word) = words::service_state(reliance.state);
    let runs_on =
        reliance.runs_on.map(|service| html! { <><br />{ span("soft", &format!("runs with {}", service.name())) }</> });
    let certificate = |sha256: &String| {
        let name = report.certificate(sha256).map_or("a certificate", |it| it.common_name.as_str());
        link(&Route::Certificates(Some(sha256.clone())), name)
    };
    let list = |input: &usize| evidence_link(report, &Evidence { input: Some(*input), ..Evidence::default() });
    let all = reliance.certificates.len() + reliance.inputs.len();
    let named = reliance.certificates.iter().map(certificate).chain(reliance.inputs.iter().map(list)).take(NAMED);
    let more = all.saturating_sub(NAMED);
    vec![
        html! { <><strong>{ reliance.what.clone() }</strong>{ for runs_on }</> },
        html! { <>{ tinted(tone, word) }<br />{ span("soft", &reliance.reason) }</> },
        text(&reliance.purpose),
        html! {
            <>
                if all == 0 {
                    { span("soft", "–") }
                } else {
                    <ul class="links">{ for named.map(|link| html! { <li>{ link }</li> }) }</ul>
                }
                if more > 0 {
                    { span("soft", &format!("and {more} more")) }
                }
            </>
        },
    ]
}
