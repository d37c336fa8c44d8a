//! Signature algorithms, and whether a signature is right.

use super::der::oid_text;
use super::{HashAlgorithm, OpenError, PssParameters, PublicKey, elliptic, pkcs1};
use std::fmt;
use x509_parser::asn1_rs::FromDer;
use x509_parser::signature_algorithm::RsaSsaPssParams;
use x509_parser::x509::AlgorithmIdentifier;

const OID_RSA_PSS: &str = "1.2.840.113549.1.1.10";
const OID_ED25519: &str = "1.3.101.112";

/// How something was signed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SignatureAlgorithm {
    /// RSA with PKCS #1 v1.5 padding (RFC 8017 section 8.2).
    RsaPkcs1(HashAlgorithm),
    /// RSASSA-PSS (RFC 8017 section 8.1).
    RsaPss(PssParameters),
    /// ECDSA (RFC 5758 section 3.2).
    Ecdsa(HashAlgorithm),
    /// Ed25519 (RFC 8410 section 3).
    Ed25519,
    /// Another algorithm, or one whose parameters cannot be read.
    Unsupported {
        /// The dotted object identifier; empty when that could not be read either.
        oid: String,
    },
}

/// An `AlgorithmIdentifier` could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the algorithm identifier cannot be read: its encoding is broken")]
pub struct AlgorithmError;

/// Why a signature does not hold, or why that cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The key is of another kind than the signature: another key made it.
    #[error("a {signature} signature was not made by a key of this kind ({key})")]
    WrongKeyType {
        /// The signature's algorithm.
        signature: String,
        /// The key, in words.
        key: String,
    },
    /// The RSA signature does not open with this key.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The signature opens with this key, and was made with another digest algorithm than the signed structure says.
    #[error("the signature was made with {used}, where {named} is named")]
    HashDiffers {
        /// What the structure names.
        named: HashAlgorithm,
        /// What the signer used.
        used: HashAlgorithm,
    },
    /// The signature opens with this key, and was made over other content.
    #[error("this key signed other content than this: the content was changed after signing")]
    DigestDiffers,
    /// The signature does not hold, and the algorithm does not tell whether key or content is the wrong one.
    #[error("the signature does not fit this key and this content: another key made it, or one of them was changed")]
    BadSignature,
    /// It cannot be told whether the signature holds, and why.
    #[error("the signature cannot be verified: {0}")]
    Unsupported(String),
}

impl SignatureAlgorithm {
    /// Reads an `AlgorithmIdentifier` (RFC 5280 section 4.1.1.2).
    ///
    /// An unknown algorithm, or parameters with an unknown digest in them, become [`SignatureAlgorithm::Unsupported`]. The
    /// parameters of algorithms that have none are ignored: whether NULL stands there changes nothing.
    ///
    /// # Errors
    /// When the structure cannot be read.
    pub fn from_der(identifier: &[u8]) -> Result<Self, AlgorithmError> {
        match AlgorithmIdentifier::from_der(identifier) {
            Ok(([], read)) => Ok(Self::from_read(&read)),
            _ => Err(AlgorithmError),
        }
    }

    /// Takes over what `x509-parser` read.
    pub(crate) fn from_read(identifier: &AlgorithmIdentifier<'_>) -> Self {
        let oid = oid_text(identifier.algorithm.as_bytes()).unwrap_or_default();
        if let Some((algorithm, ..)) = SIMPLE.iter().find(|(.., known)| *known == oid) {
            return algorithm.clone();
        }
        if oid == OID_RSA_PSS {
            let parameters = match &identifier.parameters {
                Some(parameters) => {
                    RsaSsaPssParams::try_from(parameters).ok().and_then(|read| PssParameters::from_read(&read))
                }
                None => Some(PssParameters::default()),
            };
            if let Some(parameters) = parameters {
                return Self::RsaPss(parameters);
            }
        }
        Self::Unsupported { oid }
    }

    /// The dotted object identifier.
    #[must_use]
    pub fn oid(&self) -> &str {
        match self {
            Self::RsaPss(_) => OID_RSA_PSS,
            Self::Unsupported { oid } => oid,
            _ => self.simple().map_or("", |(_, oid)| oid),
        }
    }

