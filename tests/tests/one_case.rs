//! One zip archive that holds a capture, a paste saved as text, a PKCS#7 bag and an ITL: each is found inside, and all are one case.
#![cfg(not(target_arch = "wasm32"))]

use trustlens_core::report::{Input, InputKind, ListSource, Report, SignatureStatus};
use trustlens_tests::{fixture, report_on};

fn case() -> Report {
    report_on([("case.zip", fixture("one-case/case.zip"))])
}

fn input<'a>(report: &'a Report, name: &str) -> &'a Input {
    report.inputs.iter().find(|input| input.name == name).unwrap_or_else(|| panic!("{name} was not found"))
}

#[test]
fn each_is_found_and_says_where() {
    let report = case();
    let archive = input(&report, "case.zip");
    assert_eq!((archive.kind, archive.description.as_str()), (InputKind::Archive, "a zip archive with 4 members"));
    for (name, kind) in [
        ("boot.pcapng", InputKind::Capture),
        ("show itl.txt", InputKind::Transcript),
        ("certificates.p7b", InputKind::CertificateBundle),
        ("tftp/ITLFile.tlv", InputKind::TrustList),
    ] {
        let found = input(&report, name);
        assert_eq!((found.kind, found.parent), (kind, Some(archive.id)), "{name}");
        assert_eq!(found.problems, [], "{name}");
    }

    // What the phone fetched is what the servers had.
    let capture = input(&report, "boot.pcapng").id;
    let fetched = input(&report, "ITLSEP001122334455.tlv");
    assert_eq!(fetched.parent, Some(capture));
    let origin = fetched.origin.as_ref().expect("a capture tells where a file comes from");
    assert_eq!(origin.carried_by.as_deref(), Some("HTTP"));
    assert_eq!(origin.client.as_deref(), Some("10.20.1.21"));
    assert_eq!(origin.server.as_deref(), Some("10.20.1.5:6970"));
    assert!(origin.at.is_some());
    let served = report_on([("served", fixture("samples/peer/ITLSEP001122334455.tlv"))]);
    assert_eq!(fetched.sha256, served.inputs[0].sha256);
}

#[test]
fn all_are_one_case() {
    let report = case();
    let file = input(&report, "tftp/ITLFile.tlv").id;
    let paste = input(&report, "show itl.txt").id;
    let bag = input(&report, "certificates.p7b").id;
    let fetched = input(&report, "ITLSEP001122334455.tlv").id;

    // The paste is a printout of the file in the archive.
    let list = |id: usize| report.trust_lists.iter().find(|list| list.input == id).expect("it is a trust list");
    assert_eq!(list(file).signature.status, SignatureStatus::Valid);
    assert_eq!(list(paste).source, ListSource::Transcript);
    let transcript = list(paste).transcript.as_ref().expect("it was printed");
    assert_eq!((transcript.whole, transcript.same_as), (Some(true), Some(file)));
    let held = |id: usize| list(id).records.iter().map(|record| record.certificate.clone()).collect::<Vec<_>>();
    assert_eq!(held(paste), held(file), "by their SHA-1, the printed records are joined with the certificates");

    // One certificate, wherever it stands.
    let signer =
        report.certificates.iter().find(|certificate| certificate.common_name == "SAST2048").expect("the signer");
    let mut places: Vec<usize> = signer.found_in.iter().map(|place| place.input).collect();
    places.dedup();
    for id in [file, paste, bag, fetched] {
        assert!(places.contains(&id), "{} in {places:?}", report.inputs[id].name);
    }

    // The configuration that the phone fetched is judged by the list that it fetched.
    let configuration = input(&report, "SEP001122334455.cnf.xml.sgn").id;
    let configured = report.signed_files.iter().find(|file| file.input == configuration).expect("it is signed");
    assert_eq!((configured.signature.status, configured.signature.found_in), (SignatureStatus::Valid, Some(fetched)));
}
