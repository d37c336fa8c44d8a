use super::{Dialog, button};
use crate::browser;
use crate::desk::DeskHandle;
use crate::state::Action;
use yew::prelude::*;

/// The field for the text.
const FIELD: &str = "pasted-text";

/// A box for text: PEM, base64, or what the command line of CUCM printed.
pub fn paste_dialog(desk: &DeskHandle) -> Html {
    let onsubmit = {
        let desk = desk.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let text = browser::text_in(FIELD);
            if !text.trim().is_empty() {
                desk.session.give(browser::gift_of_text("Pasted text".to_owned(), &text).into_iter().collect());
                desk.tell.emit(Action::Asked(None));
            }
        })
    };
    html! {
        <Dialog title="Paste text" onclose={desk.tell.reform(|()| Action::Asked(None))}>
            <form {onsubmit}>
                <label for={FIELD}>{ "What the command line printed (show itl, show cert …), lines of a phone, certificates as PEM, or any file as base64:" }</label>
                <textarea id={FIELD} rows="12" spellcheck="false" autocomplete="off" />
                <div class="button-row end">
                    { button("button", None, "Cancel", desk.on_press(|| Action::Asked(None))) }
                    <button type="submit" class="button primary">{ "Add to the case" }</button>
                </div>
            </form>
        </Dialog>
    }
}
