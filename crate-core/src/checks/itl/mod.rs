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

use super::{Check, input};
use crate::case::evaluation::{Evaluation, JudgedList};
use crate::report::{Evidence, ListKind};
use crate::text::listed_briefly;

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

/// ITLs of which the same is said: a cluster has one of each TFTP node, and what is wrong is often wrong in all.
struct Several {
    names: Vec<String>,
    inputs: Vec<Evidence>,
}

impl Several {
    /// These lists; nothing where there is none.
    fn of<'a, 'case: 'a>(lists: impl Iterator<Item = &'a JudgedList<'case>>) -> Option<Self> {
        let (names, inputs): (Vec<_>, Vec<_>) =
            lists.map(|list| (list.input.short_name().to_owned(), input(list.input.id))).unzip();
        (!names.is_empty()).then_some(Self { names, inputs })
    }

    /// "ITLFile.tlv has", "a/ITLFile.tlv and b/ITLFile.tlv have".
    fn and(&self, one: &str, many: &str) -> String {
        let verb = if self.names.len() == 1 { one } else { many };
        format!("{} {verb}", listed_briefly(&self.names))
    }
}
