use super::{Fact, ShowMore, facts, link, part, plain_table, remark, span, text, tinted};
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::words::{self, Tone, thousands};
use trustlens_core::Timestamp;
use trustlens_core::report::{Capture, Evidence, Handshake, Transfer, TransferOutcome};
use yew::prelude::*;

const TRANSFERS: [(&str, &str); 6] =
    [("Time", "number"), ("File", "wide"), ("Outcome", ""), ("Phone", ""), ("Server", ""), ("Size", "number")];

const HANDSHAKES: [(&str, &str); 6] =
    [("Time", "number"), ("Service", ""), ("Client", ""), ("Server", ""), ("Version", ""), ("Certificates", "wide")];

/// Every network capture of the case.
pub fn captures(desk: &DeskHandle, report: &Shared<Snapshot>) -> Html {
    if report.captures.is_empty() {
        return remark("There is no network capture in the case.");
    }
    let cards = (0..report.captures.len()).filter_map(|place| card(desk, report, place));
    html! { <div class="cards">{ for cards }</div> }
}

fn card(desk: &DeskHandle, report: &Shared<Snapshot>, place: usize) -> Option<Html> {
    let capture = report.captures.get(place)?;
    let id = Route::Captures(Some(capture.input)).element_id();
    let heading = format!("{id}-heading");
    Some(html! {
        <section key={capture.input} class="card" {id} aria-labelledby={heading.clone()} tabindex="-1">
            <h2 id={heading}>{ report.input_name(capture.input) }{ span("badge", &capture.format) }</h2>
            { facts(desk, about(capture)) }
            { part("Files asked for") }
            { transfers(report, place, capture) }
            { more(capture.more_transfers) }
            { part("TLS handshakes") }
            { handshakes(report, place, capture) }
            { more(capture.more_handshakes) }
        </section>
    })
}

/// What a capture holds beyond what its report lists.
fn more(number: u64) -> Html {
    if number == 0 {
        return Html::default();
    }
    remark(&format!("{} more are not listed.", thousands(number)))
}

fn about(capture: &Capture) -> [Option<Fact>; 4] {
    let time = |label, time: Option<Timestamp>| time.map(|time| Fact::words(label, time.for_people()));
    [
        Some(Fact::words("Packets", thousands(capture.packets))),
        Some(Fact::words("Link layer", capture.link_layers.join(", "))),
        time("First packet", capture.first),
        time("Last packet", capture.last),
    ]
}

fn transfers(report: &Shared<Snapshot>, place: usize, capture: &Capture) -> Html {
    if capture.transfers.is_empty() {
        return remark("No file was asked for over TFTP or HTTP.");
    }
    let draw = {
        let report = report.clone();
        Callback::from(move |count: usize| {
            let Some(capture) = report.captures.get(place) else { return Html::default() };
            let rows = capture.transfers.iter().take(count).map(|transfer| transfer_row(&report, transfer));
            plain_table("Files asked for".to_owned(), &TRANSFERS, rows.collect())
        })
    };
    html! { <ShowMore count={capture.transfers.len()} noun="file" {draw} /> }
}

fn transfer_row(report: &Snapshot, transfer: &Transfer) -> Vec<Html> {
    let name = match transfer.member {
        Some(member) => itself(report, member, &transfer.name),
        None => text(&transfer.name),
    };
    let (tone, word) = outcome(transfer.outcome);
    vec![
        text(&transfer.at.map_or_else(|| "–".to_owned(), Timestamp::for_people)),
        html! { <>{ name }{ " " }{ span("soft", &transfer.protocol) }</> },
        html! { <>{ tinted(tone, word) }<br />{ span("soft", &transfer.remark) }</> },
        text(&transfer.client),
        text(&transfer.server),
        text(&words::bytes(transfer.size)),
    ]
}

fn outcome(outcome: TransferOutcome) -> (Tone, &'static str) {
    match outcome {
        TransferOutcome::Complete => (Tone::Good, "complete"),
        TransferOutcome::NotFound => (Tone::Info, "not found"),
        TransferOutcome::Refused => (Tone::Warning, "refused"),
        TransferOutcome::Incomplete => (Tone::Warning, "incomplete"),
        TransferOutcome::Unanswered => (Tone::Warning, "no answer"),
    }
}

fn handshakes(report: &Shared<Snapshot>, place: usize, capture: &Capture) -> Html {
    if capture.handshakes.is_empty() {
        return remark("No TLS handshake was seen.");
    }
    let draw = {
        let report = report.clone();
        Callback::from(move |count: usize| {
            let Some(capture) = report.captures.get(place) else { return Html::default() };
            let rows = capture.handshakes.iter().take(count).map(|handshake| handshake_row(&report, handshake));
            plain_table("TLS handshakes".to_owned(), &HANDSHAKES, rows.collect())
        })
    };
    html! { <ShowMore count={capture.handshakes.len()} noun="handshake" {draw} /> }
}

fn handshake_row(report: &Snapshot, handshake: &Handshake) -> Vec<Html> {
    let chain = |words: &'static str, member: Option<usize>| {
        member.map(|member| html! { <>{ itself(report, member, words) }<br /></> })
    };
    let asked = handshake.server_name.as_ref().map(|name| html! { <><br />{ span("soft", name) }</> });
    vec![
        text(&handshake.at.map_or_else(|| "–".to_owned(), Timestamp::for_people)),
        text(&handshake.service),
        text(&handshake.client),
        html! { <>{ &handshake.server }{ for asked }</> },
        text(handshake.version.as_deref().unwrap_or("–")),
        html! {
            <>
                { for chain("of the server", handshake.server_chain) }
                { for chain("of the client", handshake.client_chain) }
                { span("soft", &handshake.remark) }
            </>
        },
    ]
}

/// Leads to what an input is.
fn itself(report: &Snapshot, input: usize, words: &str) -> Html {
    let evidence = Evidence { input: Some(input), ..Evidence::default() };
    report.route_to(&evidence).map_or_else(|| text(words), |route| link(&route, words))
}
