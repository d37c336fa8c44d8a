//! A private key that was given, alone or inside something else, is in nothing that leaves the engine: not in the report, not in its text, and
//! not in what is kept of the case.
//!
//! What is looked for are pieces of the private values as openssl prints them (`fixtures/containers/keys/private-values.tsv`), in every
//! form in which bytes are written.
#![cfg(not(target_arch = "wasm32"))]

use base64::prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD, Engine as _};
use std::collections::HashMap;
use trustlens_core::Case;
use trustlens_core::report::{InputKind, text};
use trustlens_tests::{file_name, files_below, fixture, report, settings};

/// Bytes of a private value that are looked for at a time.
const WINDOW: usize = 12;

/// Pieces of the private values: the first and the last bytes of each, and some between.
fn pieces() -> Vec<Vec<u8>> {
    let table = String::from_utf8(fixture("containers/keys/private-values.tsv")).expect("text");
    let mut pieces = Vec::new();
    for line in table.lines() {
        let hex = line.split('\t').nth(2).expect("three columns");
        let value: Vec<u8> = (0..hex.len() / 2)
            .map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).expect("hexadecimal"))
            .collect();
        assert!(value.len() >= 32, "{line}");
        let places = (0..=value.len() - WINDOW).step_by(10);
        pieces.extend(places.map(|at| value[at..at + WINDOW].to_vec()));
    }
    assert!(pieces.len() > 60);
    pieces
}

/// The ways in which some bytes may be written: as they are, in hexadecimal, in base64 at each of the three alignments, and as lists of numbers.
fn forms(piece: &[u8]) -> Vec<Vec<u8>> {
    let joined = |by: &str| piece.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(by);
    let decimal = piece.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
    let lines = piece.iter().map(|byte| format!("    {byte},")).collect::<Vec<_>>().join("\n");
    let mut forms = vec![piece.to_vec()];
    forms.extend(
        [joined(""), joined("").to_uppercase(), joined(":"), joined(" "), decimal, lines].map(String::into_bytes),
    );
    for skipped in 0..3 {
        // What stands before shifts the bits; only characters that are made of the piece alone are looked for.
        let whole = &piece[skipped..];
        let whole = &whole[..whole.len() / 3 * 3];
        forms.push(BASE64_STANDARD_NO_PAD.encode(whole).into_bytes());
        forms.push(BASE64_URL_SAFE_NO_PAD.encode(whole).into_bytes());
    }
    forms
}

