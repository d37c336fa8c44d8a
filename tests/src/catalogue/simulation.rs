//! Rows of SIM: would phones take the lists that they are offered?

use super::{Fixture, Given, but, mixed, non_secure};
use crate::cluster::{Cluster, Description, Encode, Make, date};
use trustlens_core::plan::Change;
use trustlens_core::report::{ClusterMode, Identity};

/// After all lists of the clusters were made.
const LATER: &str = "2026-06-01";

pub(super) static FIXTURES: &[Fixture] = &[
    Fixture::new(
        "SIM-01",
        "signer and all TVS renewed between two ITLs of a node",
        || but(non_secure(), |cluster| older_itl(cluster, &[Identity::Itlrecovery, Identity::Tvs])),
        // The signer stayed: phones know it.
        || but(non_secure(), |cluster| older_itl(cluster, &[Identity::Tvs])),
    ),
    Fixture::new(
        "SIM-01",
        "a new signer that TVS alone makes known: nothing to do, and worth knowing",
        || but(non_secure(), |cluster| older_itl(cluster, &[Identity::Itlrecovery])),
        // In mixed mode phones know the new signer of the ITL from a CTL that they got before.
        || {
            but(Cluster::healthy("12.5", ClusterMode::Mixed, 2), |cluster| {
                let before = cluster.itl("cucm-pub").encode();
                cluster.renew(Identity::Callmanager, "cucm-pub", date(LATER));
                cluster.write_itl("cucm-pub", date("2026-06-02"));
                cluster.write_ctl(date("2026-06-01"));
                cluster.further.push(("cucm-pub/before/ITLFile.tlv".to_owned(), before));
            })
        },
    ),
    Fixture::new(
        "SIM-01",
        "two CTLs, and the signer and TVS renewed between them",
        || {
            but(mixed(), |cluster| {
                let (itl, ctl) = (cluster.itl("cucm-pub").encode(), cluster.ctl().encode());
                renew(cluster, &[Identity::Itlrecovery, Identity::Tvs]);
                cluster.write_lists(date("2026-06-02"));
                cluster.further.push(("cucm-pub/before/ITLFile.tlv".to_owned(), itl));
                cluster.further.push(("cucm-pub/before/CTLFile.tlv".to_owned(), ctl));
            })
        },
        // The CTL was updated after CAPF alone was renewed.
        || {
            but(mixed(), |cluster| {
                let ctl = cluster.ctl().encode();
                renew(cluster, &[Identity::Capf]);
                cluster.write_lists(date("2026-06-02"));
                cluster.further.push(("cucm-pub/before/CTLFile.tlv".to_owned(), ctl));
            })
        },
    ),
    Fixture::new(
        "SIM-02",
        "ITLRecovery and all TVS renewed, and the lists not written yet",
        || but(non_secure(), |cluster| renew(cluster, &[Identity::Itlrecovery, Identity::Tvs])),
        // TVS vouches for the new signer.
        || but(non_secure(), |cluster| renew(cluster, &[Identity::Itlrecovery])),
    ),
    Fixture::new(
        "SIM-02",
        "CallManager and all TVS renewed before 12.0, where CallManager signs",
        || but(eleven(), |cluster| renew(cluster, &[Identity::Callmanager, Identity::Tvs])),
        // From 12.0 it does not sign: the next ITL comes from ITLRecovery, which phones know.
        || but(non_secure(), |cluster| renew(cluster, &[Identity::Callmanager, Identity::Tvs])),
    ),
    Fixture::new(
        "SIM-03",
        "TVS renewed, then the signer: phones that were off during both",
        || but(non_secure(), |cluster| two_changes(cluster, Identity::Itlrecovery)),
        // Two changes after which phones still know the signer.
        || but(non_secure(), |cluster| two_changes(cluster, Identity::Callmanager)),
    ),
    Fixture::new(
        "SIM-04",
        "two clusters, and the change that is named moves phones between them",
        || {
            let mut given = with_berlin(non_secure(), &[]);
            given.settings.changes = vec![Change::Migrate { to: place(&given, "berlin-pub/ITLFile.tlv") }];
            given
        },
        // Everything was imported.
        || with_berlin(non_secure(), &[Identity::Callmanager, Identity::Itlrecovery]),
    ),
    Fixture::new(
        "SIM-04",
        "CallManager of the other cluster imported, and not its ITLRecovery",
        || with_berlin(mixed(), &[Identity::Callmanager]),
        || with_berlin(mixed(), &[Identity::Callmanager, Identity::Itlrecovery]),
    ),
    Fixture::new(
        "SIM-05",
        "a backup from before all certificates",
        || with_backup("2025-01-01"),
        // The certificates are of 2025-03-02.
        || with_backup("2026-01-01"),
    ),
    Fixture::new(
        "SIM-05",
        "a TVS renewed after the backup, while another is as it was",
        || {
            let mut given = but(eleven(), |cluster| {
                cluster.renew(Identity::Tvs, "cucm-sub2", date(LATER));
                cluster.write_lists(date("2026-06-02"));
            });
            given.settings.backup = Some(date("2026-05-01"));
            given
        },
        || {
            let mut given = but(eleven(), |cluster| {
                cluster.renew(Identity::Tvs, "cucm-sub2", date(LATER));
                cluster.write_lists(date("2026-06-02"));
            });
            given.settings.backup = Some(date("2026-06-03"));
            given
        },
    ),
];

