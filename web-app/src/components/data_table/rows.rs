use super::geometry::Geometry;
use super::{Column, MARGIN, Row};
use crate::browser;
use crate::components::{Glyph, icon};
use std::ops::Range;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Stands for rows that are not drawn.
pub fn spacer(key: &'static str, width: usize) -> Html {
    html! { <tr {key} class="spacer" aria-hidden="true"><td colspan={width.to_string()} /></tr> }
}

/// A row.
pub fn draw_row(place: usize, row: &Row, columns: &[Column]) -> Html {
    if row.is_heading {
        return html! {
            <tr key={row.id.clone()} role="row" class="row group" data-row={place.to_string()}>
                <th role="rowheader" colspan={columns.len().to_string()}>{ for row.cells.iter().cloned() }</th>
            </tr>
        };
    }
    let is_open = row.opened.is_some();
    let cells = row.cells.iter().zip(columns).enumerate().map(|(index, (cell, column))| {
        if index > 0 {
            return html! { <td role="cell" class={column.class} data-label={column.label}>{ cell.clone() }</td> };
        }
        let name = match &row.toggle {
            None => cell.clone(),
            Some(toggle) => html! {
                <button type="button" class="opener" aria-expanded={is_open.to_string()}
                    aria-controls={is_open.then(|| opened_id(row))} onclick={toggle.reform(|_: MouseEvent| ())}>
                    { icon(Glyph::Chevron) }<span>{ cell.clone() }</span>
                </button>
            },
        };
        html! { <th role="rowheader" scope="row" class={column.class}>{ name }</th> }
    });
    html! {
        <tr key={row.id.clone()} id={row.id.clone()} role="row" aria-rowindex={(place + 2).to_string()}
            data-row={place.to_string()}
            class={classes!("row", is_open.then_some("open"), row.toggle.is_some().then_some("opens"))}
            onclick={row.toggle.clone().map(open_by_mouse)}>
            { for cells }
            if let Some(action) = &row.action {
                <td role="cell" class="column-action">{ action.clone() }</td>
            }
        </tr>
    }
}

/// What stands below a row that is open.
pub fn draw_opened(place: usize, row: &Row, width: usize) -> Option<Html> {
    let opened = row.opened.clone()?;
    let id = opened_id(row);
    Some(html! {
        <tr key={id.clone()} {id} role="row" class="opened" data-opened={place.to_string()}>
            <td role="cell" colspan={width.to_string()}>{ opened }</td>
        </tr>
    })
}

fn opened_id(row: &Row) -> String {
    format!("{}-opened", row.id)
}

/// The whole row answers the mouse, as the button in it does; but not where it has buttons and links of its own,
/// nor when the mouse selected text.
fn open_by_mouse(toggle: Callback<()>) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        let on_control = event
            .target_dyn_into::<Element>()
            .and_then(|element| element.closest("a, button").ok().flatten())
            .is_some();
        if !on_control && !browser::has_selection() {
            toggle.emit(());
        }
    })
}

/// Takes the heights of the rows as they are drawn.
pub fn measure(body: &HtmlElement, geometry: &mut Geometry) {
    let rows = body.children();
    let mut opened = Vec::new();
    let (mut first, mut last, mut tallest) = (None, 0, 0.0_f64);
    for row in (0..rows.length()).filter_map(|index| rows.item(index)) {
        let height = row.get_bounding_client_rect().height();
        if let Some(place) = place_in(&row, "data-row") {
            first.get_or_insert(place);
            last = place;
            tallest = tallest.max(height);
        } else if let Some(place) = place_in(&row, "data-opened") {
            opened.push((place, height));
        }
    }
    if let Some(first) = first
        && tallest > 0.0
    {
        // Headings are lower than rows, but they are few.
        geometry.row = tallest;
        // Of the rows that are drawn it is now known which are open; the others keep their last height.
        let below = geometry.opened.iter().position(|(place, _)| *place > last).unwrap_or(geometry.opened.len());
        let mut known = geometry.opened.split_off(below);
        geometry.opened.retain(|(place, _)| *place < first);
        geometry.opened.append(&mut opened);
        geometry.opened.append(&mut known);
    }
}

fn place_in(row: &Element, attribute: &str) -> Option<usize> {
    row.get_attribute(attribute)?.parse().ok()
}

/// The numbers of the rows to draw, as far as the page is scrolled.
pub fn rows_in_sight(body: &HtmlElement, geometry: &Geometry) -> Range<usize> {
    let top = -body.get_bounding_client_rect().top();
    let rows = geometry.rows_between(top - MARGIN, top + browser::window_height() + MARGIN);
    // In steps of ten, so that not every turn of the wheel draws anew.
    rows.start / 10 * 10..(rows.end.div_ceil(10) * 10).min(geometry.count)
}

/// Makes a spacer as high as the rows that it stands for.
pub fn set_height(spacer: Option<Element>, height: f64) {
    if let Some(cell) = spacer.and_then(|row| row.first_element_child()?.dyn_into::<HtmlElement>().ok()) {
        let _ = cell.style().set_property("height", &format!("{}px", whole(height)));
    }
}

/// A length in whole pixels: the rest is not seen.
#[expect(clippy::cast_possible_truncation, reason = "no page is so high")]
fn whole(pixels: f64) -> i64 {
    pixels as i64
}
