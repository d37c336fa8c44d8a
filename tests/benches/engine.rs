//! How fast the engine is: `make bench`. Never a test, for machines differ.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use trustlens_core::formats::certificate::Certificate;
use trustlens_core::formats::signed_header::SignedHeader;
use trustlens_core::formats::trust_list::TrustList;
use trustlens_core::intake::Pieces;
use trustlens_core::report::text;
use trustlens_core::{Case, Detail, Settings, Timestamp};

const LIST: &[u8] = include_bytes!("../fixtures/samples/own/ITLFile-cucm12style-sha1.tlv");
const HTTP: &[u8] = include_bytes!("../fixtures/captures/http-boot.pcap");
const TFTP: &[u8] = include_bytes!("../fixtures/captures/tftp-boot.pcap");
const TLS: &[u8] = include_bytes!("../fixtures/captures/tls12-mutual.pcap");
const ROOT: &str = include_str!("../fixtures/samples/cisco-roots/crcam2.pem");

fn main() {
    divan::main();
}

/// Splitting a trust list into elements.
#[divan::bench]
fn decode_trust_list(bencher: Bencher<'_, '_>) {
    bencher.counter(BytesCount::new(LIST.len())).bench(|| {
        let (header, _) = SignedHeader::decode(black_box(LIST));
        TrustList::decode(LIST, header)
    });
}

/// From the bytes of one trust list to its report: certificates, signature, checks.
#[divan::bench]
fn report_of_one_list(bencher: Bencher<'_, '_>) {
    bencher.bench(|| {
        let mut case = Case::new();
        case.add("ITLFile.tlv", LIST.to_vec());
        report(&mut case, Detail::Slim)
    });
}

/// Reading certificates alone.
#[divan::bench]
fn decode_certificate(bencher: Bencher<'_, '_>) {
    let der = root();
    bencher.counter(ItemsCount::new(1_usize)).bench(|| Certificate::decode(black_box(&der)).map(|(read, _)| read));
}

/// A bundle of different certificates, from PEM to the report, verification included.
#[divan::bench(args = [100, 1_000, 10_000], max_time = 20)]
fn report_of_certificates(bencher: Bencher<'_, '_>, count: u32) {
    let bundle = bundle(count);
    bencher.counter(ItemsCount::new(count)).with_inputs(|| bundle.clone()).bench_values(|bundle| {
        let mut case = Case::new();
        case.add("bundle.pem", bundle);
        report(&mut case, Detail::Slim)
    });
}

/// Reading captures in pieces of a megabyte, hashes included: a boot over HTTP and over TFTP and a TLS handshake, again and again, as if each time
/// other phones started; and traffic that is nobody's business.
#[divan::bench(args = ["http-boot", "tftp-boot", "tls12-mutual", "other"], sample_count = 20)]
fn read_capture(bencher: Bencher<'_, '_>, what: &str) {
    const SIZE: usize = 64_000_000;
    let capture = match what {
        "http-boot" => repeated(HTTP, SIZE),
        "tftp-boot" => repeated(TFTP, SIZE),
        "tls12-mutual" => repeated(TLS, SIZE),
        _ => other_traffic(SIZE),
    };
    bencher.counter(BytesCount::new(capture.len())).bench(|| {
        let mut pieces = Pieces::begin(&capture[..65_536]).expect("it is a capture");
        for piece in capture.chunks(1_000_000) {
            pieces.push(black_box(piece));
        }
        pieces.finish()
    });
}

/// Rendering a report of many certificates as text.
#[divan::bench]
fn render_text(bencher: Bencher<'_, '_>) {
    let mut case = Case::new();
    case.add("bundle.pem", bundle(1_000));
    let report = report(&mut case, Detail::Slim);
    bencher.counter(ItemsCount::new(1_000_usize)).bench(|| text::render(black_box(&report)));
}

