//! What comes out of containers, whole and broken, and that bombs end in a sentence. The files are made by
//! `fixtures/containers/make-containers.sh`.
#![cfg(not(target_arch = "wasm32"))]

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use trustlens_core::Case;
use trustlens_core::intake::{Allowance, Candidate, recognise};
use trustlens_core::report::{Input, InputKind, Report};
use trustlens_tests::{file_name, files_below, fixture, report, report_on, settings};

fn container(path: &str) -> Vec<u8> {
    fixture(&format!("containers/{path}"))
}

fn report_of(path: &str) -> Report {
    report_on([(file_name(path), container(path))])
}

fn input<'a>(report: &'a Report, name: &str) -> &'a Input {
    report.inputs.iter().find(|input| input.name == name).unwrap_or_else(|| panic!("no {name} in {:?}", names(report)))
}

fn names(report: &Report) -> Vec<&str> {
    report.inputs.iter().map(|input| input.name.as_str()).collect()
}

fn said(input: &Input) -> String {
    input.problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join("\n")
}

// ---------------------------------------------------------------------------------------------------------------------
// One case
// ---------------------------------------------------------------------------------------------------------------------

#[test]
fn what_is_inside_joins_the_case_under_its_container() {
    let report = report_of("zip/nested.zip");
    assert_eq!(
        names(&report),
        ["nested.zip", "inner.zip", "ITLFile.tlv", "certificates/crca2048.pem", "case/notes.txt"]
    );
    let (outer, inner) = (input(&report, "nested.zip"), input(&report, "inner.zip"));
    assert_eq!((inner.parent, input(&report, "ITLFile.tlv").parent), (Some(outer.id), Some(inner.id)));
    assert_eq!(input(&report, "case/notes.txt").parent, Some(outer.id));
    assert_eq!(report.trust_lists.len(), 1);
    assert!(
        report.certificates.iter().any(|certificate| certificate.found_in.iter().any(|place| place.record.is_none()))
    );
}

#[test]
fn names_are_shown_as_what_they_are() {
    let report = report_of("zip/hostile-names.zip");
    for shown in
        ["../../outside.txt", "/etc/passwd", "C:\\Windows\\system.ini", "a\\u{1b}[2Jb\\n.txt", "\\u{202e}gnp.exe"]
    {
        assert_eq!(input(&report, shown).kind, InputKind::Unknown);
    }
}

/// The header of a signed file of the samples with another body. Its signature does not hold, which is not asked here.
fn signed(body: &[u8]) -> Vec<u8> {
    let sample = fixture("samples/peer/sgn-sha1/SEP001122334455.cnf.xml.sgn");
    let length = usize::from(u16::from_be_bytes([sample[8], sample[9]]));
    [&sample[..length], body].concat()
}

#[test]
fn a_signed_archive_leads_to_its_members() {
    let report = report_on([("cmterm-test.cop.sgn", signed(&container("gzip/case.tar.gz")))]);
    // The name inside the header is that of the sample.
    let expected = [
        "cmterm-test.cop.sgn",
        "SEP001122334455.cnf.xml",
        "case/ITLFile.tlv",
        "case/certificates/crca2048.pem",
        "case/notes.txt",
    ];
    let mut found = names(&report);
    found.sort_unstable();
    let mut wanted = expected.to_vec();
    wanted.sort_unstable();
    assert_eq!(found, wanted);
    let body = input(&report, "SEP001122334455.cnf.xml");
    assert_eq!(body.description, "a tar archive in gzip with 3 members");
    let place = body.origin.as_ref().and_then(|origin| origin.offset);
    assert_eq!(place, report.signed_files[0].header_length);
}

#[test]
fn what_is_signed_is_an_input_when_it_is_read() {
    for (body, members) in [
        (&b"<device><fullConfig>true</fullConfig></device>"[..], 1),
        (b"plain text that somebody signed\n", 1),
        (&container("zip/case.zip"), 4),
        (b"\x7fELF\x01\x01\x01\0\0\0\0firmware", 0),
        (b"", 0),
    ] {
        let report = report_on([("given.sgn", signed(body))]);
        assert_eq!(report.inputs.len(), 1 + members, "{:?}", names(&report));
        assert!(report.inputs.get(1).is_none_or(|member| member.size == u64::try_from(body.len()).unwrap()));
    }
    let encrypted = report_on([("x.enc.sgn", fixture("samples/peer/enc-sha1/SEP001122334455.cnf.xml.enc.sgn"))]);
    assert_eq!(encrypted.inputs.len(), 1, "nothing is read of an encrypted body");
}

