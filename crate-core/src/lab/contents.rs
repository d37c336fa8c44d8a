//! The lists that a release and a mode demand (domain.md, sections 2.2 and 2.3).

use super::certificate::Made;
use super::cluster::Cluster;
use super::description::{CtlSigner, Description};
use super::error::LabError;
use super::list::{ListDescription, RecordDescription};
use super::servers::of_calls;
use crate::Timestamp;
use crate::formats::trust_list::Role;
use crate::report::{ClusterMode, Identity, ListKind, NodeService};

/// The ITL of a TFTP node, made of the certificates that the servers hold now.
pub(super) fn itl(cluster: &Cluster, node: &str, timestamp: Timestamp) -> Result<ListDescription, LabError> {
    let description = &cluster.description;
    let publisher = description.publisher();
    let own = cluster.certificate(Identity::Callmanager, node)?;
    let mut records = vec![RecordDescription::new(Role::SAST, own, node)];
    let serves = server_role(description.mode);
    records.push(RecordDescription::new(serves, own, node));
    if description.elliptic_in_lists {
        let elliptic = cluster.find(Identity::CallmanagerEcdsa, node);
        records.extend(elliptic.map(|elliptic| RecordDescription::new(serves, elliptic, node)));
    }
    let recovery = recovery(cluster, node);
    if let Some(recovery) = recovery {
        let holder = recovery.nodes.first().map_or(node, String::as_str);
        records.push(RecordDescription::new(Role::SAST, recovery, holder));
    }
    let capf = cluster.find(Identity::Capf, publisher);
    records.extend(capf.map(|capf| RecordDescription::new(Role::CAPF, capf, publisher)));
    let mut listed: Vec<&Made> = Vec::new();
    for node in description.running(NodeService::Tvs) {
        let Some(tvs) = cluster.find(Identity::Tvs, &node.name) else { continue };
        if !listed.iter().any(|other| other.der == tvs.der) {
            listed.push(tvs);
            records.push(RecordDescription::new(Role::TVS, tvs, &node.name));
        }
    }
    let signer = if description.at_least(12, 0) { recovery.unwrap_or(own) } else { own };
    Ok(ListDescription {
        kind: ListKind::Itl,
        nodes: vec![node.to_owned()],
        name: "ITLFile.tlv".to_owned(),
        records,
        ..list_of(description, signer, timestamp)
    })
}

/// The CTL of the cluster, made of the certificates that the servers hold now.
pub(super) fn ctl(cluster: &Cluster, timestamp: Timestamp) -> Result<ListDescription, LabError> {
    let description = &cluster.description;
    let publisher_name = description.publisher();
    let publisher = description.node(publisher_name).ok_or_else(|| LabError::NoNode(publisher_name.to_owned()))?;
    let with_tokens = description.ctl_signer == CtlSigner::Etoken;
    let record = |role, certificate: &Made, name: &str, address: &str| RecordDescription {
        has_signature: !with_tokens,
        ..RecordDescription::new(role, certificate, name).at(address)
    };
    let own = cluster.certificate(Identity::Callmanager, &publisher.name)?;
    let recovery = recovery(cluster, &publisher.name);
    let (mut records, signer) = if with_tokens {
        let records = cluster.tokens.iter().map(|token| record(Role::SAST, token, "", "0.0.0.0"));
        (records.collect::<Vec<_>>(), cluster.tokens.first().unwrap_or(own))
    } else {
        let mut records = vec![record(Role::SAST, own, &publisher.name, &publisher.address)];
        if let Some(recovery) = recovery.filter(|_| description.at_least(11, 0)) {
            records.push(record(Role::SAST, recovery, &publisher.name, &publisher.address));
        }
        (records, recovery.filter(|_| description.at_least(12, 0)).unwrap_or(own))
    };
    for node in &description.nodes {
        if !node.runs.contains(&NodeService::Callmanager) && !node.runs.contains(&NodeService::Tftp) {
            continue;
        }
        let server = cluster.certificate(Identity::Callmanager, &node.name)?;
        records.push(record(Role::CCM_TFTP, server, &node.name, &node.address));
        let elliptic = cluster.find(Identity::CallmanagerEcdsa, &node.name).filter(|_| description.elliptic_in_lists);
        records.extend(elliptic.map(|elliptic| record(Role::CCM_TFTP, elliptic, &node.name, &node.address)));
        if node.name == publisher.name {
            let capf = cluster.find(Identity::Capf, &publisher.name);
            records.extend(capf.map(|capf| record(Role::CAPF, capf, &publisher.name, &publisher.address)));
        }
    }
    Ok(ListDescription {
        kind: ListKind::Ctl,
        nodes: description.nodes.iter().filter(|node| of_calls(node)).map(|node| node.name.clone()).collect(),
        name: "CTLFile.tlv".to_owned(),
        records,
        ..list_of(description, signer, timestamp)
    })
}

/// An empty list as the description wants lists.
fn list_of(description: &Description, signer: &Made, timestamp: Timestamp) -> ListDescription {
    let options = &description.lists;
    ListDescription {
        kind: ListKind::Unknown,
        nodes: Vec::new(),
        name: String::new(),
        version: options.version,
        signer_version: options.signer_version,
        order: options.order,
        timestamp,
        digest: options.digest,
        digest_code: None,
        signer: signer.clone(),
        further: Vec::new(),
        records: Vec::new(),
    }
}

/// The ITLRecovery that a node writes into its lists: its own, or the one of the cluster.
fn recovery<'a>(cluster: &'a Cluster, node: &str) -> Option<&'a Made> {
    let publisher = cluster.description.publisher();
    cluster.find(Identity::Itlrecovery, node).or_else(|| cluster.find(Identity::Itlrecovery, publisher))
}

/// The role of servers: it tells the mode.
fn server_role(mode: ClusterMode) -> Role {
    if mode == ClusterMode::Mixed { Role::CCM_TFTP } else { Role::TFTP }
}
