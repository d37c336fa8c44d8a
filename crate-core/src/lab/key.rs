//! Keys, and what is signed with them.

use super::error::LabError;
use crate::crypto::HashAlgorithm;
use p256::ecdsa::signature::hazmat::PrehashSigner;
use rand_core::CryptoRng;
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey, EncodePublicKey};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;
use x509_cert::der::asn1::{BitString, Null, ObjectIdentifier};
use x509_cert::der::{Any, Decode};
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfo};

/// A public key as certificates hold it.
pub(super) type PublicKeyInfo = SubjectPublicKeyInfo<Any, BitString>;

/// What a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum KeyKind {
    /// RSA with 512 bits: for faults, no cluster makes it. It cannot be made here, only read.
    #[serde(rename = "rsa-512")]
    Rsa512,
    /// RSA with 1024 bits.
    #[serde(rename = "rsa-1024")]
    Rsa1024,
    /// RSA with 2048 bits.
    #[serde(rename = "rsa-2048")]
    Rsa2048,
    /// RSA with 3072 bits.
    #[serde(rename = "rsa-3072")]
    Rsa3072,
    /// RSA with 4096 bits.
    #[serde(rename = "rsa-4096")]
    Rsa4096,
    /// NIST P-256.
    #[serde(rename = "p-256")]
    P256,
    /// NIST P-384.
    #[serde(rename = "p-384")]
    P384,
    /// NIST P-521.
    #[serde(rename = "p-521")]
    P521,
}

impl KeyKind {
    /// Those that a cluster can be made with, weakest first.
    pub const OFFERED: [Self; 7] =
        [Self::Rsa1024, Self::Rsa2048, Self::Rsa3072, Self::Rsa4096, Self::P256, Self::P384, Self::P521];

    /// The name in descriptions: `rsa-2048`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rsa512 => "rsa-512",
            Self::Rsa1024 => "rsa-1024",
            Self::Rsa2048 => "rsa-2048",
            Self::Rsa3072 => "rsa-3072",
            Self::Rsa4096 => "rsa-4096",
            Self::P256 => "p-256",
            Self::P384 => "p-384",
            Self::P521 => "p-521",
        }
    }

    /// Whether it is the key of an elliptic curve.
    #[must_use]
    pub fn is_elliptic(self) -> bool {
        self.rsa_bits().is_none()
    }

    /// Bits of the modulus of an RSA key.
    #[must_use]
    pub fn rsa_bits(self) -> Option<usize> {
        match self {
            Self::Rsa512 => Some(512),
            Self::Rsa1024 => Some(1024),
            Self::Rsa2048 => Some(2048),
            Self::Rsa3072 => Some(3072),
            Self::Rsa4096 => Some(4096),
            Self::P256 | Self::P384 | Self::P521 => None,
        }
    }

    /// The hash that CUCM signs with under such a key: the curve's own, else SHA-256 (domain.md, section 1.1).
    #[must_use]
    pub fn usual_hash(self) -> HashAlgorithm {
        match self {
            Self::P384 => HashAlgorithm::Sha384,
            Self::P521 => HashAlgorithm::Sha512,
            _ => HashAlgorithm::Sha256,
        }
    }
}

/// A private key, however it is held.
pub trait PrivateKey: Send + Sync {
    /// What it is.
    fn kind(&self) -> KeyKind;

    /// Its public half as certificates hold it: the DER of a `SubjectPublicKeyInfo`.
    fn public_key_der(&self) -> &[u8];

    /// Signs: RSA PKCS#1 v1.5, or ECDSA with the nonce of RFC 6979. The same message gets the same signature.
    ///
    /// # Errors
    /// When the key cannot sign a hash of this kind.
    fn sign(&self, hash: HashAlgorithm, message: &[u8]) -> Result<Vec<u8>, LabError>;

    /// The private key as DER (PKCS#8), where there is one to give away.
    fn pkcs8(&self) -> Option<Vec<u8>>;
}

/// A private key. Clones share it; two are equal when their public halves are.
#[derive(Clone)]
pub struct Key(Arc<dyn PrivateKey>);

impl Key {
    /// A key that is held elsewhere.
    #[must_use]
    pub fn new(key: impl PrivateKey + 'static) -> Self {
        Self(Arc::new(key))
    }

    /// Makes a key. RSA keys have the exponent 65537.
    ///
    /// # Errors
    /// Why it could not be made.
    pub fn generate(kind: KeyKind, random: &mut impl CryptoRng) -> Result<Self, String> {
        let held = match kind {
            KeyKind::P256 => Held::P256(elliptic_curve_key(random)),
            KeyKind::P384 => Held::P384(elliptic_curve_key(random)),
            KeyKind::P521 => Held::P521(elliptic_curve_key(random)),
            KeyKind::Rsa512 => return Err("keys of 512 bits are too short to be made".to_owned()),
            _ => {
                let bits = kind.rsa_bits().unwrap_or_default();
                Held::Rsa(Box::new(rsa::PrivateKey::new(random, bits).map_err(|error| error.to_string())?))
            }
        };
        SoftKey::new(kind, held).map(Self::new).map_err(|error| error.to_string())
    }

