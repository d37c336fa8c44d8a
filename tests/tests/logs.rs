//! Logs: what is explained in them, what is said of phones and lists, and what is no log.
//!
//! The fixtures are in layouts that Cisco published, with made-up names (`make-logs.py`). What a line means is expected as formats.md (sections 6, 7, 9) and
//! domain.md (section 5, TXT-01 to TXT-10) say.
#![cfg(not(target_arch = "wasm32"))]

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::time::{Duration, Instant};
use trustlens_core::report::{Finding, InputKind, ListKind, Log, Report, Severity, Tone, text};
use trustlens_tests::{file_name, files_below, fixture, report_on};

/// The report on some fixtures.
fn on(paths: &[&str]) -> Report {
    report_on(paths.iter().map(|path| (file_name(path), fixture(path))))
}

/// The one log among some fixtures.
fn log(path: &str) -> Log {
    let report = on(&[path]);
    assert_eq!(report.inputs[0].kind, InputKind::Log, "{path}: {}", report.inputs[0].description);
    report.logs[0].clone()
}

fn description(path: &str) -> String {
    on(&[path]).inputs[0].description.clone()
}

/// The findings of a check.
fn findings<'a>(report: &'a Report, check: &str) -> Vec<&'a Finding> {
    report.findings.iter().filter(|finding| finding.check == check).collect()
}

/// Line number, tone and check of every explained line.
fn explained(log: &Log) -> Vec<(u64, Tone, &str)> {
    log.lines.iter().map(|line| (line.line, line.tone, line.check.as_deref().unwrap_or("-"))).collect()
}

const ITL: &str = "samples/own/ITLFile-cucm12style-sha1.tlv";

#[test]
fn a_phone_that_takes_its_lists_by_tvs_and_by_its_ctl() {
    // formats.md 9.2: the lines of Cisco doc 213407. The header versions are harmless (TXT-06), the hashes and updates good (TXT-03).
    use Tone::{Good, Harmless, Neutral};
    let log = log("logs/console-accepted.log");
    let expected = [
        (1, Neutral, "TXT-05"),
        (3, Neutral, "TXT-05"),
        (4, Good, "TXT-05"),
        (5, Neutral, "TXT-04"),
        (7, Neutral, "TXT-01"),
        (8, Neutral, "TXT-01"),
        (9, Neutral, "TXT-01"),
        (10, Neutral, "TXT-04"),
        (11, Neutral, "-"),
        (12, Good, "-"),
        (13, Neutral, "TXT-04"),
        (14, Neutral, "TXT-04"),
        (15, Good, "TXT-04"),
        (16, Good, "TXT-03"),
        (17, Harmless, "TXT-06"),
        (18, Harmless, "TXT-06"),
        (19, Good, "TXT-03"),
        (20, Good, "TXT-03"),
        (21, Good, "TXT-03"),
        (22, Good, "TXT-03"),
        (23, Neutral, "TXT-05"),
        (25, Neutral, "TXT-05"),
        (26, Good, "TXT-05"),
        (27, Good, "TXT-03"),
        (28, Harmless, "TXT-06"),
        (29, Harmless, "TXT-06"),
        (30, Good, "TXT-03"),
        (31, Good, "TXT-03"),
        (32, Good, "TXT-03"),
        (33, Good, "TXT-03"),
    ];
    assert_eq!(explained(&log), expected);
    let [phone] = log.phones.as_slice() else { panic!("{:?}", log.phones) };
    assert_eq!((phone.name.as_deref(), phone.certificate.as_deref()), (Some("SEP001122334455"), Some("LSC")));
    assert!(phone.certificate_issuer.as_deref().unwrap().contains("CN=CAPF-0a1b2c3d"));
    assert_eq!(description("logs/console-accepted.log"), "a phone log with 33 lines, 30 of them explained: 4 harmless");
    let report = on(&["logs/console-accepted.log"]);
    assert_eq!(report.worst(), Some(Severity::Info), "nothing is wrong: {:?}", report.findings);
    let taken = findings(&report, "TXT-03");
    assert_eq!(taken.len(), 1, "one finding a log and check");
    assert!(taken[0].detail.starts_with("Lines 16 and 27: "), "{}", taken[0].detail);
    assert_eq!(taken[0].evidence[0].offset, Some(log.lines[13].offset), "evidence leads to the byte of the line");
}

