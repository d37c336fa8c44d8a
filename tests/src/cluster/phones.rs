//! Certificates of phones with keys of the pool.

use super::{Hash, KeyKind, Made, pool_key};
use trustlens_core::{Timestamp, lab};

/// Keys that phones get; those of servers begin at the other end of the pool.
const PHONES: usize = 16;

/// The LSC of a phone with this MAC address, issued by a CAPF: three years from `from` on.
#[must_use]
pub fn lsc(mac: &str, capf: &Made, from: Timestamp) -> Made {
    super::sure(lab::lsc(mac, capf, &key_of(mac), from))
}

/// A certificate that looks like Cisco Manufacturing CA SHA2 (or, with SHA-1, like Cisco Manufacturing CA), and is not it: its key is
/// one of the pool.
#[must_use]
pub fn manufacturing_ca(hash: Hash) -> Made {
    let number = if hash == Hash::Sha1 { 22 } else { 23 };
    super::sure(lab::manufacturing_ca(hash, &pool_key(KeyKind::Rsa2048, number)))
}

/// The MIC of a phone with this MAC address: ten years from `from` on, issued by `ca`.
#[must_use]
pub fn mic(mac: &str, ca: &Made, from: Timestamp) -> Made {
    super::sure(lab::mic(mac, ca, &key_of(mac), from))
}

/// Phones have keys of their own as far as the pool goes, told by the last digit of the MAC address.
fn key_of(mac: &str) -> super::Key {
    let digit = mac.chars().last().and_then(|digit| digit.to_digit(16)).map_or(0, |digit| digit as usize % 6);
    pool_key(KeyKind::Rsa2048, PHONES + digit)
}
