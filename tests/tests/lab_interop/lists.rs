//! Trust lists and signed files, by the reader in Python.

use crate::clusters::{descriptions, difference, make, write_files};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use trustlens_core::crypto::{HashAlgorithm, sha256};
use trustlens_core::formats::signed_header::TagOrder;
use trustlens_core::lab::{Description, Embed, KeyKind, ListDescription, Made, RecordDescription, name};
use trustlens_core::report::{ClusterMode, Identity};
use trustlens_core::text::hex;
use trustlens_tests::programs::{empty_folder, read_by_python, write_file};

#[test]
fn python_reads_in_the_lists_of_clusters_what_was_described() {
    let folder = empty_folder(env!("CARGO_TARGET_TMPDIR"), "lab-for-python");
    assert_read_as_described(&folder, descriptions());
}

#[test]
fn python_verifies_lists_of_every_key_hash_and_order() {
    let mut described: Vec<(String, Description)> = Vec::new();
    for key in [KeyKind::Rsa1024, KeyKind::Rsa2048, KeyKind::Rsa4096] {
        for digest in [HashAlgorithm::Sha1, HashAlgorithm::Sha256, HashAlgorithm::Sha512] {
            for order in [TagOrder::Cucm, TagOrder::Certutils] {
                for signer_version in [None, Some((1, 0)), Some((1, 1))] {
                    let mut description = Description::healthy("12.5", ClusterMode::Mixed, 1);
                    description.key = key;
                    description.lists.digest = digest;
                    description.lists.order = order;
                    description.lists.signer_version = signer_version;
                    let name = format!("{}-{}-{order:?}-{signer_version:?}", key.name(), digest.id());
                    described.push((name.replace(['(', ')', ',', ' '], ""), description));
                }
            }
        }
    }
    assert_eq!(described.len(), 54);
    let folder = empty_folder(env!("CARGO_TARGET_TMPDIR"), "lab-of-every-kind");
    assert_read_as_described(&folder, described);
}

#[test]
fn python_reads_records_of_every_kind() {
    let description = Description::healthy("12.5", ClusterMode::Mixed, 3);
    let (mut cluster, _) = make("records", &description);
    let ctl = cluster.ctl().expect("a CTL");
    // As `utils ctl set-cluster non-secure-mode` leaves them (formats.md, section 3), and as the format would allow.
    for (record, embed) in ctl.records.iter_mut().rev().zip([Embed::Empty, Embed::HashOnly]) {
        record.embed = embed;
    }
    let folder = empty_folder(env!("CARGO_TARGET_TMPDIR"), "lab-records");
    let bytes = ctl.sign().expect("a list");
    write_file(&folder.join("CTLFile.tlv"), &bytes);
    let said = read_by_python(&folder);
    assert_eq!(said, [list_as_described("CTLFile.tlv", ctl, &said[0]["header_length"])]);
    assert_eq!(said[0]["records"].as_array().map_or(0, Vec::len), ctl.records.len());
}

/// Writes all files of these clusters, has Python read them, and holds what it says against the descriptions.
fn assert_read_as_described<Name: AsRef<str>>(folder: &Path, described: Vec<(Name, Description)>) {
    let mut wanted: BTreeMap<String, ListDescription> = BTreeMap::new();
    let mut bodies: BTreeMap<String, Option<Vec<u8>>> = BTreeMap::new();
    for (name, description) in described {
        let name = name.as_ref();
        let (cluster, files) = make(name, &description);
        write_files(&folder.join(name), &files);
        let signed: Vec<(&ListDescription, Vec<u8>)> =
            cluster.lists.iter().map(|list| (list, list.sign().expect("a list"))).collect();
        for (path, bytes) in &files {
            let full = format!("{name}/{path}");
            if path.strip_suffix(".tlv").is_some() {
                let (list, _) = signed.iter().find(|(_, other)| other == bytes).unwrap_or_else(|| panic!("{full}"));
                wanted.insert(full, (*list).clone());
            } else if let Some(plain) = path.strip_suffix(".sgn") {
                let body = files.iter().find(|(other, _)| other == plain).map(|(_, body)| body.clone());
                bodies.insert(full, body);
            }
        }
        // Each list lies somewhere among the files.
        for (list, bytes) in &signed {
            assert!(files.iter().any(|(_, other)| other == bytes), "{name}: {:?} is in no file", list.kind);
        }
    }
    let said = read_by_python(folder);
    assert_eq!(said.len(), wanted.len() + bodies.len(), "Python read all of them");
    let mut differences = Vec::new();
    for said in said {
        let path = said["path"].as_str().expect("a path");
        if let Some(list) = wanted.get(path) {
            let wanted = list_as_described(path, list, &said["header_length"]);
            if said != wanted {
                differences.push(difference((wanted, said)));
            }
        } else {
            let fits = |body: &Vec<u8>| said["body"] == hex(&sha256(body));
            let is_right = bodies[path].as_ref().is_none_or(fits) && said["signature"]["valid"] == true;
            if !is_right || said["kind"] != "signed-file" {
                differences.push(said.to_string());
            }
        }
    }
    assert!(differences.is_empty(), "{} differ\n{}", differences.len(), differences.join("\n"));
}

