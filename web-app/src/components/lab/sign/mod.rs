//! The part of the lab that signs a list with the person's own keys.

mod held;
mod outcome;
mod records;

use super::super::{Glyph, button, remark};
use super::controls::{Kind, Slot, select_field, text_field};
use super::form::hashes;
use crate::browser;
use crate::desk::DeskHandle;
use crate::session::Gift;
use crate::state::Action;
use crate::workbench::field::{DIGESTS, NO, YES};
use crate::workbench::{Act, Line, SignAct};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The file field for a list, which is not seen: a button presses it.
const LIST: &str = "choose-list";

/// Signing: what is given, the list, its header, and the button.
pub fn sign(desk: &DeskHandle) -> Html {
    html! {
        <>
            { remark(
                "Give certificates and private keys of your own, and get an ITL or CTL that they sign: for phones on Asterisk, for example. \
                 Or open a list, change its records, and sign it again. Keys stay in this page and are forgotten with it.",
            ) }
            <div class="lab-columns">
                <div class="lab-form">
                    { held::held(desk) }
                    { list(desk) }
                    { header(desk) }
                </div>
                { outcome::outcome(desk) }
            </div>
        </>
    }
}

/// Tells the lab that something happened in signing.
fn act(act: SignAct) -> Action {
    Action::Lab(Act::Sign(act))
}

/// What a person chose in a file field, which is emptied, so that choosing the same file once more is a change again.
fn chosen(event: &Event) -> Vec<Gift> {
    let Some(field) = event.target_dyn_into::<HtmlInputElement>() else { return Vec::new() };
    let gifts = field.files().map(|list| browser::gifts_of_list(&list)).unwrap_or_default();
    field.set_value("");
    gifts
}

fn list(desk: &DeskHandle) -> Html {
    let signing = &desk.state.lab.signing;
    let opened = {
        let tell = desk.tell.clone();
        Callback::from(move |event: Event| {
            if let Some(gift) = chosen(&event).into_iter().next() {
                tell.emit(act(SignAct::ListChosen(Some(gift))));
            }
        })
    };
    let undo = desk.on_press(|| act(SignAct::Undone));
    let anew = desk.on_press(|| act(SignAct::ListChosen(None)));
    let name = signing
        .list
        .as_ref()
        .map_or_else(|| "A new list.".to_owned(), |list| format!("{}, as it was opened and changed.", list.name));
    let remarks = signing.shown.as_ref().map(|shown| shown.remarks.as_slice()).unwrap_or_default();
    html! {
        <section class="card" aria-labelledby="sign-list-heading">
            <h2 id="sign-list-heading" tabindex="-1">{ "The list" }</h2>
            <p>{ name }</p>
            <div class="button-row">
                { button("button", Some(Glyph::File), "Open an ITL or CTL", Callback::from(|_| browser::press(LIST))) }
                if signing.list.is_some() {
                    { button("button", None, "Begin a new list", anew) }
                }
                if !signing.edits.is_empty() {
                    { button("button", None, "Take the last change back", undo) }
                }
                <input id={LIST} type="file" hidden=true aria-label="Open an ITL or CTL" onchange={opened} />
            </div>
            if !remarks.is_empty() {
                <ul class="sentences">{ for remarks.iter().map(|remark| html! { <li>{ remark.clone() }</li> }) }</ul>
            }
            { records::records(desk) }
        </section>
    }
}

fn header(desk: &DeskHandle) -> Html {
    let slot = |line: Line| slot(desk, line);
    let time = Kind { input: "datetime-local", ..Kind::default() };
    html! {
        <section class="card" aria-labelledby="sign-header-heading">
            <h2 id="sign-header-heading">{ "Its header" }</h2>
            <div class="lab-fields">
                { text_field(&slot(Line::Name), "File name", "Phones ask for ITLFile.tlv, or ITL and CTL with their own name.", Kind::default()) }
                { select_field(&slot(Line::Digest), "Hash", "Old phones read SHA-1 alone.", &hashes(DIGESTS)) }
                { text_field(&slot(Line::Time), "Time (UTC)", "Empty: the list has none.", time) }
                { text_field(&slot(Line::Version), "VERSION", "1.2 in lists of CUCM.", Kind::default()) }
                { text_field(&slot(Line::SignerVersion), "SIGNERVERSION (tag 28)", "CUCM writes none; certutils writes 1.1 for its phones.", Kind { placeholder: "None", ..Kind::default() }) }
                { select_field(&slot(Line::Order), "Order of tags", "", &[
                    (YES, "As CUCM writes them".to_owned()),
                    (NO, "As certutils writes them".to_owned()),
                ]) }
            </div>
        </section>
    }
}

fn slot(desk: &DeskHandle, line: Line) -> Slot {
    let signing = &desk.state.lab.signing;
    Slot {
        id: line.id(),
        text: signing.text(line),
        problem: signing.problem_at(line),
        typed: None,
        write: desk.tell.reform(move |text| act(SignAct::Wrote(line, text))),
    }
}
