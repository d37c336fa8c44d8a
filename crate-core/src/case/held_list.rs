//! Which list of a case a phone means by the hash that it states.

use super::input::{Input, ListContents};
use crate::crypto::HashAlgorithm;
use crate::text::hex;

/// The inputs that are the trust list with this hash (lower-case hexadecimal; which hash it is, its length tells): files whose bytes have it,
/// and transcripts that print it.
#[must_use]
pub fn lists_with_hash(inputs: &[Input], hash: &str) -> Vec<usize> {
    let is_it = |input: &&Input| input.trust_list().is_some_and(|list| has_hash(input, list, hash));
    inputs.iter().filter(is_it).map(|input| input.id).collect()
}

fn has_hash(input: &Input, list: &ListContents, hash: &str) -> bool {
    match (&list.transcript, hash.len()) {
        (Some(printed), 32) => printed.md5.as_deref() == Some(hash),
        (Some(printed), 40) => printed.sha1.as_deref() == Some(hash),
        (None, 32) => input.hashes.md5 == hash,
        (None, 40) => input.hashes.sha1 == hash,
        (None, 64) => input.hashes.sha256 == hash,
        (None, 128) => hex(&HashAlgorithm::Sha512.digest(&list.bytes)) == hash,
        _ => false,
    }
}
