//! No check says anything above info of a healthy cluster, whatever its release, mode, size, keys and authority.

use proptest::prelude::*;
use std::fmt::Write as _;
use trustlens_core::formats::trust_list::Role;
use trustlens_core::report::{ClusterMode, Identity, ListKind, ListSource, Severity, SignatureStatus, TrustList};
use trustlens_core::{Case, Settings};
use trustlens_tests::catalogue::{Given, but};
use trustlens_tests::cluster::{
    Cluster, CtlSigner, Description, Encode, Hash, KeyKind, Make, date, days_after, host, lsc,
};
use trustlens_tests::show::show;

const MIXED: ClusterMode = ClusterMode::Mixed;
const NON_SECURE: ClusterMode = ClusterMode::NonSecure;

/// Healthy clusters, each with a few words.
fn healthy() -> Vec<(&'static str, Description)> {
    let plain = Description::healthy;
    let elliptic = |release, mode, nodes, key| Description { key, ..plain(release, mode, nodes) };
    vec![
        ("8.6, one node", plain("8.6", NON_SECURE, 1)),
        ("8.6 with tokens, three nodes", plain("8.6", MIXED, 3)),
        ("9.1, two nodes", plain("9.1", NON_SECURE, 2)),
        ("9.1 with tokens, five nodes", plain("9.1", MIXED, 5)),
        ("10.5, one node", plain("10.5", NON_SECURE, 1)),
        ("10.5 mixed, four nodes", plain("10.5", MIXED, 4)),
        ("10.5 with tokens, two nodes", Description { ctl_signer: CtlSigner::Etoken, ..plain("10.5", MIXED, 2) }),
        ("10.5, nine nodes, CA-signed", plain("10.5", NON_SECURE, 9).signed()),
        ("11.5, one node", plain("11.5", NON_SECURE, 1)),
        ("11.5 mixed, three nodes, P-384", elliptic("11.5", MIXED, 3, KeyKind::P384)),
        ("11.5, six nodes, P-256, CA-signed", elliptic("11.5", NON_SECURE, 6, KeyKind::P256).signed()),
        ("12.5, one node", plain("12.5", NON_SECURE, 1)),
        ("12.5 mixed, one node", plain("12.5", MIXED, 1)),
        ("12.5 mixed, nine nodes", plain("12.5", MIXED, 9)),
        ("12.5 mixed, three nodes, CA-signed", plain("12.5", MIXED, 3).signed()),
        ("12.5 mixed, two nodes, SHA-512", with_digest(plain("12.5", MIXED, 2), Hash::Sha512)),
        ("12.5, two nodes, P-521", elliptic("12.5", NON_SECURE, 2, KeyKind::P521)),
        ("14, one node", plain("14", NON_SECURE, 1)),
        ("14 mixed, three nodes", plain("14", MIXED, 3)),
        ("14 mixed, nine nodes, P-384, CA-signed", elliptic("14", MIXED, 9, KeyKind::P384).signed()),
        ("14 mixed, four nodes, a TVS each", Description { multi_server: Vec::new(), ..plain("14", MIXED, 4) }),
        ("15, two nodes", plain("15", NON_SECURE, 2)),
        ("15 mixed, seven nodes, CA-signed", plain("15", MIXED, 7).signed()),
        ("15 mixed, one node, P-256", elliptic("15", MIXED, 1, KeyKind::P256)),
        ("14 mixed, three nodes, multi-server, CA-signed", multi_server(plain("14", MIXED, 3).signed())),
        ("15, four nodes, multi-server", multi_server(plain("15", NON_SECURE, 4))),
        (
            "12.5 mixed, two nodes, P-256 in the lists too",
            Description { elliptic_in_lists: true, ..elliptic("12.5", MIXED, 2, KeyKind::P256) },
        ),
        ("15, five nodes, made in July", Description { made_at: date("2026-07-01"), ..plain("15", NON_SECURE, 5) }),
    ]
}

/// The same with one certificate of CallManager, Tomcat and TVS for all nodes.
fn multi_server(description: Description) -> Description {
    Description { multi_server: vec![Identity::Tvs, Identity::Callmanager, Identity::Tomcat], ..description }
}

