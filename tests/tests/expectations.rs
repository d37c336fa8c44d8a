//! What lists should hold, against what they hold (domain.md, sections 2.2 and 2.3).

use trustlens_core::formats::trust_list::Role;
use trustlens_core::report::{ClusterMode, ExpectedEntry, Identity, Report, Standing};
use trustlens_core::{Case, Settings, checks};
use trustlens_tests::cluster::{Cluster, CtlSigner, Description, Embed, Make, date};

const MIXED: ClusterMode = ClusterMode::Mixed;
const NON_SECURE: ClusterMode = ClusterMode::NonSecure;

fn report(cluster: &Cluster, settings: &Settings) -> Report {
    let mut case = Case::new();
    for (name, bytes) in cluster.files() {
        case.add(&name, bytes);
    }
    trustlens_tests::report(&mut case, settings)
}

/// The entries of the list in an input.
fn entries<'a>(report: &'a Report, name: &str) -> &'a [ExpectedEntry] {
    let input = report.inputs.iter().find(|input| input.name == name).expect("an input of this name");
    let expectation = report.expectations.iter().find(|expectation| expectation.input == input.id);
    &expectation.expect("an expectation of this list").entries
}

/// Standing, role, whose, and the check of entries that are not simply there.
fn remarkable(entries: &[ExpectedEntry]) -> Vec<(Standing, &str, &str, Option<&str>)> {
    let remarkable = entries.iter().filter(|entry| entry.standing != Standing::Present);
    remarkable
        .map(|entry| (entry.standing, entry.role.as_str(), entry.whose.as_str(), entry.check.as_deref()))
        .collect()
}

fn healthy() -> impl Iterator<Item = Cluster> {
    let plain = ["8.6", "9.1", "10.5", "11.5", "12.0", "12.5", "14", "15"].into_iter().flat_map(|release| {
        [(NON_SECURE, 1), (MIXED, 3), (NON_SECURE, 5)].map(|(mode, nodes)| Description::healthy(release, mode, nodes))
    });
    let tokens = Description { ctl_signer: CtlSigner::Etoken, ..Description::healthy("10.5", MIXED, 2) };
    let multi_server = Description {
        multi_server: vec![Identity::Tvs, Identity::Callmanager],
        ..Description::healthy("14", MIXED, 3).signed()
    };
    let one_each = Description { multi_server: Vec::new(), ..Description::healthy("14", MIXED, 4) };
    plain.chain([tokens, multi_server, one_each]).map(Description::make)
}

#[test]
fn in_healthy_clusters_everything_is_there_and_nothing_else() {
    for cluster in healthy() {
        for settings in [cluster.settings(), cluster.date_alone()] {
            let report = report(&cluster, &settings);
            assert!(!report.expectations.is_empty());
            for expectation in &report.expectations {
                assert_eq!(remarkable(&expectation.entries), [], "{}", expectation.basis);
                let list = report.trust_lists.iter().find(|list| list.input == expectation.input).expect("the list");
                for record in &list.records {
                    let told = expectation.entries.iter().any(|entry| entry.records.contains(&record.index));
                    assert!(told, "{}: record {}", expectation.basis, record.index);
                }
                assert_eq!(expectation.lacking.is_empty(), settings.release.is_some(), "{}", expectation.basis);
            }
        }
    }
}

#[test]
fn every_tvs_of_the_cluster_is_expected() {
    let report = report(&Cluster::healthy("12.5", MIXED, 3), &Cluster::healthy("12.5", MIXED, 3).settings());
    let count = |role: &str| entries(&report, "cucm-pub/ITLFile.tlv").iter().filter(|entry| entry.role == role).count();
    assert_eq!((count("SAST"), count("CCM+TFTP"), count("CAPF"), count("TVS")), (2, 1, 1, 3));
    let basis = report.expectations.iter().map(|expectation| expectation.basis.as_str()).collect::<Vec<_>>();
    assert!(basis.contains(&"ITL of cucm-sub1.example.com, release 12.5, mixed mode, 3 nodes"), "{basis:?}");
}

/// The question under the article (domain.md, section 8).
#[test]
fn a_stale_capf_in_the_ctl_and_none_in_the_itl() {
    let mut cluster = Cluster::healthy("12.5", MIXED, 2);
    cluster.renew(Identity::Capf, "cucm-pub", date("2026-06-01"));
    cluster.itl("cucm-pub").records.retain(|record| record.role != Role::CAPF);
    let report = report(&cluster, &cluster.settings());
    assert_eq!(
        remarkable(entries(&report, "cucm-pub/ITLFile.tlv")),
        [(Standing::Tolerated, "CAPF", "CAPF", Some("ITL-07"))]
    );
    let ctl = remarkable(entries(&report, "cucm-pub/CTLFile.tlv"));
    assert!(matches!(ctl.as_slice(), [(Standing::Stale, "CAPF", _, Some("XF-03"))]), "{ctl:?}");
}

