//! What the lab makes is sound: no check says anything above info, whether its files are given one by one or as one archive, and whether
//! everything is said of the cluster or its date alone.

#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use std::fmt::Write as _;
use std::sync::Arc;
use trustlens_core::lab::{self, Files, Lab};
use trustlens_core::report::{ListSource, Severity, SignatureStatus};
use trustlens_core::{Case, Settings};
use trustlens_tests::cluster::{Description, Pool};
use trustlens_tests::descriptions::descriptions;

fn make(description: &Description) -> Lab {
    lab::make(description, Arc::new(Pool::default())).unwrap_or_else(|error| panic!("{error}\n{description:?}"))
}

/// What is above info in the report on a case, one finding a line, and signatures that do not hold.
fn complaints(case: &mut Case, settings: &Settings) -> String {
    let report = trustlens_tests::report(case, settings);
    let mut complaints = String::new();
    for finding in report.findings.iter().filter(|finding| finding.severity < Severity::Info) {
        let _ =
            writeln!(complaints, "    {} {:?} {}: {}", finding.check, finding.severity, finding.title, finding.detail);
    }
    let lists = report.trust_lists.iter().filter(|list| list.source == ListSource::Binary);
    for list in lists.filter(|list| list.signature.status != SignatureStatus::Valid) {
        let _ = writeln!(complaints, "    the signature of input {} is {:?}", list.input, list.signature.status);
    }
    complaints
}

/// What is complained about in the four ways in which somebody may give what was made.
fn judge(description: &Description) -> String {
    let made = make(description);
    let mut all = String::new();
    let mut separate = Case::new();
    for (name, bytes) in &made.files {
        separate.add(name, bytes.clone());
    }
    let mut archive = Case::new();
    archive.add("lab.zip", zip(&made.files));
    for (how, case) in [("as separate files", &mut separate), ("as one archive", &mut archive)] {
        for (with, settings) in [("everything said", &made.settings), ("the date alone", &description.date_alone())] {
            let complaints = complaints(case, settings);
            if !complaints.is_empty() {
                let _ = writeln!(all, "{how}, {with}:\n{complaints}");
            }
        }
    }
    all
}

/// The files in one archive.
fn zip(files: &Files) -> Vec<u8> {
    lab::zip(files).expect("an archive")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_above_info_of_any(description in descriptions()) {
        let complaints = judge(&description);
        prop_assert!(complaints.is_empty(), "{}\n{}", description.to_toml().unwrap_or_default(), complaints);
    }
}
