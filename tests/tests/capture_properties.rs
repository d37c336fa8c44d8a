//! What must hold for any capture: however it is cut into pieces the same comes out, whatever is in it nothing panics, and whichever
//! packets are missing, doubled or out of order, no file comes out that was not served.
#![cfg(not(target_arch = "wasm32"))]

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::collections::HashSet;
use std::sync::LazyLock;
use trustlens_core::Case;
use trustlens_core::intake::Pieces;
use trustlens_core::report::{Report, TransferOutcome};
use trustlens_tests::{file_name, files_below, fixture, is_capture, report, report_on, settings};

/// Every capture of the fixtures, with its name.
static CAPTURES: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let mut paths = files_below("captures");
    paths.retain(|path| is_capture(path));
    paths.into_iter().map(|path| (file_name(&path).to_owned(), fixture(&path))).collect()
});

/// SHA-256 of every file that the script served, as it was served.
static SERVED: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let samples = [
        "samples/own/ITLFile-cucm12style-sha1.tlv",
        "samples/peer/ITLSEP001122334455.tlv",
        "samples/peer/CTL-sha1.tlv",
        "samples/peer/sgn-sha1/SEP001122334455.cnf.xml.sgn",
        "samples/cisco-roots/cmca2.pem",
    ];
    let mut files: Vec<Vec<u8>> = samples.into_iter().map(fixture).collect();
    files.push(b"one\ntwo\rthree\r\nfour\n".to_vec());
    files.push(Vec::new());
    files.into_iter().map(|file| report_on([("file", file)]).inputs[0].sha256.clone()).collect()
});

