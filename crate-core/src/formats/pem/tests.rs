//! PEM as it comes out of tickets, exports and damaged copies.

use super::*;
use crate::formats::certificate::fixtures;

const FILE: &str = "made/ed25519.pem";

fn text() -> String {
    String::from_utf8(fixtures::read(FILE)).unwrap()
}

/// The base64 of the file alone, in one line.
fn base64() -> String {
    text().lines().filter(|line| !line.starts_with('-')).collect()
}

fn only(bytes: &[u8]) -> PemBlock {
    let mut blocks = scan(bytes);
    assert_eq!(blocks.len(), 1, "{blocks:?}");
    blocks.remove(0)
}

#[test]
fn an_ordinary_file() {
    let block = only(text().as_bytes());
    // Printed by `openssl x509 -outform DER | sha256sum` into expected.tsv.
    let expected = fixtures::expected().into_iter().find(|expected| expected.file == FILE).unwrap();
    let digest = crate::text::hex(&crate::crypto::sha256(&block.contents.unwrap()));
    assert_eq!(digest, expected.fingerprints[0].to_lowercase());
    assert_eq!((block.label.as_str(), block.offset, block.remark), ("CERTIFICATE", 0, None));
    assert_eq!(block.headers, []);
}

#[test]
fn spellings_that_are_found_in_tickets() {
    let plain = text();
    let expected = only(plain.as_bytes()).contents;
    let in_lines_of = |length: usize, indent: &str, line_break: &str| {
        let base64 = base64();
        let lines = base64.as_bytes().chunks(length).map(|line| String::from_utf8_lossy(line).into_owned());
        lines.collect::<Vec<_>>().join(&format!("{line_break}{indent}"))
    };
    let framed = |base64: String| format!("-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----\n");
    let one_line = format!("-----BEGIN CERTIFICATE-----{}-----END CERTIFICATE-----", base64());
    for variant in [
        plain.replace('\n', "\r\n"),
        plain.replace('\n', "\r"),
        plain.replace('\n', "\n\n"),
        plain.replace('\n', "\\n"),
        plain.replace('\n', "\\r\\n"),
        plain.replace('\n', "\\\\n"),
        plain.replace('\n', "&#xD;\n"),
        format!("   {}", plain.replace('\n', "  \n\t   ")),
        plain.replace("-----", "----"),
        plain.replace("-----", "------"),
        format!("admin:show cert own tomcat\n[\n  Version: V3\n]\n{plain}admin:"),
        format!("{{\"certificate\": \"{}\"}}", plain.replace('\n', "\\n")),
        format!("INSERT INTO certificate VALUES ('{}', 7);", plain.replace('\n', "\\n")),
        framed(in_lines_of(20, "", "\n")),
        framed(in_lines_of(76, "  ", "\r\n")),
        one_line,
    ] {
        let block = only(variant.as_bytes());
        assert_eq!(block.contents, expected, "{variant}");
        assert_eq!(block.remark, None);
        assert_eq!(&variant[block.offset..block.offset + 4], "----");
    }
}

#[test]
fn many_blocks_with_text_between() {
    let bundle = format!("subject=a\n{}\nsubject=b\n{}{}", text(), text(), text().trim_end());
    let blocks = scan(bundle.as_bytes());
    assert_eq!(blocks.len(), 3);
    assert!(blocks.iter().all(|block| block.contents == blocks[0].contents && block.remark.is_none()));
    assert_eq!(blocks[0].offset, 10);
    assert!(blocks.iter().all(|block| bundle[..block.end].ends_with("-----END CERTIFICATE-----")));
}

#[test]
fn headers_of_rfc_1421() {
    let text = "-----BEGIN X509 CRL-----\nProc-Type: 4,ENCRYPTED\nKey-Info: a,\n b\nDEK-Info: DES-EDE3-CBC,00\n\nAAEC\n-----END X509 CRL-----\n";
    let block = only(text.as_bytes());
    let headers: Vec<_> = block.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(headers, [("Proc-Type", "4,ENCRYPTED"), ("Key-Info", "a,b"), ("DEK-Info", "DES-EDE3-CBC,00")]);
    assert_eq!(block.contents, Ok(vec![0, 1, 2]));
}

