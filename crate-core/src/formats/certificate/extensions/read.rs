//! From what `x509-parser` read to owned values.

use super::super::name::string_value;
use super::Extension;
use super::access::{AccessDescription, AuthorityKeyIdentifier, DistributionPoint, SignedCertificateTimestamp};
use super::constraints::{BasicConstraints, NameConstraints, PolicyConstraints};
use super::general_name::GeneralName;
use super::names::{extension_name, oid};
use super::policy::Policy;
use super::usage::{KeyPurpose, KeyUsage, netscape_types};
use super::value::ExtensionValue as Value;
use super::vendor::MicrosoftTemplate;
use crate::crypto::der::{Element, Reader, oid_text, tag};
use crate::crypto::{DerError, DerFault};
use x509_parser::asn1_rs::{Any, FromDer, Oid};
use x509_parser::extensions::{CRLDistributionPoints, ParsedExtension, X509Extension};
use x509_parser::nom::Offset as _;

/// Reads one extension; none when its frame is broken.
pub(super) fn extension(element: &Element<'_>) -> Option<Extension> {
    let (_, read) = X509Extension::from_der(element.raw).ok()?;
    let oid = oid_text(read.oid.as_bytes())?;
    let contents = Reader::new(read.value).at(element.offset + element.raw.offset(read.value));
    let (value, problem) = match value(&read, &oid) {
        // Old Netscape comments are bare text, and what is not known need not be DER.
        Some(value @ (Value::Unknown | Value::NetscapeComment(_))) => (value, None),
        Some(value) => {
            let problem =
                check_whole(contents).map_err(|error| error.to_string()).and_then(|parts| all_read(&value, parts));
            (value, problem.err())
        }
        None => {
            let problem = check_whole(contents).err().map(|error| error.to_string());
            (Value::Unknown, Some(problem.unwrap_or_else(|| "its contents are not what they should be".to_owned())))
        }
    };
    Some(Extension {
        name: extension_name(&oid).map_or_else(|| oid.clone(), str::to_owned),
        oid,
        critical: read.critical,
        value,
        raw: read.value.to_vec(),
        offset: element.offset,
        problem,
        duplicate: false,
    })
}

/// The value; none when it cannot be read.
fn value(read: &X509Extension<'_>, oid: &str) -> Option<Value> {
    Some(match read.parsed_extension() {
        ParsedExtension::BasicConstraints(constraints) => Value::BasicConstraints(BasicConstraints {
            ca: constraints.ca,
            path_length: constraints.path_len_constraint,
        }),
        ParsedExtension::KeyUsage(usage) => Value::KeyUsage(KeyUsage::from_bits(usage.flags)),
        // The library sorts known purposes into flags; their order is only in the bytes.
        ParsedExtension::ExtendedKeyUsage(_) => Value::ExtendedKeyUsage(purposes(read.value)?),
        ParsedExtension::SubjectAlternativeName(names) => {
            Value::SubjectAlternativeName(GeneralName::from_read_list(&names.general_names))
        }
        ParsedExtension::IssuerAlternativeName(names) => {
            Value::IssuerAlternativeName(GeneralName::from_read_list(&names.general_names))
        }
        ParsedExtension::SubjectKeyIdentifier(identifier) => Value::SubjectKeyIdentifier(identifier.0.to_vec()),
        ParsedExtension::AuthorityKeyIdentifier(read) => {
            Value::AuthorityKeyIdentifier(AuthorityKeyIdentifier::from_read(read))
        }
        ParsedExtension::CRLDistributionPoints(points) => Value::CrlDistributionPoints(distribution_points(points)),
        ParsedExtension::AuthorityInfoAccess(places) => {
            Value::AuthorityInformationAccess(places.iter().map(AccessDescription::from_read).collect())
        }
        ParsedExtension::SubjectInfoAccess(places) => {
            Value::SubjectInformationAccess(places.iter().map(AccessDescription::from_read).collect())
        }
        ParsedExtension::CertificatePolicies(policies) => {
            Value::CertificatePolicies(policies.iter().map(Policy::from_read).collect())
        }
        ParsedExtension::PolicyMappings(mappings) => Value::PolicyMappings(
            mappings
                .mappings
                .iter()
                .map(|pair| (dotted(&pair.issuer_domain_policy), dotted(&pair.subject_domain_policy)))
                .collect(),
        ),
        ParsedExtension::PolicyConstraints(constraints) => Value::PolicyConstraints(PolicyConstraints {
            require_explicit_policy: constraints.require_explicit_policy,
            inhibit_policy_mapping: constraints.inhibit_policy_mapping,
        }),
        ParsedExtension::NameConstraints(constraints) => {
            Value::NameConstraints(NameConstraints::from_read(constraints))
        }
        ParsedExtension::InhibitAnyPolicy(inhibit) => Value::InhibitAnyPolicy(inhibit.skip_certs),
        ParsedExtension::SCT(timestamps) => {
            Value::SignedCertificateTimestamps(timestamps.iter().map(SignedCertificateTimestamp::from_read).collect())
        }
        ParsedExtension::NSCertType(kinds) => Value::NetscapeCertificateType(netscape_types(*kinds)),
        ParsedExtension::NsCertComment(comment) => Value::NetscapeComment((*comment).to_owned()),
        ParsedExtension::ParseError { .. } => return None,
        _ => return beyond_the_library(oid, read.value),
    })
}

