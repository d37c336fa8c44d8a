//! Public keys, as certificates and trust-list records hold them.

use super::der::{self, oid_text};
use std::fmt;
use x509_parser::asn1_rs::{FromDer, Tag};
use x509_parser::public_key::RSAPublicKey;
use x509_parser::x509::SubjectPublicKeyInfo;

const OID_RSA: &str = "1.2.840.113549.1.1.1";
const OID_RSA_PSS: &str = "1.2.840.113549.1.1.10";
const OID_EC: &str = "1.2.840.10045.2.1";
const OID_ED25519: &str = "1.3.101.112";

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PublicKey {
    /// An RSA key.
    Rsa(RsaPublicKey),
    /// A point on an elliptic curve.
    Ec {
        /// The curve.
        curve: Curve,
        /// The point as SEC 1 section 2.3.3 writes it: `04 x y`, or `02`/`03` and x.
        point: Vec<u8>,
    },
    /// An Ed25519 key (RFC 8410).
    Ed25519([u8; 32]),
    /// A key of another kind, or one that could not be read.
    Unsupported {
        /// The dotted object identifier of its algorithm.
        oid: String,
        /// The contents of the key's BIT STRING.
        bytes: Vec<u8>,
    },
}

/// An RSA public key of any size.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RsaPublicKey {
    modulus: Vec<u8>,
    exponent: Vec<u8>,
}

/// An elliptic curve.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Curve {
    /// NIST P-256, also called secp256r1 and prime256v1.
    P256,
    /// NIST P-384, also called secp384r1.
    P384,
    /// NIST P-521, also called secp521r1.
    P521,
    /// Another named curve, by its dotted object identifier. Signatures over it are not verified.
    Other(String),
}

/// A public key could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The encoding is broken.
    #[error("the public key cannot be read: its encoding is broken")]
    Unreadable,
    /// The encoding goes on after the key.
    #[error("the public key cannot be read: {0} unexpected bytes follow it")]
    Trailing(usize),
    /// The bytes are no point of a curve that is known by their number.
    #[error("{0} bytes are no point of a supported elliptic curve")]
    NotAPoint(usize),
}

impl PublicKey {
    /// Reads a `SubjectPublicKeyInfo` (RFC 5280 section 4.1.2.7; for elliptic curves RFC 5480, for Ed25519 RFC 8410).
    ///
    /// Keys of unknown algorithms, and curves given by explicit parameters, become [`PublicKey::Unsupported`].
    ///
    /// # Errors
    /// When the structure, or a key inside it whose algorithm is known, cannot be read.
    pub fn from_spki(spki: &[u8]) -> Result<Self, KeyError> {
        let (rest, info) = SubjectPublicKeyInfo::from_der(spki).map_err(|_| KeyError::Unreadable)?;
        if !rest.is_empty() {
            return Err(KeyError::Trailing(rest.len()));
        }
        let oid = oid_text(info.algorithm.algorithm.as_bytes()).ok_or(KeyError::Unreadable)?;
        let bytes = info.subject_public_key.data.as_ref();
        match oid.as_str() {
            // The key of an RSASSA-PSS certificate has the same form (RFC 4055 section 1.2).
            OID_RSA | OID_RSA_PSS => Self::from_pkcs1(bytes),
            OID_EC => match &info.algorithm.parameters {
                Some(named) if named.tag() == Tag::Oid => Ok(Self::Ec {
                    curve: Curve::from_oid(&oid_text(named.data).ok_or(KeyError::Unreadable)?),
                    point: bytes.to_vec(),
                }),
                _ => Ok(Self::Unsupported { oid, bytes: bytes.to_vec() }),
            },
            OID_ED25519 => bytes.try_into().map(Self::Ed25519).map_err(|_| KeyError::NotAPoint(bytes.len())),
            _ => Ok(Self::Unsupported { oid, bytes: bytes.to_vec() }),
        }
    }

    /// Reads an `RSAPublicKey` (RFC 8017 appendix A.1.1), as trust-list records hold it.
    ///
    /// # Errors
    /// When the structure cannot be read or goes on after its end.
    pub fn from_pkcs1(der: &[u8]) -> Result<Self, KeyError> {
        let (rest, key) = RSAPublicKey::from_der(der).map_err(|_| KeyError::Unreadable)?;
        if !rest.is_empty() {
            return Err(KeyError::Trailing(rest.len()));
        }
        let positive = |number: &[u8]| number.first().is_some_and(|first| first & 0x80 == 0);
        if !positive(key.modulus) || !positive(key.exponent) {
            return Err(KeyError::Unreadable);
        }
        Ok(Self::Rsa(RsaPublicKey::new(key.modulus, key.exponent)))
    }

