//! Signatures over elliptic curves: ECDSA (FIPS 186-5 section 6.4) and Ed25519 (RFC 8032).

use super::der::{Reader, tag, trim_zeros};
use super::{Curve, DerError, DerFault, HashAlgorithm, VerifyError};

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
            let size = $curve::FieldBytes::default().len();
            let numbers = read_signature(signature, size).map_err(|_| VerifyError::BadSignature)?;
            let signature = $curve::ecdsa::Signature::from_slice(&numbers).map_err(|_| VerifyError::BadSignature)?;
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

/// Reads `Ecdsa-Sig-Value`: both numbers, one after the other, each with `size` bytes.
///
/// Read once for all curves, with the reader that is there anyway: the curves' own would cost the page 3 KB more.
fn read_signature(signature: &[u8], size: usize) -> Result<Vec<u8>, DerError> {
    let mut outer = Reader::new(signature);
    let mut values = outer.expect(tag::SEQUENCE)?.reader();
    let mut numbers = Vec::with_capacity(2 * size);
    for _ in 0..2 {
        let value = values.expect(tag::INTEGER)?;
        let is_negative = value.content.first().is_none_or(|first| first & 0x80 != 0);
        let digits = trim_zeros(value.content);
        let padding = size.checked_sub(digits.len()).filter(|_| !is_negative);
        let padding = padding.ok_or_else(|| value.error(DerFault::Value("a number that no signature holds")))?;
        numbers.resize(numbers.len() + padding, 0);
        numbers.extend(digits);
    }
    values.finish()?;
    outer.finish()?;
    Ok(numbers)
}

/// Verifies an Ed25519 signature.
pub(super) fn verify_ed25519(key: &[u8; 32], message: &[u8], signature: &[u8]) -> Result<(), VerifyError> {
    use ed25519_dalek::Verifier as _;
    let key = ed25519_dalek::VerifyingKey::from_bytes(key)
        .map_err(|_| VerifyError::Unsupported("the key is no point of its curve".to_owned()))?;
    let signature = ed25519_dalek::Signature::from_slice(signature).map_err(|_| VerifyError::BadSignature)?;
    key.verify(message, &signature).map_err(|_| VerifyError::BadSignature)
}
