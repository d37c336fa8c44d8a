//! What the certificates of a case are for, by service, in the report.

use super::{Identity, NodeService};
use serde::{Deserialize, Serialize};

/// A service of the cluster that rests on certificates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// A stable name: `encrypted-calls`, `srst`, `single-sign-on`.
    pub id: String,
    /// What it is called: "Encrypted registration and calls".
    pub name: String,
    /// How it stands: the worst of what it rests on.
    pub state: ServiceState,
    /// How it stands, in a sentence.
    pub summary: String,
    /// What stops working if its certificates fail.
    pub stops: String,
    /// What it rests on.
    pub relies_on: Vec<Reliance>,
    /// Checks of this case that speak of it: places in [`Report::findings`](super::Report::findings).
    pub findings: Vec<usize>,
    /// Where the facts come from.
    pub source: String,
}

/// Something that a service rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reliance {
    /// What it is: "CallManager", "CAPF in the CTL", "ITL".
    pub what: String,
    /// What it is for in this service.
    pub purpose: String,
    /// How it stands.
    pub state: ServiceState,
    /// How it stands, in a sentence.
    pub reason: String,
    /// The kind of certificate, where it is one.
    pub identity: Option<Identity>,
    /// The certificates of the case that are it.
    pub certificates: Vec<String>,
    /// The inputs that are it, where it is a list.
    pub inputs: Vec<usize>,
    /// Where it runs, where one service of a node has it.
    pub runs_on: Option<NodeService>,
}

/// How something stands, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ServiceState {
    /// In the case, and nothing is wrong with it.
    Sound,
    /// Not in the case: nothing can be said.
    NotInCase,
    /// Sound, and about to expire.
    Expiring,
    /// Expired, stale, or its signature does not hold.
    Broken,
}
