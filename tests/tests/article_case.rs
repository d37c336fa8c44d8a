//! The question under the article "Chalk Talk: An Insight to CUCM Certificates" (domain.md, section 8): CAPF was regenerated on the publisher after
//! the CTL had been written, the subscriber's CAPF is another, and the ITLs hold none. The first is the fault; the others are not.
//!
//! The same files are an example of the page. `cargo test -p trustlens-tests --test article_case -- --ignored` writes them.
#![cfg(not(target_arch = "wasm32"))]

use std::path::PathBuf;
use trustlens_core::formats::trust_list::Role;
use trustlens_core::report::{ClusterMode, Finding, Identity, Report, Severity};
use trustlens_core::{Case, Settings};
use trustlens_tests::cluster::{Cluster, Made, date};

/// The CAPF certificate that the CTL holds, and the cluster as it is now.
fn article(release: &str) -> (Made, Cluster) {
    let mut cluster = Cluster::healthy(release, ClusterMode::Mixed, 2);
    for node in ["cucm-pub", "cucm-sub1"] {
        cluster.itl(node).records.retain(|record| record.role != Role::CAPF);
    }
    // Regenerating CAPF gives it another name too: old and new stand side by side in CallManager-trust.
    let mut renewed = cluster.describe(Identity::Capf, "cucm-pub", date("2026-06-01"));
    let name = renewed.subject.iter_mut().find(|(key, _)| key == "CN").expect("a common name");
    "CAPF-5d1e70a9".clone_into(&mut name.1);
    let old = cluster.replace(Identity::Capf, "cucm-pub", renewed.make());
    for node in ["cucm-pub", "cucm-sub1"] {
        cluster.trusted.push((node.to_owned(), "CallManager-trust", old.clone()));
    }
    (old, cluster)
}

fn report(cluster: &Cluster, settings: &Settings) -> Report {
    let mut case = Case::new();
    for (name, bytes) in cluster.files() {
        case.add(&name, bytes);
    }
    trustlens_tests::report(&mut case, settings)
}

fn headlines(report: &Report) -> Vec<&Finding> {
    let above_info = |finding: &&Finding| finding.severity < Severity::Info && finding.cause.is_none();
    report.findings.iter().filter(above_info).collect()
}

fn found<'a>(report: &'a Report, check: &str) -> &'a Finding {
    report.findings.iter().find(|finding| finding.check == check).unwrap_or_else(|| panic!("{check} says nothing"))
}

#[test]
fn the_stale_capf_is_the_one_headline() {
    for release in ["9.1", "10.5"] {
        let (_, cluster) = article(release);
        for (with, settings) in [("everything given", cluster.settings()), ("the date alone", cluster.date_alone())] {
            let report = report(&cluster, &settings);
            let headlines = headlines(&report);
            let said: Vec<_> = headlines.iter().map(|finding| (finding.check.as_str(), &finding.title)).collect();
            assert_eq!(said.len(), 1, "{release}, {with}: {said:#?}");
            assert_eq!(
                (headlines[0].check.as_str(), headlines[0].severity),
                ("XF-03", Severity::Critical),
                "{release}, {with}"
            );
            assert_eq!(headlines[0].remedy, "P-CAPF");
        }
    }
}

#[test]
fn what_the_ctl_holds_and_what_capf_uses_stand_side_by_side() {
    let (old, cluster) = article("10.5");
    let report = report(&cluster, &cluster.settings());
    let stale = found(&report, "XF-03");
    let now = cluster.certificate(Identity::Capf, "cucm-pub");
    let sides = |what: &str| -> Vec<String> {
        let row = stale.comparisons.iter().find(|row| row.what == what).unwrap_or_else(|| panic!("no row of {what}"));
        row.sides.iter().map(|side| side.value.clone()).collect()
    };
    let serials = [&old, now].map(|made| made.serial_hex().trim_start_matches('0').to_owned());
    assert_eq!(sides("serial number"), serials);
    let sha1 = |made: &Made| trustlens_core::text::hex(&trustlens_core::crypto::sha1(&made.der));
    assert_eq!(sides("SHA-1"), [sha1(&old), sha1(now)]);
    let span = |made: &Made| format!("{} to {}", made.description.not_before.date(), made.description.not_after.date());
    assert_eq!(sides("valid"), [span(&old), span(now)]);
    assert!(stale.detail.contains("utils ctl update CTLFile"), "{}", stale.detail);
    // The subscriber's is no rival of the publisher's.
    let theirs = cluster.certificate(Identity::Capf, "cucm-sub1");
    assert!(!stale.detail.contains(theirs.common_name()), "{}", stale.detail);
}

#[test]
fn what_is_normal_is_said_to_be() {
    let (_, cluster) = article("10.5");
    let report = report(&cluster, &cluster.settings());
    let difference = found(&report, "XF-05");
    assert_eq!((difference.severity, difference.cause), (Severity::Info, None));
    assert!(difference.detail.contains("Before release 14 that is normal"), "{}", difference.detail);
    // That CAPF is newer than the CTL bears out the headline, and is told under it.
    let newer = found(&report, "XF-04");
    let cause = newer.cause.and_then(|cause| report.findings.get(cause)).expect("a cause");
    assert_eq!(cause.check, "XF-03");
    // ITLs without CAPF are tolerated: phones ask TVS.
    let of_itl = report.findings.iter().filter(|finding| finding.check.starts_with("ITL-"));
    assert!(of_itl.clone().all(|finding| finding.severity == Severity::Info), "{:#?}", of_itl.collect::<Vec<_>>());
}

#[test]
fn after_the_update_of_the_ctl_all_is_well() {
    let (_, mut cluster) = article("10.5");
    cluster.write_ctl(date("2026-06-01"));
    let report = report(&cluster, &cluster.settings());
    let said: Vec<_> = headlines(&report).into_iter().map(|finding| (&finding.check, &finding.title)).collect();
    assert!(said.is_empty(), "{said:#?}");
}

/// The files of the example: what somebody would bring to a support case.
fn example_files() -> Vec<(String, Vec<u8>)> {
    let (_, cluster) = article("10.5");
    let is_shown = |name: &str| {
        ["ITLFile.tlv", "CTLFile.tlv", "/CAPF.pem", "/CallManager.pem", "/TVS.pem"]
            .iter()
            .any(|end| name.ends_with(end))
            || name.starts_with("cucm-pub/CallManager-trust/")
    };
    cluster.files().into_iter().filter(|(name, _)| is_shown(name)).collect()
}

fn example_folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "../web-app/examples"].iter().collect()
}

#[test]
#[ignore = "writes the example of the page"]
fn write_the_example() {
    for (name, bytes) in example_files() {
        let path = example_folder().join("stale-capf").join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder of the example");
        std::fs::write(path, bytes).expect("a file of the example");
    }
}

#[test]
fn the_example_of_the_page_is_this_case() {
    let manifest = std::fs::read_to_string(example_folder().join("manifest.json")).expect("the list of examples");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("a list");
    let listed: Vec<&str> = manifest
        .as_array()
        .expect("a list")
        .iter()
        .flat_map(|example| example["files"].as_array().expect("files"))
        .filter_map(|file| file.as_str()?.strip_prefix("stale-capf/"))
        .collect();
    let files = example_files();
    assert_eq!(listed, files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>());
    for (name, bytes) in files {
        let written = std::fs::read(example_folder().join("stale-capf").join(&name)).expect("a file of the example");
        assert!(written == bytes, "{name} is not as it would be written now");
    }
}
