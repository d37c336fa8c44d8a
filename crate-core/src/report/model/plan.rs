//! What to do, in the report.

use serde::{Deserialize, Serialize};

/// An ordered way out, for the release and mode of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The key: `P-CAPF`.
    pub key: String,
    /// What it does: "Bring the new CAPF certificate to the phones".
    pub title: String,
    /// What was assumed of the cluster: "Release 12.5, mixed mode". Where a fact is missing, what to look up first.
    pub basis: String,
    /// Which phones and services feel it while it runs.
    pub affected: String,
    /// What must hold before the first step, with the commands that show it.
    pub before: Vec<Step>,
    /// The steps, in their order.
    pub steps: Vec<Step>,
    /// How to see that it worked, with the commands that show it.
    pub verify: Vec<Step>,
    /// The way back.
    pub way_back: String,
    /// What not to do next.
    pub not_next: Vec<String>,
    /// Where it comes from.
    pub source: String,
}

/// One step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What to do, in a sentence. It begins with "Only …:" where it belongs to a situation that the case leaves open.
    pub action: String,
    /// The exact commands, one each.
    pub commands: Vec<String>,
    /// Where: "publisher", "every node that runs TFTP", with the names of nodes that are known; empty where the action says it.
    pub place: String,
    /// What to wait for before the next step.
    pub wait: Option<String>,
}
