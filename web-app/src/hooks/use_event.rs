use crate::browser;
use gloo_events::{EventListener, EventListenerOptions};
use std::rc::Rc;
use yew::prelude::*;

/// What is done with an event of the window.
pub type Handler = Rc<dyn Fn(&Event)>;

/// Calls `handler` for every event of a kind that reaches the window. The handler may keep the browser from its
/// own answer to the event.
#[hook]
pub fn use_window_event(kind: &'static str, handler: Handler) {
    // The listener stays while the handler is that of the latest drawing.
    let latest = use_mut_ref(|| Rc::new(|_: &Event| {}) as Handler);
    latest.replace(handler);
    use_effect_with(kind, move |kind| {
        let listener = browser::window().map(|window| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window, *kind, options, move |event| {
                let handler = Rc::clone(&latest.borrow());
                handler(event);
            })
        });
        move || drop(listener)
    });
}
