//! What is read from a capture is what was put in.

use super::*;
use crate::formats::certificate::fixtures;
use crate::report::{Capture, Report, Severity, TransferOutcome};
use crate::{Case, Detail, Settings};

const PHONE: Ipv4Addr = Ipv4Addr::new(10, 1, 2, 3);
const SERVER: Ipv4Addr = Ipv4Addr::new(10, 1, 1, 10);

fn start() -> Timestamp {
    Timestamp::parse("2026-11-20T06:34:00Z").unwrap()
}

fn capture(events: impl IntoIterator<Item = Event>) -> Vec<u8> {
    let later = |number, event| Exchange {
        at: Timestamp::from_unix(start().unix() + number),
        client: PHONE,
        server: SERVER,
        event,
    };
    let exchanges: Vec<Exchange> = (0..).zip(events).map(|(number, event)| later(number, event)).collect();
    write_capture(&exchanges).unwrap()
}

fn report_on(files: Vec<(&str, Vec<u8>)>) -> Report {
    let mut case = Case::new();
    for (name, bytes) in files {
        case.add(name, bytes);
    }
    case.report(&Settings::at(Timestamp::parse("2026-11-23").unwrap()), Detail::Full, &mut |_| {})
}

/// The report on a capture alone, of which everything could be read.
fn read(events: impl IntoIterator<Item = Event>) -> (Capture, Report) {
    let report = report_on(vec![("boot.pcap", capture(events))]);
    assert_eq!(report.inputs[0].problems, []);
    (report.captures[0].clone(), report)
}

/// The checks of captures that a report has something of, with their severity.
fn said(report: &Report) -> Vec<(&str, Severity)> {
    let of_captures = report.findings.iter().filter(|finding| finding.check.starts_with("PCAP"));
    let mut said: Vec<(&str, Severity)> =
        of_captures.map(|finding| (finding.check.as_str(), finding.severity)).collect();
    said.sort_by_key(|(check, _)| *check);
    said.dedup();
    said
}

fn tftp(file: &str, content: Option<&[u8]>) -> Event {
    Event::Tftp { file: file.to_owned(), content: content.map(<[u8]>::to_vec) }
}

fn http(file: &str, content: Option<&[u8]>) -> Event {
    Event::Http { file: file.to_owned(), content: content.map(<[u8]>::to_vec) }
}

fn shows(path: &str) -> Handshake {
    Handshake {
        port: 5061,
        server_name: Some("cucm-pub.example.com".to_owned()),
        server_chain: vec![fixtures::der(path)],
        client_chain: None,
        refused: None,
    }
}

fn list() -> Vec<u8> {
    fixtures::read("samples/own/ITLFile-cucm12style-sha512.tlv")
}

#[test]
fn files_come_out_as_they_were_put_in() {
    for event in [tftp as fn(&str, Option<&[u8]>) -> Event, http] {
        let (capture, report) = read([event("ITLSEP001122334455.tlv", Some(&list()))]);
        let transfer = &capture.transfers[0];
        assert_eq!((transfer.outcome, transfer.size), (TransferOutcome::Complete, 10_671));
        assert_eq!((transfer.name.as_str(), transfer.client.as_str()), ("ITLSEP001122334455.tlv", "10.1.2.3"));
        assert_eq!((transfer.at, capture.format.as_str()), (Some(start()), "pcap"));
        let file = &report.inputs[transfer.member.unwrap()];
        assert_eq!(file.name, "ITLSEP001122334455.tlv");
        let alone = report_on(vec![("x", list())]);
        assert_eq!(file.sha1, alone.inputs[0].sha1);
        assert_eq!(said(&report), [("PCAP-01", Severity::Info)]);
    }
}

#[test]
fn blocks_of_every_size_come_out_whole() {
    // The sizes around that of a block (RFC 1350 section 6) and of a segment.
    for length in [0, 1, 511, 512, 513, 1_024, 1_460, 2_920, 70_000] {
        let content: Vec<u8> = b"0123456789abcde\n".iter().copied().cycle().take(length).collect();
        for event in [tftp("a.xml", Some(&content)), http("a.xml", Some(&content))] {
            let (capture, report) = read([event.clone()]);
            let transfer = &capture.transfers[0];
            assert_eq!(transfer.outcome, TransferOutcome::Complete, "{length}: {}", transfer.remark);
            assert_eq!((transfer.size, transfer.retransmissions), (u64::try_from(length).unwrap(), 0));
            if let Some(member) = transfer.member {
                assert_eq!(report.inputs[member].size, transfer.size);
            }
        }
    }
}

#[test]
fn a_ctl_that_is_not_there() {
    for event in [tftp("CTLSEP001122334455.tlv", None), http("CTLSEP001122334455.tlv", None)] {
        let (capture, report) = read([event]);
        assert_eq!(capture.transfers[0].outcome, TransferOutcome::NotFound);
        assert_eq!(said(&report), [("PCAP-02", Severity::Info)]);
    }
}

