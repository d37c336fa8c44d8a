//! The lab's worker: hears what the page asks, makes keys with the browser, and lets the core make the rest.
//!
//! What needs no browser is in [answers] and [signing], so that it is tested like any other Rust.

#![allow(unreachable_pub, reason = "nothing is outside a program: here `pub` marks what a module offers to the others")]

mod answers;
mod key_worker;
mod keys;
mod signing;
mod web_crypto;

use gloo_events::EventListener;
use js_sys::{Array, Uint8Array};
use signing::Given;
use std::rc::Rc;
use std::sync::Arc;
use trustlens_core::lab::{self, Description};
use trustlens_core::text::visible;
use trustlens_web::lab::protocol::{Draft, FileEntry, Request, Response, Sequence};
use trustlens_web::turn::next_task;
use trustlens_web::worker_link;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, MessageEvent};

/// The largest list or key file that is read, in megabytes: a thousand times what there is.
const LARGEST_FILE: f64 = 64.0;

/// Runs the worker: from now on it answers messages. `worker-start.js` starts it, so that the global object is that of a
/// worker. The lab starts workers of the same program that make keys: their name tells.
fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    if scope.name() == key_worker::NAME {
        console_error_panic_hook::set_once();
        key_worker::listen(&scope);
        return;
    }
    let worker = Rc::new(Worker { scope: scope.clone() });
    let speaker = Worker { scope: scope.clone() };
    std::panic::set_hook(Box::new(move |panic| {
        console_error_panic_hook::hook(panic);
        speaker.say(&Response::Died(panic.to_string()));
    }));
    let listener = Rc::clone(&worker);
    EventListener::new(&scope, "message", move |event| {
        if let Some(event) = event.dyn_ref::<MessageEvent>()
            && let Some((request, blobs)) = worker_link::read::<Request>(&event.data())
        {
            spawn_local(Rc::clone(&listener).answer(request, blobs));
        }
    })
    .forget();
    worker.say(&Response::Ready);
}

struct Worker {
    scope: DedicatedWorkerGlobalScope,
}

impl Worker {
    async fn answer(self: Rc<Self>, request: Request, blobs: Vec<Blob>) {
        match request {
            Request::Make { sequence, description } => {
                let made = Rc::clone(&self).make(sequence, &description).await;
                self.say_if_failed(sequence, made);
            }
            Request::OpenKeys { sequence, keys } => {
                let read = read_all(&blobs).await.map(|files| signing::open_keys(&keys, &files));
                let said = read.map(|(own, refused)| {
                    self.say(&Response::Keys { sequence, summary: own.summary(), refused });
                });
                self.say_if_failed(sequence, said);
            }
            Request::Draft { sequence, draft } => {
                let summary = given(&draft, &blobs).await.and_then(|given| signing::summary(*draft, given));
                let said = summary.map(|summary| self.say(&Response::Drafted { sequence, summary }));
                self.say_if_failed(sequence, said);
            }
            Request::Sign { sequence, draft, signer, add_signer } => {
                let signed = given(&draft, &blobs).await.and_then(|given| {
                    let signed = signing::sign(*draft, given, signer, add_signer)?;
                    let file = FileEntry { name: signed.name, size: size_of(&signed.bytes) };
                    let blob = blob_of(&signed.bytes, "application/octet-stream")?;
                    self.say_with(&Response::Signed { sequence, file, warnings: signed.warnings }, &blob);
                    Ok(())
                });
                self.say_if_failed(sequence, signed);
            }
            simple => {
                if let Some(response) = answers::answer(simple) {
                    self.say(&response);
                }
            }
        }
    }

    /// Makes a cluster: first the keys that it will ask for, then all that is signed with them.
    async fn make(self: Rc<Self>, sequence: Sequence, description: &Description) -> Result<(), String> {
        let wishes = lab::wishes(description).map_err(|error| sentence(&error))?;
        let total = wishes.len() + 1;
        let speaker = Rc::clone(&self);
        let tell = move |done, what| speaker.say(&Response::Progress { sequence, done, total, what });
        let tell = Rc::new(tell);
        let told = Rc::clone(&tell);
        let keys = keys::make(&self.scope, description.seed.as_deref(), wishes, move |done, wish| {
            told(done, format!("the key of {}", visible(&wish.to_string())));
        });
        let keys = keys.await?;
        tell(total - 1, "what is signed with the keys".to_owned());
        next_task().await;
        let made = lab::make(description, Arc::new(keys)).map_err(|error| sentence(&error))?;
        let archive = lab::zip(&made.files).map_err(|error| sentence(&error))?;
        let blob = blob_of(&archive, "application/zip")?;
        let entry = |(name, bytes): &(String, Vec<u8>)| FileEntry { name: name.clone(), size: size_of(bytes) };
        let files = made.files.iter().map(entry).collect();
        self.say_with(&Response::Made { sequence, files, settings: made.settings }, &blob);
        Ok(())
    }

    fn say_if_failed(&self, sequence: Sequence, outcome: Result<(), String>) {
        if let Err(reason) = outcome {
            self.say(&Response::Failed { sequence, reason });
        }
    }

    fn say(&self, response: &Response) {
        self.post(worker_link::write(response, []));
    }

    fn say_with(&self, response: &Response, blob: &Blob) {
        self.post(worker_link::write(response, [blob]));
    }

    /// Where that fails the page hears nothing, and its person can stop the lab.
    fn post(&self, message: Option<JsValue>) {
        if let Some(message) = message {
            let _ = self.scope.post_message(&message);
        }
    }
}

fn sentence(error: &impl ToString) -> String {
    visible(&error.to_string()).into_owned()
}

fn size_of(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

fn blob_of(bytes: &[u8], kind: &str) -> Result<Blob, String> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), &options);
    blob.map_err(|_| "The browser has no room for the file.".to_owned())
}

async fn given(draft: &Draft, blobs: &[Blob]) -> Result<Given, String> {
    let mut files = read_all(blobs).await?;
    let list = (draft.with_list && !files.is_empty()).then(|| files.remove(0));
    Ok(Given { list, key_files: files })
}

async fn read_all(blobs: &[Blob]) -> Result<Vec<Vec<u8>>, String> {
    let mut files = Vec::new();
    for blob in blobs {
        if blob.size() > LARGEST_FILE * 1e6 {
            return Err(format!("A file is too large: neither lists nor keys have more than {LARGEST_FILE} MB."));
        }
        let buffer = JsFuture::from(blob.array_buffer()).await;
        let buffer =
            buffer.map_err(|_| "The browser could not read a file; it may have been moved or changed since.")?;
        files.push(Uint8Array::new(&buffer).to_vec());
    }
    Ok(files)
}
