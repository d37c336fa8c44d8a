//! Faults of SIM: lists that phones would refuse.

use super::common::first_tftp_node;
use super::{Act, Fault, Need, Part};
use crate::Timestamp;
use crate::lab::cluster::Cluster;
use crate::lab::description::{Description, host};
use crate::lab::error::LabError;
use crate::report::Identity;

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "tvs-renewed-behind-a-new-signer",
        check: "SIM-01",
        title: "TVS renewed before all phones had the new ITL",
        about: "The signer of the ITLs was renewed, and while some phones still held the ITL of before, every TVS was renewed as well. These phones \
                do not know the new signer, and none of the TVS that answer.",
        needs: &[Need::NonSecure],
        changes: &[Part::Callmanager, Part::Capf, Part::Tvs, Part::Itlrecovery, Part::Itl],
        // The present ITLs hold the TVS of before, and the older one the signer of before.
        brings: &["XF-12", "CRT-10"],
        act: Act::Lists(tvs_renewed_behind_a_new_signer),
    },
    Fault {
        name: "next-itl-nobody-takes",
        check: "SIM-02",
        title: "ITLRecovery and TVS renewed, and TFTP not restarted yet",
        about: "ITLRecovery and every TVS were renewed, and the lists are still those of before. Nothing is to be seen: with the next restart of TFTP \
                phones are offered an ITL whose signer they do not know, and can ask nobody about it.",
        needs: &[Need::Since(12, 0)],
        changes: &[Part::Tvs, Part::Itlrecovery],
        // The lists hold the ITLRecovery of before; both generations are there.
        brings: &["XF-06", "CRT-10"],
        act: Act::Lists(next_itl_nobody_takes),
    },
    Fault {
        name: "phones-off-during-two-changes",
        check: "SIM-03",
        title: "Phones that were off during two changes",
        about: "First every TVS was renewed, then the signer of the ITLs, each time with time enough for all phones that were on. Phones that were off \
                meanwhile hold the ITL of before both, and know neither the signer nor a TVS of now.",
        needs: &[Need::NonSecure],
        changes: &[Part::Callmanager, Part::Capf, Part::Tvs, Part::Itlrecovery, Part::Itl],
        // The older ITLs hold the generations of before.
        brings: &["CRT-10"],
        act: Act::Lists(phones_off_during_two_changes),
    },
    Fault {
        name: "phones-move-with-half-the-imports",
        check: "SIM-04",
        title: "Half of what is needed to move phones",
        about: "Phones are to move to another cluster. Its CallManager certificate was imported, and its ITLRecovery, which signs its lists, was not: \
                phones refuse them.",
        needs: &[Need::Since(12, 0), Need::OneServerCertificates],
        changes: &[Part::TrustStores, Part::Itl],
        brings: &[],
        act: Act::Lists(half_the_imports),
    },
    Fault {
        name: "backup-of-before-the-certificates",
        check: "SIM-05",
        title: "A backup that is older than all certificates",
        about: "The only backup was made before the certificates were renewed. If it has to be restored, the servers have keys that no phone knows, and \
                every phone has to be unlocked by hand.",
        needs: &[],
        changes: &[Part::Backup],
        brings: &[],
        act: Act::Description(|description| description.backup = Some(description.made_at.plus_days(-30))),
    },
];

/// What signs ITLs.
fn signer(cluster: &Cluster) -> Identity {
    if cluster.description.at_least(12, 0) { Identity::Itlrecovery } else { Identity::Callmanager }
}

/// Renews every certificate of a kind.
fn renew_all(cluster: &mut Cluster, identity: Identity, from: Timestamp) -> Result<(), LabError> {
    let of_kind = cluster.certificates.iter().filter(|made| made.identity == identity);
    let nodes: Vec<String> = of_kind.filter_map(|made| made.nodes.first().cloned()).collect();
    nodes.iter().try_for_each(|node| cluster.renew(identity, node, from).map(drop))
}

/// Keeps the present ITL of a node in a folder of its own.
fn keep_itl(cluster: &mut Cluster, node: &str, folder: &str) -> Result<(), LabError> {
    let bytes = cluster.itl(node)?.sign()?;
    cluster.further.push((format!("{}/{folder}/ITLFile.tlv", host(node)), bytes));
    Ok(())
}

fn tvs_renewed_behind_a_new_signer(cluster: &mut Cluster) -> Result<(), LabError> {
    let (first, later) = (first_tftp_node(cluster)?, cluster.description.later());
    keep_itl(cluster, &first, "before")?;
    renew_all(cluster, signer(cluster), later)?;
    cluster.write_lists(later)?;
    renew_all(cluster, Identity::Tvs, later)
}

fn next_itl_nobody_takes(cluster: &mut Cluster) -> Result<(), LabError> {
    let later = cluster.description.later();
    renew_all(cluster, Identity::Itlrecovery, later)?;
    renew_all(cluster, Identity::Tvs, later)
}

fn phones_off_during_two_changes(cluster: &mut Cluster) -> Result<(), LabError> {
    let (first, later) = (first_tftp_node(cluster)?, cluster.description.later());
    let listed = cluster.description.listed_at();
    let between = Timestamp::from_unix(listed.unix().midpoint(later.unix()));
    keep_itl(cluster, &first, "before-both")?;
    renew_all(cluster, Identity::Tvs, between)?;
    cluster.write_lists(between)?;
    keep_itl(cluster, &first, "between")?;
    renew_all(cluster, signer(cluster), later)?;
    cluster.write_lists(later)
}

fn half_the_imports(cluster: &mut Cluster) -> Result<(), LabError> {
    let own = &cluster.description;
    let mut description = Description {
        seed: own.seed.clone(),
        made_at: own.made_at,
        judged_at: own.judged_at,
        certificate_hash: own.certificate_hash,
        lists: own.lists.clone(),
        organisation: "C=DE,O=Beispiel,OU=Telefonie,ST=BE,L=Berlin".to_owned(),
        ..Description::healthy(&own.release, own.mode, 1)
    };
    for node in &mut description.nodes {
        "other-pub.example.net".clone_into(&mut node.name);
        "10.1.0.11".clone_into(&mut node.address);
    }
    let other = cluster.another(description)?;
    let theirs = other.certificate(Identity::Callmanager, "other-pub")?.clone();
    for node in cluster.description.nodes.clone() {
        for store in ["CallManager-trust", "Phone-SAST-trust"] {
            cluster.trusted.push((node.name.clone(), store, theirs.clone()));
        }
    }
    cluster.further.extend(other.list_files()?);
    Ok(())
}
