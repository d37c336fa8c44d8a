//! `trustlens phone` as its user runs it. The lists are those of tests/fixtures/phone: two generations of an ITL, and one of another cluster.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn list(name: &str) -> String {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/phone").join(name);
    path.to_str().expect("a path in UTF-8").to_owned()
}

fn phone(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trustlens"));
    command.arg("phone").args(arguments).stdin(Stdio::null()).output().expect("the command starts")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the command writes UTF-8")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// The verdicts of all starts, and what each start holds and is offered.
fn starts(output: &Output) -> Vec<(String, usize, Vec<String>)> {
    let starts = json(output);
    let starts = starts.as_array().expect("a list");
    let start = |start: &Value| {
        let decisions = start["decisions"].as_array().expect("decisions");
        let offered = decisions.iter().filter_map(|decision| Some(decision["offered"].as_str()?.to_owned()));
        let verdict = start["verdict"].as_str().expect("a verdict").to_owned();
        (verdict, start["holds"].as_array().map_or(0, Vec::len), offered.collect())
    };
    starts.iter().map(start).collect()
}

#[test]
fn what_every_phone_takes_exits_with_0_and_tells_every_question() {
    let output = phone(&["--holds", &list("before"), "--offered", &list("after")]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let shown = text(&output.stdout);
    let lines: Vec<&str> = shown.lines().collect();
    assert!(lines[0].starts_with("A phone that holds before/ITLFile.tlv of "), "{shown}");
    assert_eq!(lines[1], "  ACCEPTED  It takes everything that it is offered.");
    assert!(shown.contains("after/ITLFile.tlv (ITL): accepted. The phone knows the signer from its ITL"), "{shown}");
    // Question, answer with its reason, what follows, source: each on lines of its own, numbered from 1.
    assert!(shown.contains(
        "\n   1. Can a phone load the file?\n      Yes. after/ITLFile.tlv is whole.\n      Rule L-READABLE. Source: "
    ));
    assert!(shown.contains("\n      Then: on to L-OPENS-BY-ITL.\n"), "{shown}");
    for line in lines {
        assert!(!line.chars().any(char::is_control) && !line.ends_with(' '), "{line:?}");
        assert!(line.chars().count() <= 100, "{line:?}");
    }
}

#[test]
fn a_phone_that_refuses_exits_with_1_and_is_told_what_to_do() {
    let (before, other) = (list("before/ITLFile.tlv"), list("other/ITLFile.tlv"));
    let output = phone(&["--holds", &before, "--offered", &other, "--tvs", "none"]);
    assert_eq!(output.status.code(), Some(1));
    let shown = text(&output.stdout);
    assert!(shown.lines().nth(1).is_some_and(|line| line.starts_with("  REFUSED   ")), "{shown}");
    let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("reaches no TVS that it could ask."), "{shown}");
    assert!(shown.lines().any(|line| line.starts_with("  Do: Plan P-")), "{shown}");
}

#[test]
fn what_is_open_exits_with_1_and_names_what_is_missing() {
    let output = phone(&["--holds", &list("before"), "--offered", &list("other")]);
    assert_eq!(output.status.code(), Some(1));
    let shown = text(&output.stdout);
    assert!(shown.lines().nth(1).is_some_and(|line| line.starts_with("  OPEN      ")), "{shown}");
    assert!(shown.contains("Then: with yes it is open, with no refused."), "{shown}");
    assert!(shown.contains("      Missing: the servers' own certificates, and those in CallManager-trust"), "{shown}");
}

#[test]
fn without_holds_it_is_a_first_start_and_without_offered_the_newest_is_offered() {
    let output = phone(&["--format", "json", &list("before"), &list("after")]);
    assert_eq!(output.status.code(), Some(0));
    let found = starts(&output);
    assert_eq!(found, [("accepted".to_owned(), 0, vec!["after/ITLFile.tlv".to_owned()])]);
    let output = phone(&["--format", "json", "--holds", &list("before"), &list("before"), &list("after")]);
    assert_eq!(starts(&output), [("accepted".to_owned(), 1, vec!["after/ITLFile.tlv".to_owned()])]);
}

#[test]
fn several_held_lists_are_several_phones() {
    let holds = ["--holds", &list("before"), "--holds", &list("other")];
    let output = phone(&[&holds[..], &["--offered", &list("after"), "--format", "json", "--tvs", "none"]].concat());
    let verdicts: Vec<String> = starts(&output).into_iter().map(|(verdict, ..)| verdict).collect();
    assert_eq!(verdicts, ["accepted", "refused"]);
    assert_eq!(output.status.code(), Some(1), "one refuses");
}

#[test]
fn the_same_file_can_be_held_and_offered() {
    let one = list("before/ITLFile.tlv");
    let output = phone(&["--holds", &one, "--offered", &one, "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let found = starts(&output);
    assert_eq!((found.len(), found[0].0.as_str(), found[0].1, found[0].2.len()), (1, "accepted", 1, 1));
}

#[test]
fn what_phones_are_and_meet_can_be_said() {
    // Without Security By Default a phone never asks for an ITL (Cisco doc 118893).
    let output = phone(&["--holds", &list("before"), "--offered", &list("other"), "--without-sbd"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("(ITL): not asked for."), "{}", text(&output.stdout));
    // Of a node that the case does not tell of it is not known what its TVS shows.
    let named = |nodes: &str| phone(&["--holds", &list("before"), "--offered", &list("other"), "--tvs", nodes]);
    assert!(
        text(&named("nowhere,elsewhere").stdout).contains("Missing: the TVS certificate of nowhere and elsewhere;")
    );
    assert!(text(&named("cucm-pub").stdout).contains("It reaches cucm-pub.example.com."));
}

#[test]
fn the_rules_are_printed_without_a_case() {
    let as_text = phone(&["--rules"]);
    assert_eq!(as_text.status.code(), Some(0));
    let shown = text(&as_text.stdout);
    for part in ["A CTL OR AN ITL", "A SIGNED FILE", "L-READABLE  ", "  yes  ", "  no  ", "  source  "] {
        assert!(shown.contains(part), "{part}");
    }
    let as_data = json(&phone(&["--rules", "--format", "json"]));
    let rules = as_data.as_array().expect("a list");
    assert!(rules.iter().all(|rule| rule["question"].as_str().is_some_and(|question| question.ends_with('?'))));
    let as_table = phone(&["--rules", "--format", "markdown"]);
    for rule in rules {
        let id = rule["id"].as_str().expect("an id");
        assert!(shown.contains(id) && text(&as_table.stdout).contains(&format!("| {id} |")), "{id}");
    }
}

#[test]
fn what_cannot_run_exits_with_2_and_says_why() {
    let certificate = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/samples/cisco-roots/crcam2.pem");
    let certificate = certificate.to_str().expect("a path in UTF-8");
    let one = list("before");
    for (arguments, said) in [
        (vec![], "say what phones hold"),
        (vec!["--holds", certificate, "--offered", &one], "so nothing that a phone could hold"),
        (vec!["--holds", &one, "--offered", certificate], "neither a trust list nor a signed file"),
        (vec!["--holds", &one], "nothing is offered that phones do not hold already"),
        (vec![certificate], "neither a trust list nor a signed file"),
        (vec!["--holds", "/no/such/file"], "/no/such/file: No such file"),
        (vec!["--holds", &one, "--tvs", ""], "write all, none, or the names of nodes"),
        (vec!["--holds", &one, "--format", "markdown"], "it goes with --rules"),
        (vec!["--rules", "--holds", &one], "cannot be used with"),
    ] {
        let output = phone(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(said), "{arguments:?}: {}", text(&output.stderr));
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}
