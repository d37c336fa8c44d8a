use super::{intake_buttons, theme_switch};
use crate::desk::DeskHandle;
use crate::route::{Route, Tab};
use yew::prelude::*;

/// The line at the top of the page.
pub fn top_bar(desk: &DeskHandle) -> Html {
    html! {
        <header class="top-bar">
            <a class="brand" href="#/">
                <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                    <path class="handle" d="M21 21l8 8" />
                    <circle cx="13.5" cy="13.5" r="10.5" />
                    <path class="tick" d="M8.5 14l3.5 3.5 7-7.5" />
                </svg>
                <span>{ "Trustlens" }</span>
            </a>
            if desk.state.has_case() {
                { intake_buttons(desk, false) }
            } else {
                <nav class="top-links" aria-label="Without a case">
                    { for [Route::Checks(None), Route::Lab(Tab::Make)].iter().map(|route| top_link(desk, route)) }
                </nav>
            }
            { theme_switch(desk) }
        </header>
    }
}

fn top_link(desk: &DeskHandle, route: &Route) -> Html {
    let is_here = desk.state.route.view() == *route;
    html! { <a href={route.to_string()} aria-current={is_here.then_some("page")}>{ route.title() }</a> }
}