#[test]
fn a_phone_that_refuses() {
    // domain.md, TXT-07: the reason of "Reason:14" is a community's word, so that it is no more than a warning; TXT-02: "No match found" alone is none either.
    let report = on(&["logs/console-refused.log"]);
    let refused = findings(&report, "TXT-07");
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].severity, Severity::Warning);
    assert!(refused[0].title.contains("perhaps") && refused[0].detail.contains("reason 14"), "{refused:?}");
    assert_eq!(findings(&report, "TXT-02")[0].severity, Severity::Warning);
    assert_eq!(report.worst(), Some(Severity::Warning));
    assert_eq!(
        description("logs/console-refused.log"),
        "a phone log with 14 lines, 12 of them explained: 3 bad, 1 harmless"
    );
}

#[test]
fn alerts_and_certificates_of_79xx_phones() {
    // Cisco docs 200860 and 118699: "unknown CA" from the far side is an error (TXT-02); LSC and MIC are told apart (TXT-01).
    let report = on(&["logs/console-79xx.log"]);
    let refused = findings(&report, "TXT-02");
    assert_eq!((refused.len(), refused[0].severity), (1, Severity::Error));
    assert!(refused[0].detail.contains("does not know who issued"), "{}", refused[0].detail);
    let shown = findings(&report, "TXT-01");
    assert_eq!(shown[0].title, "console-79xx.log: the phone shows its LSC and its MIC");
    assert_eq!(shown[0].severity, Severity::Info);
    assert_eq!(findings(&report, "TXT-04")[0].severity, Severity::Info);
}

#[test]
fn an_lsc_of_another_capf_than_those_of_the_case() {
    let report = on(&["logs/console-accepted.log", ITL]);
    let shown = findings(&report, "TXT-01");
    assert_eq!(shown[0].severity, Severity::Warning);
    assert!(
        shown[0].detail.contains("CAPF-0a1b2c3d is none of the CAPF certificates of the case"),
        "{}",
        shown[0].detail
    );
}

#[test]
fn what_tvs_finds_and_does_not_find() {
    // formats.md 6 and 9.2; Cisco docs 213407 and 118699. A miss in the database alone is harmless, one in the CTL too is bad.
    let found = log("logs/tvs-found.log");
    assert_eq!(found.tally.bad, 0);
    let meanings: Vec<&str> = found.lines.iter().map(|line| line.meaning.as_str()).collect();
    assert!(meanings.iter().any(|meaning| meaning.contains("the role SAST")), "{meanings:?}");
    assert!(meanings.iter().any(|meaning| meaning.contains("the role TFTP")), "{meanings:?}");
    assert!(meanings.iter().any(|meaning| meaning.contains("24000000179479B8F124AC3F3B000000000017")));
    assert_eq!(found.phones[0].address.as_deref(), Some("10.1.2.3"));
    assert_eq!(description("logs/tvs-found.log"), "a TVS trace with 18 lines, 14 of them explained: none of them bad");

    let report = on(&["logs/tvs-not-found.log"]);
    assert_eq!((report.logs[0].tally.bad, report.logs[0].tally.harmless), (2, 1));
    let asked = findings(&report, "TXT-04");
    assert_eq!((asked.len(), asked[0].severity), (1, Severity::Warning));
    assert!(asked[0].detail.contains("TVS does not know the certificate"), "{}", asked[0].detail);
}

