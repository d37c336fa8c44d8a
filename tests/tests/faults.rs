//! The lab's faults: each provokes the finding of its check and nothing else above info, and without it there is nothing above info.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::sync::Arc;
use trustlens_core::Case;
use trustlens_core::lab::faults::{self, Fault};
use trustlens_core::lab::{self, Description, Lab};
use trustlens_core::report::{Report, Severity};
use trustlens_tests::cluster::Pool;

/// Checks that no fault provokes, each with the reason.
const WITHOUT_A_FAULT: &[(&str, &str)] = &[];

fn make(description: &Description) -> Lab {
    lab::make(description, Arc::new(Pool::default())).unwrap_or_else(|error| panic!("{error}\n{description:?}"))
}

fn report(description: &Description) -> Report {
    let made = make(description);
    let mut case = Case::new();
    for (name, bytes) in made.files {
        case.add(&name, bytes);
    }
    trustlens_tests::report(&mut case, &made.settings)
}

/// The checks that speak above info.
fn above_info(report: &Report) -> BTreeSet<&str> {
    let above = report.findings.iter().filter(|finding| finding.severity > Severity::Info);
    above.map(|finding| finding.check.as_str()).collect()
}

/// What is wrong with a fault in a cluster; empty when it does what it promises.
fn misses(fault: &Fault, description: &Description) -> Vec<String> {
    let mut misses = Vec::new();
    let sound = Description { faults: Vec::new(), ..description.clone() };
    let loud = report(&sound);
    if !above_info(&loud).is_empty() {
        misses.push(format!("{}: the cluster without it speaks of {:?}", fault.name, above_info(&loud)));
    }
    let broken = report(description);
    if !broken.findings.iter().any(|finding| finding.check == fault.check) {
        misses.push(format!("{}: {} does not speak", fault.name, fault.check));
    }
    let allowed: BTreeSet<&str> = fault.brings.iter().copied().chain([fault.check]).collect();
    for finding in &broken.findings {
        if finding.severity > Severity::Info && !allowed.contains(finding.check.as_str()) {
            misses.push(format!("{}: {} speaks too: {} {}", fault.name, finding.check, finding.title, finding.detail));
        }
    }
    let silent = fault.brings.iter().find(|check| !above_info(&broken).contains(*check));
    misses.extend(silent.map(|check| format!("{}: it says to bring {check}, which is silent", fault.name)));
    misses
}

/// `FAULT=name` tries one alone.
#[test]
fn each_fault_provokes_its_check_and_nothing_else() {
    let wanted = std::env::var("FAULT").ok();
    let chosen = faults::all().filter(|fault| wanted.as_ref().is_none_or(|name| fault.name.contains(name.as_str())));
    let misses: Vec<String> = chosen.flat_map(|fault| misses(fault, &fault.example())).collect();
    assert!(misses.is_empty(), "{}", misses.join("\n"));
}

#[test]
fn each_check_has_a_fault_or_a_reason_why_not() {
    let with: BTreeSet<&str> = faults::all().map(|fault| fault.check).collect();
    let without: BTreeSet<&str> = WITHOUT_A_FAULT.iter().map(|(check, _)| *check).collect();
    let known: BTreeSet<&str> = trustlens_core::checks::all().map(|check| check.id).collect();
    let missing: Vec<&&str> = known.iter().filter(|id| !with.contains(*id) && !without.contains(*id)).collect();
    assert!(missing.is_empty(), "no fault provokes {missing:?}");
    assert!(with.is_subset(&known), "{with:?}");
    assert!(with.is_disjoint(&without), "a reason for a check that has a fault");
}

#[test]
fn names_are_for_the_command_line_and_stand_once() {
    let mut names = BTreeSet::new();
    for fault in faults::all() {
        assert!(
            fault.name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
        );
        assert!(names.insert(fault.name), "{} stands twice", fault.name);
        assert!(fault.about.ends_with('.') && !fault.title.ends_with('.'), "{}", fault.name);
        assert!(!fault.changes.is_empty(), "{} changes something", fault.name);
        assert!(fault.fits(&fault.example()).is_ok(), "{}: its example does not fit", fault.name);
    }
}
