use super::icon;
use crate::words::Tone;
use yew::prelude::*;

/// A few words on a ground of their tone, with its icon. The words are never left to the colour.
pub fn tag(tone: Tone, text: impl Into<AttrValue>) -> Html {
    toned("tag", tone, text.into())
}

/// A few words in the colour of their tone, with its icon: for tables.
pub fn tinted(tone: Tone, text: impl Into<AttrValue>) -> Html {
    toned("tinted", tone, text.into())
}

fn toned(kind: &'static str, tone: Tone, text: AttrValue) -> Html {
    html! { <span class={classes!(kind, tone.class())}>{ icon(tone) }<span>{ text }</span></span> }
}
