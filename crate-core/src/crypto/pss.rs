//! RSA signatures with RSASSA-PSS (RFC 8017 section 8.1).

use super::der::oid_text;
use super::{HashAlgorithm, RsaPublicKey, VerifyError, rsa_operation};
use x509_parser::asn1_rs::Oid;
use x509_parser::signature_algorithm::RsaSsaPssParams;

const OID_MGF1: &str = "1.2.840.113549.1.1.8";

/// The parameters of an RSASSA-PSS signature (RFC 4055 section 3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PssParameters {
    /// Digests the message.
    pub hash: HashAlgorithm,
    /// The digest inside the mask generation function MGF1.
    pub mask_hash: HashAlgorithm,
    /// Bytes of salt.
    pub salt_length: usize,
}

impl Default for PssParameters {
    /// What absent parameters mean: SHA-1 twice, and 20 bytes of salt.
    fn default() -> Self {
        Self { hash: HashAlgorithm::Sha1, mask_hash: HashAlgorithm::Sha1, salt_length: 20 }
    }
}

impl PssParameters {
    /// Takes over what `x509-parser` read; none when the mask, a digest or the trailer is not supported.
    pub(super) fn from_read(read: &RsaSsaPssParams<'_>) -> Option<Self> {
        let hash_algorithm = |oid: &Oid<'_>| HashAlgorithm::from_oid(&oid_text(oid.as_bytes())?);
        let mask = read.mask_gen_algorithm().ok()?;
        if oid_text(mask.mgf.as_bytes())? != OID_MGF1 || read.trailer_field() != 1 {
            return None;
        }
        Some(Self {
            hash: hash_algorithm(read.hash_algorithm_oid())?,
            mask_hash: hash_algorithm(&mask.hash)?,
            salt_length: usize::try_from(read.salt_length()).ok()?,
        })
    }

    /// Verifies (RFC 8017 sections 8.1.2 and 9.1.2; the step numbers below are those of 9.1.2).
    pub(super) fn verify(&self, key: &RsaPublicKey, message: &[u8], signature: &[u8]) -> Result<(), VerifyError> {
        let recovered = rsa_operation::recover(key, signature)?;
        // One bit less than the modulus has; so the encoded message can be a byte shorter than the modulus.
        let encoded_bits = key.bits().saturating_sub(1);
        let spare_bytes = recovered.len().saturating_sub(encoded_bits.div_ceil(8));
        let (spare, encoded) = recovered.split_at_checked(spare_bytes).ok_or(VerifyError::BadSignature)?;
        if spare.iter().any(|byte| *byte != 0) {
            return Err(VerifyError::BadSignature);
        }

        let hash_length = self.hash.output_length();
        let Some((&0xbc, body)) = encoded.split_last() else {
            return Err(VerifyError::BadSignature); // step 4
        };
        let Some((masked, digest)) =
            body.len().checked_sub(hash_length).and_then(|masked_length| body.split_at_checked(masked_length))
        else {
            return Err(VerifyError::BadSignature); // step 3
        };
        // Steps 6 to 9: the bits above `encoded_bits` must be zero, and stay so after the mask.
        let top_mask = 0xff_u8 >> (8 * encoded.len() - encoded_bits);
        if masked.first().is_none_or(|first| first & !top_mask != 0) {
            return Err(VerifyError::BadSignature);
        }
        let mut block = mask(self.mask_hash, digest, masked.len());
        for (byte, masked_byte) in block.iter_mut().zip(masked) {
            *byte ^= masked_byte;
        }
        if let Some(first) = block.first_mut() {
            *first &= top_mask;
        }
        // Steps 3 and 10: zero bytes, 01, salt.
        let Some((padding, salt)) =
            block.len().checked_sub(self.salt_length).and_then(|padding_length| block.split_at_checked(padding_length))
        else {
            return Err(VerifyError::BadSignature);
        };
        match padding.split_last() {
            Some((1, zeros)) if zeros.iter().all(|byte| *byte == 0) => {}
            _ => return Err(VerifyError::BadSignature),
        }
        // Steps 12 to 14. Everything before was shaped as this key shapes it, so only the content can differ.
        let message_digest = self.hash.digest(message);
        if self.hash.digest_parts(&[&[0; 8], &message_digest, salt]) == digest {
            Ok(())
        } else {
            Err(VerifyError::DigestDiffers)
        }
    }
}

/// MGF1 (RFC 8017 appendix B.2.1).
fn mask(hash: HashAlgorithm, seed: &[u8], length: usize) -> Vec<u8> {
    let mut mask: Vec<u8> = (0..=u32::MAX)
        .take(length.div_ceil(hash.output_length()))
        .flat_map(|counter| hash.digest_parts(&[seed, &counter.to_be_bytes()]))
        .collect();
    mask.truncate(length);
    mask
}
