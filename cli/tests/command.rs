//! The command as its user runs it.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/samples").join(name)
}

fn trustlens(arguments: &[&str], paths: &[PathBuf]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trustlens"));
    command.args(arguments).args(paths).stdin(Stdio::null()).output().expect("the command starts")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the command writes UTF-8")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("the report is JSON")
}

#[test]
fn a_sound_list_exits_with_0() {
    let output = trustlens(&["inspect", "--at", "2026-12-01"], &[sample("peer/ITL-allroles-sha1.tlv")]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    assert!(
        text(&output.stdout)
            .contains("signature  GOOD. Signed by SAST2048, record 1; the content is as signed (SHA-1).")
    );
}

#[test]
fn a_bad_signature_exits_with_1() {
    let output = trustlens(&["inspect", "--at", "2026-12-01"], &[sample("own/ITLFile-bad-signature.tlv")]);
    assert_eq!(output.status.code(), Some(1));
    let shown = text(&output.stdout);
    let first_finding = shown.lines().skip_while(|line| *line != "FINDINGS").nth(1).unwrap_or_default();
    assert!(first_finding.contains("CRITICAL SIG-01"), "the worst comes first: {first_finding}");
}

#[test]
fn the_threshold_is_the_users() {
    let paths = [sample("peer/ITL-allroles-sha1.tlv")];
    let strict = trustlens(&["inspect", "--fail-on", "info", "--at", "2026-12-01"], &paths);
    assert_eq!(strict.status.code(), Some(1));
    let lenient = trustlens(&["inspect", "--fail-on", "critical", "--at", "2099-01-01"], &paths);
    assert_eq!(lenient.status.code(), Some(0), "everything has expired, but nothing is critical");
}

#[test]
fn json_is_the_report_of_schema_1() {
    let output = trustlens(
        &["inspect", "--format", "json", "--at", "2026-12-01"],
        &[sample("own/ITLFile-cucm12style-sha1.tlv")],
    );
    let report = json(&output);
    assert_eq!(report["schema"], 1);
    assert_eq!(report["tool"]["name"], "trustlens");
    assert_eq!(report["evaluated_at"], "2026-12-01T00:00:00Z");
    let list = &report["trust_lists"][0];
    assert_eq!((list["list"].as_str(), list["source"].as_str()), (Some("itl"), Some("binary")));
    assert_eq!((list["version"].as_str(), list["header_length"].as_u64()), (Some("1.2"), Some(404)));
    assert_eq!((list["signature"]["status"].as_str(), list["signature"]["record"].as_u64()), (Some("valid"), Some(1)));
    // formats.md, section 8.1, prints the same bytes as `show itl` does.
    assert_eq!(report["inputs"][0]["md5"], "5557f33920a9ad6e21267494cdd2f384");
    assert_eq!(list["records"][0]["certificate_sha1"], "14343cf6b01bda36ffd318642c9ba8d356520c6c");
    assert_eq!(report["certificates"][0]["key"]["bits"], 2048);
}

#[test]
fn renewals_are_printed_as_a_calendar_and_in_the_text() {
    let paths = [sample("own/ITLFile-cucm12style-sha1.tlv")];
    let output = trustlens(&["inspect", "--format", "icalendar", "--at", "2026-12-01"], &paths);
    let calendar = text(&output.stdout);
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"), "{calendar}");
    assert!(calendar.contains("DTSTAMP:20261201T000000Z\r\n"), "{calendar}");
    let shown = trustlens(&["inspect", "--at", "2026-12-01"], &paths);
    let renewals = text(&shown.stdout).lines().skip_while(|line| *line != "RENEWALS");
    assert!(
        renewals.take_while(|line| !line.is_empty()).any(|line| line.contains("P-CAPF")),
        "{}",
        text(&shown.stdout)
    );
}

#[test]
fn folders_are_walked_in_order_and_one_bad_file_hides_nothing() {
    let report = json(&trustlens(&["inspect", "--format", "json"], &[sample("own")]));
    let names: Vec<&str> =
        report["inputs"].as_array().unwrap().iter().filter_map(|input| input["name"].as_str()).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    assert_eq!(names, sorted);
    assert_eq!(names.len(), 10);
    assert_eq!(report["trust_lists"].as_array().map(Vec::len), Some(8), "all but the empty file and the HTML page");
}

#[test]
fn standard_input_is_a_dash() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_trustlens"))
        .args(["inspect", "--format", "json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let bytes = std::fs::read(sample("peer/CTL-sha1.tlv")).expect("the sample is there");
    child.stdin.take().expect("a pipe").write_all(&bytes).expect("the command reads");
    let output = child.wait_with_output().expect("the command ends");
    let report = json(&output);
    assert_eq!(report["inputs"][0]["name"], "standard input");
    assert_eq!(report["trust_lists"][0]["list"], "ctl");
}

#[test]
fn what_cannot_run_exits_with_2_and_says_why() {
    for (arguments, paths, said) in [
        (&["inspect"][..], vec![sample("no such file")], "no such file: No such file"),
        (&["inspect", "--at", "tomorrow"], vec![sample("own")], "write it as 2026-11-23"),
        (&["inspect"], Vec::new(), "PATH"),
        (&["checks", "SIG-99"], Vec::new(), "\"trustlens checks\" lists them"),
        (&["inspect", "--nodes", "/no/such/file"], vec![sample("own")], "/no/such/file: No such file"),
    ] {
        let output = trustlens(arguments, &paths);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(said), "{arguments:?}: {}", text(&output.stderr));
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}

#[test]
fn passwords_come_from_a_file_or_from_standard_input() {
    let container = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/containers").join(name);
    let p12 = container("pkcs12/rsa-modern.p12");
    let locked = json(&trustlens(&["inspect", "--format", "json"], std::slice::from_ref(&p12)));
    assert_eq!(
        (locked["inputs"][0]["locked"].as_bool(), locked["certificates"].as_array().map(Vec::len)),
        (Some(true), Some(0))
    );

    let file = std::env::temp_dir().join(format!("trustlens-passwords-{}", std::process::id()));
    std::fs::write(&file, "another\r\nlab-password\r\n").expect("a file can be written");
    let arguments = ["inspect", "--format", "json", "--passwords", file.to_str().expect("a path in UTF-8")];
    let opened = json(&trustlens(&arguments, &[p12.clone(), container("zip/encrypted.zip")]));
    std::fs::remove_file(&file).expect("the file is there");
    assert_eq!(opened["inputs"][0]["locked"], false);
    assert_eq!(opened["certificates"][0]["subject"], "O=Example Lab, CN=itlrecovery.lab.example");
    assert_eq!(opened["inputs"].as_array().map(Vec::len), Some(5), "the archive has three members");

    let mut child = Command::new(env!("CARGO_BIN_EXE_trustlens"))
        .args(["inspect", "--format", "json", "--passwords", "-"])
        .arg(&p12)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command starts");
    child.stdin.take().expect("a pipe").write_all(b"lab-password").expect("the command reads");
    let output = child.wait_with_output().expect("the command ends");
    assert_eq!(json(&output)["inputs"][0]["locked"], false);
    assert!(!text(&output.stdout).contains("lab-password"), "a password is in no report");

    let both = trustlens(&["inspect", "--passwords", "-", "-"], &[]);
    assert_eq!(both.status.code(), Some(2));
    assert!(text(&both.stderr).contains("either the passwords or what is inspected"));
}

#[test]
fn checks_are_listed_and_explained() {
    let list = trustlens(&["checks"], &[]);
    assert_eq!(list.status.code(), Some(0));
    let lines: Vec<&str> = text(&list.stdout).lines().collect();
    let family = lines.iter().position(|line| *line == "Does the signature hold, and is the signer the right one?");
    assert!(lines[family.expect("families are told")..][1].starts_with("SIG-01   critical  "));
    let one = trustlens(&["checks", "sig-01"], &[]);
    for part in ["SIG-01", "Severity: critical", "Needs:", "What it means", "What to do", "Source"] {
        assert!(text(&one.stdout).contains(part), "{part}");
    }
}

#[test]
fn checks_are_data_too() {
    let all = json(&trustlens(&["checks", "--format", "json"], &[]));
    let all = all.as_array().expect("a list");
    assert!(all.len() > 50);
    let signature = all.iter().find(|check| check["id"] == "SIG-01").expect("it is there");
    assert_eq!(signature["severity"], "critical");
    let one = json(&trustlens(&["checks", "SIG-01", "--format", "json"], &[]));
    assert_eq!(&one, signature);
}

#[test]
fn the_plan_of_a_check_is_printed_on_demand() {
    let all = json(&trustlens(&["checks", "--format", "json"], &[]));
    let planned =
        all.as_array().and_then(|all| all.iter().find(|check| !check["plan"].is_null())).expect("one has a plan");
    let (id, key) = (planned["id"].as_str().unwrap(), planned["plan"]["key"].as_str().unwrap());
    let brief = trustlens(&["checks", id], &[]);
    assert!(text(&brief.stdout).contains(&format!("Plan {key}: ")) && !text(&brief.stdout).contains("STEPS"));
    let full = trustlens(&["checks", id, "--plan"], &[]);
    assert!(text(&full.stdout).contains("  STEPS\n") && text(&full.stdout).contains("   1. "));
    let list = trustlens(&["checks", id, "--plan", "--format", "markdown"], &[]);
    assert!(
        text(&list.stdout).starts_with(&format!("# {key}")) && text(&list.stdout).contains("\n- [ ] "),
        "{}",
        text(&list.stdout)
    );
}

#[test]
fn an_unknown_check_names_those_near_to_it() {
    let output = trustlens(&["checks", "SIG01"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("near to it are SIG-01"), "{}", text(&output.stderr));
    let table = trustlens(&["checks", "SIG-01", "--format", "markdown"], &[]);
    assert_eq!((table.status.code(), table.stdout.is_empty()), (Some(2), true));
}

#[test]
fn what_is_wrong_and_what_to_do_come_first_and_what_was_inferred_is_said() {
    let output = trustlens(&["inspect", "--at", "2026-12-01"], &[sample("own/ITLFile-cucm12style-sha1.tlv")]);
    let shown = text(&output.stdout);
    let context = shown.find("\nCONTEXT\n").expect("there is something to say");
    let inputs = shown.find("  MD5  ").expect("the input is told");
    assert!(context < inputs);
    assert!(shown.contains("  mode       non-secure (inferred)"), "{shown}");
    assert!(shown.contains("Correct it with --release, --mode, --nodes, --phones-without-sbd."));
    assert!(shown.contains("  mode       Non-secure mode: in ITLFile-cucm12style-sha1.tlv"), "{shown}");
    let said =
        trustlens(&["inspect", "--mode", "mixed", "--at", "2026-12-01"], &[sample("own/ITLFile-cucm12style-sha1.tlv")]);
    assert!(text(&said.stdout).contains("  mode       mixed\n"));
}

#[test]
fn text_is_lines_of_plain_characters() {
    let output = trustlens(&["inspect", "--at", "2026-12-01"], &[sample("own"), sample("peer"), sample("cisco-roots")]);
    for line in text(&output.stdout).lines() {
        assert!(!line.chars().any(char::is_control), "{line:?}");
        assert!(!line.ends_with(' '), "{line:?}");
    }
}

#[test]
fn captures_are_read_in_pieces_from_files_and_from_standard_input() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/captures/boot.pcapng");
    let from_file =
        json(&trustlens(&["inspect", "--format", "json", "--at", "2026-11-26"], std::slice::from_ref(&path)));
    let mut child = Command::new(env!("CARGO_BIN_EXE_trustlens"))
        .args(["inspect", "--format", "json", "--at", "2026-11-26", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let bytes = std::fs::read(&path).expect("the capture is there");
    child.stdin.take().expect("a pipe").write_all(&bytes).expect("the command reads");
    let from_pipe = json(&child.wait_with_output().expect("the command ends"));
    for report in [&from_file, &from_pipe] {
        assert_eq!(report["inputs"][0]["kind"], "capture");
        assert_eq!(report["inputs"][0]["size"], bytes.len());
        assert!(report["captures"][0]["packets"].as_u64() > Some(50));
        assert_eq!(report["captures"][0]["transfers"][1]["name"], "CTLSEP001122334455.tlv");
    }
    assert_eq!(from_file["captures"], from_pipe["captures"]);
    assert_eq!(from_file["inputs"][0]["sha256"], from_pipe["inputs"][0]["sha256"]);
}