/// A cluster in which CallManager signs.
fn eleven() -> Cluster {
    Cluster::healthy("11.5", ClusterMode::NonSecure, 3)
}

/// Renews all certificates of these kinds.
fn renew(cluster: &mut Cluster, kinds: &[Identity]) {
    for made in cluster.certificates.clone().iter().filter(|made| kinds.contains(&made.identity)) {
        cluster.renew(made.identity, &made.nodes[0], date(LATER));
    }
}

/// The ITL of before beside the one that was written after a renewal of these kinds.
fn older_itl(cluster: &mut Cluster, kinds: &[Identity]) {
    let before = cluster.itl("cucm-pub").encode();
    renew(cluster, kinds);
    cluster.write_lists(date("2026-06-02"));
    cluster.further.push(("cucm-pub/before/ITLFile.tlv".to_owned(), before));
}

/// Three generations of an ITL: as it was, after TVS was renewed, and after another kind was.
fn two_changes(cluster: &mut Cluster, second: Identity) {
    for (folder, kind, written) in [("first", Identity::Tvs, "2026-05-02"), ("second", second, "2026-06-02")] {
        let before = cluster.itl("cucm-pub").encode();
        renew(cluster, &[kind]);
        cluster.write_lists(date(written));
        cluster.further.push((format!("cucm-pub/{folder}/ITLFile.tlv"), before));
    }
}

/// The lists of another cluster beside those of one, which has imported these kinds of its certificates. Nothing is said of nodes.
fn with_berlin(mut cluster: Cluster, imported: &[Identity]) -> Given {
    let mut other = Description::healthy("12.5", ClusterMode::NonSecure, 1);
    "berlin-pub.example.net".clone_into(&mut other.nodes[0].name);
    "C=DE,O=Beispiel,OU=Telefonie,ST=BE,L=Berlin".clone_into(&mut other.organisation);
    let other = other.make();
    for identity in imported {
        let theirs = other.certificate(*identity, "berlin-pub").clone();
        for store in ["CallManager-trust", "Phone-SAST-trust"] {
            cluster.trusted.push(("cucm-pub.example.com".to_owned(), store, theirs.clone()));
        }
    }
    let settings = cluster.date_alone();
    let given =
        other.list_files().into_iter().fold(Given::from(cluster), |given, (name, bytes)| given.with(&name, bytes));
    Given { settings, ..given }
}

/// The number that an input gets: they are added in their order, and none of these holds another.
fn place(given: &Given, name: &str) -> usize {
    given.inputs.iter().position(|(other, _)| other == name).unwrap_or_else(|| panic!("no input is called {name}"))
}

fn with_backup(day: &str) -> Given {
    let mut given = Given::from(mixed());
    given.settings.backup = Some(date(day));
    given
}
