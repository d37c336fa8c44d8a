//! What is written is read again, and is what other programs and the documents say.

use super::*;
use crate::formats::certificate::fixtures;
use crate::formats::pem;
use crate::formats::trust_list::Role;
use crate::report::{ClusterMode, Layout, ListSource, Listing, Report};
use crate::{Case, Detail, Settings, Timestamp};
use serde_json::Value;
use std::collections::BTreeSet;

const LAYOUTS: [Layout; 2] = [Layout::UpTo14Su1, Layout::From14Su2];

fn report_on(name: &str, text: &[u8]) -> Report {
    let mut case = Case::new();
    case.add(name, text.to_vec());
    case.report(&Settings::at(Timestamp::parse("2026-12-10").unwrap()), Detail::Full, &mut |_| {})
}

/// The one listing in a text.
fn listing_in(text: &str) -> Listing {
    let report = report_on("paste.txt", text.as_bytes());
    assert_eq!(report.inputs[0].problems, [], "{text}");
    assert_eq!(report.listings.len(), 1, "{:?}", report.inputs);
    report.listings[0].clone()
}

/// The certificates in a text of the fixtures.
fn certificates_in(path: &str) -> Vec<Vec<u8>> {
    pem::scan(&fixtures::read(path)).into_iter().map(|block| block.contents.unwrap()).collect()
}

fn modified() -> Timestamp {
    Timestamp::parse("2026-11-02T09:14:27Z").unwrap()
}

#[test]
fn a_list_of_another_program_adds_up_as_cisco_prints_it() {
    // The file of certutils (REAL is not to be had); the lengths are those that its records state.
    let file = fixtures::read("samples/peer/ITL-rsa2048-sha512.tlv");
    let text = String::from_utf8(show_trust_list(&file, ListKind::Itl, modified())).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("admin:show itl"));
    assert_eq!(lines.next(), Some("The checksum value of the ITL file:"));
    assert!(lines.next().is_some_and(|line| line.ends_with("(MD5)") && line.len() == 32 + 5));
    assert!(lines.next().is_some_and(|line| line.ends_with("(SHA1)") && line.len() == 40 + 6));
    assert!(text.contains(&format!("\nLength of ITL file: {}\n", file.len())));
    assert!(text.contains("\nThe ITL File was last modified on Mon Nov 02 09:14:27 UTC 2026\n"));
    assert!(text.contains("\n8\tDIGESTALGORTITHM\t1\n") && text.contains("\n10\tSIGNATUREALGORTITHM\t1\n"));
    assert!(text.contains("\nThis etoken was used to sign the ITL file.\n"));
    assert!(text.ends_with("\nThe ITL file was verified successfully.\nadmin:\n"));

    // Header and records are the file (formats.md, section 8.1: "the printed lengths add up").
    let number = |line: &str, column: usize| line.split('\t').nth(column).and_then(|field| field.parse::<usize>().ok());
    let header = text.lines().find_map(|line| line.strip_prefix("HeaderLength:\t")?.strip_suffix(" (BYTES)"));
    let records: usize =
        text.lines().filter(|line| line.starts_with("1\tRECORDLENGTH\t2\t")).filter_map(|line| number(line, 3)).sum();
    assert_eq!(header.unwrap().parse::<usize>().unwrap() + records, file.len());

    let report = report_on("itl.txt", text.as_bytes());
    let list = &report.trust_lists[0];
    assert_eq!((list.list, list.source), (ListKind::Itl, ListSource::Transcript));
    let printed = list.transcript.as_ref().unwrap();
    assert_eq!((printed.whole, &printed.gaps), (Some(true), &Vec::new()), "nothing is missing");
}

#[test]
fn text_of_the_samples_is_printed_again_from_their_files() {
    for (text, file, kind) in [
        ("show-ctl-certless.txt", "CTLFile-nonsecure-certless.tlv", ListKind::Ctl),
        ("show-itl.txt", "ITLFile-cucm12style-sha1.tlv", ListKind::Itl),
    ] {
        let sample = fixtures::read(&format!("samples/text/{text}"));
        let file = fixtures::read(&format!("samples/own/{file}"));
        let printed = String::from_utf8(show_trust_list(&file, kind, modified())).unwrap();
        assert_eq!(printed.trim_end(), String::from_utf8(sample).unwrap().trim_end(), "{text}");
    }
}

