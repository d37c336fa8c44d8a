//! Files in DER: certificates, PKCS#7 bags, requests, keys.

use super::{Allowance, Candidate, Recognised, pem, pkcs12, problem};
use crate::crypto::der::{Element, Reader, tag};
use crate::formats::certificate::Certificate;
use crate::formats::pkcs7;
use crate::formats::request::CertificateRequest;
use crate::report::InputKind;
use crate::text::count;

/// What the outermost elements of a DER file tell.
enum Outline {
    Certificate,
    Request,
    Pkcs7,
    Pkcs12,
    PrivateKey(&'static str),
    PublicKey,
}

/// Recognises a file that is one SEQUENCE of a known outline.
pub(super) fn detect(candidate: &Candidate<'_>, allowance: &mut Allowance) -> Option<Recognised> {
    let bytes = candidate.bytes;
    if bytes.first() != Some(&tag::SEQUENCE) {
        return None;
    }
    if pkcs12::looks_like(bytes) {
        return Some(pkcs12::read(candidate, allowance));
    }
    if pkcs7::looks_like(bytes) {
        return Some(bag(bytes));
    }
    match outline(bytes) {
        Some(Outline::Certificate) => Some(certificate(bytes)),
        Some(Outline::Pkcs7) => Some(bag(bytes)),
        Some(Outline::Request) => Some(request(bytes)),
        Some(Outline::Pkcs12) => Some(pkcs12::read(candidate, allowance)),
        Some(Outline::PrivateKey(what)) => Some(
            Recognised::new(InputKind::PrivateKey, format!("{what} in DER, not read and not kept"))
                .with_problem(0, "this file is a private key: it was not read and is not kept; do not pass it on"),
        ),
        Some(Outline::PublicKey) => {
            Some(Recognised::new(InputKind::Unknown, "a public key alone, which belongs to no certificate here"))
        }
        // A long SEQUENCE that does not fit together is most often a certificate that was cut: say how far it could be read.
        // (`0` is 0x30 in text too, but the byte of a long length is never an ASCII character.)
        None if matches!(bytes.get(1), Some(0x81..=0x84)) => {
            Some(if begins_as_request(bytes) { request(bytes) } else { certificate(bytes) })
        }
        None => None,
    }
}

fn certificate(bytes: &[u8]) -> Recognised {
    match Certificate::decode(bytes) {
        Ok((certificate, used)) => {
            let remarks = certificate.problems().iter();
            let recognised = Recognised {
                problems: remarks.map(|remark| problem(remark.offset, remark.message.clone())).collect(),
                certificates: vec![certificate],
                ..Recognised::new(InputKind::Certificate, "a certificate in DER")
            };
            match bytes.len().saturating_sub(used) {
                0 => recognised,
                trailing => recognised
                    .with_problem(used, format!("{} after the certificate belong to nothing", count(trailing, "byte"))),
            }
        }
        Err(error) => {
            let offset = error.offset().unwrap_or(0);
            Recognised::new(InputKind::Unknown, "it begins as a certificate in DER does, but cannot be read")
                .with_problem(offset, error.to_string())
        }
    }
}

fn request(bytes: &[u8]) -> Recognised {
    match CertificateRequest::decode(bytes) {
        Ok((request, used)) => {
            let remarks = request.problems().iter();
            let recognised = Recognised {
                problems: remarks.map(|remark| problem(remark.offset, remark.message.clone())).collect(),
                requests: vec![request],
                ..Recognised::new(InputKind::Request, "a certificate request in DER")
            };
            match bytes.len().saturating_sub(used) {
                0 => recognised,
                trailing => recognised
                    .with_problem(used, format!("{} after the request belong to nothing", count(trailing, "byte"))),
            }
        }
        Err(error) => {
            Recognised::new(InputKind::Unknown, "it begins as a certificate request in DER does, but cannot be read")
                .with_problem(error.cause.offset, error.to_string())
        }
    }
}

/// Whether the first bytes inside two SEQUENCEs are those of a request: the version 0, not tagged (RFC 2986 section 4.1). The lengths
/// of what was cut lead nowhere, so only their own size is looked at.
fn begins_as_request(bytes: &[u8]) -> bool {
    let inside = |bytes: &[u8]| -> Option<usize> {
        match bytes {
            [tag::SEQUENCE, length @ 0x81..=0x84, ..] => Some(2 + usize::from(length & 0x7f)),
            [tag::SEQUENCE, ..] => Some(2),
            _ => None,
        }
    };
    inside(bytes)
        .and_then(|start| bytes.get(start..))
        .and_then(|rest| rest.get(inside(rest)?..))
        .is_some_and(|rest| rest.starts_with(&[tag::INTEGER, 1, 0]))
}

fn bag(bytes: &[u8]) -> Recognised {
    let (certificates, problems) = pem::read_bag(bytes);
    let description = format!("a PKCS#7 bag with {} in DER", count(certificates.len(), "certificate"));
    Recognised { certificates, problems, ..Recognised::new(InputKind::CertificateBundle, description) }
}

/// Tells what the file is from the types of its first elements.
fn outline(bytes: &[u8]) -> Option<Outline> {
    let outer = Reader::new(bytes).any().ok()?;
    let elements = first_elements(&outer);
    let tags: Vec<u8> = elements.iter().map(|element| element.tag).collect();
    match tags.as_slice() {
        [tag::SEQUENCE, tag::SEQUENCE, tag::BIT_STRING, ..] => {
            // Both begin with a version, but that of a request is not tagged (RFC 2986 section 4.1).
            let inner = elements.first().map(first_elements)?;
            let inner_tags: Vec<u8> = inner.iter().map(|element| element.tag).collect();
            match inner_tags.as_slice() {
                [tag::INTEGER, tag::SEQUENCE, tag::SEQUENCE, attributes] if *attributes == tag::constructed(0) => {
                    Some(Outline::Request)
                }
                [tag::INTEGER, tag::SEQUENCE, tag::SEQUENCE] => Some(Outline::Request),
                _ => Some(Outline::Certificate),
            }
        }
        [tag::SEQUENCE, tag::BIT_STRING] => Some(Outline::PublicKey),
        [tag::OID, ..] => Some(Outline::Pkcs7),
        [tag::SEQUENCE, tag::OCTET_STRING] => Some(Outline::PrivateKey("an encrypted private key (PKCS#8)")),
        [tag::INTEGER, tag::SEQUENCE, tag::OCTET_STRING, ..] => Some(Outline::PrivateKey("a private key (PKCS#8)")),
        [tag::INTEGER, tag::OCTET_STRING, ..] => Some(Outline::PrivateKey("an EC private key")),
        [tag::INTEGER, tag::INTEGER, tag::INTEGER, tag::INTEGER, ..] => {
            Some(Outline::PrivateKey("an RSA private key (PKCS#1)"))
        }
        [tag::INTEGER, tag::SEQUENCE, ..] => Some(Outline::Pkcs12),
        _ => None,
    }
}

/// The first few elements inside another; a broken one ends them.
fn first_elements<'a>(outer: &Element<'a>) -> Vec<Element<'a>> {
    let mut reader = outer.reader();
    let mut elements = Vec::new();
    while elements.len() < 8 && !reader.is_empty() {
        match reader.any() {
            Ok(element) => elements.push(element),
            Err(_) => break,
        }
    }
    elements
}
