//! Inputs together: what one says of another.

use super::*;
use crate::report::{self, CertificateSignatureStatus, ClusterMode, Identity, InputKind, KnownKind, SignatureStatus};
use crate::timestamp::Timestamp;
use base64::prelude::{BASE64_STANDARD, Engine as _};

macro_rules! sample {
    ($name:literal) => {
        include_bytes!(concat!("../../../tests/fixtures/samples/", $name)).to_vec()
    };
}

fn settings() -> Settings {
    Settings::at(Timestamp::parse("2026-11-23").unwrap())
}

fn report(case: &mut Case) -> Report {
    case.report(&settings(), Detail::Slim, &mut |_| {})
}

#[test]
fn a_certificate_is_listed_once_with_every_place() {
    let mut case = Case::new();
    case.add("ITLFile.tlv", sample!("own/ITLFile-cucm12style-sha1.tlv"));
    case.add("CTLFile.tlv", sample!("peer/CTL-sha1.tlv"));
    let report = report(&mut case);
    let signer = &report.certificates[0];
    assert_eq!(signer.common_name, "SAST2048");
    let places: Vec<_> = signer.found_in.iter().map(|place| (place.input, place.record)).collect();
    assert_eq!(places, [(0, Some(1)), (1, Some(1))]);
    let call_manager =
        report.certificates.iter().find(|certificate| certificate.common_name == "ccm.lab.example").unwrap();
    assert_eq!(call_manager.identity, Identity::Callmanager);
    assert_eq!(call_manager.found_in.len(), 3, "twice in the ITL, once in the CTL");
}

#[test]
fn taking_an_input_away_leaves_the_others_as_they_were() {
    let mut case = Case::new();
    let itl = case.add("ITLFile.tlv", sample!("own/ITLFile-cucm12style-sha1.tlv"));
    let root = case.add("root.pem", sample!("cisco-roots/crca2048.pem"));
    assert_eq!((itl, root), (vec![0], vec![1]));
    report(&mut case);
    case.remove(0);
    let after = report(&mut case);
    assert_eq!(after.inputs.iter().map(|input| input.id).collect::<Vec<_>>(), [1]);
    assert_eq!(after.certificates.len(), 1);
    assert_eq!(after.certificates[0].found_in[0].input, 1);
    assert_eq!(case.add("again", Vec::new()), [2], "names are not given twice");
}

#[test]
fn a_signed_file_is_judged_by_the_lists_of_the_case() {
    let config = sample!("peer/sgn-sha1/SEP001122334455.cnf.xml.sgn");
    let mut case = Case::new();
    case.add("SEP001122334455.cnf.xml.sgn", config);
    let alone = report(&mut case);
    assert_eq!(alone.signed_files[0].signature.status, SignatureStatus::SignerMissing);
    assert!(alone.signed_files[0].signature.reason.contains("Add the ITL"));

    let list = case.add("ITLFile.tlv", sample!("peer/ITL-allroles-sha1.tlv"));
    let together = report(&mut case);
    let signature = &together.signed_files[0].signature;
    assert_eq!(signature.status, SignatureStatus::Valid);
    assert_eq!(signature.found_in, list.first().copied());
    assert_eq!(
        signature.record,
        Some(4),
        "the CCM+TFTP record, not the CCM record before it with the same certificate"
    );

    let mut changed = sample!("peer/sgn-sha1/SEP001122334455.cnf.xml.sgn");
    *changed.last_mut().unwrap() ^= 1;
    case.add("changed.sgn", changed);
    assert_eq!(report(&mut case).signed_files[1].signature.status, SignatureStatus::Altered);
}

#[test]
fn issuers_are_found_wherever_they_came_in() {
    let mut case = Case::new();
    case.add("cmca.pem", sample!("cisco-roots/cmca.pem"));
    let alone = report(&mut case);
    let signature = &alone.certificates[0].signature;
    assert_eq!(signature.status, CertificateSignatureStatus::Valid);
    assert_eq!(
        (signature.issuer_certificate.as_deref(), signature.known_issuer.as_deref()),
        (None, Some("Cisco Root CA 2048"))
    );
    case.add("crca2048.pem", sample!("cisco-roots/crca2048.pem"));
    let together = report(&mut case);
    assert_eq!(together.certificates[0].signature.status, CertificateSignatureStatus::Valid);
    assert_eq!(
        together.certificates[0].signature.issuer_certificate.as_deref(),
        Some(together.certificates[1].sha256.as_str())
    );
    assert_eq!(together.certificates[0].signature.known_issuer, None);
    assert!(together.certificates[1].self_signed && !together.certificates[0].self_signed);
}

