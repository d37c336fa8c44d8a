//! Each check on requests: when it speaks, and when it keeps silent.

use crate::formats::certificate::fixtures;
use crate::report::{Finding, Severity};
use crate::{Case, Detail, Settings, Timestamp};

/// Some weeks after the fixtures were made.
fn settings() -> Settings {
    Settings::at(Timestamp::parse("2026-12-10").unwrap())
}

/// What a check says of some files of `tests/fixtures/requests`, each with the name that it is given.
fn findings_of(check: &str, files: &[(&str, &str)], settings: &Settings) -> Vec<Finding> {
    let mut case = Case::new();
    for (name, file) in files {
        case.add(name, fixtures::read(&format!("requests/{file}")));
    }
    let findings = case.report(settings, Detail::Slim, &mut |_| {}).findings;
    findings.into_iter().filter(|finding| finding.check == check).collect()
}

fn findings(check: &str, files: &[&str]) -> Vec<Finding> {
    let named: Vec<(&str, &str)> = files.iter().map(|file| (*file, *file)).collect();
    findings_of(check, &named, &settings())
}

fn only(check: &str, files: &[&str]) -> Finding {
    let mut found = findings(check, files);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

fn released(release: &str) -> Settings {
    Settings { release: Some(release.to_owned()), ..settings() }
}

/// The two files of a healthy renewal: nothing is wrong, and of the requests nothing but the answer is worth a word.
#[test]
fn a_healthy_pair_raises_no_alarm() {
    for pair in [["tomcat.csr", "tomcat.pem"], ["tomcat.pem", "tomcat.csr"]] {
        let mut case = Case::new();
        for file in pair {
            case.add(file, fixtures::read(&format!("requests/{file}")));
        }
        for release in [None, Some("14SU3"), Some("15")] {
            let settings = Settings { release: release.map(str::to_owned), ..settings() };
            let findings = case.report(&settings, Detail::Slim, &mut |_| {}).findings;
            assert!(findings.iter().all(|finding| finding.severity == Severity::Info), "{release:?}: {findings:?}");
            let of_requests = findings.iter().map(|finding| finding.check.as_str()).filter(|id| id.starts_with("CSR"));
            assert_eq!(of_requests.collect::<Vec<_>>(), ["CSR-01"], "{release:?}: {findings:?}");
        }
    }
}

#[test]
fn csr_01_names_the_answer() {
    let answered = only("CSR-01", &["tomcat.csr", "tomcat.pem", "tomcat-other-key.pem"]);
    assert_eq!(answered.severity, Severity::Info);
    assert!(answered.detail.contains("cucm-pub-ms.example.com, issued by Lab CA, valid until"), "{}", answered.detail);
    assert_eq!(answered.evidence.len(), 2);
}

#[test]
fn csr_01_finds_a_certificate_with_another_key() {
    let in_one_file = only("CSR-01", &["request-and-other-key.pem"]);
    assert_eq!(in_one_file.severity, Severity::Error);
    assert!(in_one_file.title.ends_with("has another key than the request"));

    let by_name =
        findings_of("CSR-01", &[("tomcat.csr", "tomcat.csr"), ("tomcat.cer", "tomcat-other-key.pem")], &settings());
    assert_eq!(by_name[0].severity, Severity::Error, "the same name, and issued just now");
    let fresh = only("CSR-01", &["tomcat.csr", "tomcat-other-key.pem"]);
    assert_eq!(fresh.severity, Severity::Warning, "issued just now, but perhaps for another request");
    assert!(fresh.detail.contains("If it is an earlier certificate of the server"));
}

#[test]
fn csr_01_keeps_calm_where_a_request_waits() {
    let later = Settings::at(Timestamp::parse("2028-01-01").unwrap());
    let old = [("tomcat.csr", "tomcat.csr"), ("tomcat.pem", "tomcat-other-key.pem")];
    let waiting = findings_of("CSR-01", &old, &later);
    assert_eq!(waiting[0].severity, Severity::Info, "the certificate that is to be renewed");
    assert!(waiting[0].title.contains("No certificate of the case answers"));
    assert!(findings("CSR-01", &["tomcat.csr", "tomcat-self-signed.pem", "ca.pem"]).is_empty());
    assert!(findings("CSR-01", &["CAPF.csr", "tomcat.pem"]).is_empty());
}

#[test]
fn csr_02_compares_alternative_names() {
    let added = only("CSR-02", &["tomcat.csr", "tomcat-www-added.pem"]);
    assert_eq!(added.severity, Severity::Error);
    assert_eq!(added.detail, "The authority added DNS: www.cucm-pub-ms.example.com.");
    let dropped = only("CSR-02", &["tomcat.csr", "tomcat-name-dropped.pem"]);
    assert_eq!(dropped.detail, "It dropped DNS: cucm-sub1.example.com.");
    // The same key was certified without names before: the newest answer counts, and self-signed ones do not.
    assert!(findings("CSR-02", &["tomcat.csr", "tomcat.pem"]).is_empty());
    assert!(findings("CSR-02", &["tomcat.csr"]).is_empty());
    let asked_for_none = only("CSR-02", &["names-not-asked.csr", "names-not-asked.pem"]);
    assert_eq!(asked_for_none.severity, Severity::Warning);
}

#[test]
fn csr_03_compares_subjects_but_for_the_unit() {
    let cut = only("CSR-03", &["tomcat.csr", "tomcat-subject-cut.pem"]);
    assert_eq!(cut.severity, Severity::Warning);
    assert_eq!(cut.detail, "The request asked for C=CH, ST=ZH, L=Zurich and O=Lab.");
    assert!(findings("CSR-03", &["tomcat-with-ou.csr", "tomcat.pem"]).is_empty(), "the unit was dropped");
    assert!(findings("CSR-03", &["tomcat.csr", "tomcat.pem"]).is_empty());
}

#[test]
fn csr_04_holds_the_usage_against_the_role() {
    let detail = |file: &str, release: &str| {
        findings_of("CSR-04", &[(file, file)], &released(release))
            .into_iter()
            .map(|finding| finding.detail)
            .collect::<Vec<_>>()
    };
    let quiet: [&str; 0] = [];
    assert_eq!(detail("tomcat.csr", "14SU2"), quiet);
    assert_eq!(detail("tomcat.csr", "12.5"), ["It does not ask for keyEncipherment, which tomcat needs."]);
    assert_eq!(detail("tomcat-with-ou.csr", "12.5(1)SU3"), quiet);
    assert_eq!(detail("tomcat-with-ou.csr", "15"), ["It asks for keyEncipherment, which tomcat does not need."]);
    assert_eq!(detail("CAPF.csr", "14"), quiet);
    assert_eq!(detail("CAPF.csr", "12.5"), ["It asks for clientAuth, which CAPF does not need."]);
    assert_eq!(detail("ipsec.csr", "14"), quiet);
    for file in ["tomcat.csr", "tomcat-with-ou.csr", "CAPF.csr", "ipsec.csr", "CallManager-ECDSA.csr"] {
        assert!(findings("CSR-04", &[file]).is_empty(), "{file}: of an unknown release either will do");
    }
    let asks_for_none = findings_of("CSR-04", &[("tomcat.csr", "rsa2048-sha512.csr")], &settings());
    assert!(asks_for_none[0].detail.contains("no key usage at all"));
    assert_eq!(asks_for_none[0].severity, Severity::Info);
}

#[test]
fn csr_04_looks_at_key_hash_and_proof() {
    let detail = |file: &str| only("CSR-04", &[file]).detail;
    assert_eq!(
        detail("rsa1024-sha1.csr"),
        "Its RSA key has 1024 bits; authorities ask for at least 2048. It is signed with SHA-1, which many authorities no longer take."
    );
    assert_eq!(detail("p384-sha256.csr"), "Its key is on P-384, which goes with SHA-384 or SHA-512, not with SHA-256.");
    assert!(detail("secp256k1.csr").contains("not one of P-256, P-384 and P-521"));
    assert!(detail("ed25519.csr").contains("neither RSA nor on an elliptic curve"));
    for file in ["p256-sha256.csr", "p521-sha512.csr", "rsa2048-sha512.csr", "pss.csr", "plain.der", "keytool-rsa.csr"]
    {
        assert!(findings("CSR-04", &[file]).is_empty(), "{file}");
    }
    for file in ["signature-changed.der", "subject-changed.der"] {
        let broken = only("CSR-04", &[file]);
        assert_eq!(broken.severity, Severity::Error, "{file}");
        assert!(broken.title.contains("is not signed with its own key"), "{file}");
    }
}

#[test]
fn csr_05_misses_nodes_that_were_given() {
    let with = |nodes: &[&str], files: &[&str]| {
        let nodes = nodes.iter().map(|node| crate::report::Node::named(*node)).collect();
        let named: Vec<(&str, &str)> = files.iter().map(|file| (*file, *file)).collect();
        findings_of("CSR-05", &named, &Settings { nodes, ..settings() })
    };
    let nodes = ["cucm-pub.example.com", "CUCM-SUB1", "cucm-sub2"];
    let both = with(&nodes, &["tomcat.csr", "tomcat.pem"]);
    assert_eq!(both.len(), 2, "the request and the certificate");
    assert_eq!(both[0].detail, "Of the nodes that were given, its alternative names lack cucm-sub2.");
    assert_eq!(both[0].severity, Severity::Warning);
    assert!(with(&nodes[..2], &["tomcat.csr", "tomcat.pem"]).is_empty());
    assert!(with(&[], &["tomcat.csr"]).is_empty(), "nobody said which nodes there are");
    assert!(with(&["192.0.2.1", "cucm-pub"], &["tomcat.csr"]).is_empty(), "addresses say nothing");
    assert!(with(&["other-pub", "other-sub"], &["tomcat.csr"]).is_empty(), "another cluster's");
    assert!(with(&nodes, &["CallManager-ECDSA.csr", "ca.pem"]).is_empty(), "one server's own");
}

#[test]
fn csr_06_speaks_of_units_where_cucm_no_longer_writes_them() {
    let unit = only("CSR-06", &["tomcat-with-ou.csr"]);
    assert_eq!((unit.severity, unit.detail.as_str()), (Severity::Info, "It asks for OU=Voice."));
    assert!(findings("CSR-06", &["tomcat.csr"]).is_empty());
    let of = |release: &str| findings_of("CSR-06", &[("a.csr", "tomcat-with-ou.csr")], &released(release)).len();
    assert_eq!((of("14SU3"), of("12.5"), of("11.5(1)SU9")), (1, 0, 0));
}