    /// The name under which RFCs and OpenSSL know it, `sha256WithRSAEncryption`; the object identifier of an unknown one.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::RsaPss(_) => "rsassaPss",
            Self::Unsupported { oid } => unsupported_name(oid).unwrap_or(oid),
            _ => self.simple().map_or("", |(name, _)| name),
        }
    }

    /// The digest that the message goes through first; none where the algorithm has no choice of it.
    #[must_use]
    pub fn hash(&self) -> Option<HashAlgorithm> {
        match self {
            Self::RsaPkcs1(hash) | Self::Ecdsa(hash) => Some(*hash),
            Self::RsaPss(parameters) => Some(parameters.hash),
            Self::Ed25519 | Self::Unsupported { .. } => None,
        }
    }

    /// Verifies `signature`, the contents of a BIT STRING, over `message`.
    ///
    /// # Errors
    /// See [`VerifyError`].
    pub fn verify(&self, key: &PublicKey, message: &[u8], signature: &[u8]) -> Result<(), VerifyError> {
        match (self, key) {
            (Self::Unsupported { .. }, _) => {
                Err(VerifyError::Unsupported(format!("the algorithm {self} is not supported")))
            }
            (_, PublicKey::Unsupported { .. }) => Err(VerifyError::Unsupported(format!("the signer's key is {key}"))),
            (Self::RsaPkcs1(named), PublicKey::Rsa(key)) => {
                let opened = pkcs1::open(key, signature)?;
                if opened.algorithm != *named {
                    return Err(VerifyError::HashDiffers { named: *named, used: opened.algorithm });
                }
                if opened.digest == named.digest(message) { Ok(()) } else { Err(VerifyError::DigestDiffers) }
            }
            (Self::RsaPss(parameters), PublicKey::Rsa(key)) => parameters.verify(key, message, signature),
            (Self::Ecdsa(hash), PublicKey::Ec { curve, point }) => {
                elliptic::verify_ecdsa(*hash, curve, point, message, signature)
            }
            (Self::Ed25519, PublicKey::Ed25519(key)) => elliptic::verify_ed25519(key, message, signature),
            _ => Err(VerifyError::WrongKeyType { signature: self.name().to_owned(), key: key.to_string() }),
        }
    }

    fn simple(&self) -> Option<(&'static str, &'static str)> {
        SIMPLE.iter().find(|(algorithm, ..)| algorithm == self).map(|(_, name, oid)| (*name, *oid))
    }
}

impl fmt::Display for SignatureAlgorithm {
    /// `sha256WithRSAEncryption (1.2.840.113549.1.1.11)`; for RSASSA-PSS with its parameters.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, oid) = (self.name(), self.oid());
        match self {
            Self::RsaPss(parameters) => write!(
                formatter,
                "{name} with {}, mask MGF1 with {}, {} bytes of salt ({oid})",
                parameters.hash, parameters.mask_hash, parameters.salt_length
            ),
            Self::Unsupported { oid } if oid.is_empty() => formatter.write_str("an algorithm that cannot be read"),
            _ if name == oid => formatter.write_str(oid),
            _ => write!(formatter, "{name} ({oid})"),
        }
    }
}

/// The algorithms without parameters: RFC 8017 appendix A.2.4, RFC 5758 section 3.2, RFC 8410 section 3.
/// Where an algorithm stands twice, the first line names it.
const SIMPLE: [(SignatureAlgorithm, &str, &str); 14] = {
    use HashAlgorithm::{Md5, Sha1, Sha224, Sha256, Sha384, Sha512};
    use SignatureAlgorithm::{Ecdsa, Ed25519, RsaPkcs1};
    [
        (RsaPkcs1(Md5), "md5WithRSAEncryption", "1.2.840.113549.1.1.4"),
        (RsaPkcs1(Sha1), "sha1WithRSAEncryption", "1.2.840.113549.1.1.5"),
        (RsaPkcs1(Sha224), "sha224WithRSAEncryption", "1.2.840.113549.1.1.14"),
        (RsaPkcs1(Sha256), "sha256WithRSAEncryption", "1.2.840.113549.1.1.11"),
        (RsaPkcs1(Sha384), "sha384WithRSAEncryption", "1.2.840.113549.1.1.12"),
        (RsaPkcs1(Sha512), "sha512WithRSAEncryption", "1.2.840.113549.1.1.13"),
        // Older identifiers of the OIW for the same two.
        (RsaPkcs1(Sha1), "sha1WithRSA", "1.3.14.3.2.29"),
        (RsaPkcs1(Md5), "md5WithRSA", "1.3.14.3.2.3"),
        (Ecdsa(Sha1), "ecdsa-with-SHA1", "1.2.840.10045.4.1"),
        (Ecdsa(Sha224), "ecdsa-with-SHA224", "1.2.840.10045.4.3.1"),
        (Ecdsa(Sha256), "ecdsa-with-SHA256", "1.2.840.10045.4.3.2"),
        (Ecdsa(Sha384), "ecdsa-with-SHA384", "1.2.840.10045.4.3.3"),
        (Ecdsa(Sha512), "ecdsa-with-SHA512", "1.2.840.10045.4.3.4"),
        (Ed25519, "Ed25519", OID_ED25519),
    ]
};

