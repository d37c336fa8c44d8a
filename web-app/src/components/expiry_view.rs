use super::{Column, DataTable, Row, link, remark, renewals, text, time_axis, time_bar, tinted};
use crate::desk::DeskHandle;
use crate::expiry::{GROUPS, Group};
use crate::order::sorted_places;
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::state::Action;
use crate::words::{self, Tone, thousands};
use trustlens_core::Timestamp;
use trustlens_core::report::Certificate;
use yew::prelude::*;

const COLUMNS: [(&str, &str); 5] = [
    ("Certificate", "column-name"),
    ("Identity", "column-identity"),
    ("Expires", "column-date"),
    ("Relative", "column-validity"),
    ("Time line", "column-time"),
];

/// What expires when, soonest first, against the date that is judged by.
pub fn expiry_view(desk: &DeskHandle, report: &Shared<Snapshot>) -> Html {
    if report.certificates.is_empty() {
        return remark("There is no certificate in the case.");
    }
    let at = desk.date(report);
    let chosen = desk.state.group;
    let (rows, numbers) = grouped(report, at, chosen);
    let tile = |(group, number): (Group, usize)| {
        let is_chosen = chosen == Some(group);
        let onclick = desk.on_press(move || Action::GroupChosen((!is_chosen).then_some(group)));
        html! {
            <button type="button" class={classes!("group-tile", tone(group).class(), (number == 0).then_some("none"))}
                aria-pressed={is_chosen.to_string()} disabled={number == 0} {onclick}>
                <strong>{ thousands(number as u64) }</strong><span>{ group.title() }</span>
            </button>
        }
    };
    let mut columns = COLUMNS.map(Column::new).to_vec();
    if let Some(time_line) = columns.last_mut() {
        time_line.below = time_axis(at);
    }
    let draw = {
        let report = report.clone();
        Callback::from(move |place: usize| match report.certificates.get(place) {
            Some(certificate) => Some(row(certificate, at)),
            None => GROUPS.get(place - report.certificates.len()).copied().map(heading),
        })
    };
    let count = rows.len();
    html! {
        <>
            <p>{ format!("Judged by {}.", at.for_people()) }</p>
            { renewals(desk, report) }
            <h2>{ "Certificates by expiry" }</h2>
            <div class="group-tiles" role="group" aria-label="Show certificates by expiry">
                { for GROUPS.into_iter().zip(numbers).map(tile) }
            </div>
            <DataTable label="Certificates by expiry" {columns} {count} rows={Some(Shared::new(rows))} {draw} />
        </>
    }
}

/// The places of the certificates by expiry, each group after its heading (a place beyond the last certificate);
/// and how many there are in each group.
fn grouped(report: &Snapshot, at: Timestamp, chosen: Option<Group>) -> (Vec<usize>, [usize; GROUPS.len()]) {
    let certificates = &report.certificates;
    let sorted = sorted_places(certificates.len(), &mut |one, other| {
        certificates[one].not_after.cmp(&certificates[other].not_after)
    });
    let mut rows = Vec::with_capacity(sorted.len() + GROUPS.len());
    let mut numbers = [0; GROUPS.len()];
    let mut last = None;
    for place in sorted {
        let group = Group::of(&certificates[place], at);
        numbers[group as usize] += 1;
        if chosen.is_none_or(|chosen| chosen == group) {
            if last != Some(group) {
                rows.push(certificates.len() + group as usize);
                last = Some(group);
            }
            rows.push(place);
        }
    }
    (rows, numbers)
}

fn tone(group: Group) -> Tone {
    match group {
        Group::Expired | Group::Days30 => Tone::Error,
        Group::Days90 => Tone::Warning,
        Group::Year => Tone::Info,
        Group::Later => Tone::Good,
    }
}

fn heading(group: Group) -> Row {
    Row {
        id: format!("expiry-{}", group.title()),
        cells: vec![text(group.title())],
        is_heading: true,
        ..Row::default()
    }
}

fn row(certificate: &Certificate, at: Timestamp) -> Row {
    let route = Route::Certificates(Some(certificate.sha256.clone()));
    let (tone, validity) = words::validity(certificate, at);
    Row {
        id: format!("expiry-{}", certificate.sha256),
        cells: vec![
            link(&route, &certificate.common_name),
            text(certificate.identity.name()),
            text(&certificate.not_after.date()),
            tinted(tone, validity),
            time_bar(certificate, at, tone),
        ],
        ..Row::default()
    }
}
