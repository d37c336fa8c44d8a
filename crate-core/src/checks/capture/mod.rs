//! PCAP: what did phones get, and what was shown to them?

pub(super) mod certificates_shown;
pub(super) mod files_fetched;
pub(super) mod no_ctl;

use super::Check;
use crate::case::evaluation::Evaluation;
use crate::case::input::{Contents, Input};
use crate::report::Capture;
use crate::text::listed_briefly as enumerate;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[&files_fetched::CHECK, &no_ctl::CHECK, &certificates_shown::CHECK];

/// Every capture of the case, with the input that it is.
fn captures<'a, 'case: 'a>(
    evaluation: &'a Evaluation<'case>,
) -> impl Iterator<Item = (&'case Input, &'case Capture)> + 'a {
    let inputs: &'case [Input] = evaluation.inputs;
    inputs.iter().filter_map(|input| match &input.contents {
        Contents::Capture(capture) => Some((input, capture.as_ref())),
        _ => None,
    })
}

/// Applies when the case has a capture.
fn any_capture(evaluation: &Evaluation<'_>) -> bool {
    captures(evaluation).next().is_some()
}

/// The inputs of the case by their numbers.
fn by_number<'case>(evaluation: &Evaluation<'case>) -> HashMap<usize, &'case Input> {
    evaluation.inputs.iter().map(|input| (input.id, input)).collect()
}

/// Each thing once, in the order in which it first came.
fn unique<T: Clone + Eq + Hash>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    items.into_iter().filter(|item| seen.insert(item.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_cut() {
        let items = |count: usize| (1..=count).map(|number| number.to_string()).collect::<Vec<_>>();
        assert_eq!(enumerate(&items(1)), "1");
        assert_eq!(enumerate(&items(3)), "1, 2 and 3");
        assert_eq!(enumerate(&items(20)), "1, 2, 3, 4, 5, 6, 7, 8 and 12 more");
    }
}
