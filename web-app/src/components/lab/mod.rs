//! The lab: a form for a cluster, faults to choose from, and what is made of them.

mod controls;
mod description_text;
mod faults;
mod form;
mod making;
mod nodes;
mod open_dialog;
mod sign;

pub use open_dialog::{open_made_dialog, open_signed_dialog};

use super::{Glyph, icon, link, remark};
use crate::desk::DeskHandle;
use crate::route::{Route, Tab};
use yew::prelude::*;

/// The lab as a page of its own, where there is no case.
pub fn lab_page(desk: &DeskHandle, status: Html) -> Html {
    html! {
        <main class="view lab-page">
            <p>{ link(&Route::Overview, "Open the files of a case") }</p>
            <h1 id="main-heading" tabindex="-1">{ "Lab" }</h1>
            { status }
            { lab(desk) }
        </main>
    }
}

/// The lab.
pub fn lab(desk: &DeskHandle) -> Html {
    html! {
        <div class="lab">
            <p class="lab-warning">
                { icon(Glyph::Warning) }
                <span>
                    <strong>{ "For the lab alone. " }</strong>
                    { warning(&desk.state.route) }
                </span>
            </p>
            { tabs(desk) }
            if let Some(trouble) = &desk.state.lab.trouble {
                <div class="notice" role="alert"><p>{ trouble }</p></div>
            }
            if desk.state.route == Route::Lab(Tab::Sign) {
                { sign::sign(desk) }
            } else {
                { make(desk) }
            }
        </div>
    }
}

fn warning(route: &Route) -> &'static str {
    match route {
        Route::Lab(Tab::Sign) => {
            "Never install a list that was signed here on a real cluster: phones that take it may have to be reset one by one."
        }
        _ => "Keys made here are no good for production: never install these files on a real cluster.",
    }
}

/// The ways to the parts of the lab.
fn tabs(desk: &DeskHandle) -> Html {
    let tab = |(tab, words): (Tab, &'static str)| {
        let route = Route::Lab(tab);
        let is_here = desk.state.route == route;
        html! { <a href={route.to_string()} aria-current={is_here.then_some("page")}>{ words }</a> }
    };
    let tabs = [(Tab::Make, "Make a cluster"), (Tab::Sign, "Sign a list with your own keys")];
    html! { <nav class="lab-tabs" aria-label="Parts of the lab">{ for tabs.map(tab) }</nav> }
}

/// The part of the lab that makes clusters.
fn make(desk: &DeskHandle) -> Html {
    html! {
        <>
            { remark(
                "Describe a cluster, break it on purpose if you like, and get what a support case of it would hold: certificates, trust \
                 lists, configurations, output of the command line, and the private keys. Everything is made in this browser.",
            ) }
            <div class="lab-columns">
                <div class="lab-form">
                    { form::form(desk) }
                    { faults::faults(desk) }
                    { form::further(desk) }
                    { description_text::description_text(desk) }
                </div>
                { making::making(desk) }
            </div>
        </>
    }
}
