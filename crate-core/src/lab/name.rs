//! Names of subjects and issuers: as people write them here, as certificates hold them, and as trust lists print them.

use super::error::LabError;
use crate::formats::signed_header::TagOrder;
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::der::asn1::{Any, ObjectIdentifier, PrintableStringRef, SetOfVec, Utf8StringRef};
use x509_cert::der::{Decode, Encode};
use x509_cert::name::Name;

/// Attributes with their short names. `serialNumber` and `C` are printable strings by their definition (RFC 5280, appendix A).
const ATTRIBUTES: &[(&str, &str)] = &[
    ("CN", "2.5.4.3"),
    ("serialNumber", "2.5.4.5"),
    ("C", "2.5.4.6"),
    ("L", "2.5.4.7"),
    ("ST", "2.5.4.8"),
    ("O", "2.5.4.10"),
    ("OU", "2.5.4.11"),
];

/// The order in which CUCM writes a name into a trust list (formats.md, section 2.1).
const LISTED: &[&str] = &["serialNumber", "CN", "OU", "O", "L", "ST", "C"];

/// The attributes of a name such as `C=US, O=Example, CN=cucm-pub.example.com`, in the order of the certificate. A comma or a blank at
/// an end of a value is not to be had this way: give [`encode`] the pairs.
#[must_use]
pub fn attributes(text: &str) -> Vec<(String, String)> {
    let pair = |part: &str| {
        let (key, value) = part.split_once('=').unwrap_or(("CN", part));
        (key.trim().to_owned(), value.trim_start().to_owned())
    };
    text.split(',').filter(|part| !part.trim().is_empty()).map(pair).collect()
}

/// The name as a certificate holds it.
///
/// # Errors
/// When an attribute is not one of those that are known here, or its value cannot be written.
pub fn encode(attributes: &[(String, String)]) -> Result<Name, LabError> {
    let parts: Result<Vec<_>, _> = attributes.iter().map(|(key, value)| encode_attribute(key, value)).collect();
    let name = parts?.to_der().and_then(|der| Name::from_der(&der));
    name.map_err(LabError::encoding("a name"))
}

fn encode_attribute(key: &str, value: &str) -> Result<SetOfVec<AttributeTypeAndValue>, LabError> {
    let known = ATTRIBUTES.iter().find(|(known, _)| known.eq_ignore_ascii_case(key));
    let (_, oid) = known.ok_or_else(|| {
        let names: Vec<&str> = ATTRIBUTES.iter().map(|(known, _)| *known).collect();
        LabError::field("a name", format!("{key} is no attribute of a name here: use {}", names.join(", ")))
    })?;
    let printable = matches!(key, "C" | "serialNumber");
    let value = match PrintableStringRef::new(value) {
        Ok(value) if printable => Ok(Any::from(value)),
        _ => Utf8StringRef::new(value).and_then(|value| Any::encode_from(&value)),
    };
    let pair = value.map(|value| AttributeTypeAndValue { oid: ObjectIdentifier::new_unwrap(oid), value });
    pair.and_then(|pair| SetOfVec::try_from(vec![pair])).map_err(LabError::encoding("a name"))
}

/// The name as CUCM writes it into a trust list: `CN=..;OU=..;O=..;L=..;ST=..;C=..`. Attributes that CUCM does not make come last.
#[must_use]
pub fn listed(attributes: &[(String, String)]) -> String {
    let order = |key: &str| LISTED.iter().position(|listed| listed.eq_ignore_ascii_case(key)).unwrap_or(LISTED.len());
    let mut sorted: Vec<&(String, String)> = attributes.iter().collect();
    sorted.sort_by_key(|(key, _)| order(key));
    sorted.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(";")
}

/// The name as certutils writes it into a trust list: joined with commas, in the order of the certificate (formats.md, section 2.1).
#[must_use]
pub fn listed_in_order(attributes: &[(String, String)]) -> String {
    attributes.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(",")
}

/// The name as a list with this order of tags writes it.
#[must_use]
pub fn listed_as(order: TagOrder, attributes: &[(String, String)]) -> String {
    if order == TagOrder::Cucm { listed(attributes) } else { listed_in_order(attributes) }
}

/// The common name, empty when there is none.
#[must_use]
pub fn common_name(attributes: &[(String, String)]) -> &str {
    attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case("CN")).map_or("", |(_, value)| value)
}
