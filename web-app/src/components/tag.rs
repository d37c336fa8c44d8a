use super::{Glyph, icon};
use crate::words::Tone;
use yew::prelude::*;

/// A few words on a ground of their tone, with its icon. The words are never left to the colour.
pub fn tag(tone: Tone, text: impl Into<AttrValue>) -> Html {
    toned("tag", tone, tone.into(), text.into())
}

/// A few words in the colour of their tone, with its icon: for tables.
pub fn tinted(tone: Tone, text: impl Into<AttrValue>) -> Html {
    toned("tinted", tone, tone.into(), text.into())
}

/// The same with another icon.
pub fn marked(tone: Tone, glyph: Glyph, text: impl Into<AttrValue>) -> Html {
    toned("tinted", tone, glyph, text.into())
}

fn toned(kind: &'static str, tone: Tone, glyph: Glyph, text: AttrValue) -> Html {
    html! { <span class={classes!(kind, tone.class())}>{ icon(glyph) }<span>{ text }</span></span> }
}