#[test]
fn every_result_of_capf() {
    // formats.md 7: 0 success, 1 success without certificate, 2 to 8 and 11 failures.
    let log = log("logs/capf.log");
    let expected: Vec<u64> = (2..=11).collect();
    assert_eq!(log.lines.iter().map(|line| line.line).collect::<Vec<_>>(), expected);
    assert_eq!((log.tally.good, log.tally.neutral, log.tally.bad), (1, 1, 8));
    let codes: Vec<String> =
        log.lines.iter().map(|line| line.meaning.split([' ', ':']).nth(2).unwrap_or_default().to_owned()).collect();
    assert_eq!(codes, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "11"]);
    assert_eq!(log.phones.len(), 10);
    assert_eq!(description("logs/capf.log"), "a CAPF trace with 11 lines, 10 of them explained: 8 bad");
}

#[test]
fn status_messages() {
    // formats.md 9.1.
    use Tone::{Bad, Good, Harmless};
    let log = log("logs/status-messages.txt");
    let expected = [
        (1, Good, "TXT-03"),
        (2, Harmless, "TXT-06"),
        (3, Harmless, "TXT-06"),
        (4, Good, "TXT-03"),
        (6, Bad, "TXT-07"),
        (7, Bad, "TXT-07"),
        (8, Bad, "TXT-02"),
    ];
    assert_eq!(explained(&log), expected);
    assert_eq!(log.lines[0].time.as_deref(), Some("[8:52:30am 10/01/19]"));
    assert!(description("logs/status-messages.txt").starts_with("status messages of a phone with 8 lines"));
}

#[test]
fn harmless_lines_are_notes_and_say_so() {
    // domain.md, TXT-06; formats.md 9.2 and 2.5.
    let report = on(&["logs/harmless.log"]);
    assert_eq!(report.worst(), Some(Severity::Info));
    let harmless = findings(&report, "TXT-06");
    assert_eq!((harmless.len(), harmless[0].evidence.len()), (1, 4));
    assert!(harmless[0].title.contains("harmless"));
    assert_eq!(report.logs[0].tally.bad, 0);
}

#[test]
fn the_list_that_a_phone_holds_is_found_in_the_case() {
    // formats.md 9: the alarm states the SHA-1 of the file, screens MD5 or SHA-1; all compare with the bytes of the list.
    for path in ["logs/alarm-holds-sample.log", "logs/alarm.xml", "logs/screen.txt"] {
        let report = on(&[path, ITL]);
        let held: Vec<_> = report.logs[0].phones[0].lists.iter().collect();
        assert_eq!(held.len(), 2, "{path}: {held:?}");
        assert_eq!((held[0].list, held[0].hash.as_deref()), (ListKind::Ctl, None), "{path}");
        assert_eq!((held[1].list, held[1].same_as.as_slice()), (ListKind::Itl, &[1_usize][..]), "{path}");
        let titles: Vec<&str> = findings(&report, "TXT-05").iter().map(|finding| finding.title.as_str()).collect();
        let holds = titles.iter().find(|title| title.contains("holds the ITL ITLFile-cucm12style-sha1.tlv"));
        assert!(holds.is_some(), "{path}: {titles:?}");
        assert!(findings(&report, "TXT-05").iter().all(|finding| finding.severity == Severity::Info));
    }
    let report = on(&["logs/alarm-holds-sample.log", ITL]);
    let phone = &report.logs[0].phones[0];
    assert_eq!((phone.name.as_deref(), phone.address.as_deref()), (Some("SEP001122334455"), Some("10.1.2.3")));
    assert!(text::render(&report).contains("ITLFile-cucm12style-sha1.tlv"));
}

#[test]
fn a_list_that_is_none_of_the_case_is_a_warning_when_there_is_one_to_compare() {
    let with_list = on(&["logs/alarm-holds-another.log", ITL]);
    let held = findings(&with_list, "TXT-05");
    let strange = held.iter().find(|finding| finding.title.contains("none of the case")).unwrap();
    assert_eq!(strange.severity, Severity::Warning);
    assert_eq!(strange.evidence[0].offset, Some(with_list.logs[0].phones[0].lists[1].offset));
    let alone = on(&["logs/alarm-holds-another.log"]);
    assert_eq!(alone.worst(), Some(Severity::Info), "{:?}", alone.findings);
}

