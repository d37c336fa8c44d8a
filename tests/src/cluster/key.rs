//! Keys from the pool in `fixtures/keys`, and what is signed with them. Nothing here is random: the same message gets the same signature.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use p256::ecdsa::signature::hazmat::PrehashSigner;
use rsa::pkcs8::{DecodePrivateKey, EncodePublicKey};
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use trustlens_core::crypto::{md5, sha1};
use x509_cert::der::asn1::{Null, ObjectIdentifier};
use x509_cert::der::{Any, Decode};
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfo};

/// The kinds of keys in the pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum KeyKind {
    Rsa512,
    Rsa1024,
    Rsa2048,
    Rsa3072,
    Rsa4096,
    P256,
    P384,
    P521,
}

/// One key of the pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// What it is.
    pub kind: KeyKind,
    /// Which of its kind, from 0.
    pub number: usize,
}

/// The hash that a signature is made over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Hash {
    Md5,
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

enum PrivateKey {
    Rsa(Box<rsa::PrivateKey>),
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
    P521(p521::ecdsa::SigningKey),
}

macro_rules! pool {
    ($kind:literal: $($number:literal)*) => {
        &[$(include_str!(concat!("../../fixtures/keys/", $kind, "-", $number, ".pem"))),*]
    };
}

impl KeyKind {
    /// Whether it is the key of an elliptic curve.
    #[must_use]
    pub fn is_elliptic(self) -> bool {
        matches!(self, Self::P256 | Self::P384 | Self::P521)
    }

    /// How many there are in the pool.
    #[must_use]
    pub fn count(self) -> usize {
        self.pool().len()
    }

    /// The hash that CUCM signs with under such a key: the curve's own, else SHA-256.
    #[must_use]
    pub fn usual_hash(self) -> Hash {
        match self {
            Self::P384 => Hash::Sha384,
            Self::P521 => Hash::Sha512,
            _ => Hash::Sha256,
        }
    }

    fn pool(self) -> &'static [&'static str] {
        match self {
            Self::Rsa512 => pool!("rsa512": "01"),
            Self::Rsa1024 => pool!("rsa1024": "01" "02" "03" "04" "05" "06" "07" "08"),
            Self::Rsa2048 => pool!("rsa2048":
                "01" "02" "03" "04" "05" "06" "07" "08" "09" "10" "11" "12"
                "13" "14" "15" "16" "17" "18" "19" "20" "21" "22" "23" "24"),
            Self::Rsa3072 => pool!("rsa3072": "01" "02" "03" "04"),
            Self::Rsa4096 => pool!("rsa4096": "01" "02" "03" "04"),
            Self::P256 => pool!("p256": "01" "02" "03" "04" "05" "06" "07" "08" "09" "10"),
            Self::P384 => pool!("p384": "01" "02" "03" "04" "05" "06" "07" "08" "09" "10"),
            Self::P521 => pool!("p521": "01" "02" "03" "04" "05" "06" "07" "08" "09" "10"),
        }
    }
}

impl Key {
    /// The key with this number, from 0; beyond the pool it begins again.
    #[must_use]
    pub fn new(kind: KeyKind, number: usize) -> Self {
        Self { kind, number: number % kind.count() }
    }

