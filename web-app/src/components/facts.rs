use super::copy_button;
use crate::desk::Desk;
use yew::prelude::*;

/// A label and what stands behind it.
#[derive(Clone, PartialEq)]
pub struct Fact {
    label: AttrValue,
    value: Html,
    copy: Option<AttrValue>,
    is_code: bool,
}

impl Fact {
    /// A fact in words.
    pub fn words(label: &'static str, value: impl Into<AttrValue>) -> Self {
        Self::html(label, html! { { value.into() } })
    }

    /// A fact that is drawn in its own way.
    pub fn html(label: impl Into<AttrValue>, value: Html) -> Self {
        Self { label: label.into(), value, copy: None, is_code: false }
    }

    /// A distinguished name, which may be broken into lines between its parts.
    pub fn name(label: &'static str, name: &str) -> Self {
        let parts = name.split_inclusive([';', ',']);
        Self::html(label, html! { for part in parts { <>{ part.to_owned() }<wbr /></> } })
    }

    /// Hexadecimal or another text for machines.
    pub fn code(label: impl Into<AttrValue>, value: &str) -> Self {
        Self { label: label.into(), value: html! { { value.to_owned() } }, copy: None, is_code: true }
    }

    /// The same with a button that copies it.
    pub fn copyable(label: impl Into<AttrValue>, value: &str) -> Self {
        Self { copy: Some(AttrValue::from(value.to_owned())), ..Self::code(label, value) }
    }

    /// A fact that may be missing: then there is nothing to show.
    pub fn maybe(label: &'static str, value: Option<&String>) -> Option<Self> {
        value.map(|value| Self::words(label, value.clone()))
    }
}

/// Facts, one a line. Those that are missing are passed over.
pub fn facts<F: Into<Option<Fact>>>(desk: &Desk, facts: impl IntoIterator<Item = F>) -> Html {
    list(desk, facts.into_iter().filter_map(Into::into).collect())
}

fn list(desk: &Desk, facts: Vec<Fact>) -> Html {
    let line = |fact: Fact| {
        html! {
            <div>
                <dt>{ &fact.label }</dt>
                <dd class={fact.is_code.then_some("code")}>
                    <span>{ fact.value }</span>
                    if let Some(text) = &fact.copy {
                        { copy_button(desk, text, &fact.label, false) }
                    }
                </dd>
            </div>
        }
    };
    html! { <dl class="facts">{ for facts.into_iter().map(line) }</dl> }
}
