//! The page's end of the worker: keeps what was given, feeds the worker, and starts a new one when it dies.
//!
//! The engine that the worker runs is loaded when there is something for it to do, or when a person is about to give
//! something.

mod ledger;

use crate::browser;
use crate::changes;
use crate::cluster::Fact;
use crate::shared::Shared;
use crate::snapshot::Assembly;
use crate::state::{Action, Work};
use gloo_timers::callback::Interval;
use ledger::Ledger;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use trustlens_core::Timestamp;
use trustlens_core::plan::Change;
use trustlens_web::protocol::{Request, Response, Settings, SourceId, Subject};
use trustlens_web::worker_link::{Event, Program, WorkerLink};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::Callback;

/// Milliseconds between two looks at whether the worker still answers.
const PULSE: u32 = 5_000;

/// After so many looks without a word from a busy worker it counts as dead: 45 seconds, while it speaks many
/// times a second. Looks are counted and not seconds, so that a computer's sleep is no death.
const SILENT_PULSES: u32 = 9;

/// Milliseconds between two drawings of progress.
const PROGRESS_INTERVAL: f64 = 100.0;

/// Something that the person gave: a file, or a text as a blob.
#[derive(Debug, Clone, PartialEq)]
pub struct Gift {
    /// Its name, with the folders it was dropped with.
    pub name: String,
    /// Its bytes, which only the worker reads.
    pub blob: Blob,
}

/// The case as the page runs it. Clones are the same session.
#[derive(Clone)]
pub struct Session(Rc<Inner>);

/// How it stands with the worker.
enum Worker {
    /// There is none.
    Absent,
    /// The engine is being loaded.
    Loading,
    /// It was started.
    Started(WorkerLink<Request, Response>),
    /// The engine could not be loaded, for this reason. Nothing is tried again by itself.
    Unavailable(String),
}

struct Inner {
    ledger: RefCell<Ledger<Blob>>,
    worker: RefCell<Worker>,
    /// Counts the workers, so that one which was still being loaded does not take the place of a later one.
    workers: Cell<usize>,
    /// Whether the worker has said that it listens.
    listens: Cell<bool>,
    assembly: RefCell<Assembly>,
    tell: Callback<Action>,
    silent_pulses: Cell<u32>,
    last_progress: Cell<f64>,
    pulse: RefCell<Option<Interval>>,
}

impl PartialEq for Session {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Session {
    /// Starts a session with an empty case. `tell` hears what the page shall show.
    pub fn start(tell: Callback<Action>) -> Self {
        let session = Self(Rc::new(Inner {
            ledger: RefCell::new(Ledger::new(settings(None))),
            worker: RefCell::new(Worker::Absent),
            workers: Cell::new(0),
            listens: Cell::new(false),
            assembly: RefCell::default(),
            tell,
            silent_pulses: Cell::new(0),
            last_progress: Cell::new(0.0),
            pulse: RefCell::default(),
        }));
        let watched = Rc::downgrade(&session.0);
        let pulse = Interval::new(PULSE, move || {
            if let Some(inner) = watched.upgrade() {
                Self(inner).look_at_worker();
            }
        });
        session.0.pulse.replace(Some(pulse));
        session
    }

    /// The person is about to give something: loads the engine and starts the worker, if there is none.
    pub fn prepare(&self) {
        if matches!(*self.0.worker.borrow(), Worker::Absent) {
            self.start_worker();
        }
    }

    /// Adds files and texts to the case.
    pub fn give(&self, gifts: Vec<Gift>) {
        self.load_anew();
        for gift in gifts {
            self.0.ledger.borrow_mut().give(gift.name, gift.blob);
        }
        self.tell_sources();
        self.proceed();
    }

    /// Takes away what a source became: the input with this id and all inside it.
    pub fn take_away_input(&self, input: usize) {
        self.0.ledger.borrow_mut().take_away_input(input);
        self.tell_sources();
        self.proceed();
    }

    /// Takes away a source that could not be read.
    pub fn take_away(&self, source: SourceId) {
        self.0.ledger.borrow_mut().take_away(source);
        self.tell_sources();
        self.proceed();
    }

