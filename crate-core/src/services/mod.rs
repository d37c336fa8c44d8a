//! The services of a cluster that rest on certificates, and how they stand in a case (domain.md, sections 1.1, 1.2 and 1.4).
//!
//! The table says what each service rests on and what stops without it; the judge looks for that in the case.

mod judge;
mod table;
#[cfg(test)]
mod tests;

use crate::case::evaluation::Evaluation;
use crate::report::{ClusterMode, Finding, Identity, Service};

/// Every service, judged by the certificates, lists and findings of the case.
#[must_use]
pub fn of(evaluation: &Evaluation<'_>, findings: &[Finding]) -> Vec<Service> {
    let judge = judge::Judge::new(evaluation, findings);
    table::SERVICES.iter().map(|entry| judge.service(entry)).collect()
}

/// The services that rest on certificates of a kind which servers or phones present, as far as the release and the mode have them: their stable
/// names, in the order of the table.
#[must_use]
pub fn resting_on(evaluation: &Evaluation<'_>, identity: Identity) -> Vec<&'static str> {
    let is_there = |entry: &&table::Entry| !entry.mixed_only || evaluation.context.mode != ClusterMode::NonSecure;
    let rests = |entry: &&table::Entry| {
        entry.rests_on.iter().any(|rests| {
            let (major, minor) = rests.since;
            let is_kind = matches!(rests.on, table::On::Certificates(identities) if identities.contains(&identity));
            is_kind && !evaluation.releases.surely_before(major, minor)
        })
    };
    table::SERVICES.iter().filter(is_there).filter(rests).map(|entry| entry.id).collect()
}
