//! Reads a certificate with `x509-parser`, and keeps what is to be said about it.

use super::dates::Dates;
use super::extensions::{self, Extension};
use super::layout::Layout;
use super::{CertificateError, CertificateErrorKind as Kind, Inner, Remark, name};
use crate::crypto::der::{Element, Reader, oid_text, tag, trim_zeros};
use crate::crypto::{PublicKey, SignatureAlgorithm};
use std::ops::Range;
use x509_parser::certificate::{X509Certificate, X509CertificateParser};
use x509_parser::nom::Parser as _;

/// Most bytes in a serial number (RFC 5280 section 4.1.2.2).
const LONGEST_SERIAL: usize = 20;

/// Reads the certificate at the start of `input`.
pub(super) fn decode(input: &[u8]) -> Result<Inner, CertificateError> {
    let layout = Layout::find(input)?;
    let dates = Dates::read(&layout.validity).map_err(Kind::Validity.because())?;
    // The extensions are read one by one below: for `x509-parser` one without a proper frame would spoil the certificate.
    let mut parser = X509CertificateParser::new().with_deep_parse_extensions(false);
    if let Ok((_, read)) = parser.parse(layout.whole.raw) {
        return Ok(assemble(&layout, dates, &read));
    }
    match parser.parse(&layout.reduced()) {
        Ok((_, read)) => Ok(assemble(&layout, dates, &read)),
        Err(_) => Err(layout.find_fault()),
    }
}

fn assemble(layout: &Layout<'_>, dates: Dates, read: &X509Certificate<'_>) -> Inner {
    let version = u64::from(read.version().0) + 1;
    let mut remarks = Remarks::default();
    remarks.about_serial(&layout.serial);
    let issuer = name::from_read(read.issuer(), &layout.issuer, &mut remarks.problems);
    let subject = name::from_read(read.subject(), &layout.subject, &mut remarks.problems);
    remarks.oddities.extend(dates.oddities);
    let public_key = PublicKey::from_spki(layout.spki.raw).unwrap_or_else(|error| {
        remarks.problem(layout.spki.offset, error.to_string());
        let key = read.public_key();
        PublicKey::Unsupported {
            oid: oid_text(key.algorithm.algorithm.as_bytes()).unwrap_or_default(),
            bytes: key.subject_public_key.data.to_vec(),
        }
    });
    let optional = OptionalFields::read(layout, version, &mut remarks);
    remarks.about_frame(layout);
    if read.signature_value.unused_bits != 0 {
        remarks.odd(layout.signature.offset, "the signature is not a whole number of bytes");
    }

    Inner {
        der: layout.whole.raw.to_vec(),
        signed: range(&layout.signed),
        version,
        serial: layout.serial.content.to_vec(),
        issuer,
        issuer_range: range(&layout.issuer),
        subject,
        subject_range: range(&layout.subject),
        not_before: dates.not_before,
        not_after: dates.not_after,
        public_key,
        spki: range(&layout.spki),
        issuer_unique_id: optional.issuer_unique_id,
        subject_unique_id: optional.subject_unique_id,
        extensions: optional.extensions,
        signature_algorithm: SignatureAlgorithm::from_read(&read.signature_algorithm),
        signature: read.signature_value.data.to_vec(),
        problems: remarks.problems,
        oddities: remarks.oddities,
    }
}

/// Where an element lies in the certificate.
fn range(element: &Element<'_>) -> Range<usize> {
    element.offset..element.offset.saturating_add(element.raw.len())
}

/// What may follow the public key (RFC 5280 sections 4.1.2.8 and 4.1.2.9).
#[derive(Default)]
struct OptionalFields {
    issuer_unique_id: Option<Vec<u8>>,
    subject_unique_id: Option<Vec<u8>>,
    extensions: Vec<Extension>,
}

const ISSUER_UNIQUE_ID: u8 = tag::context(1);
const SUBJECT_UNIQUE_ID: u8 = tag::context(2);
const EXTENSIONS: u8 = tag::constructed(3);

impl OptionalFields {
    fn read(layout: &Layout<'_>, version: u64, remarks: &mut Remarks) -> Self {
        let mut read = Self::default();
        for field in &layout.optional {
            // The first byte of a BIT STRING counts the bits that the last one lacks.
            let bits = || field.content.get(1..).map(<[u8]>::to_vec);
            let needed_version = match field.tag {
                ISSUER_UNIQUE_ID => {
                    read.issuer_unique_id = bits();
                    2
                }
                SUBJECT_UNIQUE_ID => {
                    read.subject_unique_id = bits();
                    2
                }
                EXTENSIONS => {
                    let list = extensions::read_list(field, &mut remarks.problems, &mut remarks.oddities);
                    read.extensions.extend(list);
                    3
                }
                other => {
                    remarks.problem(
                        field.offset,
                        format!("an unknown field with the tag 0x{other:02x} follows the public key"),
                    );
                    continue;
                }
            };
            if version < needed_version {
                let message =
                    format!("the certificate says version {version} and has a field of version {needed_version}");
                remarks.odd(field.offset, message);
            }
        }
        read
    }
}

/// What is to be said of the certificate, collected on the way.
#[derive(Default)]
struct Remarks {
    /// What could not be read.
    problems: Vec<Remark>,
    /// What was read and is not as RFC 5280 asks.
    oddities: Vec<Remark>,
}

impl Remarks {
    fn problem(&mut self, offset: usize, message: impl Into<String>) {
        self.problems.push(Remark::new(offset, message));
    }

    fn odd(&mut self, offset: usize, message: impl Into<String>) {
        self.oddities.push(Remark::new(offset, message));
    }

    /// RFC 5280 section 4.1.2.2: positive, at most 20 bytes; X.690 section 8.3.2: no superfluous byte at the front.
    fn about_serial(&mut self, serial: &Element<'_>) {
        let message = match serial.content {
            [] => "the serial number is empty",
            [first, ..] if first & 0x80 != 0 => "the serial number is negative; it is shown as if it were not",
            content if trim_zeros(content).is_empty() => "the serial number is 0",
            [0, second, ..] if second & 0x80 == 0 => "the serial number has superfluous zero bytes in front",
            content if content.len() > LONGEST_SERIAL => "the serial number is longer than 20 bytes",
            _ => return,
        };
        self.odd(serial.offset, message);
    }

    fn about_frame(&mut self, layout: &Layout<'_>) {
        if let Some(error) = &layout.unread {
            self.problem(error.offset, format!("what follows the public key cannot be read: {error}"));
        }
        let after: &Reader<'_> = &layout.after_signature;
        if !after.is_empty() {
            self.problem(
                after.offset(),
                format!("{} bytes follow the signature inside the certificate", after.rest().len()),
            );
        }
        if layout.algorithm.raw != layout.inner_algorithm.raw {
            self.odd(
                layout.algorithm.offset,
                "the signature algorithm is not the one that the signed part names (RFC 5280 section 4.1.1.2)",
            );
        }
        for element in [&layout.whole, &layout.signed, &layout.issuer, &layout.subject, &layout.spki] {
            if !element.is_minimal() {
                self.odd(element.offset, "a length is written with more bytes than needed: this is BER, not DER");
            }
        }
    }
}
