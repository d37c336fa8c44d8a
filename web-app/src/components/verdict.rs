use super::icon;
use crate::words;
use trustlens_core::report::Signature;
use yew::prelude::*;

/// The verdict on a signature: picture, word and colour, and the reason in a sentence. `name` says whose signature
/// it is, where that does not stand above.
pub fn verdict(signature: &Signature, name: Html) -> Html {
    let (tone, word) = words::verdict(signature.status);
    html! {
        <div class={classes!("verdict", tone.class())}>
            { icon(tone) }
            <div>
                <p class="verdict-word">{ name }<strong>{ word }</strong></p>
                <p class="verdict-reason">{ &signature.reason }</p>
            </div>
        </div>
    }
}