/// Settings of a property, as in the tests of robustness.
fn tried_on(cases: u32) -> ProptestConfig {
    let patience = std::env::var("TRUSTLENS_PATIENCE").ok().and_then(|patience| patience.parse().ok()).unwrap_or(1);
    ProptestConfig {
        cases: cases.saturating_mul(patience),
        max_shrink_iters: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// The report on a capture that came in pieces, each as long as the next of the lengths says.
fn read_in_pieces(bytes: &[u8], lengths: &[usize]) -> Report {
    let mut pieces = Pieces::begin(&bytes[..bytes.len().min(65_536)]).expect("it is a capture");
    let mut rest = bytes;
    for length in lengths.iter().cycle() {
        let (piece, behind) = rest.split_at((*length).min(rest.len()));
        pieces.push(piece);
        rest = behind;
        if rest.is_empty() {
            break;
        }
    }
    let mut case = Case::new();
    case.add_pieces("capture", pieces);
    report(&mut case, &settings())
}

/// Turns bits over, cuts, and takes bytes out or doubles them.
fn damage(bytes: &mut Vec<u8>, damages: &[(u8, Index, u8)]) {
    for (kind, index, value) in damages {
        // The first bytes say that it is a capture.
        let at = 12 + index.index(bytes.len().saturating_sub(12).max(1));
        let end = (at + usize::from(*value)).min(bytes.len());
        match kind {
            0..=4 if at < bytes.len() => bytes[at] ^= *value,
            5 => bytes.truncate(at),
            6 if at < end => drop(bytes.drain(at..end)),
            7 if at < end => {
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            _ => {}
        }
    }
}

fn damages(count: usize) -> impl Strategy<Value = Vec<(u8, Index, u8)>> {
    vec((0..8_u8, any::<Index>(), 1..=255_u8), 0..count)
}

proptest! {
    #![proptest_config(tried_on(60))]

    #[test]
    fn pieces_of_any_size_give_the_same(
        capture in 0..CAPTURES.len(),
        damages in damages(3),
        lengths in vec(prop_oneof![1..4_usize, 1..40_usize, 1..5_000_usize], 1..12),
    ) {
        let mut bytes = CAPTURES[capture].1.clone();
        damage(&mut bytes, &damages);
        let whole = report_on([("capture", bytes.clone())]);
        prop_assert_eq!(read_in_pieces(&bytes, &lengths), whole);
    }
}

proptest! {
    #![proptest_config(tried_on(120))]

    #[test]
    fn damaged_captures_give_a_report(capture in 0..CAPTURES.len(), damages in damages(40)) {
        let mut bytes = CAPTURES[capture].1.clone();
        damage(&mut bytes, &damages);
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let report = report_on([("capture", bytes)]);
        prop_assert_eq!(report.inputs[0].size, size);
        for problem in &report.inputs[0].problems {
            prop_assert!(problem.offset.is_none_or(|offset| offset <= size), "{:?}", problem);
        }
        for capture in &report.captures {
            let members = capture.transfers.iter().filter_map(|transfer| transfer.member);
            let chains = capture.handshakes.iter().flat_map(|one| [one.server_chain, one.client_chain]).flatten();
            for member in members.chain(chains) {
                prop_assert_eq!(report.input(member).and_then(|input| input.parent), Some(capture.input));
            }
        }
        let names: HashSet<&str> = report.inputs.iter().map(|input| input.name.as_str()).collect();
        prop_assert_eq!(names.len(), report.inputs.len(), "names are distinct");
        serde_json::to_string(&report).expect("a report is JSON");
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Packets that are missing, doubled or out of order
// ---------------------------------------------------------------------------------------------------------------------

/// A capture: its name, its header, its packets.
type Recorded = (String, Vec<u8>, Vec<Vec<u8>>);

/// Captures of files that were fetched, taken apart into header and packets.
static FETCHED: LazyLock<Vec<Recorded>> = LazyLock::new(|| {
    // In that of text mode one file is fetched in both modes from one port: blocks that come much too late tell no mode.
    let wanted = |name: &str| (name.starts_with("tftp-") || name.starts_with("http-")) && !name.contains("netascii");
    let captures = CAPTURES.iter().filter(|(name, _)| wanted(name) && !name.ends_with("ng"));
    captures
        .map(|(name, bytes)| {
            let (header, mut rest) = bytes.split_at(24);
            let mut packets = Vec::new();
            while !rest.is_empty() {
                let length: [u8; 4] = rest[8..12].try_into().expect("four bytes");
                let length = 16 + usize::try_from(u32::from_le_bytes(length)).expect("it fits");
                let (packet, behind) = rest.split_at(length);
                packets.push(packet.to_vec());
                rest = behind;
            }
            (name.clone(), header.to_vec(), packets)
        })
        .collect()
});

/// One thing that happens to packets.
#[derive(Debug, Clone)]
enum Mishap {
    /// Some in a row are missing.
    Lose(Index, usize),
    /// One comes again later.
    Repeat(Index, usize),
    /// One comes later than it should.
    Delay(Index, usize),
}

fn mishap() -> impl Strategy<Value = Mishap> {
    prop_oneof![
        3 => (any::<Index>(), 1..4_usize).prop_map(|(index, count)| Mishap::Lose(index, count)),
        1 => (any::<Index>(), 1..30_usize).prop_map(|(index, later)| Mishap::Repeat(index, later)),
        2 => (any::<Index>(), 1..8_usize).prop_map(|(index, later)| Mishap::Delay(index, later)),
    ]
}

fn befall(packets: &mut Vec<Vec<u8>>, mishap: &Mishap) {
    if packets.is_empty() {
        return;
    }
    match mishap {
        Mishap::Lose(index, count) => {
            let at = index.index(packets.len());
            packets.drain(at..(at + count).min(packets.len()));
        }
        Mishap::Repeat(index, later) => {
            let at = index.index(packets.len());
            let packet = packets[at].clone();
            packets.insert((at + later).min(packets.len()), packet);
        }
        Mishap::Delay(index, later) => {
            let at = index.index(packets.len());
            let packet = packets.remove(at);
            packets.insert((at + later).min(packets.len()), packet);
        }
    }
}

proptest! {
    #![proptest_config(tried_on(120))]

    #[test]
    fn no_file_comes_out_that_was_not_served(
        capture in 0..FETCHED.len(),
        mishaps in vec(mishap(), 1..12),
    ) {
        let (name, header, mut packets) = FETCHED[capture].clone();
        for mishap in &mishaps {
            befall(&mut packets, mishap);
        }
        let bytes = [header, packets.concat()].concat();
        let report = report_on([(name.as_str(), bytes)]);
        for transfer in &report.captures[0].transfers {
            let Some(member) = transfer.member else { continue };
            prop_assert_eq!(transfer.outcome, TransferOutcome::Complete);
            let input = report.input(member).expect("it is an input");
            prop_assert!(SERVED.contains(&input.sha256), "{}: {:?} is {} bytes: {}", name, transfer.name, input.size, input.description);
        }
    }

    /// As above, and the name is the right one: an answer belongs to its own request.
    #[test]
    fn no_file_comes_out_under_a_wrong_name(
        name in select(vec!["http-pipelined.pcap", "http-boot.pcap", "tftp-boot.pcap", "http-lossy.pcap"]),
        mishaps in vec(mishap(), 1..8),
    ) {
        let (_, header, packets) = FETCHED.iter().find(|(known, _, _)| known == name).expect("it is there");
        let mut packets = packets.clone();
        for mishap in &mishaps {
            befall(&mut packets, mishap);
        }
        let report = report_on([(name, [header.clone(), packets.concat()].concat())]);
        for transfer in &report.captures[0].transfers {
            let Some(input) = transfer.member.and_then(|member| report.input(member)) else { continue };
            let size = match transfer.name.as_str() {
                "ITLFile.tlv" => 10_671,
                "CTLFile.tlv" => 5_395,
                "cmca2.pem" => 1_586,
                "ITLSEP001122334455.tlv" => 3_670,
                "SEP001122334455.cnf.xml.sgn" => 730,
                "empty.tlv" => 0,
                other => return Err(TestCaseError::fail(format!("{other} was not served"))),
            };
            prop_assert_eq!(input.size, size, "{}", transfer.name);
        }
    }
}

/// Many phones, and no end: what is held stays bounded and what is listed is counted.
#[test]
fn many_phones_fetch_one_file() {
    const PHONES: u32 = 12_000;
    let mut pieces = Pieces::begin(&header()).expect("it is a capture");
    pieces.push(&header());
    let server = [192, 0, 2, 1];
    for phone in 0..PHONES {
        let [_, a, b, c] = phone.to_be_bytes();
        let client = [10, a, b, c];
        pieces.push(&udp((client, 1024), (server, 69), b"\0\x01ITLFile.tlv\0octet\0"));
        pieces.push(&udp((server, 2000), (client, 1024), b"\0\x03\0\x01the list"));
        // Every third is asked for a second file, which it never gets.
        if phone % 3 == 0 {
            pieces.push(&udp((client, 1025), (server, 69), b"\0\x01CTLFile.tlv\0octet\0"));
        }
    }
    let mut case = Case::new();
    case.add_pieces("many.pcap", pieces);
    let report = report(&mut case, &settings());
    let capture = &report.captures[0];
    let asked = u64::from(PHONES + PHONES / 3);
    assert_eq!(u64::try_from(capture.transfers.len()).unwrap_or_default() + capture.more_transfers, asked);
    assert_eq!(report.inputs.len(), 2, "one file came out");
    assert!(report.findings.iter().any(|finding| finding.check == "PCAP-01"));
}

fn header() -> Vec<u8> {
    let mut header = vec![0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0];
    header.extend([0; 8]);
    header.extend([0, 0, 4, 0, 101, 0, 0, 0]);
    header
}

/// A packet of a capture of raw IP.
fn udp(source: ([u8; 4], u16), destination: ([u8; 4], u16), payload: &[u8]) -> Vec<u8> {
    let length = |more: usize| u16::try_from(payload.len() + more).expect("it is short").to_be_bytes();
    let mut packet = vec![0x45, 0];
    packet.extend(length(28));
    packet.extend([0, 0, 0, 0, 64, 17, 0, 0]);
    packet.extend(source.0);
    packet.extend(destination.0);
    packet.extend(source.1.to_be_bytes());
    packet.extend(destination.1.to_be_bytes());
    packet.extend(length(8));
    packet.extend([0, 0]);
    packet.extend(payload);
    let size = u32::try_from(packet.len()).expect("it is short").to_le_bytes();
    [&[0; 8][..], &size, &size, &packet].concat()
}
