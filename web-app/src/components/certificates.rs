use super::{Column, DataTable, Order, Row, certificate, remark, span, text, tinted, titled, unseen_heading};
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::selection::{Choice, FILTERS, Filter, SortBy, select};
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::state::Action;
use crate::words::{self, thousands};
use trustlens_core::report::Certificate;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

const COLUMNS: [(&str, &str, SortBy); 7] = [
    ("Name", "column-name", SortBy::Name),
    ("Issuer", "column-issuer", SortBy::Issuer),
    ("Serial", "column-serial", SortBy::Serial),
    ("Validity", "column-validity", SortBy::Expiry),
    ("Key", "column-key", SortBy::Key),
    ("Identity", "column-identity", SortBy::Identity),
    ("Signature", "column-verdict", SortBy::Verdict),
];

/// Every certificate of the case, once: searched, filtered and sorted. Each opens to all of it.
pub fn certificates(desk: &DeskHandle, report: &Shared<Snapshot>) -> Html {
    if report.certificates.is_empty() {
        return remark("There is no certificate in the case.");
    }
    let choice = &desk.state.choice;
    let rows = select(&report.certificates, choice, desk.date(report));
    let target = match &desk.state.route {
        Route::Certificates(Some(sha256)) => report.certificate_place(sha256),
        _ => None,
    };
    let target = target.and_then(|target| rows.iter().position(|place| *place == target));
    let target = target.map(|number| (desk.state.route.element_id(), number));
    let columns = COLUMNS.map(|(label, class, sort_by)| {
        let order = match (sort_by == choice.order.0, choice.order.1) {
            (false, _) => Order::Unsorted,
            (true, false) => Order::Ascending,
            (true, true) => Order::Descending,
        };
        Column { order: Some(order), ..Column::new((label, class)) }
    });
    let onsort = {
        let choice = choice.clone();
        desk.tell.reform(move |column: usize| {
            let sort_by = COLUMNS.get(column).map_or(SortBy::Name, |(.., sort_by)| *sort_by);
            let is_descending = sort_by == choice.order.0 && !choice.order.1;
            Action::Chosen(Choice { order: (sort_by, is_descending), ..choice.clone() })
        })
    };
    let draw = {
        let (desk, report) = (desk.clone(), report.clone());
        Callback::from(move |place: usize| Some(row(&desk, &report, report.certificates.get(place)?)))
    };
    let count = rows.len();
    html! {
        <>
            { toolbar(desk, count, report.certificates.len()) }
            { unseen_heading("All certificates") }
            <DataTable label="Certificates" columns={columns.to_vec()} {count} rows={Some(Shared::new(rows))} {draw}
                {target} {onsort} />
        </>
    }
}

fn toolbar(desk: &DeskHandle, shown: usize, all: usize) -> Html {
    let choice = &desk.state.choice;
    let onsearch = {
        let choice = choice.clone();
        desk.tell.reform(move |event: InputEvent| {
            let search = event.target_dyn_into::<HtmlInputElement>().map(|field| field.value()).unwrap_or_default();
            Action::Chosen(Choice { search, ..choice.clone() })
        })
    };
    let onfilter = {
        let choice = choice.clone();
        desk.tell.reform(move |event: Event| {
            let value = event.target_dyn_into::<HtmlSelectElement>().map(|field| field.value());
            let chosen = FILTERS.iter().find(|(name, ..)| value.as_deref() == Some(*name));
            let filter = chosen.map_or(Filter::All, |(_, filter, _)| *filter);
            Action::Chosen(Choice { filter, ..choice.clone() })
        })
    };
    let option = |(name, filter, words): (&'static str, Filter, &'static str)| {
        html! { <option value={name} selected={filter == choice.filter}>{ words }</option> }
    };
    html! {
        <form class="toolbar" role="search" onsubmit={Callback::from(|event: SubmitEvent| event.prevent_default())}>
            <div class="field">
                <label for="certificate-search">{ "Search" }</label>
                <input id="certificate-search" type="search" value={choice.search.clone()} oninput={onsearch}
                    autocomplete="off" spellcheck="false" placeholder="Name, issuer, serial number, fingerprint" />
            </div>
            <div class="field">
                <label for="certificate-filter">{ "Show" }</label>
                <select id="certificate-filter" onchange={onfilter}>{ for FILTERS.map(option) }</select>
            </div>
            <p class="soft" role="status">
                { format!("{} of {}", thousands(shown as u64), words::count(all, "certificate")) }
            </p>
        </form>
    }
}

fn row(desk: &DeskHandle, report: &Shared<Snapshot>, it: &Certificate) -> Row {
    let route = Route::Certificates(Some(it.sha256.clone()));
    let (validity_tone, validity) = words::validity(it, desk.date(report));
    let (verdict_tone, verdict) = words::certificate_verdict(it);
    let issuer = if it.issuer == it.subject {
        span("soft", "itself")
    } else {
        titled("", &it.issuer, words::short_name(&it.issuer))
    };
    Row {
        id: route.element_id(),
        cells: vec![
            titled("", &it.subject, &it.common_name),
            issuer,
            titled("code", &it.serial, &it.serial),
            html! { <span title={it.not_after.for_people()}>{ tinted(validity_tone, validity) }</span> },
            text(&it.key.for_people()),
            text(it.identity.name()),
            tinted(verdict_tone, verdict),
        ],
        opened: desk.is_open(&route).then(|| certificate(desk, report, &it.sha256)),
        toggle: Some(desk.toggle(route)),
        ..Row::default()
    }
}
