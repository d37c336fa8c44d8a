//! XF: do the lists agree with each other, and with what the servers hold?

pub(super) mod capf_newer;
pub(super) mod ctls_differ;
pub(super) mod itls_differ;
pub(super) mod lockout;
pub(super) mod modes_disagree;
pub(super) mod renamed_node;
pub(super) mod reused_tomcat;
mod stale;
pub(super) mod stale_call_manager;
pub(super) mod stale_capf;
pub(super) mod stale_recovery;
pub(super) mod stale_tvs;
pub(super) mod subscriber_capf;

use super::Check;
use crate::case::evaluation::Evaluation;
use crate::case::standing::kind_of;
use crate::report::Identity;

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[
    &itls_differ::CHECK,
    &ctls_differ::CHECK,
    &stale_capf::CHECK,
    &capf_newer::CHECK,
    &subscriber_capf::CHECK,
    &stale_recovery::CHECK,
    &stale_call_manager::CHECK,
    &modes_disagree::CHECK,
    &renamed_node::CHECK,
    &reused_tomcat::CHECK,
    &lockout::CHECK,
    &stale_tvs::CHECK,
];

/// Whether a list of the case has a record for a certificate of one of these kinds.
fn any_listed(evaluation: &Evaluation<'_>, kinds: &[Identity]) -> bool {
    evaluation.distinct_lists().any(|list| {
        let mut numbers = 1..=list.contents.list.records.len();
        numbers.any(|number| kind_of(list, number).is_some_and(|kind| kinds.contains(&kind)))
    })
}

/// Whether the case tells of a server's own certificate of one of these kinds.
fn servers_hold(evaluation: &Evaluation<'_>, kinds: &[Identity]) -> bool {
    let servers = &evaluation.servers;
    kinds.iter().any(|kind| !servers.own(*kind).is_empty())
}
