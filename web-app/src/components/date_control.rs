use super::button;
use crate::browser;
use crate::desk::DeskHandle;
use trustlens_core::Timestamp;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Sets the date that expiry is judged by.
pub fn date_control(desk: &DeskHandle) -> Html {
    let onchange = {
        let desk = desk.clone();
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                desk.session.set_date(date_in(&field));
            }
        })
    };
    let today = {
        let desk = desk.clone();
        Callback::from(move |_| desk.session.set_date(None))
    };
    let shown = desk.state.date.unwrap_or_else(browser::now).date();
    html! {
        <div class="date-control">
            <div class="label-row">
                <label for="judge-by">{ "Judge by date" }</label>
                if desk.state.date.is_some() {
                    { button("button quiet", None, "Back to today", today) }
                }
            </div>
            <input id="judge-by" type="date" value={shown} min="1970-01-01" max="9999-12-31" {onchange} />
        </div>
    }
}

/// The first second of the day in a date field. An empty field means today; half a date is none for the browser.
fn date_in(field: &HtmlInputElement) -> Option<Timestamp> {
    let milliseconds = field.value_as_number();
    #[expect(clippy::cast_possible_truncation, reason = "a date field holds whole seconds of at most the year 275760")]
    milliseconds.is_finite().then(|| Timestamp::from_unix((milliseconds / 1000.0) as i64))
}
