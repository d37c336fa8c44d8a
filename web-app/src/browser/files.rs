//! Files and texts that a person chooses, drops or pastes.

use super::document;
use crate::order::sorted_places;
use crate::session::Gift;
use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry,
    HtmlAnchorElement, Url,
};

/// A text as a gift.
pub fn gift_of_text(name: String, text: &str) -> Option<Gift> {
    let blob = Blob::new_with_str_sequence(&Array::of1(&text.into())).ok()?;
    Some(Gift { name, blob })
}

/// The text in a blob; none where it cannot be read.
pub async fn text_of(blob: &Blob) -> Option<String> {
    JsFuture::from(blob.text()).await.ok()?.as_string()
}

/// Lets the browser save a blob as a file, which asks the person where or puts it beside their downloads.
pub fn save(blob: &Blob, name: &str) {
    let Ok(address) = Url::create_object_url_with_blob(blob) else { return };
    let link = document().and_then(|document| document.create_element("a").ok());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    let _ = Url::revoke_object_url(&address);
}

/// The same for a text.
pub fn save_text(text: &str, name: &str) {
    if let Some(gift) = gift_of_text(name.to_owned(), text) {
        save(&gift.blob, name);
    }
}

/// The files of a list, as a file field or the clipboard gives it. Files of a folder are named with their path.
pub fn gifts_of_list(files: &FileList) -> Vec<Gift> {
    (0..files.length())
        .filter_map(|index| files.get(index))
        .map(|file| {
            let path = Reflect::get(&file, &"webkitRelativePath".into())
                .ok()
                .and_then(|path| path.as_string())
                .filter(|path| !path.is_empty());
            gift(path, file)
        })
        .collect()
}

fn gift(path: Option<String>, file: File) -> Gift {
    Gift { name: path.unwrap_or_else(|| file.name()), blob: file.into() }
}

/// Whether something is dragged that can be dropped here.
pub fn takes_drop(transfer: &DataTransfer) -> bool {
    transfer.types().iter().any(|kind| kind == "Files" || kind == "text/plain")
}

/// What was dropped.
#[derive(Debug, Default)]
pub struct Dropped {
    /// What could be opened.
    pub gifts: Vec<Gift>,
    /// The names of the files that the browser did not hand out.
    pub lost: Vec<String>,
}

/// What was dropped: files, all files of folders, or a text. `found` is told how many there are so far.
///
/// The browser empties a drop as soon as its event is over, so the drop is looked into at once; the folders are
/// walked afterwards.
pub fn gifts_of_drop<F: Fn(usize)>(transfer: &DataTransfer, found: F) -> impl Future<Output = Dropped> + use<F> {
    let items = transfer.items();
    let mut gifts = Vec::new();
    let mut entries = Vec::new();
    for index in 0..items.length() {
        let Some(item) = items.get(index) else { continue };
        if item.kind() != "file" {
            continue;
        }
        match item.webkit_get_as_entry() {
            Ok(Some(entry)) => entries.push(entry),
            _ => gifts.extend(item.get_as_file().ok().flatten().map(|file| gift(None, file))),
        }
    }
    let text = transfer.get_data("text/plain").unwrap_or_default();
    async move {
        let mut lost = Vec::new();
        let is_text = entries.is_empty() && gifts.is_empty() && !text.is_empty();
        if is_text {
            gifts.extend(gift_of_text("Dropped text".to_owned(), &text));
        }
        // Taken from the end, so that files stay in the order in which the browser lists them.
        entries.reverse();
        while let Some(entry) = entries.pop() {
            if entry.is_directory() {
                entries.extend(entries_of(entry.unchecked_ref()).await.into_iter().rev());
                continue;
            }
            let path = entry.full_path().trim_start_matches('/').to_owned();
            match file_of(entry.unchecked_ref()).await {
                Some(file) => gifts.push(gift(Some(path), file)),
                None => lost.push(path),
            }
            found(gifts.len());
        }
        Dropped { gifts, lost }
    }
}

async fn file_of(entry: &FileSystemFileEntry) -> Option<File> {
    let promise = Promise::new(&mut |resolve, reject| {
        entry.file_with_callback_and_callback(resolve.unchecked_ref(), reject.unchecked_ref());
    });
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// What is in a folder, sorted by name. Browsers hand it out a hundred at a time, until there is no more.
async fn entries_of(folder: &FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut all: Vec<FileSystemEntry> = Vec::new();
    loop {
        let promise = Promise::new(&mut |resolve, reject| {
            let asked = reader.read_entries_with_callback_and_callback(resolve.unchecked_ref(), reject.unchecked_ref());
            if asked.is_err() {
                let _ = reject.call0(&JsValue::NULL);
            }
        });
        let Ok(some) = JsFuture::from(promise).await else { break };
        let some = Array::from(&some);
        if some.length() == 0 {
            break;
        }
        all.extend(some.iter().map(wasm_bindgen::JsCast::unchecked_into::<FileSystemEntry>));
    }
    let names: Vec<String> = all.iter().map(FileSystemEntry::name).collect();
    let places = sorted_places(all.len(), &mut |one, other| names[one].cmp(&names[other]));
    places.into_iter().filter_map(|place| all.get(place).cloned()).collect()
}
