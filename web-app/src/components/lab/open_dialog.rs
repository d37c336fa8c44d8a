use super::super::{Dialog, button};
use crate::desk::DeskHandle;
use crate::state::Action;
use crate::words;
use crate::workbench::Making;
use yew::prelude::*;

/// Asks whether what the lab made is to be added to the case, or to take its place.
pub fn open_made_dialog(desk: &DeskHandle) -> Html {
    let Making::Made(made) = &desk.state.lab.making else { return Html::default() };
    let open = |is_added: bool| {
        let (desk, made) = (desk.clone(), made.clone());
        Callback::from(move |_: MouseEvent| {
            desk.tell.emit(Action::Asked(None));
            desk.open_made(&made, is_added);
        })
    };
    let sources = words::count(desk.state.given, "source");
    html! {
        <Dialog title="A case is open already" onclose={desk.tell.reform(|()| Action::Asked(None))}>
            <p>
                { format!("It holds {sources}. Begin a new case with what was made, or add it to this one? Added, it is judged by the date and the cluster of this case.") }
            </p>
            <div class="button-row end">
                { button("button", None, "Cancel", desk.on_press(|| Action::Asked(None))) }
                { button("button", None, "Add to this case", open(true)) }
                { button("button primary", None, "Begin a new case", open(false)) }
            </div>
        </Dialog>
    }
}
