//! What is written provokes the checks that it should, and no other above info.

use super::*;
use crate::formats::certificate::fixtures;
use crate::report::{InputKind, Report, Severity};
use crate::{Case, Detail, Settings, crypto};

const LOGS: [Log; 4] = [Log::Console, Log::StatusMessages, Log::Tvs, Log::Capf];

fn participants() -> Participants {
    Participants {
        device_name: "SEP001122334455".to_owned(),
        phone_address: "10.1.2.3".to_owned(),
        server_address: "10.1.1.10".to_owned(),
    }
}

/// Events a second apart.
fn entries(start: &str, events: impl IntoIterator<Item = Event>) -> Vec<Entry> {
    let start = Timestamp::parse(start).unwrap();
    let later = |number: i64, event| Entry { at: Timestamp::from_unix(start.unix() + number), event };
    (0..).zip(events).map(|(number, event)| later(number, event)).collect()
}

fn report_on(files: Vec<(&str, Vec<u8>)>) -> Report {
    let mut case = Case::new();
    for (name, bytes) in files {
        case.add(name, bytes);
    }
    case.report(&Settings::at(Timestamp::parse("2026-11-23").unwrap()), Detail::Full, &mut |_| {})
}

fn report_on_log(log: Log, events: impl IntoIterator<Item = Event>) -> Report {
    let text = write_phone_log(&participants(), log, &entries("2026-11-20T06:34:00Z", events));
    report_on(vec![("phone.log", text.into_bytes())])
}

/// The checks that a report says something of, with the gravest of what is said.
fn said(report: &Report) -> Vec<(&str, Severity)> {
    let mut said: Vec<(&str, Severity)> = Vec::new();
    for finding in &report.findings {
        match said.iter_mut().find(|(check, _)| *check == finding.check) {
            Some((_, severity)) => *severity = (*severity).min(finding.severity),
            None => said.push((&finding.check, finding.severity)),
        }
    }
    said.sort_by_key(|(check, _)| *check);
    said
}

/// The checks that are above info. The gravest severity comes first.
fn alarming(report: &Report) -> Vec<&str> {
    said(report).into_iter().filter(|(_, severity)| *severity < Severity::Info).map(|(check, _)| check).collect()
}

fn file_not_found(file: &str) -> Event {
    Event::FileNotFound { file: file.to_owned() }
}

fn shown(kind: OwnCertificate, issuer: &str) -> Event {
    Event::OwnCertificateShown {
        kind,
        length: 785,
        subject: "/O=Example/OU=Lab/CN=CP-8861-SEP001122334455".to_owned(),
        issuer: issuer.to_owned(),
    }
}

fn asked(roles: Option<Vec<u16>>) -> Event {
    let about = CertificateName {
        subject: "CN=cucm-new.example.com;OU=Lab;O=Example".to_owned(),
        issuer: "CN=Example Issuing CA".to_owned(),
        serial: vec![0x24, 0, 0, 0, 0x17],
    };
    Event::TvsAsked { about, roles }
}

/// A phone of a cluster in non-secure mode that takes a new ITL, of which TVS knows the signer.
fn healthy() -> Vec<Event> {
    let list = fixtures::read("samples/own/ITLFile-cucm12style-sha512.tlv");
    vec![
        file_not_found("CTLSEP001122334455.tlv"),
        asked(Some(vec![0, 3])),
        Event::TrustListUpdated { list: ListKind::Itl },
        Event::ServerTime { server: Timestamp::parse("2026-11-20T06:34:07Z").unwrap() },
        Event::ConfigurationTaken,
        shown(OwnCertificate::Lsc, "/O=Example/CN=CAPF-0a1b2c3d"),
        Event::HandshakeSucceeded,
        Event::TrustListsHeld { ctl: None, itl: Some(crypto::sha1(&list)) },
        Event::CapfOperation { result: CapfResult::Success },
    ]
}