    /// Reads a private key (PKCS#8).
    ///
    /// # Errors
    /// When it is none, or of a kind that the lab does not use.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, LabError> {
        let held = if let Ok(key) = rsa::PrivateKey::from_pkcs8_der(der) {
            Held::Rsa(Box::new(key))
        } else if let Ok(key) = p256::ecdsa::SigningKey::from_pkcs8_der(der) {
            Held::P256(key)
        } else if let Ok(key) = p384::ecdsa::SigningKey::from_pkcs8_der(der) {
            Held::P384(key)
        } else if let Ok(key) = p521::ecdsa::SigningKey::from_pkcs8_der(der) {
            Held::P521(key)
        } else {
            let reason = "it is no PKCS#8 with an RSA key or one on P-256, P-384 or P-521";
            return Err(LabError::KeyUnreadable(reason.to_owned()));
        };
        let kind = held.kind().ok_or_else(|| {
            LabError::KeyUnreadable("it is an RSA key, but not of 512, 1024, 2048, 3072 or 4096 bits".to_owned())
        })?;
        SoftKey::new(kind, held).map(Self::new)
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> KeyKind {
        self.0.kind()
    }

    /// Signs; see [`PrivateKey::sign`].
    ///
    /// # Errors
    /// When the key cannot sign a hash of this kind.
    pub fn sign(&self, hash: HashAlgorithm, message: &[u8]) -> Result<Vec<u8>, LabError> {
        self.0.sign(hash, message)
    }

    /// Bytes of a signature by an RSA key; `None` for a curve, where they vary.
    #[must_use]
    pub fn signature_length(&self) -> Option<usize> {
        self.kind().rsa_bits().map(|bits| bits / 8)
    }

    /// Its public half: the DER of a `SubjectPublicKeyInfo`.
    #[must_use]
    pub fn public_key_der(&self) -> &[u8] {
        self.0.public_key_der()
    }

    /// The public key as trust lists hold it: a PKCS#1 `RSAPublicKey`, or an uncompressed point (formats.md, section 3).
    ///
    /// # Errors
    /// When the key is held by something that gives no public key.
    pub fn bare_public_key(&self) -> Result<Vec<u8>, LabError> {
        Ok(self.public_key()?.subject_public_key.raw_bytes().to_vec())
    }

    /// The private key as DER (PKCS#8), where there is one to give away.
    #[must_use]
    pub fn pkcs8(&self) -> Option<Vec<u8>> {
        self.0.pkcs8()
    }

    /// The public key as the builder of certificates takes it.
    pub(super) fn public_key(&self) -> Result<PublicKeyInfo, LabError> {
        SubjectPublicKeyInfo::from_der(self.public_key_der()).map_err(LabError::encoding("a public key"))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.public_key_der() == other.public_key_der()
    }
}

impl Eq for Key {}

/// Says what it is, and nothing of the key.
impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Key({})", self.kind().name())
    }
}

/// A key in memory.
struct SoftKey {
    kind: KeyKind,
    held: Held,
    public_key: Vec<u8>,
}

enum Held {
    Rsa(Box<rsa::PrivateKey>),
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
    P521(p521::ecdsa::SigningKey),
}

impl Held {
    fn kind(&self) -> Option<KeyKind> {
        use rsa::traits::PublicKeyParts as _;
        let Self::Rsa(key) = self else {
            return Some(match self {
                Self::P256(_) => KeyKind::P256,
                Self::P384(_) => KeyKind::P384,
                _ => KeyKind::P521,
            });
        };
        let kinds = [KeyKind::Rsa512, KeyKind::Rsa1024, KeyKind::Rsa2048, KeyKind::Rsa3072, KeyKind::Rsa4096];
        kinds.into_iter().find(|kind| kind.rsa_bits() == Some(key.size() * 8))
    }
}

impl SoftKey {
    fn new(kind: KeyKind, held: Held) -> Result<Self, LabError> {
        let public_key = match &held {
            Held::Rsa(key) => key.to_public_key().to_public_key_der(),
            Held::P256(key) => key.verifying_key().to_public_key_der(),
            Held::P384(key) => key.verifying_key().to_public_key_der(),
            Held::P521(key) => key.verifying_key().to_public_key_der(),
        };
        let public_key = public_key.map_err(|error| LabError::KeyUnreadable(error.to_string()))?;
        Ok(Self { kind, held, public_key: public_key.into_vec() })
    }
}