#[test]
fn text_in_utf_16_is_read() {
    for path in [
        "text/certificate-utf-16.pem",
        "text/certificate-utf-16-big-endian.pem",
        "text/certificate-utf-16-without-mark.pem",
    ] {
        let report = report_of(path);
        assert_eq!(report.inputs[0].description, "text in UTF-16, read as UTF-8", "{path}");
        assert_eq!(report.inputs[1].name, format!("{} as UTF-8", file_name(path)));
        assert_eq!(
            report.certificates[0].sha1,
            report_on([("x", fixture("samples/cisco-roots/crca2048.pem"))]).certificates[0].sha1
        );
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Passwords
// ---------------------------------------------------------------------------------------------------------------------

/// SHA-1 of the certificates of a case.
fn certificates(report: &Report) -> Vec<&str> {
    report.certificates.iter().map(|certificate| certificate.common_name.as_str()).collect()
}

const CHAIN: [&str; 2] = ["itlrecovery.lab.example", "Cisco Root CA 2048"];

#[test]
fn a_password_opens_what_waits_for_it() {
    let mut case = Case::new();
    case.add("modern.p12", container("pkcs12/rsa-modern.p12"));
    let waiting = report(&mut case, &settings());
    let file = &waiting.inputs[0];
    assert_eq!(
        (file.kind, file.locked, file.description.as_str()),
        (InputKind::PrivateKey, true, "PKCS#12 with 1 private key, locked with a password")
    );
    assert!(said(file).contains("give its password to see the certificates in it"));
    assert!(waiting.certificates.is_empty());

    assert!(case.unlock("wrong").is_empty());
    let wrong = report(&mut case, &settings());
    assert!(
        wrong.inputs[0].locked && said(&wrong.inputs[0]).contains("it does not open with the password that was given")
    );

    assert_eq!(case.unlock("lab-password"), [0]);
    let open = report(&mut case, &settings());
    let file = &open.inputs[0];
    assert_eq!((file.kind, file.locked), (InputKind::PrivateKey, false));
    assert_eq!(file.description, "PKCS#12 with 1 private key, which is not kept, and 2 certificates");
    assert!(said(file).contains("openssl pkcs12 -in FILE -nokeys"), "{}", said(file));
    assert_eq!(certificates(&open), CHAIN);

    // The password is known now, and opens what comes later by itself.
    case.add("legacy.p12", container("pkcs12/rsa-legacy.p12"));
    assert!(!report(&mut case, &settings()).inputs[1].locked);
}

#[test]
fn a_password_opens_what_lies_in_archives() {
    let mut case = Case::new();
    case.add("nested.zip", container("keys-inside/nested.zip"));
    let before = report(&mut case, &settings());
    let waiting: Vec<usize> = before.inputs.iter().filter(|input| input.locked).map(|input| input.id).collect();
    assert_eq!(waiting.len(), 3, "two in the tar archive, one beside it");
    assert_eq!(case.unlock("lab-password"), waiting);
    let after = report(&mut case, &settings());
    assert!(after.inputs.iter().all(|input| !input.locked));
    assert_eq!(before.inputs.len(), after.inputs.len());
    assert!(CHAIN.iter().all(|name| certificates(&after).contains(name)));
}

#[test]
fn a_password_opens_an_archive_and_what_is_in_it() {
    let mut case = Case::new();
    case.add("encrypted.zip", container("zip/encrypted.zip"));
    let locked = report(&mut case, &settings());
    assert_eq!((locked.inputs.len(), locked.inputs[0].locked), (1, true));
    assert_eq!(case.unlock("lab-password"), [0, 1, 2, 3]);
    assert_eq!(report(&mut case, &settings()).trust_lists.len(), 1);

    // What could be read before is not there twice.
    let mut case = Case::new();
    case.add("partly.zip", container("zip/partly-encrypted.zip"));
    assert_eq!(names(&report(&mut case, &settings())), ["partly.zip", "case/ITLFile.tlv"]);
    assert!(case.unlock("wrong").is_empty());
    case.unlock("lab-password");
    let open = report(&mut case, &settings());
    assert_eq!(names(&open), ["partly.zip", "case/ITLFile.tlv", "case/notes.txt"]);
    assert!(!open.inputs[0].locked && open.inputs[1..].iter().all(|input| input.parent == Some(0)));
}

#[test]
fn empty_and_missing_passwords_are_tried_unasked() {
    for path in ["pkcs12/rsa-empty-password.p12", "pkcs12/rsa-empty-password-legacy.p12"] {
        let report = report_of(path);
        assert!(!report.inputs[0].locked, "{path}");
        assert_eq!(certificates(&report), CHAIN, "{path}");
    }
    let missing = report_of("pkcs12/rsa-null-password.p12");
    assert!(!missing.inputs[0].locked);
    assert_eq!(missing.inputs[0].description, "PKCS#12 with 1 private key, which is not kept, and 1 certificate");
    assert_eq!(report_of("pkcs12/truststore-open.p12").inputs[0].description, "PKCS#12 with 1 certificate");
    assert_eq!(report_of("pkcs12/truststore-open.p12").inputs[0].kind, InputKind::CertificateBundle);
}

fn opened(path: &str) -> Report {
    let mut case = Case::new();
    case.add(file_name(path), container(path));
    case.unlock("lab-password");
    report(&mut case, &settings())
}

#[test]
fn every_kind_of_pkcs12_says_what_it_holds() {
    for (path, description) in [
        ("rsa-legacy.p12", "PKCS#12 with 1 private key, which is not kept, and 2 certificates"),
        ("rsa-triple-des.p12", "PKCS#12 with 1 private key, which is not kept, and 2 certificates"),
        ("rsa-rc2-128.p12", "PKCS#12 with 1 private key, which is not kept, and 2 certificates"),
        ("ec-modern.p12", "PKCS#12 with 1 private key, which is not kept, and 1 certificate"),
        ("keytool.p12", "PKCS#12 with 1 private key, which is not kept, and 1 certificate"),
        ("rsa-key-not-encrypted.p12", "PKCS#12 with 1 private key, which is not kept, and 2 certificates"),
        ("certificates.p12", "PKCS#12 with 2 certificates"),
        ("truststore.p12", "PKCS#12 with 2 certificates"),
        ("truststore-hmac-sha1.p12", "PKCS#12 with 1 certificate"),
        ("secret-key.p12", "PKCS#12 with 1 secret key, which is not kept"),
    ] {
        let report = opened(&format!("pkcs12/{path}"));
        assert_eq!(report.inputs[0].description, description, "{path}");
        let with_key = description.contains("key");
        assert_eq!(report.inputs[0].kind == InputKind::PrivateKey, with_key, "{path}");
        assert_eq!(said(&report.inputs[0]).is_empty(), !with_key, "{path}: {}", said(&report.inputs[0]));
    }
}

#[test]
fn a_file_that_was_changed_is_told_from_a_wrong_password() {
    let changed = opened("pkcs12/changed.p12");
    assert!(!changed.inputs[0].locked);
    assert!(said(&changed.inputs[0]).contains("its checksum does not fit although the password does"));
    let mut case = Case::new();
    case.add("x.p12", container("pkcs12/rsa-modern.p12"));
    case.unlock("wrong");
    let wrong = report(&mut case, &settings());
    assert!(wrong.inputs[0].locked && !said(&wrong.inputs[0]).contains("checksum"));
    let cut = report_of("pkcs12/cut.p12");
    assert_eq!(cut.inputs[0].description, "a PKCS#12 file that cannot be read, not kept");
}

#[test]
fn java_keystores_are_told_how_to_be_converted() {
    for path in ["pkcs12/keystore.jks", "pkcs12/keystore.jceks"] {
        let report = report_of(path);
        assert_eq!(report.inputs[0].kind, InputKind::PrivateKey);
        assert!(said(&report.inputs[0]).contains("keytool -importkeystore"), "{path}");
    }
}

#[test]
fn too_many_rounds_are_refused_at_once() {
    let begun = Instant::now();
    let report = opened("pkcs12/many-rounds.p12");
    assert!(
        said(&report.inputs[0]).contains("it takes more than 1000000 rounds of hashing"),
        "{}",
        said(&report.inputs[0])
    );
    assert!(!report.inputs[0].locked);
    assert!(begun.elapsed() < LIMIT, "{:?}", begun.elapsed());
}

// ---------------------------------------------------------------------------------------------------------------------
// Bombs
// ---------------------------------------------------------------------------------------------------------------------

/// Without optimisation everything takes some ten times as long.
const LIMIT: Duration = if cfg!(debug_assertions) { Duration::from_secs(40) } else { Duration::from_secs(1) };

/// Adds a bomb beside something else, and sees that it ends in time with a message, and that the rest of the case is there.
fn defused(path: &str) -> Report {
    let mut case = Case::new();
    case.add("ITLFile.tlv", fixture("samples/own/ITLFile-cucm12style-sha1.tlv"));
    let begun = Instant::now();
    case.add(file_name(path), container(path));
    let took = begun.elapsed();
    println!("{path}: {took:?}");
    assert!(took < LIMIT, "{path} took {took:?}");
    let report = report(&mut case, &settings());
    assert_eq!(report.trust_lists.len(), 1);
    assert!(report.inputs.len() <= 10_002);
    let unpacked: u64 = report.inputs.iter().filter(|input| input.parent.is_some()).map(|input| input.size).sum();
    assert!(unpacked <= 64 * 1024 * 1024, "{path}: {unpacked} bytes were unpacked");
    report
}

fn anywhere(report: &Report, words: &str) -> bool {
    report.inputs.iter().any(|input| said(input).contains(words) || input.description.contains(words))
}

#[test]
fn gigabytes_of_zeros() {
    let gzip = defused("bombs/gigabyte.gz.gz");
    assert!(anywhere(&gzip, "it expands to more than 200 times its size"));
    let zip = defused("bombs/gigabyte-in-zip.zip");
    assert!(anywhere(&zip, "\"zeros.bin\" was not read"));
    assert!(names(&zip).contains(&"first.txt") && names(&zip).contains(&"last.txt"), "{:?}", names(&zip));
}

#[test]
fn archives_in_archives() {
    let wide = defused("bombs/sixteen-in-five.zip");
    assert!(anywhere(&wide, "was not read: ") || anywhere(&wide, "unpacking ended at"));
    let deep = defused("bombs/thirty-deep.zip");
    assert!(anywhere(&deep, "not looked into: 8 containers lie around it"));
    assert_eq!(deep.inputs.len(), 1 + 9);
}

#[test]
fn members_that_share_their_bytes() {
    let report = defused("bombs/overlapping.zip");
    assert!(anywhere(&report, "its bytes are also those of other members"));
    assert!(names(&report).contains(&"000.bin"));
}

#[test]
fn hundreds_of_thousands_of_members() {
    let report = defused("bombs/many-members.tar.gz.gz");
    assert!(anywhere(&report, "unpacking ended at "));
    assert!(names(&report).contains(&"0.txt"));
}

// ---------------------------------------------------------------------------------------------------------------------
// Any bytes
// ---------------------------------------------------------------------------------------------------------------------

/// The containers that are not bombs, with how they begin.
static FILES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let folders = ["zip", "tar", "gzip", "pkcs12", "text"];
    folders.iter().flat_map(|folder| files_below(&format!("containers/{folder}"))).map(|path| fixture(&path)).collect()
});