/// What is above info in the report on a case, one finding a line, and signatures that do not hold.
fn complaints(case: &mut Case, settings: &Settings) -> String {
    let report = trustlens_tests::report(case, settings);
    let mut complaints = String::new();
    for finding in report.findings.iter().filter(|finding| finding.severity < Severity::Info) {
        let _ =
            writeln!(complaints, "    {} {:?} {}: {}", finding.check, finding.severity, finding.title, finding.detail);
    }
    let is_file = |list: &&TrustList| list.source == ListSource::Binary;
    let bad = |list: &&TrustList| list.signature.status != SignatureStatus::Valid;
    for list in report.trust_lists.iter().filter(is_file).filter(bad) {
        let _ = writeln!(complaints, "    the signature of input {} is {:?}", list.input, list.signature.status);
    }
    complaints
}

/// What is complained about with everything said of the cluster, and with the date alone.
fn judge(name: &str, given: &Given, all: &mut String) {
    let alone = Settings::at(given.settings.at);
    let mut case = Case::new();
    for (name, bytes) in &given.inputs {
        case.add(name, bytes.clone());
    }
    for (with, settings) in [("with everything said", &given.settings), ("with the date alone", &alone)] {
        let complaints = complaints(&mut case, settings);
        if !complaints.is_empty() {
            let _ = writeln!(all, "{name}, {with}:\n{complaints}");
        }
    }
}

#[test]
fn nothing_above_info() {
    let mut all = String::new();
    for (name, description) in healthy() {
        judge(name, &description.make().into(), &mut all);
    }
    assert!(all.is_empty(), "healthy clusters are complained about\n{all}");
}

/// What looks odd and is normal (domain.md, end of section 5, and section 2), and cases that hold a part of what there is.
fn normal() -> Vec<(&'static str, Given)> {
    let mixed = |release| Cluster::healthy(release, MIXED, 3);
    vec![
        ("Cisco's own authorities in the trust stores", with_cisco_authorities(mixed("12.5"))),
        ("a CAPF that was renewed, with LSCs of both", with_two_capfs(mixed("11.5"))),
        ("a CAPF that was renewed on 14, with LSCs of both", with_two_capfs(mixed("14"))),
        ("all certificates renewed, and lists written after it", renewed(mixed("12.5"))),
        ("an ITLRecovery that has the publisher's former name", {
            but(mixed("12.5"), |cluster| {
                cluster.alter(Identity::Itlrecovery, "cucm-pub", |recovery| {
                    "ITLRECOVERY_old-pub.example.com".clone_into(&mut recovery.subject.last_mut().expect("CN").1);
                });
            })
        }),
        ("the lists, and what the command prints of them", printed(mixed("12.5"))),
        ("what the command prints of lists of tokens", printed(mixed("9.1"))),
        ("the lists of an 11.5 cluster alone", Given::from(mixed("11.5")).only(".tlv")),
        ("the lists of a 12.5 cluster alone", Given::from(mixed("12.5")).only(".tlv")),
        ("the lists of a 14 cluster alone", Given::from(mixed("14")).only(".tlv")),
        ("an ITL alone", Given::from(mixed("12.5")).only("cucm-sub1/ITLFile.tlv")),
        ("a CTL alone", Given::from(mixed("12.5")).only("cucm-sub1/CTLFile.tlv")),
        ("the certificates alone", Given::from(mixed("12.5")).only(".pem")),
        ("one node of three", Given::from(mixed("12.5")).only("cucm-sub2/")),
        ("the publisher alone of three", Given::from(mixed("10.5")).only("cucm-pub/")),
        ("the publisher alone of a CA-signed cluster", {
            Given::from(Description::healthy("14", MIXED, 3).signed().make()).only("cucm-pub/")
        }),
        ("the publisher's files without folders", without_folders(mixed("12.5"))),
        ("two clusters", with_another(mixed("11.5"))),
    ]
}

