//! What every ITL and CTL should hold for the release and mode of the case, against what it holds (domain.md, sections 2.2 and 2.3).

use crate::case::evaluation::Evaluation;
use crate::report::Expectation;

/// The expectation for every list of the case.
#[must_use]
pub fn of(_evaluation: &Evaluation<'_>) -> Vec<Expectation> {
    Vec::new()
}