#[test]
fn a_healthy_boot_is_read_and_says_nothing_above_info() {
    let expected: [(Log, &str, &[&str]); 4] = [
        (Log::Console, "a phone log", &["TXT-01", "TXT-03", "TXT-04", "TXT-05", "TXT-06"]),
        (Log::StatusMessages, "status messages of a phone", &["TXT-03", "TXT-05", "TXT-06"]),
        (Log::Tvs, "a TVS trace", &["TXT-04"]),
        (Log::Capf, "a CAPF trace", &["TXT-11"]),
    ];
    for (log, description, checks) in expected {
        let report = report_on_log(log, healthy());
        assert_eq!(report.inputs[0].kind, InputKind::Log);
        assert!(report.inputs[0].description.starts_with(description), "{}", report.inputs[0].description);
        let expected: Vec<(&str, Severity)> = checks.iter().map(|check| (*check, Severity::Info)).collect();
        assert_eq!(said(&report), expected, "{log:?}: {:?}", report.findings);
    }
}

#[test]
fn every_line_with_a_time_is_one_that_is_known() {
    // What a message that is being shown holds, and whom a phone talks to, tells by the lines around it.
    let silent = ["REFER", "LInfo", "End-Of-Sip", "hdr->Date"];
    let more = [
        Event::TrustListsInstalled { lists: Lists::Both },
        Event::ConfigurationRefused,
        Event::KeyTooSmall,
        Event::TrustListsErased,
        Event::HandshakeRefused { by: Side::Phone, alert: Alert::BadCertificate },
        asked(None),
    ];
    for log in LOGS {
        let events = healthy().into_iter().chain(more.clone());
        let text = write_phone_log(&participants(), log, &entries("2026-11-20T06:34:00Z", events));
        let report = report_on(vec![("phone.log", text.clone().into_bytes())]);
        let explained: Vec<u64> = report.logs[0].lines.iter().map(|line| line.line).collect();
        let repeated: u64 = report.logs[0].lines.iter().map(|line| line.repeated - 1).sum();
        let stamped = (1..)
            .zip(text.lines())
            .filter(|(_, line)| !line.starts_with('\t') && !silent.iter().any(|known| line.contains(known)));
        let unknown: Vec<&str> =
            stamped.filter(|(number, _)| !explained.contains(number)).map(|(_, line)| line).collect();
        assert!(u64::try_from(unknown.len()).unwrap() <= repeated, "{log:?}: {unknown:?}");
    }
}

#[test]
fn every_check_is_provoked_and_no_other() {
    let unknown_authority = Event::HandshakeRefused { by: Side::Server, alert: Alert::UnknownAuthority };
    let days_ahead = Event::ServerTime { server: Timestamp::parse("2026-11-24T06:34:00Z").unwrap() };
    for (check, log, event) in [
        ("TXT-02", Log::Console, unknown_authority),
        ("TXT-02", Log::StatusMessages, Event::KeyTooSmall),
        ("TXT-04", Log::Console, asked(None)),
        ("TXT-04", Log::Tvs, asked(None)),
        ("TXT-05", Log::Console, file_not_found("ITLFile.tlv")),
        ("TXT-05", Log::StatusMessages, file_not_found("ITLFile.tlv")),
        ("TXT-07", Log::Console, Event::ConfigurationRefused),
        ("TXT-07", Log::StatusMessages, Event::ConfigurationRefused),
        ("TXT-07", Log::StatusMessages, Event::TrustListRefused { list: ListKind::Itl }),
        ("TXT-07", Log::StatusMessages, Event::TrustListRefused { list: ListKind::Ctl }),
        ("TXT-10", Log::Console, days_ahead),
        ("TXT-11", Log::Capf, Event::CapfOperation { result: CapfResult::InvalidLsc }),
    ] {
        let report = report_on_log(log, healthy().into_iter().chain([event.clone()]));
        assert_eq!(alarming(&report), [check], "{event:?} in {log:?}: {:?}", report.findings);
    }
}

#[test]
fn alerts_and_results_are_those_that_were_meant() {
    for (by, alert, meaning) in [
        (Side::Server, Alert::UnknownAuthority, "The far side ended the TLS handshake with the alert \"unknown ca\""),
        (
            Side::Phone,
            Alert::CertificateExpired,
            "The phone ended the TLS handshake with the alert \"certificate expired\"",
        ),
        (
            Side::Server,
            Alert::HandshakeFailure,
            "The far side ended the TLS handshake with the alert \"handshake failure\"",
        ),
    ] {
        let report = report_on_log(Log::Console, [Event::HandshakeRefused { by, alert }]);
        assert!(report.logs[0].lines[0].meaning.starts_with(meaning), "{:?}", report.logs[0].lines);
    }
    // The codes of the Troubleshooting Guide.
    for (result, code) in [
        (CapfResult::Success, 0),
        (CapfResult::NoCertificate, 1),
        (CapfResult::Failed, 2),
        (CapfResult::InvalidAuthenticationString, 3),
        (CapfResult::InvalidLsc, 4),
        (CapfResult::InvalidMic, 5),
        (CapfResult::CommunicationError, 7),
        (CapfResult::TimedOut, 8),
        (CapfResult::LateRequest, 11),
    ] {
        let report = report_on_log(Log::Capf, [Event::CapfOperation { result }]);
        assert!(report.logs[0].lines[0].meaning.starts_with(&format!("CAPF result {code}: ")), "{result:?}");
    }
}

