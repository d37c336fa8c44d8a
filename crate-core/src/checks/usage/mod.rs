//! EKU: may each certificate be used for what its service needs?

pub(super) mod any_purpose;
pub(super) mod needs;
pub(super) mod no_client_authentication;
pub(super) mod no_end_system;
pub(super) mod usage_taken_away;

use super::Check;
use crate::formats::certificate::{Certificate, KeyPurpose};

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] =
    &[&no_client_authentication::CHECK, &usage_taken_away::CHECK, &no_end_system::CHECK, &any_purpose::CHECK];

/// Whether the extended key usage allows something; none when the certificate has no extended key usage, which allows everything.
fn allows(certificate: &Certificate, purpose: &str) -> Option<bool> {
    let purposes = certificate.extended_key_usage()?;
    Some(purposes.iter().map(KeyPurpose::name).any(|name| name == purpose || name == "anyExtendedKeyUsage"))
}

/// What the extended key usage names, for a sentence.
fn named(certificate: &Certificate) -> String {
    let purposes: Vec<&str> = certificate.extended_key_usage().into_iter().flatten().map(KeyPurpose::name).collect();
    crate::text::listed(&purposes)
}
