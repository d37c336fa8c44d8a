//! Rows of XF: do lists, servers and each other agree?

use super::{Fixture, Given, but, mixed, non_secure};
use crate::cluster::{CertificateDescription, Cluster, Description, Encode, ListDescription, Made, Make, date};
use crate::show::show;
use trustlens_core::formats::signed_header::TagOrder;
use trustlens_core::formats::trust_list::Role;
use trustlens_core::report::{ClusterMode, Identity, ListKind};

/// After all lists of the clusters were made.
const LATER: &str = "2026-06-01";

pub(super) static FIXTURES: &[Fixture] = &[
    Fixture::new(
        "XF-01",
        "TVS renewed on a node, and the ITL of one of two TFTP nodes written anew",
        || {
            but(mixed(), |cluster| {
                cluster.renew(Identity::Tvs, "cucm-sub2", date(LATER));
                cluster.write_itl("cucm-pub", date("2026-06-02"));
            })
        },
        || Given::from(mixed()),
    ),
    Fixture::new(
        "XF-01",
        "an ITL without CAPF, where the other has it",
        || but(non_secure(), |cluster| drop_capf(cluster.itl("cucm-sub1"))),
        // The same node earlier, when it had another TVS.
        || {
            but(non_secure(), |cluster| {
                let before = cluster.itl("cucm-pub").encode();
                cluster.renew(Identity::Tvs, "cucm-sub2", date(LATER));
                cluster.write_lists(date("2026-06-02"));
                cluster.further.push(("cucm-pub/before/ITLFile.tlv".to_owned(), before));
            })
        },
    ),
    Fixture::new(
        "XF-01",
        "ITLs of two clusters, which are said to be of two",
        || {
            let mut other = Description::healthy("12.5", ClusterMode::NonSecure, 1);
            "other-pub.example.net".clone_into(&mut other.nodes[0].name);
            let foreign = other.make().itl("other-pub").encode();
            Given::from(non_secure()).with("other/ITLFile.tlv", foreign)
        },
        || Given::date_alone(&non_secure()),
    ),
    Fixture::new(
        "XF-01",
        "one ITLRecovery for the cluster, but not in one ITL",
        || {
            but(non_secure(), |cluster| {
                cluster.renew(Identity::Itlrecovery, "cucm-pub", date(LATER));
                cluster.write_itl("cucm-pub", date("2026-06-02"));
            })
        },
        // Before 12.5 each node has its own.
        || Given::from(Cluster::healthy("11.5", ClusterMode::NonSecure, 3)),
    ),
    Fixture::new(
        "XF-02",
        "a node that did not get the new CTL",
        || but(mixed(), stale_ctl_on_a_node),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "XF-02",
        "two CTLs of nobody knows which nodes",
        || {
            let mut cluster = mixed();
            let before = cluster.ctl().encode();
            cluster.renew(Identity::Capf, "cucm-pub", date(LATER));
            cluster.write_ctl(date("2026-06-02"));
            Given::input("CTLFile.tlv", cluster.ctl().encode()).with("CTLFile(1).tlv", before)
        },
        // One node, asked before and after.
        || {
            but(mixed(), |cluster| {
                let before = cluster.ctl().encode();
                cluster.renew(Identity::Capf, "cucm-pub", date(LATER));
                cluster.write_ctl(date("2026-06-02"));
                cluster.further.push(("cucm-pub/before/CTLFile.tlv".to_owned(), before));
            })
        },
    ),
    Fixture::new(
        "XF-02",
        "a printed CTL that is not the file",
        || {
            let mut cluster = mixed();
            let before = show(&cluster.ctl().encode(), ListKind::Ctl);
            cluster.write_ctl(date("2026-06-02"));
            Given::input("CTLFile.tlv", cluster.ctl().encode()).with("show-ctl.txt", before)
        },
        || {
            let file = mixed().ctl().encode();
            Given::input("CTLFile.tlv", file.clone()).with("show-ctl.txt", show(&file, ListKind::Ctl))
        },
    ),
    Fixture::new(
        "XF-03",
        "CAPF renewed on the publisher, the lists not",
        || but(mixed(), renew_capf),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "XF-03",
        "the same with the date alone, and files of the publisher alone",
        || {
            let mut cluster = mixed();
            renew_capf(&mut cluster);
            Given::date_alone(&cluster).only("cucm-pub/").without("-trust/")
        },
        // Old CAPFs stay in CallManager-trust; that is no certificate in use.
        || {
            but(mixed(), |cluster| {
                let old = cluster.renew(Identity::Capf, "cucm-pub", date(LATER));
                cluster.write_lists(date("2026-06-02"));
                cluster.trusted.push(("cucm-pub".to_owned(), "CallManager-trust", old));
            })
        },
    ),
    Fixture::new(
        "XF-03",
        "a printed CTL and the certificate that CAPF uses now",
        || printed_ctl(true, |capf| ("CAPF.pem", capf.pem())),
        || printed_ctl(false, |capf| ("CAPF.pem", capf.pem())),
    ),
    Fixture::new(
        "XF-03",
        "a printed CTL, and what show cert own prints of CAPF without the certificate itself",
        || printed_ctl(true, |capf| ("capf.txt", printed_certificate(capf))),
        || printed_ctl(false, |capf| ("capf.txt", printed_certificate(capf))),
    ),
    Fixture::new(
        "XF-03",
        "the CAPF of a subscriber in the CTL",
        || {
            but(Cluster::healthy("10.5", ClusterMode::Mixed, 3), |cluster| {
                let theirs = cluster.certificate(Identity::Capf, "cucm-sub1").clone();
                cluster.ctl().of_role(Role::CAPF).certificate = theirs;
            })
        },
        // Not known which is the publisher's: one of them stands there.
        || {
            let cluster = Cluster::healthy("10.5", ClusterMode::Mixed, 3);
            Given::date_alone(&cluster)
        },
    ),
    Fixture::new(
        "XF-03",
        "an ITL with the CAPF of before",
        || {
            but(non_secure(), |cluster| {
                cluster.renew(Identity::Capf, "cucm-pub", date(LATER));
            })
        },
        // A CTL that was replaced since held the CAPF of its time.
        || {
            but(mixed(), |cluster| {
                let before = cluster.ctl().encode();
                cluster.renew(Identity::Capf, "cucm-pub", date(LATER));
                cluster.write_lists(date("2026-06-02"));
                cluster.further.push(("before/CTLFile.tlv".to_owned(), before));
            })
        },
    ),
    Fixture::new("XF-04", "CAPF made after the CTL", || but(mixed(), renew_capf), || Given::from(mixed())),
    Fixture::new(
        "XF-05",
        "three nodes before release 14, each with a CAPF certificate",
        || Given::from(Cluster::healthy("10.5", ClusterMode::Mixed, 3)),
        || Given::from(Cluster::healthy("14", ClusterMode::Mixed, 3)),
    ),
    Fixture::new(
        "XF-05",
        "an ITL with a subscriber's CAPF",
        || {
            but(Cluster::healthy("11.5", ClusterMode::NonSecure, 2), |cluster| {
                let theirs = cluster.certificate(Identity::Capf, "cucm-sub1").clone();
                cluster.itl("cucm-sub1").of_role(Role::CAPF).certificate = theirs;
            })
        },
        || Given::from(Cluster::healthy("11.5", ClusterMode::NonSecure, 1)),
    ),
    Fixture::new(
        "XF-06",
        "ITLRecovery renewed, the lists not",
        || but(mixed(), |cluster| drop(cluster.renew(Identity::Itlrecovery, "cucm-pub", date(LATER)))),
        || Given::from(mixed()),
    ),
    Fixture::new(
        "XF-06",
        "the same before 12.5, on one node",
        || {
            but(Cluster::healthy("11.5", ClusterMode::NonSecure, 2), |cluster| {
                cluster.renew(Identity::Itlrecovery, "cucm-sub1", date(LATER));
            })
        },
        || Given::from(Cluster::healthy("11.5", ClusterMode::NonSecure, 2)),
    ),
    Fixture::new(
        "XF-07",
        "CallManager renewed on a subscriber, the lists not",
        || but(mixed(), |cluster| drop(cluster.renew(Identity::Callmanager, "cucm-sub1", date(LATER)))),
        || Given::from(mixed()),
    ),
    Fixture::new("XF-07", "a printed ITL and the certificate of now", || printed_itl(true), || printed_itl(false)),
    Fixture::new(
        "XF-07",
        "a multi-server certificate in place of those of each node",
        || {
            let several = Description {
                multi_server: vec![Identity::Tvs, Identity::Callmanager],
                made_at: date(LATER),
                ..Description::healthy("14", ClusterMode::Mixed, 3)
            };
            let now = several.signed().make();
            let shared = now.certificate(Identity::Callmanager, "cucm-pub").clone();
            let cluster = Cluster::healthy("14", ClusterMode::Mixed, 3);
            let before = Given::from(cluster).without("CallManager.pem");
            before.with("cucm-pub/CallManager.pem", shared.pem()).with("cucm-sub1/CallManager.pem", shared.pem())
        },
        // Of another node the list says nothing.
        || but(non_secure(), |cluster| drop(cluster.renew(Identity::Callmanager, "cucm-sub2", date(LATER)))),
    ),
    Fixture::new(
        "XF-08",
        "an ITL written in non-secure mode beside a CTL",
        || {
            but(mixed(), |cluster| {
                cluster.itl("cucm-sub1").of_role(Role::CCM_TFTP).role = Role::TFTP;
            })
        },
        || Given::from(mixed()),
    ),
    Fixture::new(
        "XF-08",
        "an ITL written in mixed mode, and a server that says it has no CTL",
        || Given::from(mixed()).without("CTLFile.tlv").with("show-ctl.txt", NO_CTL),
        || Given::from(non_secure()).with("show-ctl.txt", NO_CTL),
    ),
    Fixture::new(
        "XF-09",
        "a Tomcat certificate with the name of before",
        || {
            but(mixed(), |cluster| {
                cluster.alter(Identity::Tomcat, "cucm-sub1", |tomcat| {
                    name_otherwise(tomcat, "cucm-old1.example.com");
                });
            })
        },
        || Given::from(mixed()),
    ),
    Fixture::new(
        "XF-09",
        "a recovery certificate that kept the publisher's old name",
        || {
            but(mixed(), |cluster| {
                cluster.alter(Identity::Itlrecovery, "cucm-pub", |recovery| {
                    name_otherwise(recovery, "ITLRECOVERY_cucm-old.example.com");
                });
            })
        },
        || Given::from(Cluster::healthy("14", ClusterMode::Mixed, 4)),
    ),
    Fixture::new(
        "XF-10",
        "CallManager with Tomcat's certificate in mixed mode",
        || but(Cluster::healthy("14", ClusterMode::Mixed, 1), reuse),
        || Given::from(Cluster::healthy("14", ClusterMode::Mixed, 1)),
    ),
    Fixture::new(
        "XF-11",
        "TVS and the signer renewed between two ITLs",
        || but(non_secure(), |cluster| renewed_since(cluster, &[Identity::Tvs, Identity::Itlrecovery])),
        || but(non_secure(), |cluster| renewed_since(cluster, &[Identity::Itlrecovery])),
    ),
    Fixture::new(
        "XF-11",
        "the same where CallManager signs",
        || {
            but(Cluster::healthy("10.5", ClusterMode::NonSecure, 2), |cluster| {
                renewed_since(cluster, &[Identity::Tvs, Identity::Callmanager]);
            })
        },
        || {
            but(Cluster::healthy("10.5", ClusterMode::NonSecure, 2), |cluster| {
                renewed_since(cluster, &[Identity::Tvs]);
            })
        },
    ),
    Fixture::new(
        "XF-12",
        "TVS renewed on a subscriber, the ITLs not",
        || but(mixed(), |cluster| drop(cluster.renew(Identity::Tvs, "cucm-sub1", date(LATER)))),
        || Given::from(mixed()),
    ),
];

