//! Taking turns with the browser, in a worker.

use js_sys::Promise;
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, MessageEvent};

/// Lets the browser deliver the messages that have come meanwhile.
///
/// A message to oneself does that at once, where a timer would wait four milliseconds each time.
pub async fn next_task() {
    let turn = Promise::new(&mut |resolve, _| {
        let Ok(channel) = MessageChannel::new() else {
            let _ = resolve.call0(&JsValue::NULL);
            return;
        };
        let receiver = channel.port1();
        let done = Closure::once_into_js(move |_: MessageEvent| {
            let _ = resolve.call0(&JsValue::NULL);
        });
        receiver.set_onmessage(Some(done.unchecked_ref()));
        let _ = channel.port2().post_message(&JsValue::NULL);
    });
    let _ = JsFuture::from(turn).await;
}