impl PrivateKey for SoftKey {
    fn kind(&self) -> KeyKind {
        self.kind
    }

    fn public_key_der(&self) -> &[u8] {
        &self.public_key
    }

    fn sign(&self, hash: HashAlgorithm, message: &[u8]) -> Result<Vec<u8>, LabError> {
        let digest = hash.digest(message);
        let too_short = "the hash is too long for the key, or too short for the curve";
        let cannot = LabError::CannotSign { kind: self.kind, reason: too_short };
        match &self.held {
            Held::Rsa(key) => key.sign(padding(hash), &digest).map_err(|_| cannot),
            Held::P256(key) => elliptic(PrehashSigner::<p256::ecdsa::DerSignature>::sign_prehash(key, &digest), cannot),
            Held::P384(key) => elliptic(PrehashSigner::<p384::ecdsa::DerSignature>::sign_prehash(key, &digest), cannot),
            Held::P521(key) => elliptic(PrehashSigner::<p521::ecdsa::DerSignature>::sign_prehash(key, &digest), cannot),
        }
    }

    fn pkcs8(&self) -> Option<Vec<u8>> {
        let document = match &self.held {
            Held::Rsa(key) => key.to_pkcs8_der(),
            Held::P256(key) => key.to_pkcs8_der(),
            Held::P384(key) => key.to_pkcs8_der(),
            Held::P521(key) => key.to_pkcs8_der(),
        };
        Some(document.ok()?.as_bytes().to_vec())
    }
}

fn elliptic<S: AsRef<[u8]>>(signature: Result<S, p256::ecdsa::Error>, error: LabError) -> Result<Vec<u8>, LabError> {
    signature.map(|signature| signature.as_ref().to_vec()).map_err(|_| error)
}

/// A key on a curve: the first number that the generator gives and that is one.
fn elliptic_curve_key<K>(random: &mut impl CryptoRng) -> K
where
    K: p256::elliptic_curve::Generate,
{
    K::generate_from_rng(random)
}

/// The algorithm of a signature by a key of this kind (RFC 3279, RFC 4055, RFC 5758).
pub(super) fn signature_algorithm(hash: HashAlgorithm, kind: KeyKind) -> Result<AlgorithmIdentifierOwned, LabError> {
    use HashAlgorithm::{Md5, Sha1, Sha224, Sha256, Sha384, Sha512};
    let elliptic = kind.is_elliptic();
    let oid = match (hash, elliptic) {
        (Md5, false) => "1.2.840.113549.1.1.4",
        (Sha1, false) => "1.2.840.113549.1.1.5",
        (Sha224, false) => "1.2.840.113549.1.1.14",
        (Sha256, false) => "1.2.840.113549.1.1.11",
        (Sha384, false) => "1.2.840.113549.1.1.12",
        (Sha512, false) => "1.2.840.113549.1.1.13",
        (Md5, true) => return Err(LabError::CannotSign { kind, reason: "there is no ECDSA over MD5" }),
        (Sha1, true) => "1.2.840.10045.4.1",
        (Sha224, true) => "1.2.840.10045.4.3.1",
        (Sha256, true) => "1.2.840.10045.4.3.2",
        (Sha384, true) => "1.2.840.10045.4.3.3",
        (Sha512, true) => "1.2.840.10045.4.3.4",
    };
    Ok(AlgorithmIdentifierOwned {
        oid: ObjectIdentifier::new_unwrap(oid),
        parameters: (!elliptic).then(|| Null.into()),
    })
}

/// What stands before the hash in a signature (RFC 8017, section 9.2, note 1).
fn padding(hash: HashAlgorithm) -> rsa::Pkcs1v15Sign {
    match hash {
        HashAlgorithm::Md5 => rsa::Pkcs1v15Sign { hash_len: Some(16), prefix: MD5_DIGEST_INFO.into() },
        HashAlgorithm::Sha1 => rsa::Pkcs1v15Sign::new::<sha1::Sha1>(),
        HashAlgorithm::Sha224 => rsa::Pkcs1v15Sign::new::<sha2::Sha224>(),
        HashAlgorithm::Sha256 => rsa::Pkcs1v15Sign::new::<sha2::Sha256>(),
        HashAlgorithm::Sha384 => rsa::Pkcs1v15Sign::new::<sha2::Sha384>(),
        HashAlgorithm::Sha512 => rsa::Pkcs1v15Sign::new::<sha2::Sha512>(),
    }
}

const MD5_DIGEST_INFO: [u8; 18] =
    [0x30, 0x20, 0x30, 0x0c, 0x06, 8, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 5, 5, 0, 4, 0x10];
