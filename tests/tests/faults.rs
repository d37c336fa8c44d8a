//! The lab's faults: each provokes the finding of its check and nothing else above info, and without it there is nothing above info.

#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::BTreeSet;
use std::sync::Arc;
use trustlens_core::Case;
use trustlens_core::lab::faults::{self, Fault};
use trustlens_core::lab::{self, Description, Lab};
use trustlens_core::report::{Report, Severity};
use trustlens_tests::cluster::{Pool, pool_size};
use trustlens_tests::descriptions::descriptions;

/// Random cases of a property.
const CASES: u32 = 48;

/// Checks that no fault provokes, each with the reason.
const WITHOUT_A_FAULT: &[(&str, &str)] = &[
    ("CTL-10", "it asks how many phones have no Security By Default, which somebody has to say and no file does"),
    ("PLN-01", "it speaks of changes that somebody plans, which no file tells"),
    ("PLN-02", "it speaks of changes that somebody plans, which no file tells"),
    ("TRU-05", "it speaks of every cluster of the lab, whose trust stores hold no CA of Cisco's"),
    ("TXT-08", "it explains words that are printed of every list without tokens, sound ones too"),
];

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
    let above = report.findings.iter().filter(|finding| finding.severity < Severity::Info);
    above.map(|finding| finding.check.as_str()).collect()
}

/// What is wrong with a fault in a cluster; empty when it does what it promises.
fn misses(fault: &Fault, description: &Description) -> Vec<String> {
    let mut misses = Vec::new();
    let sound = Description { faults: Vec::new(), ..description.clone() };
    let before = report(&sound);
    if !above_info(&before).is_empty() {
        misses.push(format!("{}: the cluster without it speaks of {:?}", fault.name, above_info(&before)));
    }
    let broken = report(description);
    // Observations speak of sound clusters too: then they must say something else.
    let said = |report: &Report| -> BTreeSet<(String, String)> {
        let own = report.findings.iter().filter(|finding| finding.check == fault.check);
        own.map(|finding| (finding.title.clone(), finding.detail.clone())).collect()
    };
    if said(&broken).is_subset(&said(&before)) {
        misses.push(format!("{}: {} says nothing that it does not say without it", fault.name, fault.check));
    }
    let allowed: BTreeSet<&str> = fault.brings.iter().copied().chain([fault.check]).collect();
    for finding in &broken.findings {
        if finding.severity < Severity::Info && !allowed.contains(finding.check.as_str()) {
            misses.push(format!("{}: {} speaks too: {} {}", fault.name, finding.check, finding.title, finding.detail));
        }
    }
    let silent = fault.brings.iter().find(|check| !above_info(&broken).contains(*check));
    misses.extend(silent.map(|check| format!("{}: it says to bring {check}, which is silent", fault.name)));
    misses
}

/// The faults to try: all, or with `FAULT=…` those alone of which the name or the check holds this.
fn wanted() -> impl Iterator<Item = &'static Fault> {
    let wanted = std::env::var("FAULT").unwrap_or_default();
    faults::all().filter(move |fault| fault.name.contains(&wanted) || fault.check.contains(&wanted))
}

#[test]
fn each_fault_provokes_its_check_and_nothing_else() {
    let chosen = wanted();
    let misses: Vec<String> = chosen.flat_map(|fault| misses(fault, &fault.example())).collect();
    assert!(misses.is_empty(), "{}", misses.join("\n"));
}

/// Clusters of every kind, each with the faults that fit it, one at a time. `TRUSTLENS_PATIENCE=10` tries ten times as many.
#[test]
fn faults_keep_their_promise_in_other_clusters() {
    let mut runner = runner();
    let fitting = (descriptions(), any::<Index>()).prop_filter_map("a fault that fits", |(description, index)| {
        let fitting: Vec<&Fault> = wanted().filter(|fault| fault.fits(&description).is_ok()).collect();
        let fault = fitting.get(index.index(fitting.len().max(1)))?;
        let description = Description { faults: vec![fault.name.to_owned()], ..description };
        (fault.check != "CSR-01" || has_a_key_for_each(&description)).then_some((*fault, description))
    });
    let outcome = runner.run(&fitting, |(fault, description)| {
        let misses = misses(fault, &description);
        prop_assert!(misses.is_empty(), "{}\n{}", misses.join("\n"), description.to_toml().unwrap_or_default());
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

/// Whether the pool has a key for each wish. Beyond it two holders have one key, and whose a request is, is told by its key.
fn has_a_key_for_each(description: &Description) -> bool {
    let wishes = lab::wishes(description).unwrap_or_default();
    let kinds: BTreeSet<String> = wishes.iter().map(|wish| format!("{:?}", wish.kind)).collect();
    kinds.iter().all(|kind| {
        let mut of_kind = wishes.iter().filter(|wish| format!("{:?}", wish.kind) == *kind).peekable();
        let size = of_kind.peek().map_or(0, |wish| pool_size(wish.kind));
        of_kind.count() <= size
    })
}

/// Two faults that may be combined provoke both their checks, and nothing that neither would.
#[test]
fn faults_can_be_combined() {
    let all: Vec<&Fault> = faults::all().collect();
    let mut runner = runner();
    let pairs = (any::<Index>(), any::<Index>()).prop_filter_map("faults that fit each other", |(one, other)| {
        let (one, other) = (*one.get(&all), *other.get(&all));
        let needs = one.needs.iter().chain(other.needs);
        let mut description = needs.fold(Description::default(), |description, need| need.meet(description));
        description.faults = vec![one.name.to_owned(), other.name.to_owned()];
        lab::wishes(&description).is_ok().then_some((one, other, description))
    });
    let outcome = runner.run(&pairs, |(one, other, description)| {
        let report = report(&description);
        let allowed: BTreeSet<&str> =
            [one, other].into_iter().flat_map(|fault| fault.brings.iter().copied().chain([fault.check])).collect();
        for fault in [one, other] {
            let speaks = report.findings.iter().any(|finding| finding.check == fault.check);
            prop_assert!(speaks, "{} is silent about {} beside {:?}", fault.check, fault.name, description.faults);
        }
        // What phones refuse because of two renewals, each of which they would have stood, is what SIM speaks of.
        let spoken = above_info(&report);
        let others: Vec<&str> =
            spoken.difference(&allowed).copied().filter(|check| !["SIM-01", "SIM-02"].contains(check)).collect();
        prop_assert!(others.is_empty(), "{:?} bring {others:?}", description.faults);
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

/// Tries the same cases every time, so that a change and not chance makes a test fail; with patience, others each time.
fn runner() -> TestRunner {
    let patience = patience();
    let config =
        Config { cases: CASES * patience, failure_persistence: None, max_shrink_iters: 40, ..Config::default() };
    if patience > 1 {
        return TestRunner::new(config);
    }
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// How many times as many random cases are tried as usual.
fn patience() -> u32 {
    std::env::var("TRUSTLENS_PATIENCE").ok().and_then(|number| number.parse().ok()).unwrap_or(1)
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