#[test]
fn certificates_of_servers_and_clients() {
    let (server, client) = ("made/chain-leaf.pem", "configurations/lsc.pem");
    for (chain, remark) in [
        (None, "The server showed its certificates and asked for none of the client."),
        (Some(Vec::new()), "The server showed its certificates and asked for one of the client, which has none."),
        (Some(vec![fixtures::der(client)]), "Both sides showed their certificates."),
    ] {
        let with_chain = chain.as_ref().is_some_and(|chain| !chain.is_empty());
        let event = Event::Tls(Handshake {
            server_chain: vec![fixtures::der(server), fixtures::der("made/chain-intermediate.pem")],
            client_chain: chain,
            ..shows(server)
        });
        let (capture, report) = read([event]);
        let handshake = &capture.handshakes[0];
        assert_eq!(handshake.remark, remark);
        assert_eq!((handshake.service.as_str(), handshake.version.as_deref()), ("SIP over TLS", Some("TLS 1.2")));
        assert_eq!(handshake.server_name.as_deref(), Some("cucm-pub.example.com"));
        assert_eq!((handshake.server.as_str(), handshake.at), ("10.1.1.10:5061", Some(start())));
        let shown: Vec<&str> = report.certificates.iter().map(|certificate| certificate.sha256.as_str()).collect();
        let mut put_in = vec![server, "made/chain-intermediate.pem"];
        put_in.extend(with_chain.then_some(client));
        let put_in: Vec<String> = put_in.into_iter().map(|path| fixtures::certificate(path).sha256()).collect();
        assert_eq!(shown, put_in);
        assert_eq!(said(&report), [("PCAP-03", Severity::Info)]);
    }
}

#[test]
fn elliptic_keys_and_long_chains() {
    let event = Event::Tls(Handshake { port: 2445, ..shows("made/p256-sha256.pem") });
    let (capture, _) = read([event]);
    assert_eq!(capture.handshakes[0].service, "TVS");
    let chain = vec![fixtures::der("made/chain-leaf.pem"); 80];
    assert!(chain.concat().len() > 2 * 16_384, "more than one record");
    let (capture, report) = read([Event::Tls(Handshake { server_chain: chain, ..shows("made/chain-leaf.pem") })]);
    assert!(capture.handshakes[0].server_chain.is_some(), "{}", capture.handshakes[0].remark);
    assert_eq!(report.certificates.len(), 1);
}

#[test]
fn handshakes_that_are_refused() {
    // Names as RFC 5246 section 7.2 has them.
    for (alert, name) in [
        (Alert::UnknownAuthority, "unknown_ca"),
        (Alert::BadCertificate, "bad_certificate"),
        (Alert::CertificateExpired, "certificate_expired"),
        (Alert::CertificateUnknown, "certificate_unknown"),
        (Alert::UnsupportedCertificate, "unsupported_certificate"),
        (Alert::HandshakeFailure, "handshake_failure"),
    ] {
        for side in [Side::Phone, Side::Server] {
            let client_chain = Some(vec![fixtures::der("configurations/lsc.pem")]);
            let refused = Handshake { refused: Some((side, alert)), client_chain, ..shows("made/chain-leaf.pem") };
            let (capture, report) = read([Event::Tls(refused)]);
            let seen = &capture.handshakes[0].alerts;
            assert_eq!(seen.len(), 1, "{name}");
            assert_eq!((seen[0].name.as_str(), seen[0].by_client, seen[0].fatal), (name, side == Side::Phone, true));
            let is_of_certificate = alert != Alert::HandshakeFailure;
            let alarms = said(&report).contains(&("PCAP-03", Severity::Warning));
            assert_eq!(alarms, is_of_certificate, "{name}");
        }
    }
}

#[test]
fn a_whole_boot_says_nothing_above_info() {
    let configuration = fixtures::read("configurations/SEP001122334455.cnf.xml");
    let (capture, report) = read([
        http("CTLSEP001122334455.tlv", None),
        tftp("CTLSEP001122334455.tlv", None),
        tftp("ITLSEP001122334455.tlv", Some(&list())),
        tftp("SEP001122334455.cnf.xml", Some(&configuration)),
        Event::Tls(shows("made/chain-leaf.pem")),
    ]);
    assert_eq!((capture.transfers.len(), capture.handshakes.len()), (4, 1));
    let info = Severity::Info;
    assert_eq!(said(&report), [("PCAP-01", info), ("PCAP-02", info), ("PCAP-03", info)]);
}

#[test]
fn many_exchanges_stay_apart_and_times_stay_in_the_format() {
    let events: Vec<Event> = (0..300).map(|number| tftp(&format!("{number}.xml"), Some(b"<device/>"))).collect();
    let (capture, _) = read(events);
    assert!(capture.transfers.iter().all(|transfer| transfer.outcome == TransferOutcome::Complete));
    assert_eq!(u64::try_from(capture.transfers.len()).unwrap() + capture.more_transfers, 300);
    let early =
        Exchange { at: Timestamp::from_unix(i64::MIN), client: PHONE, server: SERVER, event: tftp("a.xml", None) };
    let late = Exchange { at: Timestamp::from_unix(i64::MAX), ..early.clone() };
    let report = report_on(vec![("x.pcap", write_capture(&[early, late]).unwrap())]);
    assert_eq!(report.captures[0].packets, 4);
}

#[test]
fn names_that_no_packet_holds_are_refused() {
    let too_long = "a".repeat(2_000);
    let exchange = Exchange { at: start(), client: PHONE, server: SERVER, event: tftp(&too_long, None) };
    let error = write_capture(&[exchange]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the name of a file has 2000 bytes, more than the protocol can carry; make it shorter"
    );
}
