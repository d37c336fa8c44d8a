//! What must hold for any bytes: nothing is lost, nothing panics, and what a case says depends on its inputs alone.
//!
//! The inputs are the samples with bytes flipped, cut, inserted, taken out and doubled, elements without sense, and text that
//! resembles PEM.
#![cfg(not(target_arch = "wasm32"))]

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use trustlens_core::Case;
use trustlens_core::formats::signed_header::SignedHeader;
use trustlens_core::formats::trust_list::TrustList;
use trustlens_core::report::Report;
use trustlens_tests::{file_name, files_below, fixture, made_lists, report, report_on, settings};

/// A file with its name.
type Named = (String, Vec<u8>);

/// The samples, and the made files that are small: lists, requests, configurations and what consoles print.
static FILES: LazyLock<Vec<Named>> = LazyLock::new(|| {
    let mut paths = files_below("samples");
    paths.extend(made_lists());
    paths.extend(["requests", "configurations", "console"].into_iter().flat_map(files_below));
    let files = paths.into_iter().map(|path| (file_name(&path).to_owned(), fixture(&path)));
    files.filter(|(_, bytes)| bytes.len() < 16_384).collect()
});

/// Those of [`FILES`] that begin with a signed header.
static SIGNED: LazyLock<Vec<Named>> =
    LazyLock::new(|| FILES.iter().filter(|(_, bytes)| SignedHeader::begins(bytes)).cloned().collect());

