//! ITL: does the identity trust list hold what phones need of it?

pub(super) mod elliptic;
pub(super) mod emptied;
pub(super) mod incomplete;
pub(super) mod many_signers;
pub(super) mod missing_tvs;
pub(super) mod mode;
pub(super) mod no_capf;
pub(super) mod no_recovery;
pub(super) mod server_no_signer;
pub(super) mod several_capf;
pub(super) mod single_tvs;
pub(super) mod too_large;

use super::Check;
use crate::case::evaluation::{Evaluation, JudgedList};
use crate::report::ListKind;

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[
    &incomplete::CHECK,
    &no_recovery::CHECK,
    &missing_tvs::CHECK,
    &single_tvs::CHECK,
    &mode::CHECK,
    &server_no_signer::CHECK,
    &no_capf::CHECK,
    &several_capf::CHECK,
    &emptied::CHECK,
    &too_large::CHECK,
    &many_signers::CHECK,
    &elliptic::CHECK,
];

/// Every ITL of the case.
fn itls<'a, 'case>(evaluation: &'a Evaluation<'case>) -> impl Iterator<Item = &'a JudgedList<'case>> {
    evaluation.distinct_lists().filter(|list| list.contents.kind == ListKind::Itl)
}

/// Applies when the case has an ITL.
fn any_itl(evaluation: &Evaluation<'_>) -> bool {
    itls(evaluation).next().is_some()
}
