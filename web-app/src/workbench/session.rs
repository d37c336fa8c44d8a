//! The page's end of the lab's worker: what is asked of it, and what becomes of its answers.

use super::bench::{Act, Made, Making};
use crate::browser;
use crate::session::Gift;
use crate::shared::Shared;
use crate::state::Action;
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use trustlens_core::lab::Description;
use trustlens_web::lab::Lab;
use trustlens_web::lab::protocol::{Request, Response, Sequence};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::Callback;

/// Milliseconds for which a description must stay as it is before it is looked at.
const CALM: u32 = 250;

/// Milliseconds between two drawings of progress.
const PROGRESS_INTERVAL: f64 = 100.0;

/// The longest description in bytes: ones of any use have a few thousand.
const LONGEST_TEXT: f64 = 1_000_000.0;

/// The lab as the page runs it. Clones are the same.
#[derive(Clone)]
pub struct LabSession(Rc<Inner>);

struct Inner {
    lab: Lab,
    tell: Callback<Action>,
    /// Numbers the wishes to make something.
    sequence: Cell<Sequence>,
    /// What is being made.
    wanted: RefCell<Option<Description>>,
    /// Of each description that was asked for, whether it is an example: they come in the order of asking.
    awaited: RefCell<VecDeque<bool>>,
    calm: RefCell<Option<Timeout>>,
    last_progress: Cell<f64>,
}

impl PartialEq for LabSession {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl LabSession {
    /// A lab whose worker is started by the first thing that is asked of it. `tell` hears what the page shall show.
    pub fn new(tell: Callback<Action>) -> Self {
        Self(Rc::new_cyclic(|weak: &Weak<Inner>| {
            let weak = weak.clone();
            let hear = move |response, blob| {
                if let Some(inner) = weak.upgrade() {
                    Self(inner).hear(response, blob);
                }
            };
            Inner {
                lab: Lab::new(hear),
                tell,
                sequence: Cell::new(0),
                wanted: RefCell::default(),
                awaited: RefCell::default(),
                calm: RefCell::default(),
                last_progress: Cell::new(0.0),
            }
        }))
    }

    /// Asks for the list of faults.
    pub fn list_faults(&self) {
        self.ask(Request::Faults);
    }

    /// Lets a description be looked at and written as text, once the person has stopped changing it.
    pub fn consider(&self, description: Description) {
        let session = self.clone();
        let calm = Timeout::new(CALM, move || {
            let description = Box::new(description);
            session.ask(Request::Check(description.clone()));
            session.ask(Request::Write(description));
        });
        self.0.calm.replace(Some(calm));
    }

    /// Reads a description from a file.
    pub fn open(&self, gift: Gift) {
        let session = self.clone();
        spawn_local(async move {
            let text = if gift.blob.size() > LONGEST_TEXT { None } else { browser::text_of(&gift.blob).await };
            match text {
                Some(text) => session.read(gift.name, text),
                None => session.trouble(format!("{} could not be read, or is no description.", gift.name)),
            }
        });
    }

    /// Reads a description.
    pub fn read(&self, name: String, text: String) {
        self.0.awaited.borrow_mut().push_back(false);
        self.ask(Request::Read { name, text });
    }

    /// Changes the description so that it fits a fault.
    pub fn fit(&self, fault: String) {
        self.0.awaited.borrow_mut().push_back(true);
        self.ask(Request::Example(fault));
    }

    /// Makes a cluster.
    pub fn make(&self, description: Description) {
        let sequence = self.0.sequence.get() + 1;
        self.0.sequence.set(sequence);
        self.0.last_progress.set(0.0);
        self.0.wanted.replace(Some(description.clone()));
        self.act(Act::Went(Making::Working { done: 0, total: 0, what: String::new() }));
        self.ask(Request::Make { sequence, description: Box::new(description) });
    }

    /// Ends making. That ends the worker, and with it whatever else it was asked: so it is asked again of the description.
    pub fn stop(&self, description: Description) {
        self.0.lab.stop();
        self.0.wanted.replace(None);
        self.0.awaited.borrow_mut().clear();
        self.act(Act::Went(Making::Stopped));
        self.consider(description);
    }

    fn ask(&self, request: Request) {
        self.0.lab.ask(request, Vec::new());
    }

    fn act(&self, act: Act) {
        self.0.tell.emit(Action::Lab(act));
    }

    fn trouble(&self, words: String) {
        self.act(Act::Troubled(Some(words)));
    }

    /// Whether this is about what is being made, and not about something that was stopped.
    fn is_wanted(&self, sequence: Sequence) -> bool {
        sequence == self.0.sequence.get() && self.0.wanted.borrow().is_some()
    }

    fn hear(&self, response: Response, blob: Option<Blob>) {
        match response {
            Response::Faults(faults) => self.act(Act::FaultsCame(faults)),
            Response::Description(description) => {
                let is_example = self.0.awaited.borrow_mut().pop_front().unwrap_or_default();
                self.act(if is_example { Act::Fitted(description) } else { Act::Opened(description) });
            }
            Response::Unreadable(reason) => {
                self.0.awaited.borrow_mut().pop_front();
                self.trouble(reason);
            }
            Response::Text(text) => self.act(Act::Written(text)),
            Response::Checked { problems, closed } => self.act(Act::Checked(problems, closed)),
            Response::Progress { sequence, done, total, what } if self.is_wanted(sequence) => {
                let now = js_sys::Date::now();
                if now - self.0.last_progress.get() >= PROGRESS_INTERVAL {
                    self.0.last_progress.set(now);
                    self.act(Act::Went(Making::Working { done, total, what }));
                }
            }
            Response::Made { sequence, files, settings } if self.is_wanted(sequence) => {
                let description = self.0.wanted.take();
                if let (Some(description), Some(archive)) = (description, blob) {
                    let made = Made { description, files, settings, archive };
                    self.act(Act::Went(Making::Made(Shared::new(made))));
                }
            }
            Response::Failed { sequence, reason } if self.is_wanted(sequence) => {
                self.0.wanted.replace(None);
                self.act(Act::Went(Making::Failed(crate::words::sentence(&reason))));
            }
            Response::Died(reason) => {
                self.0.awaited.borrow_mut().clear();
                if self.0.wanted.take().is_some() {
                    self.act(Act::Went(Making::Failed(reason)));
                } else {
                    self.trouble(reason);
                }
            }
            Response::Ready | Response::Progress { .. } | Response::Made { .. } | Response::Failed { .. } => {}
        }
    }
}
