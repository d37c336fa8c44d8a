//! What `show itl` and `show ctl` print is read as the list that it was printed from, whatever terminals and people did to the text.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use proptest::sample::select;
use std::sync::LazyLock;
use trustlens_core::formats::signed_header::SignedHeader;
use trustlens_core::formats::trust_list::{Role, TrustList, record_tag};
use trustlens_core::report::{InputKind, ListKind, ListSource, Report};
use trustlens_tests::show::{page, quote, show, words, wrap};
use trustlens_tests::{file_name, files_below, fixture, made_lists, report_on};

/// A list that was written by another program, and what the command line prints of it.
struct Printed {
    name: String,
    file: Vec<u8>,
    text: Vec<u8>,
}

impl std::fmt::Debug for Printed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.name)
    }
}

/// How many inputs a property is tried on, times the environment's `TRUSTLENS_PATIENCE`.
fn tried_on(cases: u32) -> ProptestConfig {
    let patience = std::env::var("TRUSTLENS_PATIENCE").ok().and_then(|patience| patience.parse().ok()).unwrap_or(1);
    ProptestConfig { cases: cases.saturating_mul(patience), failure_persistence: None, ..ProptestConfig::default() }
}

/// Every list among the fixtures, damaged ones included.
static PRINTED: LazyLock<Vec<Printed>> = LazyLock::new(|| {
    let mut paths = files_below("samples");
    paths.extend(made_lists());
    let mut printed = Vec::new();
    for path in paths {
        let file = fixture(&path);
        if !SignedHeader::begins(&file) {
            continue;
        }
        let (header, _) = SignedHeader::decode(&file);
        if TrustList::follows(&header, &file) && file.len() < 30_000 {
            let text = show(&file, kind_of(&path));
            printed.push(Printed { name: path, file, text });
        }
    }
    printed
});

/// Those whose text is UTF-8 without characters that a terminal would carry out.
static PLAIN: LazyLock<Vec<&'static Printed>> = LazyLock::new(|| {
    let plain = |printed: &&Printed| {
        std::str::from_utf8(&printed.text).is_ok_and(|text| {
            text.chars().all(|character| character == '\n' || character == '\t' || is_plain(character))
        })
    };
    PRINTED.iter().filter(plain).collect()
});

/// Whether a character takes one column and is left alone by every terminal.
fn is_plain(character: char) -> bool {
    character.is_ascii_graphic() || character == ' ' || matches!(character, '\u{a1}'..='\u{24f}')
}

fn kind_of(path: &str) -> ListKind {
    if file_name(path).to_ascii_lowercase().starts_with("ctl") { ListKind::Ctl } else { ListKind::Itl }
}

/// A record as it matters: role, serial number, names and SHA-1 of the certificate.
type Essence = (Option<u16>, Option<String>, [Option<String>; 3], Option<String>);

/// What the file says, from its bytes.
fn essence_of_file(file: &[u8]) -> Vec<Essence> {
    let (list, _) = TrustList::decode(file, SignedHeader::decode(file).0);
    let records = list.records.iter().map(|record| {
        let name = |tag| {
            // Programs in C print up to the first NUL.
            let value = record.find(tag)?.value().split(|byte| *byte == 0).next()?;
            Some(folded(&String::from_utf8_lossy(value))).filter(|name| !name.is_empty())
        };
        let serial = record.find(record_tag::SERIALNUMBER).map(|element| element.value().to_vec());
        let serial =
            serial.filter(|serial| !serial.is_empty()).map(|serial| trustlens_core::text::minimal_hex(&serial));
        let sha1 = record.certificate().map(|der| trustlens_core::text::hex(&trustlens_core::crypto::sha1(der)));
        let names = [name(record_tag::DNSNAME), name(record_tag::SUBJECTNAME), name(record_tag::ISSUERNAME)];
        (record.role().filter(|role| Role::of_words(&words(*role)).is_some()).map(|role| role.0), serial, names, sha1)
    });
    records.collect()
}

/// What the report says of the only transcript of a case.
fn essence_of_report(report: &Report) -> Vec<Essence> {
    let list = report.trust_lists.iter().find(|list| list.source == ListSource::Transcript).expect("a transcript");
    let records = list.records.iter().map(|record| {
        let name = |text: &Option<String>| text.as_deref().map(folded).filter(|name| !name.is_empty());
        let names = [name(&record.dns_name), name(&record.subject), name(&record.issuer)];
        (record.function, record.serial.clone(), names, record.certificate_sha1.clone())
    });
    records.collect()
}

/// Names with runs of blanks folded, as names are compared.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text_of(printed: &Printed) -> String {
    String::from_utf8(printed.text.clone()).expect("UTF-8")
}

#[test]
fn the_printer_prints_what_another_program_printed() {
    let file = fixture("samples/own/ITLFile-cucm12style-sha1.tlv");
    let printed = String::from_utf8(show(&file, ListKind::Itl)).unwrap();
    let sample = String::from_utf8(fixture("samples/text/show-itl.txt")).unwrap();
    assert_eq!(printed, sample);
    let file = fixture("samples/own/CTLFile-nonsecure-certless.tlv");
    let printed = String::from_utf8(show(&file, ListKind::Ctl)).unwrap();
    assert_eq!(printed, String::from_utf8(fixture("samples/text/show-ctl-certless.txt")).unwrap());
}

