//! The attributes of a request (RFC 2986 section 4.1; their kinds in RFC 2985 section 5.4 and [MS-WCCE] section 2.2.2.7).

use crate::crypto::DerError;
use crate::crypto::der::{Element, Reader, tag};
use crate::formats::certificate::extensions;
use crate::formats::certificate::{Extension, Remark, name};
use crate::text::visible;
use x509_parser::asn1_rs::{Any, FromDer};

/// Object identifiers of attributes.
mod oid {
    pub(super) const UNSTRUCTURED_NAME: &str = "1.2.840.113549.1.9.2";
    pub(super) const CHALLENGE_PASSWORD: &str = "1.2.840.113549.1.9.7";
    pub(super) const UNSTRUCTURED_ADDRESS: &str = "1.2.840.113549.1.9.8";
    pub(super) const EXTENSION_REQUEST: &str = "1.2.840.113549.1.9.14";
    /// Microsoft's forerunner of the extension request.
    pub(super) const MICROSOFT_EXTENSIONS: &str = "1.3.6.1.4.1.311.2.1.14";
    pub(super) const MICROSOFT_OS_VERSION: &str = "1.3.6.1.4.1.311.13.2.3";
}

/// One attribute: what it is, and what it says where that is of use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The dotted object identifier.
    pub oid: String,
    /// Its text, where it is one that may be shown. Never that of a challenge password.
    pub text: Option<String>,
}

impl Attribute {
    /// Its name, or the object identifier when it has none here.
    #[must_use]
    pub fn name(&self) -> &str {
        match self.oid.as_str() {
            oid::UNSTRUCTURED_NAME => "unstructured name",
            oid::CHALLENGE_PASSWORD => "challenge password",
            oid::UNSTRUCTURED_ADDRESS => "unstructured address",
            oid::EXTENSION_REQUEST => "extension request",
            oid::MICROSOFT_EXTENSIONS => "Microsoft's extension request",
            oid::MICROSOFT_OS_VERSION => "version of Windows",
            "1.3.6.1.4.1.311.13.2.1" => "Microsoft's names and values",
            "1.3.6.1.4.1.311.13.2.2" => "Microsoft's key provider",
            "1.3.6.1.4.1.311.21.20" => "Microsoft's client information",
            "1.2.840.113549.1.9.15" => "S/MIME capabilities",
            oid => oid,
        }
    }

    /// Whether it is a password that the requester shares with the authority alone.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        self.oid == oid::CHALLENGE_PASSWORD
    }

    /// Whether it holds the extensions that are asked for.
    pub(super) fn asks_for_extensions(&self) -> bool {
        matches!(self.oid.as_str(), oid::EXTENSION_REQUEST | oid::MICROSOFT_EXTENSIONS)
    }
}

/// Reads an attribute; its first value is given along.
pub(super) fn read<'a>(element: &Element<'a>) -> Result<(Attribute, Element<'a>), DerError> {
    let mut fields = Reader::new(element.raw).at(element.offset).expect(tag::SEQUENCE)?.reader();
    let oid = fields.expect(tag::OID)?.oid()?;
    let values = fields.expect(tag::SET)?;
    fields.finish()?;
    let value = values.reader().any()?;
    let shown = matches!(oid.as_str(), oid::UNSTRUCTURED_NAME | oid::UNSTRUCTURED_ADDRESS | oid::MICROSOFT_OS_VERSION);
    let text = if shown { text_of(&value) } else { None };
    Ok((Attribute { oid, text }, value))
}

fn text_of(value: &Element<'_>) -> Option<String> {
    let (_, any) = Any::from_der(value.raw).ok()?;
    name::string_value(&any).map(|text| visible(&text).into_owned())
}

/// The extensions in the value of an extension request, one by one, so that a broken one does not hide the others.
pub(super) fn requested_extensions(
    value: &Element<'_>,
    problems: &mut Vec<Remark>,
    oddities: &mut Vec<Remark>,
) -> Vec<Extension> {
    if value.tag == tag::SEQUENCE {
        return extensions::read_sequence(value, problems, oddities);
    }
    problems.push(Remark::new(value.offset, "the extensions that it asks for cannot be read: they are no list"));
    Vec::new()
}
