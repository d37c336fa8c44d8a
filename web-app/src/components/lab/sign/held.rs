use super::super::super::{Glyph, button, plain_table, remark, sentences, span, text};
use super::{act, chosen};
use crate::browser;
use crate::desk::DeskHandle;
use crate::words;
use crate::workbench::SignAct;
use trustlens_core::lab::own_keys::OwnCertificateSummary;
use yew::prelude::*;

/// The file field, which is not seen: a button presses it.
const KEYS: &str = "choose-keys";

/// The field for a password.
const PASSWORD: &str = "key-password";

/// The certificates and keys that the person gave.
pub fn held(desk: &DeskHandle) -> Html {
    let signing = &desk.state.lab.signing;
    let given = {
        let tell = desk.tell.clone();
        Callback::from(move |event: Event| tell.emit(act(SignAct::KeysGiven(chosen(&event)))))
    };
    let forget = desk.on_press(|| act(SignAct::KeysForgotten));
    html! {
        <section class="card" aria-labelledby="sign-keys-heading">
            <h2 id="sign-keys-heading" tabindex="-1">{ "Your certificates and keys" }</h2>
            <div class="button-row">
                { button("button primary", Some(Glyph::File), "Choose certificates and keys", Callback::from(|_| browser::press(KEYS))) }
                if !signing.keys.is_empty() {
                    { button("button", None, "Forget them", forget) }
                }
                <input id={KEYS} type="file" multiple=true hidden=true aria-label="Choose certificates and keys" onchange={given} />
            </div>
            { password(desk) }
            if !signing.refused.is_empty() {
                <div class="notice" role="alert">{ sentences(&signing.refused) }</div>
            }
            { certificates(desk) }
        </section>
    }
}

/// Asks for the password of what is encrypted.
fn password(desk: &DeskHandle) -> Html {
    let onsubmit = {
        let tell = desk.tell.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tell.emit(act(SignAct::PasswordGiven(browser::take_text(PASSWORD))));
        })
    };
    html! {
        <form class="field" {onsubmit}>
            <label for={PASSWORD}>{ "Password, where a file has one" }</label>
            <div class="button-row">
                <input id={PASSWORD} type="password" autocomplete="off" spellcheck="false" />
                <button type="submit" class="button">{ "Try it" }</button>
            </div>
            <p class="soft hint">{ "PEM, DER and PKCS#12 (.p12, .pfx) are read." }</p>
        </form>
    }
}

fn certificates(desk: &DeskHandle) -> Html {
    let held = &desk.state.lab.signing.held;
    if held.certificates.is_empty() && held.unpaired.is_empty() {
        return remark("Nothing is given yet.");
    }
    let columns = [("Certificate", "wide"), ("Key", ""), ("Valid until", ""), ("File", "breaks"), ("Can sign", "")];
    let rows = held.certificates.iter().map(row).collect();
    html! {
        <>
            { plain_table("Certificates that were given".to_owned(), &columns, rows) }
            if !held.unpaired.is_empty() {
                <p>{ format!("{} without a certificate: {}.", words::count(held.unpaired.len(), "private key"), held.unpaired.join(", ")) }</p>
            }
        </>
    }
}

fn row(held: &OwnCertificateSummary) -> Vec<Html> {
    let can_sign = match (held.can_sign, held.has_key) {
        (true, _) => text("yes"),
        (false, true) => span("soft", "no: its key is not RSA"),
        (false, false) => span("soft", "no: its key was not given"),
    };
    vec![text(&held.common_name), text(&held.key), text(&held.not_after.date()), text(&held.file), can_sign]
}
