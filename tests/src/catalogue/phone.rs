//! Rows of PHN: are the certificates of phones sound, and known to the servers?

use super::{Fixture, Given, but, mixed};
use crate::cluster::{
    CertificateDescription, Cluster, Hash, KeyKind, KeyUsages, Made, Make, date, described, lsc, manufacturing_ca, mic,
    pool_key, usage,
};
use trustlens_core::report::Identity;

const MAC: &str = "001122334455";
const OTHER: &str = "0011223344aa";

pub(super) static FIXTURES: &[Fixture] = &[
    Fixture::new(
        "PHN-01",
        "an LSC of another cluster",
        || with_lsc(mixed(), &lsc(MAC, &foreign_capf(), date("2026-02-01"))),
        || with_own_lsc("2026-02-01"),
    ),
    Fixture::new("PHN-02", "an LSC that has expired", || with_own_lsc("2022-02-01"), || with_own_lsc("2026-02-01")),
    Fixture::new("PHN-02", "an LSC that expires soon", || with_own_lsc("2024-01-20"), renewed_lsc),
    Fixture::new(
        "PHN-03",
        "a MIC of a CA that is called like Cisco's",
        || {
            let ca = manufacturing_ca(Hash::Sha256);
            Given::from(mixed()).with("mic.pem", mic(MAC, &ca, date("2022-02-01")).pem()).with("ca.pem", ca.pem())
        },
        || Given::from(mixed()).with("mic.pem", real_mic()),
    ),
    Fixture::new(
        "PHN-03",
        "a MIC of a new CA that CAPF-trust does not have",
        || {
            Given::from(mixed())
                .with("mic.pem", real_mic())
                .with("trust.txt", capf_trust(&["Cisco_Manufacturing_CA_SHA2"]))
        },
        || {
            Given::from(mixed())
                .with("mic.pem", real_mic())
                .with("trust.txt", capf_trust(&["Cisco_Manufacturing_CA_III"]))
        },
    ),
    Fixture::new(
        "PHN-04",
        "a MIC that ends in 2027",
        || Given::from(mixed()).with("mic.pem", mic(MAC, &manufacturing_ca(Hash::Sha256), date("2017-03-01")).pem()),
        || Given::from(mixed()).with("mic.pem", real_mic()),
    ),
    Fixture::new(
        "PHN-05",
        "an LSC in a file that is called after another phone",
        || Given::from(mixed()).with(&format!("SEP{OTHER}.pem"), own_lsc(&mixed(), "2026-02-01").pem()),
        || Given::from(mixed()).with(&format!("SEP{MAC}.pem"), own_lsc(&mixed(), "2026-02-01").pem()),
    ),
    Fixture::new(
        "PHN-05",
        "an LSC that names another organisation",
        || with_lsc(mixed(), &lsc(MAC, &foreign_capf(), date("2026-02-01"))),
        || with_own_lsc("2026-02-01"),
    ),
    Fixture::new(
        "PHN-06",
        "an LSC with SHA-1",
        || {
            let cluster = mixed();
            let mut old = own_lsc(&cluster, "2026-02-01").description;
            old.hash = Hash::Sha1;
            with_lsc(cluster, &old.make())
        },
        || with_own_lsc("2026-02-01"),
    ),
    Fixture::new("PHN-07", "an LSC of the CAPF before the renewal", || after_renewal(false), || after_renewal(true)),
];

fn own_lsc(cluster: &Cluster, from: &str) -> Made {
    lsc(MAC, cluster.certificate(Identity::Capf, "cucm-pub"), date(from))
}

fn with_lsc(cluster: Cluster, lsc: &Made) -> Given {
    Given::from(cluster).with("phone/lsc.pem", lsc.pem())
}

/// An LSC of the publisher's CAPF, for three years from a date on.
fn with_own_lsc(from: &str) -> Given {
    let cluster = mixed();
    let own = own_lsc(&cluster, from);
    with_lsc(cluster, &own)
}

/// The LSC that expires soon, and the one that the phone has got since.
fn renewed_lsc() -> Given {
    with_own_lsc("2024-01-20").with("phone/new.pem", own_lsc(&mixed(), "2026-10-20").pem())
}

fn capf(subject: &str) -> CertificateDescription {
    CertificateDescription {
        basic_constraints: Some((true, Some(0))),
        key_usage: usage(&[KeyUsages::DigitalSignature, KeyUsages::KeyCertSign]),
        ..described(subject, pool_key(KeyKind::Rsa2048, 21))
    }
}

fn foreign_capf() -> Made {
    capf("C=DE,O=Example Two,OU=Phones,CN=CAPF-0badcafe").make()
}

/// A case in which CAPF was renewed, with an LSC of the old or of the new one.
fn after_renewal(by_new: bool) -> Given {
    but(mixed(), |cluster| {
        let old = capf("C=US,O=Example,OU=Voice,CN=CAPF-01dcafe0").valid_for(date("2021-03-02"), 6).make();
        let new = cluster.certificate(Identity::Capf, "cucm-pub").clone();
        cluster.trusted.push(("cucm-pub".to_owned(), "CallManager-trust", old.clone()));
        let lsc = lsc(MAC, if by_new { &new } else { &old }, date("2025-01-20"));
        cluster.further.push(("phone/lsc.pem".to_owned(), lsc.pem()));
    })
}

/// A MIC under Cisco Manufacturing CA III, of which the certificate itself does not ship.
fn real_mic() -> Vec<u8> {
    crate::fixture("known-cisco/mic-under-ca-iii.pem")
}

/// A listing of CAPF-trust with these files.
fn capf_trust(names: &[&str]) -> String {
    let lines: Vec<String> = names.iter().map(|name| format!("CAPF-trust/{name}.pem: Trust Certificate")).collect();
    format!("admin:show cert list trust\n\n{}\n", lines.join("\n"))
}
