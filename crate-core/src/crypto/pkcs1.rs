//! RSA signatures with PKCS #1 v1.5 padding (RFC 8017 section 8.2), opened instead of merely verified.
//!
//! Opening a signature with a public key tells two failures apart that mean different things to an administrator: when no
//! padded block comes out, **another key** made the signature; when a block comes out and its digest is another one, the right
//! key signed **other content**. And the block names the digest algorithm, whatever a file's header says.

use super::der::{Element, Reader, oid_text, tag};
use super::{DerError, HashAlgorithm, RsaPublicKey, rsa_operation};

/// What an opened signature holds (RFC 8017 appendix A.2.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestInfo {
    /// The algorithm that the signer used.
    pub algorithm: HashAlgorithm,
    /// The digest that the signer computed.
    pub digest: Vec<u8>,
}

/// Why a signature could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The signature is not as long as the modulus (RFC 8017 section 8.2.2, step 1): another key made it, or it was cut.
    #[error("the signature has {actual} bytes where this key makes {expected}")]
    WrongLength {
        /// Bytes of the modulus.
        expected: usize,
        /// Bytes of the signature.
        actual: usize,
    },
    /// The signature is a number that this key cannot make (RFC 8017 section 5.2.2, step 1): another key made it.
    #[error("the signature is a larger number than this key can make")]
    OutOfRange,
    /// What comes out does not begin with `00 01`, at least eight `FF`, and `00` (RFC 8017 section 9.2):
    /// another key made the signature, or it was damaged.
    #[error("this key does not open the signature: another key made it, or its bytes were changed")]
    NotAPkcs1Block,
    /// The padding is right and what follows is not exactly one `DigestInfo`. No honest signer makes this;
    /// it is how signatures under the exponent 3 were forged in 2006 (CVE-2006-4339).
    #[error("the signature opens, but holds no proper digest: {0}")]
    MalformedDigestInfo(&'static str),
    /// The signer used a digest algorithm that is not supported.
    #[error("the signature opens, but its digest algorithm {oid} is not supported")]
    UnknownHash {
        /// The dotted object identifier of the algorithm.
        oid: String,
    },
    /// The key cannot be computed with, and why.
    #[error("the key cannot be used: {0}")]
    UnusableKey(String),
}

/// Fewest `FF` bytes of padding (RFC 8017 section 9.2, note 1 and step 5).
const SHORTEST_PADDING: usize = 8;

/// Opens `signature` with `key`.
///
/// The padding is checked strictly: after it, the block holds the DER of one `DigestInfo` with NULL or absent parameters and
/// nothing else.
///
/// # Errors
/// See [`OpenError`].
pub fn open(key: &RsaPublicKey, signature: &[u8]) -> Result<DigestInfo, OpenError> {
    let block = rsa_operation::recover(key, signature)?;
    read_digest_info(unpad(&block)?)
}

/// What follows the padding of a block.
fn unpad(block: &[u8]) -> Result<&[u8], OpenError> {
    let padded = block.strip_prefix(&[0, 1]).ok_or(OpenError::NotAPkcs1Block)?;
    let padding = padded.iter().take_while(|byte| **byte == 0xff).count();
    match padded.get(padding..) {
        Some([0, contents @ ..]) if padding >= SHORTEST_PADDING => Ok(contents),
        _ => Err(OpenError::NotAPkcs1Block),
    }
}

fn read_digest_info(contents: &[u8]) -> Result<DigestInfo, OpenError> {
    for algorithm in HashAlgorithm::ALL {
        for parameters in [Parameters::Null, Parameters::Absent] {
            let prefix = digest_info_prefix(algorithm, parameters);
            if let Some(digest) = contents.strip_prefix(prefix.as_slice())
                && digest.len() == algorithm.output_length()
            {
                return Ok(DigestInfo { algorithm, digest: digest.to_vec() });
            }
        }
    }
    Err(explain(contents))
}

#[derive(Clone, Copy)]
enum Parameters {
    Null,
    Absent,
}