/// What "show ctl" says where there is none.
const NO_CTL: &str = "admin:show ctl\nLength of CTL file: 0\n\nCTL File not found . Please run CTLClient plugin or run the CLI - utils ctl.. to generate \
                      the CTL file.\nError parsing the CTL File.\nadmin:\n";

fn drop_capf(list: &mut ListDescription) {
    list.records.retain(|record| record.role != Role::CAPF);
}

fn renew_capf(cluster: &mut Cluster) {
    cluster.renew(Identity::Capf, "cucm-pub", date(LATER));
}

/// CAPF renewed and the CTL updated, which one node did not get.
fn stale_ctl_on_a_node(cluster: &mut Cluster) {
    let before = cluster.ctl_of("cucm-sub1").clone();
    renew_capf(cluster);
    cluster.write_lists(date("2026-06-02"));
    cluster.ctl_of("cucm-sub1").clone_from(&before);
}

/// A printed CTL and one file that tells of the publisher's CAPF, with nothing said of the cluster.
fn printed_ctl(renewed: bool, of_capf: fn(&Made) -> (&'static str, Vec<u8>)) -> Given {
    let mut cluster = mixed();
    if renewed {
        renew_capf(&mut cluster);
    }
    let (name, bytes) = of_capf(cluster.certificate(Identity::Capf, "cucm-pub"));
    Given::input("show-ctl.txt", show(&cluster.ctl().encode(), ListKind::Ctl)).with(name, bytes)
}

/// A printed ITL and the CallManager certificate of its node.
fn printed_itl(renewed: bool) -> Given {
    let mut cluster = non_secure();
    if renewed {
        cluster.renew(Identity::Callmanager, "cucm-pub", date(LATER));
    }
    let own = cluster.certificate(Identity::Callmanager, "cucm-pub").pem();
    Given::input("show-itl.txt", show(&cluster.itl("cucm-pub").encode(), ListKind::Itl)).with("CallManager.pem", own)
}

/// What "show cert own CAPF" prints, with the block of PEM cut off.
fn printed_certificate(made: &Made) -> Vec<u8> {
    let name = made.listed_names(TagOrder::Cucm).0.replace(';', ", ");
    format!(
        "admin:show cert own CAPF\n[\n  Version: V3\n  Serial Number: {}\n  SignatureAlgorithm: SHA256withRSA (1.2.840.113549.1.1.11)\n  Issuer Name: {name}\n  \
         Validity From: Mon Jun 01 00:00:00 UTC 2026\n           To:   Sun Jun 01 00:00:00 UTC 2031\n  Subject Name: {name}\n]\nadmin:\n",
        made.serial_hex()
    )
    .into_bytes()
}

/// Another common name, and the alternative names that go with it.
fn name_otherwise(description: &mut CertificateDescription, name: &str) {
    for (key, value) in &mut description.subject {
        if key == "CN" {
            name.clone_into(value);
        }
    }
    description.alternative_names = vec![name.trim_start_matches("ITLRECOVERY_").to_owned()];
}

/// "Reuse certificate": Tomcat's certificate is CallManager's.
fn reuse(cluster: &mut Cluster) {
    let tomcat = cluster.certificate(Identity::Tomcat, "cucm-pub").clone();
    cluster.replace(Identity::Callmanager, "cucm-pub", tomcat);
    cluster.write_lists(date("2025-03-03"));
}

/// The ITL of before beside that of now; these kinds were renewed in between on all nodes that have them.
fn renewed_since(cluster: &mut Cluster, kinds: &[Identity]) {
    let before = cluster.itl("cucm-pub").encode();
    for kind in kinds {
        let nodes: Vec<String> = cluster.description.nodes.iter().map(|node| node.name.clone()).collect();
        for node in nodes {
            if cluster.find(*kind, &node).is_some() {
                cluster.renew(*kind, &node, date(LATER));
            }
        }
    }
    cluster.write_lists(date("2026-06-02"));
    cluster.further.push(("cucm-pub/before/ITLFile.tlv".to_owned(), before));
}
