use super::{Glyph, button};
use crate::browser;
use crate::desk::DeskHandle;
use crate::state::{Action, Dialog};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The file fields, which are not seen: buttons press them.
const FILES: &str = "choose-files";
const FOLDER: &str = "choose-folder";

/// The ways to give something without dragging it: choose files, choose a folder, paste. On the start screen the
/// first stands out, for it is the thing to do.
pub fn intake_buttons(desk: &DeskHandle, is_start: bool) -> Html {
    let chosen = {
        let desk = desk.clone();
        Callback::from(move |event: Event| {
            let Some(field) = event.target_dyn_into::<HtmlInputElement>() else { return };
            if let Some(list) = field.files() {
                desk.session.give(browser::gifts_of_list(&list));
            }
            // Emptied, so that choosing the same file once more is a change again.
            field.set_value("");
        })
    };
    let (files, folder, class) = if is_start {
        ("Choose files", "Choose a folder", "button primary")
    } else {
        ("Add files", "Add a folder", "button")
    };
    let press = |field: &'static str| {
        let desk = desk.clone();
        Callback::from(move |_| {
            desk.session.prepare();
            browser::press(field);
        })
    };
    let paste = {
        let desk = desk.clone();
        Callback::from(move |_| {
            desk.session.prepare();
            desk.tell.emit(Action::Asked(Some(Dialog::Paste)));
        })
    };
    html! {
        <div class="button-row intake">
            { button(class, Some(Glyph::File), files, press(FILES)) }
            { button("button", Some(Glyph::Folder), folder, press(FOLDER)) }
            { button("button", Some(Glyph::Paste), "Paste text", paste) }
            <input id={FILES} type="file" multiple=true hidden=true aria-label={files} onchange={chosen.clone()} />
            <input id={FOLDER} type="file" webkitdirectory=true hidden=true aria-label={folder} onchange={chosen} />
        </div>
    }
}
