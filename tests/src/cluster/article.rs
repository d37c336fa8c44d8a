//! The cluster of the question under the article "Chalk Talk: An Insight to CUCM Certificates" (domain.md, section 8).

use super::{Cluster, Made, Make, date};
use trustlens_core::formats::trust_list::Role;
use trustlens_core::report::{ClusterMode, Identity};

/// The CAPF certificate that the CTL holds, and the cluster as it is now.
///
/// # Panics
/// When the release is none that the builder knows.
#[must_use]
pub fn article(release: &str) -> (Made, Cluster) {
    let mut cluster = Cluster::healthy(release, ClusterMode::Mixed, 2);
    for node in ["cucm-pub", "cucm-sub1"] {
        cluster.itl(node).records.retain(|record| record.role != Role::CAPF);
    }
    // Regenerating CAPF gives it another name too: old and new stand side by side in CallManager-trust.
    let mut renewed = cluster.describe(Identity::Capf, "cucm-pub", date("2026-06-01"));
    let name = renewed.subject.iter_mut().find(|(key, _)| key == "CN").expect("a common name");
    "CAPF-5d1e70a9".clone_into(&mut name.1);
    let old = cluster.replace(Identity::Capf, "cucm-pub", renewed.make());
    for node in ["cucm-pub", "cucm-sub1"] {
        cluster.trusted.push((node.to_owned(), "CallManager-trust", old.clone()));
    }
    (old, cluster)
}
