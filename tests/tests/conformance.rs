//! The engine held against other programs, from the description of the format alone: `fixtures/make-lists.py` writes files and says
//! what a right reader makes of them, `fixtures/read-samples.py` reads the samples with means of its own, and OpenSSL reads certificates.
//!
//! A test says all disagreements at once. One that is the description's uncertainty stands with its reason in
//! `fixtures/made/lists/exceptions.json`; any other fails the test, and so does an exception that is no longer needed.
#![cfg(not(target_arch = "wasm32"))]

use serde_json::Value;
use std::fmt::Write as _;
use trustlens_core::Case;
use trustlens_core::formats::signed_header::SignedHeader;
use trustlens_core::formats::trust_list::TrustList;
use trustlens_core::text::visible;
use trustlens_tests::{file_name, files_below, fixture, made_lists, report, report_on, settings_at};

// ---------------------------------------------------------------------------------------------------------------------
// Disagreements
// ---------------------------------------------------------------------------------------------------------------------

/// One point in which the engine says something else than was expected.
#[derive(Debug, PartialEq, Eq)]
struct Disagreement {
    /// The name of the case, with `@N` behind it for a file cut after N bytes.
    case: String,
    /// The path of the field in the report: `trust_list.records[0].role`.
    field: String,
    /// What was wanted and what was said.
    message: String,
}

/// Collects the disagreements of a test.
#[derive(Debug, Default)]
struct Disagreements(Vec<Disagreement>);

impl Disagreements {
    /// Notes one.
    fn add(&mut self, case: &str, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(Disagreement { case: case.to_owned(), field: field.into(), message: message.into() });
    }

    /// Fails with all disagreements that are not excepted, and with all exceptions that nothing needs. `about` tells which cases
    /// this test is about.
    fn settle(self, about: impl Fn(&str) -> bool) {
        let exceptions = json("made/lists/exceptions.json");
        let exceptions: Vec<&Value> =
            array(&exceptions["exceptions"]).iter().filter(|exception| about(string(&exception["case"]))).collect();
        let covers = |exception: &Value, found: &Disagreement| {
            exception["case"] == found.case.as_str() && exception["field"] == found.field.as_str()
        };
        let mut failures = String::new();
        for found in &self.0 {
            if !exceptions.iter().any(|exception| covers(exception, found)) {
                let _ = writeln!(failures, "{}: {}: {}", found.case, found.field, found.message);
            }
        }
        for exception in exceptions {
            assert!(!string(&exception["reason"]).is_empty(), "{exception} has no reason");
            if !self.0.iter().any(|found| covers(exception, found)) {
                let _ = writeln!(failures, "an exception that nothing needs: {exception}");
            }
        }
        let count = failures.lines().count();
        assert!(failures.is_empty(), "{count} disagreements\n{failures}");
    }
}

