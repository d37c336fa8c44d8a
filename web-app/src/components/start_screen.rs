use super::{Glyph, example_menu, icon, intake_buttons, lab_examples, link, remark};
use crate::desk::DeskHandle;
use crate::route::{Route, Tab};
use crate::state::Work;
use crate::words;
use yew::prelude::*;

/// What a person sees first: what this is for, where to put files, and that they stay here.
pub fn start_screen(desk: &DeskHandle) -> Html {
    let state = &desk.state;
    html! {
        <main class="start">
            <h1 id="main-heading" tabindex="-1">{ "See what a Cisco phone trusts, and why." }</h1>
            <p class="lead">
                { "Open ITL and CTL files, certificates and signed files of Cisco Unified Communications Manager, " }
                { "and read whether each signature holds, what every record says, and what expires when." }
            </p>
            if let Some(notice) = &state.notice {
                <p class="notice" role="alert">{ notice }</p>
            }
            <section class="drop-area" aria-label="Add files">
                <span class="drop-lens">{ icon(Glyph::Lens) }</span>
                <p class="drop-title">{ invitation(&state.work) }</p>
                { intake_buttons(desk, true) }
                { remark("Ctrl+V pastes files or text, too.") }
            </section>
            <section class="privacy" aria-labelledby="privacy-heading">
                { icon(Glyph::Lock) }
                <div>
                    <h2 id="privacy-heading">{ "Nothing you drop leaves this page" }</h2>
                    <p>
                        { "Files are read and judged by a program inside this browser tab. The page's Content " }
                        { "Security Policy makes the browser refuse every connection except to the server that this " }
                        { "page came from, and the page asks that one only for its own files. Close the tab and all " }
                        { "of it is forgotten." }
                    </p>
                </div>
            </section>
            { example_menu(desk) }
            { lab_examples(desk) }
            <p class="more">
                { link(&Route::Lab(Tab::Make), "The lab: make a cluster to try things on, sound or broken on purpose") }
            </p>
            <p class="more">{ link(&Route::Checks(None), "All checks, with what they mean and where they come from") }</p>
        </main>
    }
}

fn invitation(work: &Work) -> String {
    match work {
        Work::Collecting(found) => format!("{} found …", words::count(*found, "file")),
        _ => "Drop files or folders anywhere on this page".to_owned(),
    }
}