/// A capture of Ethernet with the packets of another again and again, each time from another phone.
fn repeated(capture: &[u8], size: usize) -> Vec<u8> {
    let (header, packets) = capture.split_at(24);
    let mut all = header.to_vec();
    for round in 0_u32.. {
        if all.len() >= size {
            break;
        }
        let start = all.len();
        all.extend_from_slice(packets);
        let mut at = start;
        while at < all.len() {
            let length: [u8; 4] = all[at + 8..at + 12].try_into().expect("four bytes");
            let next = at + 16 + usize::try_from(u32::from_le_bytes(length)).expect("it fits");
            // The addresses of an IPv4 packet behind an Ethernet header; the server's ends in 5.
            for address in [at + 16 + 14 + 12, at + 16 + 14 + 16] {
                if all[address + 3] != 5 {
                    let [_, a, b, c] = round.to_be_bytes();
                    all[address + 1..address + 4].copy_from_slice(&[a.wrapping_add(100), b, c]);
                }
            }
            at = next;
        }
    }
    all
}

/// A capture of voice (RTP), 200 bytes a packet, and of a large download on a port where nothing is looked for, in turn.
fn other_traffic(size: usize) -> Vec<u8> {
    let mut all = TFTP[..24].to_vec();
    let mut sequence = 0_u32;
    while all.len() < size {
        all.extend(packet(17, &[&[0x40, 0, 0x40, 2, 0, 180, 0, 0][..], &[0x80; 172]].concat()));
        let mut segment = vec![0x30, 0x39, 0x30, 0x40];
        segment.extend(sequence.to_be_bytes());
        segment.extend([0, 0, 0, 0, 0x50, 0x10, 0xff, 0xff, 0, 0, 0, 0]);
        segment.extend([0x5a; 1440]);
        sequence = sequence.wrapping_add(1440);
        all.extend(packet(6, &segment));
    }
    all
}

/// A packet of IPv4 behind an Ethernet header, as it stands in a capture.
fn packet(protocol: u8, payload: &[u8]) -> Vec<u8> {
    let length = |more: usize| payload.len() + more;
    let mut frame = vec![2; 12];
    frame.extend([8, 0, 0x45, 0]);
    frame.extend(u16::try_from(length(20)).expect("it is short").to_be_bytes());
    frame.extend([0, 0, 0, 0, 64, protocol, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2]);
    frame.extend(payload);
    let size = u32::try_from(frame.len()).expect("it is short").to_le_bytes();
    [&[0; 8][..], &size, &size, &frame].concat()
}

fn report(case: &mut Case, detail: Detail) -> trustlens_core::report::Report {
    let at = Timestamp::from_unix(1_795_392_000); // 2026-11-23
    case.report(&Settings::at(at), detail, &mut |_progress| {})
}

/// The DER of a root certificate.
fn root() -> Vec<u8> {
    let blocks = trustlens_core::formats::pem::scan(ROOT.as_bytes());
    let first = blocks.into_iter().next().expect("the fixture holds a block");
    first.contents.expect("the block is whole")
}

/// PEM of self-issued certificates that differ in their names, so that each has to be verified for itself.
fn bundle(count: u32) -> Vec<u8> {
    const NAME: &[u8] = b"Root CA M2";
    let der = root();
    let places: Vec<usize> =
        (0..der.len()).filter(|start| der.get(*start..).is_some_and(|rest| rest.starts_with(NAME))).collect();
    let mut bundle = String::new();
    for number in 0..count {
        let mut certificate = der.clone();
        let name = format!("{number:010}");
        for place in &places {
            certificate[*place..*place + NAME.len()].copy_from_slice(name.as_bytes());
        }
        bundle.push_str("-----BEGIN CERTIFICATE-----\n");
        bundle.push_str(&BASE64_STANDARD.encode(&certificate));
        bundle.push_str("\n-----END CERTIFICATE-----\n");
    }
    bundle.into_bytes()
}
