//! The services of a cluster that rest on certificates, and how they stand in a case (domain.md, sections 1.1 and 1.4).

use crate::case::evaluation::Evaluation;
use crate::report::{Finding, Service};

/// Every service, judged by the certificates, lists and findings of the case.
#[must_use]
pub fn of(_evaluation: &Evaluation<'_>, _findings: &[Finding]) -> Vec<Service> {
    Vec::new()
}
