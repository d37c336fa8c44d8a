//! Extensions outside of RFC 5280: Microsoft's templates, TLS features.

use super::{Line, line};
use crate::crypto::der::{Reader, tag};

/// Microsoft's certificate template, version 2 ([MS-WCCE] section 2.2.2.7.7.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MicrosoftTemplate {
    /// The dotted object identifier of the template.
    pub oid: String,
    /// Its major version.
    pub major: Option<u64>,
    /// Its minor version.
    pub minor: Option<u64>,
}

impl MicrosoftTemplate {
    pub(super) fn read(contents: &[u8]) -> Option<Self> {
        let mut fields = Reader::new(contents).expect(tag::SEQUENCE).ok()?.reader();
        let oid = fields.expect(tag::OID).ok()?.oid().ok()?;
        let mut version = || match fields.optional(tag::INTEGER) {
            Ok(number) => number.map(|number| number.small_integer().ok()),
            Err(_) => Some(None),
        };
        let (major, minor) = (version(), version());
        // `Some(None)`: a version is there and cannot be read.
        (fields.is_empty() && major != Some(None) && minor != Some(None)).then(|| Self {
            oid,
            major: major.flatten(),
            minor: minor.flatten(),
        })
    }

    pub(super) fn lines(&self) -> Vec<Line> {
        let mut lines = vec![line("Template", self.oid.clone())];
        if let Some(major) = self.major {
            let minor = self.minor.unwrap_or(0);
            lines.push(line("Version", format!("{major}.{minor}")));
        }
        lines
    }
}

/// Names of the TLS extensions that RFC 7633 has in mind, numbers of others.
pub(super) fn feature_names(features: &[u16]) -> String {
    let names: Vec<String> = features
        .iter()
        .map(|feature| match feature {
            5 => "status_request (5)".to_owned(),
            17 => "status_request_v2 (17)".to_owned(),
            other => other.to_string(),
        })
        .collect();
    names.join(", ")
}