/// Extensions that the library does not know.
fn beyond_the_library(identifier: &str, contents: &[u8]) -> Option<Value> {
    Some(match identifier {
        oid::FRESHEST_CRL => {
            Value::FreshestCrl(distribution_points(&CRLDistributionPoints::from_der(contents).ok()?.1))
        }
        oid::TLS_FEATURE => Value::TlsFeature(Vec::<u16>::from_der(contents).ok()?.1),
        oid::MICROSOFT_TEMPLATE_NAME => Value::MicrosoftTemplateName(string_value(&Any::from_der(contents).ok()?.1)?),
        oid::MICROSOFT_TEMPLATE => Value::MicrosoftTemplate(MicrosoftTemplate::read(contents)?),
        oid::MICROSOFT_CA_VERSION => Value::MicrosoftCaVersion(u32::from_der(contents).ok()?.1),
        _ => Value::Unknown,
    })
}

fn purposes(contents: &[u8]) -> Option<Vec<KeyPurpose>> {
    let (_, oids) = Vec::<Oid>::from_der(contents).ok()?;
    Some(oids.iter().map(|oid| KeyPurpose { oid: dotted(oid) }).collect())
}

fn distribution_points(points: &CRLDistributionPoints<'_>) -> Vec<DistributionPoint> {
    points.iter().map(DistributionPoint::from_read).collect()
}

/// The dotted form of an object identifier; `#` and its bytes when that cannot be written.
pub(super) fn dotted(oid: &Oid<'_>) -> String {
    oid_text(oid.as_bytes()).unwrap_or_else(|| format!("#{}", crate::text::hex(oid.as_bytes())))
}

/// Deepest nesting that is looked into; a directory name inside of a distribution point takes eight levels.
const DEEPEST_NESTING: usize = 16;

/// Says whether `contents` are exactly one element, whole to its innermost parts, and how many parts it has.
///
/// The library's lists end silently at an item that cannot be read; this and [`all_read`] find what it left out.
fn check_whole(mut contents: Reader<'_>) -> Result<usize, DerError> {
    let element = contents.any()?;
    contents.finish()?;
    check_inside(&element, 0)
}

fn check_inside(element: &Element<'_>, depth: usize) -> Result<usize, DerError> {
    if depth > DEEPEST_NESTING {
        return Err(element.error(DerFault::Value("elements nested too deeply")));
    }
    let mut parts = 0;
    let mut inside = element.reader();
    while element.tag & tag::CONSTRUCTED != 0 && !inside.is_empty() {
        check_inside(&inside.any()?, depth + 1)?;
        parts += 1;
    }
    Ok(parts)
}

/// Says whether a list has as many items as its encoding has parts.
fn all_read(value: &Value, parts: usize) -> Result<(), String> {
    let read = match value {
        Value::SubjectAlternativeName(items) | Value::IssuerAlternativeName(items) => items.len(),
        // A point that is relative to the issuer's name, which hardly any certificate has, is read as one without any contents.
        Value::CrlDistributionPoints(items) | Value::FreshestCrl(items) => {
            items.iter().filter(|point| **point != DistributionPoint::default()).count()
        }
        Value::AuthorityInformationAccess(items) | Value::SubjectInformationAccess(items) => items.len(),
        Value::CertificatePolicies(items) => items.len(),
        Value::PolicyMappings(items) => items.len(),
        _ => return Ok(()),
    };
    if read == parts { Ok(()) } else { Err(format!("of its {parts} parts only {read} could be read")) }
}
