//! The smallest parts. As functions and not as markup at every place, they keep the first load of the page small.

use super::{Glyph, icon};
use crate::route::Route;
use yew::prelude::*;

/// Words and nothing else.
pub fn text(words: &str) -> Html {
    html! { { words.to_owned() } }
}

/// Words of a class.
pub fn span(class: &'static str, words: &str) -> Html {
    html! { <span {class}>{ words.to_owned() }</span> }
}

/// Words of a class that tell more to a mouse that rests on them.
pub fn titled(class: &'static str, title: &str, words: &str) -> Html {
    html! { <span {class} title={title.to_owned()}>{ words.to_owned() }</span> }
}

/// A remark in place of what is not there.
pub fn remark(words: &str) -> Html {
    html! { <p class="soft">{ words.to_owned() }</p> }
}

/// The heading of a part of something that stands open.
pub fn part(words: &str) -> Html {
    html! { <h3>{ words.to_owned() }</h3> }
}

/// A heading for those only who hear the page: the others see the table.
pub fn unseen_heading(words: &str) -> Html {
    html! { <h2 class="visually-hidden">{ words.to_owned() }</h2> }
}

/// Leads to a view, and what is open in it.
pub fn link(route: &Route, words: &str) -> Html {
    html! { <a href={route.to_string()}>{ words.to_owned() }</a> }
}

/// Leads to a check in the reference.
pub fn check_link(id: &str) -> Html {
    html! { <a class="code check" href={Route::Checks(Some(id.to_owned())).to_string()}>{ id.to_owned() }</a> }
}

/// Sentences, one a line with a bullet.
pub fn sentences(all: &[String]) -> Html {
    html! { <ul class="sentences">{ for all.iter().map(|sentence| html! { <li>{ sentence.clone() }</li> }) }</ul> }
}

/// Something to press: a button of a class, with or without a picture.
pub fn button(class: &'static str, glyph: Option<Glyph>, words: &str, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" {class} {onclick}>{ for glyph.map(icon) }<span>{ words.to_owned() }</span></button>
    }
}
