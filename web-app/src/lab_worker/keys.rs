//! Makes the keys of a cluster, several at a time.
//!
//! Keys without a seed come from the browser's own cryptography, which is several times faster than a program for
//! WebAssembly and runs beside it. Keys of a seed are made in workers of their own, as many as the machine has
//! processors; so are all keys where the browser does not offer its cryptography: on pages that came neither by HTTPS nor
//! from this computer.

use crate::key_worker::KeyWorker;
use crate::web_crypto::WebCrypto;
use js_sys::{Array, Promise};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use trustlens_core::lab::{Key, KeyRing, KeySource as _, KeyWish, Seeded};
use trustlens_web::turn::next_task;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{DedicatedWorkerGlobalScope, WorkerNavigator};

/// The most keys that are made at a time: more would fill small machines' memory.
const MOST_AT_A_TIME: usize = 4;

/// Makes all keys that are wished for. `tell` hears how many are done, and which comes next.
///
/// # Errors
/// Why one could not be made, in a sentence.
pub async fn make(
    scope: &DedicatedWorkerGlobalScope,
    seed: Option<&str>,
    wishes: Vec<KeyWish>,
    tell: impl Fn(usize, &KeyWish) + 'static,
) -> Result<KeyRing, String> {
    let crypto = scope.crypto().map_err(|_| "The browser has no cryptography: please use a current one.")?;
    let browser = WebCrypto::of(&crypto).filter(|_| seed.is_none());
    let seed = if let Some(seed) = seed {
        seed.as_bytes().to_vec()
    } else {
        let mut random = [0; 32];
        let filled = crypto.get_random_values_with_u8_array(&mut random);
        filled.map_err(|_| "The browser gives no random numbers: please use a current one.")?;
        random.to_vec()
    };
    let slow = wishes.iter().filter(|wish| !wish.kind.is_elliptic()).count();
    let makers = processors(&scope.navigator()).min(slow).max(1);
    let work = Rc::new(Work {
        source: Seeded::new(&seed),
        seed,
        browser,
        waiting: RefCell::new(wishes.into()),
        ring: RefCell::default(),
        done: Cell::new(0),
        failure: RefCell::default(),
        tell: Box::new(tell),
    });
    let makers: Array = (0..makers).map(|_| future_to_promise(Rc::clone(&work).run())).collect();
    let _ = JsFuture::from(Promise::all(&makers)).await;
    let failure = work.failure.take();
    failure.map_or_else(|| Ok(work.ring.take()), Err)
}

fn processors(navigator: &WorkerNavigator) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "browsers count in whole numbers")]
    let count = navigator.hardware_concurrency() as usize;
    count.clamp(1, MOST_AT_A_TIME)
}

/// Hears how many keys are done, and which comes next.
type Tell = Box<dyn Fn(usize, &KeyWish)>;

struct Work {
    source: Seeded,
    /// What the source was made of.
    seed: Vec<u8>,
    browser: Option<WebCrypto>,
    waiting: RefCell<VecDeque<KeyWish>>,
    ring: RefCell<KeyRing>,
    done: Cell<usize>,
    failure: RefCell<Option<String>>,
    tell: Tell,
}

impl Work {
    /// Makes one key after the other, until none is left.
    async fn run(self: Rc<Self>) -> Result<JsValue, JsValue> {
        let mut worker = if self.browser.is_none() { KeyWorker::start() } else { None };
        loop {
            let next = self.waiting.borrow_mut().pop_front();
            let Some(wish) = next else { break };
            (self.tell)(self.done.get(), &wish);
            match self.make(&wish, &mut worker).await {
                Ok(key) => self.ring.borrow_mut().insert(wish, key),
                Err(reason) => {
                    self.failure.replace(Some(reason));
                    self.waiting.borrow_mut().clear();
                }
            }
            self.done.set(self.done.get() + 1);
        }
        Ok(JsValue::UNDEFINED)
    }

    async fn make(&self, wish: &KeyWish, worker: &mut Option<KeyWorker>) -> Result<Key, String> {
        // Those on a curve take no time.
        if !wish.kind.is_elliptic() {
            let made = match (&self.browser, &*worker) {
                (Some(browser), _) => browser.make(wish.kind).await,
                (None, Some(worker)) => worker.make(&self.seed, wish).await,
                (None, None) => None,
            };
            if let Some(key) = made.filter(|key| key.kind() == wish.kind) {
                return Ok(key);
            }
            // A worker that failed once may never answer again.
            worker.take();
        }
        // Whatever kept the browser or the other worker from it, it can be done here.
        next_task().await;
        self.source.key(wish).map_err(|error| error.to_string())
    }
}
