//! The page's end of the lab: loads it and starts its worker when something is asked, and outlives the worker.

use super::protocol::{Request, Response};
use crate::worker_link::{Event, Program, WorkerLink};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

/// The lab. Clones are the same one. Its worker ends with the last of them.
#[derive(Clone)]
pub struct Lab(Rc<Inner>);

struct Inner {
    worker: RefCell<Worker>,
    /// Counts the workers, so that one which was still being loaded does not take the place of a later one.
    workers: Cell<usize>,
    /// Whether the worker has said that it listens.
    listens: Cell<bool>,
    hear: Box<dyn Fn(Response, Option<Blob>)>,
}

/// How it stands with the worker.
enum Worker {
    /// There is none.
    Absent,
    /// The lab is being loaded; what was asked meanwhile.
    Loading(Vec<(Request, Vec<Blob>)>),
    /// It was started.
    Started(WorkerLink<Request, Response>),
}

impl Lab {
    /// A lab that is not loaded yet. `hear` gets what it says, with the blob that it speaks of; never while something is
    /// being asked.
    ///
    /// When the lab could not be loaded or its worker stopped at a fault, that is [`Response::Died`].
    pub fn new(hear: impl Fn(Response, Option<Blob>) + 'static) -> Self {
        Self(Rc::new(Inner {
            worker: RefCell::new(Worker::Absent),
            workers: Cell::new(0),
            listens: Cell::new(false),
            hear: Box::new(hear),
        }))
    }

    /// Asks something of the lab, with the blobs that the request speaks of. Loads the lab first, where there is none.
    pub fn ask(&self, request: Request, blobs: Vec<Blob>) {
        self.prepare();
        match &mut *self.0.worker.borrow_mut() {
            Worker::Started(link) => link.send(&request, &blobs),
            Worker::Loading(asked) => asked.push((request, blobs)),
            Worker::Absent => {}
        }
    }

    /// Loads the lab and starts its worker, if there is none: the person is about to ask something.
    pub fn prepare(&self) {
        if !matches!(*self.0.worker.borrow(), Worker::Absent) {
            return;
        }
        self.0.worker.replace(Worker::Loading(Vec::new()));
        self.0.listens.set(false);
        let number = self.0.workers.get() + 1;
        self.0.workers.set(number);
        let weak = Rc::downgrade(&self.0);
        spawn_local(async move {
            let hearer = weak.clone();
            let started = WorkerLink::start(Program::Lab, move |event| {
                if let Some(lab) = present(&hearer, number) {
                    lab.hear(event);
                }
            });
            let started = started.await;
            let Some(lab) = present(&weak, number) else { return };
            match started {
                Ok(link) => lab.begin(link),
                Err(reason) => lab.bury(&reason),
            }
        });
    }

    /// Ends what the lab is doing; nothing that was asked is answered any more. The next request starts it anew.
    pub fn stop(&self) {
        self.0.workers.set(self.0.workers.get() + 1);
        self.0.worker.replace(Worker::Absent);
    }

    fn begin(&self, link: WorkerLink<Request, Response>) {
        let mut worker = self.0.worker.borrow_mut();
        if let Worker::Loading(asked) = &*worker {
            for (request, blobs) in asked {
                link.send(request, blobs);
            }
        }
        *worker = Worker::Started(link);
    }

    fn hear(&self, event: Event<Response>) {
        match event {
            Event::Said(Response::Died(reason), _) | Event::Failed(reason) => self.bury(&reason),
            Event::Said(response, blob) => {
                if response == Response::Ready {
                    self.0.listens.set(true);
                }
                (self.0.hear)(response, blob);
            }
        }
    }

    /// The worker is no more, for a reason in the browser's words, if it has any.
    fn bury(&self, reason: &str) {
        self.stop();
        let what = if self.0.listens.get() {
            "The lab stopped at a fault of its own. Please try again, or change the description."
        } else {
            "The lab could not be loaded. Please look whether there is a network, and try again."
        };
        let why = if reason.is_empty() { "nothing of why" } else { reason };
        (self.0.hear)(Response::Died(format!("{what} The browser says: {why}")), None);
    }
}

/// The lab, while it is there and the worker with this number is its present one.
fn present(lab: &Weak<Inner>, number: usize) -> Option<Lab> {
    lab.upgrade().filter(|inner| inner.workers.get() == number).map(Lab)
}

impl PartialEq for Lab {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Lab {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Lab").field("listens", &self.0.listens).finish_non_exhaustive()
    }
}
