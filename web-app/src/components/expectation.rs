use super::{Glyph, check_link, link, marked, part, plain_table, remark, sentences, span, text};
use crate::route::Route;
use crate::snapshot::Snapshot;
use crate::words;
use trustlens_core::report::{Expectation, ExpectedEntry, Standing};
use yew::prelude::*;

const COLUMNS: [(&str, &str); 5] =
    [("Role", ""), ("Whose", ""), ("How it stands", ""), ("Where", ""), ("Why it matters", "wide")];

/// What the entries without a node are of.
const WHOLE_CLUSTER: &str = "The cluster";

/// What the list in an input should hold, against what it holds: nodes by roles, or by role alone where no nodes are known.
pub fn expectation(report: &Snapshot, input: usize) -> Html {
    let Some(expectation) = report.expectation(input) else { return of_twin(report, input) };
    let has_nodes = expectation.entries.iter().any(|entry| entry.node.is_some());
    let off = expectation.entries.iter().filter(|entry| entry.standing != Standing::Present);
    html! {
        <div class="expectation">
            { part("Expected against found") }
            { remark(&format!("What belongs into it: {}.", expectation.basis.trim_end_matches('.'))) }
            if has_nodes {
                { matrix(report, expectation) }
                { holes(report, expectation, off.collect()) }
            } else {
                { by_role(report, expectation) }
            }
            if !expectation.lacking.is_empty() {
                <p class="soft">
                    { "This would be sharper with more: " }{ link(&Route::Cluster(None), "say what you know of the cluster") }{ "." }
                </p>
                { sentences(&expectation.lacking) }
            }
        </div>
    }
}

/// A list that is there twice has its picture once.
fn of_twin(report: &Snapshot, input: usize) -> Html {
    let Some(own) = report.input(input) else { return Html::default() };
    let is_same = |other: &&Expectation| report.input(other.input).is_some_and(|other| other.sha256 == own.sha256);
    let Some(twin) = report.expectations.iter().find(is_same) else { return Html::default() };
    html! {
        <p class="soft">
            { "Expected against found: this is the same file as " }
            { link(&Route::Lists(Some((twin.input, None))), &report.input_name(twin.input)) }
            { ", where it is shown." }
        </p>
    }
}

/// How every list stands, for the overview.
pub fn expectations(report: &Snapshot) -> Html {
    if report.expectations.is_empty() {
        return Html::default();
    }
    let item = |expectation: &Expectation| {
        let route = Route::Lists(Some((expectation.input, None)));
        let count = |standing| expectation.entries.iter().filter(|entry| entry.standing == standing).count();
        let off = [Standing::Missing, Standing::Stale, Standing::Tolerated, Standing::Unexpected]
            .into_iter()
            .filter(|standing| count(*standing) > 0)
            .map(|standing| standing_mark(standing, format!("{} {}", count(standing), words::standing(standing).1)));
        let is_present = |entry: &ExpectedEntry| entry.standing == Standing::Present;
        let is_whole = !expectation.entries.is_empty() && expectation.entries.iter().all(is_present);
        html! {
            <li>
                { link(&route, &report.input_name(expectation.input)) }
                { span("soft", &expectation.basis) }
                <span class="tag-row">
                    { for off }
                    if is_whole {
                        { standing_mark(Standing::Present, "as expected".to_owned()) }
                    }
                </span>
            </li>
        }
    };
    html! {
        <section class="next" aria-labelledby="expected-heading">
            <h2 id="expected-heading">{ "Expected against found" }</h2>
            <ul class="next-list stacked">{ for report.expectations.iter().take(8).map(item) }</ul>
            if report.expectations.len() > 8 {
                <p class="more">{ link(&Route::Lists(None), "All trust lists") }</p>
            }
        </section>
    }
}

/// How an entry stands, in words and with a picture: what is missing, stale or needless differs by more than colour.
fn standing_mark(standing: Standing, words: String) -> Html {
    let (tone, _) = words::standing(standing);
    let glyph = match standing {
        Standing::Present => Glyph::Good,
        Standing::Missing => Glyph::Error,
        Standing::Tolerated => Glyph::Absent,
        Standing::Stale => Glyph::Stale,
        Standing::Unexpected => Glyph::Extra,
    };
    marked(tone, glyph, words)
}

fn word_of(entry: &ExpectedEntry) -> Html {
    standing_mark(entry.standing, words::standing(entry.standing).1.to_owned())
}

fn distinct<'a>(all: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut distinct: Vec<&str> = Vec::new();
    for one in all {
        if !distinct.contains(&one) {
            distinct.push(one);
        }
    }
    distinct
}

fn row_of(entry: &ExpectedEntry) -> &str {
    entry.node.as_deref().unwrap_or(WHOLE_CLUSTER)
}

