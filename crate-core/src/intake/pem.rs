//! Text with PEM blocks in it, whatever stands around them.

use super::{Allowance, Candidate, Recognised, problem};
use crate::formats::certificate::Certificate;
use crate::formats::pem::{self, PemBlock};
use crate::formats::pkcs7;
use crate::formats::request::CertificateRequest;
use crate::report::{InputKind, Problem};
use crate::text::{count, visible};

/// What was found in the blocks of one text.
#[derive(Default)]
pub(super) struct Contents {
    pub(super) certificates: Vec<Certificate>,
    pub(super) requests: Vec<CertificateRequest>,
    private_keys: usize,
    pub(super) problems: Vec<Problem>,
}

/// Recognises text that holds at least one PEM block.
pub(super) fn detect(candidate: &Candidate<'_>, _allowance: &mut Allowance) -> Option<Recognised> {
    let bytes = candidate.bytes;
    let blocks = pem::scan(bytes);
    if blocks.is_empty() {
        return None;
    }
    let mut contents = Contents::default();
    for block in &blocks {
        contents.take(block);
    }
    Some(contents.recognised(blocks.len()))
}

impl Contents {
    /// Takes in a block; problems are at its offset.
    pub(super) fn take(&mut self, block: &PemBlock) {
        let label = block.label.to_ascii_uppercase();
        if label.contains("PRIVATE KEY") {
            // Nothing of it is decoded, kept or shown.
            self.private_keys += 1;
            let message =
                "this block is a private key: it was not read and is not kept; take it out before you pass the file on";
            self.problems.push(problem(block.offset, message));
            return;
        }
        let der = match &block.contents {
            Ok(der) => der,
            Err(error) => {
                self.problems.push(problem(block.offset, error.to_string()));
                return;
            }
        };
        if let Some(remark) = &block.remark {
            self.problems.push(problem(block.offset, remark.to_string()));
        }
        match label.as_str() {
            "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => {
                self.take_certificate(der, block.offset, &label);
            }
            "PKCS7" | "PKCS #7 SIGNED DATA" | "CMS" => self.take_bag(der, block.offset),
            label if label.ends_with("CERTIFICATE REQUEST") || label.ends_with("SIGN REQUEST") => {
                self.take_request(der, block.offset);
            }
            _ => {
                let message = format!("a block of {} holds nothing that is looked at here", visible(&block.label));
                self.problems.push(problem(block.offset, message));
            }
        }
    }

    fn take_certificate(&mut self, der: &[u8], offset: usize, label: &str) {
        match Certificate::decode(der) {
            Ok((certificate, used)) => {
                // openssl puts its own trust settings behind the certificate in a TRUSTED CERTIFICATE.
                let trailing = der.len().saturating_sub(used);
                if trailing > 0 && label != "TRUSTED CERTIFICATE" {
                    let message =
                        format!("{} after the certificate in this block belong to nothing", count(trailing, "byte"));
                    self.problems.push(problem(offset, message));
                }
                self.problems.extend(unread(&certificate).map(|message| problem(offset, message)));
                self.certificates.push(certificate);
            }
            Err(error) => {
                self.problems.push(problem(offset, format!("the certificate in this block cannot be read: {error}")));
            }
        }
    }

    /// A block that says it is a request. (The command line of old releases printed a certificate under that name.)
    fn take_request(&mut self, der: &[u8], offset: usize) {
        match CertificateRequest::decode(der) {
            Ok((request, used)) => {
                let trailing = der.len().saturating_sub(used);
                if trailing > 0 {
                    let message =
                        format!("{} after the request in this block belong to nothing", count(trailing, "byte"));
                    self.problems.push(problem(offset, message));
                }
                let remarks = request.problems().iter();
                self.problems.extend(remarks.map(|remark| {
                    problem(offset, format!("in this request, byte {}: {}", remark.offset, remark.message))
                }));
                self.requests.push(request);
            }
            Err(_) if Certificate::decode(der).is_ok() => {
                let message = "this block is called a request, but holds a certificate; it is taken for what it holds";
                self.problems.push(problem(offset, message));
                self.take_certificate(der, offset, "CERTIFICATE");
            }
            Err(error) => {
                self.problems.push(problem(offset, format!("the request in this block cannot be read: {error}")));
            }
        }
    }

    fn take_bag(&mut self, der: &[u8], offset: usize) {
        let (certificates, problems) = read_bag(der);
        self.certificates.extend(certificates);
        self.problems.extend(problems.into_iter().map(|message| problem(offset, message.message)));
    }

    fn recognised(self, blocks: usize) -> Recognised {
        let requests = self.requests.len();
        let beside = if requests > 0 && !self.certificates.is_empty() {
            format!(", and {}", count(requests, "certificate request"))
        } else {
            String::new()
        };
        let (kind, description) = match (self.certificates.len(), requests, self.private_keys) {
            (0, 0, 1) => (InputKind::PrivateKey, "a private key in PEM, not read and not kept".to_owned()),
            (0, 0, keys @ 1..) => (InputKind::PrivateKey, format!("{keys} private keys in PEM, not read and not kept")),
            (certificates, requests, keys @ 1..) => (InputKind::PrivateKey, with_keys(certificates, requests, keys)),
            (1, _, _) => (InputKind::Certificate, format!("a certificate in PEM{beside}")),
            (0, 0, 0) => {
                (InputKind::Unknown, format!("text with {}, none of which could be read", count(blocks, "PEM block")))
            }
            (0, requests, _) => (InputKind::Request, format!("{} in PEM", count(requests, "certificate request"))),
            (certificates, _, _) => {
                (InputKind::CertificateBundle, format!("{certificates} certificates in PEM{beside}"))
            }
        };
        Recognised {
            problems: self.problems,
            certificates: self.certificates,
            requests: self.requests,
            ..Recognised::new(kind, description)
        }
    }
}

