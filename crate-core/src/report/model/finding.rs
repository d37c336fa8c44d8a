//! What the checks say, in the report.

use serde::{Deserialize, Serialize};

/// What a check says about named evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The stable id of the check: `SIG-01`.
    pub check: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is the matter, in one line.
    pub title: String,
    /// The matter with its values.
    pub detail: String,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// What to do: the key of a plan (`P-CAPF`) or a sentence.
    pub remedy: String,
}

/// How bad a finding is, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Outage or lockout is likely.
    Critical,
    /// Something is wrong.
    Error,
    /// Something deserves attention.
    Warning,
    /// Worth knowing.
    Info,
}

/// One thing that a finding rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The input.
    pub input: Option<usize>,
    /// The record of the trust list in it, counted from 1.
    pub record: Option<usize>,
    /// The certificate.
    pub certificate: Option<String>,
    /// The byte in the input.
    pub offset: Option<u64>,
}
