//! Trust lists side by side: two or more, of one node or several, of now and before.
//!
//! [`columns`] chooses the lists, [`pairing`] says which of their records are one entry, [`relations`] what the lists are to each other, and
//! [`sentences`] what differs and whether it may. What may, stands in [`rules`], and nowhere else.

mod checksum;
mod columns;
pub(crate) mod ctls;
mod generations;
mod pairing;
mod relations;
pub(crate) mod rules;
mod sentences;
pub(crate) mod succession;

pub(crate) use checksum::answer;
pub use checksum::read_checksum;

use crate::case::evaluation::Evaluation;
use crate::case::series::Lists;
use crate::report::{
    ComparedCell, ComparedRow, ComparisonSentence, Judgement, ListComparison, NodeService, RowStanding,
};
use crate::text::{count, visible};
use columns::Column;
use pairing::{Cell, Cluster, Row};
use std::fmt::Write as _;

/// What is compared, with everything that is known of it.
struct Desk<'d, 'a, 'case> {
    evaluation: &'d Evaluation<'case>,
    columns: &'d [Column<'a, 'case>],
    rows: &'d [Row<'case>],
}

/// Compares the lists in these inputs, in this order; all lists of the case when there are none. None where there are not two.
pub(crate) fn of(evaluation: &Evaluation<'_>, inputs: &[usize]) -> Option<ListComparison> {
    let lists = Lists::with_copies(evaluation);
    let (columns, left_out) = columns::of(evaluation, &lists, inputs);
    if columns.len() < 2 {
        return None;
    }
    let nodes = &evaluation.context.nodes;
    let publisher = nodes.iter().find(|node| node.runs(NodeService::Publisher) == Some(true));
    let cluster = Cluster { releases: evaluation.releases, publisher: publisher.map(|node| node.name.as_str()) };
    let rows = pairing::rows(&columns, cluster);
    let groups = relations::groups(&columns, &ctls::latest_of_nodes(evaluation));
    let desk = Desk { evaluation, columns: &columns, rows: &rows };
    let mut sentences = Vec::new();
    let mut judgements: Vec<Judgement> = rows.iter().map(|row| allowed_or_same(row, &columns)).collect();
    for group in &groups {
        sentences::say(&desk, group, &mut judgements, &mut sentences);
    }
    sentences::say_gaps(&desk, &mut sentences);
    sentences.sort_by_key(|sentence| (sentence.judgement, sentence.severity));
    let input_of = |place: usize| columns.get(place).map(Column::input);
    let leader_of =
        |place: usize, column: &Column<'_, '_>| (column.leader != place).then(|| input_of(column.leader)).flatten();
    Some(ListComparison {
        lists: columns.iter().enumerate().map(|(place, column)| column.drawn(leader_of(place, column))).collect(),
        left_out,
        summary: summary(&columns, &sentences, left_out),
        relations: groups.iter().map(|group| group.drawn(&columns)).collect(),
        rows: rows.iter().zip(judgements).map(|(row, judgement)| drawn(row, judgement, &columns)).collect(),
        sentences,
    })
}

/// What is said of a row before any rule speaks of it.
fn allowed_or_same(row: &Row<'_>, columns: &[Column<'_, '_>]) -> Judgement {
    let all: Vec<usize> = (0..columns.len()).collect();
    match row.standing(&all) {
        RowStanding::Equal => Judgement::Same,
        _ => Judgement::Allowed,
    }
}

/// The outcome in one sentence.
fn summary(columns: &[Column<'_, '_>], sentences: &[ComparisonSentence], left_out: usize) -> String {
    let of = |judgement| sentences.iter().filter(|sentence| sentence.judgement == judgement).count();
    let (wrong, open) = (of(Judgement::NotAllowed), of(Judgement::Open));
    let mut text = match (wrong, open) {
        (0, 0) if columns.iter().all(|column| Some(column.leader) == columns.first().map(|first| first.leader)) => {
            format!("All {} are the same file.", count(columns.len(), "list"))
        }
        (0, 0) => format!("{}: nothing differs that must not.", count(columns.len(), "list")),
        (0, open) => format!("{}: {} that may be wrong.", count(columns.len(), "list"), count(open, "difference")),
        (wrong, 0) => format!("{}: {} that must not be.", count(columns.len(), "list"), count(wrong, "difference")),
        (wrong, open) => format!(
            "{}: {} that must not be, and {open} more that may be wrong.",
            count(columns.len(), "list"),
            count(wrong, "difference")
        ),
    };
    if left_out > 0 {
        let _ = write!(
            text,
            " {} left out: choose fewer.",
            if left_out == 1 { "1 more was".to_owned() } else { format!("{left_out} more were") }
        );
    }
    text
}

/// A row as the report shows it.
fn drawn(row: &Row<'_>, judgement: Judgement, columns: &[Column<'_, '_>]) -> ComparedRow {
    let all: Vec<usize> = (0..columns.len()).collect();
    let mut roles: Vec<String> = Vec::new();
    for role in row.cells.iter().filter_map(|cell| cell.role).map(|role| role.to_string()) {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    ComparedRow {
        role: roles.join(", "),
        whose: visible(&row.whose).into_owned(),
        standing: row.standing(&all),
        judgement,
        cells: row.cells.iter().map(drawn_cell).collect(),
    }
}

fn drawn_cell(cell: &Cell<'_>) -> ComparedCell {
    let facts = cell.facts.as_ref();
    ComparedCell {
        state: cell.state,
        variant: cell.variant,
        records: cell.records.clone(),
        role: cell.role.map(|role| role.to_string()),
        name: facts.map(|facts| facts.name.clone()).filter(|name| !name.is_empty()),
        serial: facts.and_then(|facts| facts.serial.clone()),
        sha1: facts.and_then(|facts| facts.sha1.clone()),
        certificate: facts.and_then(|facts| facts.entry).map(|entry| entry.sha256.clone()),
        validity: facts.and_then(|facts| facts.validity.clone()),
    }
}
