//! Limits on what a certificate authority may issue.

use super::general_name::GeneralName;
use super::{Line, line};
use x509_parser::extensions as library;

/// Basic Constraints (RFC 5280 section 4.2.1.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BasicConstraints {
    /// Whether the subject is a certificate authority.
    pub ca: bool,
    /// How many more authorities may follow below it; none means any number.
    pub path_length: Option<u32>,
}

impl BasicConstraints {
    pub(super) fn lines(self) -> Vec<Line> {
        let mut lines = vec![line("Certificate authority", if self.ca { "yes" } else { "no" })];
        if let Some(length) = self.path_length {
            lines.push(line("Path length", length.to_string()));
        }
        lines
    }
}

/// Name Constraints (RFC 5280 section 4.2.1.10, where the minimum is always 0 and the maximum absent).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NameConstraints {
    /// Names below must lie within these.
    pub permitted: Vec<GeneralName>,
    /// Names below must not lie within these.
    pub excluded: Vec<GeneralName>,
}

impl NameConstraints {
    pub(super) fn from_read(read: &library::NameConstraints<'_>) -> Self {
        let names = |subtrees: &Option<Vec<library::GeneralSubtree<'_>>>| -> Vec<GeneralName> {
            let subtrees = subtrees.as_deref().unwrap_or_default();
            subtrees.iter().map(|subtree| GeneralName::from_read_constraint(&subtree.base)).collect()
        };
        Self { permitted: names(&read.permitted_subtrees), excluded: names(&read.excluded_subtrees) }
    }

    pub(super) fn lines(&self) -> Vec<Line> {
        let permitted = self.permitted.iter().map(|name| line("Permitted", name.to_string()));
        let excluded = self.excluded.iter().map(|name| line("Excluded", name.to_string()));
        permitted.chain(excluded).collect()
    }
}

/// Policy Constraints (RFC 5280 section 4.2.1.11), as numbers of certificates after which each limit holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PolicyConstraints {
    /// From there on a policy must be named.
    pub require_explicit_policy: Option<u32>,
    /// From there on policies must not be mapped.
    pub inhibit_policy_mapping: Option<u32>,
}

impl PolicyConstraints {
    pub(super) fn lines(self) -> Vec<Line> {
        let limits = [
            ("Explicit policy required after", self.require_explicit_policy),
            ("Policy mapping inhibited after", self.inhibit_policy_mapping),
        ];
        limits.into_iter().filter_map(|(label, number)| Some(line(label, number?.to_string()))).collect()
    }
}
