//! Rows of ROL: is a certificate what its name and its place say?

use super::{Fixture, Given, but, mixed};
use crate::cluster::{CertificateDescription, Cluster, Description, KeyKind, Make, pool_key, years_after};
use trustlens_core::report::{ClusterMode, Identity};

pub(super) static FIXTURES: &[Fixture] = &[
    Fixture::new(
        "ROL-01",
        "certificates that only the names of their files tell apart",
        || Given::from(mixed()),
        || Given::from(mixed()).only("TLFile.tlv"),
    ),
    Fixture::new(
        "ROL-02",
        "a file that is called after the serial number of another node's certificate",
        || {
            let cluster = cluster();
            let own = cluster.certificate(Identity::Ipsec, "cucm-pub");
            let other = cluster.certificate(Identity::Ipsec, "cucm-sub1");
            let path = |name: &str, serial: &str| format!("cucm-pub/ipsec-trust/{name}_{serial}.pem");
            let (right, wrong) =
                (path(own.common_name(), &own.serial_hex()), path(own.common_name(), &other.serial_hex()));
            Given::from(cluster.clone()).renamed(&right, &wrong)
        },
        || Given::from(cluster()),
    ),
    Fixture::new(
        "ROL-03",
        "a CAPF of 15 without basic constraints",
        || capf("15", |made| made.basic_constraints = None),
        || capf("15", |_| {}),
    ),
    Fixture::new(
        "ROL-03",
        "a CAPF with a path length of one, of a release that nobody said",
        || {
            let Given { inputs, settings } = capf("12.5", |made| made.basic_constraints = Some((true, Some(1))));
            Given { inputs, settings: trustlens_core::Settings::at(settings.at) }
        },
        || capf("12.5", |_| {}),
    ),
    Fixture::new(
        "ROL-04",
        "a CAPF that an authority issued as for a web server",
        || issued_capf(None),
        || issued_capf(Some((true, Some(0)))),
    ),
    Fixture::new(
        "ROL-05",
        "an ITLRecovery of an old release",
        || but(mixed(), |cluster| recovery(cluster, |made| made.key = pool_key(KeyKind::Rsa1024, 0))),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "ROL-06",
        "an ITLRecovery that ends in a year and a half",
        || but(mixed(), |cluster| recovery(cluster, |made| made.not_after = years_after(made.not_before, 3))),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "ROL-06",
        "an ITLRecovery of 14, made for five years",
        || Given::from(Cluster::healthy("14", ClusterMode::Mixed, 2)),
        || {
            but(Cluster::healthy("14", ClusterMode::Mixed, 2), |cluster| {
                recovery(cluster, |made| made.not_after = years_after(made.not_before, 15));
            })
        },
    ),
];

/// A cluster whose publisher has another CAPF certificate.
fn capf(release: &str, change: impl FnOnce(&mut CertificateDescription)) -> Given {
    but(Cluster::healthy(release, ClusterMode::Mixed, 2), |cluster| cluster.alter(Identity::Capf, "cucm-pub", change))
}

/// A cluster whose authority issued the certificate of CAPF.
fn issued_capf(constraints: Option<(bool, Option<u8>)>) -> Given {
    but(Description::healthy("12.5", ClusterMode::Mixed, 2).signed().make(), |cluster| {
        let root = cluster.authorities[0].clone();
        cluster.alter(Identity::Capf, "cucm-pub", |made| {
            *made = made.clone().issued_by(&root);
            made.basic_constraints = constraints;
        });
    })
}

fn recovery(cluster: &mut Cluster, change: impl FnOnce(&mut CertificateDescription)) {
    cluster.alter(Identity::Itlrecovery, "cucm-pub", change);
}

/// Since 14SU1, trust stores name files by serial numbers.
fn cluster() -> Cluster {
    Cluster::healthy("14", ClusterMode::NonSecure, 2)
}