/// Everything that leaves the engine, and what it keeps.
fn everything(case: &mut Case) -> [(&'static str, Vec<u8>); 3] {
    let report = report(case, &settings());
    [
        ("the report in JSON", serde_json::to_vec(&report).expect("a report is JSON")),
        ("the report as text", text::render(&report).into_bytes()),
        ("the case, printed", format!("{case:?}").into_bytes()),
    ]
}

/// What is looked for, by how it begins, so that each place of a text is looked at once.
struct Wanted {
    /// Pairs of bytes that some of it begins with.
    begins: Vec<bool>,
    by_beginning: HashMap<[u8; BEGINNING], Vec<Vec<u8>>>,
}

/// Bytes of a beginning; no form is shorter.
const BEGINNING: usize = 8;

impl Wanted {
    /// Every form of every piece.
    fn all() -> Self {
        let mut wanted = Self { begins: vec![false; 1 << 16], by_beginning: HashMap::new() };
        for form in pieces().iter().flat_map(|piece| forms(piece)) {
            wanted.begins[pair(&form)] = true;
            let beginning = *form.first_chunk().expect("a form is long enough");
            wanted.by_beginning.entry(beginning).or_default().push(form);
        }
        wanted
    }

    /// The first piece of a key that stands in some bytes.
    fn find(&self, bytes: &[u8]) -> Option<String> {
        let places = bytes.windows(BEGINNING).enumerate().filter(|(_, window)| self.begins[pair(window)]);
        let found = places.into_iter().find_map(|(at, window)| {
            let forms = self.by_beginning.get(window)?;
            forms.iter().find(|form| bytes[at..].starts_with(form))
        });
        found.map(|form| String::from_utf8_lossy(form).into_owned())
    }

    /// Says where a piece of a key stands in what leaves the engine.
    fn leaks(&self, case: &mut Case) -> Option<String> {
        everything(case)
            .iter()
            .find_map(|(place, bytes)| self.find(bytes).map(|piece| format!("{place} holds {piece:?}")))
    }
}

/// The first two bytes as a number.
fn pair(bytes: &[u8]) -> usize {
    usize::from(bytes[0]) << 8 | usize::from(bytes[1])
}

/// What a file's name ends in, behind the last dot.
fn ending(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}

fn keeps_to_itself(name: &str, bytes: Vec<u8>, wanted: &Wanted) -> Case {
    let mut case = Case::new();
    case.add(name, bytes);
    assert_eq!(wanted.leaks(&mut case), None, "{name}");
    case.unlock("wrong");
    case.unlock("lab-password");
    assert_eq!(wanted.leaks(&mut case), None, "{name}, after the password");
    case
}

#[test]
fn the_search_finds_keys() {
    // The test is worth nothing if the pieces are not those of the files.
    let wanted = Wanted::all();
    for path in [
        "rsa-pkcs8.der",
        "rsa-pkcs1.der",
        "rsa-pkcs8.pem",
        "rsa-openssh.pem",
        "ec-sec1.pem",
        "ec-pkcs8.der",
        "ed25519-pkcs8.pem",
    ] {
        let bytes = fixture(&format!("containers/keys/{path}"));
        let without_breaks: Vec<u8> =
            if path.ends_with("pem") { bytes.into_iter().filter(|byte| *byte != b'\n').collect() } else { bytes };
        assert!(wanted.find(&without_breaks).is_some(), "{path}");
    }
    let open = fixture("containers/pkcs12/rsa-not-encrypted.p12");
    let printed = [format!("{open:?}").into_bytes(), format!("{open:#?}").into_bytes()];
    assert!(printed.iter().all(|printed| wanted.find(printed).is_some()));
}

#[test]
fn keys_by_themselves() {
    let wanted = Wanted::all();
    for path in files_below("containers/keys").iter().filter(|path| ending(path) != "tsv") {
        let mut case = keeps_to_itself(file_name(path), fixture(path), &wanted);
        let report = report(&mut case, &settings());
        let input = &report.inputs[0];
        assert_eq!(input.kind, InputKind::PrivateKey, "{path}");
        assert!(input.description.contains("not read and not kept"), "{path}: {}", input.description);
        assert!(input.problems.iter().any(|problem| problem.message.contains("pass")), "{path}: {:?}", input.problems);
    }
}

#[test]
fn keys_in_pkcs12_and_keystores() {
    let wanted = Wanted::all();
    for path in files_below("containers/pkcs12").iter().filter(|path| ending(path) != "pem") {
        keeps_to_itself(file_name(path), fixture(path), &wanted);
    }
}

#[test]
fn keys_inside_other_things() {
    let wanted = Wanted::all();
    for path in files_below("containers/keys-inside") {
        let mut case = keeps_to_itself(file_name(&path), fixture(&path), &wanted);
        let report = report(&mut case, &settings());
        let told = report.inputs.iter().any(|input| input.kind == InputKind::PrivateKey);
        assert!(told || path.ends_with("line-of-a-key.txt"), "{path}");
    }
    let utf16 = "containers/text/private-key-utf-16.pem";
    keeps_to_itself("private-key-utf-16.pem", fixture(utf16), &wanted);
}

#[test]
fn certificates_beside_a_key_are_there() {
    let mut case = Case::new();
    case.add("bag-and-keys.pem", fixture("containers/keys-inside/bag-and-keys.pem"));
    let report = report(&mut case, &settings());
    let input = &report.inputs[0];
    assert_eq!(
        (input.kind, input.description.as_str()),
        (InputKind::PrivateKey, "1 certificate in PEM, and 2 private keys, which are not kept")
    );
    assert_eq!(report.certificates[0].common_name, "itlrecovery.lab.example");
}

#[test]
fn passwords_are_printed_nowhere() {
    let mut case = Case::new();
    case.add("rsa-modern.p12", fixture("containers/pkcs12/rsa-modern.p12"));
    case.unlock("lab-password");
    for (place, bytes) in everything(&mut case) {
        assert!(!String::from_utf8_lossy(&bytes).contains("lab-password"), "{place}");
    }
}
