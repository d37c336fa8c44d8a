use crate::browser;
use crate::desk::DeskHandle;
use crate::route::{Route, Tab};
use crate::state::Action;
use crate::workbench::{Act, SignAct};
use yew::prelude::*;

/// While the lab is in sight, has every change of its description looked at, and asks for the faults where they have not come.
#[hook]
pub fn use_lab(desk: &DeskHandle) {
    let in_sight = desk.state.route == Route::Lab(Tab::Make);
    let lacks_faults = in_sight && desk.state.lab.faults.is_none();
    let lab = desk.lab.clone();
    use_effect_with(lacks_faults, move |lacks_faults| {
        if *lacks_faults {
            lab.list_faults();
        }
    });
    let signs = desk.state.route == Route::Lab(Tab::Sign);
    let tell = desk.tell.clone();
    use_effect_with(signs, move |signs| {
        if *signs {
            tell.emit(Action::Lab(Act::Sign(SignAct::Came(browser::now()))));
        }
    });
    let lab = desk.lab.clone();
    let task = signs.then(|| desk.state.lab.signing.task());
    use_effect_with(task, move |task| {
        if let Some(task) = task {
            lab.look_at(task);
        }
    });
    let lab = desk.lab.clone();
    let description = in_sight.then(|| desk.state.lab.form.description().clone());
    use_effect_with(description, move |description| {
        if let Some(description) = description {
            lab.consider(description.clone());
        }
    });
}
