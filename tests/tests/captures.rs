//! Captures of real traffic: what comes out of them is what was served, and what tshark sees in them.
//!
//! `fixtures/captures` were recorded by tcpdump and dumpcap; `expected.json` there is what tshark says of each.
#![cfg(not(target_arch = "wasm32"))]

use serde_json::Value;
use std::collections::BTreeSet;
use trustlens_core::report::{Capture, Handshake, InputKind, Report, Severity, Transfer, TransferOutcome, text};
use trustlens_core::{Settings, Timestamp};
use trustlens_tests::{file_name, files_below, fixture, is_capture, report as draw, report_on, settings};

const ITL: &str = "samples/own/ITLFile-cucm12style-sha1.tlv";
const PHONE_ITL: &str = "samples/peer/ITLSEP001122334455.tlv";
const CTL: &str = "samples/peer/CTL-sha1.tlv";
const CONFIGURATION: &str = "samples/peer/sgn-sha1/SEP001122334455.cnf.xml.sgn";
const CERTIFICATE: &str = "samples/cisco-roots/cmca2.pem";

const PHONE: &str = "10.20.1.21";

/// Every capture of the fixtures.
fn captures() -> Vec<String> {
    let mut paths = files_below("captures");
    paths.retain(|path| is_capture(path));
    assert!(paths.len() > 30);
    paths
}

/// The report on one capture.
fn read(name: &str) -> Report {
    let report = report_on([(name, fixture(&format!("captures/{name}")))]);
    assert_eq!(report.inputs[0].kind, InputKind::Capture, "{name}");
    assert_eq!(report.captures.len(), 1, "{name}");
    report
}

/// The transfers of a file in a capture.
fn transfers<'a>(report: &'a Report, name: &str) -> Vec<&'a Transfer> {
    report.captures[0].transfers.iter().filter(|transfer| transfer.name == name).collect()
}

fn transfer<'a>(report: &'a Report, name: &str) -> &'a Transfer {
    let all = transfers(report, name);
    assert_eq!(all.len(), 1, "{name}: {all:?}");
    all[0]
}

/// Holds a transfer against the file that was served: all of it came, and became an input with the same bytes.
fn is_the_file(report: &Report, transfer: &Transfer, served: &str) {
    assert_eq!(transfer.outcome, TransferOutcome::Complete, "{transfer:?}");
    let member = report.input(transfer.member.expect("it came out")).expect("it is an input");
    let alone = report_on([(file_name(served), fixture(served))]);
    assert_eq!(member.sha256, alone.inputs[0].sha256, "{transfer:?}");
    assert_eq!(member.parent, Some(report.captures[0].input));
}

fn problems(report: &Report) -> String {
    report.inputs[0].problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join("\n")
}

fn one_handshake(report: &Report) -> &Handshake {
    assert_eq!(report.captures[0].handshakes.len(), 1);
    &report.captures[0].handshakes[0]
}

// ---------------------------------------------------------------------------------------------------------------------
// What tshark sees
// ---------------------------------------------------------------------------------------------------------------------

fn expected() -> Value {
    serde_json::from_slice(&fixture("captures/expected.json")).expect("JSON")
}

#[test]
fn packets_and_times_are_those_of_tshark() {
    let expected = expected();
    for path in captures() {
        let name = file_name(&path);
        let report = read(name);
        let capture = &report.captures[0];
        let expected = &expected[name];
        assert_eq!(Some(capture.packets), expected["packets"].as_u64(), "{name}");
        assert_eq!(capture.first.map(Timestamp::unix), expected["first"].as_i64(), "{name}");
        assert_eq!(capture.last.map(Timestamp::unix), expected["last"].as_i64(), "{name}");
    }
}

