use super::{Glyph, icon};
use crate::browser;
use crate::desk::DeskHandle;
use crate::snapshot::Snapshot;
use yew::prelude::*;

/// The field for the password.
const FIELD: &str = "password";

/// Asks for the password of the files that wait for one. It goes to the worker and nowhere else.
pub fn unlock(desk: &DeskHandle, report: &Snapshot) -> Html {
    let locked: Vec<&str> =
        report.inputs.iter().filter(|input| input.locked).map(|input| input.name.as_str()).collect();
    if locked.is_empty() {
        return Html::default();
    }
    let onsubmit = {
        let desk = desk.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            // An empty field is a password too: files without one are tried with it.
            desk.session.unlock(browser::take_text(FIELD));
        })
    };
    let (verb, tried) = match (locked.len(), desk.session.has_passwords()) {
        (1, false) => ("opens", ""),
        (_, false) => ("open", ""),
        (1, true) => ("opens", " None that was given so far is right."),
        (_, true) => ("open", " None that was given so far is right for them."),
    };
    html! {
        <section class="failures asks" aria-labelledby="unlock-heading">
            <h2 id="unlock-heading">{ "Waiting for a password" }</h2>
            <ul>
                <li>
                    { icon(Glyph::Info) }
                    <div>
                        <p><strong>{ locked.join(", ") }</strong>{ format!(" {verb} with a password only.{tried}") }</p>
                        <p class="soft">
                            { "It stays in this page and is forgotten with it. A private key inside is neither kept nor shown." }
                        </p>
                    </div>
                    <form class="button-row" {onsubmit}>
                        <label for={FIELD}>{ "Password" }</label>
                        <input id={FIELD} type="password" autocomplete="off" spellcheck="false" />
                        <button type="submit" class="button">{ "Open" }</button>
                    </form>
                </li>
            </ul>
        </section>
    }
}
