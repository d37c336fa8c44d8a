use super::use_window_event;
use crate::browser;
use crate::changes;
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::state::Action;
use gloo_timers::future::TimeoutFuture;
use std::rc::Rc;
use trustlens_web::protocol::Subject;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

/// How often, and after how many milliseconds each time, the page looks whether what it shall show has been drawn.
const LOOKS: usize = 20;
const PAUSE: u32 = 25;

/// Whether the address is a question that the view itself changes.
fn is_question(route: &Route) -> bool {
    matches!(route, Route::Phone(_) | Route::Plan(_))
}

/// What the page remembers of the way that the person took through it.
#[derive(Default)]
struct Way {
    /// Counts the steps, so that an outdated one does nothing.
    steps: usize,
    /// Where the person is.
    here: Route,
    /// How far down the person had scrolled where they were, in CSS pixels.
    scrolled: Vec<(Route, f64)>,
    /// Whether the next step follows a link; otherwise it goes back or forward.
    by_link: bool,
}

impl Way {
    /// The person scrolled to here.
    fn note(&mut self, distance: f64) {
        let here = self.here.clone();
        self.scrolled.retain(|(route, _)| *route != here);
        self.scrolled.push((here, distance));
    }
}

/// Opens what the address names, and brings it into view. Back leads to the place that was left.
///
/// A row far down a long table is not drawn before the table has been scrolled there, so this looks several times.
#[hook]
pub fn use_reveal(desk: &DeskHandle) {
    let route = desk.state.route.clone();
    let tell = desk.tell.clone();
    let is_there = match route {
        Route::Checks(_) => desk.state.detail(&Subject::Catalogue).is_some(),
        Route::Lab(_) => true,
        _ => desk.state.snapshot.is_some(),
    };
    let way = use_mut_ref(Way::default);
    use_effect_with((), |()| browser::scroll_by_hand());
    {
        let way = way.clone();
        use_window_event("scroll", Rc::new(move |_| way.borrow_mut().note(browser::scrolled())));
    }
    {
        let way = way.clone();
        let note_link = move |event: &Event| {
            let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let link = element.and_then(|element| element.closest("a[href^='#']").ok().flatten());
            way.borrow_mut().by_link |= link.is_some();
        };
        use_window_event("click", Rc::new(note_link));
    }
    let desk = desk.clone();
    use_effect_with((route, is_there), move |(route, is_there)| {
        if let Route::Plan(Some(words)) = route {
            desk.choose(changes::read(words));
        }
        browser::show_current("views");
        let (step, left_at) = {
            let mut way = way.borrow_mut();
            way.steps += 1;
            let before = std::mem::replace(&mut way.here, route.clone());
            // Who changes a question stays where they are.
            let stays = is_question(route) && before.view() == route.view();
            if !is_there || stays {
                return;
            }
            let by_link = std::mem::take(&mut way.by_link);
            let left = way.scrolled.iter().find(|(left, _)| left == route);
            (way.steps, left.map(|(_, distance)| *distance).filter(|_| !by_link))
        };
        let names_something = *route != route.view() && !is_question(route) && !matches!(route, Route::Lab(_));
        if names_something && !matches!(route, Route::Lists(Some((_, None)))) {
            tell.emit(Action::Opened(route.clone()));
        }
        match left_at {
            Some(distance) => browser::scroll_to(distance),
            None if names_something => {
                let id = route.element_id();
                spawn_local(async move {
                    for _ in 0..LOOKS {
                        TimeoutFuture::new(PAUSE).await;
                        if way.borrow().steps != step || browser::bring_into_view(&id) {
                            return;
                        }
                    }
                });
            }
            None => {
                browser::scroll_to(0.0);
                browser::focus("main-heading");
            }
        }
    });
}
