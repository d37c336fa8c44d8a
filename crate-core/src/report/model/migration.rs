//! Phones that move from one cluster to another, in the report.

use super::{Boot, Evidence, Identity, Verdict};
use serde::{Deserialize, Serialize};

/// What it takes to move phones from one cluster of the case to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Migration {
    /// The cluster that phones leave, by its publisher or another of its hosts: "cucm-pub.example.com".
    pub from: String,
    /// The cluster that they go to.
    pub to: String,
    /// The inputs with lists of the cluster that they leave.
    pub from_lists: Vec<usize>,
    /// The inputs with lists of the cluster that they go to.
    pub to_lists: Vec<usize>,
    /// What of the case shows that phones are meant to move this way, a sentence each; empty where two clusters merely lie in one case.
    pub meant: Vec<String>,
    /// What phones with Security By Default do as things are: the worst of them.
    pub today: Verdict,
    /// What they do when everything in `imports` is where it belongs.
    pub afterwards: Verdict,
    /// What comes of it, in a sentence or two.
    pub outcome: String,
    /// Every kind of phone of the cluster that they leave.
    pub phones: Vec<MovingPhones>,
    /// The certificates that have to lie in trust stores.
    pub imports: Vec<Import>,
    /// Certificates beyond those that are listed.
    pub more_imports: usize,
    /// What to do, in order, a sentence or two each.
    pub steps: Vec<String>,
    /// What does not come along, and what has to be done about it, a sentence or two each.
    pub left_behind: Vec<String>,
}

/// Phones of one kind that move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovingPhones {
    /// Which they are: "Phones that hold ITLFile.tlv of 2025-03-03".
    pub phones: String,
    /// The inputs with the lists that they hold; of ITLs that make no difference, all.
    pub holds: Vec<usize>,
    /// Whether they lack Security By Default.
    pub lacks_security_by_default: bool,
    /// What they do today when they are pointed to the other cluster.
    pub today: Boot,
    /// What they do after the imports.
    pub afterwards: Boot,
}

/// A certificate that has to lie in a trust store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// The name of the certificate.
    pub name: String,
    /// Its serial number, where that is known.
    pub serial: Option<String>,
    /// The certificate, where the case has it.
    pub certificate: Option<String>,
    /// What it is in CUCM.
    pub identity: Identity,
    /// The node that it comes from, where the case tells.
    pub node: Option<String>,
    /// The trust store that it belongs into: `Phone-SAST-trust`.
    pub store: String,
    /// The cluster whose trust store that is.
    pub cluster: String,
    /// Whether it lies there.
    pub standing: ImportStanding,
    /// What it is needed for, in a clause: "signs the lists of berlin-pub".
    pub why: String,
    /// Where it stands, and what tells of the store.
    pub evidence: Vec<Evidence>,
}

/// Whether a certificate lies where it belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImportStanding {
    /// It lies there.
    Present,
    /// It does not.
    Missing,
    /// Nothing of the case tells.
    Unknown,
}

impl ImportStanding {
    /// In words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Present => "there",
            Self::Missing => "missing",
            Self::Unknown => "not known",
        }
    }
}