/// Names of algorithms that are shown and not verified.
fn unsupported_name(oid: &str) -> Option<&'static str> {
    Some(match oid {
        "1.2.840.113549.1.1.2" => "md2WithRSAEncryption",
        "1.2.840.113549.1.1.3" => "md4WithRSAEncryption",
        OID_RSA_PSS => "rsassaPss with parameters that are not supported",
        "1.2.840.10040.4.3" => "dsa-with-sha1",
        "2.16.840.1.101.3.4.3.1" => "dsa-with-sha224",
        "2.16.840.1.101.3.4.3.2" => "dsa-with-sha256",
        "1.3.101.113" => "Ed448",
        "2.16.840.1.101.3.4.3.17" => "ML-DSA-44",
        "2.16.840.1.101.3.4.3.18" => "ML-DSA-65",
        "2.16.840.1.101.3.4.3.19" => "ML-DSA-87",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::certificate::fixtures;

    /// `AlgorithmIdentifier` of RSA with SHA-256, parameters NULL.
    const SHA256_RSA: [u8; 15] =
        [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b, 0x05, 0x00];

    #[test]
    fn verifies_what_openssl_signed() {
        let certificate = fixtures::certificate("made/rsa2048-sha256.pem");
        let message = fixtures::read("made/message.bin");
        let signature = fixtures::read("made/message.sha256.sig");
        let algorithm = SignatureAlgorithm::from_der(&SHA256_RSA).unwrap();
        assert_eq!(algorithm.verify(certificate.public_key(), &message, &signature), Ok(()));
        let changed = algorithm.verify(certificate.public_key(), b"another message", &signature);
        assert_eq!(changed, Err(VerifyError::DigestDiffers));
        let named = SignatureAlgorithm::RsaPkcs1(HashAlgorithm::Sha512);
        let expected = VerifyError::HashDiffers { named: HashAlgorithm::Sha512, used: HashAlgorithm::Sha256 };
        assert_eq!(named.verify(certificate.public_key(), &message, &signature), Err(expected));
    }

    #[test]
    fn every_algorithm_has_a_name_and_comes_back_from_its_identifier() {
        for (algorithm, name, oid) in SIMPLE.iter().take(6) {
            assert_eq!((algorithm.name(), algorithm.oid()), (*name, *oid));
        }
        assert_eq!(SignatureAlgorithm::Ed25519.oid(), "1.3.101.112");
        // The older identifier of SHA-1 with RSA means the same.
        let older = [0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1d, 0x05, 0x00];
        assert_eq!(SignatureAlgorithm::from_der(&older[..9]), Err(AlgorithmError));
        let older = [&[0x30, 0x09][..], &older[2..]].concat();
        assert_eq!(SignatureAlgorithm::from_der(&older), Ok(SignatureAlgorithm::RsaPkcs1(HashAlgorithm::Sha1)));
    }

    #[test]
    fn unknown_algorithms_are_named_by_their_identifier() {
        let md2 = [&SHA256_RSA[..12], &[2, 5, 0]].concat();
        let algorithm = SignatureAlgorithm::from_der(&md2).unwrap();
        assert_eq!(algorithm.to_string(), "md2WithRSAEncryption (1.2.840.113549.1.1.2)");
        let unknown = SignatureAlgorithm::from_der(&[0x30, 4, 6, 2, 0x2a, 3]).unwrap();
        assert_eq!(unknown.to_string(), "1.2.3");
        let key = PublicKey::Ed25519([0; 32]);
        assert!(matches!(unknown.verify(&key, b"", b""), Err(VerifyError::Unsupported(_))));
        assert_eq!(SignatureAlgorithm::from_der(&[]), Err(AlgorithmError));
        assert_eq!(SignatureAlgorithm::from_der(&[&SHA256_RSA[..], &[0]].concat()), Err(AlgorithmError));
    }

    #[test]
    fn broken_signatures_and_keys_are_refused() {
        let ec = fixtures::certificate("made/p256-sha256.pem");
        let algorithm = SignatureAlgorithm::Ecdsa(HashAlgorithm::Sha256);
        for signature in [&b""[..], b"\x30\x00", b"\x30\x06\x02\x01\x00\x02\x01\x00", &[0xff; 72]] {
            assert_eq!(algorithm.verify(ec.public_key(), b"", signature), Err(VerifyError::BadSignature));
        }
        for point in [vec![], vec![0], vec![4; 65], vec![4; 64]] {
            let key = PublicKey::Ec { curve: crate::crypto::Curve::P256, point };
            assert!(matches!(algorithm.verify(&key, b"", ec.signature()), Err(VerifyError::Unsupported(_))));
        }
        let key = PublicKey::Ed25519([0; 32]);
        assert_eq!(SignatureAlgorithm::Ed25519.verify(&key, b"", &[0; 63]), Err(VerifyError::BadSignature));
        let pss = SignatureAlgorithm::RsaPss(PssParameters { salt_length: usize::MAX, ..PssParameters::default() });
        let rsa = fixtures::certificate("made/pss-sha1-defaults.pem");
        assert_eq!(pss.verify(rsa.public_key(), rsa.signed_part(), rsa.signature()), Err(VerifyError::BadSignature));
        let other_salt = SignatureAlgorithm::RsaPss(PssParameters { salt_length: 19, ..PssParameters::default() });
        let outcome = other_salt.verify(rsa.public_key(), rsa.signed_part(), rsa.signature());
        assert_eq!(outcome, Err(VerifyError::BadSignature));
    }
}