/// Settings of a property: how many inputs it is tried on, times the environment's `TRUSTLENS_PATIENCE`. A failure is printed, not
/// kept in a file; keep it as a test.
fn tried_on(cases: u32) -> ProptestConfig {
    let patience = std::env::var("TRUSTLENS_PATIENCE").ok().and_then(|patience| patience.parse().ok()).unwrap_or(1);
    ProptestConfig {
        cases: cases.saturating_mul(patience),
        max_shrink_iters: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Inputs
// ---------------------------------------------------------------------------------------------------------------------

/// One thing that is done to a file.
#[derive(Debug, Clone)]
enum Mutation {
    /// Some bits of a byte turn over.
    Flip(Index, u8),
    /// Everything behind a place goes.
    Cut(Index),
    /// Bytes are put in.
    Insert(Index, Vec<u8>),
    /// Bytes are taken out.
    Remove(Index, usize),
    /// A part stands twice.
    Double(Index, usize),
}

impl Mutation {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let place = |index: &Index, bytes: &[u8]| index.index(bytes.len() + 1);
        match self {
            Self::Flip(index, bits) => {
                if !bytes.is_empty() {
                    let at = index.index(bytes.len());
                    bytes[at] ^= bits;
                }
            }
            Self::Cut(index) => bytes.truncate(place(index, bytes)),
            Self::Insert(index, inserted) => {
                let at = place(index, bytes);
                bytes.splice(at..at, inserted.iter().copied());
            }
            Self::Remove(index, count) => {
                let at = place(index, bytes);
                let end = (at + count).min(bytes.len());
                bytes.drain(at..end);
            }
            Self::Double(index, count) => {
                let at = place(index, bytes);
                let part = bytes[at..(at + count).min(bytes.len())].to_vec();
                bytes.splice(at..at, part);
            }
        }
    }
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let inserted = prop_oneof![vec(any::<u8>(), 1..24), Just(vec![0x0D]), Just(vec![0; 64]), Just(vec![1, 0, 2, 0, 5])];
    prop_oneof![
        4 => (any::<Index>(), 1..=255_u8).prop_map(|(index, bits)| Mutation::Flip(index, bits)),
        1 => any::<Index>().prop_map(Mutation::Cut),
        2 => (any::<Index>(), inserted).prop_map(|(index, bytes)| Mutation::Insert(index, bytes)),
        2 => (any::<Index>(), 1..64_usize).prop_map(|(index, count)| Mutation::Remove(index, count)),
        1 => (any::<Index>(), 1..600_usize).prop_map(|(index, count)| Mutation::Double(index, count)),
    ]
}

/// A file of a choice with some mutations, none included. Half of the mutations strike the header, which is small.
fn mutated(files: &'static [Named]) -> impl Strategy<Value = Named> {
    (select(files), vec((mutation(), any::<bool>()), 0..5)).prop_map(|((name, mut bytes), mutations)| {
        for (mutation, in_front) in mutations {
            let behind = if in_front && bytes.len() > 450 { bytes.split_off(450) } else { Vec::new() };
            mutation.apply(&mut bytes);
            bytes.extend(behind);
        }
        (name, bytes)
    })
}

/// Elements without sense: tags that mean something and others, lengths that are right, and some that are not.
fn elements() -> impl Strategy<Value = Vec<u8>> {
    let tag = prop_oneof![3 => 0..30_u8, 1 => any::<u8>()];
    let element = (tag, vec(any::<u8>(), 0..40), prop::option::weighted(0.1, any::<u16>()));
    vec(element, 0..40).prop_map(|elements| {
        let mut bytes = Vec::new();
        for (tag, value, wrong_length) in elements {
            bytes.push(tag);
            if tag != 0x0D {
                let length = wrong_length.unwrap_or_else(|| u16::try_from(value.len()).unwrap_or(u16::MAX));
                bytes.extend(length.to_be_bytes());
            }
            bytes.extend(value);
        }
        bytes
    })
}

/// Elements without sense behind the beginning of a header.
fn soup() -> impl Strategy<Value = Vec<u8>> {
    (any::<[u8; 2]>(), prop_oneof![3 => 0..600_u16, 1 => any::<u16>()], elements()).prop_map(
        |(version, length, rest)| {
            let mut bytes = vec![1, 0, 2, version[0], version[1], 2, 0, 2];
            bytes.extend(length.to_be_bytes());
            bytes.extend(rest);
            bytes
        },
    )
}

/// Text that resembles PEM: armour whole and broken, with base64 of certificates, of nothing, and other text between.
fn pem_like() -> impl Strategy<Value = Vec<u8>> {
    let block = fixture("samples/cisco-roots/cmca.pem");
    let body: String = String::from_utf8_lossy(&block).lines().filter(|line| !line.starts_with('-')).collect();
    let label = select(vec!["CERTIFICATE", "CERTIFICATE REQUEST", "PKCS7", "RSA PRIVATE KEY", "X509 CRL", ""]);
    let part = prop_oneof![
        label.clone().prop_map(|label| format!("-----BEGIN {label}-----\n")),
        label.prop_map(|label| format!("-----END {label}-----\r\n")),
        (0..body.len(), any::<bool>()).prop_map(move |(length, whole)| if whole {
            body.clone()
        } else {
            body[..length].to_owned()
        }),
        "[A-Za-z0-9+/=\n]{0,80}",
        "[ -~\n]{0,60}",
        Just("\u{feff}".to_owned()),
        Just("-----BEGIN CERTIFICATE".to_owned()),
    ];
    vec(part, 0..10).prop_map(|parts| parts.concat().into_bytes())
}

// ---------------------------------------------------------------------------------------------------------------------
// Nothing is lost
// ---------------------------------------------------------------------------------------------------------------------

/// What is decoded encodes to the same bytes, whatever they are.
fn comes_out_as_it_went_in(bytes: &[u8]) -> Result<(), TestCaseError> {
    if !SignedHeader::begins(bytes) {
        return Ok(());
    }
    let (header, _damages) = SignedHeader::decode(bytes);
    let mut front = Vec::new();
    header.encode(&mut front);
    prop_assert!(bytes.starts_with(&front), "the header");
    let (list, damages) = TrustList::decode(bytes, header);
    prop_assert!(list.encode() == bytes, "the list");
    for damage in damages {
        prop_assert!(damage.offset <= bytes.len(), "{damage:?} lies behind the file");
    }
    Ok(())
}

proptest! {
    #![proptest_config(tried_on(4_000))]

    #[test]
    fn a_mutated_file_comes_out_as_it_went_in((_name, bytes) in mutated(&SIGNED)) {
        comes_out_as_it_went_in(&bytes)?;
    }

    #[test]
    fn elements_without_sense_come_out_as_they_went_in(bytes in soup()) {
        comes_out_as_it_went_in(&bytes)?;
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Nothing panics, and there is always a report
// ---------------------------------------------------------------------------------------------------------------------

/// Draws the report on one input, and holds it against what is true of every report.
fn gives_a_report(name: &str, bytes: Vec<u8>) -> Result<(), TestCaseError> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let report = report_on([(name, bytes)]);
    prop_assert!(!report.inputs.is_empty());
    prop_assert_eq!(report.inputs[0].size, size);
    for input in &report.inputs {
        for problem in &input.problems {
            prop_assert!(problem.offset.is_none_or(|offset| offset <= input.size), "{:?}", problem);
            prop_assert!(!problem.message.is_empty());
        }
    }
    for record in report.trust_lists.iter().flat_map(|list| &list.records) {
        prop_assert!(record.offset < size);
    }
    let known = |sha256: &String| report.certificates.iter().any(|certificate| certificate.sha256 == *sha256);
    for named in
        report.trust_lists.iter().flat_map(|list| &list.records).filter_map(|record| record.certificate.as_ref())
    {
        prop_assert!(known(named), "{} is not listed", named);
    }
    let counted = report.summary.critical + report.summary.error + report.summary.warning + report.summary.info;
    prop_assert_eq!(counted, report.findings.len());
    prop_assert!(report.findings.is_sorted_by_key(|finding| finding.severity), "worst first");
    let text = serde_json::to_string(&report).expect("a report is JSON");
    let again: Report = serde_json::from_str(&text).expect("and can be read again");
    prop_assert_eq!(again, report);
    Ok(())
}

proptest! {
    #![proptest_config(tried_on(150))]

    #[test]
    fn random_bytes_give_a_report(bytes in vec(any::<u8>(), 0..2_000), name in "[ -~]{0,12}(\\.(tlv|sgn|pem|txt))?") {
        gives_a_report(&name, bytes)?;
    }

    #[test]
    fn elements_without_sense_give_a_report(bytes in soup()) {
        gives_a_report("ITLFile.tlv", bytes)?;
    }

    #[test]
    fn text_like_pem_gives_a_report(bytes in pem_like()) {
        gives_a_report("bundle.pem", bytes)?;
    }
}

proptest! {
    #![proptest_config(tried_on(250))]

    #[test]
    fn mutated_files_give_a_report((name, bytes) in mutated(&FILES)) {
        gives_a_report(&name, bytes)?;
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// A case is its inputs
// ---------------------------------------------------------------------------------------------------------------------

/// Names the inputs of a report by their place, so that reports of cases with another past can be compared.
fn by_place(report: &Report) -> Value {
    fn rename_one(value: &mut Value, places: &BTreeMap<u64, usize>) -> bool {
        let place = value.as_u64().and_then(|id| places.get(&id));
        if let Some(place) = place {
            *value = Value::from(*place);
        }
        place.is_some()
    }
    fn rename(value: &mut Value, places: &BTreeMap<u64, usize>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    let names_inputs =
                        ["id", "input", "inputs", "parent", "found_in", "same_as", "from_lists", "to_lists", "holds"]
                            .contains(&name.as_str());
                    match value {
                        // Numbers of several inputs.
                        Value::Array(items) if names_inputs => {
                            for item in items {
                                if !rename_one(item, places) {
                                    rename(item, places);
                                }
                            }
                        }
                        one => {
                            if !(names_inputs && rename_one(one, places)) {
                                rename(one, places);
                            }
                        }
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| rename(item, places)),
            _ => {}
        }
    }
    let ids = report.inputs.iter().filter_map(|input| u64::try_from(input.id).ok());
    let places = ids.zip(0..).collect();
    let mut value = serde_json::to_value(report).expect("a report is JSON");
    rename(&mut value, &places);
    value
}

/// What a report says of each file and certificate, without saying it in an order. Which key a bad verdict names is left out: where
/// two certificates have the signer's serial number and issuer, the first that was given is named.
fn verdicts(report: &Report) -> BTreeMap<String, Vec<String>> {
    let mut said: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let name = |id: usize| report.inputs.iter().find(|input| input.id == id).map_or("", |input| input.name.as_str());
    let mut add = |about: &str, text: String| said.entry(about.to_owned()).or_default().push(text);
    for input in &report.inputs {
        add(&input.name, format!("{:?} {:?}", input.kind, input.problems));
    }
    for list in &report.trust_lists {
        add(name(list.input), format!("{:?} {:?}", list.list, list.signature.status));
    }
    for file in &report.signed_files {
        add(name(file.input), format!("{:?}", file.signature.status));
    }
    for certificate in &report.certificates {
        add(&certificate.sha256, format!("{:?} {}", certificate.signature.status, certificate.self_signed));
    }
    for finding in &report.findings {
        add("findings", format!("{} {:?}", finding.check, finding.severity));
    }
    for texts in said.values_mut() {
        texts.sort();
    }
    said
}

/// Some files, each with a name of its own. Mostly signed files and lists that have to do with each other.
fn some_files() -> impl Strategy<Value = Vec<Named>> {
    vec(prop_oneof![mutated(&FILES), select(FILES.as_slice())], 1..6).prop_map(|files| {
        let numbered = files.into_iter().enumerate();
        numbered.map(|(number, (name, bytes))| (format!("{number}/{name}"), bytes)).collect()
    })
}

fn inputs(files: &[Named]) -> impl Iterator<Item = (&str, Vec<u8>)> {
    files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone()))
}

proptest! {
    #![proptest_config(tried_on(60))]

    #[test]
    fn what_was_taken_away_leaves_nothing_behind(
        files in some_files(),
        taken in vec(any::<bool>(), 6),
        reported_before in any::<bool>(),
    ) {
        let mut case = Case::new();
        let ids: Vec<usize> = inputs(&files).map(|(name, bytes)| case.add(name, bytes)[0]).collect();
        if reported_before {
            let _ = report(&mut case, &settings());
        }
        let mut rest = Vec::new();
        for ((file, id), taken) in files.iter().zip(ids).zip(taken) {
            if taken {
                case.remove(id);
            } else {
                rest.push(file.clone());
            }
        }
        let left = by_place(&report(&mut case, &settings()));
        let fresh = by_place(&report_on(inputs(&rest)));
        prop_assert_eq!(left, fresh);
    }

    #[test]
    fn the_order_of_inputs_changes_no_verdict(
        (files, shuffled) in some_files().prop_flat_map(|files| (Just(files.clone()), Just(files).prop_shuffle())),
    ) {
        let (one, other) = (report_on(inputs(&files)), report_on(inputs(&shuffled)));
        prop_assert_eq!(verdicts(&one), verdicts(&other));
    }
}
