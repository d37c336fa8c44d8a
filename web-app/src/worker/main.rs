//! The worker: hears the page's requests, reads files, and lets the [engine] answer.
//!
//! Everything that is done with a request is in the engine, which knows no browser, so that it is tested like any
//! other Rust.

#![allow(unreachable_pub, reason = "nothing is outside a program: here `pub` marks what a module offers to the others")]

mod engine;
mod parts;
mod queue;
mod reader;

use engine::Engine;
use gloo_events::EventListener;
use queue::Queue;
use reader::Reader;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use trustlens_core::Progress;
use trustlens_core::intake::Pieces;
use trustlens_web::protocol::{Request, Response, STOPPED, Sequence, SourceId};
use trustlens_web::turn::next_task;
use trustlens_web::worker_link;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

/// The largest file that is read as a whole, in megabytes: beyond this the memory of a 32-bit program runs out.
const LARGEST_FILE: u64 = 512;

/// Milliseconds between two messages about progress.
const PROGRESS_INTERVAL: f64 = 50.0;

/// Runs the worker: from now on it answers messages. `worker-start.js` starts it, so that the global object is that of
/// a worker.
fn main() {
    let worker = Rc::new(Worker {
        scope: js_sys::global().unchecked_into(),
        engine: RefCell::new(Engine::new()),
        queue: RefCell::new(Queue::default()),
        busy: Cell::new(false),
        last_progress: Cell::new(0.0),
    });
    let scope = worker.scope.clone();
    std::panic::set_hook(Box::new(move |panic| {
        console_error_panic_hook::hook(panic);
        post(&scope, &Response::Died(panic.to_string()));
    }));
    let listener = Rc::clone(&worker);
    let scope = worker.scope.clone();
    EventListener::new(&scope, "message", move |event| {
        if let Some(event) = event.dyn_ref::<MessageEvent>() {
            Rc::clone(&listener).hear(&event.data());
        }
    })
    .forget();
    worker.say(&Response::Ready);
}

struct Worker {
    scope: DedicatedWorkerGlobalScope,
    engine: RefCell<Engine>,
    queue: RefCell<Queue<Option<Blob>>>,
    busy: Cell<bool>,
    last_progress: Cell<f64>,
}

impl Worker {
    /// Takes a message into the queue, and starts to work if nothing is being worked on.
    fn hear(self: Rc<Self>, message: &JsValue) {
        let Some((request, blobs)) = worker_link::read::<Request>(message) else { return };
        self.queue.borrow_mut().push(request, blobs.into_iter().next());
        if !self.busy.replace(true) {
            spawn_local(self.work());
        }
    }

    /// Works until the queue is empty. Between two requests newer messages may come in.
    async fn work(self: Rc<Self>) {
        loop {
            let next = self.queue.borrow_mut().take();
            let Some((request, blob)) = next else { break };
            self.answer(request, blob).await;
            next_task().await;
        }
        self.busy.set(false);
    }

    async fn answer(&self, request: Request, blob: Option<Blob>) {
        match request {
            Request::Add { source, name } => {
                self.say(&Response::Reading(source));
                let added = self.add(source, &name, blob).await;
                self.say(&added.unwrap_or_else(|reason| Response::Unreadable { source, reason }));
            }
            Request::Report { sequence, .. } if !self.verify(sequence).await => {}
            other => self.engine.borrow_mut().answer(other, &mut |response| self.say(&response)),
        }
    }

    /// Reads a source and adds it to the case; or says in a sentence why that cannot be.
    async fn add(&self, source: SourceId, name: &str, blob: Option<Blob>) -> Result<Response, String> {
        let mut reader = Reader::new(blob)?;
        self.stop_if_cancelled(source)?;
        let start = reader.next().await?;
        if let Some(mut pieces) = Pieces::begin(start) {
            pieces.push(start);
            self.read_on(source, &mut reader, &mut |piece| pieces.push(piece)).await?;
            return Ok(self.engine.borrow_mut().add_pieces(source, name, pieces));
        }
        let mut bytes = start.to_vec();
        let size = reader.size();
        if size > LARGEST_FILE * 1_000_000 {
            return Err(format!("It is too large: only captures may be larger than {LARGEST_FILE} MB here."));
        }
        let rest = usize::try_from(size).unwrap_or(usize::MAX).saturating_sub(bytes.len());
        bytes.try_reserve_exact(rest).map_err(|_| "There is not enough memory left for it.")?;
        self.read_on(source, &mut reader, &mut |piece| bytes.extend_from_slice(piece)).await?;
        Ok(self.engine.borrow_mut().add(source, name, bytes))
    }

    /// Hands what is left of a source to `take`, piece by piece, and looks up in between.
    async fn read_on(&self, source: SourceId, reader: &mut Reader, take: &mut dyn FnMut(&[u8])) -> Result<(), String> {
        while !reader.is_at_end() {
            self.say(&Response::ReadingProgress { source, done: reader.done(), total: reader.size() });
            next_task().await;
            self.stop_if_cancelled(source)?;
            take(reader.next().await?);
        }
        Ok(())
    }

    fn stop_if_cancelled(&self, source: SourceId) -> Result<(), String> {
        if self.queue.borrow_mut().take_cancelled(source) { Err(STOPPED.to_owned()) } else { Ok(()) }
    }

    /// Verifies all certificates before a report is made, looking up in between. Says whether the report is still
    /// wanted.
    async fn verify(&self, sequence: Sequence) -> bool {
        loop {
            let Progress { done, total } = self.engine.borrow_mut().verify_some();
            self.say(&Response::Progress { sequence, done, total });
            if done >= total {
                return true;
            }
            next_task().await;
            if self.queue.borrow().outdates_report() {
                return false;
            }
        }
    }

    fn say(&self, response: &Response) {
        if matches!(response, Response::Progress { .. } | Response::ReadingProgress { .. }) {
            let now = js_sys::Date::now();
            if now - self.last_progress.get() < PROGRESS_INTERVAL {
                return;
            }
            self.last_progress.set(now);
        }
        post(&self.scope, response);
    }
}

/// Sends a response. Where that fails the page hears nothing, and starts a new worker.
fn post(scope: &DedicatedWorkerGlobalScope, response: &Response) {
    if let Some(message) = worker_link::write(response, []) {
        let _ = scope.post_message(&message);
    }
}
