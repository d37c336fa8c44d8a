//! Lists of other programs and of the lab, opened, changed and signed again.

use super::*;
use crate::crypto::HashAlgorithm;
use crate::formats::signed_header::TagOrder;
use crate::lab::{Cluster, Description, Seeded};
use crate::report::ClusterMode;
use crate::{Case, Detail, Settings, Timestamp};
use std::sync::Arc;

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("../../../../tests/fixtures/", $name)).as_slice()
    };
}

/// Lists by the writer in Python, each with the key that signed it there (`make-lists.py`).
const SIGNED_ELSEWHERE: [(&str, &[u8], &[u8]); 5] = [
    ("itl-small", fixture!("made/lists/itl-small.tlv"), fixture!("made/lists-keys/publisher-1024.pem")),
    ("ctl-cucm10-sha1", fixture!("made/lists/ctl-cucm10-sha1.tlv"), fixture!("made/lists-keys/publisher-1024.pem")),
    ("itl-cucm-mixed", fixture!("made/lists/itl-cucm-mixed.tlv"), fixture!("made/lists-keys/signer-2048.pem")),
    (
        "ctl-tokenless-sha512-code3",
        fixture!("made/lists/ctl-tokenless-sha512-code3.tlv"),
        fixture!("made/lists-keys/signer-4096.pem"),
    ),
    (
        "ctl-tokenless-sha512-code4",
        fixture!("made/lists/ctl-tokenless-sha512-code4.tlv"),
        fixture!("made/lists-keys/signer-4096.pem"),
    ),
];

fn lab(order: TagOrder) -> Cluster {
    let mut description = Description::healthy("12.5", ClusterMode::Mixed, 2);
    description.key = crate::lab::KeyKind::Rsa1024;
    description.lists.order = order;
    description.lists.signer_version = (order == TagOrder::Certutils).then_some((1, 1));
    description.build(Arc::new(Seeded::new(b"edit"))).unwrap()
}

/// The certificates and keys of a lab list's signer and of another of its certificates.
fn own(cluster: &Cluster) -> (OwnKeys, Signer) {
    let mut own = OwnKeys::new();
    let signer = &cluster.lists[0].signer;
    own.add("signer.pem", &signer.pem(), &[]).unwrap();
    own.add("signer.key", &signer.key().pkcs8().unwrap(), &[]).unwrap();
    let signer = own.signer(None).unwrap();
    for made in &cluster.certificates {
        own.add(made.common_name(), &made.der, &[]).unwrap();
    }
    (own, signer)
}

/// The signer of a list that was read: its certificate from the list, its key beside it.
fn signer_of(list: &[u8], key: &[u8]) -> Signer {
    let (header, _) = SignedHeader::decode(list);
    let (read, _) = TrustList::decode(list, header);
    let der = read.signer_records()[0].1.certificate().unwrap().to_vec();
    let mut own = OwnKeys::new();
    own.add("certificate", &der, &[]).unwrap();
    own.add("key", key, &[]).unwrap();
    own.signer(None).unwrap()
}

/// The findings above info, and the state of the signature of a list.
fn judged(name: &str, bytes: &[u8]) -> (Vec<String>, crate::report::SignatureStatus) {
    let mut case = Case::new();
    case.add(name, bytes.to_vec());
    let report = case.report(&Settings::at(Timestamp::parse("2026-11-23").unwrap()), Detail::Full, &mut |_| {});
    let checks = report.findings.iter().map(|finding| finding.check.clone()).collect();
    (checks, report.trust_lists[0].signature.status)
}

fn roles(list: &SignedList) -> Vec<String> {
    ListDraft::open(&list.bytes).unwrap().summary().records.into_iter().map(|record| record.role_name).collect()
}

#[test]
fn a_list_of_another_writer_signed_again_is_the_same_file() {
    for (name, list, key) in SIGNED_ELSEWHERE {
        let draft = ListDraft::open(list).unwrap();
        assert_eq!(draft.remarks(), &[] as &[String], "{name}");
        let written = draft.sign(&signer_of(list, key)).unwrap();
        assert!(written.bytes == list, "{name} differs");
    }
}

