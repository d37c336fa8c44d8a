use super::button;
use crate::words;
use yew::prelude::*;

/// How many items are drawn at first, and how many each press of the button adds.
const STEP: usize = 100;

/// Properties of [`ShowMore`].
#[derive(Properties, PartialEq)]
pub struct ShowMoreProps {
    /// How many items there are.
    pub count: usize,
    /// What an item is called: "element".
    pub noun: &'static str,
    /// How many items are drawn at first at the least, because one of them is to be seen.
    #[prop_or_default]
    pub at_least: usize,
    /// Draws the first so many items.
    pub draw: Callback<usize, Html>,
}

/// Draws a long list in steps, so that a file with a hundred thousand elements does not stall the page.
#[component]
pub fn ShowMore(props: &ShowMoreProps) -> Html {
    let shown = use_state_eq(|| STEP);
    let drawn = props.count.min((*shown).max(props.at_least));
    let left = props.count - drawn;
    let more = {
        let shown = shown.clone();
        Callback::from(move |_| shown.set(drawn + STEP.max(drawn)))
    };
    html! {
        <>
            { props.draw.emit(drawn) }
            if left > 0 {
                <p class="more">
                    { button("button", None, &format!("Show more: {} left", words::count(left, props.noun)), more) }
                </p>
            }
        </>
    }
}
