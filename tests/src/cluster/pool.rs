//! Keys from the pool in `fixtures/keys`: made once, so that no test waits for one.

use super::{Hash, Key, KeyKind};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};
use trustlens_core::lab::{KeySource, KeyWish, LabError, PrivateKey};
use trustlens_core::report::Identity;

macro_rules! pool {
    ($kind:literal: $($number:literal)*) => {
        &[$(include_str!(concat!("../../fixtures/keys/", $kind, "-", $number, ".pem"))),*]
    };
}

fn pool(kind: KeyKind) -> &'static [&'static str] {
    match kind {
        KeyKind::Rsa512 => pool!("rsa512": "01"),
        KeyKind::Rsa1024 => pool!("rsa1024": "01" "02" "03" "04" "05" "06" "07" "08"),
        KeyKind::Rsa2048 => pool!("rsa2048":
            "01" "02" "03" "04" "05" "06" "07" "08" "09" "10" "11" "12"
            "13" "14" "15" "16" "17" "18" "19" "20" "21" "22" "23" "24"),
        KeyKind::Rsa3072 => pool!("rsa3072": "01" "02" "03" "04"),
        KeyKind::Rsa4096 => pool!("rsa4096": "01" "02" "03" "04"),
        KeyKind::P256 => pool!("p256": "01" "02" "03" "04" "05" "06" "07" "08" "09" "10"),
        KeyKind::P384 => pool!("p384": "01" "02" "03" "04" "05" "06" "07" "08" "09" "10"),
        KeyKind::P521 => pool!("p521": "01" "02" "03" "04" "05" "06" "07" "08" "09" "10"),
    }
}

/// How many keys of a kind there are.
#[must_use]
pub fn pool_size(kind: KeyKind) -> usize {
    pool(kind).len()
}

/// A private key of the pool as PEM (PKCS#8); beyond the pool it begins again.
#[must_use]
pub fn pool_pem(kind: KeyKind, number: usize) -> &'static str {
    pool(kind)[number % pool(kind).len()]
}

/// The key with this number, from 0; beyond the pool it begins again. It remembers what it signed.
#[must_use]
pub fn pool_key(kind: KeyKind, number: usize) -> Key {
    static LOADED: LazyLock<Mutex<HashMap<(KeyKind, usize), Key>>> = LazyLock::new(Mutex::default);
    let number = number % pool_size(kind);
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    let load = || {
        let body: String = pool_pem(kind, number).lines().filter(|line| !line.starts_with('-')).collect();
        let key = Key::from_pkcs8(&STANDARD.decode(body).expect("PEM")).expect("a key of the pool");
        assert_eq!(key.kind(), kind);
        Key::new(Remembering { key, signed: Mutex::default() })
    };
    loaded.entry((kind, number)).or_insert_with(load).clone()
}

/// What one signature is of: the hash, and the SHA-256 of the message.
type Signing = (Hash, [u8; 32]);

/// A key that signs each message once.
struct Remembering {
    key: Key,
    signed: Mutex<HashMap<Signing, Vec<u8>>>,
}

impl PrivateKey for Remembering {
    fn kind(&self) -> KeyKind {
        self.key.kind()
    }

    fn public_key_der(&self) -> &[u8] {
        self.key.public_key_der()
    }

    fn sign(&self, hash: Hash, message: &[u8]) -> Result<Vec<u8>, LabError> {
        let signing: Signing = (hash, Sha256::digest(message).into());
        if let Some(signature) = self.signed.lock().unwrap_or_else(PoisonError::into_inner).get(&signing) {
            return Ok(signature.clone());
        }
        let signature = self.key.sign(hash, message)?;
        self.signed.lock().unwrap_or_else(PoisonError::into_inner).insert(signing, signature.clone());
        Ok(signature)
    }

    fn pkcs8(&self) -> Option<Vec<u8>> {
        self.key.pkcs8()
    }
}

/// Gives keys of the pool: to each wish one that no certificate of this kind has, nor any of this holder, as long as there is one.
#[derive(Default)]
pub struct Pool(Mutex<Vec<(KeyWish, usize)>>);

/// Keys that authorities sign with; servers get none of these.
const RESERVED: usize = 2;

impl KeySource for Pool {
    fn key(&self, wish: &KeyWish) -> Result<Key, LabError> {
        let mut given = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, number)) = given.iter().find(|(other, _)| other == wish) {
            return Ok(pool_key(wish.kind, *number));
        }
        let size = pool_size(wish.kind);
        // Servers have certificates without an identity too; then the holder says of what.
        let is_authority = match wish.identity {
            Identity::Other => !wish.holder.contains(" of "),
            identity => identity == Identity::CiscoCa,
        };
        let (first, count) = match (wish.kind, is_authority) {
            (KeyKind::Rsa2048, true) => (size - RESERVED, RESERVED),
            (KeyKind::Rsa2048, false) => (0, size - RESERVED),
            _ => (0, size),
        };
        // Begin elsewhere for each kind, so that all keys are used before one is used twice.
        let mut holders: Vec<&str> = Vec::new();
        for (other, _) in given.iter() {
            if !holders.contains(&other.holder.as_str()) {
                holders.push(&other.holder);
            }
        }
        let place = holders.iter().position(|holder| *holder == wish.holder).unwrap_or(holders.len());
        let start = if is_authority { 0 } else { place + 4 * (wish.identity as usize) };
        let times_used = |number: usize, near: bool| {
            let is_near = |other: &KeyWish| !near || other.identity == wish.identity || other.holder == wish.holder;
            let same = |(other, used): &&(KeyWish, usize)| other.kind == wish.kind && *used == number && is_near(other);
            given.iter().filter(same).count()
        };
        let candidates = (0..count).map(|step| first + (start + step) % count);
        let number = candidates.min_by_key(|number| (times_used(*number, true), times_used(*number, false)));
        let number = number.expect("a pool that is not empty");
        given.push((wish.clone(), number));
        Ok(pool_key(wish.kind, number))
    }
}
