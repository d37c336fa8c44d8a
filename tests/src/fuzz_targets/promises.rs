//! What holds for any bytes.

use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;
use trustlens_core::Case;
use trustlens_core::formats::signed_header::SignedHeader;
use trustlens_core::formats::trust_list::TrustList;
use trustlens_core::intake::{self, Allowance, Artifact, Candidate, Recognised};
use trustlens_core::report::{InputKind, Report, text};
use trustlens_core::text::visible;

/// Rounds of hashing that may be spent on a password: what most programs ask for, and few enough to try many inputs.
const ROUNDS: u64 = 50_000;

/// Bytes as they are and wrapped: what may come out of an input is bound by the allowance and by its own size, for base64.
fn most(size: usize) -> u64 {
    Allowance::default().bytes + u64::try_from(size).unwrap_or(u64::MAX)
}

/// What is decoded encodes to the same bytes, and what is wrong with them lies in them.
pub fn keeps_encoding(bytes: &[u8]) {
    if !SignedHeader::begins(bytes) {
        return;
    }
    let (header, damages) = SignedHeader::decode(bytes);
    let mut front = Vec::new();
    header.encode(&mut front);
    assert!(bytes.starts_with(&front), "the header comes out as it went in");
    assert!(damages.iter().all(|damage| damage.offset <= bytes.len()), "damage lies in the file");
    let (list, damages) = TrustList::decode(bytes, header);
    assert!(list.encode() == bytes, "the list comes out as it went in");
    assert!(damages.iter().all(|damage| damage.offset <= bytes.len()), "damage lies in the file");
}

/// Recognises an input and says what it is: it gives no more than the allowance, and only text that is safe to show.
pub fn keeps_when_recognised(name: &str, bytes: &[u8], passwords: &[String]) {
    let _ = kind_when_recognised(name, bytes, passwords);
}

/// The same, and the kind that it is.
#[must_use]
pub fn kind_when_recognised(name: &str, bytes: &[u8], passwords: &[String]) -> InputKind {
    let mut allowance = Allowance { rounds: ROUNDS, ..Allowance::default() };
    let recognised = intake::recognise(&Candidate { name, bytes, passwords }, &mut allowance);
    let Recognised { description, problems, members, artifact, .. } = &recognised;
    assert!(!description.is_empty(), "every input is described");
    is_visible("description", description);
    for problem in problems {
        is_visible("problem", &problem.message);
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        assert!(problem.offset.is_none_or(|offset| offset <= size), "{problem:?} lies behind {size} bytes");
    }
    assert!(members.len() <= Allowance::default().members, "no member beyond the allowance");
    let total: u64 = members.iter().map(|member| u64::try_from(member.bytes.len()).unwrap_or(u64::MAX)).sum();
    assert!(total <= most(bytes.len()), "no byte beyond the allowance");
    match artifact {
        Artifact::Log(log) => all_visible(log),
        Artifact::Capture(capture) => all_visible(capture),
        Artifact::Listing(listing) => all_visible(listing),
        Artifact::Configuration(configuration) => all_visible(configuration),
        _ => {}
    }
    recognised.kind
}

/// Draws the full report on inputs, as data and as text.
pub fn keeps_in_full(inputs: &[(&str, &[u8])]) {
    let mut case = Case::new();
    for (name, bytes) in inputs {
        case.add(name, bytes.to_vec());
    }
    let report = crate::report(&mut case, &crate::settings());
    keeps_report(&report, inputs.iter().map(|(_, bytes)| bytes.len()).sum());
}

/// What holds for every report on inputs of `size` bytes.
pub fn keeps_report(report: &Report, size: usize) {
    all_visible(report);
    for line in text::render(report).lines() {
        is_visible("line of the text", line);
    }
    let found = report.inputs.iter().filter(|input| input.parent.is_some());
    assert!(found.clone().map(|input| input.size).sum::<u64>() <= most(size), "no byte beyond the allowance");
    assert!(found.count() <= Allowance::default().members, "no member beyond the allowance");
    for input in &report.inputs {
        let lies_behind =
            input.problems.iter().find(|problem| problem.offset.is_some_and(|offset| offset > input.size));
        assert!(lies_behind.is_none(), "{lies_behind:?} lies behind {} bytes", input.size);
        assert!(
            input.parent.is_none_or(|parent| report.input(parent).is_some()),
            "an input of a parent that is not there"
        );
    }
    for evidence in report.findings.iter().flat_map(|finding| &finding.evidence) {
        let certificate = evidence.certificate.as_deref().is_none_or(|sha256| report.certificate(sha256).is_some());
        assert!(certificate, "{evidence:?} names a certificate that is not there");
        let Some(input) = evidence.input else { continue };
        let input = report.input(input).unwrap_or_else(|| panic!("{evidence:?} names an input that is not there"));
        assert!(
            evidence.offset.is_none_or(|offset| offset <= input.size),
            "{evidence:?} lies behind {} bytes",
            input.size
        );
    }
    assert!(report.findings.is_sorted_by_key(|finding| finding.severity), "worst first");
}

/// Every text in a value can be shown as it is.
fn all_visible(value: &impl Serialize) {
    let value = serde_json::to_value(value).unwrap_or_else(|error| panic!("a part of the report is no JSON: {error}"));
    walk("", &value);
}

fn walk(name: &str, value: &Value) {
    match value {
        // PEM has lines by its nature, and is written here and not by the file.
        Value::String(text) if name != "pem" => is_visible(name, text),
        Value::Array(values) => values.iter().for_each(|value| walk(name, value)),
        Value::Object(fields) => fields.iter().for_each(|(name, value)| walk(name, value)),
        _ => {}
    }
}

fn is_visible(name: &str, text: &str) {
    assert!(matches!(visible(text), Cow::Borrowed(_)), "{name} holds what cannot be seen: {text:?}");
}

/// A sentence for people says something, and holds nothing that a terminal would obey.
pub fn keeps_text(sentence: &str) {
    assert!(!sentence.trim().is_empty(), "a sentence says something");
    assert!(!sentence.chars().any(|character| character.is_control() && character != '\n'), "{sentence:?}");
}
