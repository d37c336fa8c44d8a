use super::use_window_event;
use crate::browser;
use crate::desk::DeskHandle;
use crate::route::{Route, Tab};
use crate::session::Gift;
use crate::state::{Action, Work};
use crate::workbench::{Act, SignAct};
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use web_sys::DragEvent;
use yew::prelude::*;

/// Takes whatever is dropped on the page into the case, and notes when something is being dragged over it.
#[hook]
pub fn use_drop(desk: &DeskHandle) {
    // `dragover` comes again and again while something is over the page, `dragleave` for every element crossed.
    let carried_over = desk.clone();
    use_window_event(
        "dragover",
        Rc::new(move |event| {
            if let Some(event) = event.dyn_ref::<DragEvent>()
                && event.data_transfer().is_some_and(|transfer| browser::takes_drop(&transfer))
            {
                event.prevent_default();
                carried_over.session.prepare();
                carried_over.tell.emit(Action::Dragged(true));
            }
        }),
    );
    let tell = desk.tell.clone();
    use_window_event(
        "dragleave",
        Rc::new(move |event| {
            // Without a related element the pointer has left the window.
            if event.dyn_ref::<DragEvent>().is_some_and(|event| event.related_target().is_none()) {
                tell.emit(Action::Dragged(false));
            }
        }),
    );
    let desk = desk.clone();
    use_window_event(
        "drop",
        Rc::new(move |event| {
            desk.tell.emit(Action::Dragged(false));
            if let Some(event) = event.dyn_ref::<DragEvent>() {
                take(&desk, event);
            }
        }),
    );
}

fn take(desk: &DeskHandle, event: &DragEvent) {
    let Some(transfer) = event.data_transfer() else { return };
    event.prevent_default();
    let progress = desk.tell.clone();
    let gathering = browser::gifts_of_drop(&transfer, move |found| {
        if found % 100 == 0 {
            progress.emit(Action::Working(Work::Collecting(found)));
        }
    });
    let desk = desk.clone();
    let route = desk.state.route.clone();
    spawn_local(async move {
        let dropped = gathering.await;
        if let Some(first) = dropped.lost.first() {
            let others = dropped.lost.len() - 1;
            let rest = if others == 0 { String::new() } else { format!(" and {others} others") };
            let notice = format!("The browser could not open {first}{rest}. The case does without.");
            desk.tell.emit(Action::Noticed(Some(notice)));
        }
        match route {
            Route::Lab(Tab::Make) => {
                let (descriptions, others) =
                    dropped.gifts.into_iter().partition(|gift| has_ending(gift, &["toml", "json"]));
                if let Some(description) = Vec::<Gift>::into_iter(descriptions).next() {
                    desk.lab.open(description);
                }
                give(&desk, others);
            }
            Route::Lab(Tab::Sign) => {
                let (lists, keys) = dropped.gifts.into_iter().partition(|gift| has_ending(gift, &["tlv"]));
                let acts = Vec::<Gift>::into_iter(lists).next().map(|list| SignAct::ListChosen(Some(list)));
                for act in acts.into_iter().chain([SignAct::KeysGiven(keys)]) {
                    desk.tell.emit(Action::Lab(Act::Sign(act)));
                }
            }
            _ => give(&desk, dropped.gifts),
        }
    });
}

fn give(desk: &DeskHandle, gifts: Vec<Gift>) {
    if !gifts.is_empty() {
        desk.session.give(gifts);
    }
}

/// Whether the name of a file ends in one of these ways, behind its last point.
fn has_ending(gift: &Gift, endings: &[&str]) -> bool {
    let ending = gift.name.rsplit_once('.').map_or("", |(_, ending)| ending);
    endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
}
