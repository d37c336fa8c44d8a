use super::{Fact, ShowMore, copy_button, facts, link, part, remark, span, tag, text};
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::words::Tone;
use trustlens_core::report::{CertificateSignatureStatus, Request};
use yew::prelude::*;

/// Every certificate signing request of the case.
pub fn requests(desk: &DeskHandle, report: &Shared<Snapshot>) -> Html {
    if report.requests.is_empty() {
        return remark("There is no certificate signing request in the case.");
    }
    let draw = {
        let (desk, report) = (desk.clone(), report.clone());
        Callback::from(move |count: usize| {
            let requests = report.requests.iter().enumerate().take(count);
            html! { <div class="cards">{ for requests.map(|(place, request)| card(&desk, &report, place, request)) }</div> }
        })
    };
    html! { <ShowMore count={report.requests.len()} noun="request" {draw} /> }
}

fn card(desk: &DeskHandle, report: &Snapshot, place: usize, request: &Request) -> Html {
    // Several requests may stand in one input: the first of them carries its address.
    let is_first = report.requests.iter().position(|other| other.input == request.input) == Some(place);
    let id = is_first.then(|| Route::Requests(Some(request.input)).element_id());
    let heading = format!("request-{place}-heading");
    let (tone, verdict) = verdict(request.signature);
    html! {
        <section key={place} class="card" {id} aria-labelledby={heading.clone()} tabindex="-1">
            <h2 id={heading}>{ &request.common_name }{ span("badge", request.identity.name()) }</h2>
            <div class="tag-row">{ tag(tone, verdict) }</div>
            { facts(desk, about(report, request)) }
            if !request.notes.is_empty() {
                <ul class="notes">{ for request.notes.iter().map(|note| html! { <li>{ note }</li> }) }</ul>
            }
            <details>
                <summary>{ "The request as PEM" }</summary>
                <div class="heading-row">
                    { part("PEM") }
                    { copy_button(desk, &request.pem.clone().into(), "the request as PEM", true) }
                </div>
                <pre class="pem" tabindex="0" aria-label="The request as PEM">{ &request.pem }</pre>
            </details>
        </section>
    }
}

fn verdict(signature: CertificateSignatureStatus) -> (Tone, &'static str) {
    match signature {
        CertificateSignatureStatus::Valid => (Tone::Good, "Signed with its own key"),
        CertificateSignatureStatus::Invalid => (Tone::Error, "Not signed with its own key"),
        CertificateSignatureStatus::IssuerMissing | CertificateSignatureStatus::Unsupported => {
            (Tone::Warning, "Its signature cannot be verified here")
        }
    }
}

fn about(report: &Snapshot, request: &Request) -> [Option<Fact>; 9] {
    let list = |items: &[String]| if items.is_empty() { "none".to_owned() } else { items.join(", ") };
    let asked = |items: &Option<Vec<String>>| items.as_deref().map_or_else(|| "not asked for".to_owned(), list);
    let input = Route::Inputs(Some(request.input));
    [
        Some(Fact::name("Subject", &request.subject)),
        Some(Fact::words("Key", request.key.for_people())),
        Some(Fact::words("Alternative names", list(&request.subject_alternative_names))),
        Some(Fact::words("Key usage", asked(&request.key_usage))),
        Some(Fact::words("Extended key usage", asked(&request.extended_key_usage))),
        Some(Fact::words("Signature algorithm", request.signature_algorithm.clone())),
        Some(Fact::words("For", format!("{}: {}", request.identity.name(), request.identity_reason))),
        Some(Fact::html("Certificates with its key", answers(report, request))),
        Some(Fact::html("Stands in", link(&input, &report.input_name(request.input)))),
    ]
}

/// The certificates that answer a request.
fn answers(report: &Snapshot, request: &Request) -> Html {
    if request.certificates.is_empty() {
        return text("none in the case");
    }
    let answer = |sha256: &String| {
        let name = report.certificate(sha256).map_or(sha256.as_str(), |certificate| certificate.common_name.as_str());
        html! { <>{ link(&Route::Certificates(Some(sha256.clone())), name) }{ " " }</> }
    };
    request.certificates.iter().map(answer).collect()
}
