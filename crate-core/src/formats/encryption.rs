//! The encryption block in the header of an encrypted file (`.enc.sgn`), as far as it can be read without the phone's key.
//!
//! Source: formats.md section 5. The layout is what certutils writes and reads; no file made by CUCM was available to compare,
//! so nothing here claims more than the bytes say.

use super::damage::{Damage, DamageKind};
use super::signed_header::{SignedHeader, digest_of_code, tag};
use super::tlv::Element;
use crate::crypto::HashAlgorithm;
use crate::text::{count, hex};

/// Bytes in a block of AES.
const BLOCK: usize = 16;

/// What the header tells of the encryption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encryption {
    /// The cipher code; 0 is AES-128-CBC in the files of certutils.
    pub cipher_code: Option<u64>,
    /// The initialisation vector, 16 bytes for AES.
    pub initialization_vector: Option<Vec<u8>>,
    /// Bytes of padding at the end of the plain text.
    pub padding: Option<u16>,
    /// Bits of the RSA key for which the file key is wrapped.
    pub key_bits: Option<u16>,
    /// Bytes of the wrapped file key.
    pub wrapped_key_length: Option<usize>,
    /// The hash of the plain text's digest.
    pub digest: Option<HashAlgorithm>,
    /// The digest of the plain text without padding.
    pub plain_digest: Option<Vec<u8>>,
    /// What cannot be, each at a byte; empty when vector, padding, key and body fit together.
    pub contradictions: Vec<Damage>,
}

impl Encryption {
    /// Reads the block from a header; `None` when the header has none. `body_length` is in bytes.
    #[must_use]
    pub fn read(header: &SignedHeader, body_length: usize) -> Option<Self> {
        if !header.is_encrypted() {
            return None;
        }
        let value = |tag| header.find(tag).map(|element| element.value().to_vec());
        let short = |tag| header.number(tag).and_then(|number| u16::try_from(number).ok());
        let mut encryption = Self {
            cipher_code: header.number(tag::CIPHER),
            initialization_vector: value(tag::INITIALIZATIONVECTOR),
            padding: short(tag::PADDINGLENGTH),
            key_bits: short(tag::KEYBITS),
            wrapped_key_length: header.find(tag::WRAPPEDKEY).and_then(Element::stated_length),
            digest: header.number(tag::PLAINDIGESTALGORITHM).and_then(digest_of_code),
            plain_digest: value(tag::PLAINDIGEST),
            contradictions: Vec::new(),
        };
        encryption.contradictions = encryption.contradictions_in(header, body_length);
        Some(encryption)
    }

    /// The cipher in words.
    #[must_use]
    pub fn cipher(&self) -> String {
        match self.cipher_code {
            Some(0) => "AES-128-CBC".to_owned(),
            Some(code) => format!("cipher code {code}, not documented"),
            None => "not stated".to_owned(),
        }
    }

    /// The plain text's digest for people.
    #[must_use]
    pub fn plain_digest_hex(&self) -> Option<String> {
        self.plain_digest.as_deref().map(hex)
    }

    /// What can be said without the key, in a few sentences.
    #[must_use]
    pub fn note(&self) -> String {
        let mut note = match (self.wrapped_key_length, self.key_bits) {
            (Some(_), Some(bits)) => format!(
                "The file key is wrapped for one RSA key of {bits} bits: only the phone with that private key (its LSC, or its MIC) can open the body."
            ),
            (Some(_), None) => {
                "The file key is wrapped for one phone's RSA key: only that phone can open the body.".to_owned()
            }
            (None, _) => {
                "No wrapped key is in the header: the phone must hold the file key already (manual key distribution)."
                    .to_owned()
            }
        };
        if self.contradictions.is_empty() {
            note.push_str(" Vector, padding, key and body fit together.");
        }
        for contradiction in &self.contradictions {
            note.push_str(" But ");
            note.push_str(&contradiction.to_string());
            note.push('.');
        }
        note
    }

    fn contradictions_in(&self, header: &SignedHeader, body_length: usize) -> Vec<Damage> {
        let mut found = Vec::new();
        let mut say = |tag: Option<u8>, what: String| {
            let element = tag.and_then(|tag| header.find(tag));
            let offset = element.map_or(header.length, |element| element.offset);
            found.push(DamageKind::Encryption(what).at(offset));
        };
        if self.cipher_code == Some(0) {
            if body_length == 0 || !body_length.is_multiple_of(BLOCK) {
                let length = count(body_length, "byte");
                say(None, format!("the body has {length}, which is no multiple of {BLOCK} as AES in CBC mode needs"));
            }
            match self.initialization_vector.as_deref().map(<[u8]>::len) {
                Some(BLOCK) => {}
                Some(length) => {
                    let length = count(length, "byte");
                    say(
                        Some(tag::INITIALIZATIONVECTOR),
                        format!("the initialisation vector has {length}, not {BLOCK}"),
                    );
                }
                None => say(Some(tag::CIPHERINFO), "there is no initialisation vector".to_owned()),
            }
            if let Some(padding) = self.padding.filter(|padding| !(1..=BLOCK).contains(&usize::from(*padding))) {
                say(Some(tag::PADDINGLENGTH), format!("a padding of {padding} bytes is not between 1 and {BLOCK}"));
            }
        }
        if let (Some(bits), Some(length)) = (self.key_bits, self.wrapped_key_length) {
            let expected = usize::from(bits).div_ceil(8);
            if expected != length {
                let what =
                    format!("a key of {bits} bits wraps into {expected} bytes, but the wrapped key has {length}");
                say(Some(tag::WRAPPEDKEY), what);
            }
        }
        if let (Some(hash), Some(digest)) = (self.digest, &self.plain_digest)
            && hash.output_length() != digest.len()
        {
            let (name, expected, actual) = (hash.name(), hash.output_length(), digest.len());
            let what = format!("a {name} digest has {expected} bytes, but the digest of the plain text has {actual}");
            say(Some(tag::PLAINDIGEST), what);
        }
        found
    }
}
