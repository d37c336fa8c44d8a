//! How fast the engine is: `make bench`. Never a test, for machines differ.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use trustlens_core::formats::certificate::Certificate;
use trustlens_core::formats::signed_header::SignedHeader;
use trustlens_core::formats::trust_list::TrustList;
use trustlens_core::report::text;
use trustlens_core::{Case, Detail, Settings, Timestamp};

const LIST: &[u8] = include_bytes!("../fixtures/samples/own/ITLFile-cucm12style-sha1.tlv");
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

/// Reading the console log of a phone, of which one line in twenty is known.
#[divan::bench(args = [1, 10])]
fn report_of_a_log(bencher: Bencher<'_, '_>, megabytes: usize) {
    const UNKNOWN: &str =
        "4876 DEB Mar 09 18:32:37.974088 (618:755) JAVA-getassetid(): msgsnd() rc: 0, size: 44 bytes  \n";
    const KNOWN: &str =
        "4939 NOT Mar 09 18:32:40.672180 (346:1887) SECUREAPP-Hashes match... authentication successful.\n";
    let part = format!("{}{KNOWN}", UNKNOWN.repeat(19));
    let log = part.repeat(megabytes * 1_000_000 / part.len()).into_bytes();
    bencher.counter(BytesCount::new(log.len())).with_inputs(|| log.clone()).bench_values(|log| {
        let mut case = Case::new();
        case.add("console.log", log);
        report(&mut case, Detail::Slim)
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
