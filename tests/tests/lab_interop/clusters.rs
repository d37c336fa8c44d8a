//! The clusters that both are held against.

use serde_json::Value;
use std::path::Path;
use std::sync::Arc;
use trustlens_core::Timestamp;
use trustlens_core::crypto::HashAlgorithm;
use trustlens_core::formats::signed_header::TagOrder;
use trustlens_core::lab::{self, Cluster, Description, Files, KeyKind};
use trustlens_core::report::ClusterMode;
use trustlens_tests::cluster::Pool;
use trustlens_tests::programs::write_file;

/// Clusters of several releases in both modes, with every kind of key, self-signed and under authorities, of today and of other times.
pub(crate) fn descriptions() -> Vec<(&'static str, Description)> {
    use ClusterMode::{Mixed, NonSecure};
    let healthy = Description::healthy;
    let usual = |release, mode, key| Description { key, ..healthy(release, mode, 2) };
    let elliptic = |release, mode, key| Description { elliptic_in_lists: true, ..usual(release, mode, key) };
    vec![
        ("tokens-2012", at("2012-05-01", "2013-02-01", usual("8.6", Mixed, KeyKind::Rsa1024))),
        ("9.1-non-secure", at("2014-02-28", "2016-02-29", usual("9.1", NonSecure, KeyKind::Rsa2048))),
        ("10.5-mixed-signed", usual("10.5", Mixed, KeyKind::Rsa1024).signed()),
        ("11.5-mixed-p256-signed", sha256_lists(elliptic("11.5", Mixed, KeyKind::P256).signed())),
        ("12.0-non-secure-4096", usual("12.0", NonSecure, KeyKind::Rsa4096)),
        ("12.5-mixed-phones", with_phones(healthy("12.5", Mixed, 5).signed())),
        ("12.5-names", Description { organisation: ORGANISATION.to_owned(), ..usual("12.5", Mixed, KeyKind::Rsa2048) }),
        ("14-mixed-p384-signed-phones", with_phones(elliptic("14", Mixed, KeyKind::P384).signed())),
        ("14.0.1-non-secure-4096-signed", usual("14.0.1", NonSecure, KeyKind::Rsa4096).signed()),
        ("15-mixed-p521-2051", at("2051-12-31", "2053-01-01", elliptic("15", Mixed, KeyKind::P521))),
        ("15-certutils", for_certutils(elliptic("15", NonSecure, KeyKind::P384))),
    ]
}

/// Letters beyond ASCII, and every attribute.
const ORGANISATION: &str = "C=NO,ST=Vestland,L=Bergen,O=Blåfjell & Sønner AS,OU=Telefoni";

fn at(made: &str, judged: &str, description: Description) -> Description {
    let date = |text| Timestamp::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    Description { made_at: date(made), judged_at: date(judged), ..description }
}

fn sha256_lists(mut description: Description) -> Description {
    description.lists.digest = HashAlgorithm::Sha256;
    description
}

fn with_phones(mut description: Description) -> Description {
    description.phones.count = 2;
    description
}

fn for_certutils(mut description: Description) -> Description {
    description.lists.order = TagOrder::Certutils;
    description.lists.signer_version = Some((1, 1));
    description
}

/// A cluster, and the files that the lab writes for it.
pub(crate) fn make(name: &str, description: &Description) -> (Cluster, Files) {
    let made = lab::make(description, Arc::new(Pool::default())).unwrap_or_else(|error| panic!("{name}: {error}"));
    let cluster = description.clone().build(Arc::new(Pool::default()));
    (cluster.unwrap_or_else(|error| panic!("{name}: {error}")), made.files)
}

/// Writes the files of a cluster.
pub(crate) fn write_files(folder: &Path, files: &Files) {
    for (path, bytes) in files {
        write_file(&folder.join(path), bytes);
    }
}

/// The fields in which two objects differ.
pub(crate) fn difference((wanted, said): (Value, Value)) -> String {
    let mut text = wanted["path"].to_string();
    for (field, wanted) in wanted.as_object().into_iter().flatten() {
        if *wanted != said[field] {
            text = format!("{text}\n  {field}: wanted {wanted}\n  {field}: said   {}", said[field]);
        }
    }
    if said["error"].is_null() { text } else { format!("{text}\n  error: {}", said["error"]) }
}
