use super::{ShowMore, link, plain_table, remark, sentences, span, text, titled};
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::words;
use trustlens_core::report::{Listing, ListingEntry};
use yew::prelude::*;

const COLUMNS: [(&str, &str); 6] =
    [("Unit", ""), ("Name", "wide"), ("Subject", ""), ("Issuer", ""), ("Serial", "breaks"), ("Said of it", "wide")];

/// What the command line printed of certificates.
pub fn listings(_desk: &DeskHandle, report: &Shared<Snapshot>) -> Html {
    if report.listings.is_empty() {
        return remark("There is no output of a command about certificates in the case.");
    }
    let cards = (0..report.listings.len()).filter_map(|place| card(report, place));
    html! { <div class="cards">{ for cards }</div> }
}

fn card(report: &Shared<Snapshot>, place: usize) -> Option<Html> {
    let listing = report.listings.get(place)?;
    let id = Route::Listings(Some(listing.input)).element_id();
    let heading = format!("{id}-heading");
    Some(html! {
        <section key={listing.input} class="card" {id} aria-labelledby={heading.clone()} tabindex="-1">
            <h2 id={heading}>{ report.input_name(listing.input) }{ span("badge", &listing.command) }</h2>
            if !listing.notes.is_empty() {
                { sentences(&listing.notes) }
            }
            { entries(report, place, listing) }
        </section>
    })
}

fn entries(report: &Shared<Snapshot>, place: usize, listing: &Listing) -> Html {
    if listing.entries.is_empty() {
        return Html::default();
    }
    let draw = {
        let report = report.clone();
        Callback::from(move |count: usize| {
            let Some(listing) = report.listings.get(place) else { return Html::default() };
            let rows = listing.entries.iter().take(count).map(|entry| row(&report, entry)).collect();
            plain_table(format!("Certificates of {}", listing.command), &COLUMNS, rows)
        })
    };
    html! { <ShowMore count={listing.entries.len()} noun="certificate" {draw} /> }
}

fn row(report: &Snapshot, entry: &ListingEntry) -> Vec<Html> {
    let or_dash = |value: &Option<String>| text(value.as_deref().unwrap_or("–"));
    let short = |value: &Option<String>| match value {
        Some(name) => titled("", name, words::short_name(name)),
        None => text("–"),
    };
    let subject = entry.subject.as_deref().map(words::short_name);
    let name = entry.name.as_deref().or(subject).unwrap_or("–");
    let held = entry.certificate.as_ref().filter(|sha256| report.certificate(sha256).is_some());
    let name = match held {
        Some(sha256) => link(&Route::Certificates(Some(sha256.clone())), name),
        None => text(name),
    };
    let node = entry.node.as_deref().map(|node| html! { <>{ " " }{ span("soft", node) }</> });
    let until = entry.not_after.as_ref().map(|until| html! { <>{ " Valid until " }{ until }{ "." }</> });
    vec![
        or_dash(&entry.unit),
        html! { <>{ name }{ for node }</> },
        short(&entry.subject),
        short(&entry.issuer),
        or_dash(&entry.serial),
        html! { <>{ entry.remark.as_deref().unwrap_or_default() }{ for until }</> },
    ]
}
