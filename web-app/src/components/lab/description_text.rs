use super::super::{Glyph, button, copy_button};
use crate::browser;
use crate::desk::DeskHandle;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The file field, which is not seen: a button presses it.
const FILE: &str = "choose-description";

/// The description as a file: to open one, and to keep this one.
pub fn description_text(desk: &DeskHandle) -> Html {
    let text = &desk.state.lab.text;
    let chosen = {
        let desk = desk.clone();
        Callback::from(move |event: Event| {
            let Some(field) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let gifts = field.files().map(|list| browser::gifts_of_list(&list)).unwrap_or_default();
            if let Some(gift) = gifts.into_iter().next() {
                desk.lab.open(gift);
            }
            // Emptied, so that choosing the same file once more is a change again.
            field.set_value("");
        })
    };
    let save = {
        let text = text.clone();
        Callback::from(move |_: MouseEvent| browser::save_text(&text, "lab.toml"))
    };
    html! {
        <section class="card" aria-labelledby="lab-text-heading">
            <h2 id="lab-text-heading">{ "The description as a file" }</h2>
            <p class="soft">{ "The command takes the same file: trustlens lab new. A file may leave out what is usual." }</p>
            <div class="button-row">
                { button("button", Some(Glyph::File), "Open a description", Callback::from(|_| browser::press(FILE))) }
                { button("button", None, "Save the description", save) }
                <input id={FILE} type="file" accept=".toml,.json" hidden=true aria-label="Open a description" onchange={chosen} />
            </div>
            <details>
                <summary>{ "Show it" }</summary>
                <div class="command">
                    <pre tabindex="0" role="region" aria-label="The description as TOML">{ text }</pre>
                    { copy_button(desk, text, "the description", false) }
                </div>
            </details>
        </section>
    }
}
