//! The question under the article "Chalk Talk: An Insight to CUCM Certificates" (domain.md, section 8): CAPF was regenerated on the publisher after
//! the CTL had been written, the subscriber's CAPF is another, and the ITLs hold none. The first is the fault; the others are not.
//!
//! The same files are an example of the page: see `page_examples.rs`.
#![cfg(not(target_arch = "wasm32"))]

use trustlens_core::report::{Finding, Identity, Report, Severity};
use trustlens_core::{Case, Settings};
use trustlens_tests::cluster::{Cluster, Made, article, date};

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
    let missing = found(&report, "ITL-07");
    assert_eq!(missing.severity, Severity::Info);
    assert!(missing.title.contains("which phones tolerate"), "{}", missing.title);
}

#[test]
fn after_the_update_of_the_ctl_all_is_well() {
    let (_, mut cluster) = article("10.5");
    cluster.write_ctl(date("2026-06-01"));
    let report = report(&cluster, &cluster.settings());
    let said: Vec<_> = headlines(&report).into_iter().map(|finding| (&finding.check, &finding.title)).collect();
    assert!(said.is_empty(), "{said:#?}");
}
