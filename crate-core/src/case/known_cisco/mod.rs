//! Certificates of Cisco's that Trustlens knows: roots and CAs under which phones and security tokens get their certificates in the
//! factory (domain.md, section 1.3).
//!
//! Ten of them ship whole, so that what they issued is judged although the case does not hold them. Of the others only facts are known.
//! A fingerprint says that a certificate *is* the known one; a name says only that it calls itself so.

mod table;

use crate::formats::certificate::Certificate;
use crate::timestamp::Timestamp;
use std::fmt;
use std::sync::OnceLock;

pub use crate::report::KnownKind as Kind;
pub use table::TABLE;

/// A certificate of Cisco's, with the facts that are worth knowing of it. What is not known is left out.
#[derive(PartialEq, Eq)]
pub struct Known {
    /// Its common name, which is also what it is called here.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// The common name of its issuer; its own name where it is a root.
    pub issuer: Option<&'static str>,
    /// The serial number, lower-case hexadecimal without leading zeros.
    pub serial: Option<&'static str>,
    /// Valid from and until, RFC 3339; a day alone where no more is known.
    pub validity: Option<(&'static str, &'static str)>,
    /// The public key: `RSA 2048, exponent 3`.
    pub key: Option<&'static str>,
    /// The algorithm of its signature: `sha1WithRSAEncryption`.
    pub signature_algorithm: Option<&'static str>,
    /// The models and devices whose certificates end at it, as Cisco groups them; `x` stands for any digit.
    pub models: &'static [&'static str],
    /// What else to know, in sentences for people.
    pub note: &'static str,
    /// Where each of the facts comes from.
    pub source: &'static str,
    /// SHA-256 of the DER, lower-case hexadecimal.
    pub sha256: Option<&'static str>,
    /// The certificate itself.
    pub der: Option<&'static [u8]>,
}

impl Known {
    /// Valid until; only the day may be known, which then counts from its midnight.
    #[must_use]
    pub fn not_after(&self) -> Option<Timestamp> {
        Timestamp::parse(self.validity?.1).ok()
    }

    /// The certificate itself, read.
    #[must_use]
    pub fn certificate(&'static self) -> Option<&'static Certificate> {
        shipped().iter().find(|(known, _)| std::ptr::eq(*known, self)).map(|(_, certificate)| certificate)
    }

    /// Whether it is a root: nothing stands above it.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.kind == Kind::Root
    }

    /// The certificate above it, if that ships whole; that its key verifies this one is proven by the tests.
    #[must_use]
    pub fn known_issuer(&self) -> Option<&'static Self> {
        let issuer = self.issuer.filter(|_| !self.is_root())?;
        named(issuer, None).filter(|known| known.der.is_some())
    }
}

impl fmt::Debug for Known {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Known({})", self.name)
    }
}

/// 2029-05-14T20:25:42Z (Unix time): when Cisco Root CA 2048 ends, and with it Cisco Manufacturing CA, ACT2 SUDI CA, older MICs and every
/// hardware token.
pub const END_OF_ROOT_2048: i64 = 1_873_484_742;

/// The known certificate with this SHA-256 fingerprint (lower-case hexadecimal): the certificate is exactly that one.
#[must_use]
pub fn is_known(sha256: &str) -> Option<&'static Known> {
    TABLE.iter().find(|known| known.sha256 == Some(sha256))
}

/// The known certificate with this common name and, where both are known, this serial number: a certificate that merely calls itself so.
#[must_use]
pub fn named(common_name: &str, serial: Option<&str>) -> Option<&'static Known> {
    let same_name = |known: &&Known| known.name.eq_ignore_ascii_case(common_name.trim());
    let same_serial = |known: &&Known| match (known.serial, serial) {
        (Some(known), Some(serial)) => known == serial,
        _ => true,
    };
    TABLE.iter().filter(same_name).find(same_serial)
}

/// The whole known certificate that a certificate names as its issuer, with its key. Whether that key made the signature is another
/// question.
#[must_use]
pub fn named_issuer(certificate: &Certificate) -> Option<(&'static Known, &'static Certificate)> {
    let known = named(certificate.issuer().get("CN")?, None)?;
    Some((known, known.certificate()?))
}

/// The known certificate whose name a certificate carries without being it or having its key.
#[must_use]
pub fn namesake(certificate: &Certificate) -> Option<&'static Known> {
    let known = named(certificate.subject().get("CN")?, None)?;
    let original = known.certificate()?;
    (original.spki() != certificate.spki()).then_some(known)
}

/// Those that ship whole, read once.
fn shipped() -> &'static [(&'static Known, Certificate)] {
    static SHIPPED: OnceLock<Vec<(&'static Known, Certificate)>> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let read = |known: &'static Known| Some((known, Certificate::decode(known.der?).ok()?.0));
        TABLE.iter().filter_map(read).collect()
    })
}

#[cfg(test)]
mod tests;
