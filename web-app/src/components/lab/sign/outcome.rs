use super::super::super::{Glyph, button, part, sentences};
use super::super::controls::{Slot, field, select, tick};
use super::super::making::obstacle_list;
use super::act;
use crate::browser;
use crate::desk::DeskHandle;
use crate::shared::Shared;
use crate::state::{Action, Dialog};
use crate::words;
use crate::workbench::field::{YES, word};
use crate::workbench::{SignAct, Signed};
use yew::prelude::*;

/// Who signs, the button for it, and what came of it.
pub fn outcome(desk: &DeskHandle) -> Html {
    let signing = &desk.state.lab.signing;
    let obstacles = signing.obstacles();
    let sign = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| desk.lab.sign(&desk.state.lab.signing))
    };
    let adds_signer = Slot {
        id: "sign-adds-signer".to_owned(),
        text: word(signing.adds_signer),
        problem: None,
        typed: None,
        write: desk.tell.reform(|text: String| act(SignAct::SignerAdded(text == YES))),
    };
    let disabled = !obstacles.is_empty() || !signing.held.certificates.iter().any(|held| held.can_sign);
    html! {
        <section class="card lab-make" aria-labelledby="sign-heading">
            <h2 id="sign-heading" tabindex="-1">{ "Sign it" }</h2>
            { signer(desk) }
            { tick(&adds_signer, "Add a SAST record of the signer, where the list has none", None) }
            { obstacle_list(obstacles) }
            <div class="button-row">
                <button type="button" class="button primary" {disabled} onclick={sign}>{ "Sign the list" }</button>
            </div>
            <div role="status">
                { for signing.outcome.as_ref().map(|outcome| match outcome {
                    Ok(signed) => result(desk, signed),
                    Err(reason) => html! { <div class="notice"><p>{ words::sentence(reason) }</p></div> },
                }) }
            </div>
        </section>
    }
}

fn signer(desk: &DeskHandle) -> Html {
    let signing = &desk.state.lab.signing;
    let able: Vec<(String, String)> = (signing.held.certificates.iter())
        .filter(|held| held.can_sign)
        .map(|held| (held.sha256.clone(), format!("{} ({})", held.common_name, held.key)))
        .collect();
    if able.is_empty() {
        return html! { <p class="soft">{ "Nobody can sign yet: give a certificate and its RSA key." }</p> };
    }
    let slot = Slot {
        id: "sign-signer".to_owned(),
        text: signing.signer(),
        problem: None,
        typed: None,
        write: desk.tell.reform(|sha256| act(SignAct::SignerChosen(sha256))),
    };
    field(&slot, "Signed by", "", select(&slot, &able, None))
}

fn result(desk: &DeskHandle, signed: &Shared<Signed>) -> Html {
    let open = {
        let (desk, signed) = (desk.clone(), signed.clone());
        Callback::from(move |_: MouseEvent| {
            if desk.state.has_case() {
                desk.tell.emit(Action::Asked(Some(Dialog::OpenSigned)));
            } else {
                desk.inspect(&signed.file, None, false);
            }
        })
    };
    let save = {
        let signed = signed.clone();
        Callback::from(move |_: MouseEvent| browser::save(&signed.file.blob, &signed.file.name))
    };
    html! {
        <div class="lab-result">
            { part("It is signed") }
            <p>{ format!("{}, {}.", signed.file.name, words::bytes(signed.size)) }</p>
            if !signed.warnings.is_empty() {
                { sentences(&signed.warnings.iter().map(|warning| words::sentence(warning)).collect::<Vec<_>>()) }
            }
            <div class="button-row">
                { button("button primary", Some(Glyph::Lens), "Open in the inspector", open) }
                { button("button", Some(Glyph::File), "Save the list", save) }
            </div>
        </div>
    }
}