#[test]
fn a_list_of_the_lab_signed_again_is_the_same_file_in_both_orders() {
    for order in [TagOrder::Cucm, TagOrder::Certutils] {
        let cluster = lab(order);
        let (_, signer) = own(&cluster);
        let mut lists = 0;
        for list in &cluster.lists {
            let bytes = list.sign().unwrap();
            let draft = ListDraft::open(&bytes).unwrap();
            assert_eq!((draft.remarks().len(), draft.header.order), (0, order));
            let written = draft.sign(&signer).unwrap();
            assert!(written.bytes == bytes, "{} differs in {order:?}", list.name);
            assert_eq!(written.warnings, [] as [String; 0]);
            lists += 1;
        }
        assert_eq!(lists, 3);
    }
}

#[test]
fn samples_of_other_programs_would_be_written_as_they_are() {
    for (name, list) in [
        ("own sha1", fixture!("samples/own/ITLFile-cucm12style-sha1.tlv")),
        ("own sha256", fixture!("samples/own/ITLFile-cucm12style-sha256.tlv")),
        ("own sha512", fixture!("samples/own/ITLFile-cucm12style-sha512.tlv")),
        ("own ctl", fixture!("samples/own/CTLFile-nonsecure-certless.tlv")),
        ("peer ctl", fixture!("samples/peer/CTL-sha1.tlv")),
        ("peer itl", fixture!("samples/peer/ITL-allroles-sha1.tlv")),
        ("peer ec", fixture!("samples/peer/ITL-ec-records-v11.tlv")),
        ("peer sha512", fixture!("samples/peer/ITL-rsa2048-sha512.tlv")),
    ] {
        // Opening compares what would be written, with the signature that is there, and says where it differs.
        assert_eq!(ListDraft::open(list).unwrap().remarks(), &[] as &[String], "{name}");
    }
}

#[test]
fn damage_is_said_and_what_is_no_list_is_refused() {
    let garbage = ListDraft::open(fixture!("samples/own/ITLFile-trailing-garbage.tlv")).unwrap();
    assert!(garbage.remarks().iter().any(|remark| remark.contains("left out")), "{:?}", garbage.remarks());
    let odd = ListDraft::open(fixture!("made/lists/itl-unusual-header-order.tlv")).unwrap();
    assert!(odd.remarks()[0].contains("written anew"), "{:?}", odd.remarks());
    let list = fixture!("samples/own/ITLFile-truncated-in-last-record.tlv");
    let cut = ListDraft::open(list).unwrap();
    let cluster = lab(TagOrder::Cucm);
    let (_, signer) = own(&cluster);
    let number = cut.len();
    assert_eq!(cut.sign(&signer).unwrap_err(), EditError::CutRecord(number));
    let mut mended = cut.clone();
    mended.remove(number).unwrap();
    assert!(mended.sign(&signer).is_ok());
    assert!(matches!(ListDraft::open(b"<html>"), Err(EditError::NotAList(_))));
    let configuration = fixture!("samples/peer/sgn-sha1/SEP001122334455.cnf.xml.sgn");
    assert!(matches!(ListDraft::open(configuration), Err(EditError::NotAList(_))));
}

#[test]
fn records_keep_their_numbers_and_their_bytes() {
    let cluster = lab(TagOrder::Cucm);
    let bytes = cluster.lists[0].sign().unwrap();
    let (_, signer) = own(&cluster);
    let mut draft = ListDraft::open(&bytes).unwrap();
    let before = draft.summary().records;
    draft.remove(2).unwrap();
    draft.move_to(4, 1).unwrap();
    draft.set_role(5, Role(7)).unwrap();
    let numbers: Vec<usize> = draft.summary().records.iter().map(|record| record.number).collect();
    assert_eq!(numbers[..3], [4, 1, 3]);
    assert_eq!(numbers.len(), before.len() - 1);
    assert_eq!(draft.remove(2), Err(EditError::Removed(2)));
    assert!(matches!(draft.remove(99), Err(EditError::NoRecord(99, _))));
    assert!(matches!(draft.move_to(1, 0), Err(EditError::NoPlace { to: 0, .. })));
    assert!(matches!(draft.move_to(1, numbers.len() + 1), Err(EditError::NoPlace { .. })));

    let written = draft.sign(&signer).unwrap();
    let (_, status) = judged("ITLFile.tlv", &written.bytes);
    assert_eq!(status, crate::report::SignatureStatus::Valid);
    let read = |bytes: &[u8]| TrustList::decode(bytes, SignedHeader::decode(bytes).0).0.records;
    let raw = |record: &Record| {
        let mut bytes = Vec::new();
        record.encode(&mut bytes);
        bytes
    };
    let (old, new) = (read(&bytes), read(&written.bytes));
    assert_eq!((raw(&new[0]), raw(&new[1])), (raw(&old[3]), raw(&old[0])));
    let changed = new.iter().find(|record| record.role() == Some(Role(7))).unwrap();
    assert_eq!((changed.certificate(), changed.length()), (old[4].certificate(), old[4].length()));
}

