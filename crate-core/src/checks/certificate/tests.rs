//! Checks on weak hashes and keys: when they speak, and when they keep silent. The fixtures were made by
//! `tests/fixtures/weak/make-certificates.sh`.

use crate::formats::certificate::fixtures;
use crate::report::{Finding, Severity};
use crate::{Case, Detail, Settings, Timestamp};

/// What a check says of some files of `tests/fixtures`, each with the name that it is given.
fn findings_of(check: &str, files: &[(&str, &str)]) -> Vec<Finding> {
    let mut case = Case::new();
    for (name, file) in files {
        case.add(name, fixtures::read(file));
    }
    let settings = Settings::at(Timestamp::parse("2026-12-10").unwrap());
    let findings = case.report(&settings, Detail::Slim, &mut |_| {}).findings;
    findings.into_iter().filter(|finding| finding.check == check).collect()
}

/// The same of some certificates of `tests/fixtures/weak`: severities and titles.
fn said(check: &str, files: &[&str]) -> Vec<(Severity, String)> {
    let paths: Vec<(String, String)> =
        files.iter().map(|file| (format!("{file}.pem"), format!("weak/{file}.pem"))).collect();
    let files: Vec<(&str, &str)> = paths.iter().map(|(name, path)| (name.as_str(), path.as_str())).collect();
    findings_of(check, &files).into_iter().map(|finding| (finding.severity, finding.title)).collect()
}

fn one(severity: Severity, title: &str) -> Vec<(Severity, String)> {
    vec![(severity, title.to_owned())]
}

const ROOTS: [&str; 10] =
    ["ACT2SUDICA", "act2eccsudi", "cmca", "cmca2", "crca2048", "crca2099", "crcam1", "crcam2", "eccroot", "hasudi"];

#[test]
fn ciscos_own_certificates_make_no_noise() {
    let paths = ROOTS.map(|name| format!("samples/cisco-roots/{name}.pem"));
    let files: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), path.as_str())).collect();
    for check in ["CRT-06", "CRT-07"] {
        assert_eq!(findings_of(check, &files), []);
    }
}

#[test]
fn hashes_that_an_issuer_signed() {
    assert_eq!(
        said("CRT-06", &["issued-sha1", "lab-ca"]),
        one(Severity::Warning, "cucm-sha1.example.com is signed with SHA-1")
    );
    assert_eq!(said("CRT-06", &["issued-md5"]), one(Severity::Error, "cucm-md5.example.com is signed with MD5"));
    assert_eq!(said("CRT-06", &["issued-sha256", "lab-ca", "rsa1024", "exponent-3"]), []);
}

#[test]
fn hashes_that_protect_nothing() {
    let harmless = "2 certificates: signed with MD5 or SHA-1, which does no harm there";
    assert_eq!(said("CRT-06", &["self-signed-sha1", "self-signed-md5"]), one(Severity::Info, harmless));
    let harmless = "1 certificate: signed with MD5 or SHA-1, which does no harm there";
    assert_eq!(said("CRT-06", &["token"]), one(Severity::Info, harmless));
    assert_eq!(
        said("CRT-06", &["lsc-sha1", "capf"]),
        one(Severity::Info, harmless),
        "the CAPF; LSCs have their own check"
    );
    let stored = findings_of("CRT-06", &[("cucm-pub/tomcat-trust/ca.pem", "weak/issued-sha1.pem")]);
    assert_eq!((stored.len(), stored[0].severity), (1, Severity::Info));
    assert!(stored[0].detail.starts_with("Held in trust stores alone"), "{}", stored[0].detail);
    let presented = findings_of(
        "CRT-06",
        &[
            ("cucm-pub/tomcat-trust/tomcat.pem", "weak/issued-sha1.pem"),
            ("cucm-pub/tomcat.pem", "weak/issued-sha1.pem"),
        ],
    );
    assert_eq!((presented.len(), presented[0].severity), (1, Severity::Warning), "it is more than that");
}

#[test]
fn keys() {
    let weak = "cucm-1024.example.com has a weak RSA key of 1024 bits";
    assert_eq!(said("CRT-07", &["rsa1024"]), one(Severity::Warning, weak));
    let broken = "cucm-512.example.com has an RSA key of 512 bits, which is far too short";
    assert_eq!(said("CRT-07", &["rsa512"]), one(Severity::Error, broken));
    let phone = "SEP001122334455 has an RSA key of 512 bits, which is far too short";
    assert_eq!(
        said("CRT-07", &["lsc-512", "lsc-1024"]),
        one(Severity::Error, phone),
        "LSCs of 1024 bits have their own check"
    );
    let factory = "1 certificate from Cisco's factory: an RSA key below 2048 bits";
    assert_eq!(said("CRT-07", &["token"]), one(Severity::Info, factory));
    let exponent = "1 certificate: a public exponent other than 65537";
    assert_eq!(said("CRT-07", &["exponent-3"]), one(Severity::Info, exponent));
    assert_eq!(said("CRT-07", &["issued-sha256", "lab-ca", "self-signed-sha1"]), []);
}

#[test]
fn keys_in_trust_stores_are_not_renewed() {
    let stored = findings_of("CRT-07", &[("cucm-pub/tomcat-trust/old.pem", "weak/rsa1024.pem")]);
    assert_eq!((stored.len(), stored[0].severity), (1, Severity::Warning));
    assert!(stored[0].advice.starts_with("Delete it"), "{}", stored[0].advice);
    let own = findings_of("CRT-07", &[("cucm-pub/tomcat.pem", "weak/rsa1024.pem")]);
    assert_eq!((own[0].severity, own[0].remedy.as_str()), (Severity::Warning, "P-TOMCAT"));
    assert_eq!(findings_of("CRT-07", &[("a.pem", "made/rsa2047-sha256.pem")]), [], "its first bit is not set");
}

#[test]
fn elliptic_curves_have_no_bits_to_count() {
    assert_eq!(findings_of("CRT-07", &[("a.pem", "made/p256-sha256.pem")]), []);
    let sha1 = findings_of("CRT-06", &[("a.pem", "made/p256-sha1.pem")]);
    assert_eq!((sha1.len(), sha1[0].severity), (1, Severity::Info), "self-signed");
}
