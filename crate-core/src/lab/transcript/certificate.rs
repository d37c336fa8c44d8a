//! `show cert own UNIT` (formats.md, section 8.3): the certificate as text, and its PEM block.

use super::{PROMPT, certificate_new, certificate_old};
use crate::crypto::SignatureAlgorithm;
use crate::crypto::der::{Reader, tag};
use crate::distinguished_name::DistinguishedName;
use crate::formats::certificate::{Certificate, CertificateError};
use crate::report::Layout;
use crate::text::visible;
use base64::prelude::{BASE64_STANDARD, Engine as _};

/// Characters in a line of a PEM block (RFC 7468 section 2).
const PEM_COLUMNS: usize = 64;

/// What the command prints of the certificate in `der`, from its prompt to the next. `unit` is what was typed: `tomcat`,
/// `tomcat/tomcat.pem`.
///
/// # Errors
/// When there is no certificate at the beginning of `der`. What follows one is not printed.
pub fn show_certificate(unit: &str, der: &[u8], layout: Layout) -> Result<String, CertificateError> {
    let (certificate, _) = Certificate::decode(der)?;
    let text = match layout {
        Layout::UpTo14Su1 => certificate_old::print(&certificate),
        Layout::From14Su2 => certificate_new::print(&certificate),
    };
    Ok(format!("{PROMPT}show cert own {}\n{text}{}{PROMPT}\n", visible(unit), pem(certificate.der())))
}

/// The PEM block of a certificate, a line break behind it.
fn pem(der: &[u8]) -> String {
    let mut text = "-----BEGIN CERTIFICATE-----\n".to_owned();
    for (place, character) in BASE64_STANDARD.encode(der).chars().enumerate() {
        if place > 0 && place.is_multiple_of(PEM_COLUMNS) {
            text.push('\n');
        }
        text.push(character);
    }
    text.push_str("\n-----END CERTIFICATE-----\n");
    text
}

/// A name with its last attribute first, as the command writes it.
pub(super) fn backwards(name: &DistinguishedName, separator: &str) -> String {
    let attributes: Vec<String> = name
        .attributes()
        .iter()
        .rev()
        .map(|attribute| format!("{}={}", visible(&attribute.key), visible(&attribute.value)))
        .collect();
    attributes.join(separator)
}

/// The signature algorithm as Java calls it, `with` in the case that the layout has: `SHA256withRSA`. One that is not known stays a dotted
/// identifier.
pub(super) fn algorithm_name(algorithm: &SignatureAlgorithm, with: &str) -> String {
    let hash = algorithm.hash().map(|hash| hash.name().replace('-', "")).unwrap_or_default();
    match algorithm {
        SignatureAlgorithm::RsaPkcs1(_) => format!("{hash}{with}RSA"),
        SignatureAlgorithm::Ecdsa(_) => format!("{hash}{with}ECDSA"),
        SignatureAlgorithm::RsaPss(_) => format!("{hash}{with}RSAandMGF1"),
        SignatureAlgorithm::Ed25519 => "Ed25519".to_owned(),
        SignatureAlgorithm::Unsupported { oid } => oid.clone(),
    }
}

/// The key alone: the contents of the bit string in `subjectPublicKeyInfo`, and the dotted identifier of its algorithm.
pub(super) fn key_of(certificate: &Certificate) -> (String, Vec<u8>) {
    let read = || {
        let mut info = Reader::new(certificate.spki()).expect(tag::SEQUENCE).ok()?.reader();
        let oid = info.expect(tag::SEQUENCE).ok()?.reader().expect(tag::OID).ok()?.oid().ok()?;
        let (_, key) = info.expect(tag::BIT_STRING).ok()?.content.split_first()?;
        Some((oid, key.to_vec()))
    };
    read().unwrap_or_default()
}
