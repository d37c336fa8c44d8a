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
    /// Who feels it, and how; empty where nobody does yet.
    pub symptoms: String,
    /// Values that differ, side by side.
    pub comparisons: Vec<Comparison>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// What to do: the key of a plan (`P-CAPF`), which [`Report::plans`](super::Report::plans) holds, or a sentence.
    pub remedy: String,
    /// What to do, in a sentence.
    pub advice: String,
    /// The place in [`Report::findings`](super::Report::findings) of the finding that this one follows from: mend that, and this is gone.
    pub cause: Option<usize>,
}

/// Values of one thing that should be the same, side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// What is compared: "serial number".
    pub what: String,
    /// Where, and the value there.
    pub sides: Vec<Side>,
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// Where: "CTLFile.tlv, record 4".
    pub place: String,
    /// The value there.
    pub value: String,
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

/// A check that has what it looks at, but lacks a fact of the cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undecided {
    /// The stable id of the check.
    pub check: String,
    /// The rule in a few words.
    pub title: String,
    /// What it would need: `the release`, `the nodes`.
    pub needs: Vec<String>,
}
