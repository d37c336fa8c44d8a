//! Services of small cases, against domain.md, sections 1.1 and 1.4.

use super::*;
use crate::case::context::Settings;
use crate::case::{Case, Detail};
use crate::report::{ClusterMode, Evidence, Report, ServiceState, Severity, text};
use crate::timestamp::Timestamp;

macro_rules! sample {
    ($name:literal) => {
        include_bytes!(concat!("../../../tests/fixtures/samples/", $name)).to_vec()
    };
}

/// The order of the article.
const IDS: [&str; 13] = [
    "encrypted-calls",
    "encrypted-configuration",
    "trunks-gateways",
    "srst",
    "security-by-default",
    "conferencing",
    "ldap",
    "web",
    "single-sign-on",
    "extension-mobility-cross-cluster",
    "voicemail",
    "vpn-phone",
    "ipsec-backup",
];

fn settings(at: &str) -> Settings {
    Settings::at(Timestamp::parse(at).unwrap())
}

fn report(case: &mut Case, settings: &Settings) -> Report {
    case.report(settings, Detail::Slim, &mut |_| {})
}

fn service<'a>(services: &'a [Service], id: &str) -> &'a Service {
    services.iter().find(|service| service.id == id).unwrap()
}

fn state(service: &Service, what: &str) -> Option<ServiceState> {
    service.relies_on.iter().find(|reliance| reliance.what == what).map(|reliance| reliance.state)
}

fn with_itl() -> Case {
    let mut case = Case::new();
    case.add("ITLFile.tlv", sample!("own/ITLFile-cucm12style-sha1.tlv"));
    case
}

fn with_ctl() -> Case {
    let mut case = Case::new();
    case.add("CTLFile.tlv", sample!("peer/CTL-sha1.tlv"));
    case
}

/// A finding about a record of the only input.
fn finding(check: &str, severity: Severity, record: usize) -> Finding {
    Finding {
        check: check.to_owned(),
        severity,
        title: "CTLFile.tlv holds another certificate".to_owned(),
        detail: String::new(),
        symptoms: String::new(),
        comparisons: Vec::new(),
        evidence: vec![Evidence { input: Some(0), record: Some(record), ..Evidence::default() }],
        remedy: String::new(),
        advice: String::new(),
        cause: None,
    }
}

#[test]
fn every_system_of_the_article_has_its_place() {
    let empty = report(&mut Case::new(), &settings("2026-11-25"));
    assert_eq!(empty.services.iter().map(|service| service.id.as_str()).collect::<Vec<_>>(), IDS);
    for service in &empty.services {
        assert_eq!(service.state, ServiceState::NotInCase);
        assert!(!service.relies_on.is_empty() && service.findings.is_empty());
        for words in [&service.name, &service.summary, &service.stops, &service.source] {
            assert!(!words.is_empty() && !words.contains("  "), "{words}");
        }
    }
    let mut out = String::new();
    text::service::write(&empty, &mut out).unwrap();
    assert_eq!(out, "", "nothing is in the case, so nothing is said");
}

#[test]
fn what_is_missing_does_not_hide_what_is_sound() {
    let report = report(&mut with_itl(), &settings("2026-11-25"));
    let default = service(&report.services, "security-by-default");
    assert_eq!(default.state, ServiceState::Sound);
    assert_eq!(default.summary, "Nothing wrong with what is there (6 of 8 in the case).");
    assert_eq!(state(default, "ITL"), Some(ServiceState::Sound));
    assert_eq!(state(default, "TVS in the ITL"), Some(ServiceState::Sound));
    assert_eq!(state(default, "ITLRecovery"), Some(ServiceState::NotInCase));
    assert_eq!(service(&report.services, "ldap").state, ServiceState::NotInCase);
    let mut out = String::new();
    text::service::write(&report, &mut out).unwrap();
    assert!(out.contains("  sound    Security By Default (ITL and TVS). Nothing wrong") && !out.contains("LDAP"));
}

#[test]
fn a_list_whose_signature_does_not_hold_breaks_what_rests_on_it() {
    let mut case = Case::new();
    case.add("ITLFile.tlv", sample!("own/ITLFile-bad-signature.tlv"));
    let report = report(&mut case, &settings("2026-11-25"));
    let default = service(&report.services, "security-by-default");
    assert_eq!((default.state, state(default, "ITL")), (ServiceState::Broken, Some(ServiceState::Broken)));
    assert!(default.findings.iter().any(|place| report.findings[*place].check == "SIG-01"));
    assert_eq!(service(&report.services, "web").state, ServiceState::Sound, "it rests on TVS, not on the list");
}

