//! The example cases that lie beside the page.

use super::window;
use crate::cluster::Field;
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
    /// What is known of its cluster, as a person would write it into the fields.
    pub settings: Vec<(Field, String)>,
}

/// The list of examples; an error is a sentence for people.
pub async fn fetch_examples() -> Result<Vec<Example>, String> {
    let response = fetch("manifest.json").await?;
    let list = JsFuture::from(response.json().map_err(|_| unreachable())?).await.map_err(|_| unreachable())?;
    let list: Array = list.dyn_into().map_err(|_| "The list of examples is damaged.".to_owned())?;
    Ok(list.iter().map(|entry| example(&entry)).collect())
}

fn example(entry: &JsValue) -> Example {
    let words = |name: &str| field(entry, name).as_string().unwrap_or_default();
    let settings = field(entry, "settings");
    // The nodes are a list of lines.
    let setting = |name: &str| match strings(&settings, name) {
        lines if lines.is_empty() => field(&settings, name).as_string(),
        lines => Some(lines.join("\n")),
    };
    let settings = Field::ALL.into_iter().filter_map(|field| Some((field, setting(field.name())?))).collect();
    Example { title: words("title"), line: words("line"), files: strings(entry, "files"), settings }
}

fn field(entry: &JsValue, name: &str) -> JsValue {
    Reflect::get(entry, &name.into()).unwrap_or_default()
}

fn strings(entry: &JsValue, name: &str) -> Vec<String> {
    let list = field(entry, name).dyn_into::<Array>().unwrap_or_default();
    list.iter().filter_map(|line| line.as_string()).collect()
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
