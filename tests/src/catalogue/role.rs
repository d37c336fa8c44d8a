//! Rows of ROL: is a certificate what its name and its place say?

use super::{Fixture, Given};
use crate::cluster::Cluster;
use trustlens_core::report::{ClusterMode, Identity};

pub(super) static FIXTURES: &[Fixture] = &[Fixture::new(
    "ROL-02",
    "a file that is called after the serial number of another node's certificate",
    || {
        let cluster = cluster();
        let own = cluster.certificate(Identity::Ipsec, "cucm-pub");
        let other = cluster.certificate(Identity::Ipsec, "cucm-sub1");
        let path = |name: &str, serial: &str| format!("cucm-pub/ipsec-trust/{name}_{serial}.pem");
        let (right, wrong) = (path(own.common_name(), &own.serial_hex()), path(own.common_name(), &other.serial_hex()));
        Given::from(cluster.clone()).renamed(&right, &wrong)
    },
    || Given::from(cluster()),
)];

/// Since 14SU1, trust stores name files by serial numbers.
fn cluster() -> Cluster {
    Cluster::healthy("14", ClusterMode::NonSecure, 2)
}
