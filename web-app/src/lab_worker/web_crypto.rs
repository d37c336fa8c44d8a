//! RSA keys by the browser's own cryptography.

use js_sys::{Array, Object, Reflect, Uint8Array};
use trustlens_core::lab::{Key, KeyKind};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, SubtleCrypto};

/// The browser's own cryptography.
pub struct WebCrypto(SubtleCrypto);

impl WebCrypto {
    /// `None` where the browser does not offer it: on pages that came neither by HTTPS nor from this computer.
    pub fn of(crypto: &Crypto) -> Option<Self> {
        let subtle = crypto.subtle();
        subtle.is_object().then_some(Self(subtle))
    }

    /// Makes an RSA key. `None` where the browser makes none like it.
    pub async fn make(&self, kind: KeyKind) -> Option<Key> {
        let bits = u32::try_from(kind.rsa_bits()?).ok()?;
        let algorithm = Object::new();
        let set = |name: &str, value: &JsValue| Reflect::set(&algorithm, &name.into(), value).ok();
        set("name", &"RSASSA-PKCS1-v1_5".into())?;
        set("modulusLength", &bits.into())?;
        set("publicExponent", &Uint8Array::from([1, 0, 1].as_slice()))?;
        set("hash", &"SHA-256".into())?;
        let uses = Array::of2(&"sign".into(), &"verify".into());
        let making = self.0.generate_key_with_object(&algorithm, true, &uses).ok()?;
        let pair = JsFuture::from(making).await.ok()?;
        let private = Reflect::get(&pair, &"privateKey".into()).ok()?;
        let exporting = self.0.export_key("pkcs8", private.unchecked_ref()).ok()?;
        let der = JsFuture::from(exporting).await.ok()?;
        Key::from_pkcs8(&Uint8Array::new(&der).to_vec()).ok()
    }
}