/// Everything of a `DigestInfo` but the digest. Both forms of the parameters are in use (RFC 8017 appendix A.2.4).
fn digest_info_prefix(algorithm: HashAlgorithm, parameters: Parameters) -> Vec<u8> {
    let null: &[u8] = match parameters {
        Parameters::Null => &[tag::NULL, 0],
        Parameters::Absent => &[],
    };
    let oid = element(tag::OID, &[algorithm.oid_content()]);
    let identifier = element(tag::SEQUENCE, &[&oid, null]);
    let digest = element(tag::OCTET_STRING, &[&vec![0; algorithm.output_length()]]);
    let mut whole = element(tag::SEQUENCE, &[&identifier, &digest]);
    whole.truncate(whole.len() - algorithm.output_length());
    whole
}

/// A DER element of fewer than 128 bytes: the largest `DigestInfo` has 81.
fn element(identifier: u8, contents: &[&[u8]]) -> Vec<u8> {
    let contents = contents.concat();
    let length = u8::try_from(contents.len()).unwrap_or(u8::MAX);
    let mut whole = vec![identifier, length];
    whole.extend(contents);
    whole
}

/// Says what is wrong with something that is no proper `DigestInfo`.
fn explain(contents: &[u8]) -> OpenError {
    let Ok(parts) = parts(contents) else {
        return OpenError::MalformedDigestInfo("what follows the padding is not readable as a DigestInfo");
    };
    if parts.trailing {
        return OpenError::MalformedDigestInfo("bytes follow where the DigestInfo should end the block");
    }
    if !parts.identifier.is_minimal() || parts.has_odd_parameters {
        return OpenError::MalformedDigestInfo("its algorithm has parameters other than NULL");
    }
    let Some(oid) = oid_text(parts.oid.content) else {
        return OpenError::MalformedDigestInfo("its algorithm identifier cannot be read");
    };
    match HashAlgorithm::from_oid(&oid) {
        Some(algorithm) if parts.digest.content.len() != algorithm.output_length() => {
            OpenError::MalformedDigestInfo("its digest is not as long as the algorithm makes it")
        }
        Some(_) => OpenError::MalformedDigestInfo("it is not written in DER"),
        None => OpenError::UnknownHash { oid },
    }
}

struct Parts<'a> {
    identifier: Element<'a>,
    oid: Element<'a>,
    has_odd_parameters: bool,
    digest: Element<'a>,
    trailing: bool,
}

