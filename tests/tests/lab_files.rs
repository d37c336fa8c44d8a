//! What the lab makes is sound: no check says anything above info, whether its files are given one by one or as one archive, and whether
//! everything is said of the cluster or its date alone.

#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;
use trustlens_core::lab::{self, Files, Lab, Seeded};
use trustlens_core::report::{ClusterMode, Identity, ListSource, NodeService, Severity, SignatureStatus};
use trustlens_core::{Case, Settings};
use trustlens_tests::cluster::{Description, KeyKind, NodeDescription, Pool, name};
use trustlens_tests::descriptions::descriptions;

/// Tries the same cases every time, so that a change and not chance makes a test fail; with the environment's `TRUSTLENS_PATIENCE`, so
/// many times as many, others each time.
fn config() -> ProptestConfig {
    let patience = std::env::var("TRUSTLENS_PATIENCE").ok().and_then(|number| number.parse().ok()).unwrap_or(1);
    let rng_seed = if patience > 1 { RngSeed::Random } else { RngSeed::Fixed(5) };
    ProptestConfig { cases: 24 * patience, failure_persistence: None, rng_seed, ..ProptestConfig::default() }
}

const MIXED: ClusterMode = ClusterMode::Mixed;
const NON_SECURE: ClusterMode = ClusterMode::NonSecure;

fn make(description: &Description) -> Lab {
    lab::make(description, Arc::new(Pool::default())).unwrap_or_else(|error| panic!("{error}\n{description:?}"))
}

/// What is above info in the report on a case, one finding a line, and signatures that do not hold.
fn complaints(case: &mut Case, settings: &Settings) -> String {
    let report = trustlens_tests::report(case, settings);
    let mut complaints = String::new();
    for finding in report.findings.iter().filter(|finding| finding.severity < Severity::Info) {
        let _ =
            writeln!(complaints, "    {} {:?} {}: {}", finding.check, finding.severity, finding.title, finding.detail);
    }
    let lists = report.trust_lists.iter().filter(|list| list.source == ListSource::Binary);
    for list in lists.filter(|list| list.signature.status != SignatureStatus::Valid) {
        let _ = writeln!(complaints, "    the signature of input {} is {:?}", list.input, list.signature.status);
    }
    complaints
}

/// What is complained about in the four ways in which somebody may give what was made.
fn judge(description: &Description) -> String {
    let made = make(description);
    let mut all = String::new();
    let mut separate = Case::new();
    for (name, bytes) in &made.files {
        separate.add(name, bytes.clone());
    }
    let mut archive = Case::new();
    archive.add("lab.zip", zip(&made.files));
    for (how, case) in [("as separate files", &mut separate), ("as one archive", &mut archive)] {
        for (with, settings) in [("everything said", &made.settings), ("the date alone", &description.date_alone())] {
            let complaints = complaints(case, settings);
            if !complaints.is_empty() {
                let _ = writeln!(all, "{how}, {with}:\n{complaints}");
            }
        }
    }
    all
}

/// The files in one archive.
fn zip(files: &Files) -> Vec<u8> {
    lab::zip(files).expect("an archive")
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nothing_above_info_of_any(description in descriptions()) {
        let complaints = judge(&description);
        prop_assert!(complaints.is_empty(), "{}\n{}", description.to_toml().unwrap_or_default(), complaints);
    }
}

/// Every kind of cluster once: release, mode, nodes, key, authority, nodes of IM and Presence, phones.
#[test]
fn nothing_above_info_of_clusters_of_every_kind() {
    let mut all = String::new();
    for (release, mode, nodes, key, is_signed, im_presence, phones) in [
        ("8.6", MIXED, 1, KeyKind::Rsa1024, false, 0, 0),
        ("9.1", NON_SECURE, 9, KeyKind::Rsa2048, false, 2, 1),
        ("10.0", MIXED, 2, KeyKind::Rsa2048, true, 0, 2),
        ("10.5", NON_SECURE, 1, KeyKind::Rsa3072, false, 1, 1),
        ("11.0", MIXED, 3, KeyKind::P256, false, 0, 1),
        ("11.5", NON_SECURE, 2, KeyKind::P384, true, 1, 0),
        ("12.0", MIXED, 5, KeyKind::Rsa2048, false, 0, 3),
        ("12.5", MIXED, 9, KeyKind::P521, true, 2, 2),
        ("14", MIXED, 9, KeyKind::Rsa2048, false, 0, 1),
        ("15", NON_SECURE, 3, KeyKind::Rsa4096, true, 1, 1),
    ] {
        let mut description = Description::healthy(release, mode, nodes);
        description.key = key;
        description.phones.count = phones;
        description.lists.names_of_phones = true;
        for number in 1..=im_presence {
            let address = format!("10.0.1.{number}");
            description.nodes.push(NodeDescription::new(&format!("imp{number}"), &address, &[NodeService::ImPresence]));
        }
        let description = if is_signed { description.signed() } else { description };
        // Weak keys and lists that old phones cannot read are not sound, and are asked for all the same.
        let asked = ["SIG-06", "CRT-07", "CRT-08", "ROL-05"];
        let complaints = judge(&description);
        let mut others = complaints.lines().filter(|line| line.starts_with("    "));
        if others.any(|line| !asked.iter().any(|check| line.contains(check)) || key == KeyKind::Rsa2048) {
            let _ = writeln!(all, "{release} {mode:?} {nodes} nodes {key:?}:\n{complaints}");
        }
    }
    assert!(all.is_empty(), "{all}");
}

