//! No check says anything above info of a healthy cluster, whatever its release, mode, size, keys and authority.

use std::fmt::Write as _;
use trustlens_core::report::{ClusterMode, Severity, SignatureStatus};
use trustlens_core::{Case, Settings};
use trustlens_tests::cluster::{Cluster, CtlSigner, Description, Hash, KeyKind, date};

const MIXED: ClusterMode = ClusterMode::Mixed;
const NON_SECURE: ClusterMode = ClusterMode::NonSecure;

/// Healthy clusters, each with a few words.
fn healthy() -> Vec<(&'static str, Description)> {
    let plain = Description::healthy;
    let elliptic = |release, mode, nodes, key| Description { key, ..plain(release, mode, nodes) };
    vec![
        ("8.6, one node", plain("8.6", NON_SECURE, 1)),
        ("8.6 with tokens, three nodes", plain("8.6", MIXED, 3)),
        ("9.1, two nodes", plain("9.1", NON_SECURE, 2)),
        ("9.1 with tokens, five nodes", plain("9.1", MIXED, 5)),
        ("10.5, one node", plain("10.5", NON_SECURE, 1)),
        ("10.5 mixed, four nodes", plain("10.5", MIXED, 4)),
        ("10.5 with tokens, two nodes", Description { ctl_signer: CtlSigner::Etoken, ..plain("10.5", MIXED, 2) }),
        ("10.5, nine nodes, CA-signed", plain("10.5", NON_SECURE, 9).signed()),
        ("11.5, one node", plain("11.5", NON_SECURE, 1)),
        ("11.5 mixed, three nodes, P-384", elliptic("11.5", MIXED, 3, KeyKind::P384)),
        ("11.5, six nodes, P-256, CA-signed", elliptic("11.5", NON_SECURE, 6, KeyKind::P256).signed()),
        ("12.5, one node", plain("12.5", NON_SECURE, 1)),
        ("12.5 mixed, one node", plain("12.5", MIXED, 1)),
        ("12.5 mixed, nine nodes", plain("12.5", MIXED, 9)),
        ("12.5 mixed, three nodes, CA-signed", plain("12.5", MIXED, 3).signed()),
        ("12.5 mixed, two nodes, SHA-512", Description { digest: Hash::Sha512, ..plain("12.5", MIXED, 2) }),
        ("12.5, two nodes, P-521", elliptic("12.5", NON_SECURE, 2, KeyKind::P521)),
        ("14, one node", plain("14", NON_SECURE, 1)),
        ("14 mixed, three nodes", plain("14", MIXED, 3)),
        ("14 mixed, nine nodes, P-384, CA-signed", elliptic("14", MIXED, 9, KeyKind::P384).signed()),
        ("14 mixed, four nodes, a TVS each", Description { multi_server: Vec::new(), ..plain("14", MIXED, 4) }),
        ("15, two nodes", plain("15", NON_SECURE, 2)),
        ("15 mixed, seven nodes, CA-signed", plain("15", MIXED, 7).signed()),
        ("15 mixed, one node, P-256", elliptic("15", MIXED, 1, KeyKind::P256)),
        ("15, five nodes, made in July", Description { made_at: date("2026-07-01"), ..plain("15", NON_SECURE, 5) }),
    ]
}

/// What is above info in the report on a cluster, one finding a line, and signatures that do not hold.
fn complaints(cluster: &Cluster, settings: &Settings) -> String {
    let mut case = Case::new();
    for (name, bytes) in cluster.files() {
        case.add(&name, bytes);
    }
    let report = trustlens_tests::report(&mut case, settings);
    let mut complaints = String::new();
    for finding in report.findings.iter().filter(|finding| finding.severity < Severity::Info) {
        let _ =
            writeln!(complaints, "    {} {:?} {}: {}", finding.check, finding.severity, finding.title, finding.detail);
    }
    for list in report.trust_lists.iter().filter(|list| list.signature.status != SignatureStatus::Valid) {
        let _ = writeln!(complaints, "    the signature of input {} is {:?}", list.input, list.signature.status);
    }
    complaints
}

/// What both kinds of settings yield.
fn judge(name: &str, description: Description, all: &mut String) {
    let cluster = description.make();
    for (with, settings) in
        [("with everything given", cluster.settings()), ("with the date alone", cluster.date_alone())]
    {
        let complaints = complaints(&cluster, &settings);
        if !complaints.is_empty() {
            let _ = writeln!(all, "{name}, {with}:\n{complaints}");
        }
    }
}

#[test]
fn nothing_above_info() {
    let mut all = String::new();
    for (name, description) in healthy() {
        judge(name, description, &mut all);
    }
    assert!(all.is_empty(), "healthy clusters are complained about\n{all}");
}
