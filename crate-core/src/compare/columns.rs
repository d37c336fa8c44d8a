//! The lists that are compared, each with what it belongs to: the columns of the matrix.

use crate::case::evaluation::{Evaluation, JudgedList};
use crate::case::series::{Lists, Placed};
use crate::expected::{self, Listed};
use crate::report::{ComparedList, ListSource};
use std::collections::{HashMap, HashSet};

/// Lists that one comparison holds at most. A cluster has some dozen TFTP nodes.
const MOST_LISTS: usize = 24;

/// One list.
#[derive(Debug)]
pub(super) struct Column<'a, 'case> {
    /// What it belongs to.
    pub(super) placed: &'a Placed<'a, 'case>,
    /// What it is called.
    pub(super) name: String,
    /// Its records with a role.
    pub(super) listed: Vec<Listed<'a>>,
    /// Whether nothing of it is missing or damaged.
    pub(super) is_whole: bool,
    /// The place of the column that stands for all that are the same file; its own where it does.
    pub(super) leader: usize,
}

/// The columns, and how many lists were left out because there are too many. `inputs` are those that were asked for, in that order; all
/// when there are none.
pub(super) fn of<'a, 'case>(
    evaluation: &'a Evaluation<'case>,
    lists: &'a Lists<'a, 'case>,
    inputs: &[usize],
) -> (Vec<Column<'a, 'case>>, usize) {
    let all = || lists.all.iter().map(|placed| (placed.list.input.id, placed)).collect::<HashMap<_, _>>();
    let mut chosen: Vec<&Placed<'a, 'case>> = if inputs.is_empty() {
        lists.all.iter().collect()
    } else {
        let (by_input, mut seen) = (all(), HashSet::new());
        inputs.iter().filter(|input| seen.insert(**input)).filter_map(|input| by_input.get(input).copied()).collect()
    };
    let left_out = chosen.len().saturating_sub(MOST_LISTS);
    chosen.truncate(MOST_LISTS);
    let leaders = leaders(&chosen);
    let columns = chosen.into_iter().zip(leaders).map(|(placed, leader)| Column {
        placed,
        name: lists.called(placed),
        listed: expected::records(evaluation, placed.list),
        is_whole: expected::is_whole(placed.list) && placed.list.contents.damages.is_empty(),
        leader,
    });
    (columns.collect(), left_out)
}

/// For each list the place of the one that stands for all that are the same file, by its bytes or by the hashes that were printed of it: the
/// first file, and where there is none the first printout.
fn leaders(lists: &[&Placed<'_, '_>]) -> Vec<usize> {
    let mut first: HashMap<String, usize> = HashMap::new();
    // Files come first: they tell more, and a printout may print one of the hashes alone.
    let mut places: Vec<usize> = (0..lists.len()).collect();
    places.sort_by_key(|place| lists.get(*place).is_some_and(|placed| placed.list.contents.transcript.is_some()));
    let mut leaders: Vec<usize> = (0..lists.len()).collect();
    for place in places {
        let Some((md5, sha1)) = lists.get(place).map(|placed| checksums(placed.list)) else { continue };
        let keys: Vec<String> = match (&md5, &sha1) {
            (Some(md5), Some(sha1)) => vec![format!("{md5} {sha1}"), md5.clone(), sha1.clone()],
            (md5, sha1) => md5.iter().chain(sha1).cloned().collect(),
        };
        let Some(same) = keys.first().map(|key| first.get(key).copied().unwrap_or(place)) else { continue };
        if let Some(leader) = leaders.get_mut(place) {
            *leader = same;
        }
        for key in keys {
            first.entry(key).or_insert(same);
        }
    }
    leaders
}

/// MD5 and SHA-1 of the file, as it is or as they were printed.
pub(super) fn checksums(list: &JudgedList<'_>) -> (Option<String>, Option<String>) {
    match &list.contents.transcript {
        Some(printed) => (printed.md5.clone(), printed.sha1.clone()),
        None => (Some(list.input.hashes.md5.clone()), Some(list.input.hashes.sha1.clone())),
    }
}

impl Column<'_, '_> {
    /// The list as the report shows it.
    pub(super) fn drawn(&self, leader: Option<usize>) -> ComparedList {
        let list = self.placed.list;
        let (md5, sha1) = checksums(list);
        let source = if self.is_printed() { ListSource::Transcript } else { ListSource::Binary };
        ComparedList {
            input: list.input.id,
            name: self.name.clone(),
            list: list.contents.kind,
            node: self.placed.node.clone(),
            timestamp: self.placed.made,
            source,
            md5,
            sha1,
            is_whole: self.is_whole,
            same_file_as: leader,
        }
    }

    /// Whether the command line printed it.
    pub(super) fn is_printed(&self) -> bool {
        self.placed.list.contents.transcript.is_some()
    }

    /// The input that it was read from.
    pub(super) fn input(&self) -> usize {
        self.placed.list.input.id
    }
}
