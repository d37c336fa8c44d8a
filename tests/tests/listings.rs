//! Requests, certificate listings and phones' configurations in whole reports: as text, as JSON, and beside each other.
//!
//! The fixtures were made by OpenSSL and keytool (`requests/make-requests.sh`, `configurations/make-configurations.sh`) and by
//! `console/cert-make.py` in the layouts that Cisco published.
#![cfg(not(target_arch = "wasm32"))]

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::fmt::Write;
use std::time::{Duration, Instant};
use trustlens_core::report::{InputKind, Report, Severity, text};
use trustlens_core::{Case, Detail};
use trustlens_tests::{file_name, files_below, fixture, report, report_on, settings_at};

/// The report on some fixtures, judged by a day on which all of their certificates are valid.
fn on(paths: &[&str]) -> Report {
    let mut case = Case::new();
    for path in paths {
        case.add(file_name(path), fixture(path));
    }
    report(&mut case, &settings_at("2026-12-10"))
}

/// Whether a line of a text report begins with these words, whatever the blanks between them.
fn says(text: &str, line: &str) -> bool {
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    text.lines().any(|said| words(said).starts_with(&words(line)))
}

#[test]
fn the_text_tells_of_requests_what_openssl_tells() {
    let said = text::render(&on(&["requests/tomcat.csr", "requests/tomcat.pem"]));
    for line in [
        "request C=CH, ST=ZH, L=Zurich, O=Lab, CN=cucm-pub-ms.example.com",
        "key RSA 2048, sha256WithRSAEncryption",
        "signed GOOD.",
        "names DNS: cucm-pub.example.com, DNS: cucm-sub1.example.com, DNS: example.com",
        "purposes serverAuth, clientAuth",
        "answer cucm-pub-ms.example.com,",
    ] {
        assert!(says(&said, line), "{line}\n{said}");
    }
    let said = text::render(&on(&["requests/signature-changed.der"]));
    assert!(!says(&said, "signed GOOD."), "{said}");
}

#[test]
fn the_text_tells_of_listings_and_configurations() {
    let paths = ["console/cert-sql.txt", "console/cert-ctl-update.txt", "configurations/SEP001122334455.cnf.xml"];
    let said = text::render(&on(&paths));
    for line in [
        "names tomcat on cucm-pub",
        "names CallManager-trust on cucm-pub",
        "names tomcat-ECDSA on cucm-sub1",
        "says It asks to restart TFTP and CallManager",
        "device SEP001122334455",
        "security encrypted",
        "transport TLS",
        "firmware sip88xx.14-2-1-0101-26",
        "TVS 10.1.1.11, port 2445; 10.1.1.10, port 2445",
        "certHash 8b2361a2c92aea4af25c6e9c64bed125",
    ] {
        assert!(says(&said, line), "{line}\n{said}");
    }
}

#[test]
fn every_text_is_plain_and_every_report_is_json_that_comes_back() {
    let paths = ["requests", "console", "configurations"].into_iter().flat_map(files_below);
    for path in paths.filter(|path| !path.starts_with("console/") || file_name(path).starts_with("cert-")) {
        let report = on(&[&path]);
        let said = text::render(&report);
        for line in said.lines() {
            assert!(!line.ends_with(' '), "{path}: {line:?}");
            assert!(line.chars().all(|character| !character.is_control()), "{path}: {line:?}");
            assert!(line.starts_with("  is ") || line.chars().count() <= 110, "{path}: {line:?}");
        }
        let json = serde_json::to_string(&report).expect("a report is JSON");
        let again: Report = serde_json::from_str(&json).expect("and can be read again");
        assert_eq!(again, report, "{path}");
    }
}

#[test]
fn a_challenge_password_stands_nowhere_in_a_report() {
    // make-requests.sh gave the word to OpenSSL; the request's own bytes would give it away in base64 at any of three phases.
    let password = b"PrintedNowhere";
    let mut hidden = vec![String::from_utf8(password.to_vec()).unwrap(), hex_digits(password)];
    for phase in 0..3 {
        let encoded = BASE64_STANDARD.encode([&vec![0; phase], password.as_slice()].concat());
        hidden.push(encoded[4..encoded.len() - 4].to_owned());
    }
    let bytes = fixture("requests/challenge.csr");
    let mut case = Case::new();
    case.add("challenge.csr", bytes);
    for detail in [Detail::Slim, Detail::Full] {
        let report = case.report(&settings_at("2026-12-10"), detail, &mut |_| {});
        assert_eq!(report.requests.len(), 1);
        let written = serde_json::to_string(&report).unwrap() + &text::render(&report);
        for word in &hidden {
            assert!(!written.to_lowercase().contains(&word.to_lowercase()), "{word} is told");
        }
    }
}