#[test]
fn a_damaged_list_is_printed_as_far_as_it_goes() {
    for path in
        ["samples/own/ITLFile-truncated-in-last-record.tlv", "samples/own/empty.tlv", "samples/own/html-404-as-tlv.tlv"]
    {
        let file = fixtures::read(path);
        for length in (0..file.len()).step_by(97) {
            let text = show_trust_list(&file[..length], ListKind::Ctl, modified());
            assert!(text.starts_with(b"admin:show ctl\n") && text.ends_with(b"\nadmin:\n"), "{path}");
        }
    }
}

#[test]
fn a_cluster_without_ctl() {
    let report = report_on("ctl.txt", show_trust_list_missing().as_bytes());
    assert_eq!(report.inputs[0].description, "output of \"show ctl\": the server has no CTL");
}

#[test]
fn certificates_are_read_again_from_both_layouts() {
    let expected: Value = serde_json::from_slice(&fixtures::read("console/cert-expected.json")).unwrap();
    for (fixture, unit, name) in [
        ("console/cert-own-old.txt", "tomcat/tomcat.pem", "tomcat"),
        ("console/cert-own-new.txt", "CallManager", "CallManager"),
        ("console/cert-own-narrow.txt", "CAPF/CAPF.pem", "CAPF"),
    ] {
        let der = certificates_in(fixture).remove(0);
        let backwards = expected[name]["name"].as_str().unwrap();
        for (layout, separator) in LAYOUTS.into_iter().zip([", ", ","]) {
            let text = show_certificate(unit, &der, layout).unwrap();
            let listing = listing_in(&text);
            assert_eq!(listing.command, format!("show cert own {unit}"));
            assert_eq!(listing.layout, Some(layout));
            let entry = &listing.entries[0];
            assert_eq!(entry.unit.as_deref(), unit.split('/').next());
            assert_eq!(entry.certificate.as_deref(), expected[name]["sha256"].as_str());
            assert_eq!(entry.serial.as_deref(), expected[name]["serial"].as_str());
            let shown = backwards.replace(", ", separator);
            assert_eq!((entry.subject.as_deref(), entry.issuer.as_deref()), (Some(&*shown), Some(&*shown)));
            assert!(entry.not_before.as_ref().unwrap().starts_with("Wed Nov 25 13:32:"), "{entry:?}");
            assert!(entry.not_after.as_ref().unwrap().starts_with("Mon Nov 24 13:32:"), "{entry:?}");
        }
    }
}

#[test]
fn first_lines_are_those_of_the_documented_layouts() {
    let old = fixtures::read("console/cert-own-old.txt");
    let new = fixtures::read("console/cert-own-new.txt");
    for (fixture, unit, layout, count) in
        [(old, "tomcat/tomcat.pem", Layout::UpTo14Su1, 8), (new, "CallManager", Layout::From14Su2, 7)]
    {
        let fixture = String::from_utf8(fixture).unwrap();
        let der = pem::scan(fixture.as_bytes()).remove(0).contents.unwrap();
        let text = show_certificate(unit, &der, layout).unwrap();
        let head = |text: &str| text.lines().take(count).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(head(&text), head(&fixture));
        let block = |text: &str| text[text.find("-----BEGIN").unwrap()..text.find("-----END").unwrap()].to_owned();
        assert_eq!(block(&text), block(&fixture));
    }
    let der = fixtures::der("made/p256-sha256.pem");
    assert!(show_certificate("TVS", &der, Layout::UpTo14Su1).unwrap().contains("\n]-----BEGIN CERTIFICATE-----\n"));
}

