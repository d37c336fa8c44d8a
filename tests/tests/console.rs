//! Text of the command line in whole cases: what is found in it, and how it joins files and certificates.
#![cfg(not(target_arch = "wasm32"))]

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::Value;
use trustlens_core::Case;
use trustlens_core::formats::signed_header::SignedHeader;
use trustlens_core::formats::trust_list::TrustList;
use trustlens_core::report::{
    ClusterMode, Finding, Identity, InputKind, ListKind, ListSource, Report, Severity, SignatureStatus,
    TrustList as Listed,
};
use trustlens_tests::show::show;
use trustlens_tests::{fixture, report, report_on, settings};

fn findings<'a>(report: &'a Report, check: &str) -> Vec<&'a Finding> {
    report.findings.iter().filter(|finding| finding.check == check).collect()
}

fn transcript(report: &Report) -> &Listed {
    report.trust_lists.iter().find(|list| list.source == ListSource::Transcript).expect("a transcript")
}

fn itl() -> Vec<u8> {
    fixture("samples/own/ITLFile-cucm12style-sha1.tlv")
}

fn itl_text() -> Vec<u8> {
    show(&itl(), ListKind::Itl)
}

/// The certificate of a record, counted from 1, as PEM.
fn pem_of_record(file: &[u8], number: usize) -> Vec<u8> {
    let (list, _) = TrustList::decode(file, SignedHeader::decode(file).0);
    let encoded = BASE64_STANDARD.encode(list.records[number - 1].certificate().expect("a certificate"));
    format!("-----BEGIN CERTIFICATE-----\n{encoded}\n-----END CERTIFICATE-----\n").into_bytes()
}

// ---------------------------------------------------------------------------------------------------------------------
// What is found in text
// ---------------------------------------------------------------------------------------------------------------------

#[test]
fn text_of_documents_mails_forums_and_sessions() {
    let expected: Value = serde_json::from_slice(&fixture("console/expected.json")).unwrap();
    for (file, outputs) in expected.as_object().unwrap() {
        let outputs = outputs.as_array().unwrap();
        let report = report_on([(file.as_str(), fixture(&format!("console/{file}")))]);
        let found: Vec<_> = report.inputs.iter().filter(|input| outputs.len() == 1 || input.parent.is_some()).collect();
        assert_eq!(found.len(), outputs.len(), "{file}: {found:#?}");
        for (input, output) in found.into_iter().zip(outputs) {
            assert_eq!(input.kind, InputKind::Transcript, "{file}");
            if let Some(name) = output["name"].as_str() {
                assert_eq!(input.name, name, "{file}");
            }
            match report.trust_lists.iter().find(|list| list.input == input.id) {
                Some(list) => assert_eq!(essence(list), only_expected(output), "{file}: {:#?}", list.transcript),
                None => assert_eq!(input.description.contains("has no CTL"), output["no_list"] == "ctl", "{file}"),
            }
        }
    }
}

/// What is expected of a list, without its name.
fn only_expected(output: &Value) -> Value {
    let mut output = output.clone();
    output.as_object_mut().unwrap().remove("name");
    output
}

/// A list as `expected.json` describes it.
fn essence(list: &Listed) -> Value {
    let transcript = list.transcript.as_ref().expect("a transcript");
    let printed = list.records.iter().filter(|record| !record.elements.is_empty());
    // A record that was cut is not whole: it is left out here.
    let whole = printed.filter(|record| {
        let made: u64 = record.elements.iter().map(|element| 3 + element.length.unwrap_or(0)).sum();
        made == record.length
    });
    let records: Vec<Value> = whole
        .map(|record| {
            serde_json::json!({
                "number": record.index,
                "role": record.role,
                "dns_name": record.dns_name,
                "subject": record.subject,
                "serial": record.serial,
                "sha1": record.certificate_sha1,
            })
        })
        .collect();
    serde_json::json!({
        "list": list.list,
        "whole": transcript.whole,
        "md5": transcript.md5,
        "sha1": transcript.sha1,
        "length": transcript.length,
        "signed_by": transcript.signed_by,
        "records": records,
    })
}

