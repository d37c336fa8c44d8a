use super::{
    Glyph, announcer, case_view, clear_dialog, icon, lab_page, load_examples, open_made_dialog, open_signed_dialog,
    paste_dialog, reference_page, start_screen, status_bar, top_bar,
};
use crate::browser;
use crate::desk::{Desk, DeskHandle};
use crate::hooks::{use_drop, use_lab, use_paste, use_reveal, use_route};
use crate::route::{Route, Tab};
use crate::session::Session;
use crate::shared::Shared;
use crate::state::{Dialog, State};
use crate::words;
use crate::workbench::LabSession;
use yew::prelude::*;

/// The whole page.
#[component]
pub fn App() -> Html {
    let state = use_reducer_eq(|| State {
        theme: browser::stored_theme(),
        route: Route::parse(&browser::fragment()),
        ..State::default()
    });
    let tell = Callback::from(state.dispatcher());
    let session = {
        let tell = tell.clone();
        use_memo((), move |()| {
            load_examples(tell.clone());
            Session::start(tell)
        })
    };
    let lab = {
        let tell = tell.clone();
        use_memo((), move |()| LabSession::new(tell))
    };
    use_route(tell.clone());
    let desk = Desk { state: (*state).clone(), session: (*session).clone(), lab: (*lab).clone(), tell };
    let desk = Shared::new(desk);
    use_lab(&desk);
    use_drop(&desk);
    use_paste(&desk);
    use_reveal(&desk);
    use_effect_with(title(&desk), |title| browser::set_title(title));
    html! {
        <>
            { skip_link() }
            { top_bar(&desk) }
            { content(&desk) }
            { announcer(&desk.state) }
            { dialog(&desk) }
            if desk.state.dragged_over {
                <div class="drop-overlay" aria-hidden="true">
                    <div>{ icon(Glyph::Lens) }<p>{ drop_words(&desk.state.route) }</p></div>
                </div>
            }
        </>
    }
}

fn drop_words(route: &Route) -> &'static str {
    match route {
        Route::Lab(Tab::Make) => "Drop a description of a cluster, or files for the case",
        Route::Lab(Tab::Sign) => "Drop certificates and keys, or a list",
        _ => "Drop to add to the case",
    }
}

fn content(desk: &DeskHandle) -> Html {
    match desk.state.route {
        _ if desk.state.has_case() => case_view(desk),
        Route::Checks(_) => reference_page(desk, status_bar(desk)),
        Route::Lab(_) => lab_page(desk, status_bar(desk)),
        _ => start_screen(desk),
    }
}

fn title(desk: &Desk) -> String {
    let view = match &desk.state.route {
        Route::Checks(Some(id)) => format!("{id} · Checks"),
        route => route.title().to_owned(),
    };
    match (desk.state.has_case(), &desk.state.route) {
        (true, _) => format!("{view} · {} · Trustlens", words::count(desk.state.given, "source")),
        (false, Route::Checks(_) | Route::Lab(_)) => format!("{view} · Trustlens"),
        (false, _) => "Trustlens – what a Cisco phone trusts".to_owned(),
    }
}

fn skip_link() -> Html {
    let skip = Callback::from(|event: MouseEvent| {
        // The fragment belongs to the views, so the link moves the focus itself.
        event.prevent_default();
        browser::bring_into_view("main-heading");
    });
    html! { <a class="skip-link" href="#main-heading" onclick={skip}>{ "Skip to the content" }</a> }
}

fn dialog(desk: &DeskHandle) -> Html {
    match desk.state.dialog {
        None => Html::default(),
        Some(Dialog::Paste) => paste_dialog(desk),
        Some(Dialog::Clear) => clear_dialog(desk),
        Some(Dialog::OpenMade) => open_made_dialog(desk),
        Some(Dialog::OpenSigned) => open_signed_dialog(desk),
    }
}
