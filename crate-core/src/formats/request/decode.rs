//! Where the fields of a request stand and what they say (RFC 2986 section 4).

use super::Inner;
use super::attributes::{self, Attribute};
use crate::crypto::der::{Element, Reader, tag};
use crate::crypto::{DerError, DerFault, PublicKey, SignatureAlgorithm};
use crate::formats::certificate::{Extension, Remark, name};
use std::sync::OnceLock;
use x509_parser::asn1_rs::FromDer;
use x509_parser::x509::X509Name;

/// A request could not be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{part}: {cause}")]
pub struct RequestError {
    /// Which part could not be read, in words.
    pub part: &'static str,
    /// What is wrong there, and at which byte, counted from the start of the request.
    pub cause: DerError,
}

const NOT_A_REQUEST: &str = "this is not a certificate request";
const VERSION: &str = "the request's version cannot be read";
const SUBJECT: &str = "the request's subject cannot be read";
const KEY: &str = "the request's public key cannot be read";
const ATTRIBUTES: &str = "the request's attributes cannot be read";
const ALGORITHM: &str = "the request's signature algorithm cannot be read";
const SIGNATURE: &str = "the request's signature cannot be read";

fn in_part(part: &'static str) -> impl FnOnce(DerError) -> RequestError {
    move |cause| RequestError { part, cause }
}

/// Reads the request at the start of `input`.
///
/// Not with the reader of `x509-parser`, which gives up a whole request for one odd attribute; its parts read the fields.
pub(super) fn decode(input: &[u8]) -> Result<Inner, RequestError> {
    let whole = Reader::new(input).expect(tag::SEQUENCE).map_err(in_part(NOT_A_REQUEST))?;
    let mut outer = whole.reader();
    let signed = outer.expect(tag::SEQUENCE).map_err(in_part(NOT_A_REQUEST))?;
    let mut fields = signed.reader();
    let version = fields.expect(tag::INTEGER).map_err(in_part(VERSION))?;
    let subject = fields.expect(tag::SEQUENCE).map_err(in_part(SUBJECT))?;
    let spki = fields.expect(tag::SEQUENCE).map_err(in_part(KEY))?;
    let attributes = fields.optional(tag::constructed(0)).map_err(in_part(ATTRIBUTES))?;
    let algorithm = outer.expect(tag::SEQUENCE).map_err(in_part(ALGORITHM))?;
    let signature = outer.expect(tag::BIT_STRING).map_err(in_part(SIGNATURE))?;

    let mut remarks = Remarks::default();
    remarks.about_frame(&version, attributes.as_ref(), &fields, &outer);
    for element in [&whole, &signed, &subject, &spki] {
        if !element.is_minimal() {
            remarks.odd(element.offset, "a length is written with more bytes than needed: this is BER, not DER");
        }
    }
    let value = |element: &Element<'_>, part| {
        in_part(part)(element.error(DerFault::Value("its contents are not what they should be")))
    };
    let (_, read_subject) = X509Name::from_der(subject.raw).map_err(|_| value(&subject, SUBJECT))?;
    let subject = name::from_read(&read_subject, &subject, &mut remarks.problems);
    let public_key = PublicKey::from_spki(spki.raw).unwrap_or_else(|error| {
        remarks.problem(spki.offset, error.to_string());
        let oid = spki.reader().expect(tag::SEQUENCE).and_then(|algorithm| algorithm.reader().expect(tag::OID)?.oid());
        PublicKey::Unsupported { oid: oid.unwrap_or_default(), bytes: spki.content.to_vec() }
    });
    let signature_algorithm = SignatureAlgorithm::from_der(algorithm.raw).map_err(|_| value(&algorithm, ALGORITHM))?;
    let (attributes, extensions) = remarks.read_attributes(attributes.as_ref());
    // The first byte of a BIT STRING counts the bits that the last one lacks.
    let Some((unused, signature_bytes)) = signature.content.split_first() else {
        return Err(value(&signature, SIGNATURE));
    };
    if *unused != 0 {
        remarks.odd(signature.offset, "the signature is not a whole number of bytes");
    }
    Ok(Inner {
        der: whole.raw.to_vec(),
        signed: signed.offset..signed.offset.saturating_add(signed.raw.len()),
        subject,
        public_key,
        spki: spki.offset..spki.offset.saturating_add(spki.raw.len()),
        attributes,
        extensions,
        signature_algorithm,
        signature: signature_bytes.to_vec(),
        problems: remarks.problems,
        oddities: remarks.oddities,
        proof: OnceLock::new(),
    })
}

/// What is to be said of the request, collected on the way.
#[derive(Default)]
struct Remarks {
    /// What could not be read.
    problems: Vec<Remark>,
    /// What was read and is not as RFC 2986 asks.
    oddities: Vec<Remark>,
}

impl Remarks {
    fn problem(&mut self, offset: usize, message: impl Into<String>) {
        self.problems.push(Remark::new(offset, message));
    }

    fn odd(&mut self, offset: usize, message: impl Into<String>) {
        self.oddities.push(Remark::new(offset, message));
    }

    fn about_frame(
        &mut self,
        version: &Element<'_>,
        attributes: Option<&Element<'_>>,
        fields: &Reader<'_>,
        outer: &Reader<'_>,
    ) {
        match version.small_integer() {
            Ok(0) => {}
            Ok(other) => {
                let message =
                    format!("the request states the version number {other}, where RFC 2986 section 4.1 asks for 0");
                self.odd(version.offset, message);
            }
            Err(error) => self.problem(error.offset, format!("{VERSION}: {error}")),
        }
        if attributes.is_none() {
            let message =
                "the request has no field for attributes, which RFC 2986 section 4.1 asks for even when it is empty";
            self.odd(fields.offset(), message);
        }
        if !fields.is_empty() {
            let message = format!("{} bytes follow the attributes inside the request", fields.rest().len());
            self.problem(fields.offset(), message);
        }
        if !outer.is_empty() {
            let message = format!("{} bytes follow the signature inside the request", outer.rest().len());
            self.problem(outer.offset(), message);
        }
    }

    fn read_attributes(&mut self, field: Option<&Element<'_>>) -> (Vec<Attribute>, Vec<Extension>) {
        let (mut found, mut extensions) = (Vec::new(), Vec::new());
        let Some(field) = field else { return (found, extensions) };
        let mut reader = field.reader();
        while !reader.is_empty() {
            let element = match reader.any() {
                Ok(element) => element,
                Err(error) => {
                    self.problem(error.offset, format!("the rest of the attributes cannot be read: {error}"));
                    break;
                }
            };
            match attributes::read(&element) {
                Ok((attribute, value)) => {
                    if attribute.asks_for_extensions() {
                        if !extensions.is_empty() {
                            self.odd(element.offset, "the request asks for extensions in more than one attribute");
                        }
                        extensions.extend(attributes::requested_extensions(
                            &value,
                            &mut self.problems,
                            &mut self.oddities,
                        ));
                    }
                    found.push(attribute);
                }
                Err(error) => self.problem(error.offset, format!("an attribute cannot be read: {error}")),
            }
        }
        (found, extensions)
    }
}
