//! Lists that hold another certificate than the server does now.

use crate::formats::trust_list::Role;
use crate::lab::cluster::Cluster;
use crate::lab::error::LabError;
use crate::lab::faults::common::{first_tftp_node, recovery_node, rename, renew, renew_capf, tftp_nodes};
use crate::report::{Identity, ListKind, NodeService};

/// TFTP was restarted after a renewal of CAPF, and the CTL not written.
pub(super) fn capf_renewed_and_tftp_restarted(cluster: &mut Cluster) -> Result<(), LabError> {
    renew_capf(cluster)?;
    let later = cluster.description.later();
    let capf = cluster.certificate(Identity::Capf, cluster.description.publisher())?.clone();
    for list in cluster.lists.iter_mut().filter(|list| list.kind == ListKind::Itl) {
        list.record(Role::CAPF)?.certificate = capf.clone();
        list.timestamp = later;
    }
    Ok(())
}

/// All lists of a kind hold the CAPF of the second node that has one.
pub(super) fn subscribers_capf_in(cluster: &mut Cluster, kind: ListKind) -> Result<(), LabError> {
    let publisher = cluster.description.publisher().to_owned();
    let theirs = cluster.certificates.iter().find(|made| made.identity == Identity::Capf && !made.is_of(&publisher));
    let theirs =
        theirs.ok_or(LabError::NoCertificate { identity: Identity::Capf, node: "a subscriber".to_owned() })?.clone();
    for list in cluster.lists.iter_mut().filter(|list| list.kind == kind) {
        list.record(Role::CAPF)?.certificate = theirs.clone();
    }
    Ok(())
}

/// The second node has a CAPF certificate of its own, as before release 14.
pub(super) fn capf_on_a_subscriber(cluster: &mut Cluster) -> Result<(), LabError> {
    let second = cluster.description.running(NodeService::Tvs).nth(1).map(|node| node.name.clone());
    let second = second.ok_or_else(|| LabError::NoNode("number 2".to_owned()))?;
    let made = cluster.describe(Identity::Capf, &second, cluster.description.made_at)?.sign()?;
    cluster.certificates.push(made.of(Identity::Capf, &[&second]));
    Ok(())
}

/// ITLRecovery was made anew, and the lists were not.
pub(super) fn recovery_renewed(cluster: &mut Cluster) -> Result<(), LabError> {
    let node = recovery_node(cluster)?;
    renew(cluster, Identity::Itlrecovery, &node).map(drop)
}

/// The publisher was renamed and kept its ITLRecovery with the old name, which somebody then renewed because of the name.
pub(super) fn recovery_renewed_for_its_name(cluster: &mut Cluster) -> Result<(), LabError> {
    let publisher = cluster.description.publisher().to_owned();
    cluster.alter(Identity::Itlrecovery, &publisher, |made| rename(made, former_recovery_name))?;
    let former = cluster.certificate(Identity::Itlrecovery, &publisher)?.clone();
    for list in &mut cluster.lists {
        let records = list.records.iter_mut().map(|record| &mut record.certificate);
        for made in records.chain([&mut list.signer]).filter(|made| made.identity == Identity::Itlrecovery) {
            *made = former.clone();
        }
    }
    renew(cluster, Identity::Itlrecovery, &publisher).map(drop)
}

/// The name that ITLRecovery would have of a node called "former-…", cut to what a common name may have (RFC 5280, appendix A.1).
pub(super) fn former_recovery_name(name: &str) -> String {
    name.replacen("ITLRECOVERY_", "ITLRECOVERY_former-", 1).chars().take(64).collect()
}

/// CallManager was renewed on a TFTP node, and the lists were not written.
pub(super) fn call_manager_renewed(cluster: &mut Cluster) -> Result<(), LabError> {
    let node = first_tftp_node(cluster)?;
    renew(cluster, Identity::Callmanager, &node).map(drop)
}

/// One multi-server certificate took the place of all CallManager certificates, and the lists were not written.
pub(super) fn call_manager_made_multi_server(cluster: &mut Cluster) -> Result<(), LabError> {
    let (publisher, later) = (cluster.description.publisher().to_owned(), cluster.description.later());
    cluster.description.multi_server.push(Identity::Callmanager);
    let shared = cluster.describe(Identity::Callmanager, &publisher, later)?.sign()?;
    let (replaced, mut kept): (Vec<_>, Vec<_>) =
        cluster.certificates.drain(..).partition(|made| made.identity == Identity::Callmanager);
    let nodes: Vec<&str> = replaced.iter().flat_map(|made| &made.nodes).map(String::as_str).collect();
    kept.push(shared.of(Identity::Callmanager, &nodes));
    cluster.certificates = kept;
    Ok(())
}

/// TVS was renewed on a node, and the ITLs were not written.
pub(super) fn tvs_renewed(cluster: &mut Cluster) -> Result<(), LabError> {
    let node = cluster.description.running(NodeService::Tvs).last().map(|node| node.name.clone());
    let node = node.ok_or_else(|| LabError::NoNode("that runs TVS".to_owned()))?;
    renew(cluster, Identity::Tvs, &node).map(drop)
}

/// CallManager and every TVS were renewed on all nodes, and no list was written.
pub(super) fn call_manager_and_tvs_renewed(cluster: &mut Cluster) -> Result<(), LabError> {
    for node in tftp_nodes(cluster) {
        renew_once(cluster, Identity::Callmanager, &node)?;
    }
    let nodes: Vec<String> = cluster.description.running(NodeService::Tvs).map(|node| node.name.clone()).collect();
    for node in nodes {
        renew_once(cluster, Identity::Tvs, &node)?;
    }
    Ok(())
}

/// Renews a certificate unless that was done already for another of its nodes.
fn renew_once(cluster: &mut Cluster, identity: Identity, node: &str) -> Result<(), LabError> {
    let is_first = cluster.certificate(identity, node)?.description.not_before < cluster.description.later();
    if is_first { renew(cluster, identity, node).map(drop) } else { Ok(()) }
}
