use super::{Glyph, icon};
use crate::browser;
use crate::desk::Desk;
use crate::state::Action;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Milliseconds for which the button says what came of it.
const ANSWER_STAYS: u32 = 2_000;

/// Puts a text into the clipboard, and says whether that worked. `what` names the text for people who hear the page;
/// `with_word` decides whether the button carries its word, or the icon alone.
pub fn copy_button(desk: &Desk, text: &AttrValue, what: &str, with_word: bool) -> Html {
    let outcome = desk.state.copied.as_ref().filter(|(copied, _)| copied == text).map(|(_, is_done)| *is_done);
    let (glyph, word, class) = match outcome {
        None => (Glyph::Copy, "Copy", "copy"),
        Some(true) => (Glyph::Good, "Copied", "copy done"),
        Some(false) => (Glyph::Error, "Not copied", "copy failed"),
    };
    let onclick = {
        let (text, tell) = (text.clone(), desk.tell.clone());
        Callback::from(move |_: MouseEvent| {
            let (text, tell) = (text.clone(), tell.clone());
            spawn_local(async move {
                let is_done = browser::copy(&text).await;
                tell.emit(Action::Copied(Some((text, is_done))));
                TimeoutFuture::new(ANSWER_STAYS).await;
                tell.emit(Action::Copied(None));
            });
        })
    };
    let name = format!("{word} {what}");
    // "Copy as text" is short enough to be read by everybody.
    let says_all = what == "as text";
    html! {
        <button type="button" {class} aria-label={name.clone()} title={name.clone()} {onclick}>
            { icon(glyph) }
            if with_word || outcome.is_some() {
                <span>{ if says_all { &name } else { word } }</span>
            }
        </button>
    }
}
