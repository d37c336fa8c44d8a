//! One worker, as long as it lives.

use gloo_events::EventListener;
use js_sys::{Array, Uint8Array};
use trustlens_web::protocol::{Request, Response, pack, unpack};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Blob, ErrorEvent, MessageEvent, Worker};

#[wasm_bindgen]
extern "C" {
    /// Made by `start.js`, which knows the addresses of the engine and the page's Trusted Types policy.
    #[wasm_bindgen(catch, js_name = trustlensStartWorker)]
    async fn start_worker() -> Result<JsValue, JsValue>;
}

/// What comes from a worker.
pub enum Event {
    /// A response.
    Said(Response),
    /// The worker could not be loaded, or stopped at a fault; in the browser's words, if it has any.
    Failed(String),
}

/// A running worker. It ends when this is dropped.
pub struct WorkerLink {
    worker: Worker,
    _listeners: [EventListener; 3],
}

impl WorkerLink {
    /// Starts a worker; loads the engine first, where that has not been done. `hear` gets what the worker says.
    ///
    /// # Errors
    /// Why the engine could not be loaded, in the browser's words.
    pub async fn start(hear: impl Fn(Event) + Clone + 'static) -> Result<Self, String> {
        let started = start_worker().await;
        let worker: Worker = started.map_err(|problem| words_of(&problem))?.unchecked_into();
        let on_message = hear.clone();
        let message = EventListener::new(&worker, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                on_message(read(event));
            }
        });
        let on_unreadable = hear.clone();
        let unreadable = EventListener::new(&worker, "messageerror", move |_| {
            on_unreadable(Event::Failed("a message could not be read".to_owned()));
        });
        let error = EventListener::new(&worker, "error", move |event| {
            hear(Event::Failed(event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default()));
        });
        Ok(Self { worker, _listeners: [message, unreadable, error] })
    }

    /// Sends a request, with the blob it speaks of.
    pub fn send(&self, request: &Request, blob: Option<&Blob>) {
        if let Some(bytes) = pack(request) {
            let blob = blob.map_or(JsValue::UNDEFINED, |blob| blob.clone().into());
            let _ = self.worker.post_message(&Array::of2(&Uint8Array::from(bytes.as_slice()), &blob));
        }
    }
}

impl Drop for WorkerLink {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn words_of(problem: &JsValue) -> String {
    problem.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message())).unwrap_or_default()
}

fn read(event: &MessageEvent) -> Event {
    let data = event.data();
    let bytes = Uint8Array::new(&data).to_vec();
    match unpack(&bytes) {
        Some(response) => Event::Said(response),
        None => Event::Failed("it said something unreadable".to_owned()),
    }
}