fn matrix(report: &Snapshot, expectation: &Expectation) -> Html {
    let roles = distinct(expectation.entries.iter().map(|entry| entry.role.as_str()));
    let nodes = distinct(expectation.entries.iter().filter_map(|entry| entry.node.as_deref()));
    let of_cluster = expectation.entries.iter().any(|entry| entry.node.is_none()).then_some(WHOLE_CLUSTER);
    let head = |role: &&str| html! { <th role="columnheader" scope="col">{ (*role).to_owned() }</th> };
    let cell = |row: &str, role: &str| {
        let here: Vec<(usize, &ExpectedEntry)> =
            (0..).zip(&expectation.entries).filter(|(_, entry)| entry.role == role && row_of(entry) == row).collect();
        let names_whose = here.len() > 1 || row == WHOLE_CLUSTER;
        let marks = here.iter().map(|(place, entry)| mark(report, expectation, *place, entry, names_whose));
        html! {
            <td role="cell" data-label={role.to_owned()} class={here.is_empty().then_some("blank")}>
                <div>
                    if here.is_empty() {
                        { span("visually-hidden", "not expected") }
                    }
                    { for marks }
                </div>
            </td>
        }
    };
    let row = |name: &str| {
        html! {
            <tr role="row">
                <th role="rowheader" scope="row">{ name.to_owned() }</th>
                { for roles.iter().map(|role| cell(name, role)) }
            </tr>
        }
    };
    html! {
        <table class="element-table matrix" role="table" aria-label="Nodes by roles">
            <thead role="rowgroup">
                <tr role="row"><th role="columnheader" scope="col">{ "Node" }</th>{ for roles.iter().map(head) }</tr>
            </thead>
            <tbody role="rowgroup">{ for nodes.into_iter().chain(of_cluster).map(row) }</tbody>
        </table>
    }
}

/// A mark in the picture: it leads to the record, else to what is said of the hole; and says why it matters to whom points at it.
fn mark(report: &Snapshot, expectation: &Expectation, place: usize, entry: &ExpectedEntry, names_whose: bool) -> Html {
    let (tone, word) = words::standing(entry.standing);
    let route = best_route(report, expectation, entry);
    let tip = format!("expected-{}-{place}", expectation.input);
    let href = route.as_ref().map(ToString::to_string);
    let whose = if names_whose { span("soft", &entry.whose) } else { span("visually-hidden", &entry.whose) };
    html! {
        <span class="mark">
            <a {href} tabindex={route.is_none().then_some("0")} class={tone.class()} aria-describedby={tip.clone()}>
                { word_of(entry) }{ " " }{ whose }
            </a>
            <span class="tip" role="tooltip" id={tip}>
                <strong>{ format!("{}: {word}.", entry.whose) }</strong>{ " " }{ &entry.why }
            </span>
        </span>
    }
}

fn best_route(report: &Snapshot, expectation: &Expectation, entry: &ExpectedEntry) -> Option<Route> {
    if let Some(record) = entry.records.first() {
        return Some(Route::Lists(Some((expectation.input, Some(*record)))));
    }
    let check = entry.check.as_deref()?;
    let finding = report.finding_of(check, expectation.input);
    Some(finding.map_or_else(|| Route::Checks(Some(check.to_owned())), |place| Route::Findings(Some(place))))
}

/// Where more is said of an entry: its records, the check that looks for it, and what that says in this case.
fn ways(report: &Snapshot, expectation: &Expectation, entry: &ExpectedEntry) -> Html {
    let record = |record: &usize| {
        let route = Route::Lists(Some((expectation.input, Some(*record))));
        html! { <>{ link(&route, &format!("record {record}")) }{ " " }</> }
    };
    let check = entry.check.as_deref().filter(|_| entry.standing != Standing::Present);
    let finding = check.and_then(|check| report.finding_of(check, expectation.input));
    html! {
        <span class="ways">
            { for entry.records.iter().map(record) }
            { for check.map(check_link) }
            if let Some(place) = finding {
                { " " }{ link(&Route::Findings(Some(place)), "finding") }
            }
        </span>
    }
}

/// What is not as expected, in sentences.
fn holes(report: &Snapshot, expectation: &Expectation, off: Vec<&ExpectedEntry>) -> Html {
    let item = |entry: &ExpectedEntry| {
        html! {
            <li>
                { word_of(entry) }
                <strong>
                    { if entry.role == entry.whose { entry.role.clone() } else { format!("{} – {}", entry.role, entry.whose) } }
                </strong>
                { ways(report, expectation, entry) }
                <p>{ &entry.why }</p>
            </li>
        }
    };
    if off.is_empty() {
        return remark("Everything that belongs into the list is there, and nothing else.");
    }
    html! { <ul class="holes">{ for off.into_iter().map(item) }</ul> }
}

fn by_role(report: &Snapshot, expectation: &Expectation) -> Html {
    let cells = |entry: &ExpectedEntry| {
        vec![
            html! { <strong>{ &entry.role }</strong> },
            text(&entry.whose),
            word_of(entry),
            ways(report, expectation, entry),
            text(&entry.why),
        ]
    };
    plain_table("Expected entries by role".to_owned(), &COLUMNS, expectation.entries.iter().map(cells).collect())
}