#[test]
fn a_clock_that_was_not_set() {
    let events = entries("1970-01-01T00:00:10Z", [Event::TrustListUpdated { list: ListKind::Itl }]);
    let text = write_phone_log(&participants(), Log::StatusMessages, &events);
    assert_eq!(text, "[12:00:10am 01/01/70] Trust List updated\n");
    let report = report_on(vec![("status.txt", text.into_bytes())]);
    assert_eq!(alarming(&report), ["TXT-10"]);
}

#[test]
fn a_phone_holds_the_list_that_it_says() {
    let held = "samples/own/ITLFile-cucm12style-sha1.tlv";
    let (list, other) = (fixtures::read(held), fixtures::read("samples/own/ITLFile-cucm12style-sha512.tlv"));
    for log in [Log::Console, Log::StatusMessages] {
        let event = Event::TrustListsHeld { ctl: None, itl: Some(crypto::sha1(&list)) };
        let text = write_phone_log(&participants(), log, &entries("2026-11-20T23:59:59Z", [event]));
        let report = report_on(vec![("phone.log", text.clone().into_bytes()), ("ITLFile.tlv", list.clone())]);
        let phone = &report.logs[0].phones[0];
        assert_eq!((phone.name.as_deref(), phone.address.as_deref()), (Some("SEP001122334455"), Some("10.1.2.3")));
        let itl = phone.lists.iter().find(|list| list.list == ListKind::Itl).unwrap();
        assert_eq!((itl.same_as.as_slice(), itl.server.as_deref()), (&[1][..], Some("10.1.1.10")), "{log:?}");
        assert!(phone.lists.iter().any(|list| list.list == ListKind::Ctl && list.hash.is_none()));
        let report = report_on(vec![("phone.log", text.into_bytes()), ("ITLFile.tlv", other.clone())]);
        assert!(alarming(&report).contains(&"TXT-05"), "{log:?}");
    }
}

#[test]
fn the_certificate_that_a_phone_shows() {
    let report = report_on_log(Log::Console, [shown(OwnCertificate::Mic, "/O=Cisco/CN=Cisco Manufacturing CA")]);
    let phone = &report.logs[0].phones[0];
    assert_eq!(phone.certificate.as_deref(), Some("MIC"));
    assert_eq!(phone.certificate_issuer.as_deref(), Some("/O=Cisco/CN=Cisco Manufacturing CA"));

    // An LSC of a CAPF that the case does not know, beside one that it knows.
    let events = entries("2026-11-20T06:34:00Z", [shown(OwnCertificate::Lsc, "/O=Example/CN=CAPF-ffffffff")]);
    let text = write_phone_log(&participants(), Log::Console, &events);
    let capf = fixtures::read("console/cert-own-narrow.txt");
    let report = report_on(vec![("phone.log", text.into_bytes()), ("capf.txt", capf)]);
    assert!(alarming(&report).contains(&"TXT-01"), "{:?}", report.findings);
}

#[test]
fn events_stay_in_their_second_and_controls_are_spelled_out() {
    let events = std::iter::repeat_n(healthy(), 60)
        .flatten()
        .map(|event| Entry { at: Timestamp::parse("2026-11-20T06:34:00Z").unwrap(), event });
    let events: Vec<Entry> = events.collect();
    let text = write_phone_log(&participants(), Log::Console, &events);
    assert!(text.lines().all(|line| line.starts_with('\t') || line.contains(" Nov 20 06:34:00.")));
    let strange = Participants { device_name: "SEP\n1".to_owned(), ..participants() };
    for log in LOGS {
        assert_eq!(
            write_phone_log(&strange, log, &events).lines().count(),
            write_phone_log(&participants(), log, &events).lines().count()
        );
    }
}