/// A JSON file of the fixtures.
fn json(path: &str) -> Value {
    serde_json::from_slice(&fixture(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The items of an array; none of anything else.
fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The text of a string; empty for anything else.
fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A number of a fixture.
fn number(value: &Value) -> usize {
    value.as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or_else(|| panic!("{value} is no number"))
}

// ---------------------------------------------------------------------------------------------------------------------
// Expectations
// ---------------------------------------------------------------------------------------------------------------------

/// Holds what was said against what is wanted: a field that nothing is wanted of is free. Texts are wanted raw, and said visible.
fn compare(wanted: &Value, said: &Value, field: &str, case: &str, found: &mut Disagreements) {
    if let Some(choices) = wanted.get("any_of") {
        let fits = |choice: &Value| {
            let mut trial = Disagreements::default();
            compare(choice, said, field, case, &mut trial);
            trial.0.is_empty()
        };
        if !array(choices).iter().any(fits) {
            found.add(case, field, format!("wanted one of {choices}, said {said}"));
        }
        return;
    }
    match (wanted, said) {
        (Value::Object(fields), Value::Object(_)) => {
            for (name, wanted) in fields {
                compare(wanted, &said[name.as_str()], &format!("{field}.{name}"), case, found);
            }
        }
        (Value::Array(wanted), Value::Array(said)) => {
            if wanted.len() != said.len() {
                found.add(case, field, format!("wanted {} items, said {}", wanted.len(), said.len()));
            }
            for (index, (wanted, said)) in wanted.iter().zip(said).enumerate() {
                compare(wanted, said, &format!("{field}[{index}]"), case, found);
            }
        }
        (Value::String(wanted), Value::String(said)) if visible(wanted) == said.as_str() => {}
        _ if wanted == said => {}
        _ => found.add(case, field, format!("wanted {wanted}, said {said}")),
    }
}

/// Holds the problems of an input against `none`, `some`, `any` or `{"within": ranges}`.
fn compare_problems(wanted: &Value, input: &Value, case: &str, found: &mut Disagreements) {
    let problems = array(&input["problems"]);
    let said = || Value::from(problems.to_vec());
    let within = |range: &Value| {
        problems.iter().filter_map(|problem| problem["offset"].as_u64()).any(|offset| {
            range[0].as_u64().is_some_and(|low| low <= offset) && range[1].as_u64().is_some_and(|high| offset <= high)
        })
    };
    let holds = match string(wanted) {
        "any" => true,
        "none" => problems.is_empty(),
        "some" => !problems.is_empty(),
        _ => array(&wanted["within"]).iter().any(within),
    };
    if !holds {
        found.add(case, "problems", format!("wanted {wanted}, said {}", said()));
    }
}

/// Holds the findings of a report against those that must and must not be there.
fn compare_findings(wanted: &Value, report: &Value, case: &str, found: &mut Disagreements) {
    let said: Vec<&str> = array(&report["findings"]).iter().map(|finding| string(&finding["check"])).collect();
    let detail = |check: &str| {
        array(&report["findings"])
            .iter()
            .filter(|finding| finding["check"] == check)
            .map(|finding| format!("{} – {}", string(&finding["title"]), string(&finding["detail"])))
            .collect::<Vec<_>>()
            .join("; ")
    };
    for check in array(&wanted["must"]).iter().map(string) {
        if !said.contains(&check) {
            found.add(case, format!("findings.{check}"), format!("must be found; found are {said:?}"));
        }
    }
    for check in array(&wanted["must_not"]).iter().map(string) {
        if said.contains(&check) {
            found.add(case, format!("findings.{check}"), format!("must not be found: {}", detail(check)));
        }
    }
    for group in array(&wanted["one_of"]) {
        if !array(group).iter().any(|check| said.contains(&string(check))) {
            found.add(case, "findings", format!("one of {group} must be found; found are {said:?}"));
        }
    }
}

/// The item of an array of the report that belongs to an input.
fn of_input(items: &Value, id: usize) -> &Value {
    array(items).iter().find(|item| item["input"] == id).unwrap_or(&Value::Null)
}

/// Puts the identifiers of inputs in the place of their numbers within the case.
fn name_inputs(wanted: &mut Value, ids: &[usize]) {
    match wanted {
        Value::Object(fields) => {
            for (name, value) in fields {
                if name == "found_in" {
                    let choices = value["any_of"].as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
                    let named: Vec<usize> = choices.iter().map(|choice| ids[number(choice)]).collect();
                    *value = serde_json::json!({ "any_of": named });
                } else {
                    name_inputs(value, ids);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| name_inputs(item, ids)),
        _ => {}
    }
}

/// Runs one case of an expectation file and holds everything against it. Gives back the report.
fn run_case(folder: &str, expected: &Value, settings: &trustlens_core::Settings, found: &mut Disagreements) -> Value {
    let name = string(&expected["name"]);
    let mut case = Case::new();
    let mut ids = Vec::new();
    for file in array(&expected["files"]) {
        let path = string(&file["path"]);
        let added = case.add(file_name(path), fixture(&format!("{folder}/{path}")));
        ids.push(*added.first().unwrap_or_else(|| panic!("{path} has no identifier")));
    }
    let report = serde_json::to_value(report(&mut case, settings)).expect("a report is JSON");
    for (file, id) in array(&expected["files"]).iter().zip(&ids) {
        let input = array(&report["inputs"]).iter().find(|input| input["id"] == *id).unwrap_or(&Value::Null);
        compare(&file["input"], input, "input", name, found);
        compare_problems(&file["problems"], input, name, found);
        for (kind, said) in [("trust_list", &report["trust_lists"]), ("signed_file", &report["signed_files"])] {
            let said = of_input(said, *id);
            if let Some(wanted) = file.get(kind) {
                let mut wanted = wanted.clone();
                name_inputs(&mut wanted, &ids);
                let first = wanted.as_object_mut().and_then(|fields| fields.remove("first_records"));
                compare(&wanted, said, kind, name, found);
                if let Some(Value::Array(first)) = first {
                    compare_first_records(&first, said, name, found);
                }
            }
        }
    }
    compare_findings(&expected["findings"], &report, name, found);
    report
}

/// Holds the first records of a damaged list against those that are whole; one more may be listed as far as it goes.
fn compare_first_records(wanted: &[Value], list: &Value, case: &str, found: &mut Disagreements) {
    let said = array(&list["records"]);
    if said.len() < wanted.len() || said.len() > wanted.len() + 1 {
        found.add(case, "trust_list.records", format!("wanted {} whole records, said {}", wanted.len(), said.len()));
    }
    for (index, (wanted, said)) in wanted.iter().zip(said).enumerate() {
        compare(wanted, said, &format!("trust_list.records[{index}]"), case, found);
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// The files of make-lists.py
// ---------------------------------------------------------------------------------------------------------------------

const MADE: &str = "made/lists";

#[test]
fn made_files_are_read_as_their_writer_means_them() {
    let expected = json("made/lists/expected.json");
    let settings = settings_at(string(&expected["evaluated_at"]));
    let mut found = Disagreements::default();
    for case in array(&expected["cases"]) {
        let report = run_case(MADE, case, &settings, &mut found);
        let name = string(&case["name"]);
        for certificate in array(&report["certificates"]) {
            match expected["certificates"].get(string(&certificate["sha256"])) {
                Some(wanted) => compare(wanted, certificate, "certificates", name, &mut found),
                None => found.add(name, "certificates", format!("nobody made {}", certificate["subject"])),
            }
        }
        if let Some(text) = first_deceptive(&report) {
            found.add(name, "text", format!("reaches the report unescaped: {text:?}"));
        }
    }
    let cases: Vec<String> = array(&expected["cases"]).iter().map(|case| string(&case["name"]).to_owned()).collect();
    found.settle(|case| cases.iter().any(|name| name == case));
}

#[test]
fn a_cut_list_is_read_as_far_as_it_goes() {
    let expected = json("made/lists/expected.json");
    let settings = settings_at(string(&expected["evaluated_at"]));
    let mut found = Disagreements::default();
    for case in array(&expected["cases"]).iter().filter(|case| case.get("cuts").is_some()) {
        let file = &case["files"][0];
        let whole = fixture(&format!("{MADE}/{}", string(&file["path"])));
        for cut in array(&case["cuts"]) {
            let at = number(&cut["at"]);
            let name = format!("{}@{at}", string(&case["name"]));
            let mut inputs = Case::new();
            inputs.add(string(&case["cut_name"]), whole[..at].to_vec());
            let report = serde_json::to_value(report(&mut inputs, &settings)).expect("a report is JSON");
            let (input, list) = (&report["inputs"][0], &report["trust_lists"][0]);
            compare(&cut["kind"], &input["kind"], "input.kind", &name, &mut found);
            let problems = if cut["within"].is_null() {
                Value::from("none")
            } else {
                serde_json::json!({ "within": cut["within"] })
            };
            compare_problems(&problems, input, &name, &mut found);
            if !list.is_null() {
                compare(&cut["status"], &list["signature"]["status"], "trust_list.signature.status", &name, &mut found);
                let records = array(&file["trust_list"]["records"]);
                let whole_records = number(&cut["whole_records"]);
                compare_first_records(&records[..whole_records], list, &name, &mut found);
            }
            compare_findings(&serde_json::json!({ "must": cut["must"] }), &report, &name, &mut found);
        }
    }
    found.settle(|case| case.contains('@'));
}

#[test]
fn every_made_list_comes_out_as_it_went_in() {
    for path in made_lists() {
        assert_round_trip(&path);
    }
}

/// The first text of a report that holds a character which acts on the text around it or cannot be seen.
fn first_deceptive(value: &Value) -> Option<String> {
    // Written down here once more, and shorter than the engine's own table: what the fixtures hold.
    let deceptive = |character: char| {
        character.is_control()
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    match value {
        Value::String(text) => text.contains(deceptive).then(|| text.clone()),
        Value::Array(items) => items.iter().find_map(first_deceptive),
        // PEM has lines, and nothing of it comes from a file as text.
        Value::Object(fields) => {
            fields.iter().filter(|(name, _)| *name != "pem").find_map(|(_, value)| first_deceptive(value))
        }
        _ => None,
    }
}

/// What was decoded from a file encodes to the same bytes.
fn assert_round_trip(path: &str) {
    let bytes = fixture(path);
    if !SignedHeader::begins(&bytes) {
        return;
    }
    let (header, _damages) = SignedHeader::decode(&bytes);
    let mut front = Vec::new();
    header.encode(&mut front);
    assert_eq!(front, bytes[..front.len()], "{path}: the header");
    let (list, _damages) = TrustList::decode(&bytes, header);
    assert!(list.encode() == bytes, "{path} comes out different");
}

// ---------------------------------------------------------------------------------------------------------------------
// The samples
// ---------------------------------------------------------------------------------------------------------------------

#[test]
fn samples_are_read_as_another_reader_reads_them() {
    let expected = json("samples-expected.json");
    let settings = settings_at(string(&expected["evaluated_at"]));
    let mut found = Disagreements::default();
    let mut seen = Vec::new();
    for case in array(&expected["cases"]) {
        run_case("samples", case, &settings, &mut found);
        seen.push(string(&case["name"]).to_owned());
    }
    for path in files_below("samples") {
        let name = path.trim_start_matches("samples/");
        assert!(seen.iter().any(|seen| seen == name), "nothing is expected of {name}: run read-samples.py");
    }
    found.settle(|case| seen.iter().any(|name| name == case));
}

#[test]
fn every_sample_comes_out_as_it_went_in() {
    let mut whole = 0;
    for path in files_below("samples") {
        assert_round_trip(&path);
        whole += usize::from(SignedHeader::begins(&fixture(&path)));
    }
    assert_eq!(whole, 18, "trust lists and signed files among the samples");
}

// ---------------------------------------------------------------------------------------------------------------------
// Certificates
// ---------------------------------------------------------------------------------------------------------------------

/// `C=US, O=Cisco` as pairs; the attributes of the samples have neither commas nor escapes in them.
fn name_pairs(name: &str) -> Vec<(String, String)> {
    name.split([',', ';'])
        .filter_map(|part| part.trim().split_once('='))
        .map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

#[test]
fn cisco_certificates_are_read_as_openssl_reads_them() {
    let expected = json("samples-expected.json");
    let wanted = array(&expected["certificates"]);
    let paths: Vec<String> = wanted.iter().map(|entry| string(&entry["path"]).to_owned()).collect();
    assert_eq!(paths.len(), files_below("samples/cisco-roots").len(), "run read-samples.py");
    let inputs = paths.iter().map(|path| (path.as_str(), fixture(&format!("samples/{path}"))));
    let report = serde_json::to_value(report_on(inputs)).expect("a report is JSON");
    let said = array(&report["certificates"]);
    assert_eq!(said.len(), wanted.len());
    let mut found = Disagreements::default();
    for wanted in wanted {
        let path = &format!("openssl/{}", string(&wanted["path"]));
        let Some(said) = said.iter().find(|said| said["sha256"] == wanted["sha256"]) else {
            found.add(path, "sha256", "no certificate has it");
            continue;
        };
        for field in ["sha1", "md5", "size", "serial", "key", "signature_algorithm", "self_signed"] {
            compare(&wanted[field], &said[field], field, path, &mut found);
        }
        // Fractions of a second, which two of these have, may be shown or dropped.
        for field in ["not_before", "not_after"] {
            let (wanted, said) = (string(&wanted[field]), string(&said[field]));
            if wanted.get(..19) != said.get(..19) {
                found.add(path, field, format!("wanted {wanted}, said {said}"));
            }
        }
        for field in ["subject", "issuer"] {
            let pairs: Vec<(String, String)> = array(&wanted[field])
                .iter()
                .map(|pair| (string(&pair[0]).to_owned(), string(&pair[1]).to_owned()))
                .collect();
            if pairs != name_pairs(string(&said[field])) {
                found.add(path, field, format!("wanted {}, said {}", wanted[field], said[field]));
            }
        }
        // OpenSSL says which of the others verify it.
        let signers = array(&wanted["signed_by"]);
        let status = if signers.is_empty() { "issuer-missing" } else { "valid" };
        compare(&Value::from(status), &said["signature"]["status"], "signature.status", path, &mut found);
        if !signers.is_empty() && !signers.contains(&said["signature"]["issuer_certificate"]) {
            found.add(
                path,
                "signature.issuer_certificate",
                format!("wanted one of {signers:?}, said {}", said["signature"]),
            );
        }
    }
    found.settle(|case| case.starts_with("openssl/"));
}