#[test]
fn a_list_from_nothing_is_what_the_lab_writes_of_the_same_certificates() {
    for order in [TagOrder::Cucm, TagOrder::Certutils] {
        let cluster = lab(order);
        let (own, signer) = own(&cluster);
        for list in &cluster.lists {
            let add = |record: &RecordDescription| {
                let certificate = Certificate::decode(&record.certificate.der).unwrap().0.sha256();
                let (name, address) = (Some(record.dns_name.clone()), record.address.clone());
                Edit::Add(NewRecord { certificate, role: record.role.0, name, address, at: None })
            };
            let header = ListHeader {
                order,
                signer_version: list.signer_version,
                timestamp: Some(list.timestamp),
                digest: list.digest,
                ..ListHeader::new(&list.name)
            };
            let request = SignRequest {
                list: None,
                header: Some(header),
                edits: list.records.iter().map(add).collect(),
                signer: Some(signer.certificate.sha256()),
                add_signer: true,
            };
            assert!(make(&request, &own).unwrap().bytes == list.sign().unwrap(), "{} in {order:?}", list.name);
        }
    }
}

#[test]
fn the_signer_is_added_on_request_and_missed_without() {
    let cluster = lab(TagOrder::Cucm);
    let (own, signer) = own(&cluster);
    let server = cluster.certificate(crate::report::Identity::Callmanager, "cucm-pub").unwrap();
    let certificate = Certificate::decode(&server.der).unwrap().0.sha256();
    let edits = vec![Edit::Add(NewRecord { certificate, role: 3, name: None, address: None, at: None })];
    let header = ListHeader { digest: HashAlgorithm::Sha512, ..ListHeader::new("ITLFile.tlv") };
    let request = SignRequest {
        list: None,
        header: Some(header),
        edits,
        signer: Some(signer.certificate.sha256()),
        add_signer: false,
    };
    let without = make(&request, &own).unwrap();
    assert!(without.warnings[0].contains("phones will refuse the list"), "{:?}", without.warnings);
    let (findings, _) = judged("ITLFile.tlv", &without.bytes);
    assert!(findings.contains(&"SIG-02".to_owned()), "{findings:?}");
    let with = make(&SignRequest { add_signer: true, ..request }, &own).unwrap();
    assert_eq!((roles(&with), with.warnings.len()), (vec!["SAST".to_owned(), "TFTP".to_owned()], 0));
    let (findings, status) = judged("ITLFile.tlv", &with.bytes);
    assert!(status == crate::report::SignatureStatus::Valid && !findings.contains(&"SIG-02".to_owned()));
}

#[test]
fn another_signer_is_named_in_the_header() {
    let cluster = lab(TagOrder::Cucm);
    let bytes = cluster.lists[0].sign().unwrap();
    let other = signer_of(SIGNED_ELSEWHERE[0].1, SIGNED_ELSEWHERE[0].2);
    let mut draft = ListDraft::open(&bytes).unwrap();
    draft.add_signer(&other);
    let written = draft.sign(&other).unwrap();
    assert_eq!(ListDraft::open(&written.bytes).unwrap().summary().signer.as_deref(), Some("pub-001.example.test"));
    assert_eq!(judged("ITLFile.tlv", &written.bytes).1, crate::report::SignatureStatus::Valid);
}

/// A key that only says what it is.
struct Pretended(crate::lab::Key, crate::lab::KeyKind);

impl crate::lab::PrivateKey for Pretended {
    fn kind(&self) -> crate::lab::KeyKind {
        self.1
    }

    fn public_key_der(&self) -> &[u8] {
        self.0.public_key_der()
    }

