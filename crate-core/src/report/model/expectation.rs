//! What a trust list should hold, against what it holds, in the report.

use serde::{Deserialize, Serialize};

/// What one trust list should hold, against what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expectation {
    /// The input with the list.
    pub input: usize,
    /// What the expectation was made for, in words: "ITL of cucm-pub, release 12.5, mixed mode".
    pub basis: String,
    /// Every entry that belongs into the list, and every one that stands there and does not.
    pub entries: Vec<ExpectedEntry>,
    /// What would make the expectation sharper, a sentence each: "Give the nodes, and …".
    pub lacking: Vec<String>,
}

/// One entry that a list should hold, or holds without need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedEntry {
    /// The role: `CAPF`.
    pub role: String,
    /// Whose certificate: "CallManager of cucm-sub1", "ITLRecovery".
    pub whose: String,
    /// The node, where the entry is one node's.
    pub node: Option<String>,
    /// How expectation and list agree.
    pub standing: Standing,
    /// The records that are this entry, counted from 1.
    pub records: Vec<usize>,
    /// The check that speaks of it when it is missing or should not be there.
    pub check: Option<String>,
    /// Why it matters, in a sentence.
    pub why: String,
}

/// How an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Expected and there.
    Present,
    /// Expected and missing.
    Missing,
    /// Not there, and tolerated: phones have another way.
    Tolerated,
    /// There, but not with the certificate that the server holds now.
    Stale,
    /// There without need: of an unknown node, or once too often.
    Unexpected,
}