#[test]
fn clocks() {
    // domain.md, TXT-10: more than a day apart, or not set.
    let behind = on(&["logs/clock-behind.log"]);
    let found = findings(&behind, "TXT-10");
    assert_eq!((found.len(), found[0].severity), (1, Severity::Warning));
    // From 1 January to 9 March 2019 are 67 days.
    assert!(found[0].title.contains("67 days"), "{}", found[0].title);
    let unset = on(&["logs/clock-not-set.txt"]);
    assert!(findings(&unset, "TXT-10")[0].title.contains("was not set"));
    assert!(findings(&on(&["logs/console-accepted.log"]), "TXT-10").is_empty());
    assert!(
        findings(&on(&["logs/capf.log", ITL]), "TXT-10").is_empty(),
        "a log older than a certificate is no wrong clock"
    );
}

#[test]
fn a_clock_behind_the_list_that_the_phone_holds() {
    let alarm = String::from_utf8(fixture("logs/alarm-holds-sample.log")).unwrap();
    let dated = format!("2014-01-01 00:00:00 start\n{alarm}2014-01-02 00:00:00 end\n");
    let report = report_on([("phone.log", dated.into_bytes()), ("ITLFile.tlv", fixture(ITL))]);
    let found = findings(&report, "TXT-10");
    assert!(found.iter().any(|finding| finding.title.contains("behind its own trust list")), "{found:?}");
}

#[test]
fn a_problem_report_is_logs_even_where_no_line_is_known() {
    let expected = [
        ("logs/prt/description.txt", InputKind::Unknown, "not recognised: text that begins"),
        ("logs/prt/dmesg", InputKind::Log, "a log of 8 lines, none of which is known here"),
        ("logs/prt/messages", InputKind::Log, "a phone log with 5 lines, 5 of them explained: 4 harmless"),
        ("logs/prt/messages.0", InputKind::Log, "a log of 20 lines, none of which is known here"),
        ("logs/prt/net/interfaces.log", InputKind::Log, "a log of 4 lines, none of which is known here"),
    ];
    assert_eq!(files_below("logs/prt"), expected.map(|(path, _, _)| path));
    for (path, kind, begins) in expected {
        let report = on(&[path]);
        assert_eq!(report.inputs[0].kind, kind, "{path}");
        assert!(report.inputs[0].description.starts_with(begins), "{path}: {}", report.inputs[0].description);
    }
}

#[test]
fn a_problem_report_as_phones_pack_it() {
    let report = on(&["logs/prt-SEP001122334455.tar.gz"]);
    let logs: Vec<&str> =
        report.logs.iter().filter_map(|log| report.input(log.input)).map(|input| input.name.as_str()).collect();
    let folder = "prt-SEP001122334455";
    assert_eq!(logs, ["dmesg", "messages", "messages.0", "net/interfaces.log"].map(|name| format!("{folder}/{name}")));
    assert!(report.inputs.iter().skip(1).all(|input| input.parent == Some(0)));
    let harmless = findings(&report, "TXT-06");
    assert_eq!(harmless[0].evidence[0].input, Some(report.logs[1].input), "evidence leads into the archive");
}

