//! Certificates that are not of the node, or of the service, that holds them.

use super::stale::former_recovery_name;
use crate::lab::cluster::Cluster;
use crate::lab::error::LabError;
use crate::lab::faults::common::{recovery_node, rename};
use crate::report::Identity;

/// Tomcat of the last node still bears the name that the node had before.
pub(super) fn tomcat_of_a_renamed_node(cluster: &mut Cluster) -> Result<(), LabError> {
    let last = cluster.certificates.iter().rev().find(|made| made.identity == Identity::Tomcat);
    let node = last.and_then(|made| made.nodes.first()).cloned().unwrap_or_default();
    cluster.alter(Identity::Tomcat, &node, |made| rename(made, |name| format!("former-{name}")))
}

/// ITLRecovery bears the name that its node had before.
pub(super) fn recovery_of_a_renamed_node(cluster: &mut Cluster) -> Result<(), LabError> {
    let node = recovery_node(cluster)?;
    cluster.alter(Identity::Itlrecovery, &node, |made| rename(made, former_recovery_name))
}

/// "Reuse certificate": every CallManager has the certificate of Tomcat.
pub(super) fn tomcat_reused(cluster: &mut Cluster) -> Result<(), LabError> {
    let of_call_manager = cluster.certificates.iter().filter(|made| made.identity == Identity::Callmanager);
    let nodes: Vec<String> = of_call_manager.filter_map(|made| made.nodes.first().cloned()).collect();
    for node in nodes {
        let tomcat = cluster.certificate(Identity::Tomcat, &node)?.clone();
        cluster.replace(Identity::Callmanager, &node, tomcat)?;
    }
    Ok(())
}
