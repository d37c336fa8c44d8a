//! CTL: does the certificate trust list hold what a cluster in mixed mode needs?

pub(super) mod incomplete;
pub(super) mod tvs;

use super::Check;
use crate::case::evaluation::{Evaluation, JudgedList};
use crate::report::ListKind;

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[&incomplete::CHECK, &tvs::CHECK];

/// Every CTL of the case.
fn ctls<'a, 'case>(evaluation: &'a Evaluation<'case>) -> impl Iterator<Item = &'a JudgedList<'case>> {
    evaluation.distinct_lists().filter(|list| list.contents.kind == ListKind::Ctl)
}

/// Applies when the case has a CTL.
fn any_ctl(evaluation: &Evaluation<'_>) -> bool {
    ctls(evaluation).next().is_some()
}