#[test]
fn requests_are_those_of_tshark() {
    let expected = expected();
    let texts = |value: &Value| -> BTreeSet<String> {
        let all = value.as_array().expect("a list").iter().filter_map(Value::as_str);
        // Several requests in one packet stand in one text.
        all.flat_map(|text| text.split(',')).map(|text| text.trim_start_matches('/').to_owned()).collect()
    };
    for path in captures() {
        let name = file_name(&path);
        let report = read(name);
        let of = |protocol: &str| -> BTreeSet<String> {
            let capture = &report.captures[0];
            let all = capture.transfers.iter().filter(|transfer| transfer.protocol == protocol);
            all.filter(|transfer| !transfer.remark.contains("wrote this file"))
                .map(|transfer| transfer.name.clone())
                .collect()
        };
        assert_eq!(of("TFTP"), texts(&expected[name]["tftp_requests"]), "{name}");
        // tshark makes a request of half a line.
        if name != "http-cut-packets.pcap" {
            assert_eq!(of("HTTP"), texts(&expected[name]["http_requests"]), "{name}");
        }
    }
}

#[test]
fn errors_are_told_in_the_words_of_the_server() {
    let expected = expected();
    for path in captures() {
        let name = file_name(&path);
        let report = read(name);
        for error in expected[name]["tftp_errors"].as_array().expect("a list") {
            let (code, words) = (&error[0], error[1].as_str().expect("words"));
            let told = format!("\"{words}\" (TFTP error {code}, ");
            let remarks = report.captures[0].transfers.iter().map(|transfer| &transfer.remark);
            assert!(remarks.clone().any(|remark| remark.contains(&told)), "{name}: {told}");
        }
    }
}

