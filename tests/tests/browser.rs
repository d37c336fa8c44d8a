//! The engine in a browser: what the native tests promise holds in WebAssembly too, where numbers are narrower and the cryptography is
//! compiled differently. `make test` runs this in headless Chromium.
#![cfg(target_arch = "wasm32")]

use trustlens_core::report::{CertificateSignatureStatus, Report, SignatureStatus};
use trustlens_core::{Case, Detail, Settings, Timestamp};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

macro_rules! fixture {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../fixtures/", $name)).as_slice())
    };
}

fn report_of(files: &[(&str, &[u8])]) -> Report {
    let mut case = Case::new();
    for (name, bytes) in files {
        case.add(name, bytes.to_vec());
    }
    let at = Timestamp::parse("2026-12-01").expect("a date");
    case.report(&Settings::at(at), Detail::Full, &mut |_progress| {})
}

#[wasm_bindgen_test]
fn trust_lists_get_their_verdicts() {
    for ((name, bytes), expected) in [
        (fixture!("samples/own/ITLFile-cucm12style-sha1.tlv"), SignatureStatus::Valid),
        (fixture!("samples/own/ITLFile-cucm12style-sha256.tlv"), SignatureStatus::Valid),
        (fixture!("samples/own/ITLFile-cucm12style-sha512.tlv"), SignatureStatus::Valid),
        (fixture!("samples/own/ITLFile-bad-signature.tlv"), SignatureStatus::WrongKey),
        (fixture!("samples/own/ITLFile-trailing-garbage.tlv"), SignatureStatus::Altered),
        (fixture!("samples/own/ITLFile-truncated-in-last-record.tlv"), SignatureStatus::Altered),
        (fixture!("samples/peer/ITL-allroles-sha1.tlv"), SignatureStatus::Valid),
        (fixture!("samples/peer/ITL-ec-records-v11.tlv"), SignatureStatus::Valid),
        (fixture!("samples/peer/CTL-sha1.tlv"), SignatureStatus::Valid),
    ] {
        let report = report_of(&[(name, bytes)]);
        assert_eq!(report.trust_lists.first().map(|list| list.signature.status), Some(expected), "{name}");
    }
}

#[wasm_bindgen_test]
fn signed_and_encrypted_files_are_judged_by_a_list() {
    let report = report_of(&[
        fixture!("samples/peer/ITL-allroles-sha1.tlv"),
        fixture!("samples/peer/sgn-sha1/SEP001122334455.cnf.xml.sgn"),
        fixture!("samples/peer/enc-sha1/SEP001122334455.cnf.xml.enc.sgn"),
    ]);
    for file in &report.signed_files {
        assert_eq!(file.signature.status, SignatureStatus::Valid, "{:?}", file.file_name);
        assert_eq!(file.signature.found_in, Some(0));
    }
    assert_eq!(report.signed_files.len(), 2);
}

/// Certificates that OpenSSL signed with their own keys.
#[wasm_bindgen_test]
fn every_algorithm_verifies() {
    for (name, bytes) in [
        fixture!("made/rsa512-md5.pem"),
        fixture!("made/rsa1024-sha1.pem"),
        fixture!("made/rsa2047-sha256.pem"),
        fixture!("made/rsa2048-sha384.pem"),
        fixture!("made/rsa2048-sha512.pem"),
        fixture!("made/rsa2048-e3-sha256.pem"),
        fixture!("made/rsa8200-sha256.pem"),
        fixture!("made/pss-sha1-defaults.pem"),
        fixture!("made/pss-sha256.pem"),
        fixture!("made/pss-sha384-odd-size.pem"),
        fixture!("made/pss-sha512-mask-sha256-no-salt.pem"),
        fixture!("made/p256-sha256.pem"),
        fixture!("made/p256-compressed.pem"),
        fixture!("made/p384-sha384.pem"),
        fixture!("made/p521-sha512.pem"),
        fixture!("made/ed25519.pem"),
        fixture!("samples/cisco-roots/eccroot.pem"),
        fixture!("samples/cisco-roots/crca2048.pem"),
    ] {
        let report = report_of(&[(name, bytes)]);
        let certificate = report.certificates.first().expect(name);
        assert_eq!(certificate.signature.status, CertificateSignatureStatus::Valid, "{name}: {certificate:?}");
        assert!(certificate.self_signed, "{name}");
    }
}

#[wasm_bindgen_test]
fn a_changed_certificate_does_not_verify() {
    let (name, bytes) = fixture!("made/p256-sha256.pem");
    let text = std::str::from_utf8(bytes).expect("PEM is text");
    // The last character before the padding stands in the signature.
    let end = text.rfind("-----END").expect("a whole block");
    let position = text[..end].rfind(|character: char| character.is_ascii_alphanumeric()).expect("base64") - 8;
    let mut changed = bytes.to_vec();
    changed[position] = if changed[position] == b'A' { b'B' } else { b'A' };
    let report = report_of(&[(name, &changed)]);
    assert_eq!(report.certificates[0].signature.status, CertificateSignatureStatus::Invalid);
}

#[wasm_bindgen_test]
fn dates_beyond_32_bits_are_read() {
    let report =
        report_of(&[fixture!("samples/cisco-roots/crca2099.pem"), fixture!("samples/cisco-roots/eccroot.pem")]);
    let ends: Vec<String> = report.certificates.iter().map(|certificate| certificate.not_after.to_string()).collect();
    assert_eq!(ends, ["2099-08-09T20:58:28Z", "2053-04-04T08:15:44Z"]);
}
