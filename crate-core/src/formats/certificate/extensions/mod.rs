//! The extensions of a certificate (RFC 5280 section 4.2): read by `x509-parser`, kept as owned values, shown as lines.

mod access;
mod constraints;
mod general_name;
pub(crate) mod lookup;
mod names;
mod policy;
mod read;
#[cfg(test)]
mod tests;
mod usage;
mod value;
mod vendor;

pub use access::{AccessDescription, AuthorityKeyIdentifier, DistributionPoint, SignedCertificateTimestamp};
pub use constraints::{BasicConstraints, NameConstraints, PolicyConstraints};
pub use general_name::GeneralName;
pub use names::{extension_name, oid};
pub use policy::{Policy, PolicyQualifier};
pub use usage::{KeyPurpose, KeyUsage, KeyUsageFlag};
pub use value::ExtensionValue;
pub use vendor::MicrosoftTemplate;

use super::Remark;
use crate::crypto::der::{Element, tag};
use std::collections::HashSet;

/// What an extension is shown as: a label and a text, both safe to show.
pub type Line = (String, String);

/// One extension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// The dotted object identifier.
    pub oid: String,
    /// Its name, or the object identifier again when it is not known.
    pub name: String,
    /// Whether a reader that does not know it must refuse the certificate.
    pub critical: bool,
    /// What it says.
    pub value: ExtensionValue,
    /// Its contents as they were encoded (the contents of `extnValue`).
    pub raw: Vec<u8>,
    /// Where the extension begins, in bytes from the start of the certificate.
    pub offset: usize,
    /// Why it could not be read, or not to its end. Its value then is [`ExtensionValue::Unknown`], or what could be read.
    pub problem: Option<String>,
    /// Whether an extension with the same identifier stands before it, which RFC 5280 section 4.2 forbids.
    pub duplicate: bool,
}

impl Extension {
    /// The extension as readable lines.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        self.value.lines(&self.raw)
    }
}

/// Reads the extensions inside the explicit tag `[3]` of a certificate, one by one, so that a broken one does not hide the others.
pub(crate) fn read_list(field: &Element<'_>, problems: &mut Vec<Remark>, oddities: &mut Vec<Remark>) -> Vec<Extension> {
    let mut inside = field.reader();
    let list = match inside.expect(tag::SEQUENCE).and_then(|list| inside.finish().map(|()| list)) {
        Ok(list) => list,
        Err(error) => {
            problems.push(Remark::new(error.offset, format!("the extensions cannot be read: {error}")));
            return Vec::new();
        }
    };
    read_sequence(&list, problems, oddities)
}

/// Reads `Extensions`, which certificates and requests have in common.
pub(crate) fn read_sequence(
    list: &Element<'_>,
    problems: &mut Vec<Remark>,
    oddities: &mut Vec<Remark>,
) -> Vec<Extension> {
    let mut extensions: Vec<Extension> = Vec::new();
    let mut seen = HashSet::new();
    let mut reader = list.reader();
    if reader.is_empty() {
        oddities.push(Remark::new(list.offset, "the list of extensions is empty"));
    }
    while !reader.is_empty() {
        let element = match reader.any() {
            Ok(element) => element,
            Err(error) => {
                problems.push(Remark::new(error.offset, format!("the rest of the extensions cannot be read: {error}")));
                break;
            }
        };
        let Some(mut extension) = read::extension(&element) else {
            problems.push(Remark::new(element.offset, "an extension cannot be read: it is not put together as one"));
            continue;
        };
        extension.duplicate = !seen.insert(extension.oid.clone());
        if extension.duplicate {
            let message = format!("the extension {} is there more than once", extension.name);
            oddities.push(Remark::new(extension.offset, message));
        }
        if let Some(problem) = &extension.problem {
            let extent = if extension.value == ExtensionValue::Unknown { "" } else { " to its end" };
            let message = format!("the extension {} cannot be read{extent}: {problem}", extension.name);
            problems.push(Remark::new(extension.offset, message));
        }
        extensions.push(extension);
    }
    extensions
}

fn line(label: &str, text: impl Into<String>) -> Line {
    (label.to_owned(), text.into())
}