#[test]
fn a_session_names_its_outputs_and_says_where_they_stand() {
    let bytes = fixture("console/session.txt");
    let report = report_on([("session.txt", bytes.clone())]);
    assert_eq!(
        report.inputs[0].description,
        "a console session with 3 outputs: show itl on lab-pub, show ctl on lab-pub, show itl"
    );
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    for input in &report.inputs[1..] {
        let origin = input.origin.as_ref().unwrap();
        let line = usize::try_from(origin.line.unwrap()).unwrap();
        assert!(lines[line - 1].starts_with(b"admin:show"), "{origin:?}");
        assert!(bytes[usize::try_from(origin.offset.unwrap()).unwrap()..].starts_with(b"admin:show"));
    }
}

#[test]
fn text_saved_in_other_encodings() {
    let text = String::from_utf8(itl_text()).unwrap();
    let latin1 = [b"M\xfcller writes\x96\n".as_slice(), text.replace('\n', "\r\n").as_bytes()].concat();
    let hard_blanks = format!("\u{feff}{}", text.replace('\t', "\u{a0}\u{a0}"));
    for bytes in [latin1, hard_blanks.into_bytes()] {
        let report = report_on([("paste.txt", bytes)]);
        assert_eq!(transcript(&report).transcript.as_ref().unwrap().whole, Some(true));
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// How it joins what else there is
// ---------------------------------------------------------------------------------------------------------------------

#[test]
fn a_printout_joins_its_file() {
    let report = report_on([("show.txt", itl_text()), ("ITLFile.tlv", itl())]);
    let list = transcript(&report);
    assert_eq!(list.transcript.as_ref().unwrap().same_as, Some(1));
    assert!(list.signature.reason.contains("see ITLFile.tlv"), "{}", list.signature.reason);
    let same = findings(&report, "FMT-12");
    assert_eq!(same.len(), 1);
    assert_eq!((same[0].severity, same[0].title.as_str()), (Severity::Info, "show.txt is a printout of ITLFile.tlv"));
    // What is wrong with the list is said once.
    let alone = report_on([("ITLFile.tlv", itl())]);
    for check in ["ITL-05", "SIG-03", "SIG-05"] {
        assert_eq!(findings(&report, check).len(), findings(&alone, check).len(), "{check}");
    }
    // Every certificate is listed once, with the places in both.
    assert_eq!(report.certificates.len(), alone.certificates.len());
    let places: Vec<_> = report.certificates[0].found_in.iter().map(|place| (place.input, place.record)).collect();
    assert_eq!(places, [(0, Some(1)), (1, Some(1))], "in the order of the inputs");
}

#[test]
fn a_printout_of_another_file_is_said_to_be_one() {
    let report = report_on([("show.txt", itl_text()), ("ITLFile.tlv", fixture("made/lists/itl-small.tlv"))]);
    let other = findings(&report, "FMT-12");
    assert_eq!(other.len(), 1);
    assert_eq!(other[0].title, "show.txt is no printout of ITLFile.tlv");
    assert_eq!(transcript(&report).transcript.as_ref().unwrap().same_as, None);
    let of_other_kind = report_on([("show.txt", itl_text()), ("CTLFile.tlv", fixture("samples/peer/CTL-sha1.tlv"))]);
    assert_eq!(findings(&of_other_kind, "FMT-12").len(), 0);
}

#[test]
fn a_printout_joins_certificates_by_their_sha1() {
    let text = itl_text();
    let alone = report_on([("show.txt", text.clone())]);
    assert!(alone.certificates.is_empty());
    assert_eq!(transcript(&alone).signature.status, SignatureStatus::NotCheckable);
    assert!(
        transcript(&alone).signature.reason.contains("is not in the case"),
        "{}",
        transcript(&alone).signature.reason
    );
    assert!(findings(&alone, "SIG-03").is_empty() && findings(&alone, "SIG-06").is_empty());

    let with_signer = report_on([("show.txt", text.clone()), ("a.pem", pem_of_record(&itl(), 1))]);
    let list = transcript(&with_signer);
    assert_eq!(list.signature.status, SignatureStatus::NotCheckable);
    assert!(
        list.signature.reason.contains("opens with the key of SAST2048, record 1 (SHA-1)"),
        "{}",
        list.signature.reason
    );
    assert_eq!((list.signature.record, list.signature.digest.as_deref()), (Some(1), Some("sha1")));
    assert_eq!(list.records[0].certificate.as_deref(), Some(with_signer.certificates[0].sha256.as_str()));

    // Roles that only text gives make identities.
    let with_tvs =
        report_on([("show.txt", text), ("b.pem", pem_of_record(&itl(), 5)), ("c.pem", pem_of_record(&itl(), 3))]);
    let identities: Vec<Identity> = with_tvs.certificates.iter().map(|certificate| certificate.identity).collect();
    assert_eq!(identities, [Identity::Tvs, Identity::Callmanager]);
    assert_eq!(with_tvs.certificates[1].found_in.len(), 3, "its own file, and two records");
}

#[test]
fn another_key_made_the_printed_signature() {
    // The signer of this list stands in it, but another key signed.
    let file = fixture("made/lists/itl-wrong-key.tlv");
    let report = report_on([("show.txt", show(&file, ListKind::Itl)), ("signer.pem", pem_of_record(&file, 1))]);
    assert_eq!(
        transcript(&report).signature.status,
        SignatureStatus::WrongKey,
        "{}",
        transcript(&report).signature.reason
    );
    let bad = findings(&report, "SIG-01");
    assert_eq!((bad.len(), bad[0].severity), (1, Severity::Error));
    // A digit that was changed in the text does the same, and one that was lost leaves nothing to say.
    let text = String::from_utf8(itl_text()).unwrap();
    let changed = text.replacen("\t\t4  11  fd", "\t\t4  11  fe", 1);
    let signer = pem_of_record(&itl(), 1);
    let report_of = |text: String| report_on([("show.txt", text.into_bytes()), ("signer.pem", signer.clone())]);
    assert_eq!(transcript(&report_of(changed)).signature.status, SignatureStatus::WrongKey);
    let lost = report_of(text.replacen("\t\t4  11  fd", "\t\t4  11", 1));
    assert_eq!(transcript(&lost).signature.status, SignatureStatus::NotCheckable);
    assert!(findings(&lost, "SIG-01").is_empty());
}

#[test]
fn a_signer_that_is_not_in_the_list() {
    let text = show(&fixture("made/lists/itl-signer-missing.tlv"), ListKind::Itl);
    let report = report_on([("show.txt", text.clone())]);
    assert_eq!(transcript(&report).signature.status, SignatureStatus::SignerMissing);
    assert_eq!(findings(&report, "SIG-02").len(), 1);
    // Where records are missing, the signer may be among them.
    let cut = text.iter().rposition(|byte| *byte == b'#').unwrap();
    let report = report_on([("show.txt", text[..cut].to_vec())]);
    assert_eq!(transcript(&report).signature.status, SignatureStatus::NotCheckable);
    assert!(findings(&report, "SIG-02").is_empty());
}

#[test]
fn a_signed_file_is_judged_by_printed_lists_and_certificates() {
    let lists = fixture("made/lists/signed-good/ITLFile.tlv");
    let text = show(&lists, ListKind::Itl);
    let signed = fixture("made/lists/signed-good/SEP001122334455.cnf.xml.sgn");
    let by_text = report_on([("show.txt", text.clone()), ("SEP.cnf.xml.sgn", signed.clone())]);
    assert_eq!(by_text.signed_files[0].signature.status, SignatureStatus::Unsupported);
    assert!(by_text.signed_files[0].signature.reason.contains("add the certificate"));
    let binary = report_on([("ITLFile.tlv", lists.clone()), ("SEP.cnf.xml.sgn", signed.clone())]);
    let record = binary.signed_files[0].signature.record.expect("a record");
    let with_certificate =
        report_on([("show.txt", text), ("SEP.cnf.xml.sgn", signed), ("signer.pem", pem_of_record(&lists, record))]);
    let signature = &with_certificate.signed_files[0].signature;
    assert_eq!(
        (signature.status, signature.record, signature.found_in),
        (SignatureStatus::Valid, Some(record), Some(0))
    );
}

// ---------------------------------------------------------------------------------------------------------------------
// What is said of it
// ---------------------------------------------------------------------------------------------------------------------

#[test]
fn checks_that_ask_for_bytes_stay_silent() {
    for path in
        ["made/lists/record-length-plus-2.tlv", "made/lists/trailing-random.tlv", "made/lists/itl-altered-record.tlv"]
    {
        let report = report_on([("show.txt", show(&fixture(path), ListKind::Itl))]);
        for check in ["FMT-01", "FMT-02", "FMT-03", "FMT-04", "FMT-06", "FMT-08", "SIG-01", "SIG-03", "SIG-06"] {
            assert!(findings(&report, check).is_empty(), "{path}: {check}");
        }
    }
}

#[test]
fn what_is_missing_in_text_says_nothing_of_the_list() {
    let text = itl_text();
    let whole = report_on([("show.txt", text.clone())]);
    assert!(findings(&whole, "FMT-11").is_empty());
    // Without the records from the fifth on there is no TVS.
    let cut = String::from_utf8(text).unwrap();
    let cut = cut.as_bytes()[..cut.find("ITL Record #:5").unwrap()].to_vec();
    let report = report_on([("show.txt", cut)]);
    assert!(findings(&report, "ITL-01").is_empty() && findings(&report, "FMT-05").is_empty());
    let incomplete = findings(&report, "FMT-11");
    assert_eq!((incomplete.len(), incomplete[0].severity), (1, Severity::Info));
    assert!(incomplete[0].detail.contains("records are missing"), "{}", incomplete[0].detail);
    // In a whole one, it is the list that lacks it.
    let without = report_on([("show.txt", show(&fixture("made/lists/itl-without-tvs.tlv"), ListKind::Itl))]);
    assert_eq!(findings(&without, "ITL-01").len(), 1);
    let emptied =
        report_on([("show.txt", show(&fixture("samples/own/CTLFile-nonsecure-certless.tlv"), ListKind::Ctl))]);
    assert_eq!(findings(&emptied, "FMT-05").len(), 1);
    let incomplete = report_on([("show.txt", show(&fixture("made/lists/ctl-without-capf.tlv"), ListKind::Ctl))]);
    assert_eq!(findings(&incomplete, "CTL-01").len(), 1);
}

#[test]
fn the_mode_is_inferred_from_text() {
    let mode = |inputs: Vec<(&str, Vec<u8>)>| {
        let context = report_on(inputs).context;
        let inferred = context.inferred.iter().any(|field| field == "mode");
        (context.mode, inferred)
    };
    assert_eq!(mode(vec![("show.txt", itl_text())]), (ClusterMode::NonSecure, true));
    let ctl = show(&fixture("samples/peer/CTL-sha1.tlv"), ListKind::Ctl);
    assert_eq!(mode(vec![("show.txt", ctl.clone())]), (ClusterMode::Mixed, true));
    assert_eq!(mode(vec![("show.txt", itl_text()), ("ITLFile.tlv", itl())]), (ClusterMode::NonSecure, true));
    assert_eq!(mode(vec![("show.txt", itl_text()), ("ctl.txt", ctl)]), (ClusterMode::Unknown, false));
    // A record whose end was cut off may have had a certificate.
    let emptied =
        String::from_utf8(show(&fixture("samples/own/CTLFile-nonsecure-certless.tlv"), ListKind::Ctl)).unwrap();
    assert_eq!(mode(vec![("show.txt", emptied.clone().into_bytes())]).0, ClusterMode::NonSecure);
    let cut = &emptied[..emptied.find("CCM+TFTP").unwrap() + "CCM+TFTP\n".len()];
    assert_eq!(mode(vec![("show.txt", cut.as_bytes().to_vec())]).0, ClusterMode::Unknown);
}

#[test]
fn no_list_on_the_server() {
    let none = b"admin:show ctl\nLength of CTL file: 0\nCTL File not found. Please run CTLClient plugin or run the CLI - utils ctl.. to generate \
        the CTL file.\nError parsing the CTL File.\nadmin:\n"
        .to_vec();
    let report = report_on([("show.txt", none.clone())]);
    assert!(report.trust_lists.is_empty());
    assert_eq!(report.inputs[0].description, "output of \"show ctl\": the server has no CTL");
    let severity = |report: &Report| findings(report, "FMT-10").first().map(|finding| finding.severity);
    assert_eq!(severity(&report), Some(Severity::Warning), "which mode the cluster is in is not known");
    assert_eq!(severity(&report_on([("show.txt", none.clone()), ("itl.txt", itl_text())])), Some(Severity::Info));
    let mut case = Case::new();
    case.add("show.txt", none);
    let mixed = trustlens_core::Settings { mode: Some(ClusterMode::Mixed), ..settings() };
    assert_eq!(severity(&self::report(&mut case, &mixed)), Some(Severity::Warning));
    let unreadable = report_on([("show.txt", b"admin:show itl\nError parsing the ITL File\n".to_vec())]);
    assert_eq!(severity(&unreadable), Some(Severity::Error));
}

#[test]
fn the_words_for_the_signer_are_explained() {
    let report = report_on([("show.txt", itl_text())]);
    let said = findings(&report, "TXT-08");
    assert_eq!((said.len(), said[0].severity), (1, Severity::Info));
    assert!(transcript(&report).records[0].named_as_signer);
    // Of a hardware token they are true.
    assert!(findings(&report_on([("forum.txt", fixture("console/forum.txt"))]), "TXT-08").is_empty());
    let text = String::from_utf8(itl_text()).unwrap();
    let failed = text.replace("was verified successfully", "could not be verified");
    let said = report_on([("show.txt", failed.into_bytes())]);
    assert_eq!(findings(&said, "TXT-08")[0].severity, Severity::Error);
}

#[test]
fn the_text_report_says_what_was_printed() {
    let report = report_on([("show.txt", itl_text()), ("ITLFile.tlv", itl())]);
    let text = trustlens_core::report::text::render(&report);
    for line in [
        "  source     printed by the server; the text is whole",
        "  the file   10671 bytes, modified Mon Nov 02 09:14:27 UTC 2026",
        "  its MD5    5557f33920a9ad6e21267494cdd2f384",
        "  same as    ITLFile.tlv",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let alone = report_on([("show.txt", itl_text())]);
    assert!(trustlens_core::report::text::render(&alone).contains("its certificate is not in the case"));
}

#[test]
fn a_name_that_lost_blanks_is_not_held_against_its_certificate() {
    let text = String::from_utf8(itl_text()).unwrap();
    let changed = text.replace("ST=New Zealand", "ST=NewZealand");
    let certificate = pem_of_record(&itl(), 5);
    let report_of = |text: &str| report_on([("show.txt", text.as_bytes().to_vec()), ("tvs.pem", certificate.clone())]);
    assert!(findings(&report_of(&changed), "FMT-07").is_empty(), "its length says that it was changed");
    let other = text.replace("CN=tvs.lab", "CN=txs.lab");
    assert_eq!(findings(&report_of(&other), "FMT-07").len(), 1);
}