/// Bytes behind a mark, and containers with bytes changed, cut off and put in.
fn odd_container() -> impl Strategy<Value = Vec<u8>> {
    let marks = vec![
        &b"PK\x03\x04"[..],
        b"PK\x05\x06",
        b"\x1f\x8b\x08",
        b"\x1f\x8b\x08\x08",
        b"\xff\xfe",
        b"\x30\x82\x01\x00\x02\x01\x03",
    ];
    let soup = (select(marks), vec(any::<u8>(), 0..600)).prop_map(|(mark, rest)| [mark, &rest].concat());
    let change = (any::<Index>(), any::<u8>(), 0..3_u8, 1..40_usize);
    let changed = (select(FILES.as_slice()), vec(change, 1..6)).prop_map(|(mut bytes, changes)| {
        for (index, byte, kind, length) in changes {
            let at = index.index(bytes.len() + 1);
            let end = (at + length).min(bytes.len());
            match kind {
                0 => bytes[at..end].fill(byte),
                1 => drop(bytes.drain(at..end)),
                _ => drop(bytes.splice(at..at, [byte; 7])),
            }
        }
        bytes
    });
    prop_oneof![1 => soup, 4 => changed]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400 * std::env::var("TRUSTLENS_PATIENCE").ok().and_then(|patience| patience.parse().ok()).unwrap_or(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn whatever_stands_in_a_container_stays_within_the_bounds(bytes in odd_container(), known in any::<bool>()) {
        let passwords: Vec<String> = if known { vec!["lab-password".to_owned()] } else { Vec::new() };
        let before = Allowance { members: 2, bytes: 8_000, rounds: 20_000 };
        let mut allowance = before;
        let found = recognise(&Candidate { name: "given", bytes: &bytes, passwords: &passwords }, &mut allowance);
        prop_assert!(found.members.len() <= before.members);
        let unpacked: usize = found.members.iter().map(|member| member.bytes.len()).sum();
        // Base64 is shorter than what it was made from, and takes nothing from the bytes.
        prop_assert!(unpacked <= 8_000 || unpacked < bytes.len(), "{} bytes", unpacked);
        prop_assert!(!found.description.is_empty());
        let size = u64::try_from(bytes.len()).unwrap();
        prop_assert!(found.problems.iter().all(|problem| problem.offset.is_none_or(|offset| offset <= size)));
    }

    #[test]
    fn whatever_stands_in_a_container_gives_a_report(bytes in odd_container()) {
        let mut case = Case::new();
        case.add("given", bytes);
        case.unlock("lab-password");
        let report = report(&mut case, &settings());
        for input in &report.inputs {
            prop_assert!(input.parent.is_none_or(|parent| parent < input.id));
        }
    }
}