fn hex_digits(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[test]
fn healthy_things_beside_each_other_give_no_warning() {
    let report = on(&[
        "requests/tomcat.csr",
        "requests/tomcat.pem",
        "requests/ca.pem",
        "console/cert-sql.txt",
        "console/cert-list-own.txt",
        "console/cert-ctl-update.txt",
        "configurations/SEP001122334455.cnf.xml",
    ]);
    let alarms: Vec<_> = report.findings.iter().filter(|finding| finding.severity < Severity::Info).collect();
    assert!(alarms.is_empty(), "{alarms:?}");
}

#[test]
fn a_configuration_in_a_signed_file_is_read() {
    let report = on(&["samples/peer/sgn-sha1/SEP001122334455.cnf.xml.sgn"]);
    let member = report.inputs.iter().find(|input| input.kind == InputKind::Configuration).expect("the body");
    assert_eq!(member.parent, Some(report.inputs[0].id));
    assert_eq!(report.configurations.len(), 1);
    assert_eq!(report.configurations[0].load.as_deref(), Some("sip88xx.12-8-1-0001-455"));
}

#[test]
fn the_order_in_which_files_come_joins_the_same() {
    let mut paths =
        ["console/cert-sql-without-pem.txt", "console/cert-tomcat.pem", "requests/tomcat.csr", "requests/tomcat.pem"];
    let joined = |report: &Report| {
        let mut entries: Vec<_> = report
            .listings
            .iter()
            .flat_map(|listing| &listing.entries)
            .map(|entry| entry.certificate.clone())
            .collect();
        entries.sort();
        let answers: Vec<_> = report.requests.iter().map(|request| request.certificates.clone()).collect();
        (entries, answers)
    };
    let one = joined(&on(&paths));
    assert!(one.0.iter().any(Option::is_some), "{one:?}");
    paths.reverse();
    assert_eq!(joined(&on(&paths)), one);
}

#[test]
fn time_grows_with_the_size_alone() {
    // What could make a reader look again and again, or pad lines to a width without bounds; some 300 kB each, to be read in a build
    // without optimisation.
    let sql = "admin:run sql select * from certificate\n";
    let rules = |count: usize| sql.to_owned() + "a\n" + &"=".repeat(100_000) + &"\n==".repeat(count) + "\n";
    let members = "<member><address>a</address></member>".repeat(8_000);
    let server = |number: usize| {
        format!(
            "10.0.{}.{} host{number}.example.com host{number} Subscriber callmanager DBSub\n",
            number / 200,
            number % 200
        )
    };
    let huge: [(&str, String); 11] = [
        ("nested.cnf.xml", "<device>".to_owned() + &"<a>".repeat(100_000)),
        ("wide.cnf.xml", format!("<device><callManagerGroup>{members}</callManagerGroup></device>")),
        ("groups.cnf.xml", format!("<device>{}{members}{}</device>", "<TVS>".repeat(900), "</TVS>".repeat(900))),
        ("list.txt", "admin:show cert list own\n".to_owned() + &"tomcat/tomcat.pem: Certificate\n".repeat(10_000)),
        (
            "own.txt",
            "admin:show cert own tomcat\n[\n  Version: V3\n".to_owned() + &"  Serial Number: 1\n".repeat(15_000),
        ),
        ("rows.txt", format!("{sql}servername certificate\n========== ===========\n{}", "x y\n".repeat(75_000))),
        (
            "columns.txt",
            sql.to_owned() + &"a ".repeat(50_000) + "\n" + &"= ".repeat(50_000) + "=\n" + &"x\n".repeat(50_000),
        ),
        ("rules.txt", rules(60_000)),
        ("cluster.txt", "admin:show network cluster\n".to_owned() + &(0..5_000).map(server).collect::<String>()),
        ("versions.txt", "Active Master Version: 12.5.1.11900-146\n".repeat(8_000)),
        ("few-rules.txt", rules(10) + &"x\n".repeat(60_000)),
    ];
    for (name, text) in huge {
        let start = Instant::now();
        let report = report_on([(name, text.into_bytes())]);
        assert!(!report.inputs.is_empty());
        assert!(start.elapsed() < Duration::from_secs(20), "{name} took {:?}", start.elapsed());
    }
}