#[test]
fn expiry_comes_ninety_days_ahead() {
    // All certificates of the list are valid until 2036-11-23.
    for (at, wanted) in [
        ("2036-08-01", ServiceState::Sound),
        ("2036-09-01", ServiceState::Expiring),
        ("2036-11-25", ServiceState::Broken),
    ] {
        let report = report(&mut with_itl(), &settings(at));
        let web = service(&report.services, "web");
        assert_eq!(web.state, wanted, "{at}: {}", web.summary);
        assert_eq!(state(web, "Tomcat"), Some(ServiceState::NotInCase));
    }
}

#[test]
fn a_list_older_than_the_certificate_breaks_that_record_alone() {
    let judged = |severity| {
        let mut case = with_ctl();
        let evaluation = case.evaluate(&settings("2026-11-25"));
        of(&evaluation, &[finding("XF-03", severity, 3), finding("SIG-05", Severity::Info, 7)])
    };
    let stale = judged(Severity::Critical);
    let calls = service(&stale, "encrypted-calls");
    assert_eq!(calls.state, ServiceState::Broken);
    assert!(
        calls.summary.starts_with("CTL, CAPF in the CTL: CTLFile.tlv holds another certificate. ("),
        "{}",
        calls.summary
    );
    assert_eq!(state(calls, "CTL"), Some(ServiceState::Broken));
    assert_eq!(state(calls, "CallManager in the CTL"), Some(ServiceState::Sound));
    assert_eq!(calls.findings, [0, 1]);
    assert_eq!(service(&stale, "voicemail").state, ServiceState::Sound, "CallManager is not concerned");
    let tolerated = judged(Severity::Warning);
    assert_eq!(service(&tolerated, "encrypted-calls").state, ServiceState::Sound);
}

#[test]
fn in_non_secure_mode_nothing_rests_on_a_ctl() {
    let mut case = Case::new();
    case.add("CTLFile.tlv", sample!("own/CTLFile-nonsecure-certless.tlv"));
    let said = Settings { mode: Some(ClusterMode::NonSecure), ..settings("2026-11-25") };
    let services = report(&mut case, &said).services;
    let calls = service(&services, "encrypted-calls");
    assert!(calls.summary.starts_with("Not in use: the cluster runs in non-secure mode."));
    assert_eq!(state(calls, "CTL"), None);
    let said = Settings { mode: Some(ClusterMode::Mixed), ..settings("2026-11-25") };
    let services = report(&mut case, &said).services;
    let calls = service(&services, "encrypted-calls");
    let empty = calls.relies_on.iter().find(|reliance| reliance.what == "CallManager in the CTL").unwrap();
    assert_eq!(empty.state, ServiceState::NotInCase);
    assert_eq!(empty.reason, "The CTL of the case holds no such certificate.");
}

#[test]
fn releases_bring_what_they_rest_on() {
    let rests = |release: &str, id: &str, what: &str| {
        let said = Settings { release: Some(release.to_owned()), ..settings("2026-11-25") };
        state(service(&report(&mut Case::new(), &said).services, id), what).is_some()
    };
    assert!(rests("14", "ipsec-backup", "Tomcat") && !rests("12.5", "ipsec-backup", "Tomcat"));
    assert!(rests("12.5", "single-sign-on", "ITLRecovery") && !rests("11.5", "single-sign-on", "ITLRecovery"));
    assert!(rests("10.5", "security-by-default", "ITLRecovery") && !rests("9.1", "security-by-default", "ITLRecovery"));
}

#[test]
fn an_expired_certificate_in_a_trust_store_is_no_outage() {
    let mut case = Case::new();
    // Valid until 2029-05-14, and until 2037-11-12.
    case.add("CallManager-trust/Cisco_Manufacturing_CA.pem", sample!("cisco-roots/cmca.pem"));
    case.add("CallManager-trust/Cisco_Manufacturing_CA_SHA2.pem", sample!("cisco-roots/cmca2.pem"));
    let services = report(&mut case, &settings("2030-01-01")).services;
    let store =
        service(&services, "encrypted-calls").relies_on.iter().find(|one| one.what == "CallManager-trust").unwrap();
    assert_eq!((store.state, store.certificates.len()), (ServiceState::Sound, 2));
    assert_eq!(store.reason, "It holds 2 certificates; 1 of them not valid any more.");
}