    /// Reads an uncompressed or compressed point (SEC 1 section 2.3.3) and infers the curve from its length.
    ///
    /// # Errors
    /// When the length or the first byte fits none of the three NIST curves.
    pub fn from_ec_point(point: &[u8]) -> Result<Self, KeyError> {
        let curve = match (point.first(), point.len()) {
            (Some(4), 65) | (Some(2 | 3), 33) => Curve::P256,
            (Some(4), 97) | (Some(2 | 3), 49) => Curve::P384,
            (Some(4), 133) | (Some(2 | 3), 67) => Curve::P521,
            (_, length) => return Err(KeyError::NotAPoint(length)),
        };
        Ok(Self::Ec { curve, point: point.to_vec() })
    }

    /// The size that people compare keys by: bits of the modulus or of the curve's field; none when unknown.
    #[must_use]
    pub fn bits(&self) -> Option<usize> {
        match self {
            Self::Rsa(key) => Some(key.bits()),
            Self::Ec { curve, .. } => curve.bits(),
            Self::Ed25519(_) => Some(256),
            Self::Unsupported { .. } => None,
        }
    }

    /// The kind of key, for data: `rsa`, `ec`, `ed25519` or `unsupported`.
    #[must_use]
    pub fn algorithm_id(&self) -> &'static str {
        match self {
            Self::Rsa(_) => "rsa",
            Self::Ec { .. } => "ec",
            Self::Ed25519(_) => "ed25519",
            Self::Unsupported { .. } => "unsupported",
        }
    }
}

impl fmt::Display for PublicKey {
    /// `RSA 2048 bits`, `RSA 2048 bits, exponent 3`, `EC P-384`, `Ed25519`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rsa(key) => {
                write!(formatter, "RSA {} bits", key.bits())?;
                match key.exponent() {
                    Some(65_537) => Ok(()),
                    Some(exponent) => write!(formatter, ", exponent {exponent}"),
                    None => write!(formatter, ", exponent of {} bytes", key.exponent.len()),
                }
            }
            Self::Ec { curve, .. } => write!(formatter, "EC {}", curve.name()),
            Self::Ed25519(_) => formatter.write_str("Ed25519"),
            Self::Unsupported { oid, .. } => match (oid.as_str(), key_algorithm_name(oid)) {
                ("", _) => formatter.write_str("a key that cannot be read"),
                (OID_RSA, _) => formatter.write_str("an RSA key that cannot be read"),
                (OID_EC, _) => formatter.write_str("EC with explicit parameters, or a key that cannot be read"),
                (_, Some(name)) => write!(formatter, "{name} ({oid})"),
                (_, None) => write!(formatter, "a key of the algorithm {oid}"),
            },
        }
    }
}

impl RsaPublicKey {
    /// A key of these big-endian numbers; zero bytes at the front are dropped.
    #[must_use]
    pub fn new(modulus: &[u8], exponent: &[u8]) -> Self {
        Self { modulus: der::trim_zeros(modulus).to_vec(), exponent: der::trim_zeros(exponent).to_vec() }
    }

    /// The modulus, big-endian, without zero bytes at the front.
    #[must_use]
    pub fn modulus(&self) -> &[u8] {
        &self.modulus
    }

    /// Bits of the modulus.
    #[must_use]
    pub fn bits(&self) -> usize {
        match self.modulus.split_first() {
            Some((first, others)) => 8 * others.len() + first.checked_ilog2().map_or(0, |log| log as usize + 1),
            None => 0,
        }
    }

    /// The public exponent, where it fits 64 bits; see [`exponent_bytes`](Self::exponent_bytes).
    #[must_use]
    pub fn exponent(&self) -> Option<u64> {
        der::u64_from_be(&self.exponent)
    }

    /// The public exponent, big-endian, without zero bytes at the front.
    #[must_use]
    pub fn exponent_bytes(&self) -> &[u8] {
        &self.exponent
    }
}

impl Curve {
    /// The curve with this dotted object identifier (RFC 5480 section 2.1.1.1).
    #[must_use]
    pub fn from_oid(oid: &str) -> Self {
        match oid {
            "1.2.840.10045.3.1.7" => Self::P256,
            "1.3.132.0.34" => Self::P384,
            "1.3.132.0.35" => Self::P521,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The name for people: `P-256`; the dotted object identifier of an unknown curve.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
            Self::Other(oid) => other_curve(oid).map_or(oid.as_str(), |(name, _)| name),
        }
    }

    /// Bits of the field; none for an unknown curve.
    #[must_use]
    pub fn bits(&self) -> Option<usize> {
        match self {
            Self::P256 => Some(256),
            Self::P384 => Some(384),
            Self::P521 => Some(521),
            Self::Other(oid) => other_curve(oid).map(|(_, bits)| bits),
        }
    }
}

