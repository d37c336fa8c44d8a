//! What every ITL and CTL should hold for the release and mode of the case, against what it holds (domain.md, sections 2.2 and 2.3).
//!
//! What is not sure is not missing: where the release, the mode or the nodes are not known, the expectation is smaller, and says what
//! would make it sharper.

mod ctl;
mod itl;
mod listed;
mod nodes;
mod servers;
mod sheet;
mod stale;

pub(crate) use ctl::APPLICATIONS;
pub(crate) use listed::{Listed, of as records};
pub use nodes::node_of_record;

use crate::case::evaluation::{Evaluation, JudgedList};
use crate::report::{ClusterMode, Expectation, ExpectedEntry, Identity, ListKind, Standing};
use sheet::Sheet;

/// The expectation for every ITL and CTL of the case; none for the printout of a file that is there too.
#[must_use]
pub fn of(evaluation: &Evaluation<'_>) -> Vec<Expectation> {
    let servers = &evaluation.servers;
    let expectation = |list: &JudgedList<'_>| {
        let records = listed::of(evaluation, list);
        let mut sheet = Sheet::new(evaluation, servers, list, &records);
        match list.contents.kind {
            ListKind::Itl => itl::fill(&mut sheet),
            ListKind::Ctl => ctl::fill(&mut sheet),
            ListKind::Unknown => return None,
        }
        Some(sheet.finish())
    };
    evaluation.distinct_lists().filter_map(expectation).collect()
}

/// The entries of a list of which a check speaks, with this standing.
pub(crate) fn entries<'a>(
    evaluation: &'a Evaluation<'_>,
    input: usize,
    check: &'a str,
    standing: Standing,
) -> impl Iterator<Item = &'a ExpectedEntry> {
    // They stand in the order of the inputs.
    let place = evaluation.expectations.binary_search_by_key(&input, |expectation| expectation.input);
    let of_list = place.ok().and_then(|place| evaluation.expectations.get(place));
    of_list
        .into_iter()
        .flat_map(|expectation| &expectation.entries)
        .filter(move |entry| entry.standing == standing && entry.check.as_deref() == Some(check))
}

/// Whether nothing of a list was cut off, so that what does not stand there is missing.
pub(crate) fn is_whole(list: &JudgedList<'_>) -> bool {
    let contents = list.contents;
    contents.has_all_records()
        && contents.list.trailing.is_empty()
        && !contents.list.records.iter().any(|record| record.is_cut() || record.role().is_none())
}

/// Whether hardware tokens sign it: one of its SAST records is a token's.
pub(crate) fn has_tokens(records: &[Listed<'_>]) -> bool {
    records.iter().any(|listed| listed.identity == Identity::Etoken)
}

/// Whether all nodes were given. Those that are inferred are some of them.
fn all_nodes_are_known(evaluation: &Evaluation<'_>) -> bool {
    let context = &evaluation.context;
    !context.nodes.is_empty() && !context.inferred.iter().any(|field| field == "nodes")
}

/// Whether somebody said the mode. What is inferred comes from the lists themselves.
pub(crate) fn given_mode(evaluation: &Evaluation<'_>) -> Option<ClusterMode> {
    let context = &evaluation.context;
    let is_given = context.mode != ClusterMode::Unknown && !context.inferred.iter().any(|field| field == "mode");
    is_given.then_some(context.mode)
}
