//! Certificate policies (RFC 5280 section 4.2.1.4).

use super::super::name::string_value;
use super::read::dotted;
use super::{Line, line};
use crate::crypto::der::{Element, Reader, tag};
use crate::text::{hex, visible};
use x509_parser::asn1_rs::{Any, FromDer};
use x509_parser::extensions as library;

const OID_STATEMENT: &str = "1.3.6.1.5.5.7.2.1";
const OID_USER_NOTICE: &str = "1.3.6.1.5.5.7.2.2";

/// A policy under which a certificate was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The dotted object identifier.
    pub oid: String,
    /// What is said about it.
    pub qualifiers: Vec<PolicyQualifier>,
}

/// Something said about a policy. Texts are as they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PolicyQualifier {
    /// Where the certification practice statement is.
    Statement(String),
    /// A notice to whoever relies on the certificate.
    UserNotice {
        /// Whose notices are referred to, and the numbers of those notices.
        reference: Option<(String, Vec<u64>)>,
        /// The notice itself.
        text: Option<String>,
    },
    /// Something else, or something unreadable.
    Unknown {
        /// The dotted object identifier of what it is.
        oid: String,
        /// The encoded qualifier.
        bytes: Vec<u8>,
    },
}

impl Policy {
    pub(super) fn from_read(read: &library::PolicyInformation<'_>) -> Self {
        let qualifiers = read.policy_qualifiers.as_deref().unwrap_or_default();
        Self { oid: dotted(&read.policy_id), qualifiers: qualifiers.iter().map(PolicyQualifier::from_read).collect() }
    }

    pub(super) fn lines(&self) -> Vec<Line> {
        let name = match self.oid.as_str() {
            "2.5.29.32.0" => "anyPolicy (2.5.29.32.0)",
            oid => oid,
        };
        let mut lines = vec![line("Policy", name)];
        lines.extend(self.qualifiers.iter().flat_map(PolicyQualifier::lines));
        lines
    }
}

impl PolicyQualifier {
    fn from_read(read: &library::PolicyQualifierInfo<'_>) -> Self {
        let oid = dotted(&read.policy_qualifier_id);
        let known = match oid.as_str() {
            OID_STATEMENT => readable(read.qualifier).map(Self::Statement),
            OID_USER_NOTICE => read_notice(read.qualifier),
            _ => None,
        };
        known.unwrap_or_else(|| Self::Unknown { oid, bytes: read.qualifier.to_vec() })
    }

    fn lines(&self) -> Vec<Line> {
        match self {
            Self::Statement(uri) => vec![line("Practice statement", visible(uri))],
            Self::UserNotice { reference, text } => {
                let reference = reference.as_ref().map(|(organization, numbers)| {
                    let numbers: Vec<_> = numbers.iter().map(u64::to_string).collect();
                    line("Notice reference", format!("{}, notice {}", visible(organization), numbers.join(", ")))
                });
                let text = text.as_ref().map(|text| line("User notice", visible(text)));
                reference.into_iter().chain(text).collect()
            }
            Self::Unknown { oid, bytes } => vec![line("Qualifier", format!("{oid}: {}", hex(bytes)))],
        }
    }
}

/// `UserNotice`, which `x509-parser` leaves encoded: a reference and a text, both optional.
fn read_notice(qualifier: &[u8]) -> Option<PolicyQualifier> {
    let mut fields = Reader::new(qualifier).expect(tag::SEQUENCE).ok()?.reader();
    let reference = match fields.optional(tag::SEQUENCE).ok()? {
        Some(reference) => Some(read_reference(&reference)?),
        None => None,
    };
    let text = if fields.is_empty() { None } else { Some(readable(fields.any().ok()?.raw)?) };
    fields.is_empty().then_some(PolicyQualifier::UserNotice { reference, text })
}

fn read_reference(reference: &Element<'_>) -> Option<(String, Vec<u64>)> {
    let mut parts = reference.reader();
    let organization = readable(parts.any().ok()?.raw)?;
    let mut list = parts.expect(tag::SEQUENCE).ok()?.reader();
    let mut numbers = Vec::new();
    while !list.is_empty() {
        numbers.push(list.expect(tag::INTEGER).ok()?.small_integer().ok()?);
    }
    Some((organization, numbers))
}

fn readable(element: &[u8]) -> Option<String> {
    string_value(&Any::from_der(element).ok()?.1)
}
