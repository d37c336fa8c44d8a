//! The case by service, over whole clusters.

use std::fmt::Write as _;
use trustlens_core::Case;
use trustlens_core::report::{ClusterMode, Identity, Report, Service, ServiceState};
use trustlens_tests::cluster::{Cluster, date};

fn report(cluster: &Cluster) -> Report {
    let mut case = Case::new();
    for (name, bytes) in cluster.files() {
        case.add(&name, bytes);
    }
    trustlens_tests::report(&mut case, &cluster.settings())
}

fn service<'a>(report: &'a Report, id: &str) -> &'a Service {
    report.services.iter().find(|service| service.id == id).unwrap()
}

/// The states of what a service rests on, by their names.
fn state(service: &Service, what: &str) -> ServiceState {
    service.relies_on.iter().find(|reliance| reliance.what == what).unwrap().state
}

#[test]
fn services_of_healthy_clusters_are_sound() {
    let mut wrong = String::new();
    for release in ["8.6", "9.1", "10.5", "11.5", "12.5", "14", "15"] {
        for mode in [ClusterMode::Mixed, ClusterMode::NonSecure] {
            let report = report(&Cluster::healthy(release, mode, 3));
            for service in report.services.iter().filter(|service| service.state != ServiceState::Sound) {
                let _ =
                    writeln!(wrong, "{release} {mode:?}: {} is {:?}: {}", service.name, service.state, service.summary);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn an_expired_tomcat_is_felt_by_what_rests_on_tomcat() {
    let mut cluster = Cluster::healthy("12.5", ClusterMode::Mixed, 2);
    cluster.alter(Identity::Tomcat, "cucm-pub", |certificate| certificate.not_after = date("2026-01-01"));
    let report = report(&cluster);
    let broken: Vec<&str> = report
        .services
        .iter()
        .filter(|service| service.state == ServiceState::Broken)
        .map(|service| service.id.as_str())
        .collect();
    // In 12.5 the backup rests on IPsec.
    assert_eq!(broken, ["ldap", "web", "single-sign-on", "extension-mobility-cross-cluster"]);
    let web = service(&report, "web");
    assert_eq!((state(web, "Tomcat"), state(web, "TVS")), (ServiceState::Broken, ServiceState::Sound));
    assert!(web.findings.iter().any(|place| report.findings[*place].check == "CRT-02"));
}
