//! Chains: what is judged by the certificates that ship, and what bears their names wrongly.
//!
//! Nobody but Cisco can make a MIC that verifies; the CAs that Cisco's roots signed stand in for it. What is forged was made by
//! `tests/fixtures/known-cisco/make-certificates.sh`.

use super::*;
use crate::Case;
use crate::case::Settings;
use crate::formats::certificate::fixtures;
use crate::report::Identity;

fn settings() -> Settings {
    Settings::at(Timestamp::parse("2026-11-23").unwrap())
}

/// A case of some files of `tests/fixtures`, short for Cisco's and for those of these tests.
fn case(files: &[&str]) -> Case {
    let mut case = Case::new();
    for file in files {
        let folder = match *file {
            "crca2048" | "crcam2" | "crca2099" | "eccroot" | "cmca" | "cmca2" | "ACT2SUDICA" | "act2eccsudi"
            | "hasudi" => "samples/cisco-roots",
            _ => "known-cisco",
        };
        case.add(&format!("{file}.pem"), fixtures::read(&format!("{folder}/{file}.pem")));
    }
    case
}

/// The links of a chain as words: where each stands, and its name; then how it ends.
fn words(chain: &Chain<'_, '_>) -> Vec<String> {
    let link = |link: &Link<'_, '_>| match link {
        Link::Case(_) => format!("case: {}", link.common_name()),
        Link::Known(_) => format!("known: {}", link.common_name()),
    };
    let end = match &chain.end {
        End::Root => "root".to_owned(),
        End::Missing { issuer, known } => {
            format!("missing: {issuer}{}", if known.is_some() { ", of which facts are known" } else { "" })
        }
        End::DoesNotHold { issuer, .. } => {
            format!("does not hold with {}", issuer.map_or_else(String::new, |issuer| link(&issuer)))
        }
        End::NotVerifiable { .. } => "not verifiable".to_owned(),
        End::Endless => "endless".to_owned(),
    };
    chain.links.iter().map(link).chain([end]).collect()
}

/// The chain of the first certificate of some files.
fn chain_of(files: &[&str]) -> Vec<String> {
    let mut case = case(files);
    let evaluation = case.evaluate(&settings());
    words(&chain(&evaluation, &evaluation.certificates[0]))
}

#[test]
fn what_ciscos_roots_signed_is_judged_without_them() {
    for (file, name, root) in [
        ("cmca", "Cisco Manufacturing CA", "Cisco Root CA 2048"),
        ("ACT2SUDICA", "ACT2 SUDI CA", "Cisco Root CA 2048"),
        ("cmca2", "Cisco Manufacturing CA SHA2", "Cisco Root CA M2"),
        ("hasudi", "High Assurance SUDI CA", "Cisco Root CA 2099"),
        ("act2eccsudi", "ACT2 ECC SUDI CA", "Cisco ECC Root CA"),
    ] {
        let mut case = case(&[file]);
        let evaluation = case.evaluate(&settings());
        let certificate = &evaluation.certificates[0];
        assert_eq!(certificate.verdict.status, Status::Valid, "{file}");
        assert_eq!(certificate.verdict.issuer, None, "{file}: nothing to link to");
        assert_eq!(
            certificate.verdict.reason,
            format!("Signed by {root}, a certificate of Cisco's that Trustlens knows; it is not in the case.")
        );
        assert_eq!(certificate.known.map(|known| known.name), Some(name));
        let chain = chain(&evaluation, certificate);
        assert_eq!(words(&chain), [format!("case: {name}"), format!("known: {root}"), "root".to_owned()]);
        assert!(chain.is_whole());
        assert_eq!(chain.known_root().map(|known| known.name), Some(root));
    }
}

