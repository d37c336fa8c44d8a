//! ITL: does the identity trust list hold what phones need of it?

pub(super) mod incomplete;
pub(super) mod mode;

use super::Check;
use crate::case::evaluation::{Evaluation, JudgedList};
use crate::report::ListKind;

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[&incomplete::CHECK, &mode::CHECK];

/// Every ITL of the case.
fn itls<'a, 'case>(evaluation: &'a Evaluation<'case>) -> impl Iterator<Item = &'a JudgedList<'case>> {
    evaluation.distinct_lists().filter(|list| list.contents.kind == ListKind::Itl)
}

/// Applies when the case has an ITL.
fn any_itl(evaluation: &Evaluation<'_>) -> bool {
    itls(evaluation).next().is_some()
}
