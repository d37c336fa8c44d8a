//! The text of a certificate as 14 SU2 and later print it: that of Bouncy Castle's class for certificates (formats.md, section 8.3).

use super::super::calendar::with_zone;
use super::certificate::{algorithm_name, backwards, key_of};
use crate::crypto::PublicKey;
use crate::crypto::der::{Reader, tag};
use crate::formats::certificate::{Certificate, Extension, ExtensionValue};
use crate::text::{hex, visible};
use std::fmt::Write as _;

/// Bytes in a row of the signature.
const ROW: usize = 20;

/// The text between the command and the PEM block.
pub(super) fn print(certificate: &Certificate) -> String {
    let mut text = format!(
        "  [0]         Version: {}\n         SerialNumber: {}\n             IssuerDN: {}\n           Start Date: {}\n           \
         Final Date: {}\n            SubjectDN: {}\n           Public Key: ",
        certificate.version(),
        decimal(certificate.serial_bytes()),
        backwards(certificate.issuer(), ","),
        with_zone(certificate.not_before()),
        with_zone(certificate.not_after()),
        backwards(certificate.subject(), ","),
    );
    print_key(certificate, &mut text);
    let algorithm = algorithm_name(certificate.signature_algorithm(), "WITH");
    let _ = writeln!(text, "\n  Signature Algorithm: {algorithm}");
    for (number, row) in certificate.signature().chunks(ROW).enumerate() {
        let label = if number == 0 { "Signature: " } else { "" };
        let _ = writeln!(text, "{label:>23}{}", hex(row));
    }
    if !certificate.extensions().is_empty() {
        text.push_str("       Extensions: \n");
    }
    for extension in certificate.extensions() {
        let _ = writeln!(text, "{:23}critical({}) {}", "", extension.critical, extension_text(extension));
    }
    text.push('\n');
    text
}

fn print_key(certificate: &Certificate, text: &mut String) {
    let number = |bytes: &[u8]| crate::text::minimal_hex(bytes);
    match certificate.public_key() {
        PublicKey::Rsa(key) => {
            let (modulus, exponent) = (number(key.modulus()), number(key.exponent_bytes()));
            let _ = writeln!(text, "RSA Public Key\n            modulus: {modulus}\n    public exponent: {exponent}");
        }
        PublicKey::Ec { point, .. } => {
            text.push_str("EC Public Key\n");
            // 04, then both coordinates, equally long.
            if let Some((4, coordinates)) = point.split_first()
                && let Some((x, y)) = coordinates.split_at_checked(coordinates.len() / 2)
            {
                let _ = writeln!(text, "            X: {}\n            Y: {}", number(x), number(y));
            }
        }
        PublicKey::Ed25519(_) | PublicKey::Unsupported { .. } => {
            let (oid, key) = key_of(certificate);
            let _ = writeln!(text, "{oid} Public Key\n            value: {}", hex(&key));
        }
    }
}

/// An extension as one line or several.
fn extension_text(extension: &Extension) -> String {
    match &extension.value {
        ExtensionValue::BasicConstraints(constraints) => match constraints.path_length {
            Some(length) => format!("BasicConstraints: isCa({}), pathLenConstraint = {length}", constraints.ca),
            None => format!("BasicConstraints: isCa({})", constraints.ca),
        },
        ExtensionValue::KeyUsage(_) => format!("KeyUsage: 0x{}", key_usage_bits(&extension.raw)),
        ExtensionValue::ExtendedKeyUsage(purposes) => {
            let lines = purposes.iter().fold(String::new(), |mut lines, purpose| {
                let _ = write!(lines, "\n    ObjectIdentifier({})", visible(&purpose.oid));
                lines
            });
            format!("{} value = Sequence{lines}", visible(&extension.oid))
        }
        ExtensionValue::SubjectKeyIdentifier(identifier) => {
            format!("{} value = DER Octet String[{}] {}", visible(&extension.oid), identifier.len(), hex(identifier))
        }
        _ => format!("{} value = Sequence", visible(&extension.oid)),
    }
}

/// The bits of a key usage as the library prints them: the first byte lowest.
fn key_usage_bits(raw: &[u8]) -> String {
    let bits = Reader::new(raw).expect(tag::BIT_STRING).map(|element| element.content).unwrap_or_default();
    let byte = |place: usize| bits.get(place).copied().map_or(0, u16::from);
    format!("{:x}", byte(2) << 8 | byte(1))
}

/// A big-endian number of any length in decimal digits.
fn decimal(number: &[u8]) -> String {
    // Digits of base 10, the lowest first.
    let mut digits = vec![0_u32];
    for byte in number {
        let mut carry = u32::from(*byte);
        for digit in &mut digits {
            let value = *digit * 256 + carry;
            *digit = value % 10;
            carry = value / 10;
        }
        while carry > 0 {
            digits.push(carry % 10);
            carry /= 10;
        }
    }
    digits.iter().rev().filter_map(|digit| char::from_digit(*digit, 10)).collect()
}