/// What Python must say of a list. The length of the header is what adds up to, which Python has checked.
fn list_as_described(path: &str, list: &ListDescription, header_length: &Value) -> Value {
    let (subject, issuer) = written_names(&list.signer, list.order);
    let version = |(major, minor): (u8, u8)| format!("{major}.{minor}");
    json!({
        "path": path,
        "kind": "trust-list",
        "version": version(list.version),
        "signer_version": list.signer_version.map(version),
        "order": if list.order == TagOrder::Cucm { "cucm" } else { "certutils" },
        "header_length": header_length,
        "signer": { "subject": subject, "issuer": issuer, "serial": hex(&list.signer.description.serial) },
        "digest": list.digest.id(),
        "modulus_bits": list.signer.key().kind().rsa_bits(),
        "file_name": list.name,
        "timestamp": list.timestamp.unix(),
        "records": list.records.iter().map(|record| record_as_described(record, list.order)).collect::<Vec<_>>(),
        "signature": { "valid": true, "certificate": hex(&sha256(&list.signer.der)) },
    })
}

/// What Python must say of a record: certutils writes neither name nor address (formats.md, section 3).
fn record_as_described(record: &RecordDescription, order: TagOrder) -> Value {
    let (is_cucm, has_fields) = (order == TagOrder::Cucm, record.embed != Embed::Empty);
    let (subject, issuer) = written_names(&record.certificate, order);
    let is_whole = record.embed == Embed::Whole;
    json!({
        "function": record.role.0,
        "role": record.role.to_string(),
        "dns_name": is_cucm.then_some(&record.dns_name),
        "subject": has_fields.then_some(subject),
        "issuer": has_fields.then_some(issuer),
        "serial": has_fields.then(|| hex(&record.certificate.description.serial)),
        "ip_address": record.address.as_ref().filter(|_| is_cucm),
        "certificate": is_whole.then(|| hex(&sha256(&record.certificate.der))),
    })
}

/// Subject and issuer as formats.md, section 2.1, says that a list has them.
fn written_names(made: &Made, order: TagOrder) -> (String, String) {
    let (subject, issuer) =
        (&made.description.subject, &made.description.issuer.as_deref().unwrap_or(made).description.subject);
    if made.identity == Identity::Etoken {
        let subject = format!("cn=\"{}\";ou=IPCBU;o=\"Cisco Systems", name::common_name(subject));
        return (subject, "cn=Cisco Manufacturing CA;o=Cisco Systems".to_owned());
    }
    let written = |attributes: &[(String, String)]| {
        let mut parts: Vec<(String, String)> = attributes.to_vec();
        if order == TagOrder::Cucm {
            parts.sort_by_key(|(key, _)| ["CN", "OU", "O", "L", "ST", "C"].iter().position(|other| other == key));
        }
        let parts: Vec<String> = parts.iter().map(|(key, value)| format!("{key}={value}")).collect();
        parts.join(if order == TagOrder::Cucm { ";" } else { "," })
    };
    (written(subject), written(issuer))
}
