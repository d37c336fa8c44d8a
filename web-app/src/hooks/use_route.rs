use super::use_window_event;
use crate::browser;
use crate::route::Route;
use crate::state::Action;
use std::rc::Rc;
use yew::prelude::*;

/// Follows the fragment of the page's address.
#[hook]
pub fn use_route(tell: Callback<Action>) {
    use_window_event("hashchange", Rc::new(move |_| tell.emit(Action::Went(Route::parse(&browser::fragment())))));
}
