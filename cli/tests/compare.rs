//! `trustlens compare` as its user runs it.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/samples").join(name)
}

fn compare(arguments: &[&str], paths: &[PathBuf]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trustlens"));
    command.arg("compare").args(arguments).args(paths).stdin(Stdio::null()).output().expect("the command starts")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the command writes UTF-8")
}

/// A cluster of the lab in a folder of its own, with one fault or none.
fn lab(name: &str, fault: Option<&str>) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    let mut command = Command::new(env!("CARGO_BIN_EXE_trustlens"));
    // Small keys: what is compared here is not the signatures.
    command.args([
        "lab",
        "new",
        "--release",
        "12.5",
        "--nodes",
        "3",
        "--key",
        "p-256",
        "--seed",
        "compare",
        "--output",
    ]);
    command.arg(&folder);
    if let Some(fault) = fault {
        command.args(["--fault", fault]);
    }
    let output = command.stdin(Stdio::null()).output().expect("the command starts");
    assert!(output.status.success(), "{}", text(&output.stderr));
    folder
}

#[test]
fn nothing_differs_that_must_not_in_a_sound_cluster() {
    let folder = lab("compare-sound", None);
    let output = compare(&["--release", "12.5"], std::slice::from_ref(&folder));
    let shown = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{shown}");
    assert!(
        shown.lines().next().is_some_and(|line| line.ends_with("lists: nothing differs that must not.")),
        "{shown}"
    );
    // Sentences come before the matrix, and lines fit.
    assert!(shown.find("DIFFERENCES") < shown.find("MATRIX"));
    assert!(shown.lines().all(|line| line.chars().count() <= 100), "{shown}");
}

#[test]
fn a_ctl_that_was_not_copied_exits_with_1() {
    let folder = lab("compare-ctl", Some("ctl-not-copied-to-a-node"));
    let output = compare(&["--format", "json"], std::slice::from_ref(&folder));
    assert_eq!(output.status.code(), Some(1));
    let compared: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let first = &compared["comparison"]["sentences"][0];
    assert_eq!((&first["judgement"], &first["rule"]["check"]), (&"not-allowed".into(), &"XF-02".into()));
    let text_of_it = compare(&[], &[folder]);
    assert!(
        text(&text_of_it.stdout).contains("  MUST NOT  The CTLs are not the same file"),
        "{}",
        text(&text_of_it.stdout)
    );
}

#[test]
fn a_checksum_names_the_list_or_exits_with_1() {
    // formats.md, section 8.1.
    let list = sample("own/ITLFile-cucm12style-sha1.tlv");
    let found = compare(&["--checksum", "5557F33920A9AD6E21267494CDD2F384"], std::slice::from_ref(&list));
    assert_eq!(found.status.code(), Some(0), "one list is enough to look for a checksum");
    assert!(text(&found.stdout).contains("This is the MD5 of "), "{}", text(&found.stdout));
    let zeros = "0".repeat(40);
    let none = compare(&["--checksum", &zeros], &[list]);
    assert_eq!(none.status.code(), Some(1));
    assert!(text(&none.stdout).contains("No list here has this SHA-1"));
}

#[test]
fn what_cannot_be_compared_exits_with_2() {
    for (arguments, paths, said) in [
        (&[][..], vec![sample("own/ITLFile-cucm12style-sha1.tlv")], "there are not two trust lists"),
        (&["--checksum", "hello"], vec![sample("own")], "not a checksum"),
        (&[], vec![sample("no such file")], "No such file"),
        (&[], Vec::new(), "PATH"),
    ] {
        let output = compare(arguments, &paths);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(said), "{}", text(&output.stderr));
        assert!(output.stdout.is_empty());
    }
}