#[test]
fn the_report_tells_what_is_known_of_ciscos_certificates() {
    let mut case = Case::new();
    case.add("cmca2.pem", sample!("cisco-roots/cmca2.pem"));
    case.add("ITLFile.tlv", sample!("own/ITLFile-cucm12style-sha1.tlv"));
    let report = report(&mut case);
    let known = report.certificates[0].known.as_ref().unwrap();
    assert_eq!((known.name.as_str(), known.kind), ("Cisco Manufacturing CA SHA2", KnownKind::ManufacturingCa));
    assert_eq!(known.models, ["78xx", "88xx", "DX"]);
    let words = report.certificates[0].known_for_people().unwrap();
    let beginning = "Cisco Manufacturing CA SHA2, manufacturing CA of Cisco's, to 2037-11-12. Above 78xx, 88xx, DX. ";
    assert!(words.starts_with(beginning), "{words}");
    assert!(
        report::text::render(&report).contains("    known    Cisco Manufacturing CA SHA2, manufacturing CA of Cisco's")
    );
    assert!(
        report.certificates.iter().skip(1).all(|other| other.known.is_none() && other.known_for_people().is_none())
    );
}

#[test]
fn a_pasted_list_in_base64_is_unwrapped() {
    let list = sample!("own/ITLFile-cucm12style-sha1.tlv");
    let mut case = Case::new();
    let ids = case.add("pasted text", BASE64_STANDARD.encode(&list).into_bytes());
    assert_eq!(ids, [0, 1]);
    let drawn = report(&mut case);
    assert_eq!((drawn.inputs[0].kind, drawn.inputs[1].kind), (InputKind::Archive, InputKind::TrustList));
    assert_eq!(drawn.inputs[1].parent, Some(0));
    assert_eq!(drawn.trust_lists[0].signature.status, SignatureStatus::Valid);
    case.remove(0);
    assert!(report(&mut case).inputs.is_empty(), "what was found inside goes with it");
}

#[test]
fn private_keys_are_named_and_not_kept() {
    let key = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgVERPTlRLRUVQTUU=\n-----END PRIVATE KEY-----\n";
    let mut case = Case::new();
    case.add("key.pem", key.as_bytes().to_vec());
    let drawn = report(&mut case);
    assert_eq!(drawn.inputs[0].kind, InputKind::PrivateKey);
    let everything = format!("{case:?}{drawn:?}");
    assert!(!everything.contains("MIGHAgEA") && !everything.contains("DONTKEEPME"));
}

#[test]
fn the_mode_is_inferred_where_lists_agree_and_said_to_be() {
    let mut case = Case::new();
    case.add("ITLFile.tlv", sample!("own/ITLFile-cucm12style-sha1.tlv"));
    let inferred = report(&mut case).context;
    assert_eq!(inferred.mode, ClusterMode::NonSecure);
    assert!(inferred.inferred.contains(&"mode".to_owned()));
    let said = Settings { mode: Some(ClusterMode::Mixed), ..settings() };
    let context = case.report(&said, Detail::Slim, &mut |_| {}).context;
    assert_eq!(context.mode, ClusterMode::Mixed);
    assert!(!context.inferred.contains(&"mode".to_owned()));
    case.add("CTLFile.tlv", sample!("peer/CTL-sha1.tlv"));
    assert_eq!(report(&mut case).context.mode, ClusterMode::Unknown, "the CTL says mixed, the ITL non-secure");
}

#[test]
fn details_come_one_by_one() {
    let mut case = Case::new();
    case.add("ITLFile.tlv", sample!("own/ITLFile-cucm12style-sha1.tlv"));
    let slim = report(&mut case);
    assert!(slim.trust_lists[0].header.is_empty() && slim.certificates[0].detail.is_none());
    let full = case.report(&settings(), Detail::Full, &mut |_| {});
    assert_eq!(case.trust_list(0).as_ref(), full.trust_lists.first());
    assert_eq!(case.certificate(&slim.certificates[2].sha256).as_ref(), full.certificates.get(2));
    assert!(case.trust_list(7).is_none() && case.certificate("00").is_none() && case.signed_file(0).is_none());
}

#[test]
fn verification_comes_in_slices() {
    let mut case = Case::new();
    case.add("ITLFile.tlv", sample!("own/ITLFile-cucm12style-sha1.tlv"));
    assert_eq!(case.verify_next(2), Progress { done: 2, total: 5 });
    assert_eq!(case.verify_next(2), Progress { done: 4, total: 5 });
    assert_eq!(case.verify_next(2), Progress { done: 5, total: 5 });
    case.add("crca2048.pem", sample!("cisco-roots/crca2048.pem"));
    assert_eq!(case.verify_next(0), Progress { done: 0, total: 6 });
}
