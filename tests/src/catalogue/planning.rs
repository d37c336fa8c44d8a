//! Rows of PLN: is what is planned safe, and when must it begin?

use super::{Fixture, Given, mixed, non_secure};
use crate::cluster::Cluster;
use trustlens_core::plan::Change;
use trustlens_core::report::{ClusterMode, Identity};

pub(super) static FIXTURES: &[Fixture] = &[
    Fixture::new(
        "PLN-01",
        "CAPF and CallManager renewed together",
        || Given::from(mixed()).planned(&[renew(Identity::Capf), renew(Identity::Callmanager)]),
        || Given::from(mixed()).planned(&[renew(Identity::Tomcat), renew(Identity::Ipsec)]),
    ),
    Fixture::new(
        "PLN-02",
        "CallManager and TVS renewed together while CallManager signs",
        || Given::from(call_manager_signs()).planned(&[renew(Identity::Callmanager), renew(Identity::Tvs)]),
        || Given::from(call_manager_signs()).planned(&[renew(Identity::Callmanager)]),
    ),
    Fixture::new(
        "PLN-02",
        "ITLRecovery renewed with CallManager",
        || Given::from(non_secure()).planned(&[renew(Identity::Callmanager), renew(Identity::Itlrecovery)]),
        || Given::from(non_secure()).planned(&[renew(Identity::Callmanager), renew(Identity::Tvs)]),
    ),
    Fixture::new(
        "PLN-03",
        "certificates that end in a year and two months",
        || Given::from(mixed()).judged_at("2029-01-02"),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "PLN-03",
        "certificates that end in four months, of which CAPF alone takes longer",
        || Given::from(mixed()).judged_at("2029-11-02"),
        || Given::from(mixed()).judged_at("2028-01-31"),
    ),
];

fn renew(identity: Identity) -> Change {
    Change::Renew { identity, node: None }
}

fn call_manager_signs() -> Cluster {
    Cluster::healthy("11.5", ClusterMode::NonSecure, 2)
}
