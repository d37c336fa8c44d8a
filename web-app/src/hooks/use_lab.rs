use crate::desk::DeskHandle;
use crate::route::Route;
use yew::prelude::*;

/// While the lab is in sight, has every change of its description looked at, and asks for the faults where they have not come.
#[hook]
pub fn use_lab(desk: &DeskHandle) {
    let in_sight = matches!(desk.state.route, Route::Lab(_));
    let lacks_faults = in_sight && desk.state.lab.faults.is_none();
    let lab = desk.lab.clone();
    use_effect_with(lacks_faults, move |lacks_faults| {
        if *lacks_faults {
            lab.list_faults();
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
