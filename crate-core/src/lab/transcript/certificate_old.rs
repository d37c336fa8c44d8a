//! The text of a certificate as releases before 14 SU2 print it (formats.md, section 8.3).

use super::super::calendar::with_zone;
use super::certificate::{algorithm_name, backwards, key_of};
use crate::crypto::PublicKey;
use crate::formats::certificate::{Certificate, Extension, ExtensionValue};
use crate::text::{hex, visible};
use std::fmt::Write as _;

/// Bytes in a row of a hexadecimal table.
const ROW: usize = 16;

/// The text between the command and the PEM block, which begins right behind the last bracket.
pub(super) fn print(certificate: &Certificate) -> String {
    let (key_oid, key) = key_of(certificate);
    let key_name = match certificate.public_key() {
        PublicKey::Rsa(_) => "RSA",
        PublicKey::Ec { .. } => "EC",
        PublicKey::Ed25519(_) => "Ed25519",
        PublicKey::Unsupported { .. } => "Unknown",
    };
    let algorithm = certificate.signature_algorithm();
    let mut text = format!(
        "[\n  Version: V{}\n  Serial Number: {}\n  SignatureAlgorithm: {} ({})\n  Issuer Name: {}\n  Validity From: {}\n           \
         To:   {}\n  Subject Name: {}\n  Key: {key_name} ({key_oid})\n    Key value: {}\n  Extensions: {} present\n",
        certificate.version(),
        certificate.serial_hex().to_uppercase(),
        algorithm_name(algorithm, "with"),
        algorithm.oid(),
        backwards(certificate.issuer(), ", "),
        with_zone(certificate.not_before()),
        with_zone(certificate.not_after()),
        backwards(certificate.subject(), ", "),
        hex(&key),
        certificate.extensions().len(),
    );
    for extension in certificate.extensions() {
        print_extension(extension, &mut text);
    }
    text.push_str("\n  Signature:\n");
    print_table(certificate.signature(), &mut text);
    text.push_str("\n]");
    text
}

fn print_extension(extension: &Extension, text: &mut String) {
    let critical = extension.critical;
    let mut begin = |name: &str| {
        let _ = write!(
            text,
            "  [\n     Extension: {name} (OID.{})\n     Critical: {critical}\n     ",
            visible(&extension.oid)
        );
    };
    match &extension.value {
        ExtensionValue::KeyUsage(usage) => {
            begin("KeyUsage");
            text.push_str("Usages: ");
            for flag in usage.flags() {
                let _ = write!(text, "{}, ", flag.name());
            }
        }
        ExtensionValue::ExtendedKeyUsage(purposes) => {
            begin("ExtKeyUsageSyntax");
            text.push_str("Usage oids: ");
            for purpose in purposes {
                let _ = write!(text, "{}, ", visible(&purpose.oid));
            }
        }
        ExtensionValue::SubjectKeyIdentifier(identifier) => {
            begin("SubjectKeyIdentifier");
            let _ = write!(text, "keyID: {}", hex(identifier));
        }
        ExtensionValue::BasicConstraints(constraints) => {
            begin("BasicConstraints");
            let _ = write!(text, "isCA: {}", constraints.ca);
            if let Some(length) = constraints.path_length {
                let _ = write!(text, "\n     pathLen: {length}");
            }
        }
        _ => {
            begin(&visible(&extension.name));
            let _ = write!(text, "Value: {}", hex(&extension.raw));
        }
    }
    text.push_str("\n  ]\n");
}

/// Rows of bytes as numbers and as characters.
fn print_table(bytes: &[u8], text: &mut String) {
    for (number, row) in bytes.chunks(ROW).enumerate() {
        let pairs: Vec<String> = row.iter().map(|byte| format!("{byte:02x}")).collect();
        let shown = |byte: &u8| if byte.is_ascii_graphic() || *byte == b' ' { char::from(*byte) } else { '.' };
        let characters: String = row.iter().map(shown).collect();
        let _ = writeln!(text, "  {:04x}: {} [{characters}]", number * ROW, pairs.join(" "));
    }
}
