//! How bad it is that a certificate does not fit its role, its phone or its trust store: what the case tells decides, and nothing is guessed.

use trustlens_core::Case;
use trustlens_core::report::{ClusterMode, Finding, Identity, Report, Severity};
use trustlens_tests::catalogue::{Given, but, mixed};
use trustlens_tests::cluster::{
    CertificateDescription, Cluster, Description, KeyKind, KeyUsages, Made, Make, date, described, lsc,
    manufacturing_ca, mic, pool_key, purpose, usage,
};

const MAC: &str = "001122334455";

fn report(given: Given) -> Report {
    let mut case = Case::new();
    for (name, bytes) in given.inputs {
        case.add(&name, bytes);
    }
    trustlens_tests::report(&mut case, &given.settings)
}

fn said(given: Given, check: &str) -> Vec<Finding> {
    report(given).findings.into_iter().filter(|finding| finding.check == check).collect()
}

fn severities(given: Given, check: &str) -> Vec<Severity> {
    said(given, check).iter().map(|finding| finding.severity).collect()
}

fn signed(key: KeyKind) -> Cluster {
    Description { key, ..Description::healthy("12.5", ClusterMode::Mixed, 2) }.signed().make()
}

fn altered(mut cluster: Cluster, identity: Identity, change: impl FnOnce(&mut CertificateDescription)) -> Given {
    cluster.alter(identity, "cucm-pub", change);
    cluster.into()
}

/// Cisco field notice FN74345: mutual TLS of CallManager breaks, that of Tomcat in places.
#[test]
fn without_client_authentication() {
    let lacking =
        |identity, cluster: Cluster| altered(cluster, identity, |made| made.purposes = vec![purpose::SERVER_AUTH]);
    assert_eq!(severities(lacking(Identity::Callmanager, signed(KeyKind::Rsa2048)), "EKU-01"), [Severity::Error]);
    assert_eq!(severities(lacking(Identity::Tomcat, signed(KeyKind::Rsa2048)), "EKU-01"), [Severity::Warning]);
    // Why a self-signed one should lack it is not known.
    assert_eq!(severities(lacking(Identity::Callmanager, mixed()), "EKU-01"), [Severity::Warning]);
    // CAPF of 12.5 asks for serverAuth alone, and ITLRecovery is not documented.
    for identity in [Identity::Capf, Identity::Itlrecovery] {
        assert_eq!(severities(lacking(identity, mixed()), "EKU-01"), []);
    }
}

/// RFC 8813 forbids for EC keys what Cisco's table asks for; keyEncipherment is asked for in some releases only.
#[test]
fn without_data_encipherment() {
    let left = |flags: &[KeyUsages]| usage(flags);
    let elliptic = altered(signed(KeyKind::P384), Identity::TomcatEcdsa, |made| {
        made.key_usage = left(&[KeyUsages::DigitalSignature]);
    });
    assert_eq!(severities(elliptic, "EKU-02"), [Severity::Info]);
    let enough = altered(signed(KeyKind::Rsa2048), Identity::Tomcat, |made| {
        made.key_usage = left(&[KeyUsages::DigitalSignature, KeyUsages::DataEncipherment]);
    });
    assert_eq!(severities(enough, "EKU-02"), []);
}

/// Security Guide 14SU2: from there on TLS fails. What old self-signed ones hold is not documented.
#[test]
fn capf_without_constraints_by_release() {
    let of = |release: &str| altered(mixed(), Identity::Capf, |made| made.basic_constraints = None).release(release);
    assert_eq!(severities(of("14SU3"), "ROL-03"), [Severity::Error]);
    assert_eq!(severities(of("11.5"), "ROL-03"), [Severity::Info]);
    let open = report(of("14"));
    assert!(open.findings.iter().any(|finding| finding.check == "ROL-03" && finding.severity == Severity::Info));
    assert!(open.undecided.iter().any(|undecided| undecided.check == "ROL-03"), "14 may be 14SU2");
    let no_authority = altered(mixed(), Identity::Capf, |made| made.basic_constraints = Some((false, None)));
    assert_eq!(severities(no_authority.release("11.5"), "ROL-03"), [Severity::Warning]);
}

