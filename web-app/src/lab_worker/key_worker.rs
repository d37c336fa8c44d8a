//! Workers of the lab's own that make keys of a seed: the same program, started under another name.
//!
//! Each key is derived from the seed and what it is for alone, so it does not matter which worker makes it. They end
//! with the lab's worker, at the latest.

use gloo_events::{EventListener, EventListenerOptions};
use js_sys::{Function, Promise};
use serde::{Deserialize, Serialize};
use trustlens_core::lab::{Key, KeySource as _, KeyWish, Seeded};
use trustlens_web::worker_link;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Worker};

/// The name of such a worker.
pub const NAME: &str = "trustlens-keys";

#[wasm_bindgen]
extern "C" {
    /// Made by `worker-start.js`: another worker of the same program.
    #[wasm_bindgen(catch, js_name = trustlensStartAnother)]
    fn start_another(name: &str) -> Result<JsValue, JsValue>;
}

/// A key that is wanted of such a worker.
#[derive(Serialize, Deserialize)]
struct Errand {
    seed: Vec<u8>,
    wish: KeyWish,
}

/// Answers errands from now on, with the key as PKCS#8; with nothing where it could not be made.
pub fn listen(scope: &DedicatedWorkerGlobalScope) {
    let own = scope.clone();
    EventListener::new(scope, "message", move |event| {
        let errand = event.dyn_ref::<MessageEvent>().and_then(|event| worker_link::read::<Errand>(&event.data()));
        let key = errand.and_then(|(errand, _)| Seeded::new(&errand.seed).key(&errand.wish).ok()?.pkcs8());
        if let Some(message) = worker_link::write(&key, []) {
            let _ = own.post_message(&message);
        }
    })
    .forget();
}

/// One such worker. It ends when this is dropped.
pub struct KeyWorker(Worker);

impl KeyWorker {
    /// Starts one. `None` where the browser starts no workers from within workers.
    pub fn start() -> Option<Self> {
        start_another(NAME).ok()?.dyn_into().ok().map(Self)
    }

    /// Has a key made. `None` where the worker could not. One key at a time.
    pub async fn make(&self, seed: &[u8], wish: &KeyWish) -> Option<Key> {
        let errand = worker_link::write(&Errand { seed: seed.to_vec(), wish: wish.clone() }, [])?;
        let mut listeners = None;
        let answer = Promise::new(&mut |resolve, reject| listeners = Some(self.listeners(resolve, reject)));
        self.0.post_message(&errand).ok()?;
        let event: MessageEvent = JsFuture::from(answer).await.ok()?.dyn_into().ok()?;
        drop(listeners);
        let (key, _) = worker_link::read::<Option<Vec<u8>>>(&event.data())?;
        Key::from_pkcs8(&key?).ok()
    }

    fn listeners(&self, resolve: Function, reject: Function) -> [EventListener; 2] {
        let message = EventListener::once(&self.0, "message", move |event| {
            let _ = resolve.call1(&JsValue::NULL, event);
        });
        // It is dealt with here: without this the browser would take the fault for the lab's own.
        let options = EventListenerOptions::enable_prevent_default();
        let error = EventListener::once_with_options(&self.0, "error", options, move |event| {
            event.prevent_default();
            let _ = reject.call1(&JsValue::NULL, event);
        });
        [message, error]
    }
}

impl Drop for KeyWorker {
    fn drop(&mut self) {
        self.0.terminate();
    }
}
