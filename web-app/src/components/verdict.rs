use super::icon;
use crate::words::Tone;
use yew::prelude::*;

/// The verdict on a signature: picture, word and colour, and the reason in a sentence. `name` says whose signature
/// it is, where that does not stand above.
pub fn verdict((tone, word): (Tone, &'static str), reason: &str, name: Html) -> Html {
    html! {
        <div class={classes!("verdict", tone.class())}>
            { icon(tone) }
            <div>
                <p class="verdict-word">{ name }<strong>{ word }</strong></p>
                <p class="verdict-reason">{ reason.to_owned() }</p>
            </div>
        </div>
    }
}