/// Curves that have a name here and no arithmetic: SEC 2 and RFC 5639.
fn other_curve(oid: &str) -> Option<(&'static str, usize)> {
    Some(match oid {
        "1.2.840.10045.3.1.1" => ("P-192", 192),
        "1.3.132.0.33" => ("P-224", 224),
        "1.3.132.0.10" => ("secp256k1", 256),
        "1.3.36.3.3.2.8.1.1.7" => ("brainpoolP256r1", 256),
        "1.3.36.3.3.2.8.1.1.11" => ("brainpoolP384r1", 384),
        "1.3.36.3.3.2.8.1.1.13" => ("brainpoolP512r1", 512),
        _ => return None,
    })
}

/// Names of the key algorithms that are shown and not used: RFC 3279, RFC 8410, RFC 9881.
fn key_algorithm_name(oid: &str) -> Option<&'static str> {
    Some(match oid {
        "1.2.840.10040.4.1" => "DSA",
        "1.2.840.10046.2.1" => "Diffie-Hellman",
        "1.3.101.110" => "X25519",
        "1.3.101.111" => "X448",
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
    use crate::formats::certificate::fixtures::certificate;

    #[test]
    fn rsa_keys_of_every_size_can_be_shown() {
        let key = RsaPublicKey::new(&[0, 0, 0x01, 0xff], &[0, 3]);
        assert_eq!((key.bits(), key.exponent()), (9, Some(3)));
        assert_eq!((key.modulus(), key.exponent_bytes()), ([0x01, 0xff].as_slice(), [3].as_slice()));
        let huge = RsaPublicKey::new(&[0x80; 4096], &[0xff; 9]);
        assert_eq!((huge.bits(), huge.exponent()), (32_768, None));
        assert_eq!(PublicKey::Rsa(huge).to_string(), "RSA 32768 bits, exponent of 9 bytes");
        assert_eq!(RsaPublicKey::new(&[], &[]).bits(), 0);
    }

    #[test]
    fn a_records_key_equals_the_certificates() {
        let certificate = certificate("made/rsa2048-sha256.pem");
        // The PKCS#1 key is what the BIT STRING at the end of the SubjectPublicKeyInfo holds.
        let spki = certificate.spki();
        let pkcs1 = &spki[spki.len() - 270..];
        assert_eq!(&PublicKey::from_pkcs1(pkcs1).unwrap(), certificate.public_key());
        assert_eq!(PublicKey::from_pkcs1(&pkcs1[..269]), Err(KeyError::Unreadable));
        let longer = [pkcs1, &[0]].concat();
        assert_eq!(PublicKey::from_pkcs1(&longer), Err(KeyError::Trailing(1)));
        // A negative modulus.
        assert_eq!(PublicKey::from_pkcs1(&[0x30, 6, 2, 1, 0x81, 2, 1, 3]), Err(KeyError::Unreadable));
    }

    #[test]
    fn points_tell_their_curve_by_their_length() {
        for (file, curve) in [("p256-sha256", Curve::P256), ("p384-sha384", Curve::P384), ("p521-sha512", Curve::P521)]
        {
            let certificate = certificate(&format!("made/{file}.pem"));
            let PublicKey::Ec { point, .. } = certificate.public_key() else {
                panic!("{file}");
            };
            assert_eq!(&PublicKey::from_ec_point(point).unwrap(), certificate.public_key());
            assert_eq!(certificate.public_key().bits(), curve.bits());
        }
        assert_eq!(PublicKey::from_ec_point(&[4; 64]), Err(KeyError::NotAPoint(64)));
        assert_eq!(PublicKey::from_ec_point(&[]), Err(KeyError::NotAPoint(0)));
        let compressed = certificate("made/p256-compressed.pem");
        assert!(matches!(compressed.public_key(), PublicKey::Ec { curve: Curve::P256, point } if point.len() == 33));
    }

    #[test]
    fn keys_of_other_kinds_are_named() {
        for (file, shown) in [
            ("ed448", "Ed448 (1.3.101.113)"),
            ("p256-explicit", "EC with explicit parameters, or a key that cannot be read"),
            ("brainpool-sha256", "EC brainpoolP256r1"),
            ("pss-key", "RSA 2048 bits"),
        ] {
            let certificate = certificate(&format!("made/{file}.pem"));
            assert_eq!(certificate.public_key().to_string(), shown);
            assert_eq!(certificate.problems(), []);
        }
        assert_eq!(Curve::from_oid("1.2.3").name(), "1.2.3");
        assert_eq!(PublicKey::from_spki(b"\x30\x00"), Err(KeyError::Unreadable));
    }
}
