//! The page's end of the lab's worker: what is asked of it, and what becomes of its answers.

use super::bench::{Act, Made, Making};
use super::signing::{SignAct, Signed, Signing, Task};
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
use trustlens_web::lab::protocol::{Draft, KeyFiles, Request, Response, Sequence};
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
    /// Numbers the wishes.
    sequence: Cell<Sequence>,
    /// The last wish to make a cluster.
    making: Cell<Sequence>,
    /// The last wish to look at certificates and keys.
    keys: Cell<Sequence>,
    /// The last wish to look at a list.
    draft: Cell<Sequence>,
    /// The last wish to sign a list.
    signature: Cell<Sequence>,
    /// What is being made.
    wanted: RefCell<Option<Description>>,
    /// Of each description that was asked for, whether it is an example: they come in the order of asking.
    awaited: RefCell<VecDeque<bool>>,
    /// Whether the lab died, and with it perhaps what was asked of the faults.
    died: Cell<bool>,
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
                making: Cell::new(0),
                keys: Cell::new(0),
                draft: Cell::new(0),
                signature: Cell::new(0),
                wanted: RefCell::default(),
                awaited: RefCell::default(),
                died: Cell::new(false),
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
        let sequence = self.next(&self.0.making);
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

    /// Looks at certificates and keys, and at the list with all changes.
    pub fn look_at(&self, task: &Task) {
        let (keys, blobs) = key_files(task);
        let sequence = self.next(&self.0.keys);
        self.0.lab.ask(Request::OpenKeys { sequence, keys }, blobs);
        let (draft, blobs) = draft_of(task);
        let sequence = self.next(&self.0.draft);
        self.0.lab.ask(Request::Draft { sequence, draft }, blobs);
    }

    /// Signs a list.
    pub fn sign(&self, signing: &Signing) {
        let (draft, blobs) = draft_of(&signing.task());
        let sequence = self.next(&self.0.signature);
        let signer = Some(signing.signer()).filter(|signer| !signer.is_empty());
        let request = Request::Sign { sequence, draft, signer, add_signer: signing.adds_signer };
        self.0.lab.ask(request, blobs);
    }

    /// A number for a wish, which takes the place of the last one of its kind.
    fn next(&self, kind: &Cell<Sequence>) -> Sequence {
        let sequence = self.0.sequence.get() + 1;
        self.0.sequence.set(sequence);
        kind.set(sequence);
        sequence
    }

    fn act_in_signing(&self, act: SignAct) {
        self.act(Act::Sign(act));
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
        sequence == self.0.making.get() && self.0.wanted.borrow().is_some()
    }

    fn hear(&self, response: Response, blob: Option<Blob>) {
        match response {
            Response::Ready if self.0.died.take() => self.list_faults(),
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
            Response::Keys { sequence, summary, refused } if sequence == self.0.keys.get() => {
                self.act_in_signing(SignAct::KeysCame(summary, refused));
            }
            Response::Drafted { sequence, summary } if sequence == self.0.draft.get() => {
                self.act_in_signing(SignAct::Drafted(Ok(Box::new(summary))));
            }
            Response::Signed { sequence, file, warnings } if sequence == self.0.signature.get() => {
                if let Some(blob) = blob {
                    let signed = Signed { file: Gift { name: file.name, blob }, size: file.size, warnings };
                    self.act_in_signing(SignAct::Ended(Ok(Shared::new(signed))));
                }
            }
            Response::Failed { sequence, reason } if sequence == self.0.draft.get() => {
                self.act_in_signing(SignAct::Drafted(Err(reason)));
            }
            Response::Failed { sequence, reason } if sequence == self.0.signature.get() => {
                self.act_in_signing(SignAct::Ended(Err(reason)));
            }
            Response::Died(reason) => {
                self.0.died.set(true);
                self.0.awaited.borrow_mut().clear();
                if self.0.wanted.take().is_some() {
                    self.act(Act::Went(Making::Failed(reason)));
                } else {
                    self.trouble(reason);
                }
            }
            // What was asked for before something else, or was stopped.
            _ => {}
        }
    }
}

/// The files of certificates and keys of a task, and their blobs.
fn key_files(task: &Task) -> (KeyFiles, Vec<Blob>) {
    let names = task.keys.iter().map(|file| file.name.clone()).collect();
    let blobs = task.keys.iter().map(|file| file.blob.clone()).collect();
    (KeyFiles { names, passwords: task.passwords.clone() }, blobs)
}

/// A task as the worker wants it, and its blobs: the list first.
fn draft_of(task: &Task) -> (Box<Draft>, Vec<Blob>) {
    let (keys, mut blobs) = key_files(task);
    if let Some(list) = &task.list {
        blobs.insert(0, list.blob.clone());
    }
    let (header, edits) = (task.header.clone(), task.edits.clone());
    (Box::new(Draft { with_list: task.list.is_some(), keys, header, edits }), blobs)
}
