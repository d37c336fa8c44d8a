use super::{
    Column, DataTable, Fact, Glyph, Row, ShowMore, evidence_link, facts, icon, link, part, span, text, tinted, titled,
    unseen_heading,
};
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::words::{self, Tone, thousands};
use trustlens_core::report::{Evidence, Input, Origin, Problem};
use yew::prelude::*;

const COLUMNS: [(&str, &str); 5] = [
    ("Name", "column-file"),
    ("Kind", "column-kind"),
    ("What it is", "column-description"),
    ("Size", "column-size"),
    ("Problems", "column-problems"),
];

/// The classes that move a name inwards, by how many inputs it lies within.
const DEPTHS: [&str; 5] = ["", "depth-1", "depth-2", "depth-3", "depth-4"];

/// Everything that was given, each with what was found inside it. `target` is the input that the address names.
pub fn inputs(desk: &DeskHandle, report: &Shared<Snapshot>, target: Option<usize>) -> Html {
    let columns = COLUMNS.map(Column::new).to_vec();
    let count = report.inputs.len();
    let draw = {
        let (desk, report) = (desk.clone(), report.clone());
        Callback::from(move |place: usize| Some(row(&desk, &report, report.inputs.get(place)?)))
    };
    let target = target.and_then(|id| report.inputs.iter().position(|input| input.id == id));
    let target = target.map(|number| (desk.state.route.element_id(), number));
    html! {
        <>
            { unseen_heading("All inputs") }
            <DataTable label="Inputs" {columns} {count} {draw} {target} has_actions=true />
        </>
    }
}

fn row(desk: &DeskHandle, report: &Snapshot, input: &Input) -> Row {
    let route = Route::Inputs(Some(input.id));
    let depth = DEPTHS[report.depth(input).min(DEPTHS.len() - 1)];
    let problems = match input.problems.len() {
        0 => span("soft", "none"),
        number => tinted(Tone::Error, words::count(number, "problem")),
    };
    Row {
        id: route.element_id(),
        cells: vec![
            titled(depth, &input.name, &input.name),
            text(words::input_kind(input.kind)),
            titled("", &input.description, &input.description),
            text(&words::bytes(input.size)),
            problems,
        ],
        action: input.parent.is_none().then(|| remove_button(desk, input)),
        opened: desk.is_open(&route).then(|| opened(desk, report, input)),
        toggle: Some(desk.toggle(route)),
        ..Row::default()
    }
}

fn remove_button(desk: &DeskHandle, input: &Input) -> Html {
    let name = format!("Remove {}", input.name);
    let onclick = {
        let (desk, id) = (desk.clone(), input.id);
        Callback::from(move |_| desk.session.take_away_input(id))
    };
    html! {
        <button type="button" class="button quiet icon-only" aria-label={name.clone()} title={name} {onclick}>
            { icon(Glyph::Remove) }
        </button>
    }
}

fn opened(desk: &DeskHandle, report: &Snapshot, input: &Input) -> Html {
    let leads_further = report.view_of(input).is_some();
    let itself = Evidence { input: Some(input.id), ..Evidence::default() };
    html! {
        <div class="input-detail">
            <p>{ &input.description }</p>
            if leads_further {
                <p>{ "All of it: " }{ evidence_link(report, &itself) }</p>
            }
            if let Some(parent) = input.parent {
                <p>
                    { "Found inside " }
                    { link(&Route::Inputs(Some(parent)), &report.input_name(parent)) }
                    { input.origin.as_ref().map(Origin::for_people).unwrap_or_default() }
                </p>
            }
            if !input.problems.is_empty() {
                { part("Problems") }
                { problems(input) }
            }
            {
                facts(desk, [
                    Fact::words("Size", words::bytes(input.size)),
                    Fact::copyable("MD5", &input.md5),
                    Fact::copyable("SHA-1", &input.sha1),
                    Fact::copyable("SHA-256", &input.sha256),
                ])
            }
        </div>
    }
}

/// What could not be read, and where.
fn problems(input: &Input) -> Html {
    let item = |problem: &Problem| {
        let place = problem.offset.map_or_else(|| "whole".to_owned(), |offset| format!("byte {}", thousands(offset)));
        html! { <li>{ span("code", &place) }{ span("", &problem.message) }</li> }
    };
    let draw = {
        let problems = input.problems.clone();
        Callback::from(move |count: usize| {
            html! { <ul class="problems">{ for problems[..count].iter().map(item) }</ul> }
        })
    };
    html! { <ShowMore count={input.problems.len()} noun="problem" {draw} /> }
}