    /// The private key as PEM (PKCS#8).
    #[must_use]
    pub fn pem(self) -> &'static str {
        self.kind.pool()[self.number]
    }

    /// The public key as certificates hold it.
    ///
    /// # Panics
    /// When the pool is broken.
    #[must_use]
    pub fn public_key(self) -> SubjectPublicKeyInfo<Any, x509_cert::der::asn1::BitString> {
        let document = match &*self.load() {
            PrivateKey::Rsa(key) => key.to_public_key().to_public_key_der(),
            PrivateKey::P256(key) => key.verifying_key().to_public_key_der(),
            PrivateKey::P384(key) => key.verifying_key().to_public_key_der(),
            PrivateKey::P521(key) => key.verifying_key().to_public_key_der(),
        };
        let document = document.expect("a public key");
        SubjectPublicKeyInfo::from_der(document.as_bytes()).expect("a public key")
    }

    /// The public key as trust lists hold it: a PKCS#1 `RSAPublicKey`, or an uncompressed point (formats.md, section 3).
    #[must_use]
    pub fn bare_public_key(self) -> Vec<u8> {
        self.public_key().subject_public_key.raw_bytes().to_vec()
    }

    /// Signs: RSA PKCS#1 v1.5, or ECDSA with the nonce of RFC 6979.
    ///
    /// # Panics
    /// When the hash is too short for the curve, or the key too short for the hash.
    #[must_use]
    pub fn sign(self, hash: Hash, message: &[u8]) -> Vec<u8> {
        static SIGNED: LazyLock<Mutex<HashMap<Signing, Vec<u8>>>> = LazyLock::new(Mutex::default);
        let signing: Signing = (self, hash, Sha256::digest(message).into());
        if let Some(signature) = SIGNED.lock().unwrap_or_else(PoisonError::into_inner).get(&signing) {
            return signature.clone();
        }
        let digest = hash.digest(message);
        let signature = match &*self.load() {
            PrivateKey::Rsa(key) => key.sign(hash.padding(), &digest).expect("a key that is long enough"),
            PrivateKey::P256(key) => elliptic(PrehashSigner::<p256::ecdsa::DerSignature>::sign_prehash(key, &digest)),
            PrivateKey::P384(key) => elliptic(PrehashSigner::<p384::ecdsa::DerSignature>::sign_prehash(key, &digest)),
            PrivateKey::P521(key) => elliptic(PrehashSigner::<p521::ecdsa::DerSignature>::sign_prehash(key, &digest)),
        };
        SIGNED.lock().unwrap_or_else(PoisonError::into_inner).insert(signing, signature.clone());
        signature
    }

    fn load(self) -> Arc<PrivateKey> {
        static LOADED: LazyLock<Mutex<HashMap<Key, Arc<PrivateKey>>>> = LazyLock::new(Mutex::default);
        let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
        let load = || {
            let body: String = self.pem().lines().filter(|line| !line.starts_with('-')).collect();
            let der = STANDARD.decode(body).expect("PEM");
            Arc::new(match self.kind {
                KeyKind::P256 => PrivateKey::P256(DecodePrivateKey::from_pkcs8_der(&der).expect("a P-256 key")),
                KeyKind::P384 => PrivateKey::P384(DecodePrivateKey::from_pkcs8_der(&der).expect("a P-384 key")),
                KeyKind::P521 => PrivateKey::P521(DecodePrivateKey::from_pkcs8_der(&der).expect("a P-521 key")),
                _ => PrivateKey::Rsa(Box::new(DecodePrivateKey::from_pkcs8_der(&der).expect("an RSA key"))),
            })
        };
        loaded.entry(self).or_insert_with(load).clone()
    }
}

/// What one signature is of: the key, the hash, and the SHA-256 of the message.
type Signing = (Key, Hash, [u8; 32]);

fn elliptic<S: AsRef<[u8]>>(signature: Result<S, p256::ecdsa::Error>) -> Vec<u8> {
    signature.expect("a hash that is long enough").as_ref().to_vec()
}

impl Hash {
    /// The hash of a message.
    #[must_use]
    pub fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Md5 => md5(message).to_vec(),
            Self::Sha1 => sha1(message).to_vec(),
            Self::Sha256 => Sha256::digest(message).to_vec(),
            Self::Sha384 => Sha384::digest(message).to_vec(),
            Self::Sha512 => Sha512::digest(message).to_vec(),
        }
    }

    /// The algorithm of a signature by a key of this kind (RFC 3279, RFC 4055, RFC 5758).
    ///
    /// # Panics
    /// When there is none: ECDSA over MD5.
    #[must_use]
    pub fn signature_algorithm(self, kind: KeyKind) -> AlgorithmIdentifierOwned {
        let elliptic = kind.is_elliptic();
        let oid = match (self, elliptic) {
            (Self::Md5, false) => "1.2.840.113549.1.1.4",
            (Self::Sha1, false) => "1.2.840.113549.1.1.5",
            (Self::Sha256, false) => "1.2.840.113549.1.1.11",
            (Self::Sha384, false) => "1.2.840.113549.1.1.12",
            (Self::Sha512, false) => "1.2.840.113549.1.1.13",
            (Self::Md5, true) => panic!("there is no ECDSA over MD5"),
            (Self::Sha1, true) => "1.2.840.10045.4.1",
            (Self::Sha256, true) => "1.2.840.10045.4.3.2",
            (Self::Sha384, true) => "1.2.840.10045.4.3.3",
            (Self::Sha512, true) => "1.2.840.10045.4.3.4",
        };
        AlgorithmIdentifierOwned {
            oid: ObjectIdentifier::new_unwrap(oid),
            parameters: (!elliptic).then(|| Null.into()),
        }
    }

    fn padding(self) -> rsa::Pkcs1v15Sign {
        match self {
            Self::Md5 => rsa::Pkcs1v15Sign { hash_len: Some(16), prefix: MD5_DIGEST_INFO.into() },
            Self::Sha1 => rsa::Pkcs1v15Sign::new::<sha1::Sha1>(),
            Self::Sha256 => rsa::Pkcs1v15Sign::new::<Sha256>(),
            Self::Sha384 => rsa::Pkcs1v15Sign::new::<Sha384>(),
            Self::Sha512 => rsa::Pkcs1v15Sign::new::<Sha512>(),
        }
    }
}

/// What stands before the hash in a signature over MD5 (RFC 8017, section 9.2, note 1).
const MD5_DIGEST_INFO: [u8; 18] =
    [0x30, 0x20, 0x30, 0x0c, 0x06, 8, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 5, 5, 0, 4, 0x10];
