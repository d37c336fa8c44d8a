//! What ends when, and by when its renewal has to be begun, in the report.

use super::Identity;
use crate::timestamp::Timestamp;
use serde::{Deserialize, Serialize};

/// A certificate that ends, or several of phones that end in one month: by when its renewal has to be begun, and what fails from its end on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewal {
    /// The certificate, or of several the first to end; none for one of Cisco's that is known and not in the case.
    pub certificate: Option<String>,
    /// What it is called: its common name; "412 LSCs".
    pub name: String,
    /// What it is in CUCM; `other` for a CA above the certificates of servers.
    pub identity: Identity,
    /// The nodes that hold it, as far as the case tells.
    pub nodes: Vec<String>,
    /// How many certificates are meant: more than one for phones alone.
    pub count: usize,
    /// Until when it is valid by itself.
    pub not_after: Timestamp,
    /// When it ends: by itself, or with a CA above it that ends earlier.
    pub ends: Timestamp,
    /// The CA that it ends with, where that ends earlier.
    pub ends_with: Option<String>,
    /// The key of the plan that renews it, or does without it; none where there is no such plan.
    pub plan: Option<String>,
    /// How many days before the end the renewal should be begun: advice of Trustlens, the sum of `reasons` unless a note says otherwise.
    pub lead_days: u32,
    /// What these days are for.
    pub reasons: Vec<LeadReason>,
    /// The last day on which to begin, as its first second in UTC: a working day, and early enough for the plans in `then`.
    pub begin_by: Timestamp,
    /// How that stands to the date that is judged by.
    pub standing: RenewalStanding,
    /// Plans that need a window of their own after this one and before their own ends: they make `begin_by` earlier.
    pub then: Vec<String>,
    /// The plans that cannot be carried out at the same time as this one, and when the first of them has to be begun.
    pub together: Option<Together>,
    /// What rests on it and fails when it has ended.
    pub fails: String,
    /// The services that rest on it: their [`id`](super::Service::id).
    pub services: Vec<String>,
    /// The steps that fail once it has ended.
    pub failing_steps: Vec<FailingStep>,
    /// What has ended at the date that is judged by and stands in the way of its plan.
    pub blocked: Vec<Obstacle>,
    /// For one of a public authority, how many renewals a year the rules of the day on which to begin make.
    pub renewals_a_year: Option<u32>,
    /// What else to know, in sentences.
    pub notes: Vec<String>,
    /// Where it stands that this has to be done. (The days are advice.)
    pub source: String,
}

/// What some days before an end are for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadReason {
    /// Days.
    pub days: u32,
    /// What happens in them.
    pub what: String,
}

/// How the last day on which to begin stands to the date that is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RenewalStanding {
    /// The certificate has ended.
    Ended,
    /// It has not, but the last day on which to begin is past.
    Late,
    /// There is time.
    Open,
}

/// Plans whose windows may not overlap, and which would, were each begun on the last day of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Together {
    /// Their keys, in the order of their windows.
    pub plans: Vec<String>,
    /// The last day on which to begin the first of them, as its first second in UTC.
    pub begin_by: Timestamp,
}

/// A step that fails once a certificate has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailingStep {
    /// The keys of the plans that it is a step of; none for something that is done outside of plans.
    pub plans: Vec<String>,
    /// What was to be done, as the first of these plans has it for the release and mode of the case.
    pub action: String,
    /// Why it fails.
    pub why: String,
    /// The plan that has to come first.
    pub first: Option<String>,
    /// What to do first, in a sentence.
    pub advice: String,
    /// Where that comes from.
    pub source: String,
}

/// Something that has ended and stands in the way of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obstacle {
    /// What it is called.
    pub name: String,
    /// When it ended.
    pub ended: Timestamp,
    /// The step that fails.
    pub step: FailingStep,
}