#[test]
fn a_link_that_is_in_the_case_is_found_there() {
    assert_eq!(chain_of(&["cmca", "crca2048"]), ["case: Cisco Manufacturing CA", "case: Cisco Root CA 2048", "root"]);
    let mut case = case(&["crca2048", "cmca"]);
    let evaluation = case.evaluate(&settings());
    assert_eq!(evaluation.certificates[1].verdict.issuer, Some(0));
    assert!(evaluation.certificates[1].verdict.known_issuer.is_none());
    let chain = chain(&evaluation, &evaluation.certificates[1]);
    assert_eq!(chain.known_root().map(|known| known.name), Some("Cisco Root CA 2048"));
    let (first, expires) = chain.first_to_expire().unwrap();
    assert_eq!((first.common_name().as_str(), expires.date().as_str()), ("Cisco Manufacturing CA", "2029-05-14"));
}

#[test]
fn a_name_of_ciscos_does_not_make_a_certificate_ciscos() {
    for file in ["forged-mic", "forged-mic-naming-key", "forged-mic-elsewhere"] {
        // Alone, and beside the certificate whose name it bears.
        for files in [vec![file], vec![file, "cmca2"]] {
            let mut case = case(&files);
            let evaluation = case.evaluate(&settings());
            let forged = &evaluation.certificates[0];
            assert_eq!(forged.identity, Identity::Mic, "going by its names");
            assert_eq!(forged.verdict.status, Status::Invalid, "{files:?}");
            let reason = &forged.verdict.reason;
            assert!(
                reason.starts_with(
                    "It names Cisco Manufacturing CA SHA2 as its issuer, but Cisco's key of that name, which Trustlens knows, does not"
                ),
                "{reason}"
            );
            let chain = chain(&evaluation, forged);
            assert!(!chain.is_whole() && chain.known_root().is_none());
            let place = if files.len() == 1 { "known" } else { "case" };
            assert_eq!(
                words(&chain),
                [
                    "case: CP-8861-SEP001122334455".to_owned(),
                    format!("does not hold with {place}: Cisco Manufacturing CA SHA2")
                ]
            );
        }
    }
}

#[test]
fn a_forged_ca_is_told_from_ciscos() {
    let mut case = case(&["forged-mic", "forged-ca", "cmca2"]);
    let evaluation = case.evaluate(&settings());
    let [mic, forged, real] = evaluation.certificates.as_slice() else { panic!() };
    assert_eq!(mic.verdict.status, Status::Valid, "the key of the case did sign it");
    assert_eq!(mic.verdict.issuer, Some(1));
    let other = "is called Cisco Manufacturing CA SHA2, but it is not the Cisco Manufacturing CA SHA2 of Cisco's that Trustlens knows.";
    assert!(mic.verdict.reason.ends_with(&format!("That certificate {other}")), "{}", mic.verdict.reason);
    assert!(forged.verdict.reason.ends_with(&format!("It {other}")), "{}", forged.verdict.reason);
    assert!(forged.identity_reason.contains("its key is not that of"), "{}", forged.identity_reason);
    assert!(forged.known.is_none() && real.known.is_some());
    let chain = chain(&evaluation, mic);
    assert!(chain.is_whole() && chain.known_root().is_none());
}

#[test]
fn of_a_missing_issuer_the_facts_may_be_known() {
    let missing = "missing: Cisco Manufacturing CA III, of which facts are known";
    assert_eq!(chain_of(&["mic-under-ca-iii"]), ["case: CP-8861-SEP001122334455", missing]);
}

#[test]
fn chains_end() {
    assert_eq!(chain_of(&["circle-a", "circle-b"]), ["case: circle A", "case: circle B", "endless"]);
    assert_eq!(chain_of(&["circle-a"]), ["case: circle A", "missing: circle B"]);
    let deep = chain_of(&["deep"]);
    assert_eq!((deep.len(), deep.last().map(String::as_str)), (LONGEST + 1, Some("endless")));
    let mut case = case(&["deep"]);
    let evaluation = case.evaluate(&settings());
    let lower = chain(&evaluation, &evaluation.certificates[20 - LONGEST]);
    assert!(lower.is_whole(), "as many as are followed");
}