#[test]
fn every_list_is_read_back() {
    assert!(PRINTED.len() > 100 && PLAIN.len() > 90, "{} {}", PRINTED.len(), PLAIN.len());
    for printed in PLAIN.iter() {
        let report = report_on([("session.txt", printed.text.clone())]);
        assert_eq!(report.inputs[0].kind, InputKind::Transcript, "{}", printed.name);
        if !printed_anything(&printed.file) {
            continue;
        }
        assert_eq!(essence_of_report(&report), essence_of_file(&printed.file), "{}", printed.name);
    }
    for printed in PRINTED.iter() {
        let report = report_on([("session.txt", printed.text.clone())]);
        assert_eq!(report.inputs.len(), 1, "{} is one output", printed.name);
    }
}

/// Whether the file has anything that is printed: names, or records.
fn printed_anything(file: &[u8]) -> bool {
    let (list, _) = TrustList::decode(file, SignedHeader::decode(file).0);
    !list.records.is_empty()
}

/// What happens to text on its way.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "each is one thing that happens or not")]
struct Way {
    columns: Option<usize>,
    rows: Option<(usize, bool)>,
    quoted: bool,
    indented: bool,
    line_end: &'static str,
    without_prompt: bool,
    empty_lines: bool,
    before: &'static str,
}

fn way() -> impl Strategy<Value = Way> {
    (
        prop::option::weighted(0.7, 60..=100_usize),
        prop::option::weighted(0.4, (10..40_usize, any::<bool>())),
        any::<bool>(),
        any::<bool>(),
        select(vec!["\n", "\r\n", "\r"]),
        any::<bool>(),
        prop::bool::weighted(0.2),
        select(vec!["", "Hello,\nthis is what I see:\n", "admin:utils ntp status\nntpd (pid 28435) is running...\n"]),
    )
        .prop_map(|(columns, rows, quoted, indented, line_end, without_prompt, empty_lines, before)| Way {
            columns,
            rows,
            quoted,
            indented,
            line_end,
            without_prompt,
            empty_lines,
            before,
        })
}

impl Way {
    fn go(&self, text: &str) -> Vec<u8> {
        let mut text = text.to_owned();
        if self.without_prompt {
            text = text
                .lines()
                .skip(1)
                .filter(|line| *line != "admin:")
                .fold(String::new(), |text, line| text + line + "\n");
        }
        if let Some(columns) = self.columns {
            text = wrap(&text, columns);
        }
        if let Some((rows, erased)) = self.rows {
            text = page(&text, rows, erased && self.columns.is_none_or(|columns| columns >= 63));
        }
        if self.indented {
            text = text.lines().fold(String::new(), |text, line| text + "    " + line + "\n");
        }
        text = format!("{}{text}", self.before);
        if self.quoted {
            text = quote(&text);
        }
        if self.empty_lines {
            text = text.replace('\n', "\n\n");
        }
        text.replace('\n', self.line_end).into_bytes()
    }
}

proptest! {
    #![proptest_config(tried_on(200))]

    #[test]
    fn what_terminals_and_people_do_to_it_changes_nothing(printed in select(PLAIN.as_slice()), way in way()) {
        prop_assume!(printed_anything(&printed.file));
        let report = report_on([("session.txt", way.go(&text_of(printed)))]);
        prop_assert_eq!(report.inputs.len(), 1, "one output");
        prop_assert_eq!(essence_of_report(&report), essence_of_file(&printed.file), "{}", printed.name);
        let straight = report_on([("session.txt", printed.text.clone())]);
        let facts = |report: &Report| report.trust_lists[0].transcript.clone().map(|facts| (facts.md5, facts.sha1, facts.length, facts.modified, facts.whole, facts.signed_by));
        prop_assert_eq!(facts(&report), facts(&straight));
    }

    #[test]
    fn a_part_is_never_called_whole_and_keeps_its_records(
        printed in select(PLAIN.as_slice()),
        way in way(),
        from in 0.0..1.0_f64,
        to in 0.0..1.0_f64,
    ) {
        let text = String::from_utf8(way.go(&text_of(printed))).expect("UTF-8");
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let place = |part: f64| (0..=(text.len() as f64 * part) as usize).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let (from, to) = (place(from.min(to)), place(from.max(to)));
        let report = report_on([("session.txt", text.as_bytes()[from..to].to_vec())]);
        let headings: Vec<usize> = text.match_indices("Record #:").map(|(at, _)| at).collect();
        let ends = headings.iter().skip(1).copied().chain(text.find("file was verified"));
        let kept = (1..).zip(headings.iter().zip(ends)).filter(|(_, (start, end))| **start >= from + 4 && *end <= to);
        let expected = essence_of_file(&printed.file);
        for (number, _) in kept {
            prop_assert_eq!(report.trust_lists.len(), 1, "one list");
            let found = essence_of_report(&report);
            prop_assert_eq!(found.get(number - 1), expected.get(number - 1), "record {} of {}", number, printed.name);
        }
        let lost_front = from > text.find("(MD5)").unwrap_or(0);
        let lost_end = to < text.find("successfully").unwrap_or(text.len());
        for list in &report.trust_lists {
            let transcript = list.transcript.as_ref().expect("a transcript");
            prop_assert!(transcript.whole != Some(true) || !(lost_front || lost_end), "{} {from}..{to}", printed.name);
        }
    }
}