#[test]
fn certificates_of_every_kind_are_read_again() {
    // What OpenSSL says of each.
    let mut unreadable = BTreeSet::new();
    for expected in fixtures::expected() {
        let der = fixtures::der(&expected.file);
        for layout in LAYOUTS {
            let Ok(text) = show_certificate("tomcat", &der, layout) else {
                unreadable.insert(expected.file.clone());
                continue;
            };
            let report = report_on("cert.txt", text.as_bytes());
            let entry = &report.listings[0].entries[0];
            assert_eq!(
                entry.certificate.as_deref(),
                Some(&*expected.fingerprints[0].to_lowercase()),
                "{}",
                expected.file
            );
            let serial = expected.serial.to_lowercase();
            let serial = serial.trim_start_matches(['-', '0']);
            if !expected.serial.starts_with('-') {
                assert_eq!(entry.serial.as_deref().unwrap().trim_start_matches('0'), serial, "{}", expected.file);
            }
            assert_eq!(report.listings[0].layout, Some(layout), "{}", expected.file);
        }
    }
    assert_eq!(unreadable.into_iter().collect::<Vec<_>>(), ["made/odd-dates-unreadable.der"]);
    assert!(show_certificate("tomcat", b"no certificate", Layout::UpTo14Su1).is_err());
}

#[test]
fn listings_of_certificates() {
    let entry = |unit: &str, file_name: &str, listed_as| ListedCertificate {
        unit: unit.to_owned(),
        file_name: file_name.to_owned(),
        listed_as,
    };
    let own = [
        entry("tomcat", "tomcat.pem", ListedAs::SignedBy("Lab_Root_CA".to_owned())),
        entry("tomcat-ECDSA", "tomcat-ECDSA.pem", ListedAs::SelfSigned),
        entry("ipsec", "ipsec.pem", ListedAs::SelfSigned),
        entry("ITLRecovery", "ITLRecovery.pem", ListedAs::SelfSigned),
        entry("CallManager", "CallManager.pem", ListedAs::SelfSigned),
        entry("CAPF", "CAPF.pem", ListedAs::SelfSigned),
        entry("TVS", "TVS.pem", ListedAs::SelfSigned),
    ];
    let fixture = String::from_utf8(fixtures::read("console/cert-list-own.txt")).unwrap();
    assert_eq!(show_certificate_list(ListedStore::Own, &own).trim_end(), fixture.trim_end());

    let trust = [
        entry("CallManager-trust", "CAPF-1a2b3c4d.pem", ListedAs::Trusted),
        entry("tomcat-trust", "cucm-pub.pem", ListedAs::AuthoritySigned),
    ];
    let listing = listing_in(&show_certificate_list(ListedStore::Trust, &trust));
    assert_eq!(listing.command, "show cert list trust");
    let read: Vec<_> = listing
        .entries
        .iter()
        .map(|entry| (entry.unit.as_deref(), entry.name.as_deref(), entry.remark.as_deref()))
        .collect();
    assert_eq!(
        read,
        [
            (Some("CallManager-trust"), Some("CAPF-1a2b3c4d.pem"), Some("Trust Certificate")),
            (Some("tomcat-trust"), Some("cucm-pub.pem"), Some("CA-signed certificate")),
        ]
    );
}

#[test]
fn the_mode_of_the_cluster() {
    let fixture = String::from_utf8(fixtures::read("console/cert-sql-mode.txt")).unwrap();
    assert_eq!(show_security_mode(true).trim_end(), fixture.trim_end());
    assert_eq!(listing_in(&show_security_mode(false)).mode, Some(ClusterMode::NonSecure));
}

#[test]
fn a_session_of_several_outputs_is_taken_apart() {
    let file = fixtures::read("samples/own/ITLFile-cucm12style-sha1.tlv");
    let mut session = show_trust_list(&file, ListKind::Itl, modified());
    session.extend(show_trust_list_missing().bytes());
    session.extend(show_security_mode(false).bytes());
    let der = fixtures::der("made/p256-sha256.pem");
    for layout in LAYOUTS {
        session.extend(show_certificate("TVS", &der, layout).unwrap().bytes());
    }
    let report = report_on("session.txt", &session);
    let told = "a console session with 5 outputs: show itl, show ctl, run sql select paramname,paramvalue from processconfig where";
    assert!(report.inputs[0].description.starts_with(told), "{}", report.inputs[0].description);
}

#[test]
fn words_of_roles_are_those_of_the_product() {
    assert_eq!(role_words(Role::SAST), "System Administrator Security Token");
    assert_eq!(role_words(Role::CCM_TFTP), "CCM+TFTP");
}