/// "2 certificates in PEM, and 1 private key, which is not kept".
fn with_keys(certificates: usize, requests: usize, keys: usize) -> String {
    let public = match (certificates, requests) {
        (0, requests) => count(requests, "certificate request"),
        (certificates, 0) => count(certificates, "certificate"),
        (certificates, requests) => {
            format!("{} and {}", count(certificates, "certificate"), count(requests, "certificate request"))
        }
    };
    let kept = if keys == 1 { "which is not kept" } else { "which are not kept" };
    format!("{public} in PEM, and {}, {kept}", count(keys, "private key"))
}

/// What in a certificate could not be read, each a sentence.
fn unread(certificate: &Certificate) -> impl Iterator<Item = String> {
    let remarks = certificate.problems().iter();
    remarks.map(|remark| format!("in this certificate, byte {}: {}", remark.offset, remark.message))
}

/// Certificates of a PKCS#7 bag, and problems at bytes of the bag.
pub(super) fn read_bag(der: &[u8]) -> (Vec<Certificate>, Vec<Problem>) {
    let mut certificates = Vec::new();
    let mut problems = Vec::new();
    if pkcs7::uses_indefinite_length(der) {
        problems.push(problem(
            0,
            "the bag is written with indefinite lengths (BER where DER is asked for); it was read all the same",
        ));
    }
    match pkcs7::certificates(der) {
        Ok(members) => {
            for member in members {
                match Certificate::decode(member.der) {
                    Ok((certificate, _)) => {
                        problems.extend(unread(&certificate).map(|message| problem(member.offset, message)));
                        certificates.push(certificate);
                    }
                    Err(error) => problems
                        .push(problem(member.offset, format!("a certificate in the bag cannot be read: {error}"))),
                }
            }
        }
        Err(error) => problems.push(problem(0, format!("the PKCS#7 bag cannot be read: {error}"))),
    }
    (certificates, problems)
}
