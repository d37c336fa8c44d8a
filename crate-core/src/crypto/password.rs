//! Decryption with a password: PBES2 (RFC 8018 section 6.2) and the schemes of PKCS#12 (RFC 7292 appendices B and C).
//!
//! How much work a password costs stands in the file, so it is known before it is done ([`Scheme::rounds`]).

use super::der::{Element, tag};
use super::{DerError, DerFault};
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockCipherDecrypt, BlockModeDecrypt, KeyInit, KeyIvInit};
use des::{TdesEde2, TdesEde3};
use hmac::{Hmac, Mac as _};
use pkcs5::der::Decode as _;
use pkcs5::pbes2::{Kdf, Parameters};
use pkcs12::kdf::{Pkcs12KeyType, derive_key};
use rc2::Rc2;

/// What a key is derived from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Secret<'a> {
    /// A password, which may be empty.
    Password(&'a str),
    /// No password at all, which some programs write differently from an empty one.
    Missing,
}

/// How something was encrypted.
#[derive(Debug)]
pub(crate) enum Scheme {
    /// PBES2: the parameters say everything.
    Pbes2(Box<Parameters>),
    /// A scheme of PKCS#12: SHA-1 and an old cipher.
    Pkcs12 {
        /// The cipher.
        cipher: OldCipher,
        /// What is mixed into the key.
        salt: Vec<u8>,
        /// How often it is hashed.
        iterations: u64,
    },
}

/// Ciphers of PKCS#12 (RFC 7292 appendix C), all of them in CBC mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OldCipher {
    TripleDes,
    TwoKeyTripleDes,
    Rc2With128Bits,
    Rc2With40Bits,
}

/// Rounds for one key that are done at most. Programs write some thousand to some hundred thousand.
pub(crate) const MOST_ROUNDS: u64 = 1_000_000;

/// Memory that scrypt may take, in bytes. OpenSSL asks for 16 MB.
const MOST_MEMORY: u64 = 64 * 1024 * 1024;

const OID_PBES2: &str = "1.2.840.113549.1.5.13";
const OID_PKCS12_SCHEMES: &str = "1.2.840.113549.1.12.1.";

impl Scheme {
    /// Reads an `AlgorithmIdentifier`. The inner result is the name of a scheme that is not known here.
    ///
    /// # Errors
    /// When its structure is broken.
    pub(crate) fn read(algorithm: &Element<'_>) -> Result<Result<Self, String>, DerError> {
        let mut fields = algorithm.reader();
        let oid = fields.expect(tag::OID)?.oid()?;
        if oid == OID_PBES2 {
            let parameters = fields.expect(tag::SEQUENCE)?;
            // The library refuses what it cannot do already here.
            return Ok(Parameters::from_der(parameters.raw)
                .map_err(|_| "PBES2 with parts that are not known here".to_owned())
                .map(|read| Self::Pbes2(Box::new(read))));
        }
        let cipher = match oid.strip_prefix(OID_PKCS12_SCHEMES) {
            Some("1" | "2") => return Ok(Err("RC4".to_owned())),
            Some("3") => OldCipher::TripleDes,
            Some("4") => OldCipher::TwoKeyTripleDes,
            Some("5") => OldCipher::Rc2With128Bits,
            Some("6") => OldCipher::Rc2With40Bits,
            _ => return Ok(Err(format!("the scheme {oid}"))),
        };
        let mut parameters = fields.expect(tag::SEQUENCE)?.reader();
        let salt = parameters.expect(tag::OCTET_STRING)?.content.to_vec();
        let iterations = parameters.expect(tag::INTEGER)?.small_integer()?;
        Ok(Ok(Self::Pkcs12 { cipher, salt, iterations }))
    }

    /// Rounds of hashing that one password costs; none when they are more than [`MOST_ROUNDS`] or take too much memory.
    pub(crate) fn rounds(&self) -> Option<u64> {
        match self {
            // SHA-1 gives 20 bytes at a time; the key takes up to two turns, the initial vector a third.
            Self::Pkcs12 { iterations, .. } => bounded(*iterations).map(|rounds| rounds * 3),
            Self::Pbes2(parameters) => match &parameters.kdf {
                // HMAC hashes twice, and SHA-1 takes two turns for a key of AES-256.
                Kdf::Pbkdf2(kdf) => bounded(kdf.iteration_count.into()).map(|rounds| rounds * 4),
                Kdf::Scrypt(kdf) => {
                    let blocks = kdf.cost_parameter.checked_mul(kdf.block_size.into())?;
                    let memory = blocks.checked_mul(128)?;
                    let rounds = blocks.checked_mul(kdf.parallelization.into())?.checked_mul(4)?;
                    bounded(rounds).filter(|_| memory <= MOST_MEMORY)
                }
                _ => None,
            },
        }
    }