/// The files of another cluster of the same release beside those of one, as they are together before phones are moved.
fn with_another(cluster: Cluster) -> Given {
    let mut other = Description::healthy("11.5", MIXED, 2);
    for (node, host) in other.nodes.iter_mut().zip(["berlin-pub", "berlin-sub"]) {
        node.name = format!("{host}.example.net");
    }
    "C=DE,O=Beispiel,OU=Telefonie,ST=BE,L=Berlin".clone_into(&mut other.organisation);
    // Of which cluster the nodes would be that were given, nobody could say.
    let settings = cluster.date_alone();
    let given =
        other.make().files().into_iter().fold(Given::from(cluster), |given, (name, bytes)| given.with(&name, bytes));
    Given { settings, ..given }
}

/// The CAs that CUCM trusts by default, in the stores where they lie.
fn with_cisco_authorities(cluster: Cluster) -> Given {
    let mut given = Given::from(cluster);
    for path in trustlens_tests::files_below("samples/cisco-roots") {
        let name = trustlens_tests::file_name(&path).to_owned();
        for store in ["CallManager-trust", "CAPF-trust"] {
            let place = format!("cucm-pub/{store}/{name}");
            given = given.with(&place, trustlens_tests::fixture(&path));
        }
    }
    given
}

/// The old CAPF stays in the trust store as long as there are LSCs under it.
fn with_two_capfs(mut cluster: Cluster) -> Given {
    let old = cluster.renew(Identity::Capf, "cucm-pub", date("2026-02-01"));
    cluster.write_lists(date("2026-02-02"));
    for node in cluster.description.nodes.clone() {
        cluster.trusted.push((node.name, "CallManager-trust", old.clone()));
    }
    let new = cluster.certificate(Identity::Capf, "cucm-pub");
    let phones = [
        ("phones/old.pem".to_owned(), lsc("001122334455", &old, date("2025-06-01")).pem()),
        ("phones/new.pem".to_owned(), lsc("001122334466", new, date("2026-03-01")).pem()),
    ];
    cluster.further.extend(phones);
    cluster.into()
}

fn renewed(mut cluster: Cluster) -> Given {
    for made in cluster.certificates.clone() {
        cluster.renew(made.identity, &made.nodes[0], date("2026-05-01"));
    }
    cluster.write_lists(date("2026-05-02"));
    cluster.into()
}

/// The files, and what `show itl` and `show ctl` print on each node.
fn printed(cluster: Cluster) -> Given {
    let printed: Vec<(String, Vec<u8>)> = cluster
        .lists
        .iter()
        .map(|list| {
            let command = if list.kind == ListKind::Itl { "itl" } else { "ctl" };
            (format!("{}/show-{command}.txt", host(&list.nodes[0])), show(&list.encode(), list.kind))
        })
        .collect();
    let mut given = Given::from(cluster);
    given.inputs.extend(printed);
    given
}

fn without_folders(cluster: Cluster) -> Given {
    let mut given = Given::from(cluster).only("cucm-pub/");
    given.inputs.retain(|(name, _)| !name.contains("-trust/"));
    for (name, _) in &mut given.inputs {
        *name = trustlens_tests::file_name(name).to_owned();
    }
    given
}

#[test]
fn nothing_above_info_of_what_is_normal() {
    let mut all = String::new();
    for (name, given) in normal() {
        judge(name, &given, &mut all);
    }
    assert!(all.is_empty(), "what is normal is complained about\n{all}");
}

