use yew::prelude::*;

/// A table whose rows neither open nor sort, for what stands inside a card. On a narrow page every row is a card of its own.
/// `columns` are labels with a class each.
pub fn plain_table(label: String, columns: &[(&'static str, &'static str)], rows: Vec<Vec<Html>>) -> Html {
    let head = |(label, _): &(&'static str, &'static str)| {
        html! { <th role="columnheader" scope="col">{ *label }</th> }
    };
    let cell = |((label, class), value): (&(&'static str, &'static str), Html)| {
        html! { <td role="cell" class={*class} data-label={*label}><div>{ value }</div></td> }
    };
    let row = |cells: Vec<Html>| html! { <tr role="row">{ for columns.iter().zip(cells).map(cell) }</tr> };
    html! {
        <table class="element-table" role="table" aria-label={label}>
            <thead role="rowgroup"><tr role="row">{ for columns.iter().map(head) }</tr></thead>
            <tbody role="rowgroup">{ for rows.into_iter().map(row) }</tbody>
        </table>
    }
}
