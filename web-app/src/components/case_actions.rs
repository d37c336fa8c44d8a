use super::{Dialog, Glyph, button};
use crate::browser;
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::state::{Action, Dialog as Question};
use crate::words;
use yew::prelude::*;

/// What can be done with the whole case: print it, and forget it all.
pub fn case_actions(desk: &DeskHandle) -> Html {
    let print = Callback::from(|_| browser::print());
    let ask = desk.on_press(|| Action::Asked(Some(Question::Clear)));
    html! {
        <div class="button-row case-actions">
            { button("button quiet", Some(Glyph::Print), "Print or save as PDF", print) }
            { button("button quiet", Some(Glyph::Remove), "Clear case", ask) }
        </div>
    }
}

/// Asks whether to clear the case.
pub fn clear_dialog(desk: &DeskHandle) -> Html {
    let clear = {
        let desk = desk.clone();
        Callback::from(move |_| {
            desk.session.clear(desk.state.date);
            browser::go_to(&Route::Overview.to_string());
        })
    };
    let sources = words::count(desk.state.given, "source");
    html! {
        <Dialog title="Clear the case?" onclose={desk.tell.reform(|()| Action::Asked(None))}>
            <p>{ format!("This page forgets {sources} and the report. Your files stay where they are.") }</p>
            <div class="button-row end">
                { button("button", None, "Keep it", desk.on_press(|| Action::Asked(None))) }
                { button("button primary", None, "Clear the case", clear) }
            </div>
        </Dialog>
    }
}