    /// Stops reading a source.
    pub fn cancel(&self, source: SourceId) {
        self.0.ledger.borrow_mut().cancel(source);
        self.tell_sources();
        self.proceed();
    }

    /// Tries a source again that was left out.
    pub fn try_again(&self, source: SourceId) {
        self.0.ledger.borrow_mut().try_again(source);
        self.tell_sources();
        self.proceed();
    }

    /// Gives a password for what waits for one.
    pub fn unlock(&self, password: String) {
        self.0.ledger.borrow_mut().unlock(password);
        self.proceed();
    }

    /// Whether the person has given a password.
    pub fn has_passwords(&self) -> bool {
        self.0.ledger.borrow().has_passwords()
    }

    /// Tries again to load the engine, or to run a worker after the page had stopped trying.
    pub fn resume(&self) {
        self.0.ledger.borrow_mut().resume();
        self.load_anew();
        self.proceed();
    }

    /// Lets the engine be loaded anew after that had failed.
    fn load_anew(&self) {
        if matches!(*self.0.worker.borrow(), Worker::Unavailable(_)) {
            self.0.worker.replace(Worker::Absent);
        }
    }

    /// Judges by another date; by today when absent.
    pub fn set_date(&self, date: Option<Timestamp>) {
        let at = settings(date).at;
        self.0.ledger.borrow_mut().change_settings(&mut |settings| settings.at = at);
        self.0.tell.emit(Action::DateSet(date));
        self.proceed();
    }

    /// Judges by another fact of the cluster.
    pub fn learn(&self, fact: &Fact) {
        self.0.ledger.borrow_mut().change_settings(&mut |settings| fact.clone().put_into(settings));
        self.proceed();
    }

    /// Asks how changes can be made, which comes with the report.
    pub fn plan(&self, changes: &[Change]) {
        self.0.ledger.borrow_mut().change_settings(&mut |settings| settings.changes = changes.to_vec());
        self.proceed();
    }

    /// Asks for a detail, which comes as [`Action::Detailed`].
    pub fn want(&self, subject: Subject) {
        self.0.ledger.borrow_mut().want(subject);
        self.proceed();
    }

    /// Empties the case. A new worker is the surest way to forget what the old one held.
    pub fn clear(&self, date: Option<Timestamp>) {
        self.0.ledger.replace(Ledger::new(settings(date)));
        self.load_anew();
        if matches!(*self.0.worker.borrow(), Worker::Started(_)) {
            self.start_worker();
        }
        self.0.tell.emit(Action::Cleared);
    }

    /// Sends what is to be sent, once there is a worker, and says how things stand.
    fn proceed(&self) {
        if self.0.ledger.borrow().wants_worker() {
            self.prepare();
        }
        if let Worker::Started(link) = &*self.0.worker.borrow() {
            while let Some((request, blob)) = self.next_request() {
                link.send(&request, blob.as_ref());
            }
        }
        self.tell_work();
    }

    fn next_request(&self) -> Option<(Request, Option<Blob>)> {
        self.0.ledger.borrow_mut().next_request()
    }

    fn tell_sources(&self) {
        let (sources, failures) = {
            let ledger = self.0.ledger.borrow();
            (ledger.count(), ledger.failures())
        };
        self.0.tell.emit(Action::Given { sources, failures });
        // Another case is another kind of work, which is told at once.
        self.0.last_progress.set(0.0);
    }

    /// Says what is being done; progress only so often that drawing it costs nothing.
    fn tell_work(&self) {
        let now = js_sys::Date::now();
        let is_waiting = self.0.ledger.borrow().is_waiting();
        if is_waiting && now - self.0.last_progress.get() < PROGRESS_INTERVAL {
            return;
        }
        self.0.last_progress.set(now);
        self.0.tell.emit(Action::Working(self.work()));
    }

