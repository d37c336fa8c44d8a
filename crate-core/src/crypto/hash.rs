//! The digests that certificates, signatures and trust lists use.

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};
use std::fmt;

/// A digest algorithm.
///
/// MD5 and SHA-1 are here because old files are signed with them, not because they are safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HashAlgorithm {
    /// MD5 (RFC 1321), 16 bytes.
    Md5,
    /// SHA-1 (FIPS 180-4), 20 bytes.
    Sha1,
    /// SHA-224 (FIPS 180-4), 28 bytes.
    Sha224,
    /// SHA-256 (FIPS 180-4), 32 bytes.
    Sha256,
    /// SHA-384 (FIPS 180-4), 48 bytes.
    Sha384,
    /// SHA-512 (FIPS 180-4), 64 bytes.
    Sha512,
}

impl HashAlgorithm {
    /// All of them, weakest first.
    pub const ALL: [Self; 6] = [Self::Md5, Self::Sha1, Self::Sha224, Self::Sha256, Self::Sha384, Self::Sha512];

    /// The digest of `data`, [`output_length`](Self::output_length) bytes long.
    #[must_use]
    pub fn digest(self, data: &[u8]) -> Vec<u8> {
        self.digest_parts(&[data])
    }

    /// The digest of `parts` one after the other, as if they were one input.
    ///
    /// A signed file leaves a hole where its signature stands; this saves copying what is around it.
    #[must_use]
    pub fn digest_parts(self, parts: &[&[u8]]) -> Vec<u8> {
        match self {
            Self::Md5 => digest_with::<Md5>(parts),
            Self::Sha1 => digest_with::<Sha1>(parts),
            Self::Sha224 => digest_with::<Sha224>(parts),
            Self::Sha256 => digest_with::<Sha256>(parts),
            Self::Sha384 => digest_with::<Sha384>(parts),
            Self::Sha512 => digest_with::<Sha512>(parts),
        }
    }

    /// Bytes in a digest.
    #[must_use]
    pub fn output_length(self) -> usize {
        match self {
            Self::Md5 => 16,
            Self::Sha1 => 20,
            Self::Sha224 => 28,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    /// The name for people: `SHA-256`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// The name for data: `sha256`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha224 => "sha224",
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
        }
    }

    /// The dotted object identifier (RFC 8017 appendix B.1, RFC 3279 section 2.2.1).
    #[must_use]
    pub fn oid(self) -> &'static str {
        match self {
            Self::Md5 => "1.2.840.113549.2.5",
            Self::Sha1 => "1.3.14.3.2.26",
            Self::Sha224 => "2.16.840.1.101.3.4.2.4",
            Self::Sha256 => "2.16.840.1.101.3.4.2.1",
            Self::Sha384 => "2.16.840.1.101.3.4.2.2",
            Self::Sha512 => "2.16.840.1.101.3.4.2.3",
        }
    }

    /// The algorithm with this dotted object identifier.
    #[must_use]
    pub fn from_oid(oid: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.oid() == oid)
    }

    /// The contents of the object identifier's DER element.
    pub(super) fn oid_content(self) -> &'static [u8] {
        match self {
            Self::Md5 => &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x05],
            Self::Sha1 => &[0x2b, 0x0e, 0x03, 0x02, 0x1a],
            Self::Sha224 => &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x04],
            Self::Sha256 => &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01],
            Self::Sha384 => &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02],
            Self::Sha512 => &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03],
        }
    }
}

impl fmt::Display for HashAlgorithm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The SHA-256 of `data`, for fingerprints.
#[must_use]
pub fn sha256(data: &[u8]) -> [u8; 32] {
    Sha256::digest(data).into()
}

/// The SHA-1 of `data`, for fingerprints.
#[must_use]
pub fn sha1(data: &[u8]) -> [u8; 20] {
    Sha1::digest(data).into()
}

/// The MD5 of `data`, for fingerprints.
#[must_use]
pub fn md5(data: &[u8]) -> [u8; 16] {
    Md5::digest(data).into()
}

/// MD5, SHA-1 and SHA-256 of something that comes in pieces.
#[derive(Debug, Clone, Default)]
pub struct Fingerprints {
    md5: Md5,
    sha1: Sha1,
    sha256: Sha256,
}

impl Fingerprints {
    /// Takes in the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        // A piece that stays in the processor's cache is read from memory once for all three.
        for part in piece.chunks(16 * 1024) {
            self.md5.update(part);
            self.sha1.update(part);
            self.sha256.update(part);
        }
    }

    /// MD5, SHA-1 and SHA-256 of everything that was taken in.
    #[must_use]
    pub fn finish(self) -> ([u8; 16], [u8; 20], [u8; 32]) {
        (self.md5.finalize().into(), self.sha1.finalize().into(), self.sha256.finalize().into())
    }
}

fn digest_with<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
    let mut digest = D::new();
    for part in parts {
        digest.update(part);
    }
    digest.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::super::der;
    use super::*;
    use crate::text::hex;

    /// Digests of `abc`: RFC 1321 appendix A.5 and the examples of FIPS 180-4.
    const ABC: [(HashAlgorithm, &str); 6] = [
        (HashAlgorithm::Md5, "900150983cd24fb0d6963f7d28e17f72"),
        (HashAlgorithm::Sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (HashAlgorithm::Sha224, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
        (HashAlgorithm::Sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            HashAlgorithm::Sha384,
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
        ),
        (
            HashAlgorithm::Sha512,
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
             2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        ),
    ];

    #[test]
    fn published_digests() {
        for (algorithm, expected) in ABC {
            assert_eq!(hex(&algorithm.digest(b"abc")), expected, "{algorithm}");
            assert_eq!(hex(&algorithm.digest_parts(&[b"a", b"", b"bc"])), expected, "{algorithm}");
            assert_eq!(algorithm.digest(b"").len(), algorithm.output_length());
        }
        assert_eq!(sha256(b"abc").to_vec(), HashAlgorithm::Sha256.digest(b"abc"));
        assert_eq!(sha1(b"abc").to_vec(), HashAlgorithm::Sha1.digest(b"abc"));
        assert_eq!(md5(b"abc").to_vec(), HashAlgorithm::Md5.digest(b"abc"));
    }

    #[test]
    fn object_identifiers_in_both_forms() {
        for algorithm in HashAlgorithm::ALL {
            assert_eq!(der::oid_text(algorithm.oid_content()).as_deref(), Some(algorithm.oid()));
            assert_eq!(HashAlgorithm::from_oid(algorithm.oid()), Some(algorithm));
        }
        assert_eq!(HashAlgorithm::from_oid("1.2.3"), None);
    }
}
