//! Would a phone take what it is offered? The acceptance rules of phones (domain.md, section 2.5; formats.md, section 9), asked one by one, so
//! that a person can follow the way to the verdict.
//!
//! [`rules`] is the table: what is asked, in which order, what follows from each answer, and where it is documented. [`questions`] answers each
//! from what the [phone](Phone) holds and what it [meets](Surroundings). [`decide`] walks the table. [`start`] is a whole start of a phone: CTL,
//! then ITL, then configuration. Nothing here needs a case: [`of_case`] makes phones and surroundings of one, and the planner of clusters that do
//! not exist yet.

mod advice;
mod certificate;
mod choices;
mod decide;
mod list;
mod migration;
mod of_case;
mod questions;
pub mod rules;
mod start;
mod surroundings;
#[cfg(test)]
mod tests;

pub use certificate::Certificate;
pub use choices::choices;
pub use decide::{decide, decide_file};
pub use list::{Content, Entry, List, MOST_BYTES, MOST_CERTIFICATES, Offer};
pub use migration::migrations;
pub(crate) use of_case::Cluster;
pub use of_case::answer;
pub use start::{Server, start};
pub use surroundings::{Known, Store, Surroundings, Tvs};

/// A phone, as far as trust depends on it.
#[derive(Debug, Clone, Default)]
pub struct Phone<'a> {
    /// The CTL that it holds.
    pub ctl: Option<List<'a>>,
    /// The ITL that it holds.
    pub itl: Option<List<'a>>,
    /// Whether it lacks Security By Default: it knows no ITL and no TVS (7940, 7960, 793x, 6901, 6911, Jabber, many `TelePresence`; doc 118893).
    pub lacks_security_by_default: bool,
    /// Certificates for which TVS vouched within the last 24 hours, which phones keep for so long (doc 213407).
    pub vouched: Vec<Known>,
}