/// An old CAPF in CallManager-trust is what an upgrade leaves there.
#[test]
fn capf_of_the_past_is_not_judged() {
    let old = described("C=US,O=Example,CN=CAPF-01dcafe0", pool_key(KeyKind::Rsa2048, 21));
    let given = but(mixed(), |cluster| {
        cluster.trusted.push(("cucm-pub".to_owned(), "CallManager-trust", old.make()));
    });
    assert_eq!(severities(given.release("15"), "ROL-03"), []);
}

fn capf(subject: &str) -> Made {
    let capf = CertificateDescription {
        basic_constraints: Some((true, Some(0))),
        key_usage: usage(&[KeyUsages::DigitalSignature, KeyUsages::KeyCertSign]),
        ..described(subject, pool_key(KeyKind::Rsa2048, 21))
    };
    capf.make()
}

/// That an LSC's CAPF is not in the case is an outage only where CallManager-trust is known.
#[test]
fn the_issuer_of_an_lsc_is_not_there() {
    let foreign = lsc(MAC, &capf("C=DE,O=Example Two,CN=CAPF-0badcafe"), date("2026-02-01"));
    let earlier = lsc(MAC, &capf("C=US,O=Example,OU=Voice,CN=CAPF-01dcafe0"), date("2026-02-01"));
    let with = |lsc: &Made| Given::from(mixed()).with("phone/lsc.pem", lsc.pem());
    let files_alone = |lsc: &Made| with(lsc).without("-trust");
    assert_eq!(severities(with(&foreign), "PHN-01"), [Severity::Critical]);
    assert_eq!(severities(with(&earlier), "PHN-01"), [Severity::Critical]);
    assert_eq!(severities(files_alone(&foreign), "PHN-01"), [Severity::Error]);
    assert_eq!(severities(files_alone(&earlier), "PHN-01"), [Severity::Warning]);
    // A listing may name it although its certificate is not in the case.
    let named = "admin:show cert list trust\n\nCallManager-trust/CAPF-01dcafe0.pem: Trust Certificate\n";
    assert_eq!(severities(with(&earlier).with("trust.txt", named), "PHN-01"), []);
    let organisation = said(with(&foreign), "PHN-05");
    assert!(organisation.iter().all(|finding| finding.cause.is_some()), "it follows from PHN-01: {organisation:?}");
    assert_eq!(organisation.len(), 1);
}

/// Without any CAPF certificate there is nothing to hold an LSC against.
#[test]
fn an_lsc_alone_is_no_failure() {
    let lsc = lsc(MAC, &capf("CN=CAPF-0badcafe"), date("2026-02-01"));
    let report = report(Given::input("lsc.pem", lsc.pem()));
    assert!(report.findings.iter().all(|finding| finding.severity == Severity::Info), "{:?}", report.findings);
}

/// An LSC that a newer one has replaced is shown no more; one that has expired is told once.
#[test]
fn an_expired_lsc_is_one_finding() {
    let cluster = mixed();
    let own = |from: &str| lsc(MAC, cluster.certificate(Identity::Capf, "cucm-pub"), date(from)).pem();
    let old = Given::from(cluster.clone()).with("phone/lsc.pem", own("2022-02-01"));
    let found = report(old.clone());
    let alarms: Vec<&str> = found
        .findings
        .iter()
        .filter(|finding| finding.severity < Severity::Info)
        .map(|finding| finding.check.as_str())
        .collect();
    assert_eq!(alarms, ["PHN-02"]);
    assert_eq!(severities(old.with("phone/new.pem", own("2026-02-01")), "PHN-02"), []);
}

