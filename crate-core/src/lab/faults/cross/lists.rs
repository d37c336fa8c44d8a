//! Lists that do not agree with each other.

use crate::formats::trust_list::Role;
use crate::lab::cluster::Cluster;
use crate::lab::description::{Description, NodeDescription, host};
use crate::lab::error::LabError;
use crate::lab::faults::common::{first_tftp_node, renew, renew_capf, tftp_nodes};
use crate::lab::key::KeyKind;
use crate::lab::list::RecordDescription;
use crate::lab::servers::{self, Unit};
use crate::report::{Identity, ListKind, NodeService};

/// The last TFTP node kept the ITL of before a node was removed; the others wrote theirs anew.
pub(super) fn removed_node_in_an_itl(cluster: &mut Cluster) -> Result<(), LabError> {
    // The node had a TVS certificate of its own, whatever the others have.
    let alone = Description { multi_server: Vec::new(), ..cluster.description.clone() };
    let name = format!("former-{}", cluster.description.publisher());
    let removed = NodeDescription { name, address: String::new(), runs: vec![NodeService::Tvs] };
    let key = cluster.new_key(Identity::Tvs, &removed.name, KeyKind::Rsa2048)?;
    let unit = Unit::of(Identity::Tvs).ok_or_else(|| LabError::NoNode(removed.name.clone()))?;
    let tvs = servers::describe(&alone, unit, &removed, &key, alone.made_at).sign()?;
    let left_behind = tftp_nodes(cluster).pop().unwrap_or_default();
    let later = cluster.description.later();
    for list in cluster.lists.iter_mut().filter(|list| list.kind == ListKind::Itl) {
        if list.nodes.contains(&left_behind) {
            list.records.push(RecordDescription::new(Role::TVS, &tvs, &removed.name));
        } else {
            list.timestamp = later;
        }
    }
    Ok(())
}

/// The CTL was written again, with the same certificates, and the second node did not get it.
pub(super) fn ctl_not_copied(cluster: &mut Cluster) -> Result<(), LabError> {
    let (second, later) = (second_node(cluster)?, cluster.description.later());
    cluster.ctl_of(&second)?;
    cluster.ctl()?.timestamp = later;
    Ok(())
}

/// CAPF was renewed and all lists written anew, but the second node kept its CTL.
pub(super) fn ctl_with_the_old_capf(cluster: &mut Cluster) -> Result<(), LabError> {
    let (second, later) = (second_node(cluster)?, cluster.description.later());
    let kept = cluster.ctl_of(&second)?.clone();
    cluster.lists.retain(|list| !(list.kind == ListKind::Ctl && list.nodes == kept.nodes));
    renew_capf(cluster)?;
    let capf = cluster.certificate(Identity::Capf, cluster.description.publisher())?.clone();
    for list in &mut cluster.lists {
        list.record(Role::CAPF)?.certificate = capf.clone();
        list.timestamp = later;
    }
    cluster.lists.push(kept);
    Ok(())
}

fn second_node(cluster: &Cluster) -> Result<String, LabError> {
    let second = cluster.description.running(NodeService::Tvs).nth(1);
    second.map(|node| node.name.clone()).ok_or_else(|| LabError::NoNode("number 2".to_owned()))
}

/// The ITLs are those of before the cluster was set to mixed mode.
pub(super) fn itls_of_non_secure_mode(cluster: &mut Cluster) -> Result<(), LabError> {
    let later = cluster.description.later();
    cluster.ctl()?.timestamp = later;
    for list in cluster.lists.iter_mut().filter(|list| list.kind == ListKind::Itl) {
        for record in list.records.iter_mut().filter(|record| record.role == Role::CCM_TFTP) {
            record.role = Role::TFTP;
        }
    }
    Ok(())
}

/// The cluster was set back to non-secure mode, and its CTL still lies there.
pub(super) fn ctl_left_from_mixed_mode(cluster: &mut Cluster) -> Result<(), LabError> {
    let (listed, later) = (cluster.description.listed_at(), cluster.description.later());
    cluster.write_ctl(listed)?;
    for list in cluster.lists.iter_mut().filter(|list| list.kind == ListKind::Itl) {
        list.timestamp = later;
    }
    Ok(())
}

/// All TVS certificates and the signers of ITLs were renewed at once. The ITL of before is there beside the present one.
pub(super) fn signer_and_tvs_renewed(cluster: &mut Cluster) -> Result<(), LabError> {
    let (first, later) = (first_tftp_node(cluster)?, cluster.description.later());
    let before = cluster.itl(&first)?.sign()?;
    let signer = if cluster.description.at_least(12, 0) { Identity::Itlrecovery } else { Identity::Callmanager };
    let is_renewed = |identity| identity == Identity::Tvs || identity == signer;
    let renewed = cluster.certificates.iter().filter(|made| is_renewed(made.identity));
    let renewed: Vec<(Identity, String)> =
        renewed.filter_map(|made| Some((made.identity, made.nodes.first()?.clone()))).collect();
    for (identity, node) in renewed {
        renew(cluster, identity, &node)?;
    }
    cluster.write_lists(later)?;
    cluster.further.push((format!("{}/before/ITLFile.tlv", host(&first)), before));
    Ok(())
}
