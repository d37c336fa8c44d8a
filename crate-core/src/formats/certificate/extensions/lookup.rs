//! What a list of extensions says, whether a certificate has it or a request asks for it.

use super::{BasicConstraints, Extension, ExtensionValue, GeneralName, KeyPurpose, KeyUsage};

/// The basic constraints, if there are any that can be read.
pub(crate) fn basic_constraints(extensions: &[Extension]) -> Option<BasicConstraints> {
    find(extensions, |value| match value {
        ExtensionValue::BasicConstraints(constraints) => Some(*constraints),
        _ => None,
    })
}

/// What the key may be used for; none when nothing is said.
pub(crate) fn key_usage(extensions: &[Extension]) -> Option<KeyUsage> {
    find(extensions, |value| match value {
        ExtensionValue::KeyUsage(usage) => Some(*usage),
        _ => None,
    })
}

/// The extended key usages; none when nothing is said.
pub(crate) fn extended_key_usage(extensions: &[Extension]) -> Option<&[KeyPurpose]> {
    find(extensions, |value| match value {
        ExtensionValue::ExtendedKeyUsage(purposes) => Some(purposes.as_slice()),
        _ => None,
    })
}

/// The subject's alternative names; empty when there are none.
pub(crate) fn subject_alternative_names(extensions: &[Extension]) -> &[GeneralName] {
    find(extensions, |value| match value {
        ExtensionValue::SubjectAlternativeName(names) => Some(names.as_slice()),
        _ => None,
    })
    .unwrap_or_default()
}

/// The first value that is picked.
pub(crate) fn find<'a, T>(extensions: &'a [Extension], pick: impl Fn(&'a ExtensionValue) -> Option<T>) -> Option<T> {
    extensions.iter().find_map(|extension| pick(&extension.value))
}
