use super::use_window_event;
use crate::browser;
use crate::desk::DeskHandle;
use crate::route::{Route, Tab};
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use web_sys::{ClipboardEvent, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// Takes what is pasted anywhere on the page (files or text) into the case, but leaves fields alone. In the lab a text is a description.
#[hook]
pub fn use_paste(desk: &DeskHandle) {
    let desk = desk.clone();
    let texts = use_mut_ref(|| 0_usize);
    use_window_event(
        "paste",
        Rc::new(move |event| {
            let into_field = event.target().is_some_and(|target| {
                target.has_type::<HtmlInputElement>() || target.has_type::<HtmlTextAreaElement>()
            });
            let Some(data) = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data) else { return };
            if into_field {
                return;
            }
            let files = data.files().map(|files| browser::gifts_of_list(&files)).unwrap_or_default();
            if !files.is_empty() {
                event.prevent_default();
                desk.session.give(files);
                return;
            }
            let text = data.get_data("text/plain").unwrap_or_default();
            if !text.trim().is_empty() {
                event.prevent_default();
                if desk.state.route == Route::Lab(Tab::Make) {
                    let ending = if text.trim_start().starts_with('{') { "json" } else { "toml" };
                    desk.lab.read(format!("Pasted text.{ending}"), text);
                    return;
                }
                *texts.borrow_mut() += 1;
                let name = format!("Pasted text {}", texts.borrow());
                desk.session.give(browser::gift_of_text(name, &text).into_iter().collect());
            }
        }),
    );
}
