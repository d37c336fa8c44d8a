//! `trustlens plan` as its user runs it, on the cluster that the page has as its first example.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../web-app/examples").join(name)
}

/// Two nodes of release 12.5 in mixed mode.
fn plan(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trustlens"));
    command.args(["plan", "--at", "2026-12-01", "--release", "12.5", "--mode", "mixed"]).args(arguments);
    command.arg(example("healthy")).stdin(Stdio::null()).output().expect("the command starts")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the command writes UTF-8")
}

#[test]
fn what_cannot_run_exits_with_2_and_names_what_is_known() {
    let no_list = example("cisco-roots");
    for (arguments, said) in [
        (&[][..], "nothing is to be changed; say what with --regenerate (callmanager, callmanager-ecdsa, capf"),
        (&["--regenerate", "capf,capff"], "write one of callmanager, callmanager-ecdsa, capf"),
        (&["--regenerate", "tvs@cucm-sub9"], "there is no node \"cucm-sub9\"; known are cucm-pub.example.com"),
        (&["--rename", "cucm-sub9"], "cucm-sub1.example.com"),
        (&["--restore"], "--backup"),
        (&["--mixed", "--non-secure"], "cannot be used with"),
        (
            &["--migrate-to", no_list.to_str().expect("a path in UTF-8")],
            "there is no trust list in what --migrate-to names",
        ),
        (&["--tokenless", "--migrate-to", "/no/such/file"], "/no/such/file: No such file"),
    ] {
        let output = plan(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(said), "{arguments:?}: {}", text(&output.stderr));
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}

#[test]
fn the_signer_together_with_tvs_is_refused_with_the_safe_way_instead() {
    // domain.md, section 4.2: never together.
    let output = plan(&["--regenerate", "signer,tvs"]);
    let shown = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{shown}");
    let mut lines = shown.lines();
    assert!(lines.next().is_some_and(|line| line.starts_with("Trustlens ") && line.ends_with("judged by 2026-12-01")));
    let place = |words: &str| shown.find(words).unwrap_or_else(|| panic!("{words} is not in\n{shown}"));
    let order = [
        "PLAN  Renew the signer of the ITL; Renew TVS",
        "  REFUSED. ",
        "WHY NOT",
        "Instead: ",
        "THE SAFE WAY INSTEAD",
        "WINDOW 1 OF ",
    ];
    assert!(order.map(place).is_sorted(), "{shown}");
    for line in shown.lines() {
        assert!(!line.ends_with(' ') && !line.chars().any(char::is_control), "{line:?}");
    }
}

#[test]
fn tomcat_alone_locks_nobody_out() {
    // domain.md, section 1.4: no phone looks at it. Here it is not reused as CallManager.
    let output = plan(&["--regenerate", "tomcat@CUCM-SUB1"]);
    let shown = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{shown}");
    assert!(shown.contains("\nPLAN  Renew Tomcat of cucm-sub1.example.com\n"), "{shown}");
    assert!(!shown.contains("WHY NOT") && shown.contains("WINDOW 1 OF 1  "), "{shown}");
}

#[test]
fn json_is_the_proposal_and_the_checklist_has_a_box_for_every_step() {
    let output = plan(&["--regenerate", "capf", "--format", "json"]);
    let proposal: Value = serde_json::from_slice(&output.stdout).expect("the proposal is JSON");
    assert_eq!(proposal["changes"][0], "Renew CAPF");
    let plans = proposal["windows"]
        .as_array()
        .expect("windows")
        .iter()
        .flat_map(|window| window["plans"].as_array().expect("plans"));
    let steps: Vec<&Value> = plans.flat_map(|plan| plan["steps"].as_array().expect("steps")).collect();
    assert!(steps.len() > 2);

    let output = plan(&["--regenerate", "capf", "--format", "checklist"]);
    let list = text(&output.stdout);
    assert!(list.starts_with("# ") && list.contains("judged by 2026-12-01."), "{list}");
    assert_eq!(list.matches("\n- [ ] **1.** ").count(), list.matches("\n**Steps**\n").count(), "{list}");
    assert!(list.matches("\n- [ ] **").count() >= steps.len(), "{list}");
    for command in steps.iter().flat_map(|step| step["commands"].as_array().expect("commands")) {
        let line = format!("  {}", command.as_str().expect("a command"));
        assert!(list.lines().any(|other| other == line), "{line}");
    }
}

#[test]
fn a_backup_and_another_cluster_are_asked_about_too() {
    let output = plan(&["--restore", "--backup", "2020-01-01"]);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("\nPLAN  Restore a backup\n"));
    let other = example("stale-capf");
    let output = plan(&["--migrate-to", other.to_str().expect("a path in UTF-8")]);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("\nPLAN  Move phones to another cluster\n"));
}

#[test]
fn the_rules_are_printed_without_a_case() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trustlens"));
    let output = command.args(["plan", "--rules"]).stdin(Stdio::null()).output().expect("the command starts");
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("| C-CALLMANAGER-TVS | refuses |"));
}
