//! The services of a cluster that rest on certificates, and how they stand in a case (domain.md, sections 1.1, 1.2 and 1.4).
//!
//! The table says what each service rests on and what stops without it; the judge looks for that in the case.

mod judge;
mod table;
#[cfg(test)]
mod tests;

use crate::case::evaluation::Evaluation;
use crate::report::{Finding, Service};

/// Every service, judged by the certificates, lists and findings of the case.
#[must_use]
pub fn of(evaluation: &Evaluation<'_>, findings: &[Finding]) -> Vec<Service> {
    let judge = judge::Judge::new(evaluation, findings);
    table::SERVICES.iter().map(|entry| judge.service(entry)).collect()
}