#[test]
fn other_texts_are_no_logs() {
    let root = env!("CARGO_MANIFEST_DIR");
    let mut texts: Vec<(String, Vec<u8>)> = files_below("samples/text")
        .into_iter()
        .chain(files_below("samples/cisco-roots"))
        .map(|path| (path.clone(), fixture(&path)))
        .collect();
    for path in ["docs/domain.md", "docs/formats.md", "README.md", "Cargo.toml", "tests/fixtures/make-logs.py"] {
        texts.push((path.to_owned(), std::fs::read(format!("{root}/../{path}")).unwrap()));
    }
    let written: [(&str, &str); 8] = [
        (
            "page.html",
            "<!DOCTYPE html>\n<html><body><td>Trust List update failed</td>\nITL installed\n</body></html>\n",
        ),
        ("config.xml", "<device>\n<deviceSecurityMode>1</deviceSecurityMode>\n</device>\n"),
        ("data.json", "{\"status\": \"ITL installed\"}\n"),
        (
            "letter.txt",
            "Dear colleague,\n\nthe phone says Trust List update failed.\nOn its console stands Hashes match... authentication successful.\nWhat is to be done?\nRegards\n",
        ),
        ("list.csv", "name,address\nSEP001122334455,10.1.2.3\n"),
        ("sql.txt", "servername name\n========== ====\ncucm-pub CallManager\n"),
        ("hex.txt", "57 01 03 00 00 00 03 e9 00 8f\n00 01 02 03\n55 AA\n"),
        ("empty.log", "\n\n\n"),
    ];
    texts.extend(written.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
    for (name, bytes) in texts {
        let report = report_on([(name.as_str(), bytes)]);
        assert_ne!(report.inputs[0].kind, InputKind::Log, "{name}: {}", report.inputs[0].description);
    }
}

/// Pieces of lines that are known, of what stands before them, and of nothing.
fn pieces() -> impl Strategy<Value = String> {
    let known = select(vec![
        "SECUREAPP-Hashes match... authentication successful.",
        "SSL3 alert [read]:[fatal]:[unknown CA",
        "<String name=\"ITL_Signature\">",
        "CTL_Signature=",
        "1B A1 C9 07 E9 9E 4D 3C 53 9D C8 14 24 AF 6C 9F 7D CE 4D 6D",
        "-PXY_CERT_CIPHER: [SCCP], [TLSv1], cert [",
        "GETXXTP [GT870][src=CTLSEP001122334455.tlv][dest=",
        "{role : 21}",
        "getCertificateInformation - {role : ",
        "Unique MAP ID : ",
        "Looking up the certificate cache using Unique MAP ID : ",
        "CAPF_OP_FAIL_INVALID_LSC",
        "CAPF result code : ",
        "57 01 03 00 00 00 03 e9",
        "Date: Sat, 09 Mar 2019 18:32:45 GMT",
        "sipio-recv<---",
        "[8:52:30am 10/01/19] ",
        "Trust List update failed",
        "4931 WRN Mar 09 18:32:38.957881 (346:1887) ",
        "18:01:05.333 | debug ",
        "2019-03-09 13:32:15,948 INFO ",
        "File Not Found <",
        "=",
        ":",
        "]",
        "<",
        "\r\n",
        "\n",
        "\n",
        "\t",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => "[ -~]{0,40}", 1 => "\\PC{0,8}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_report(parts in vec(pieces(), 0..60)) {
        let text = parts.concat();
        let size = u64::try_from(text.len()).unwrap();
        let report = report_on([("messages", text.into_bytes())]);
        for log in &report.logs {
            for line in &log.lines {
                prop_assert!(line.offset < size && line.line <= log.line_count && line.line > 0);
                prop_assert!(!line.meaning.is_empty() && line.repeated > 0);
            }
            let shown: u64 = log.lines.iter().map(|line| line.repeated).sum();
            prop_assert_eq!(shown + log.more, log.tally.all());
            prop_assert!(log.lines.is_sorted_by_key(|line| line.line));
        }
        let _ = text::render(&report);
    }
}

#[test]
fn texts_made_to_be_slow_are_not() {
    let keys = "SECUREAPP SSL3 alert CTL_Signature hdr ver -PXY_CERT_CIPHER: [ GETXXTP [ TVS Service receives invalid file CAPF CAPF_OP_ ITL_Signature= ";
    let texts = [
        keys.repeat(1_000_000 / keys.len()),
        format!("{}\n", keys.repeat(30)).repeat(1_000_000 / keys.len() / 30),
        "\n".repeat(1_000_000),
        "57 01 0".repeat(140_000),
        "12:34:56 ".repeat(110_000),
    ];
    for text in texts {
        let start = Instant::now();
        let _ = report_on([("messages", text.clone().into_bytes())]);
        // Unoptimised and on a busy machine; what is quadratic would take minutes.
        assert!(start.elapsed() < Duration::from_secs(20), "{:?} for {:?}", start.elapsed(), text.get(..60));
    }
}