    /// Decrypts; none when the padding says that the password is wrong. One wrong password in 256 passes.
    ///
    /// It takes [`Scheme::rounds`] rounds, and does nothing when they are too many.
    pub(crate) fn decrypt(&self, secret: Secret<'_>, data: &[u8]) -> Option<Vec<u8>> {
        self.rounds()?;
        match self {
            Self::Pbes2(parameters) => {
                let password = match secret {
                    Secret::Password(password) => password,
                    Secret::Missing => "",
                };
                parameters.decrypt(password, data).ok()
            }
            Self::Pkcs12 { cipher, salt, iterations } => {
                let key =
                    |length| derive::<sha1::Sha1>(secret, salt, Pkcs12KeyType::EncryptionKey, *iterations, length);
                let vector = derive::<sha1::Sha1>(secret, salt, Pkcs12KeyType::Iv, *iterations, 8)?;
                match cipher {
                    OldCipher::TripleDes => decrypt_blocks::<TdesEde3>(&key(24)?, &vector, data),
                    OldCipher::TwoKeyTripleDes => decrypt_blocks::<TdesEde2>(&key(16)?, &vector, data),
                    OldCipher::Rc2With128Bits => decrypt_blocks::<Rc2>(&key(16)?, &vector, data),
                    OldCipher::Rc2With40Bits => decrypt_blocks::<Rc2>(&key(5)?, &vector, data),
                }
            }
        }
    }
}

/// The checksum of a PKCS#12 file (RFC 7292 appendix A, `MacData`).
#[derive(Debug)]
pub(crate) struct Mac {
    hash: MacHash,
    digest: Vec<u8>,
    salt: Vec<u8>,
    iterations: u64,
}

#[derive(Debug, Clone, Copy)]
enum MacHash {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Mac {
    /// Reads `MacData`. The inner result is the name of an algorithm that is not known here.
    ///
    /// # Errors
    /// When its structure is broken.
    pub(crate) fn read(data: &Element<'_>) -> Result<Result<Self, String>, DerError> {
        let mut fields = data.reader();
        let mut info = fields.expect(tag::SEQUENCE)?.reader();
        let oid = info.expect(tag::SEQUENCE)?.reader().expect(tag::OID)?.oid()?;
        let digest = info.expect(tag::OCTET_STRING)?.content.to_vec();
        let salt = fields.expect(tag::OCTET_STRING)?.content.to_vec();
        let iterations = fields.optional(tag::INTEGER)?.map_or(Ok(1), |count| count.small_integer())?;
        let hash = match oid.as_str() {
            "1.3.14.3.2.26" => MacHash::Sha1,
            "2.16.840.1.101.3.4.2.4" => MacHash::Sha224,
            "2.16.840.1.101.3.4.2.1" => MacHash::Sha256,
            "2.16.840.1.101.3.4.2.2" => MacHash::Sha384,
            "2.16.840.1.101.3.4.2.3" => MacHash::Sha512,
            "1.2.840.113549.1.5.14" => return Ok(Err("PBMAC1".to_owned())),
            _ => return Ok(Err(format!("the algorithm {oid}"))),
        };
        if digest.is_empty() {
            return Err(data.error(DerFault::Value("an empty checksum")));
        }
        Ok(Ok(Self { hash, digest, salt, iterations }))
    }

    /// Rounds of hashing that one password costs; none when they are too many.
    pub(crate) fn rounds(&self) -> Option<u64> {
        bounded(self.iterations)
    }

    /// Whether the checksum is that of `content` under a password.
    pub(crate) fn fits(&self, secret: Secret<'_>, content: &[u8]) -> bool {
        macro_rules! fits {
            ($hash:ty, $length:literal) => {
                derive::<$hash>(secret, &self.salt, Pkcs12KeyType::Mac, self.iterations, $length)
                    .and_then(|key| <Hmac<$hash> as KeyInit>::new_from_slice(&key).ok())
                    .is_some_and(|mut mac| {
                        mac.update(content);
                        mac.verify_slice(&self.digest).is_ok()
                    })
            };
        }
        match self.hash {
            MacHash::Sha1 => fits!(sha1::Sha1, 20),
            MacHash::Sha224 => fits!(sha2::Sha224, 28),
            MacHash::Sha256 => fits!(sha2::Sha256, 32),
            MacHash::Sha384 => fits!(sha2::Sha384, 48),
            MacHash::Sha512 => fits!(sha2::Sha512, 64),
        }
    }
}

fn bounded(rounds: u64) -> Option<u64> {
    (rounds <= MOST_ROUNDS).then_some(rounds)
}

/// The key derivation of PKCS#12 (RFC 7292 appendix B): the password in UTF-16, big-endian, with a zero at its end.
fn derive<D>(secret: Secret<'_>, salt: &[u8], kind: Pkcs12KeyType, iterations: u64, length: usize) -> Option<Vec<u8>>
where
    D: sha2::Digest + sha2::digest::FixedOutputReset + sha2::digest::block_api::BlockSizeUser,
{
    let password: Vec<u8> = match secret {
        Secret::Password(password) => password.encode_utf16().chain([0]).flat_map(u16::to_be_bytes).collect(),
        Secret::Missing => Vec::new(),
    };
    let rounds = i32::try_from(bounded(iterations)?).ok()?;
    Some(derive_key::<D>(&password, salt, kind, rounds, length))
}

fn decrypt_blocks<C: BlockCipherDecrypt + KeyInit>(key: &[u8], vector: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    cbc::Decryptor::<C>::new_from_slices(key, vector).ok()?.decrypt_padded_vec::<Pkcs7>(data).ok()
}
