//! Renewals that leave phones without a way.
//!
//! Field notice FN70613 and what may follow it (domain.md, section 3, items 4 to 6): ITLRecovery is made anew and the lists are not; as long as
//! CallManager stays, phones have a way. When CallManager is renewed too, they know no signer any more.
#![cfg(not(target_arch = "wasm32"))]

use trustlens_core::Case;
use trustlens_core::report::{ClusterMode, Finding, Identity, Report};
use trustlens_tests::cluster::{Cluster, date};

fn report(renewed: &[Identity]) -> Report {
    report_on("12.5", ClusterMode::Mixed, renewed)
}

fn report_on(release: &str, mode: ClusterMode, renewed: &[Identity]) -> Report {
    let mut cluster = Cluster::healthy(release, mode, 1);
    for identity in renewed {
        cluster.renew(*identity, "cucm-pub", date("2026-06-01"));
    }
    let mut case = Case::new();
    for (name, bytes) in cluster.files() {
        case.add(&name, bytes);
    }
    trustlens_tests::report(&mut case, &cluster.settings())
}

fn found<'a>(report: &'a Report, check: &str) -> &'a Finding {
    report.findings.iter().find(|finding| finding.check == check).unwrap_or_else(|| panic!("{check} says nothing"))
}

#[test]
fn while_callmanager_stays_it_is_the_way_back() {
    let report = report(&[Identity::Itlrecovery]);
    let lost = found(&report, "XF-06");
    assert!(lost.detail.contains("do not renew"), "{}", lost.detail);
    assert!(lost.advice.contains("utils ctl reset localkey"), "{}", lost.advice);
    assert!(report.findings.iter().all(|finding| finding.check != "XF-07"));
}

#[test]
fn a_renewed_callmanager_alone_is_brought_to_the_phones() {
    let report = report(&[Identity::Callmanager]);
    assert_eq!(found(&report, "XF-07").remedy, "P-CM");
}

#[test]
fn without_both_nobody_is_told_to_update_the_ctl() {
    let report = report(&[Identity::Itlrecovery, Identity::Callmanager]);
    for check in ["XF-06", "XF-07"] {
        let finding = found(&report, check);
        assert_eq!(finding.remedy, "P-LOCKED", "{check}");
        assert!(!finding.advice.contains("utils ctl update"), "{check}: {}", finding.advice);
    }
    let keys: Vec<&str> = report.plans.iter().map(|plan| plan.key.as_str()).collect();
    assert!(keys.contains(&"P-LOCKED") && !keys.contains(&"P-CM"), "{keys:?}");
}

#[test]
fn callmanager_and_tvs_together_lock_phones_out_where_callmanager_signs() {
    use Identity::{Callmanager, Tvs};
    let mode = ClusterMode::NonSecure;
    assert_eq!(found(&report_on("10.5", mode, &[Callmanager, Tvs]), "XF-07").remedy, "P-LOCKED");
    assert_ne!(found(&report_on("10.5", mode, &[Callmanager]), "XF-07").remedy, "P-LOCKED");
    // From 12.0 ITLRecovery signs, which phones know.
    assert_ne!(found(&report_on("12.5", mode, &[Callmanager, Tvs]), "XF-07").remedy, "P-LOCKED");
}
