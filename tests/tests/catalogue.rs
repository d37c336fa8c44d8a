//! Every check speaks where it should, and is silent where it should be.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use trustlens_core::Case;
use trustlens_core::checks;
use trustlens_core::report::Report;
use trustlens_tests::catalogue::{self, Fixture, Given};

/// The report on a case, and whether a check looked at it.
fn judge(given: Given, check: &str) -> (Report, bool) {
    let mut case = Case::new();
    for (name, bytes) in given.inputs {
        case.add(&name, bytes);
    }
    let report = trustlens_tests::report(&mut case, &given.settings);
    let check = checks::find(check).expect("a check of this id");
    let applies = (check.applies)(&case.evaluate(&given.settings));
    let is_decided = !report.undecided.iter().any(|undecided| undecided.check == check.id);
    (report, applies && is_decided)
}

/// What a check says, one finding a line.
fn said(report: &Report, check: &str) -> String {
    let findings = report.findings.iter().filter(|finding| finding.check == check);
    findings.fold(String::new(), |mut said, finding| {
        let _ = writeln!(said, "    {:?} {}: {}", finding.severity, finding.title, finding.detail);
        said
    })
}

/// What is wrong with a row; nothing, if all is well.
fn wrong(row: &Fixture) -> String {
    let mut wrong = String::new();
    let name = format!("{}, {}", row.check, row.about);
    if checks::find(row.check).is_none() {
        return format!("{name}: there is no such check\n");
    }
    let (report, _) = judge((row.fires)(), row.check);
    if said(&report, row.check).is_empty() {
        let found: Vec<&str> = report.findings.iter().map(|finding| finding.check.as_str()).collect();
        let _ = writeln!(wrong, "{name}: it says nothing; those that speak are {found:?}");
    }
    let (report, applies) = judge((row.silent)(), row.check);
    let said = said(&report, row.check);
    if !said.is_empty() {
        let _ = writeln!(wrong, "{name}: it speaks in the silent case\n{said}");
    }
    if applies == row.does_not_apply.is_some() {
        let does =
            if applies { "it looks at the silent case after all" } else { "it does not look at the silent case" };
        let _ = writeln!(wrong, "{name}: {does}");
    }
    wrong
}

#[test]
fn every_check_speaks_and_is_silent() {
    let rows: Vec<&Fixture> = catalogue::all().collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let work = || {
        let rows = std::iter::from_fn(|| rows.get(next.fetch_add(1, Ordering::Relaxed)));
        rows.map(|row| wrong(row)).collect::<String>()
    };
    let wrong: String = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().expect("the reason stands above")).collect()
    });
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_check_has_a_row() {
    let lacking: Vec<&str> =
        checks::all().map(|check| check.id).filter(|id| !catalogue::all().any(|row| row.check == *id)).collect();
    assert!(lacking.is_empty(), "checks without a row in tests/src/catalogue: {}", lacking.join(", "));
}
