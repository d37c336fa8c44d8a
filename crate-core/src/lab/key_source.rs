//! Where keys come from.
//!
//! Making a cluster asks for keys by [what they are for](KeyWish). A [`Seeded`] source derives each from a seed, so that the same
//! description gets the same bytes; a [`Rehearsal`] only notes what is asked for, so that the keys can be made elsewhere – by the
//! browser, on several processors – and handed over as a [`KeyRing`].

use super::error::LabError;
use super::key::{Key, KeyKind, PrivateKey};
use crate::crypto::HashAlgorithm;
use crate::report::Identity;
use chacha20::ChaCha20Rng;
use rand_core::SeedableRng as _;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// A key that is wanted: what it is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct KeyWish {
    /// The certificate.
    pub identity: Identity,
    /// Whose: the full name of a node, a MAC address, the name of an authority. Of what has no identity of its own, also what it is:
    /// `cup-xmpp of imp1.example.com`.
    pub holder: String,
    /// The how many-eth of this kind for this holder, from 1: a renewal gets another key.
    pub generation: u32,
    /// What it is to be.
    pub kind: KeyKind,
}

impl fmt::Display for KeyWish {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.identity {
            // The holder says what it is for.
            Identity::Other | Identity::CiscoCa => formatter.write_str(&self.holder)?,
            identity => write!(formatter, "{} of {}", identity.name(), self.holder)?,
        }
        if self.generation > 1 { write!(formatter, ", number {}", self.generation) } else { Ok(()) }
    }
}

/// Gives keys. The same wish gets the same key.
pub trait KeySource: Send + Sync {
    /// The key for a wish.
    ///
    /// # Errors
    /// When it cannot be made.
    fn key(&self, wish: &KeyWish) -> Result<Key, LabError>;
}

/// Derives every key from a seed and what the key is for, so that a further phone changes no other key.
///
/// Whoever knows the seed knows the keys. Another version of the `rsa` crate may make others of the same seed.
#[derive(Clone)]
pub struct Seeded([u8; 32]);

impl Seeded {
    /// From a seed of any length.
    #[must_use]
    pub fn new(seed: &[u8]) -> Self {
        Self(Sha256::digest(seed).into())
    }
}

impl KeySource for Seeded {
    fn key(&self, wish: &KeyWish) -> Result<Key, LabError> {
        let mut own = Sha256::new();
        own.update(b"trustlens lab key\0");
        own.update(self.0);
        own.update(format!("{:?}\0{}\0{}\0{}", wish.identity, wish.holder, wish.generation, wish.kind.name()));
        let mut random = ChaCha20Rng::from_seed(own.finalize().into());
        Key::generate(wish.kind, &mut random).map_err(|reason| LabError::KeyNotMade { wish: wish.clone(), reason })
    }
}

/// Keys that were made before.
#[derive(Default)]
pub struct KeyRing(BTreeMap<KeyWish, Key>);

impl KeyRing {
    /// Adds the key for a wish.
    pub fn insert(&mut self, wish: KeyWish, key: Key) {
        self.0.insert(wish, key);
    }
}

impl KeySource for KeyRing {
    fn key(&self, wish: &KeyWish) -> Result<Key, LabError> {
        let missing = || LabError::KeyNotMade { wish: wish.clone(), reason: "nobody made it".to_owned() };
        self.0.get(wish).cloned().ok_or_else(missing)
    }
}

/// Notes which keys are wanted, and gives such as can sign nothing.
#[derive(Default)]
pub struct Rehearsal(Mutex<Vec<KeyWish>>);

impl Rehearsal {
    /// What was wanted so far, in the order of asking, each once.
    #[must_use]
    pub fn wishes(&self) -> Vec<KeyWish> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl KeySource for Rehearsal {
    fn key(&self, wish: &KeyWish) -> Result<Key, LabError> {
        let mut wishes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !wishes.contains(wish) {
            wishes.push(wish.clone());
        }
        Ok(Key::new(Blank { kind: wish.kind, public_key: blank_public_key(wish.kind, wishes.len()) }))
    }
}

/// A key that is none: of the right length everywhere.
struct Blank {
    kind: KeyKind,
    public_key: Vec<u8>,
}

impl PrivateKey for Blank {
    fn kind(&self) -> KeyKind {
        self.kind
    }

    fn public_key_der(&self) -> &[u8] {
        &self.public_key
    }

    fn sign(&self, _hash: HashAlgorithm, _message: &[u8]) -> Result<Vec<u8>, LabError> {
        Ok(vec![0; self.kind.rsa_bits().map_or(72, |bits| bits / 8)])
    }

    fn pkcs8(&self) -> Option<Vec<u8>> {
        None
    }
}

/// A public key that nobody has the private half of; `number` tells one from another.
fn blank_public_key(kind: KeyKind, number: usize) -> Vec<u8> {
    use x509_cert::der::Encode as _;
    use x509_cert::der::asn1::{Any, BitString, Null, ObjectIdentifier};
    use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfo};
    const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
    let length = kind.rsa_bits().unwrap_or(1056) / 8;
    let mut bytes = number.to_be_bytes().to_vec();
    bytes.resize(length, 1);
    let information = BitString::from_bytes(&bytes).map(|subject_public_key| SubjectPublicKeyInfo::<Any, BitString> {
        algorithm: AlgorithmIdentifierOwned { oid: RSA_ENCRYPTION, parameters: Some(Null.into()) },
        subject_public_key,
    });
    information.and_then(|information| information.to_der()).unwrap_or_default()
}
