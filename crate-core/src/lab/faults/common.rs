//! What faults of several families do.

use crate::lab::certificate::{CertificateDescription, Made};
use crate::lab::cluster::Cluster;
use crate::lab::error::LabError;
use crate::lab::list::ListDescription;
use crate::report::{Identity, ListKind, NodeService};

/// Changes the certificate of this kind that the publisher holds.
pub(super) fn alter(
    cluster: &mut Cluster,
    identity: Identity,
    change: impl FnOnce(&mut CertificateDescription),
) -> Result<(), LabError> {
    let publisher = cluster.description.publisher().to_owned();
    cluster.alter(identity, &publisher, change)
}

/// Renews the certificate of this kind that a node holds, some time after the lists were made, and gives back the old one. One of several
/// nodes is renewed where it was made, so that its name stays.
pub(super) fn renew(cluster: &mut Cluster, identity: Identity, node: &str) -> Result<Made, LabError> {
    let first = cluster.certificate(identity, node)?.nodes.first().cloned();
    let later = cluster.description.later();
    cluster.renew(identity, first.as_deref().unwrap_or(node), later)
}

/// Renews CAPF on the publisher, and keeps the old certificate in the trust stores, as CUCM does.
pub(super) fn renew_capf(cluster: &mut Cluster) -> Result<(), LabError> {
    let publisher = cluster.description.publisher().to_owned();
    let old = renew(cluster, Identity::Capf, &publisher)?;
    let nodes = cluster.description.nodes.iter().map(|node| node.name.clone());
    cluster.trusted.extend(nodes.map(|node| (node, "CallManager-trust", old.clone())));
    cluster.trusted.push((publisher, "CAPF-trust", old));
    Ok(())
}

/// The authority that issues the certificates of the cluster.
pub(super) fn issuing_authority(cluster: &Cluster) -> Result<Made, LabError> {
    cluster.authorities.last().cloned().ok_or_else(|| LabError::NoFile("the authorities".to_owned()))
}

/// Puts the authorities of the cluster into a trust store of every node, as has to be done before an upload.
pub(super) fn trust_authorities(cluster: &mut Cluster, store: &'static str) {
    for node in &cluster.description.nodes {
        cluster.trusted.extend(cluster.authorities.iter().map(|made| (node.name.clone(), store, made.clone())));
    }
}

/// The names of the nodes that run TFTP: each writes an ITL.
pub(super) fn tftp_nodes(cluster: &Cluster) -> Vec<String> {
    cluster.description.running(NodeService::Tftp).map(|node| node.name.clone()).collect()
}

/// The first node that runs TFTP.
pub(super) fn first_tftp_node(cluster: &Cluster) -> Result<String, LabError> {
    tftp_nodes(cluster).into_iter().next().ok_or_else(|| LabError::NoNode("that runs TFTP".to_owned()))
}

/// The ITL of the first node that runs TFTP.
pub(super) fn first_itl(cluster: &mut Cluster) -> Result<&mut ListDescription, LabError> {
    let node = first_tftp_node(cluster)?;
    cluster.itl(&node)
}

/// Changes the ITLs of all nodes.
pub(super) fn change_itls(cluster: &mut Cluster, mut change: impl FnMut(&mut ListDescription)) {
    for list in cluster.lists.iter_mut().filter(|list| list.kind == ListKind::Itl) {
        change(list);
    }
}

/// The first node of calls beside another one.
pub(super) fn node_beside(cluster: &Cluster, node: &str) -> Result<String, LabError> {
    let mut nodes = cluster.description.running(NodeService::Tvs).map(|other| other.name.clone());
    nodes.find(|other| other != node).ok_or_else(|| LabError::NoNode(format!("beside {node}")))
}

/// The node whose ITLRecovery stands in the ITL of the first TFTP node: this one, or from 12.5 the publisher.
pub(super) fn recovery_node(cluster: &Cluster) -> Result<String, LabError> {
    let first = first_tftp_node(cluster)?;
    let has_own = cluster.find(Identity::Itlrecovery, &first).is_some();
    Ok(if has_own { first } else { cluster.description.publisher().to_owned() })
}

/// Gives a certificate another common name, made of the one that it has, and that as its only alternative name where it has any.
pub(super) fn rename(description: &mut CertificateDescription, name: impl Fn(&str) -> String) {
    for (key, value) in &mut description.subject {
        if key.eq_ignore_ascii_case("CN") {
            *value = name(value);
            if !description.alternative_names.is_empty() {
                description.alternative_names = vec![value.clone()];
            }
        }
    }
}
