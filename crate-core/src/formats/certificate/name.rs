//! Names: X.501 `Name`, as certificates and requests hold it (RFC 5280 section 4.1.2.4).

use super::Remark;
use crate::crypto::der::{Element, Reader, oid_text};
use crate::distinguished_name::{Attribute, DistinguishedName};
use crate::text::hex;
use x509_parser::asn1_rs::{Any, BmpString, Oid, Tag, ToDer as _, UniversalString};
use x509_parser::x509::{AttributeTypeAndValue, X509Name};

/// Takes over a name that `x509-parser` read from `element`.
///
/// The attributes stand in their encoded order; that several of them formed one relative name (`CN=a + OU=b`) is not kept.
/// `x509-parser` stops silently at an attribute that it cannot read. Here such a rest becomes one more attribute, `#` and the
/// bytes in hexadecimal digits (as RFC 4514 section 2.4 writes what is no text), and a remark.
pub(crate) fn from_read(name: &X509Name<'_>, element: &Element<'_>, problems: &mut Vec<Remark>) -> DistinguishedName {
    let mut attributes: Vec<Attribute> = name.iter_attributes().map(attribute).collect();
    let mut keep_unread = |offset: usize, unread: &[u8]| {
        problems.push(Remark::new(offset, "a part of a name cannot be read"));
        attributes.push(Attribute { key: String::new(), value: format!("#{}", hex(unread)) });
    };
    let mut sets = element.reader();
    for relative_name in name.iter_rdn() {
        let Ok(set) = sets.any() else { break };
        if count_elements(set.reader()) != Some(relative_name.iter().count()) {
            keep_unread(set.offset, set.raw);
        }
    }
    if !sets.is_empty() {
        keep_unread(sets.offset(), sets.rest());
    }
    DistinguishedName::new(attributes)
}

/// A name that stands inside another structure, where nothing can be said about its unread parts.
pub(crate) fn from_read_part(name: &X509Name<'_>) -> DistinguishedName {
    DistinguishedName::new(name.iter_attributes().map(attribute).collect())
}

/// One attribute.
pub(crate) fn attribute(read: &AttributeTypeAndValue<'_>) -> Attribute {
    let value = read.attr_value();
    Attribute {
        key: attribute_key(read.attr_type()),
        value: string_value(value).unwrap_or_else(|| {
            let encoded = value.to_der_vec_raw().unwrap_or_else(|_| value.data.to_vec());
            format!("#{}", hex(&encoded))
        }),
    }
}

fn count_elements(mut reader: Reader<'_>) -> Option<usize> {
    let mut count = 0;
    while !reader.is_empty() {
        reader.any().ok()?;
        count += 1;
    }
    Some(count)
}

/// The text of a string element; none when it is no string, or when its bytes are no text.
pub(crate) fn string_value(element: &Any<'_>) -> Option<String> {
    let bytes = element.data;
    match element.tag() {
        Tag::Utf8String => std::str::from_utf8(bytes).ok().map(str::to_owned),
        // These are subsets of ASCII; programs that put other characters there mostly mean UTF-8 or Latin-1.
        Tag::NumericString | Tag::PrintableString | Tag::Ia5String | Tag::VisibleString => {
            Some(std::str::from_utf8(bytes).map_or_else(|_| latin_1(bytes), str::to_owned))
        }
        // By the letter T.61; in certificates it always was Latin-1 (RFC 5280 section 4.1.2.4 only keeps it for old names).
        Tag::T61String => Some(latin_1(bytes)),
        // asn1-rs takes an odd byte at the end for a character of its own.
        Tag::BmpString if bytes.len().is_multiple_of(2) => BmpString::try_from(element).ok().map(|text| text.string()),
        Tag::UniversalString => UniversalString::try_from(element).ok().map(|text| text.string()),
        _ => None,
    }
}

fn latin_1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

/// The short name of an attribute; the dotted object identifier of one that has none.
fn attribute_key(oid: &Oid<'_>) -> String {
    let Some(dotted) = oid_text(oid.as_bytes()) else {
        return format!("#{}", hex(oid.as_bytes()));
    };
    // As OpenSSL and CUCM write them. (The registry of `x509-parser` knows more, at the price of some 30 KB in the page.)
    let usual = match dotted.as_str() {
        "0.9.2342.19200300.100.1.1" => "UID",
        "0.9.2342.19200300.100.1.3" => "mail",
        "0.9.2342.19200300.100.1.25" => "DC",
        "1.2.840.113549.1.9.1" => "emailAddress",
        "1.2.840.113549.1.9.2" => "unstructuredName",
        "1.2.840.113549.1.9.8" => "unstructuredAddress",
        "1.3.6.1.4.1.311.60.2.1.1" => "jurisdictionL",
        "1.3.6.1.4.1.311.60.2.1.2" => "jurisdictionST",
        "1.3.6.1.4.1.311.60.2.1.3" => "jurisdictionC",
        "2.5.4.3" => "CN",
        "2.5.4.4" => "SN",
        "2.5.4.5" => "serialNumber",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.9" => "street",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "2.5.4.12" => "title",
        "2.5.4.13" => "description",
        "2.5.4.15" => "businessCategory",
        "2.5.4.16" => "postalAddress",
        "2.5.4.17" => "postalCode",
        "2.5.4.20" => "telephoneNumber",
        "2.5.4.41" => "name",
        "2.5.4.42" => "GN",
        "2.5.4.43" => "initials",
        "2.5.4.44" => "generationQualifier",
        "2.5.4.45" => "x500UniqueIdentifier",
        "2.5.4.46" => "dnQualifier",
        "2.5.4.65" => "pseudonym",
        "2.5.4.97" => "organizationIdentifier",
        _ => return dotted,
    };
    usual.to_owned()
}
