//! The few things that the page wants of the browser itself.

mod clipboard;
mod examples;
mod files;

pub use clipboard::copy;
pub use examples::{Example, fetch_examples, fetch_file};
pub use files::{gift_of_text, gifts_of_drop, gifts_of_list, save, save_text, takes_drop, text_of};

use crate::state::Theme;
use trustlens_core::Timestamp;
use wasm_bindgen::JsCast as _;
use web_sys::{
    Document, Element, Event, FocusOptions, HtmlElement, HtmlInputElement, HtmlTextAreaElement, ScrollRestoration,
    Storage, Window,
};

/// The key under which the chosen theme is kept. `theme.js` reads it before the first paint.
const THEME_KEY: &str = "trustlens-theme";

/// The window, which a page always has.
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The document of the page.
pub fn document() -> Option<Document> {
    window()?.document()
}

/// The element with this `id`.
pub fn element(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Presses the element with this `id`, as the mouse would.
pub fn press(id: &str) {
    if let Some(element) = element(id) {
        element.click();
    }
}

/// Whether the browser knows that it has no network.
pub fn is_offline() -> bool {
    window().is_some_and(|window| !window.navigator().on_line())
}

/// The point in time at this moment.
pub fn now() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for another 100,000 years")]
    Timestamp::from_unix((js_sys::Date::now() / 1000.0) as i64)
}

/// The fragment of the page's address, with its `#`.
pub fn fragment() -> String {
    window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Goes to a fragment of the page.
pub fn go_to(fragment: &str) {
    if let Some(window) = window() {
        let _ = window.location().set_hash(fragment);
    }
}

/// Writes another fragment into the address, without going there.
pub fn replace_fragment(fragment: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(fragment));
    }
}

/// Sets the title of the page.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Opens the browser's dialog for printing, which can also save a PDF.
pub fn print() {
    if let Some(window) = window() {
        let _ = window.print();
    }
}

/// The theme that was chosen on an earlier visit.
pub fn stored_theme() -> Theme {
    let stored = storage().and_then(|storage| storage.get_item(THEME_KEY).ok()?);
    match stored.as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

/// Shows a theme from now on, and keeps the choice.
pub fn set_theme(theme: Theme) {
    let name = match theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    };
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = match name {
            Some(name) => root.set_attribute("data-theme", name),
            None => root.remove_attribute("data-theme"),
        };
    }
    if let Some(storage) = storage() {
        let _ = match name {
            Some(name) => storage.set_item(THEME_KEY, name),
            None => storage.remove_item(THEME_KEY),
        };
    }
}

/// Browsers can forbid storage: then nothing is kept.
fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

/// Scrolls to so many CSS pixels below the top of the page.
pub fn scroll_to(distance: f64) {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, distance);
    }
}

/// How many CSS pixels the page is scrolled down.
pub fn scrolled() -> f64 {
    window().and_then(|window| window.scroll_y().ok()).unwrap_or(0.0)
}

/// Keeps the browser from scrolling by itself at Back and Forward: what it would scroll to is not drawn yet.
pub fn scroll_by_hand() {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
}

/// Gives the element with this `id` the focus, without scrolling.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        focus_in_place(&element);
    }
}

fn focus_in_place(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Scrolls to the element with this `id` and gives it, or what can first be pressed or filled in there, the focus. Says whether it is there.
pub fn bring_into_view(id: &str) -> bool {
    let Some(element) = element(id) else { return false };
    element.scroll_into_view();
    let control = element.query_selector("button, input, select, textarea").ok().flatten();
    let target = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()).unwrap_or(element);
    focus_in_place(&target);
    true
}

/// Opens every part that hides the element with this `id`, and brings it into view as [`bring_into_view`] does.
pub fn uncover(id: &str) -> bool {
    let mut inner = element(id).map(Element::from);
    while let Some(part) = inner.and_then(|inner| inner.closest("details:not([open])").ok().flatten()) {
        let _ = part.set_attribute("open", "");
        inner = Some(part);
    }
    bring_into_view(id)
}

/// Scrolls down by so many CSS pixels, or up where they are negative.
pub fn scroll_by(distance: f64) {
    if let Some(window) = window() {
        window.scroll_by_with_x_and_y(0.0, distance);
    }
}

/// The height of the window, in CSS pixels.
pub fn window_height() -> f64 {
    window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or(800.0)
}

/// Whether the person has selected text on the page.
pub fn has_selection() -> bool {
    let selection = window().and_then(|window| window.get_selection().ok().flatten());
    selection.is_some_and(|selection| !selection.is_collapsed())
}

/// In a strip that is too long for the page, scrolls to the element that is marked as the present one.
pub fn show_current(strip: &str) {
    let Some(strip) = element(strip) else { return };
    let current = strip.query_selector("[aria-current]").ok().flatten();
    if let Some(link) = current.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        strip.set_scroll_left(link.offset_left() - (strip.client_width() - link.offset_width()) / 2);
    }
}

/// What stands in the field that an event came from.
pub fn value_of(event: &Event) -> String {
    let value = event.target().and_then(|field| js_sys::Reflect::get(&field, &"value".into()).ok());
    value.and_then(|value| value.as_string()).unwrap_or_default()
}

/// What was typed into the input field with this `id`. The field is empty afterwards.
pub fn take_text(id: &str) -> String {
    let Some(field) = element(id).and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else {
        return String::new();
    };
    let text = field.value();
    field.set_value("");
    text
}

/// What was typed into the input field with this `id`.
pub fn input_text(id: &str) -> String {
    let field = element(id).and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}

/// What was typed into the text area with this `id`.
pub fn text_in(id: &str) -> String {
    let field = element(id).and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}
