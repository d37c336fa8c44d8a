//! TRU: do trust stores hold what they must, and nothing that harms?

pub(super) mod deleted_capf;
pub(super) mod ecdsa_self_signed;
pub(super) mod expired;
mod expressway;
pub(super) mod expressway_chain;
pub(super) mod incomplete_chain;
pub(super) mod ipsec;
pub(super) mod no_manufacturing_ca;
pub(super) mod same_subject;
pub(super) mod shared_name;

use super::Check;
use crate::case::evaluation::Evaluation;

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[
    &incomplete_chain::CHECK,
    &expired::CHECK,
    &same_subject::CHECK,
    &deleted_capf::CHECK,
    &no_manufacturing_ca::CHECK,
    &expressway_chain::CHECK,
    &ecdsa_self_signed::CHECK,
    &shared_name::CHECK,
    &ipsec::CHECK,
];

/// Applies when the case tells of a trust store.
fn any_store(evaluation: &Evaluation<'_>) -> bool {
    evaluation.holdings.iter().any(|holding| holding.store.is_some())
        || evaluation
            .listings
            .iter()
            .flat_map(|listing| &listing.entries)
            .any(|entry| entry.unit.as_deref().is_some_and(crate::case::holdings::is_store))
}

/// Certificates that a finding about many names as evidence.
const MOST_NAMED: usize = 64;