    fn sign(&self, _hash: HashAlgorithm, _message: &[u8]) -> Result<Vec<u8>, LabError> {
        Ok(vec![1; self.1.rsa_bits().unwrap_or(512) / 8])
    }

    fn pkcs8(&self) -> Option<Vec<u8>> {
        None
    }
}

#[test]
fn keys_that_phones_may_refuse_are_warned_of_and_curves_are_refused() {
    let cluster = lab(TagOrder::Cucm);
    let (_, signer) = own(&cluster);
    let draft = ListDraft::open(&cluster.lists[0].sign().unwrap()).unwrap();
    let with = |kind| {
        let key = crate::lab::Key::new(Pretended(signer.key.clone(), kind));
        draft.sign(&Signer { certificate: signer.certificate.clone(), key })
    };
    let warnings = with(crate::lab::KeyKind::Rsa3072).unwrap().warnings;
    assert!(warnings.len() == 1 && warnings[0].contains("no known code for keys of 3072 bits"), "{warnings:?}");
    assert!(with(crate::lab::KeyKind::Rsa512).unwrap().warnings[0].contains("512 bits"));
    assert_eq!(with(crate::lab::KeyKind::Rsa4096).unwrap().warnings, [] as [String; 0]);
    assert!(with(crate::lab::KeyKind::P256).unwrap_err().to_string().contains("RSA"));
}

#[test]
fn a_draft_shows_what_would_be_signed() {
    let cluster = lab(TagOrder::Cucm);
    let (own, signer) = own(&cluster);
    let request = SignRequest {
        list: Some(SIGNED_ELSEWHERE[0].1.to_vec()),
        header: None,
        edits: vec![Edit::Remove { record: 3 }],
        signer: Some(signer.certificate.sha256()),
        add_signer: true,
    };
    let summary = draft(&request, &own).unwrap().summary();
    let shown: Vec<(usize, bool)> = summary.records.iter().map(|record| (record.number, record.is_new)).collect();
    assert_eq!(shown, [(4, true), (1, false), (2, false)]);
    assert_eq!(roles(&make(&request, &own).unwrap()), ["SAST", "SAST", "TFTP"]);
    let nobody = SignRequest { signer: Some("00".to_owned()), ..request };
    assert_eq!(draft(&nobody, &own).unwrap().len(), 2);
    assert!(matches!(make(&nobody, &own), Err(EditError::NoSigner(_))));
}

#[test]
fn what_cannot_be_made_says_why() {
    let cluster = lab(TagOrder::Cucm);
    let (own, signer) = own(&cluster);
    let empty = ListDraft::new(ListHeader::new("CTLFile.tlv"));
    assert_eq!(empty.sign(&signer), Err(EditError::NoRecords));
    let add = |address: &str| NewRecord {
        certificate: signer.certificate.sha256(),
        role: 0,
        name: None,
        address: Some(address.to_owned()),
        at: None,
    };
    let wrong = empty.clone().apply(&Edit::Add(add("10.0.0.300")), &own).unwrap_err();
    assert!(wrong.to_string().contains("10.0.0.300"), "{wrong}");
    let unknown = NewRecord { certificate: "ff".to_owned(), ..add("10.0.0.1") };
    assert_eq!(empty.clone().apply(&Edit::Add(unknown), &own), Err(EditError::NoCertificate("ff".to_owned())));
    let named = NewRecord { name: Some("two\nlines".to_owned()), ..add("10.0.0.1") };
    assert!(empty.clone().apply(&Edit::Add(named), &own).unwrap_err().to_string().starts_with("DNSNAME"));
    let mut late = empty.clone();
    late.apply(&Edit::Add(add("10.0.0.1")), &own).unwrap();
    late.header.timestamp = Some(Timestamp::parse("2107-01-01").unwrap());
    assert!(late.sign(&signer).unwrap_err().to_string().contains("2106"));
    late.header.timestamp = Some(Timestamp::parse("2001-01-01").unwrap());
    late.header.digest = HashAlgorithm::Sha256;
    let warnings = late.sign(&signer).unwrap().warnings;
    assert!(warnings.iter().any(|warning| warning.contains("SHA-256")), "{warnings:?}");
    assert!(warnings.iter().any(|warning| warning.contains("not valid at the time")), "{warnings:?}");
}
