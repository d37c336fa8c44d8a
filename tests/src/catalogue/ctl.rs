//! Rows of CTL: what belongs into a CTL, and what does not.

use super::{Fixture, Given, but, mixed};
use crate::cluster::{Cluster, CtlSigner, Description, Embed, Make, RecordDescription, date, lsc};
use trustlens_core::formats::trust_list::Role;
use trustlens_core::report::{ClusterMode, Identity};

pub(super) static FIXTURES: &[Fixture] = &[
    Fixture::new(
        "CTL-01",
        "a CTL without CAPF",
        || but(mixed(), |cluster| cluster.ctl().records.retain(|record| record.role != Role::CAPF)),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "CTL-02",
        "a CTL with a TVS",
        || {
            but(mixed(), |cluster| {
                let tvs = cluster.certificate(Identity::Tvs, "cucm-pub").clone();
                cluster.ctl().records.push(RecordDescription::new(Role::TVS, &tvs, "cucm-pub").at("10.0.0.11"));
            })
        },
        || Given::from(mixed()),
    ),
    Fixture::new(
        "CTL-03",
        "a CTL of 11.5 with CallManager as the only signer",
        || but(Cluster::healthy("11.5", ClusterMode::Mixed, 2), drop_recovery),
        // Before 11.0 there is none.
        || Given::from(Cluster::healthy("10.5", ClusterMode::Mixed, 2)),
    ),
    Fixture::new(
        "CTL-04",
        "a CTL with one hardware token",
        || {
            but(tokens("9.1"), |cluster| {
                let last = cluster.tokens[1].der.clone();
                cluster.ctl().records.retain(|record| record.certificate.der != last);
            })
        },
        || Given::from(tokens("9.1")),
    ),
    Fixture::new(
        "CTL-04",
        "a CTL of 11.5 with one signer",
        || but(Cluster::healthy("11.5", ClusterMode::Mixed, 2), drop_recovery),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "CTL-05",
        "a CTL without the third node",
        || {
            but(mixed(), |cluster| {
                cluster.ctl().records.retain(|record| !record.dns_name.starts_with("cucm-sub2"));
            })
        },
        || Given::from(mixed()),
    ),
    Fixture::new(
        "CTL-05",
        "a CTL whose record of the third node holds the certificate of the second",
        || {
            but(mixed(), |cluster| {
                let other = cluster.certificate(Identity::Callmanager, "cucm-sub1").clone();
                let is_it = |record: &&mut RecordDescription| record.dns_name.starts_with("cucm-sub2");
                cluster.ctl().records.iter_mut().find(is_it).expect("a record").certificate = other;
            })
        },
        // One certificate for all nodes names each of them.
        || {
            let description = Description::healthy("14", ClusterMode::Mixed, 3);
            let multi_server = vec![Identity::Tvs, Identity::Callmanager];
            Given::from(Description { multi_server, ..description }.make())
        },
    ),
    Fixture::new(
        "CTL-06",
        "a CTL whose servers were emptied, of a cluster that is said to be in mixed mode",
        || {
            but(mixed(), |cluster| {
                for record in cluster.ctl().records.iter_mut().filter(|record| record.role == Role::CCM_TFTP) {
                    record.embed = Embed::Empty;
                }
            })
        },
        || Given::from(mixed()),
    ),
    Fixture::new("CTL-07", "a CTL of hardware tokens", || Given::from(tokens("9.1")), || Given::from(mixed())),
    Fixture::new(
        "CTL-08",
        "a CTL of hardware tokens under release 15",
        || Given::from(tokens("15")),
        || Given::from(tokens("10.5")),
    ),
    Fixture::new(
        "CTL-09",
        "a CTL of hardware tokens half a year before their CA expires",
        || Given::from(tokens("10.5")).judged_at("2028-12-01"),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "CTL-10",
        "a CTL without tokens, and phones without Security By Default",
        || with_old_phones(mixed().into(), 40),
        || with_old_phones(mixed().into(), 0),
    ),
    Fixture::new(
        "CTL-11",
        "a CTL without CAPF, beside the LSC of a phone",
        || but(with_lsc(), |cluster| cluster.ctl().records.retain(|record| record.role != Role::CAPF)),
        || Given::from(with_lsc()),
    ),
    Fixture::new(
        "CTL-12",
        "a CTL with an application server",
        || {
            but(mixed(), |cluster| {
                let server = cluster.certificate(Identity::Tomcat, "cucm-pub").clone();
                let record = RecordDescription::new(Role(7), &server, "apps.example.com").at("10.0.0.50");
                cluster.ctl().records.push(record);
            })
        },
        || Given::from(mixed()),
    ),
];

/// A cluster of two nodes whose CTL hardware tokens have signed.
fn tokens(release: &str) -> Cluster {
    let description = Description::healthy(release, ClusterMode::Mixed, 2);
    Description { ctl_signer: CtlSigner::Etoken, ..description }.make()
}

fn drop_recovery(cluster: &mut Cluster) {
    let is_recovery = |record: &RecordDescription| record.certificate.identity == Identity::Itlrecovery;
    cluster.ctl().records.retain(|record| !is_recovery(record));
}

fn with_lsc() -> Cluster {
    let mut cluster = mixed();
    let lsc = lsc("001122334455", cluster.certificate(Identity::Capf, "cucm-pub"), date("2025-06-01"));
    cluster.further.push(("phone/lsc.pem".to_owned(), lsc.pem()));
    cluster
}

fn with_old_phones(mut given: Given, phones: u32) -> Given {
    given.settings.phones_without_security_by_default = Some(phones);
    given
}
