//! Names of subjects and issuers: as people write them here, as certificates hold them, and as trust lists print them.

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
/// # Panics
/// When an attribute is not one of those that are known here, or its value cannot be written.
#[must_use]
pub fn encode(attributes: &[(String, String)]) -> Name {
    let parts = attributes.iter().map(|(key, value)| {
        let (_, oid) = ATTRIBUTES.iter().find(|(known, _)| known.eq_ignore_ascii_case(key)).expect("a known attribute");
        let printable = matches!(key.as_str(), "C" | "serialNumber");
        let value = match PrintableStringRef::new(value) {
            Ok(value) if printable => Any::from(value),
            _ => Any::encode_from(&Utf8StringRef::new(value).expect("text")).expect("text"),
        };
        let pair = AttributeTypeAndValue { oid: ObjectIdentifier::new_unwrap(oid), value };
        SetOfVec::try_from(vec![pair]).expect("one attribute")
    });
    let parts: Vec<SetOfVec<AttributeTypeAndValue>> = parts.collect();
    Name::from_der(&parts.to_der().expect("a name")).expect("a name")
}

/// The name as CUCM writes it into a trust list: `CN=..;OU=..;O=..;L=..;ST=..;C=..`.
#[must_use]
pub fn listed(attributes: &[(String, String)]) -> String {
    let order = |key: &str| LISTED.iter().position(|listed| listed.eq_ignore_ascii_case(key));
    let mut sorted: Vec<&(String, String)> = attributes.iter().collect();
    sorted.sort_by_key(|(key, _)| order(key));
    sorted.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(";")
}

/// The common name, empty when there is none.
#[must_use]
pub fn common_name(attributes: &[(String, String)]) -> &str {
    attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case("CN")).map_or("", |(_, value)| value)
}