    fn work(&self) -> Work {
        let ledger = self.0.ledger.borrow();
        match &*self.0.worker.borrow() {
            _ if !ledger.wants_worker() => ledger.work(),
            Worker::Unavailable(reason) => {
                Work::NotLoaded { is_offline: browser::is_offline(), reason: reason.clone().into() }
            }
            Worker::Started(_) if self.0.listens.get() => ledger.work(),
            _ => Work::Loading,
        }
    }

    /// Starts a worker in the place of the one that there is.
    fn start_worker(&self) {
        self.0.silent_pulses.set(0);
        self.0.assembly.take();
        self.0.listens.set(false);
        self.0.worker.replace(Worker::Loading);
        let number = self.0.workers.get() + 1;
        self.0.workers.set(number);
        let weak = Rc::downgrade(&self.0);
        spawn_local(async move {
            let hearer = weak.clone();
            let started = WorkerLink::start(Program::Engine, move |event| {
                if let Some(inner) = hearer.upgrade() {
                    Self(inner).hear(event);
                }
            });
            let started = started.await;
            let Some(session) = weak.upgrade().map(Self) else { return };
            if session.0.workers.get() != number {
                return;
            }
            match started {
                Ok(link) => {
                    session.0.worker.replace(Worker::Started(link));
                    session.begin();
                }
                Err(reason) => session.not_loaded(reason),
            }
        });
    }

    /// Goes on where there is something to do. Where there is not, the page may be doing something else.
    fn begin(&self) {
        if self.0.ledger.borrow().wants_worker() {
            self.proceed();
        }
    }

    fn hear(&self, event: Event<Response>) {
        self.0.silent_pulses.set(0);
        match event {
            Event::Said(Response::Ready, _) => {
                self.0.listens.set(true);
                // Another kind of work, which is told at once.
                self.0.last_progress.set(0.0);
                self.begin();
            }
            Event::Said(Response::Died(reason), _) | Event::Failed(reason) => self.bury(reason),
            Event::Said(response, _) => self.take(response),
        }
    }

    fn take(&self, response: Response) {
        let is_wanted_report = self.0.ledger.borrow_mut().hear(&response);
        match response {
            Response::Part { sequence, part } if self.0.ledger.borrow().wants(sequence) => {
                self.0.assembly.borrow_mut().take(part);
            }
            Response::Finished(_) => {
                let assembly = self.0.assembly.take();
                if is_wanted_report {
                    if self.0.ledger.borrow_mut().take_renumbered() {
                        let forget = &mut |settings: &mut Settings| changes::forget_inputs(&mut settings.changes);
                        self.0.ledger.borrow_mut().change_settings(forget);
                        self.0.tell.emit(Action::Renumbered);
                    }
                    self.0.tell.emit(Action::Judged(Shared::new(assembly.finish())));
                    self.tell_sources();
                }
            }
            Response::Detail(subject, detail) => self.0.tell.emit(Action::Detailed(subject, detail)),
            Response::Unreadable { .. } => self.tell_sources(),
            _ => {}
        }
        self.proceed();
    }

    /// Gives a new worker what the dead one had, unless that never came to listen.
    fn bury(&self, reason: String) {
        if !self.0.listens.get() {
            self.not_loaded(reason);
            return;
        }
        self.0.worker.replace(Worker::Absent);
        let reason = if reason.is_empty() { "the browser does not say why" } else { &reason };
        self.0.ledger.borrow_mut().died(reason);
        self.tell_sources();
        self.proceed();
    }

    fn not_loaded(&self, reason: String) {
        self.0.worker.replace(Worker::Unavailable(reason));
        self.0.ledger.borrow_mut().not_loaded();
        self.begin();
    }

    fn look_at_worker(&self) {
        if !self.0.ledger.borrow().is_waiting() {
            self.0.silent_pulses.set(0);
            return;
        }
        let silent = self.0.silent_pulses.get() + 1;
        self.0.silent_pulses.set(silent);
        if silent >= SILENT_PULSES {
            self.bury("it did not answer any more".to_owned());
        }
    }
}

fn settings(date: Option<Timestamp>) -> Settings {
    Settings::at(date.unwrap_or_else(browser::now))
}
