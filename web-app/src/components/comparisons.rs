use crate::words;
use trustlens_core::report::Comparison;
use yew::prelude::*;

/// So many places stand side by side; more stand one below the other.
const SIDE_BY_SIDE: usize = 3;

/// Values that differ, side by side. Things that are compared at the same places share a table.
pub fn comparisons(all: &[Comparison]) -> Html {
    let tables = all.chunk_by(|one, other| places(one).eq(places(other)));
    html! { <>{ for tables.map(table) }</> }
}

fn places(comparison: &Comparison) -> impl Iterator<Item = &str> {
    comparison.sides.iter().map(|side| side.place.as_str())
}

fn table(alike: &[Comparison]) -> Html {
    let Some(first) = alike.first() else { return Html::default() };
    let whats: Vec<String> = alike.iter().map(|comparison| words::sentence(&comparison.what)).collect();
    let places: Vec<String> = places(first).map(str::to_owned).collect();
    let value = |what: usize, place: usize| {
        let side = alike.get(what).and_then(|comparison| comparison.sides.get(place));
        side.map(|side| side.value.clone()).unwrap_or_default()
    };
    let label = format!("Compared: {}", whats.join(", "));
    if places.len() <= SIDE_BY_SIDE {
        draw(&label, &whats, &places, &value)
    } else {
        draw(&label, &places, &whats, &|place, what| value(what, place))
    }
}

fn draw(label: &str, rows: &[String], columns: &[String], value: &dyn Fn(usize, usize) -> String) -> Html {
    let head = |column: &String| html! { <th role="columnheader" scope="col">{ column.clone() }</th> };
    let cell = |row: usize, column: usize, name: &String| {
        html! { <td role="cell" class="code" data-label={name.clone()}><div>{ value(row, column) }</div></td> }
    };
    let line = |(row, name): (usize, &String)| {
        let cells = columns.iter().enumerate().map(|(column, name)| cell(row, column, name));
        html! { <tr role="row"><th role="rowheader" scope="row">{ name.clone() }</th>{ for cells }</tr> }
    };
    html! {
        <table class="element-table comparison" role="table" aria-label={label.to_owned()}>
            <thead role="rowgroup"><tr role="row"><td role="cell"></td>{ for columns.iter().map(head) }</tr></thead>
            <tbody role="rowgroup">{ for rows.iter().enumerate().map(line) }</tbody>
        </table>
    }
}
