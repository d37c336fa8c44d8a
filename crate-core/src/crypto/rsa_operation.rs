//! The RSA public operation, RSAVP1 of RFC 8017 section 5.2.2.

use super::{OpenError, RsaPublicKey};
use rsa::{BoxedUint, hazmat::rsa_encrypt};

/// Sizes of modulus, in bits, that are computed with. 512 is the smallest that trust lists name, 16,384 the largest
/// that OpenSSL accepts; a verification of the largest takes some hundredths of a second.
const COMPUTABLE_BITS: std::ops::RangeInclusive<usize> = 512..=16_384;

/// Raises `signature` to the public exponent and gives back as many bytes as the modulus has.
///
/// # Errors
/// [`OpenError::UnusableKey`], [`OpenError::WrongLength`] or [`OpenError::OutOfRange`].
pub(super) fn recover(key: &RsaPublicKey, signature: &[u8]) -> Result<Vec<u8>, OpenError> {
    let modulus = key.modulus();
    let bits = key.bits();
    if !COMPUTABLE_BITS.contains(&bits) {
        return Err(OpenError::UnusableKey(format!("its modulus has {bits} bits; 512 to 16384 are supported")));
    }
    if modulus.last().is_none_or(|last| last & 1 == 0) {
        return Err(OpenError::UnusableKey("its modulus is even, so it is no RSA key".to_owned()));
    }
    match key.exponent() {
        None => {
            // Work grows with the exponent; real keys have 3, 17 or 65537.
            return Err(OpenError::UnusableKey("its exponent has more than 64 bits".to_owned()));
        }
        Some(exponent) if exponent < 3 || exponent & 1 == 0 => {
            return Err(OpenError::UnusableKey(format!(
                "its exponent is {exponent}, with which anybody could make a signature"
            )));
        }
        Some(_) => {}
    }
    if signature.len() != modulus.len() {
        return Err(OpenError::WrongLength { expected: modulus.len(), actual: signature.len() });
    }
    // Big-endian numbers of one length compare like their bytes.
    if signature >= modulus {
        return Err(OpenError::OutOfRange);
    }

    let number = |bytes: &[u8]| BoxedUint::from_be_slice_vartime(bytes);
    // The size limits of the ordinary constructor (1,024 to 8,192 bits) shut out keys that old phones carry; what it
    // checks besides was checked above.
    let key = rsa::PublicKey::new_unchecked(number(modulus), number(key.exponent_bytes()));
    let recovered = rsa_encrypt(&key, &number(signature))
        .map_err(|error| OpenError::UnusableKey(format!("the computation failed: {error}")))?;
    Ok(to_length(&recovered.to_be_bytes(), modulus.len()))
}

/// `bytes`, a big-endian number below 256^`length`, with exactly `length` bytes.
fn to_length(bytes: &[u8], length: usize) -> Vec<u8> {
    let start = bytes.len().saturating_sub(length);
    let digits = bytes.get(start..).unwrap_or_default();
    let mut padded = vec![0; length.saturating_sub(digits.len())];
    padded.extend_from_slice(digits);
    padded
}
