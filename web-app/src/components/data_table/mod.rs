//! A table whose rows open, and which draws only what is in sight when it is long.

mod geometry;
mod rows;

use super::{Glyph, icon, span};
use crate::browser;
use crate::hooks::use_window_event;
use crate::shared::Shared;
use geometry::Geometry;
use rows::{draw_opened, draw_row, measure, rows_in_sight, set_height, spacer};
use std::ops::Range;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Tables of up to so many rows are drawn whole: the browser finds text in them, and prints them.
const DRAWN_WHOLE: usize = 200;

/// Rows that are drawn beyond what is in sight, above and below, in CSS pixels: scrolling stays ahead of drawing.
const MARGIN: f64 = 800.0;

/// What a row is taken to measure before the first has been drawn, in CSS pixels.
const FIRST_GUESS: f64 = 44.0;

/// A column of a [`DataTable`].
#[derive(Clone, PartialEq)]
pub struct Column {
    /// What stands above it; on a narrow page, before each value.
    pub label: &'static str,
    /// Its class, which decides on its width: `column-serial`.
    pub class: &'static str,
    /// Whether the table can be sorted by it, and is.
    pub order: Option<Order>,
    /// What is drawn below the label.
    pub below: Html,
}

impl Column {
    /// A column with a label and a class, and no more.
    pub fn new((label, class): (&'static str, &'static str)) -> Self {
        Self { label, class, order: None, below: Html::default() }
    }
}

/// How a column takes part in sorting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// It could be sorted by.
    Unsorted,
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

impl Order {
    fn aria(self) -> &'static str {
        match self {
            Self::Unsorted => "none",
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }
}

/// A row as it is drawn.
#[derive(Clone, Default, PartialEq)]
pub struct Row {
    /// The `id` of the row, by which it is found and kept.
    pub id: String,
    /// What stands in the columns. The first is the row's name and the button that opens it.
    pub cells: Vec<Html>,
    /// A button or so at the end of the row, beyond the columns.
    pub action: Option<Html>,
    /// Opens and closes the row; absent when there is no more to it.
    pub toggle: Option<Callback<()>>,
    /// What stands below the row while it is open.
    pub opened: Option<Html>,
    /// Whether this is a heading for the rows below it: then the first cell spans the table.
    pub is_heading: bool,
}

/// Properties of [`DataTable`].
#[derive(Properties, PartialEq)]
pub struct DataTableProps {
    /// What the table holds, for people who hear the page.
    pub label: AttrValue,
    /// The columns.
    pub columns: Vec<Column>,
    /// How many rows there are.
    pub count: usize,
    /// What `draw` is called with for each row; the number of the row when absent.
    #[prop_or_default]
    pub rows: Option<Shared<Vec<usize>>>,
    /// Draws a row.
    pub draw: Callback<usize, Option<Row>>,
    /// The row to scroll to: its `id`, and its number. Another order of the rows is no reason to scroll again.
    #[prop_or_default]
    pub target: Option<(String, usize)>,
    /// The person wants to sort by the column at this place.
    #[prop_or_default]
    pub onsort: Callback<usize>,
    /// Whether rows have an action at their end.
    #[prop_or_default]
    pub has_actions: bool,
}

/// A table. At narrow widths every row becomes a card. In a long table a spacer above and one below stand for the
/// rows that are not drawn.
#[component]
pub fn DataTable(props: &DataTableProps) -> Html {
    let count = props.count;
    let is_whole = count <= DRAWN_WHOLE;
    let body = use_node_ref();
    let geometry = use_mut_ref(|| Geometry { row: FIRST_GUESS, ..Geometry::default() });
    let in_sight = use_state_eq(|| 0..0_usize);
    geometry.borrow_mut().count = count;
    let drawn = if is_whole { 0..count } else { clamp(&in_sight, count) };

    let look = {
        let (body, geometry, in_sight) = (body.clone(), geometry.clone(), in_sight.setter());
        move || {
            if let Some(body) = body.cast::<HtmlElement>().filter(|_| !is_whole) {
                let mut geometry = geometry.borrow_mut();
                measure(&body, &mut geometry);
                in_sight.set(rows_in_sight(&body, &geometry));
            }
        }
    };
    let (on_scroll, on_resize) = (look.clone(), look.clone());
    use_window_event("scroll", Rc::new(move |_| on_scroll()));
    use_window_event("resize", Rc::new(move |_| on_resize()));

    // After every drawing: the spacers take their heights, and rows that have come into sight are drawn.
    {
        let (body, geometry, drawn) = (body.clone(), geometry.clone(), drawn.clone());
        use_effect(move || {
            if let Some(body) = body.cast::<HtmlElement>().filter(|_| !is_whole) {
                let geometry = geometry.borrow();
                set_height(body.first_element_child(), geometry.height(0..drawn.start));
                set_height(body.last_element_child(), geometry.height(drawn.end..count));
            }
            look();
        });
    }
    {
        let body = body.clone();
        let (id, number) = props.target.clone().unzip();
        use_effect_with(id, move |_| {
            if let (Some(number), Some(body), false) = (number, body.cast::<HtmlElement>(), is_whole) {
                let top = body.get_bounding_client_rect().top() + geometry.borrow().offset(number);
                browser::scroll_by(top - MARGIN / 4.0);
            }
        });
    }

    let width = props.columns.len() + usize::from(props.has_actions);
    let mut nodes = Vec::with_capacity(drawn.len() + 2);
    nodes.extend((!is_whole).then(|| spacer("above", width)));
    for place in drawn {
        let item = props.rows.as_ref().map_or(Some(place), |rows| rows.get(place).copied());
        if let Some(row) = item.and_then(|item| props.draw.emit(item)) {
            nodes.push(draw_row(place, &row, &props.columns));
            nodes.extend(draw_opened(place, &row, width));
        }
    }
    nodes.extend((!is_whole).then(|| spacer("below", width)));
    html! {
        <div class="table-box">
            <table class="data-table" role="table" aria-label={&props.label} aria-rowcount={(count + 1).to_string()}>
                <thead role="rowgroup">{ head(props) }</thead>
                <tbody ref={body} role="rowgroup">{ for nodes }</tbody>
            </table>
        </div>
    }
}

fn head(props: &DataTableProps) -> Html {
    let cell = |(index, column): (usize, &Column)| {
        let Some(order) = column.order else {
            return html! {
                <th role="columnheader" scope="col" class={column.class}>{ column.label }{ column.below.clone() }</th>
            };
        };
        let onclick = props.onsort.reform(move |_: MouseEvent| index);
        html! {
            <th role="columnheader" scope="col" class={column.class} aria-sort={order.aria()}>
                <button type="button" class={classes!("sort", order.aria())} {onclick}>
                    { column.label }{ icon(Glyph::Chevron) }
                </button>
            </th>
        }
    };
    html! {
        <tr role="row" aria-rowindex="1">
            { for props.columns.iter().enumerate().map(cell) }
            if props.has_actions {
                <th role="columnheader" scope="col" class="column-action">{ span("visually-hidden", "Actions") }</th>
            }
        </tr>
    }
}

/// A range that was right for an earlier state of the table, made to fit the present one.
fn clamp(range: &Range<usize>, count: usize) -> Range<usize> {
    let length = range.len().max(30);
    let start = range.start.min(count.saturating_sub(length));
    start..(start + length).min(count)
}