#[test]
fn private_keys_are_not_decoded() {
    for label in
        ["PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"]
    {
        let block = only(format!("-----BEGIN {label}-----\nAAEC\n-----END {label}-----\n").as_bytes());
        assert_eq!(block.contents.unwrap_err().fault, PemFault::PrivateKey, "{label}");
    }
}

#[test]
fn a_missing_end_line_is_said() {
    let plain = text();
    let whole = only(plain.as_bytes()).contents;
    let without_end = plain.split("-----END").next().unwrap();
    let block = only(format!("{without_end}[end of output]\n").as_bytes());
    assert_eq!(block.contents, whole);
    assert_eq!(block.remark.unwrap().fault, PemFault::EndMissing);
    // The next block begins before this one ends.
    let blocks = scan(format!("{without_end}{plain}").as_bytes());
    assert_eq!(blocks.len(), 2);
    assert_eq!(blocks[0].remark.as_ref().unwrap().offset, blocks[1].offset);
    assert_eq!((&blocks[0].contents, &blocks[1].contents), (&whole, &whole));

    let differs = only(plain.replace("END CERTIFICATE", "END X509 CERTIFICATE").as_bytes());
    assert_eq!(differs.remark.unwrap().fault, PemFault::EndDiffers("X509 CERTIFICATE".to_owned()));
}

#[test]
fn damage_has_a_place() {
    let fault = |body: &str| {
        let text = format!("--\n-----BEGIN A-----\n{body}\n-----END A-----");
        let error = only(text.as_bytes()).contents.unwrap_err();
        (error.fault, text.as_bytes()[error.offset..].first().copied())
    };
    assert_eq!(fault("AA[...]AA"), (PemFault::NotBase64(b'['), Some(b'[')));
    assert_eq!(fault("  AAA\u{e4}"), (PemFault::NotBase64(0xc3), Some(0xc3)));
    assert_eq!(fault("AA==\nBAA="), (PemFault::AfterPadding, Some(b'B')));
    assert_eq!(fault("AAAAA"), (PemFault::Cut, Some(b'-')));
    assert_eq!(fault(""), (PemFault::Empty, Some(b'-')));
    assert_eq!(fault("===="), (PemFault::Empty, Some(b'-')));
}

#[test]
fn what_is_no_block_is_left_alone() {
    for text in [
        "",
        "BEGIN",
        "-----BEGIN",
        "-----BEGIN CERTIFICATE",
        "---BEGIN A---",
        "-------BEGIN A-------",
        "-----BEGIN A\nB-----",
        "--------",
    ] {
        assert_eq!(scan(text.as_bytes()), [], "{text}");
    }
    // Work stays in proportion to the size.
    assert_eq!(scan("-----BEGIN A-----".repeat(20_000).as_bytes()).len(), 20_000);
    assert!(scan("-----BEGIN ".repeat(20_000).as_bytes()).is_empty());
}

#[test]
fn truncated_and_changed_files_never_panic() {
    let plain = text().replace('\n', "\\n");
    for length in 0..plain.len() {
        let _ = scan(&plain.as_bytes()[..length]);
        let mut changed = plain.clone().into_bytes();
        changed[length] ^= 0x85;
        let _ = scan(&changed);
    }
}

#[test]
fn bare_base64_of_every_kind() {
    let expected = only(text().as_bytes()).contents.ok();
    let plain = base64();
    let (first, second) = plain.split_at(76);
    let lines = format!("  {first}\r\n  {second}\r\n");
    let url = plain.replace('+', "-").replace('/', "_");
    for variant in [plain.clone(), plain.trim_end_matches('=').to_owned(), lines, url] {
        assert_eq!(bare_base64(variant.as_bytes()), expected, "{variant}");
    }
    let short = "QUJD".repeat(16);
    let hex_dump = "30 82 01 0a 02 82 01 01 00 ".repeat(20);
    let hex = "30820122".repeat(40);
    let words = "these are just plain words without any other characters ".repeat(4);
    for text in ["", "-----BEGIN", short.as_str(), &hex_dump, &hex, &words, &format!("{plain}*"), &format!("{plain}=A")]
    {
        assert_eq!(bare_base64(text.as_bytes()), None, "{text}");
    }
    assert_eq!(bare_base64("QUJD".repeat(22).as_bytes()).map(|bytes| bytes.len()), Some(66));
}
