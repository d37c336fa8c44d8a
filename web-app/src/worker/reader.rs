//! Reads what was given, a piece at a time.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DomException};

/// How many bytes are read at a time: so few that the worker soon looks up again, so many that looking up costs nothing.
const PIECE: f64 = 4.0 * 1024.0 * 1024.0;

/// A blob that is read from its start to its end.
pub struct Reader {
    blob: Blob,
    done: f64,
    piece: Vec<u8>,
}

impl Reader {
    /// A reader at the start of a blob.
    ///
    /// # Errors
    /// A sentence, where there is no blob.
    pub fn new(blob: Option<Blob>) -> Result<Self, String> {
        let blob = blob.ok_or("The browser handed over no content.")?;
        Ok(Self { blob, done: 0.0, piece: Vec::new() })
    }

    /// Bytes in all.
    pub fn size(&self) -> u64 {
        whole(self.blob.size())
    }

    /// Bytes read.
    pub fn done(&self) -> u64 {
        whole(self.done)
    }

    /// Whether nothing is left to be read.
    pub fn is_at_end(&self) -> bool {
        self.done >= self.blob.size()
    }

    /// Reads the next piece. It is empty at the end.
    ///
    /// # Errors
    /// Why that cannot be, in a sentence.
    pub async fn next(&mut self) -> Result<&[u8], String> {
        let end = (self.done + PIECE).min(self.blob.size());
        let slice = self.blob.slice_with_f64_and_f64(self.done, end).map_err(|error| refused(&error))?;
        let buffer = JsFuture::from(slice.array_buffer()).await.map_err(|error| refused(&error))?;
        let bytes = Uint8Array::new(&buffer);
        self.piece.resize(usize::try_from(bytes.length()).unwrap_or_default(), 0);
        bytes.copy_to(&mut self.piece);
        self.done = end;
        Ok(&self.piece)
    }
}

fn refused(error: &JsValue) -> String {
    let reason = error.dyn_ref::<DomException>().map(DomException::message).unwrap_or_default();
    format!("The browser could not read it; it may have been moved or changed since. {reason}")
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "browsers count bytes in whole numbers")]
fn whole(bytes: f64) -> u64 {
    bytes as u64
}
