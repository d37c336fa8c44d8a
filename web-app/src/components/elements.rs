use super::{ShowMore, WithDetail, plain_table, text};
use crate::desk::DeskHandle;
use crate::shared::Shared;
use crate::words::thousands;
use trustlens_core::report::Element;
use trustlens_web::protocol::{Detail, Subject};
use yew::prelude::*;

fn header_elements(desk: &DeskHandle, input: usize) -> Html {
    html! { <WithDetail {desk} subject={Subject::Header(input)} draw={Callback::from(elements)} /> }
}

/// The header of the trust list or the signed file in an input, element by element, behind a summary that opens it.
pub fn header_details(desk: &DeskHandle, input: usize) -> Html {
    html! {
        <details>
            <summary>{ "The header, element by element" }</summary>
            { header_elements(desk, input) }
        </details>
    }
}

/// A record of the trust list in an input, counted from 1, element by element.
pub fn record_elements(desk: &DeskHandle, input: usize, record: usize) -> Html {
    html! { <WithDetail {desk} subject={Subject::Record(input, record)} draw={Callback::from(elements)} /> }
}

#[expect(clippy::needless_pass_by_value, reason = "the signature of a callback")]
fn elements(detail: Shared<Detail>) -> Html {
    let Detail::Elements(elements) = &*detail else { return Html::default() };
    let count = elements.len();
    let detail = detail.clone();
    let draw = Callback::from(move |count: usize| match &*detail {
        Detail::Elements(elements) => table(&elements[..count.min(elements.len())]),
        _ => Html::default(),
    });
    html! { <ShowMore {count} noun="element" {draw} /> }
}

const COLUMNS: [(&str, &str); 5] =
    [("Offset", "number"), ("Tag", "number"), ("Name", ""), ("Length", "number"), ("Value", "code")];

fn table(elements: &[Element]) -> Html {
    let row = |element: &Element| {
        let length = element.length.map_or_else(|| "–".to_owned(), thousands);
        let cells =
            [element.offset.to_string(), element.tag.to_string(), element.name.clone(), length, element.value.clone()];
        cells.map(|cell| text(&cell)).to_vec()
    };
    plain_table("Elements".to_owned(), &COLUMNS, elements.iter().map(row).collect())
}
