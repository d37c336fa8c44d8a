//! One worker, as long as it lives: the page's end of it, and how both ends put messages together.

use crate::protocol::{pack, unpack};
use gloo_events::EventListener;
use js_sys::{Array, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use std::marker::PhantomData;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Blob, ErrorEvent, MessageEvent, Worker};

#[wasm_bindgen]
extern "C" {
    /// Made by `start.js`, which knows the addresses of the programs and the page's Trusted Types policy.
    #[wasm_bindgen(catch, js_name = trustlensStartWorker)]
    async fn start_worker(program: &str) -> Result<JsValue, JsValue>;
}

/// A program that a worker runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// Reads and judges.
    Engine,
    /// Makes clusters.
    Lab,
}

impl Program {
    fn name(self) -> &'static str {
        match self {
            Self::Engine => "engine",
            Self::Lab => "lab",
        }
    }
}

/// What comes from a worker.
#[derive(Debug)]
pub enum Event<Response> {
    /// A response, with the blob it speaks of.
    Said(Response, Option<Blob>),
    /// The worker could not be loaded, or stopped at a fault; in the browser's words, if it has any.
    Failed(String),
}

/// A running worker that takes requests of one type and answers with another. It ends when this is dropped.
#[derive(Debug)]
pub struct WorkerLink<Request, Response> {
    worker: Worker,
    _listeners: [EventListener; 3],
    _messages: PhantomData<fn(Request) -> Response>,
}

impl<Request: Serialize, Response: DeserializeOwned> WorkerLink<Request, Response> {
    /// Starts a worker; loads its program first, where that has not been done. `hear` gets what the worker says.
    ///
    /// # Errors
    /// Why the program could not be loaded, in the browser's words.
    pub async fn start(program: Program, hear: impl Fn(Event<Response>) + Clone + 'static) -> Result<Self, String> {
        let started = start_worker(program.name()).await;
        let worker: Worker = started.map_err(|problem| words_of(&problem))?.unchecked_into();
        let on_message = hear.clone();
        let message = EventListener::new(&worker, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                on_message(match read(&event.data()) {
                    Some((response, blobs)) => Event::Said(response, blobs.into_iter().next()),
                    None => Event::Failed("it said something unreadable".to_owned()),
                });
            }
        });
        let on_unreadable = hear.clone();
        let unreadable = EventListener::new(&worker, "messageerror", move |_| {
            on_unreadable(Event::Failed("a message could not be read".to_owned()));
        });
        let error = EventListener::new(&worker, "error", move |event| {
            hear(Event::Failed(event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default()));
        });
        Ok(Self { worker, _listeners: [message, unreadable, error], _messages: PhantomData })
    }

    /// Sends a request, with the blobs it speaks of.
    pub fn send<'a>(&self, request: &Request, blobs: impl IntoIterator<Item = &'a Blob>) {
        if let Some(message) = write(request, blobs) {
            let _ = self.worker.post_message(&message);
        }
    }
}

impl<Request, Response> Drop for WorkerLink<Request, Response> {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// A message as it is posted: an array of its bytes and the blobs it speaks of. `None` where it cannot be written, which
/// the types of the messages rule out.
pub fn write<'a, T: Serialize>(message: &T, blobs: impl IntoIterator<Item = &'a Blob>) -> Option<JsValue> {
    let parts = Array::of1(&Uint8Array::from(pack(message)?.as_slice()));
    for blob in blobs {
        parts.push(blob);
    }
    Some(parts.into())
}

/// A message as it came, and the blobs it speaks of. `None` where it is none.
#[must_use]
pub fn read<T: DeserializeOwned>(data: &JsValue) -> Option<(T, Vec<Blob>)> {
    let parts: &Array = data.dyn_ref()?;
    let message = unpack(&parts.get(0).dyn_into::<Uint8Array>().ok()?.to_vec())?;
    Some((message, parts.iter().skip(1).filter_map(|part| part.dyn_into().ok()).collect()))
}

fn words_of(problem: &JsValue) -> String {
    problem.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message())).unwrap_or_default()
}