proptest! {
    #![proptest_config(config())]

    /// With the date alone, the report says of the files what the description said of the cluster.
    #[test]
    fn what_was_described_is_read_back(description in descriptions()) {
        let made = make(&description);
        let mut case = Case::new();
        for (name, bytes) in &made.files {
            case.add(name, bytes.clone());
        }
        let report = trustlens_tests::report(&mut case, &description.date_alone());
        prop_assert_eq!(report.context.mode, description.mode);
        for node in description.nodes.iter().filter(|node| node.runs.contains(&NodeService::Tvs)) {
            let known = report.context.nodes.iter().any(|known| known.is_called(&node.name));
            prop_assert!(known, "{} is not among {:?}", node.name, report.context.nodes);
        }
        let devices: BTreeSet<&str> =
            report.context.phones.iter().filter_map(|phone| phone.device_name.as_deref()).collect();
        prop_assert_eq!(devices.len(), description.phones.count);
        let lists = report.trust_lists.iter().filter(|list| list.source == ListSource::Binary);
        for list in lists {
            prop_assert_eq!(list.timestamp, Some(description.listed_at()));
            prop_assert_eq!(list.digest.as_deref(), Some(description.lists.digest.id()));
            prop_assert_eq!(list.version.as_deref(), Some("1.2"));
        }
        let input = |name: &str| report.inputs.iter().find(|input| input.name == name).map(|input| input.id);
        for node in description.nodes.iter().filter(|node| node.runs.contains(&NodeService::Callmanager)) {
            let file = input(&format!("{}/CallManager.pem", node.host()));
            let own = report.certificates.iter().find(|own| own.found_in.iter().any(|place| Some(place.input) == file));
            let own = own.expect("a CallManager certificate of the node");
            prop_assert_eq!(own.identity, Identity::Callmanager);
            prop_assert_eq!(own.not_before, description.made_at);
            let bits = description.key.rsa_bits().unwrap_or(2048);
            let bits = u64::try_from(bits).ok();
            prop_assert_eq!(own.key.bits, bits, "{:?}", own.key);
            prop_assert_eq!(own.self_signed, !description.signed_by_authority.contains(&Identity::Callmanager));
            for (_, value) in name::attributes(&description.organisation) {
                prop_assert!(own.subject.contains(&value), "{} lacks {value}", own.subject);
            }
        }
    }

    #[test]
    fn the_same_description_and_keys_give_the_same_bytes(description in descriptions()) {
        prop_assert!(make(&description) == make(&description));
    }
}

#[test]
fn a_seed_gives_the_same_keys_and_another_seed_others() {
    let description = Description { key: KeyKind::Rsa1024, ..Description::healthy("12.5", NON_SECURE, 1) };
    let files = |seed: &str| {
        let made = lab::make(&description, Arc::new(Seeded::new(seed.as_bytes())));
        made.unwrap_or_else(|error| panic!("{error}")).files
    };
    let first = files("a course");
    assert!(first == files("a course"));
    let (mut same, mut keys) = (0, 0);
    for ((name, one), (_, other)) in first.iter().zip(&files("another course")) {
        if name.starts_with("lab-keys/") {
            keys += 1;
            same += usize::from(one == other);
        }
    }
    assert!(keys > 5 && same == 0, "{same} of {keys} keys are the same");
}

#[test]
fn keys_are_labelled_and_a_reader_is_warned() {
    let made = make(&Description::healthy("14", MIXED, 1));
    let text = |wanted: &str| {
        let found = made.files.iter().find(|(name, _)| name == wanted);
        String::from_utf8_lossy(&found.unwrap_or_else(|| panic!("no {wanted}")).1).into_owned()
    };
    assert!(text("lab-keys/cucm-pub/CallManager.key.pem").starts_with("LAB KEY"));
    assert!(text("README.txt").contains("for a lab and good for nothing else"));
    assert_eq!(Description::from_toml(&text("lab.toml")), Ok(Description::healthy("14", MIXED, 1)));
}
