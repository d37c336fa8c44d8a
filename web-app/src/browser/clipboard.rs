//! Copying to the clipboard.

use super::{document, window};
use js_sys::Reflect;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Clipboard, HtmlDocument, HtmlTextAreaElement};

/// Puts a text into the clipboard. Says whether it is there.
pub async fn copy(text: &str) -> bool {
    match clipboard() {
        Some(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => copy_by_selection(text).is_some(),
    }
}

/// The clipboard of the browser, which is there only on pages that came over a secure connection.
fn clipboard() -> Option<Clipboard> {
    let navigator = window()?.navigator();
    Reflect::get(&navigator, &"clipboard".into()).ok()?.dyn_into().ok()
}

/// The old way: selects the text in a field and copies the selection.
fn copy_by_selection(text: &str) -> Option<()> {
    let document: HtmlDocument = document()?.dyn_into().ok()?;
    let field: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_value(text);
    field.set_class_name("out-of-sight");
    document.body()?.append_child(&field).ok()?;
    field.select();
    let copied = document.exec_command("copy").ok();
    field.remove();
    copied.filter(|copied| *copied).map(|_| ())
}