/// With an LSC, the end of the MIC is not felt.
#[test]
fn the_end_of_a_mic_beside_an_lsc() {
    let cluster = mixed();
    let ca = manufacturing_ca(trustlens_tests::cluster::Hash::Sha256);
    let mic = mic(MAC, &ca, date("2017-03-01"));
    let alone = Given::from(cluster.clone()).with("phone/mic.pem", mic.pem());
    assert_eq!(severities(alone.clone(), "PHN-04"), [Severity::Warning]);
    let lsc = lsc(MAC, cluster.certificate(Identity::Capf, "cucm-pub"), date("2026-02-01"));
    assert_eq!(severities(alone.with("phone/lsc.pem", lsc.pem()), "PHN-04"), [Severity::Info]);
}

/// A gap in a bundle is an error; that the root is left out, or that a certificate is alone, is none.
#[test]
fn chains_with_and_without_gaps() {
    let cluster = signed(KeyKind::Rsa2048);
    let own = cluster.certificate(Identity::Tomcat, "cucm-pub").clone();
    let (root, issuing) = (cluster.authorities[0].clone(), cluster.authorities[1].clone());
    let bundle =
        |parts: &[&Made]| Given::input("chain.pem", parts.iter().flat_map(|part| part.pem()).collect::<Vec<u8>>());
    assert_eq!(severities(bundle(&[&own, &root]), "TRU-01"), [Severity::Error]);
    assert_eq!(severities(bundle(&[&own, &issuing]), "TRU-01"), [Severity::Info]);
    assert_eq!(severities(bundle(&[&own, &issuing, &root]), "TRU-01"), []);
    assert_eq!(severities(Given::input("tomcat.pem", own.pem()), "TRU-01"), [Severity::Info]);
    // Certificates of several servers in one file are no chain.
    let other = cluster.certificate(Identity::Callmanager, "cucm-sub1").clone();
    assert_eq!(severities(bundle(&[&own, &other, &root]), "TRU-01"), []);
}

/// What a folder lacks may lie elsewhere; what a listing does not name is not there.
#[test]
fn expressway_by_folder_and_by_listing() {
    let cluster = signed(KeyKind::Rsa2048);
    let core = described("O=Example,CN=expc01.example.com", pool_key(KeyKind::Rsa2048, 19));
    let edge_ca = CertificateDescription {
        basic_constraints: Some((true, None)),
        ..described("O=Example,CN=Example Edge CA", pool_key(KeyKind::Rsa2048, 20))
    };
    let edge_ca = edge_ca.make();
    let core = core.issued_by(&edge_ca).make();
    let given = Given::from(cluster).with("expc01.pem", core.pem()).with("edge-ca.pem", edge_ca.pem());
    assert_eq!(severities(given.clone(), "TRU-06"), [Severity::Info; 2]);
    let listing = |name: &str| format!("admin:show cert list trust\n\ntomcat-trust/{name}.pem: Trust Certificate\n");
    let listed = given.clone().with("trust.txt", listing("Example_Root_CA"));
    assert_eq!(severities(listed, "TRU-06"), [Severity::Warning, Severity::Info]);
    assert_eq!(severities(given.with("trust.txt", listing("Example_Edge_CA")), "TRU-06"), [Severity::Info]);
}

/// Cisco brings its own CAs and knows when they end; everybody else's are worth a word.
#[test]
fn expired_certificates_in_a_store() {
    let expired = |given: Given| said(given.judged_at("2029-06-01"), "TRU-02");
    let root = trustlens_core::case::known_cisco::TABLE.iter().find(|known| known.name == "Cisco Root CA 2048");
    let der = root.and_then(|known| known.der).expect("it ships");
    let given = Given::from(mixed()).with("cucm-pub/CallManager-trust/Cisco_Root_CA_2048.der", der);
    let found = expired(given);
    assert!(found.iter().any(|finding| finding.title.contains("of Cisco's")), "{found:?}");
    assert!(expired(Given::from(mixed())).is_empty());
}
