//! What the tests of Trustlens share: where the fixtures are, and a case made of them.
//!
//! `fixtures/samples` are files of other programs and hand-made ones, `fixtures/made` what the scripts beside them write.

// What needs no browser: it makes keys and reads fixtures.
#[cfg(not(target_arch = "wasm32"))]
pub mod catalogue;
#[cfg(not(target_arch = "wasm32"))]
pub mod cluster;
#[cfg(not(target_arch = "wasm32"))]
pub mod descriptions;
pub mod fuzz_targets;
#[cfg(not(target_arch = "wasm32"))]
pub mod programs;
#[cfg(not(target_arch = "wasm32"))]
pub mod scene;
#[cfg(not(target_arch = "wasm32"))]
pub mod second_model;
pub mod show;
#[cfg(not(target_arch = "wasm32"))]
pub mod situations;

use std::path::{Path, PathBuf};
use trustlens_core::report::Report;
use trustlens_core::{Case, Detail, Settings, Timestamp};

/// The folder of all fixtures.
#[must_use]
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// The bytes of a fixture; `path` is relative to [`fixtures`].
///
/// # Panics
///
/// When the fixture is not there: a test without its fixture tests nothing.
#[must_use]
pub fn fixture(path: &str) -> Vec<u8> {
    let path = fixtures().join(path);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file below a folder of the fixtures, as paths relative to [`fixtures`], sorted.
///
/// # Panics
///
/// When the folder cannot be read.
#[must_use]
pub fn files_below(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        let path = fixtures().join(&folder);
        let entries = std::fs::read_dir(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for entry in entries {
            let entry = entry.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                waiting.push(name);
            } else {
                found.push(name);
            }
        }
    }
    found.sort();
    found
}

/// Every file that `make-lists.py` wrote, as paths relative to [`fixtures`], without what is said of them.
#[must_use]
pub fn made_lists() -> Vec<String> {
    let is_expectation = |path: &String| Path::new(path).extension().is_some_and(|extension| extension == "json");
    let mut paths = files_below("made/lists");
    paths.retain(|path| !is_expectation(path));
    paths
}

/// Whether a fixture is a network capture, by its name.
#[must_use]
pub fn is_capture(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "pcap" || ending == "pcapng")
}

/// The name that a file is given to a case by: the last part of its path.
#[must_use]
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The date that the fixtures are judged by, unless a test says otherwise: 2026-11-23.
#[must_use]
pub fn settings() -> Settings {
    settings_at("2026-11-23")
}

/// Settings that say the date and nothing else.
///
/// # Panics
///
/// When `date` is no date.
#[must_use]
pub fn settings_at(date: &str) -> Settings {
    Settings::at(Timestamp::parse(date).unwrap_or_else(|error| panic!("{date}: {error}")))
}

/// The full report on a case.
pub fn report(case: &mut Case, settings: &Settings) -> Report {
    case.report(settings, Detail::Full, &mut |_progress| {})
}

/// The full report on some inputs, each with its name, in this order.
#[must_use]
pub fn report_on<'a>(inputs: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Report {
    let mut case = Case::new();
    for (name, bytes) in inputs {
        case.add(name, bytes);
    }
    report(&mut case, &settings())
}