#[test]
fn certificates_are_those_of_tshark() {
    let expected = expected();
    for path in captures() {
        let name = file_name(&path);
        let report = read(name);
        let mut seen: BTreeSet<(bool, String, String)> = BTreeSet::new();
        for handshake in &report.captures[0].handshakes {
            let port = handshake.server.rsplit(':').next().expect("a port");
            for (by_server, chain) in [(true, handshake.server_chain), (false, handshake.client_chain)] {
                let Some(chain) = chain else { continue };
                let in_chain = report
                    .certificates
                    .iter()
                    .filter(|certificate| certificate.found_in.iter().any(|place| place.input == chain));
                seen.extend(in_chain.map(|certificate| (by_server, port.to_owned(), certificate.sha256.clone())));
            }
        }
        let certificates = expected[name]["certificates"].as_array().expect("a list").iter();
        let expected_ones: BTreeSet<(bool, String, String)> = certificates
            .map(|one| {
                let (source, destination) = (one[0].as_u64().expect("a port"), one[1].as_u64().expect("a port"));
                let sha256 = one[2].as_str().expect("a hash").to_owned();
                (source < destination, source.min(destination).to_string(), sha256)
            })
            .collect();
        assert_eq!(seen, expected_ones, "{name}");
        let names: Vec<&str> =
            report.captures[0].handshakes.iter().filter_map(|handshake| handshake.server_name.as_deref()).collect();
        let expected_names = expected[name]["server_names"].as_array().expect("a list").iter();
        assert_eq!(names, expected_names.filter_map(Value::as_str).collect::<Vec<_>>(), "{name}");
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// TFTP
// ---------------------------------------------------------------------------------------------------------------------

#[test]
fn a_boot_over_tftp() {
    let report = read("tftp-boot.pcap");
    let capture = &report.captures[0];
    assert_eq!((capture.format.as_str(), capture.link_layers.as_slice()), ("pcap", ["Ethernet".to_owned()].as_slice()));
    let outcomes: Vec<(&str, &str, TransferOutcome)> = capture
        .transfers
        .iter()
        .map(|transfer| (transfer.client.as_str(), transfer.name.as_str(), transfer.outcome))
        .collect();
    let (second, complete, missing) = ("10.20.1.22", TransferOutcome::Complete, TransferOutcome::NotFound);
    // In the order in which the script asks.
    assert_eq!(
        outcomes,
        [
            (PHONE, "CTLSEP001122334455.tlv", missing),
            (PHONE, "CTLFile.tlv", missing),
            (PHONE, "ITLSEP0011223344FF.tlv", missing),
            (PHONE, "ITLFile.tlv", complete),
            (PHONE, "SEP001122334455.cnf.xml.sgn", complete),
            (PHONE, "secret.xml", TransferOutcome::Refused),
            (second, "ITLFile.tlv", complete),
            (second, "empty.tlv", complete),
            (second, "rootfs88xx.12-8-1.sbn", complete),
        ]
    );
    let lists = transfers(&report, "ITLFile.tlv");
    is_the_file(&report, lists[0], ITL);
    assert_eq!(lists[0].member, lists[1].member, "the same bytes are one input");
    is_the_file(&report, transfer(&report, "SEP001122334455.cnf.xml.sgn"), CONFIGURATION);
    let firmware = transfer(&report, "rootfs88xx.12-8-1.sbn");
    assert_eq!((firmware.member, firmware.size), (None, 40_000), "firmware is listed only");
    assert_eq!(transfer(&report, "empty.tlv").size, 0);
    // RFC 1350: a file of 10671 bytes takes 21 blocks.
    assert_eq!(lists[0].remark, "All of it came, in 21 blocks of at most 512 bytes.");
    assert!(report.inputs[0].description.ends_with("5 of 9 files fetched, no TLS handshakes"));
    let list = report.inputs.iter().find(|input| input.name == "ITLFile.tlv").expect("it is named after the request");
    let origin = list.origin.as_ref().expect("it says where it is from");
    assert_eq!(origin.carried_by.as_deref(), Some("TFTP"));
    assert_eq!((origin.client.as_deref(), origin.server.as_deref()), (Some(PHONE), Some("10.20.1.5:69")));
    assert_eq!((origin.at, origin.offset), (lists[0].at, None));
    assert!(origin.at.is_some());
    // What came out joins the case: the list opens its own signature.
    assert_eq!(report.trust_lists.len(), 1);
    assert_eq!(report.trust_lists[0].input, list.id);
}

#[test]
fn every_link_layer_byte_order_and_format() {
    for (name, served, layer) in [
        ("tftp-blksize.pcap", ITL, "Ethernet"),
        ("big-endian.pcap", ITL, "Ethernet"),
        ("big-endian.pcapng", ITL, "Ethernet"),
        ("raw-ipv4.pcap", ITL, "raw IP"),
        ("tftp-cooked2.pcap", ITL, "Linux cooked"),
        ("tftp-window.pcap", ITL, "Ethernet"),
        ("tftp-reordered.pcap", ITL, "Ethernet"),
        ("tftp-fragments.pcap", ITL, "Ethernet"),
        ("tftp-fragments-ipv6.pcap", ITL, "Ethernet"),
        ("tftp-ipv6.pcap", PHONE_ITL, "Ethernet"),
        ("tftp-cooked.pcap", PHONE_ITL, "Linux cooked"),
        ("raw-ip.pcap", PHONE_ITL, "raw IP"),
        ("vlan.pcap", PHONE_ITL, "Ethernet"),
        ("vlan-in-vlan.pcap", PHONE_ITL, "Ethernet"),
        ("null.pcap", PHONE_ITL, "loopback"),
        ("loop.pcap", PHONE_ITL, "loopback"),
    ] {
        let report = read(name);
        let capture = &report.captures[0];
        assert_eq!(capture.transfers.len(), 1, "{name}");
        is_the_file(&report, &capture.transfers[0], served);
        assert_eq!(capture.link_layers, [layer], "{name}");
        assert_eq!(report.inputs[0].problems, [], "{name}");
    }
    let merged = read("merged.pcapng");
    assert_eq!(merged.captures[0].link_layers, ["Ethernet", "raw IP"]);
    is_the_file(&merged, transfer(&merged, "ITLFile.tlv"), ITL);
    is_the_file(&merged, transfer(&merged, "ITLSEP001122334455.tlv"), PHONE_ITL);
}

/// The numbers that BSD systems wrote for raw IP, and those for one version of IP (LINKTYPE registry).
#[test]
fn every_number_of_raw_ip() {
    for (number, name) in
        [(12, "raw-ip.pcap"), (14, "raw-ip.pcap"), (101, "raw-ip.pcap"), (229, "raw-ip.pcap"), (228, "raw-ipv4.pcap")]
    {
        let mut bytes = fixture(&format!("captures/{name}"));
        bytes[20] = number;
        let report = report_on([(name, bytes)]);
        assert_eq!(report.captures[0].transfers[0].outcome, TransferOutcome::Complete, "{number}");
    }
    let mut bytes = fixture("captures/raw-ip.pcap");
    bytes[20] = 127;
    let report = report_on([("radio.pcap", bytes)]);
    assert!(problems(&report).contains("17 packets of link layer 127 were not read"), "{}", problems(&report));
}

#[test]
fn lost_blocks_are_named_and_nothing_with_a_hole_comes_out() {
    let report = read("tftp-lost.pcap");
    let lists = transfers(&report, "ITLFile.tlv");
    assert_eq!(
        (lists[0].client.as_str(), lists[0].outcome, lists[0].member),
        (PHONE, TransferOutcome::Incomplete, None)
    );
    // The script took out the blocks 4, 7 and 8 of 21; the phone had got them.
    assert!(lists[0].remark.starts_with("The capture lacks block 4 and blocks 7 to 8 of 21."), "{}", lists[0].remark);
    assert!(lists[0].remark.contains("only the capture lacks them"));
    assert_eq!(lists[0].size, 10_671 - 3 * 512);
    is_the_file(&report, lists[1], ITL);

    let ended = read("tftp-ended.pcap");
    let list = transfer(&ended, "ITLFile.tlv");
    assert_eq!((list.outcome, list.member, list.size), (TransferOutcome::Incomplete, None, 12 * 512));
    assert!(list.remark.starts_with("Blocks 1 to 12 came, but not the last one"), "{}", list.remark);

    let cut = read("tftp-cut-packets.pcap");
    let list = transfer(&cut, "ITLFile.tlv");
    assert_eq!((list.outcome, list.member), (TransferOutcome::Incomplete, None));
    assert!(list.remark.contains("8 blocks were recorded in part only"), "{}", list.remark);
    assert!(problems(&cut).contains("8 of 19 packets were recorded in part only"), "{}", problems(&cut));
    for report in [&report, &ended, &cut] {
        assert!(!report.findings.iter().any(|finding| finding.severity == Severity::Critical));
    }
}

#[test]
fn blocks_that_were_sent_again_are_counted() {
    let report = read("tftp-lossy.pcap");
    let list = transfer(&report, "CTLFile.tlv");
    is_the_file(&report, list, CTL);
    assert!(list.retransmissions > 0);
    let reordered = read("tftp-reordered.pcap");
    // The script doubled the blocks 4 and 5.
    assert_eq!(transfer(&reordered, "ITLFile.tlv").retransmissions, 2);
}

#[test]
fn a_server_without_tftp_is_told_from_one_that_is_silent() {
    let report = read("tftp-nobody-listens.pcap");
    let list = transfer(&report, "ITLFile.tlv");
    assert_eq!((list.outcome, list.retransmissions), (TransferOutcome::Unanswered, 5));
    assert!(list.remark.contains("nothing listens on its port 69"), "{}", list.remark);
    // Without what the server says.
    let whole = fixture("captures/tftp-nobody-listens.pcap");
    let first = whole[..24 + 16 + 62].to_vec();
    let report = report_on([("one.pcap", first)]);
    assert_eq!(transfer(&report, "ITLFile.tlv").remark, "No answer is in the capture.");
}

#[test]
fn text_mode_is_noted_and_turned_back() {
    let report = read("tftp-netascii.pcap");
    let both = transfers(&report, "lines.txt");
    assert!(both[0].remark.contains("netascii"), "{}", both[0].remark);
    assert!(!both[1].remark.contains("netascii"));
    // The same file was fetched in both modes; the wire carried more bytes in the first.
    assert_eq!((both[0].size, both[1].size), (23, 20));
    assert_eq!(both[0].member, both[1].member);
    assert!(both[0].member.is_some());
}

#[test]
fn a_file_that_a_client_wrote_is_noted() {
    let report = read("tftp-write.pcap");
    let written = transfer(&report, "written.pem");
    assert_eq!((written.outcome, written.member, written.size), (TransferOutcome::Complete, None, 1586));
    assert!(written.remark.starts_with("The client wrote this file to the server"));
}

// ---------------------------------------------------------------------------------------------------------------------
// HTTP
// ---------------------------------------------------------------------------------------------------------------------

#[test]
fn a_boot_over_http() {
    for name in ["http-boot.pcap", "http-reordered.pcap"] {
        let report = read(name);
        let missing = transfer(&report, "CTLSEP001122334455.tlv");
        assert_eq!(missing.outcome, TransferOutcome::NotFound);
        assert_eq!(missing.remark, "The server has no such file (404 Not Found).");
        is_the_file(&report, transfer(&report, "ITLSEP001122334455.tlv"), PHONE_ITL);
        is_the_file(&report, transfer(&report, "SEP001122334455.cnf.xml.sgn"), CONFIGURATION);
        is_the_file(&report, transfer(&report, "cmca2.pem"), CERTIFICATE);
        let firmware = transfer(&report, "rootfs88xx.12-8-1.sbn");
        assert_eq!((firmware.member, firmware.size), (None, 40_000));
        let lists = transfers(&report, "ITLFile.tlv");
        is_the_file(&report, lists[0], ITL);
        assert_eq!((lists[1].outcome, lists[1].member), (TransferOutcome::Incomplete, None));
        assert!(lists[1].remark.contains("bytes 0 to 999"), "{}", lists[1].remark);
        let ctls = transfers(&report, "CTLFile.tlv");
        for ctl in &ctls {
            is_the_file(&report, ctl, CTL);
        }
        assert!(!ctls[0].remark.contains("compressed") && ctls[1].remark.contains("compressed"));
        assert_eq!(report.captures[0].transfers.len(), 10, "neither HEAD nor POST asks for a file");
    }
    let reordered = read("http-reordered.pcap");
    // The script doubled the segments 4 to 7, of which 6 came first.
    assert!(transfer(&reordered, "rootfs88xx.12-8-1.sbn").retransmissions >= 3);
}

#[test]
fn answers_belong_to_their_requests() {
    let report = read("http-pipelined.pcap");
    is_the_file(&report, transfer(&report, "ITLFile.tlv"), ITL);
    assert_eq!(transfer(&report, "CTLSEP001122334455.tlv").outcome, TransferOutcome::NotFound);
    is_the_file(&report, transfer(&report, "CTLFile.tlv"), CTL);
    is_the_file(&report, transfer(&report, "cmca2.pem"), CERTIFICATE);

    let lossy = read("http-lossy.pcap");
    is_the_file(&lossy, transfer(&lossy, "ITLFile.tlv"), ITL);
    is_the_file(&lossy, transfer(&lossy, "CTLFile.tlv"), CTL);
    assert!(transfer(&lossy, "ITLFile.tlv").retransmissions > 0);

    // The capture begins in the middle of the first connection.
    let middle = read("http-from-the-middle.pcap");
    is_the_file(&middle, transfer(&middle, "SEP001122334455.cnf.xml.sgn"), CONFIGURATION);
    is_the_file(&middle, transfers(&middle, "ITLFile.tlv")[0], ITL);
}

#[test]
fn lost_segments_leave_no_wrong_file() {
    let report = read("http-lost.pcap");
    let firmware = transfer(&report, "rootfs88xx.12-8-1.sbn");
    assert_eq!((firmware.outcome, firmware.size), (TransferOutcome::Incomplete, 40_000 - 1448));
    assert_eq!(firmware.remark, "1448 bytes of it are not in the capture.");
    // A body of known length ends where it should, so what follows on the connection is read.
    assert_eq!(transfer(&report, "empty.tlv").outcome, TransferOutcome::Complete);
    // Of chunks the end cannot be told any more, and the second request of that connection is lost.
    let list = transfers(&report, "ITLFile.tlv")[0];
    assert_eq!((list.outcome, list.member), (TransferOutcome::Incomplete, None));
    assert_eq!(transfers(&report, "CTLFile.tlv").len(), 1);
    is_the_file(&report, transfer(&report, "CTLFile.tlv"), CTL);
    is_the_file(&report, transfer(&report, "cmca2.pem"), CERTIFICATE);

    let cut = read("http-cut-packets.pcap");
    assert_eq!(cut.inputs.len(), 1, "nothing came out");
    assert_eq!(transfer(&cut, "ITLFile.tlv").outcome, TransferOutcome::Incomplete);
}

// ---------------------------------------------------------------------------------------------------------------------
// TLS
// ---------------------------------------------------------------------------------------------------------------------

#[test]
fn chains_are_labelled_by_the_port() {
    for name in ["tls12-mutual.pcap", "tls12-secrets.pcapng"] {
        let report = read(name);
        let handshake = one_handshake(&report);
        assert_eq!((handshake.service.as_str(), handshake.server.as_str()), ("SIP over TLS", "10.20.1.5:5061"));
        assert_eq!((handshake.client.as_str(), handshake.version.as_deref()), (PHONE, Some("TLS 1.2")));
        assert_eq!(handshake.remark, "Both sides showed their certificates.");
        let names = |chain: Option<usize>| {
            let input = report.input(chain.expect("a chain")).expect("an input");
            assert_eq!(input.kind, InputKind::CertificateBundle);
            assert_eq!(input.origin.as_ref().and_then(|origin| origin.carried_by.as_deref()), Some("TLS"));
            let mut inside: Vec<&str> = report
                .certificates
                .iter()
                .filter(|certificate| certificate.found_in.iter().any(|place| place.input == input.id))
                .map(|certificate| certificate.common_name.as_str())
                .collect();
            inside.sort_unstable();
            (input.name.clone(), inside)
        };
        let server = ("TLS 10.20.1.5:5061 server".to_owned(), vec!["Test Root CA", "cucm-pub.example.com"]);
        let client = ("TLS 10.20.1.21 client of 10.20.1.5:5061".to_owned(), vec!["CAPF-0a1b2c3d", "SEP001122334455"]);
        assert_eq!((names(handshake.server_chain), names(handshake.client_chain)), (server, client));
    }
    assert_eq!(one_handshake(&read("tls12-small-records.pcap")).service, "TVS");
}

#[test]
fn alerts_are_named_and_explained() {
    let expected = expected();
    for (name, by_client, alert) in [
        ("tls12-unknown-ca.pcap", true, "unknown_ca"),
        ("tls12-server-refuses.pcap", false, "unknown_ca"),
        ("tls12-no-client-certificate.pcap", false, "handshake_failure"),
    ] {
        let report = read(name);
        let handshake = one_handshake(&report);
        assert_eq!(handshake.alerts.len(), expected[name]["alerts"].as_array().map_or(0, Vec::len), "{name}");
        assert_eq!((handshake.alerts[0].name.as_str(), handshake.alerts[0].by_client), (alert, by_client), "{name}");
        assert!(handshake.remark.contains(alert), "{name}: {}", handshake.remark);
        assert!(handshake.server_chain.is_some(), "{name}");
    }
    let none = read("tls12-no-client-certificate.pcap");
    assert!(one_handshake(&none).remark.contains("which has none"), "{}", one_handshake(&none).remark);
}

#[test]
fn it_is_said_why_there_are_no_certificates() {
    let newer = read("tls13.pcap");
    let handshake = one_handshake(&newer);
    assert_eq!((handshake.version.as_deref(), handshake.server_chain), (Some("TLS 1.3"), None));
    assert!(handshake.remark.starts_with("TLS 1.3 sends certificates encrypted"));
    let resumed = read("tls12-resumed.pcap");
    let handshakes = &resumed.captures[0].handshakes;
    assert!(handshakes[0].server_chain.is_some() && handshakes[1].server_chain.is_none());
    assert!(handshakes[1].remark.starts_with("The two took up an earlier session"));
    let lost = read("tls12-lost.pcap");
    assert!(one_handshake(&lost).server_chain.is_none() && one_handshake(&lost).client_chain.is_some());
    assert!(one_handshake(&lost).remark.contains("missing in the capture"), "{}", one_handshake(&lost).remark);
}

#[test]
fn keys_of_sessions_are_not_kept() {
    let report = read("tls12-secrets.pcapng");
    assert!(problems(&report).contains("the capture holds the keys of TLS sessions"), "{}", problems(&report));
    let bytes = fixture("captures/tls12-secrets.pcapng");
    let at = bytes.windows(13).position(|window| window == b"CLIENT_RANDOM").expect("there are keys");
    let random = String::from_utf8_lossy(&bytes[at + 14..at + 14 + 64]).into_owned();
    let json = serde_json::to_string(&report).expect("JSON");
    assert!(random.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert!(!json.contains(&random) && !json.contains("CLIENT_RANDOM"));
}

// ---------------------------------------------------------------------------------------------------------------------
// Checks and renderings
// ---------------------------------------------------------------------------------------------------------------------

/// The findings of a check, as severity and title.
fn said<'a>(report: &'a Report, check: &str) -> Vec<(Severity, &'a str)> {
    let findings = report.findings.iter().filter(|finding| finding.check == check);
    findings.map(|finding| (finding.severity, finding.title.as_str())).collect()
}

#[test]
fn pcap_01_names_the_files_and_the_phones() {
    let report = read("tftp-boot.pcap");
    assert_eq!(
        said(&report, "PCAP-01"),
        [
            (Severity::Info, "3 files for phones came out of tftp-boot.pcap"),
            (Severity::Info, "1 request in tftp-boot.pcap did not bring a whole file")
        ]
    );
    let finding = report.findings.iter().find(|finding| finding.check == "PCAP-01").expect("it is there");
    assert!(finding.detail.contains("ITLFile.tlv went to 10.20.1.21 and 10.20.1.22."), "{}", finding.detail);
    assert!(said(&read("tls13.pcap"), "PCAP-01").is_empty());
}

#[test]
fn pcap_02_calls_a_missing_ctl_normal_where_it_is() {
    for name in ["tftp-boot.pcap", "http-pipelined.pcap"] {
        // Of the second phone's and of the second request one got a CTL.
        let wanted = usize::from(name == "tftp-boot.pcap");
        assert_eq!(said(&read(name), "PCAP-02").len(), wanted, "{name}");
    }
    // The ITL in the capture was written in non-secure mode.
    let report = read("tftp-boot.pcap");
    let finding = report.findings.iter().find(|finding| finding.check == "PCAP-02").expect("it is there");
    assert_eq!((finding.severity, finding.title.as_str()), (Severity::Info, "There is no CTL for 10.20.1.21"));
    assert!(finding.detail.contains("which is normal: this cluster is not in mixed mode"), "{}", finding.detail);
    // HTTP says so by 404.
    let over_http = report_of_first_bytes("http-boot.pcap", 2_000);
    let finding = over_http.findings.iter().find(|finding| finding.check == "PCAP-02").expect("it is there");
    assert_eq!(finding.severity, Severity::Info);
    // In mixed mode the CTL has to be there.
    let mut case = trustlens_core::Case::new();
    case.add("tftp-boot.pcap", fixture("captures/tftp-boot.pcap"));
    let mixed = Settings { mode: Some(trustlens_core::report::ClusterMode::Mixed), ..settings() };
    let report = draw(&mut case, &mixed);
    assert_eq!(said(&report, "PCAP-02"), [(Severity::Warning, "There is no CTL for 10.20.1.21")]);
    assert!(said(&read("tftp-blksize.pcap"), "PCAP-02").is_empty());
}

fn report_of_first_bytes(name: &str, length: usize) -> Report {
    let mut bytes = fixture(&format!("captures/{name}"));
    bytes.truncate(length);
    report_on([(name, bytes)])
}

#[test]
fn pcap_03_names_services_and_certificates() {
    let report = read("tls12-mutual.pcap");
    assert_eq!(
        said(&report, "PCAP-03"),
        [(Severity::Info, "2 certificates were shown in TLS handshakes of tls12-mutual.pcap")]
    );
    let finding = report.findings.iter().find(|finding| finding.check == "PCAP-03").expect("it is there");
    assert!(
        finding.detail.contains("SIP over TLS (10.20.1.5:5061) showed cucm-pub.example.com."),
        "{}",
        finding.detail
    );
    assert!(finding.detail.contains("10.20.1.21 showed SEP001122334455 (LSC)."), "{}", finding.detail);
    let refused = read("tls12-unknown-ca.pcap");
    assert!(said(&refused, "PCAP-03").contains(&(Severity::Warning, "10.20.1.21 ended a handshake with unknown_ca")));
    assert!(said(&read("tls13.pcap"), "PCAP-03")[0].1.contains("hides the certificates"));
    assert!(said(&read("tftp-boot.pcap"), "PCAP-03").is_empty());
}

#[test]
fn the_text_lists_transfers_and_handshakes() {
    let written = text::render(&read("boot.pcapng"));
    for line in [
        "  TFTP       SEP001122334455.cnf.xml.sgn",
        "             became: SEP001122334455.cnf.xml.sgn",
        "             The server has no such file (404 Not Found).",
        "  TLS 1.2    SIP over TLS",
        "             server: TLS 10.20.1.5:5061 server",
    ] {
        assert!(written.lines().any(|written| written == line), "{line}\n{written}");
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Damaged captures
// ---------------------------------------------------------------------------------------------------------------------

#[test]
fn damaged_captures_are_read_as_far_as_they_go() {
    // A length that cannot be, in the header of the third packet.
    let mut bytes = fixture("captures/tftp-blksize.pcap");
    let second = 24 + 16 + length_at(&bytes, 24 + 8);
    let third = second + 16 + length_at(&bytes, second + 8);
    bytes[third + 8..third + 12].copy_from_slice(&[0xff; 4]);
    let report = report_on([("damaged.pcap", bytes)]);
    assert_eq!(report.captures[0].packets, 2);
    let problem = &report.inputs[0].problems[0];
    assert_eq!(problem.offset, u64::try_from(third).ok());
    assert!(problem.message.starts_with("the capture is damaged: a packet of 4294967295 bytes cannot be"));

    let whole = fixture("captures/tftp-blksize.pcap");
    let cut = report_on([("cut.pcap", whole[..third + 5].to_vec())]);
    assert_eq!(cut.captures[0].packets, 2);
    assert_eq!(cut.inputs[0].problems[0].offset, u64::try_from(third).ok());
    assert!(problems(&cut).starts_with("the capture is cut in the middle of a packet"));

    for (name, length) in [("boot.pcapng", 5), ("boot.pcapng", 30), ("tftp-blksize.pcap", 4), ("tftp-blksize.pcap", 23)]
    {
        let report = report_of_first_bytes(name, length);
        assert_eq!(report.inputs[0].kind, InputKind::Capture);
        assert_eq!(report.captures[0].packets, 0);
        assert!(!report.inputs[0].problems.is_empty(), "{name}, {length} bytes");
    }
}

fn length_at(bytes: &[u8], at: usize) -> usize {
    let four: [u8; 4] = bytes[at..at + 4].try_into().expect("four bytes");
    usize::try_from(u32::from_le_bytes(four)).expect("it fits")
}

/// A capture inside an archive or behind another name is one by its content; what it is not, it is not taken for.
#[test]
fn captures_are_told_by_their_content() {
    let report = report_on([("notes.txt", fixture("captures/tftp-ipv6.pcap"))]);
    assert_eq!(report.inputs[0].kind, InputKind::Capture);
    let text = report_on([("boot.pcapng", b"no capture at all".to_vec())]);
    assert_eq!(text.captures, Vec::<Capture>::new());
}
