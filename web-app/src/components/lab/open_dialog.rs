use super::super::{Dialog, button};
use crate::desk::DeskHandle;
use crate::session::Gift;
use crate::state::Action;
use crate::words;
use crate::workbench::Making;
use trustlens_web::protocol::Settings;
use yew::prelude::*;

/// Asks whether a cluster that was made is to be added to the case, or to take its place.
pub fn open_made_dialog(desk: &DeskHandle) -> Html {
    match &desk.state.lab.making {
        Making::Made(made) => dialog(desk, &made.file(), Some(&made.settings)),
        _ => Html::default(),
    }
}

/// Asks whether a list that was signed is to be added to the case, or to take its place.
pub fn open_signed_dialog(desk: &DeskHandle) -> Html {
    match &desk.state.lab.signing.outcome {
        Some(Ok(signed)) => dialog(desk, &signed.file, None),
        _ => Html::default(),
    }
}

fn dialog(desk: &DeskHandle, file: &Gift, settings: Option<&Settings>) -> Html {
    let judged = if settings.is_some() { " Added, it is judged by the date and the cluster of this case." } else { "" };
    let sources = words::count(desk.state.given, "source");
    let question = format!("It holds {sources}. Begin a new case with {}, or add it to this one?{judged}", file.name);
    let open = |is_added: bool| {
        let (desk, file, settings) = (desk.clone(), file.clone(), settings.cloned());
        Callback::from(move |_: MouseEvent| {
            desk.tell.emit(Action::Asked(None));
            desk.inspect(&file, settings.as_ref(), is_added);
        })
    };
    html! {
        <Dialog title="A case is open already" onclose={desk.tell.reform(|()| Action::Asked(None))}>
            <p>{ question }</p>
            <div class="button-row end">
                { button("button", None, "Cancel", desk.on_press(|| Action::Asked(None))) }
                { button("button", None, "Add to this case", open(true)) }
                { button("button primary", None, "Begin a new case", open(false)) }
            </div>
        </Dialog>
    }
}