/// Signer, number of SAST records and of TVS records for three nodes of which two run TFTP (domain.md, section 2.2).
#[test]
fn itls_are_as_the_release_demands() {
    for (release, signer, tokens, services) in [
        ("8.6", Identity::Callmanager, 1, 3),
        ("9.1", Identity::Callmanager, 1, 3),
        ("10.5", Identity::Callmanager, 2, 3),
        ("11.5", Identity::Callmanager, 2, 3),
        ("12.0", Identity::Itlrecovery, 2, 3),
        ("12.5", Identity::Itlrecovery, 2, 3),
        ("14", Identity::Itlrecovery, 2, 1),
        ("15", Identity::Itlrecovery, 2, 1),
    ] {
        for (mode, server) in [(NON_SECURE, Role::TFTP), (MIXED, Role::CCM_TFTP)] {
            let cluster = Cluster::healthy(release, mode, 3);
            let itls: Vec<_> = cluster.lists.iter().filter(|list| list.kind == ListKind::Itl).collect();
            assert_eq!(itls.len(), 2, "{release}");
            for itl in itls {
                let count = |role| itl.records.iter().filter(|record| record.role == role).count();
                let counts = (count(Role::SAST), count(server), count(Role::CAPF), count(Role::TVS));
                assert_eq!(counts, (tokens, 1, 1, services), "{release} {mode:?}");
                assert_eq!(itl.signer.identity, signer, "{release}");
                assert_eq!(itl.records.len(), tokens + 2 + services, "{release}: nothing else stands in it");
                // Before 12.5 every node has an ITLRecovery of its own.
                assert!(itl.signer.is_of(&itl.nodes[0]) || matches!(release, "12.5" | "14" | "15"), "{release}");
            }
        }
    }
}

/// Signer and number of SAST records (domain.md, section 2.3).
#[test]
fn ctls_are_as_the_release_demands() {
    for (release, signer, tokens) in [
        ("8.6", Identity::Etoken, 2),
        ("9.1", Identity::Etoken, 2),
        ("10.5", Identity::Callmanager, 1),
        ("11.5", Identity::Callmanager, 2),
        ("12.0", Identity::Itlrecovery, 2),
        ("12.5", Identity::Itlrecovery, 2),
        ("14", Identity::Itlrecovery, 2),
        ("15", Identity::Itlrecovery, 2),
    ] {
        let mut cluster = Cluster::healthy(release, MIXED, 3);
        let ctl = cluster.ctl();
        let count = |role| ctl.records.iter().filter(|record| record.role == role).count();
        let counts = (count(Role::SAST), count(Role::CCM_TFTP), count(Role::CAPF), count(Role::TVS));
        assert_eq!(counts, (tokens, 3, 1, 0), "{release}");
        assert_eq!(ctl.signer.identity, signer, "{release}");
        assert_eq!(ctl.nodes.len(), 3, "{release}: all nodes serve the same");
        assert!(!Cluster::healthy(release, NON_SECURE, 3).lists.iter().any(|list| list.kind == ListKind::Ctl));
    }
}

#[test]
fn the_same_description_makes_the_same_files() {
    let files = || Description { key: KeyKind::P256, ..Description::healthy("12.5", MIXED, 2) }.signed().make().files();
    assert!(files() == files());
}

/// The same with lists signed over this hash.
fn with_digest(mut description: Description, digest: Hash) -> Description {
    description.lists.digest = digest;
    description
}

/// Healthy clusters of one to four nodes.
fn descriptions() -> impl Strategy<Value = Description> {
    let releases = ["8.6", "9.1", "10.0", "10.5", "11.0", "11.5", "12.0", "12.5", "14", "15"];
    let keys = [KeyKind::Rsa2048, KeyKind::Rsa2048, KeyKind::P256, KeyKind::P384, KeyKind::P521];
    let several = [vec![], vec![Identity::Tvs], vec![Identity::Tvs, Identity::Callmanager, Identity::Tomcat]];
    let how = (proptest::sample::select(keys.to_vec()), any::<bool>(), proptest::sample::select(several.to_vec()));
    let what = (proptest::sample::select(releases.to_vec()), any::<bool>(), 1..=4_usize);
    (what, how, any::<bool>(), 0..400_i64).prop_map(|((release, mixed, nodes), (key, signed, several), long, days)| {
        let mut description = Description::healthy(release, if mixed { MIXED } else { NON_SECURE }, nodes);
        description.key = key;
        description.made_at = days_after(description.made_at, days);
        if description.at_least(12, 0) {
            description.lists.digest = if long { Hash::Sha512 } else { Hash::Sha1 };
        }
        if description.at_least(14, 0) {
            description.multi_server = several;
        }
        if signed && description.at_least(10, 0) { description.signed() } else { description }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_above_info_of_any(description in descriptions()) {
        let name = format!("{description:?}");
        let mut all = String::new();
        judge(&name, &description.make().into(), &mut all);
        prop_assert!(all.is_empty(), "{}", all);
    }
}
