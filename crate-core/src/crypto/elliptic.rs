//! Signatures over elliptic curves: ECDSA (FIPS 186-5 section 6.4) and Ed25519 (RFC 8032).

use super::{Curve, HashAlgorithm, VerifyError};

/// Verifies an ECDSA signature, given as the DER of `Ecdsa-Sig-Value` (RFC 3279 section 2.2.3).
///
/// Any digest goes with any curve; one that is longer than the curve's order is cut, a shorter one is taken as it is.
pub(super) fn verify_ecdsa(
    hash: HashAlgorithm,
    curve: &Curve,
    point: &[u8],
    message: &[u8],
    signature: &[u8],
) -> Result<(), VerifyError> {
    // The three crates have the same interface; a generic function over it would need two dozen bounds.
    macro_rules! verify {
        ($curve:ident) => {{
            use $curve::ecdsa::signature::hazmat::PrehashVerifier as _;
            let key = $curve::ecdsa::VerifyingKey::from_sec1_bytes(point)
                .map_err(|_| VerifyError::Unsupported("the key is no point of its curve".to_owned()))?;
            let signature = $curve::ecdsa::Signature::from_der(signature).map_err(|_| VerifyError::BadSignature)?;
            key.verify_prehash(&hash.digest(message), &signature).map_err(|_| VerifyError::BadSignature)
        }};
    }
    match curve {
        Curve::P256 => verify!(p256),
        Curve::P384 => verify!(p384),
        Curve::P521 => verify!(p521),
        Curve::Other(_) => Err(VerifyError::Unsupported(format!("the curve {} is not supported", curve.name()))),
    }
}

/// Verifies an Ed25519 signature.
pub(super) fn verify_ed25519(key: &[u8; 32], message: &[u8], signature: &[u8]) -> Result<(), VerifyError> {
    use ed25519_dalek::Verifier as _;
    let key = ed25519_dalek::VerifyingKey::from_bytes(key)
        .map_err(|_| VerifyError::Unsupported("the key is no point of its curve".to_owned()))?;
    let signature = ed25519_dalek::Signature::from_slice(signature).map_err(|_| VerifyError::BadSignature)?;
    key.verify(message, &signature).map_err(|_| VerifyError::BadSignature)
}
