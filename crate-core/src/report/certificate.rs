//! Draws a certificate for the report.

use super::draw::wide;
use super::model::{Certificate, CertificateDetail, CertificateSignature, Extension, Key, KnownCertificate, Line};
use crate::case::Detail;
use crate::case::evaluation::JudgedCertificate;
use crate::case::known_cisco::Known;
use crate::crypto::PublicKey;
use crate::formats::{certificate, pem};
use crate::text::hex;

/// Draws one certificate of the case.
#[must_use]
pub fn draw_certificate(judged: &JudgedCertificate<'_>, detail: Detail) -> Certificate {
    let certificate = &judged.entry.certificate;
    Certificate {
        sha256: judged.entry.sha256.clone(),
        sha1: certificate.sha1(),
        md5: certificate.md5(),
        subject: certificate.subject().to_string(),
        common_name: certificate.subject().common_name(),
        issuer: certificate.issuer().to_string(),
        serial: certificate.serial_hex(),
        not_before: certificate.not_before(),
        not_after: certificate.not_after(),
        key: draw_key(certificate.public_key()),
        signature_algorithm: certificate.signature_algorithm().name().to_owned(),
        self_signed: judged.verdict.self_signed,
        signature: CertificateSignature {
            status: judged.verdict.status,
            issuer_certificate: judged.issuer.map(str::to_owned),
            known_issuer: judged.verdict.known_issuer.map(|known| known.name.to_owned()),
            reason: judged.verdict.reason.clone(),
        },
        identity: judged.identity,
        identity_reason: judged.identity_reason.clone(),
        known: judged.known.map(draw_known),
        size: wide(certificate.der().len()),
        found_in: judged.entry.places.clone(),
        detail: (detail == Detail::Full).then(|| draw_detail(certificate)),
    }
}

fn draw_known(known: &Known) -> KnownCertificate {
    KnownCertificate {
        name: known.name.to_owned(),
        kind: known.kind,
        models: known.models.iter().map(|model| (*model).to_owned()).collect(),
        note: known.note.to_owned(),
    }
}

pub(super) fn draw_key(key: &PublicKey) -> Key {
    let short = Key { algorithm: key.algorithm_id().to_owned(), bits: None, exponent: None, curve: None };
    match key {
        PublicKey::Rsa(rsa) => Key { bits: Some(wide(rsa.bits())), exponent: rsa.exponent(), ..short },
        PublicKey::Ec { curve, .. } => Key { curve: Some(curve.name().to_owned()), ..short },
        PublicKey::Ed25519(_) => short,
        PublicKey::Unsupported { oid, .. } => Key { algorithm: oid.clone(), ..short },
    }
}

fn draw_detail(certificate: &certificate::Certificate) -> CertificateDetail {
    let constraints = certificate.basic_constraints();
    let remarks = certificate.problems().iter().chain(certificate.oddities());
    CertificateDetail {
        version: u32::try_from(certificate.version()).unwrap_or(u32::MAX),
        subject_alternative_names: certificate
            .subject_alternative_names()
            .iter()
            .map(|name| format!("{}: {}", name.kind(), name.text()))
            .collect(),
        key_usage: certificate.key_usage().map(|usage| usage.flags().map(|flag| flag.name().to_owned()).collect()),
        extended_key_usage: certificate
            .extended_key_usage()
            .map(|purposes| purposes.iter().map(|purpose| purpose.name().to_owned()).collect()),
        is_ca: constraints.map(|constraints| constraints.ca),
        path_length: constraints.and_then(|constraints| constraints.path_length),
        key: key_lines(certificate),
        signature_value: hex(certificate.signature()),
        extensions: certificate.extensions().iter().map(draw_extension).collect(),
        notes: remarks.map(|remark| format!("byte {}: {}", remark.offset, remark.message)).collect(),
        pem: pem::encode("CERTIFICATE", certificate.der()),
    }
}

pub(super) fn draw_extension(extension: &certificate::Extension) -> Extension {
    let mut lines: Vec<Line> = extension.lines().into_iter().map(|(label, text)| Line { label, text }).collect();
    if let Some(problem) = &extension.problem {
        lines.push(line("Problem", problem.clone()));
    }
    if extension.duplicate {
        lines.push(line("Problem", "the same extension stands before it, which RFC 5280 forbids"));
    }
    Extension {
        oid: extension.oid.clone(),
        name: extension.name.clone(),
        critical: extension.critical,
        lines,
        raw: hex(&extension.raw),
    }
}

fn key_lines(certificate: &certificate::Certificate) -> Vec<Line> {
    let key = certificate.public_key();
    let mut lines = vec![line("Key", key.to_string())];
    match key {
        PublicKey::Rsa(rsa) => {
            lines.push(line("Modulus", hex(rsa.modulus())));
            let exponent = rsa.exponent().map_or_else(|| hex(rsa.exponent_bytes()), |exponent| exponent.to_string());
            lines.push(line("Exponent", exponent));
        }
        PublicKey::Ec { point, .. } => lines.push(line("Point", hex(point))),
        PublicKey::Ed25519(point) => lines.push(line("Point", hex(point))),
        PublicKey::Unsupported { oid, bytes } => {
            lines.push(line("Algorithm", oid.clone()));
            lines.push(line("Bytes", hex(bytes)));
        }
    }
    lines.push(line("SHA-256 of the key", hex(&crate::crypto::sha256(certificate.spki()))));
    lines
}

pub(super) fn line(label: &str, text: impl Into<String>) -> Line {
    Line { label: label.to_owned(), text: text.into() }
}