fn parts(contents: &[u8]) -> Result<Parts<'_>, DerError> {
    let mut outer = Reader::new(contents);
    let info = outer.expect(tag::SEQUENCE)?;
    let mut inner = info.reader();
    let identifier = inner.expect(tag::SEQUENCE)?;
    let mut algorithm = identifier.reader();
    let oid = algorithm.expect(tag::OID)?;
    let digest = inner.expect(tag::OCTET_STRING)?;
    Ok(Parts {
        identifier,
        oid,
        has_odd_parameters: !matches!(algorithm.rest(), [] | [tag::NULL, 0]),
        digest,
        trailing: !outer.is_empty() || !inner.is_empty(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::PublicKey;
    use crate::formats::certificate::fixtures;

    fn key(file: &str) -> RsaPublicKey {
        match fixtures::certificate(&format!("made/{file}.pem")).public_key() {
            PublicKey::Rsa(key) => key.clone(),
            other => panic!("{other}"),
        }
    }

    /// Opens a block that `make-openssl.sh` put under the private key.
    fn open_forged(name: &str) -> Result<DigestInfo, OpenError> {
        open(&key("rsa2048-sha256"), &fixtures::read(&format!("made/forged-{name}.sig")))
    }

    #[test]
    fn opens_what_openssl_signed() {
        let message = fixtures::read("made/message.bin");
        for algorithm in HashAlgorithm::ALL {
            let signature = fixtures::read(&format!("made/message.{}.sig", algorithm.id()));
            let opened = open(&key("rsa2048-sha256"), &signature).unwrap();
            assert_eq!(opened, DigestInfo { algorithm, digest: algorithm.digest(&message) });
        }
    }

    #[test]
    fn both_forms_of_the_parameters_are_taken() {
        let digest = HashAlgorithm::Sha256.digest(&fixtures::read("made/message.bin"));
        let expected = DigestInfo { algorithm: HashAlgorithm::Sha256, digest };
        assert_eq!(open_forged("right"), Ok(expected.clone()));
        assert_eq!(open_forged("absent-parameters"), Ok(expected));
    }

    #[test]
    fn what_is_no_block_was_made_by_another_key() {
        for name in ["encryption-block", "leading-byte", "wrong-fill", "short-padding", "no-separator"] {
            assert_eq!(open_forged(name), Err(OpenError::NotAPkcs1Block), "{name}");
        }
    }

    #[test]
    fn forged_digest_infos_are_refused() {
        for (name, reason) in [
            ("trailing-garbage", "bytes follow where the DigestInfo should end the block"),
            ("garbage-inside", "bytes follow where the DigestInfo should end the block"),
            ("garbage-in-parameters", "its algorithm has parameters other than NULL"),
            ("short-digest", "its digest is not as long as the algorithm makes it"),
            ("long-length", "it is not written in DER"),
            ("no-digest-info", "what follows the padding is not readable as a DigestInfo"),
            ("empty", "what follows the padding is not readable as a DigestInfo"),
        ] {
            assert_eq!(open_forged(name), Err(OpenError::MalformedDigestInfo(reason)), "{name}");
        }
        // SHA3-256, which no phone knows.
        let oid = "2.16.840.1.101.3.4.2.8".to_owned();
        assert_eq!(open_forged("unknown-hash"), Err(OpenError::UnknownHash { oid }));
    }

    /// CVE-2006-4339: a cube root of padding, digest and garbage, which a careless reader takes for a signature.
    #[test]
    fn the_forgery_of_2006_is_refused() {
        let forged = fixtures::read("made/forged-cube-root-e3.sig");
        let expected = OpenError::MalformedDigestInfo("bytes follow where the DigestInfo should end the block");
        assert_eq!(open(&key("rsa2048-e3-sha256"), &forged), Err(expected));
    }

    #[test]
    fn signatures_of_another_size_or_range() {
        let key = key("rsa2048-sha256");
        assert_eq!(open(&key, &[1; 255]), Err(OpenError::WrongLength { expected: 256, actual: 255 }));
        assert_eq!(open(&key, &[]), Err(OpenError::WrongLength { expected: 256, actual: 0 }));
        assert_eq!(open(&key, &[0xff; 256]), Err(OpenError::OutOfRange));
        assert_eq!(open(&key, key.modulus()), Err(OpenError::OutOfRange));
        // 0 and 1 stay what they are under every exponent.
        assert_eq!(open(&key, &[0; 256]), Err(OpenError::NotAPkcs1Block));
    }

    #[test]
    fn keys_that_cannot_be_used_are_refused_at_once() {
        let odd = |length: usize| vec![0xff; length];
        for (modulus, exponent, reason) in [
            (odd(63), vec![3], "504 bits"),
            (odd(2049), vec![3], "16392 bits"),
            (vec![], vec![3], "0 bits"),
            (vec![0xfe; 256], vec![3], "even"),
            (odd(256), vec![1], "exponent is 1"),
            (odd(256), vec![], "exponent is 0"),
            (odd(256), vec![0x01, 0x00], "exponent is 256"),
            (odd(2048), odd(2047), "more than 64 bits"),
        ] {
            let key = RsaPublicKey::new(&modulus, &exponent);
            match open(&key, &vec![1; modulus.len()]) {
                Err(OpenError::UnusableKey(text)) => assert!(text.contains(reason), "{text}"),
                other => panic!("{reason}: {other:?}"),
            }
        }
        // The largest key and exponent that are computed with.
        let largest = RsaPublicKey::new(&odd(2048), &[0xff; 8]);
        assert_eq!(open(&largest, &[0x7f; 2048]), Err(OpenError::NotAPkcs1Block));
    }
}
