//! PCAP: what did phones get, and what was shown to them?

pub(super) mod certificates_shown;
pub(super) mod files_fetched;
pub(super) mod no_ctl;

use crate::case::evaluation::Evaluation;
use crate::case::input::{Contents, Input};
use crate::report::Capture;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// Things that one sentence names before it only counts.
const NAMED: usize = 8;

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

/// "a, b and c"; of long lists the beginning: "a, b and 20 more".
fn enumerate(items: &[String]) -> String {
    let mut named: Vec<String> = items.iter().take(NAMED).cloned().collect();
    match items.len().saturating_sub(NAMED) {
        0 => {}
        more => named.push(format!("{more} more")),
    }
    let last = named.pop().unwrap_or_default();
    if named.is_empty() { last } else { format!("{} and {last}", named.join(", ")) }
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
