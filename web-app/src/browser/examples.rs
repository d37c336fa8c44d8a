//! The example cases that lie beside the page.

use super::window;
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Response};

/// The folder of the examples, relative to the page.
const FOLDER: &str = "./examples";

/// A case that shows something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// What it is called.
    pub title: String,
    /// What it shows, in one line.
    pub line: String,
    /// Its files, relative to the folder of the examples.
    pub files: Vec<String>,
}

/// The list of examples; an error is a sentence for people.
pub async fn fetch_examples() -> Result<Vec<Example>, String> {
    let response = fetch("manifest.json").await?;
    let list = JsFuture::from(response.json().map_err(|_| unreachable())?).await.map_err(|_| unreachable())?;
    let list: Array = list.dyn_into().map_err(|_| "The list of examples is damaged.".to_owned())?;
    Ok(list.iter().map(|entry| example(&entry)).collect())
}

fn example(entry: &JsValue) -> Example {
    let field = |name: &str| Reflect::get(entry, &name.into()).unwrap_or_default();
    let words = |name: &str| field(name).as_string().unwrap_or_default();
    let files = field("files").dyn_into::<Array>().unwrap_or_default();
    let files = files.iter().filter_map(|file| file.as_string()).collect();
    Example { title: words("title"), line: words("line"), files }
}

/// One file of an example.
pub async fn fetch_file(name: &str) -> Result<Blob, String> {
    let response = fetch(name).await?;
    let blob = JsFuture::from(response.blob().map_err(|_| unreachable())?).await.map_err(|_| unreachable())?;
    blob.dyn_into().map_err(|_| unreachable())
}

async fn fetch(name: &str) -> Result<Response, String> {
    let window = window().ok_or_else(unreachable)?;
    let response = JsFuture::from(window.fetch_with_str(&format!("{FOLDER}/{name}"))).await;
    let response: Response = response.ok().and_then(|response| response.dyn_into().ok()).ok_or_else(unreachable)?;
    if response.ok() {
        Ok(response)
    } else {
        Err(format!("The example did not load: the server answers {}.", response.status()))
    }
}

fn unreachable() -> String {
    "The example did not load. Is the server of this page still reachable?".to_owned()
}
