//! The reader and writer of trust lists in Python (`interop/`), which were made from the description of the format alone: they hold by
//! themselves, they read what third programs wrote, and what they write is read here as it was meant.
//!
//! `lab_interop.rs` holds the lab's files against them.
#![cfg(not(target_arch = "wasm32"))]

use serde_json::Value;
use std::collections::BTreeMap;
use trustlens_core::Timestamp;
use trustlens_core::crypto::sha256;
use trustlens_core::text::hex;
use trustlens_tests::programs::{empty_folder, json_lines, read_by_python, run_python, text_of};
use trustlens_tests::{file_name, fixtures, report_on};

#[test]
fn python_holds_by_itself() {
    let output = run_python(&["-W", "error", "-m", "unittest", "discover"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("\nOK"), "{said}: `scripts/set-up.sh programs` sets up Python");
}

/// The lists and signed files of certutils, and how many records each has. The signer of `Ringlist.xml.sgn` is in none of the lists.
const OF_CERTUTILS: &[(&str, usize)] = &[
    ("CTL-sha1.tlv", 3),
    ("ITL-allroles-sha1.tlv", 8),
    ("ITL-ec-records-v11.tlv", 4),
    ("ITL-rsa2048-sha1.tlv", 2),
    ("ITL-rsa2048-sha512.tlv", 2),
    ("ITLSEP001122334455.tlv", 2),
    ("enc-sha1/SEP001122334455.cnf.xml.sgn", 0),
    ("sgn-sha1/SEP001122334455.cnf.xml.sgn", 0),
];

#[test]
fn python_reads_what_certutils_wrote() {
    let said = read_by_python(&fixtures().join("samples/peer"));
    let said: BTreeMap<&str, &Value> =
        said.iter().map(|file| (file["path"].as_str().unwrap_or_default(), file)).collect();
    for (path, records) in OF_CERTUTILS {
        let file = said[path];
        assert_eq!(file["signature"]["valid"], true, "{file}");
        assert_eq!(file["order"], "certutils", "{file}");
        assert_eq!(file["records"].as_array().map_or(0, Vec::len), *records, "{file}");
    }
}

#[test]
fn what_python_writes_is_read_here_as_it_was_meant() {
    let folder = empty_folder(env!("CARGO_TARGET_TMPDIR"), "written-by-python");
    let output = run_python(&["write-lists.py", text_of(&folder)]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let written = std::fs::read(folder.join("written.jsonl")).expect("what was written");
    let mut folders: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for file in json_lines(&written) {
        let path = file["path"].as_str().expect("a path");
        let (folder, _) = path.split_once('/').expect("a folder");
        folders.entry(folder.to_owned()).or_default().push(file.clone());
    }
    // Three sizes of keys, three hashes, two orders of tags.
    assert_eq!(folders.len(), 18);
    for files in folders.values() {
        assert_eq!(files.len(), 3);
        let bytes = |file: &Value| {
            let path = file["path"].as_str().expect("a path");
            (file_name(path).to_owned(), std::fs::read(folder.join(path)).expect("a file that was written"))
        };
        let inputs: Vec<(String, Vec<u8>)> = files.iter().map(bytes).collect();
        let report = report_on(inputs.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())));
        let report = serde_json::to_value(report).expect("a report is JSON");
        for (file, (_, bytes)) in files.iter().zip(&inputs) {
            assert_eq!(said_here(file, bytes, &report), *file, "{}", file["path"]);
        }
    }
}

/// What the report says of a file, in the form in which Python describes it.
fn said_here(file: &Value, bytes: &[u8], report: &Value) -> Value {
    let (said, kind) = match file["kind"].as_str() {
        Some("trust-list") => (&report["trust_lists"], "trust-list"),
        _ => (&report["signed_files"], "signed-file"),
    };
    let said = said.as_array().expect("an array").iter().find(|said| said["file_name"] == file["file_name"]);
    let said = said.expect("the file is in the report");
    let tags: Vec<u64> = elements(said, "header").filter_map(|element| element["tag"].as_u64()).collect();
    let place = |tag| tags.iter().position(|other| *other == tag);
    let signer_version = elements(said, "header").find(|element| element["tag"] == 28).map(|element| &element["value"]);
    let timestamp = said["timestamp"].as_str().and_then(|text| Timestamp::parse(text).ok()).expect("a timestamp");
    let mut described = serde_json::json!({
        "path": file["path"],
        "kind": kind,
        "version": said["version"],
        "signer_version": signer_version,
        "order": if place(5) < place(6) { "cucm" } else { "certutils" },
        "signer": with_whole_serial(&said["signer"]),
        "digest": said["digest"],
        "modulus_bits": modulus_bits(said),
        "file_name": said["file_name"],
        "timestamp": timestamp.unix(),
        "signature": {
            "valid": said["signature"]["status"] == "valid" && said["signature"]["digest"] == said["digest"],
            "certificate": said["signature"]["certificate"],
        },
    });
    if kind == "trust-list" {
        described["records"] = said["records"].as_array().expect("records").iter().map(record_here).collect();
    } else {
        let length = said["header_length"].as_u64().and_then(|length| usize::try_from(length).ok());
        let body = bytes.get(length.expect("a length of the header")..).expect("a body");
        assert_eq!(said["body_size"].as_u64(), u64::try_from(body.len()).ok());
        described["body"] = hex(&sha256(body)).into();
    }
    described
}

/// What the report says of a record, in the form in which Python describes it.
fn record_here(record: &Value) -> Value {
    let mut described = with_whole_serial(record);
    for key in ["function", "role", "dns_name", "ip_address", "certificate"] {
        described[key] = record[key].clone();
    }
    described
}

/// Subject, issuer and serial number; the report leaves out leading zeros of the number, so whole bytes are made of it again.
fn with_whole_serial(said: &Value) -> Value {
    let serial = said["serial"].as_str().map(|digits| format!("{}{digits}", "0".repeat(digits.len() % 2)));
    serde_json::json!({ "subject": said["subject"], "issuer": said["issuer"], "serial": serial })
}

/// Bits of the signer's key: eight for each byte of the signature.
fn modulus_bits(said: &Value) -> Option<u64> {
    elements(said, "header").find(|element| element["tag"] == 12)?["length"].as_u64().map(|length| length * 8)
}

/// The elements of a header.
fn elements<'a>(said: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    said[field].as_array().into_iter().flatten()
}
