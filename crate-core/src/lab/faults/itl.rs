//! Faults of ITL: what belongs into an ITL is not there.

use super::common::{change_itls, first_itl, first_tftp_node, node_beside};
use super::trust::former_capf;
use super::{Act, Fault, Need, Part};
use crate::formats::trust_list::Role;
use crate::lab::certificate::{CertificateDescription, Made};
use crate::lab::cluster::Cluster;
use crate::lab::error::LabError;
use crate::lab::key::KeyKind;
use crate::lab::list::RecordDescription;
use crate::report::{Identity, NodeService};

/// More certificates than phones take in an ITL (domain.md, section 2.2).
const TOO_MANY: usize = 40;

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "itl-without-a-tftp-server",
        check: "ITL-01",
        title: "An ITL without the TFTP server",
        about: "An ITL has no record of the server that signs configuration. Phones refuse signed configuration: changes do not arrive.",
        needs: &[],
        changes: &[Part::Itl],
        brings: &[],
        act: Act::Lists(|cluster| {
            first_itl(cluster)?.records.retain(|record| !serves(record));
            Ok(())
        }),
    },
    Fault {
        name: "itl-without-tvs",
        check: "ITL-01",
        title: "An ITL without any TVS",
        about: "No TVS stands in an ITL. Phones cannot ask about certificates that they do not know: phone services over HTTPS fail.",
        needs: &[],
        changes: &[Part::Itl, Part::Tvs],
        // Of every node the TVS is missing.
        brings: &["ITL-03"],
        act: Act::Lists(|cluster| {
            first_itl(cluster)?.records.retain(|record| record.role != Role::TVS);
            Ok(())
        }),
    },
    Fault {
        name: "itl-of-before-the-upgrade-to-10",
        check: "ITL-02",
        title: "An ITL without ITLRecovery",
        about: "The ITL of a TFTP server was written before the upgrade to 10.0, and TFTP has not written it since: it lacks ITLRecovery. Nobody \
                feels it, until every signer that phones know has been renewed.",
        needs: &[Need::Since(10, 0), Need::Before(12, 0)],
        changes: &[Part::Itl, Part::Itlrecovery],
        brings: &[],
        act: Act::Lists(|cluster| {
            let is_recovery = |record: &RecordDescription| record.certificate.identity == Identity::Itlrecovery;
            first_itl(cluster)?.records.retain(|record| !is_recovery(record));
            Ok(())
        }),
    },
    Fault {
        name: "itl-without-the-tvs-of-a-node",
        check: "ITL-03",
        title: "ITLs that lack the TVS of one node",
        about: "TVS did not run on the last node when the ITLs were written. Phones believe no answer of this node; those whose CallManager group \
                holds no other cannot verify anything new.",
        needs: &[Need::Before(14, 0), Need::Nodes(2)],
        changes: &[Part::Itl, Part::Tvs],
        brings: &[],
        act: Act::Lists(|cluster| {
            let last = cluster.description.running(NodeService::Tvs).last().map(|node| node.name.clone());
            let is_its_tvs = |record: &RecordDescription| {
                record.role == Role::TVS && last.as_ref().is_some_and(|last| record.certificate.is_of(last))
            };
            change_itls(cluster, |itl| itl.records.retain(|record| !is_its_tvs(record)));
            Ok(())
        }),
    },
    Fault {
        name: "itl-with-a-single-tvs",
        check: "ITL-04",
        title: "ITLs with one TVS for all nodes",
        about: "TVS ran on one node alone when the ITLs were written. Phones can verify new certificates only while that one answers.",
        needs: &[Need::Before(14, 0), Need::Nodes(2)],
        changes: &[Part::Itl, Part::Tvs],
        // Of all other nodes the TVS is missing.
        brings: &["ITL-03"],
        act: Act::Lists(|cluster| {
            let first = cluster.description.running(NodeService::Tvs).next().map(|node| node.name.clone());
            let is_another = |record: &RecordDescription| {
                record.role == Role::TVS && !first.as_ref().is_some_and(|first| record.certificate.is_of(first))
            };
            change_itls(cluster, |itl| itl.records.retain(|record| !is_another(record)));
            Ok(())
        }),
    },
    Fault {
        name: "itl-of-before-the-change-of-mode",
        check: "ITL-05",
        title: "TFTP was not restarted after mixed mode was left",
        about: "The cluster was set to non-secure mode, and its ITLs are those of mixed mode: their servers have the role CCM+TFTP.",
        needs: &[Need::NonSecure],
        changes: &[Part::Itl],
        // The servers say that they have no CTL, which mixed mode needs.
        brings: &["XF-08"],
        act: Act::Lists(|cluster| {
            change_itls(cluster, |itl| {
                for record in itl.records.iter_mut().filter(|record| record.role == Role::TFTP) {
                    record.role = Role::CCM_TFTP;
                }
            });
            Ok(())
        }),
    },
    Fault {
        name: "server-not-among-the-signers",
        check: "ITL-06",
        title: "An ITL whose server is no signer",
        about: "The CallManager certificate of the TFTP server stands in its ITL for configuration alone, and not as a signer. Phones would not take \
                a list that it signs: after a reset of ITLRecovery they may be locked out.",
        needs: &[Need::Since(12, 0)],
        changes: &[Part::Itl, Part::Callmanager],
        brings: &[],
        act: Act::Lists(|cluster| {
            let is_it = |record: &RecordDescription| {
                record.role == Role::SAST && record.certificate.identity == Identity::Callmanager
            };
            first_itl(cluster)?.records.retain(|record| !is_it(record));
            Ok(())
        }),
    },
    Fault {
        name: "capf-activated-after-the-itl",
        check: "ITL-07",
        title: "CAPF was activated after the ITLs were written",
        about: "Phones have LSCs, and the ITLs were written before CAPF was activated and lack it. Phones ask TVS about CAPF; those that cannot \
                reach TVS cannot renew their LSC.",
        needs: &[Need::Lsc],
        changes: &[Part::Itl, Part::Phones, Part::Capf],
        brings: &[],
        act: Act::Lists(|cluster| {
            change_itls(cluster, |itl| itl.records.retain(|record| record.role != Role::CAPF));
            Ok(())
        }),
    },
    Fault {
        name: "capf-of-a-subscriber-in-the-itl",
        check: "ITL-08",
        title: "The CAPF of a subscriber in the ITLs",
        about: "Beside the publisher's CAPF the ITLs hold that of a subscriber, which issues nothing. Phones may take it for the right one; \
                getting an LSC then fails.",
        needs: &[Need::Before(14, 0), Need::Nodes(2)],
        changes: &[Part::Itl, Part::Capf],
        // It tells whose the second CAPF is.
        brings: &["XF-05"],
        act: Act::Lists(|cluster| {
            let subscriber = node_beside(cluster, cluster.description.publisher())?;
            let capf = cluster.certificate(Identity::Capf, &subscriber)?;
            let record = RecordDescription::new(Role::CAPF, capf, &subscriber);
            change_itls(cluster, |itl| itl.records.push(record.clone()));
            Ok(())
        }),
    },
    Fault {
        name: "old-capf-left-in-the-itl",
        check: "ITL-08",
        title: "An old CAPF was left in the ITLs",
        about: "Beside the present CAPF the ITLs hold the one of before its renewal. Phones may take the old one for the right one; getting an LSC \
                then fails.",
        needs: &[],
        changes: &[Part::Itl, Part::Capf, Part::TrustStores],
        // The second CAPF is one that the publisher no longer uses.
        brings: &["XF-03"],
        act: Act::Lists(|cluster| {
            let publisher = cluster.description.publisher().to_owned();
            let old = former_capf(cluster)?;
            let record = RecordDescription::new(Role::CAPF, &old, &publisher);
            change_itls(cluster, |itl| itl.records.push(record.clone()));
            let nodes = cluster.description.nodes.iter().map(|node| node.name.clone());
            cluster.trusted.extend(nodes.map(|node| (node, "CallManager-trust", old.clone())));
            Ok(())
        }),
    },
    Fault {
        name: "itl-emptied-for-a-rollback",
        check: "ITL-09",
        title: "ITLs that were emptied for a rollback",
        about: "\"Prepare Cluster for Rollback to pre 8.0\" was set to True and forgotten: the ITLs hold neither TFTP nor TVS. A phone that holds \
                such a list takes any configuration and any new ITL, from anybody.",
        needs: &[],
        changes: &[Part::Itl, Part::Tvs],
        // Without TFTP and TVS no ITL is of use.
        brings: &["ITL-01"],
        act: Act::Lists(|cluster| {
            change_itls(cluster, |itl| itl.records.retain(|record| !serves(record) && record.role != Role::TVS));
            Ok(())
        }),
    },
    Fault {
        name: "itl-too-large",
        check: "ITL-10",
        title: "ITLs with more certificates than phones take",
        about: "The ITLs still hold the TVS certificates of forty nodes that left the cluster. Phones fail to load them, and do not register.",
        needs: &[],
        changes: &[Part::Itl],
        brings: &[],
        act: Act::Lists(|cluster| {
            let former = former_tvs(cluster)?;
            let records: Vec<_> =
                former.iter().map(|tvs| RecordDescription::new(Role::TVS, tvs, tvs.common_name())).collect();
            change_itls(cluster, |itl| itl.records.extend(records.iter().cloned()));
            Ok(())
        }),
    },
    Fault {
        name: "itl-with-three-signers",
        check: "ITL-11",
        title: "An ITL with three signers",
        about: "An ITL has the CallManager certificate of another node among its signers, beside its own and ITLRecovery. It is not documented what \
                phones do with more than two.",
        needs: &[Need::Since(10, 0), Need::Nodes(2), Need::OneServerCertificates],
        changes: &[Part::Itl, Part::Callmanager],
        brings: &[],
        act: Act::Lists(|cluster| {
            let node = first_tftp_node(cluster)?;
            let other = node_beside(cluster, &node)?;
            let record =
                RecordDescription::new(Role::SAST, cluster.certificate(Identity::Callmanager, &other)?, &other);
            cluster.itl(&node)?.records.push(record);
            Ok(())
        }),
    },
    Fault {
        name: "elliptic-certificates-under-version-1-2",
        check: "ITL-12",
        title: "Elliptic certificates in ITLs of version 1.2",
        about: "The ITLs hold the EC certificates of CallManager too. It is not certain whether phones with old firmware take them in a list of \
                version 1.2.",
        needs: &[Need::Since(11, 0), Need::Elliptic, Need::RsaInLists],
        changes: &[Part::Itl, Part::Ctl, Part::ListOptions],
        brings: &[],
        act: Act::Description(|description| {
            description.elliptic_in_lists = true;
            description.lists.version = (1, 2);
        }),
    },
];

/// Whether a record is of a server that signs configuration.
fn serves(record: &RecordDescription) -> bool {
    matches!(record.role, Role::TFTP | Role::CCM_TFTP | Role::CCM)
}

/// TVS certificates of nodes that are none of the cluster's. All have one key, so that it does not take long to make them.
fn former_tvs(cluster: &mut Cluster) -> Result<Vec<Made>, LabError> {
    let node = first_tftp_node(cluster)?;
    let from = cluster.description.made_at;
    let key = cluster.new_key(Identity::Tvs, "former nodes", KeyKind::Rsa2048)?;
    let domain = node.split_once('.').map_or("example.com", |(_, domain)| domain);
    let made = (1..=TOO_MANY).map(|number| {
        let name = format!("former-node-{number}.{domain}");
        let subject = format!("{},CN={name}", cluster.description.organisation);
        Ok(CertificateDescription::new(&subject, &key, from).sign()?.of(Identity::Tvs, &[&name]))
    });
    made.collect()
}
