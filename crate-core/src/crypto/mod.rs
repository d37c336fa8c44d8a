//! Digests, public keys and signature verification.
//!
//! This part knows nothing of Cisco and, of X.509, only `SubjectPublicKeyInfo` and `AlgorithmIdentifier`. It verifies what old
//! files really use (MD5, SHA-1, 512-bit RSA) and leaves it to the checks to call that weak. It never signs, holds no secret
//! and therefore needs no constant time. [`password`] opens what was encrypted with a password, and keeps nothing either.

pub(crate) mod der;
mod der_error;
mod elliptic;
mod hash;
pub(crate) mod password;
pub mod pkcs1;
mod pss;
mod public_key;
mod rsa_operation;
mod signature;

pub use der_error::{DerError, DerFault};
pub use hash::{Fingerprints, HashAlgorithm, md5, sha1, sha256};
pub use pkcs1::{DigestInfo, OpenError};
pub use pss::PssParameters;
pub use public_key::{Curve, KeyError, PublicKey, RsaPublicKey};
pub use signature::{AlgorithmError, SignatureAlgorithm, VerifyError};
