//! The documents that are made from the code are what the code makes.
#![cfg(not(target_arch = "wasm32"))]

use trustlens_core::checks::{all, reference};
use trustlens_core::phone::rules;
use trustlens_core::plan::proposal;

#[test]
fn the_table_of_checks_is_that_of_the_code() {
    let written = include_str!("../../docs/checks.md");
    assert!(
        written == reference::markdown(),
        "docs/checks.md is older than the checks; run \"make docs\" to write it anew"
    );
}

#[test]
fn the_table_of_what_phones_ask_is_that_of_the_code() {
    let written = include_str!("../../docs/phones.md");
    assert!(written == rules::markdown(), "docs/phones.md is older than the rules; run \"make docs\" to write it anew");
}

#[test]
fn the_tables_of_the_planner_are_those_of_the_code() {
    let written = include_str!("../../docs/planner.md");
    assert!(
        written == proposal::markdown(),
        "docs/planner.md is older than the planner; run \"make docs\" to write it anew"
    );
}

#[test]
fn every_check_has_a_row() {
    let table = reference::markdown();
    for check in all() {
        let row = table.lines().find(|line| line.starts_with(&format!("| {} |", check.id))).expect(check.id);
        let cells = row.replace("\\|", "").matches('|').count();
        assert_eq!(cells, 8, "{row}");
    }
}