#[test]
fn holes_are_named_by_node() {
    let mut cluster = Cluster::healthy("12.5", MIXED, 3);
    cluster.itl("cucm-pub").records.retain(|record| record.role != Role::TVS || !record.dns_name.contains("sub2"));
    cluster.ctl().records.retain(|record| !record.dns_name.contains("sub1"));
    let all_known = report(&cluster, &cluster.settings());
    assert_eq!(
        remarkable(entries(&all_known, "cucm-pub/ITLFile.tlv")),
        [(Standing::Missing, "TVS", "TVS of cucm-sub2.example.com", Some("ITL-03"))]
    );
    assert_eq!(
        remarkable(entries(&all_known, "cucm-pub/CTLFile.tlv")),
        [(Standing::Missing, "CCM+TFTP", "CallManager of cucm-sub1.example.com", Some("CTL-05"))]
    );
    // Nodes that are inferred are some of them: nothing is called missing.
    let inferred = report(&cluster, &cluster.date_alone());
    assert_eq!(remarkable(entries(&inferred, "cucm-pub/ITLFile.tlv")), []);
    assert_eq!(remarkable(entries(&inferred, "cucm-pub/CTLFile.tlv")), []);
}

#[test]
fn what_is_not_known_is_tolerated() {
    let mut cluster = Cluster::healthy("12.5", MIXED, 3);
    cluster.ctl().records.retain(|record| !record.dns_name.contains("sub2"));
    let mut settings = cluster.settings();
    settings.nodes[2].runs.clear();
    let report = report(&cluster, &settings);
    let ctl = remarkable(entries(&report, "cucm-pub/CTLFile.tlv"));
    assert_eq!(ctl, [(Standing::Tolerated, "CCM+TFTP", "CallManager of cucm-sub2.example.com", None)]);
    let lacking: Vec<&str> =
        report.expectations.iter().flat_map(|expectation| &expectation.lacking).map(String::as_str).collect();
    assert!(lacking.iter().any(|lacking| lacking.contains("Say what runs on cucm-sub2.example.com")), "{lacking:?}");
}

/// A case of a migration holds the lists of both clusters; the nodes that were given are those of one.
#[test]
fn of_the_list_of_another_cluster_nothing_is_missing() {
    let mut other = Description::healthy("9.1", NON_SECURE, 2);
    for node in &mut other.nodes {
        node.name = node.name.replace("cucm", "old").replace("example.com", "example.net");
        node.address = node.address.replace("10.0.0.", "10.9.9.");
    }
    let (other, mut cluster) = (other.make(), Cluster::healthy("12.5", NON_SECURE, 3));
    let (_, itl) = other.list_files().remove(0);
    cluster.further.push(("ITLFile-old.tlv".to_owned(), itl));
    let report = report(&cluster, &cluster.settings());
    assert_eq!(remarkable(entries(&report, "ITLFile-old.tlv")), []);
    for check in ["ITL-02", "ITL-03", "ITL-04"] {
        assert!(!report.findings.iter().any(|finding| finding.check == check), "{check}");
    }
}

#[test]
fn a_change_to_non_secure_mode_leaves_empty_records() {
    let mut cluster = Cluster::healthy("12.5", MIXED, 2);
    for record in cluster.ctl().records.iter_mut().filter(|record| record.role == Role::CCM_TFTP) {
        record.embed = Embed::Empty;
    }
    for (mode, standing) in [(NON_SECURE, Standing::Tolerated), (MIXED, Standing::Missing)] {
        let report = report(&cluster, &Settings { mode: Some(mode), ..cluster.settings() });
        let ctl = remarkable(entries(&report, "cucm-pub/CTLFile.tlv"));
        assert_eq!(ctl.len(), 2);
        assert!(ctl.iter().all(|entry| entry.0 == standing && entry.3 == Some("CTL-06")), "{ctl:?}");
    }
}

#[test]
fn an_emptied_itl_is_one_hole() {
    for leave_records in [true, false] {
        let mut cluster = Cluster::healthy("12.5", NON_SECURE, 3);
        let records = &mut cluster.itl("cucm-pub").records;
        let is_emptied = |role: Role| matches!(role, Role::TFTP | Role::TVS);
        if leave_records {
            for record in records.iter_mut().filter(|record| is_emptied(record.role)) {
                record.embed = Embed::Empty;
            }
        } else {
            records.retain(|record| !is_emptied(record.role));
        }
        let report = report(&cluster, &cluster.settings());
        let itl = remarkable(entries(&report, "cucm-pub/ITLFile.tlv"));
        assert!(itl.iter().all(|entry| entry.0 == Standing::Missing && entry.3 == Some("ITL-09")), "{itl:?}");
        assert_eq!(itl.len(), 4, "TFTP, and TVS of three nodes: {itl:?}");
    }
}

/// Every hole names a check that there is, and says why it matters.
#[test]
fn holes_name_checks() {
    for row in trustlens_tests::catalogue::all().filter(|row| row.check.starts_with(['I', 'C', 'X'])) {
        let given = (row.fires)();
        let mut case = Case::new();
        for (name, bytes) in given.inputs {
            case.add(&name, bytes);
        }
        let report = trustlens_tests::report(&mut case, &given.settings);
        for entry in report.expectations.iter().flat_map(|expectation| &expectation.entries) {
            assert!(!entry.why.is_empty() && !entry.whose.is_empty(), "{}: {entry:?}", row.about);
            assert!(entry.standing != Standing::Missing || entry.check.is_some(), "{}: {entry:?}", row.about);
            let known = entry.check.as_deref().is_none_or(|check| checks::find(check).is_some());
            assert!(known, "{}: {entry:?}", row.about);
        }
    }
}
