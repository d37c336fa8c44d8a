//! Faults of CTL: what belongs into a CTL is not there.

use super::{Act, Fault, Need, Part};
use crate::formats::trust_list::Role;
use crate::lab::certificate::CertificateDescription;
use crate::lab::cluster::Cluster;
use crate::lab::description::CtlSigner;
use crate::lab::error::LabError;
use crate::lab::key::KeyKind;
use crate::lab::list::{Embed, RecordDescription};
use crate::report::{Identity, NodeService};

/// 2011-01-01: the certificates of tokens, which are five years older than those of the cluster, are within the life of their CA.
const TOKENS_FROM: i64 = 1_293_840_000;

/// 2028-05-01: a year before the CA of tokens ends (domain.md, section 0).
const TOKENS_UNTIL: i64 = 1_840_752_000;

/// An address of what is no node, of a network for documents (RFC 5737).
const ADDRESS: &str = "192.0.2.50";

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "ctl-without-capf",
        check: "CTL-01",
        title: "A CTL without CAPF",
        about: "CAPF was not active when the CTL was written. No phone has an LSC yet, and none will get one: phones do not find CAPF in their CTL.",
        needs: &[Need::Mixed, Need::NoLsc],
        changes: &[Part::Ctl, Part::Phones, Part::Capf],
        brings: &[],
        act: Act::Lists(drop_capf),
    },
    Fault {
        name: "tvs-in-the-ctl",
        check: "CTL-02",
        title: "A CTL with a TVS",
        about: "A CTL that was made by hand holds a TVS, which belongs into the ITL alone. CUCM never writes it there.",
        needs: &[Need::Mixed],
        changes: &[Part::Ctl],
        brings: &[],
        act: Act::Lists(|cluster| {
            let node = cluster.description.nodes.first().cloned();
            let node = node.ok_or_else(|| LabError::NoNode("publisher".to_owned()))?;
            let tvs = cluster.certificate(Identity::Tvs, &node.name)?;
            let record = RecordDescription::new(Role::TVS, tvs, &node.name).at(&node.address);
            cluster.ctl()?.records.push(record);
            Ok(())
        }),
    },
    Fault {
        name: "ctl-of-before-the-upgrade-to-11",
        check: "CTL-03",
        title: "A CTL of before the upgrade, without ITLRecovery",
        about: "The CTL was written by release 10 and has not been updated since. Its only signer is the publisher's CallManager: once that is \
                renewed, phones know no signer any more, and the CTL has to be deleted on every one of them.",
        needs: &[Need::Since(11, 0), Need::Before(12, 0), Need::Mixed, Need::Tokenless],
        changes: &[Part::Ctl, Part::Itlrecovery],
        // One signer is left.
        brings: &["CTL-04"],
        act: Act::Lists(|cluster| {
            let is_recovery = |record: &RecordDescription| record.certificate.identity == Identity::Itlrecovery;
            cluster.ctl()?.records.retain(|record| !is_recovery(record));
            Ok(())
        }),
    },
    Fault {
        name: "ctl-with-one-token",
        check: "CTL-04",
        title: "A CTL with one hardware token",
        about: "Only one of the tokens stands in the CTL. When it is lost, phones refuse every new CTL, until theirs has been deleted by hand.",
        needs: &[Need::Before(14, 0), Need::Mixed, Need::Etoken],
        changes: &[Part::Ctl],
        brings: &[],
        act: Act::Lists(|cluster| {
            let ctl = cluster.ctl()?;
            let signer = ctl.signer.der.clone();
            ctl.records.retain(|record| record.role != Role::SAST || record.certificate.der == signer);
            Ok(())
        }),
    },
    Fault {
        name: "node-added-after-the-ctl",
        check: "CTL-05",
        title: "A node that was added after the CTL was written",
        about: "The last node joined the cluster after the CTL had been written, and nobody ran \"utils ctl update CTLFile\". Secure phones \
                cannot register with it, nor fail over to it.",
        needs: &[Need::Mixed, Need::Nodes(2), Need::OneServerCertificates],
        changes: &[Part::Ctl, Part::Callmanager],
        brings: &[],
        act: Act::Lists(|cluster| {
            let (last, _) = last_server(cluster)?;
            let is_its = |record: &RecordDescription| record.role == Role::CCM_TFTP && record.dns_name == last;
            cluster.ctl()?.records.retain(|record| !is_its(record));
            Ok(())
        }),
    },
    Fault {
        name: "ctl-record-with-the-certificate-of-another-node",
        check: "CTL-05",
        title: "A record of the CTL with another node's certificate",
        about: "The record of the last node in the CTL holds the certificate of the publisher. Secure phones cannot register with the last node.",
        needs: &[Need::Mixed, Need::Nodes(2), Need::OneServerCertificates],
        changes: &[Part::Ctl, Part::Callmanager],
        brings: &[],
        act: Act::Lists(|cluster| {
            let (last, address) = last_server(cluster)?;
            let publishers = cluster.certificate(Identity::Callmanager, cluster.description.publisher())?;
            let wrong = RecordDescription::new(Role::CCM_TFTP, publishers, &last).at(&address);
            let ctl = cluster.ctl()?;
            ctl.records.retain(|record| record.role != Role::CCM_TFTP || record.dns_name != last);
            ctl.records.push(wrong);
            Ok(())
        }),
    },
    Fault {
        name: "ctl-emptied-in-mixed-mode",
        check: "CTL-06",
        title: "A CTL as non-secure mode leaves it",
        about: "The cluster is in mixed mode again, and its CTL is still the one of non-secure mode, whose CCM+TFTP records hold no certificates. \
                Phones register without encryption, whatever their security profile says.",
        needs: &[Need::Mixed],
        changes: &[Part::Ctl, Part::Callmanager],
        brings: &[],
        act: Act::Lists(|cluster| {
            for record in cluster.ctl()?.records.iter_mut().filter(|record| record.role == Role::CCM_TFTP) {
                record.embed = Embed::Empty;
            }
            Ok(())
        }),
    },
    Fault {
        name: "ctl-of-hardware-tokens",
        check: "CTL-07",
        title: "A CTL that hardware tokens sign",
        about: "A CTL of the CTL client, signed by one of two USB tokens. Whoever wants to change it needs one of them and its password.",
        needs: &[
            Need::Since(10, 0),
            Need::Before(14, 0),
            Need::Mixed,
            Need::Tokenless,
            Need::JudgedSince(TOKENS_FROM),
            Need::JudgedBefore(TOKENS_UNTIL),
        ],
        changes: &[Part::Ctl, Part::ListOptions],
        brings: &[],
        act: Act::Description(|description| description.ctl_signer = CtlSigner::Etoken),
    },
    Fault {
        name: "tokens-that-are-no-longer-supported",
        check: "CTL-08",
        title: "Hardware tokens under a release that does not support them",
        about: "The CTL is still signed by a hardware token, which 14 SU3 and later do not support. It works until CallManager or CAPF is renewed \
                or a node is added: the CTL cannot follow.",
        needs: &[
            Need::Since(15, 0),
            Need::Mixed,
            Need::Tokenless,
            Need::JudgedSince(TOKENS_FROM),
            Need::JudgedBefore(TOKENS_UNTIL),
        ],
        changes: &[Part::Ctl, Part::ListOptions],
        // A token is not the signer that the release uses.
        brings: &["SIG-04"],
        act: Act::Description(|description| description.ctl_signer = CtlSigner::Etoken),
    },
    Fault {
        name: "tokens-end-within-a-year",
        check: "CTL-09",
        title: "Hardware tokens that end soon",
        about: "The tokens of the CTL end within a year, and cannot be renewed. The change to a CTL without tokens needs one that can still sign.",
        needs: &[Need::Before(14, 0), Need::Mixed, Need::Etoken],
        changes: &[Part::Ctl],
        brings: &[],
        act: Act::Certificates(|cluster| {
            // Early enough that it is no warning of the certificate itself.
            let end = cluster.description.judged_at.plus_days(200);
            for token in &mut cluster.tokens {
                let shorter = CertificateDescription { not_after: end, ..token.description.clone() };
                *token = crate::lab::Made {
                    listed_as: token.listed_as.clone(),
                    ..shorter.sign()?.of(Identity::Etoken, &[])
                };
            }
            Ok(())
        }),
    },
    Fault {
        name: "ctl-without-capf-though-phones-have-lscs",
        check: "CTL-11",
        title: "A CTL without CAPF, and phones with LSCs",
        about: "Phones have LSCs, and the CTL lacks CAPF. LSCs can probably not be renewed, and phones with secure profiles may not register.",
        needs: &[Need::Mixed, Need::Lsc],
        changes: &[Part::Ctl, Part::Phones, Part::Capf],
        // A CTL without CAPF is not complete.
        brings: &["CTL-01"],
        act: Act::Lists(drop_capf),
    },
    Fault {
        name: "firewall-in-the-ctl",
        check: "CTL-12",
        title: "A firewall in the CTL",
        about: "The CTL holds the certificate of an ASA that proxies the phones' TLS. Phones believe it like a server of the cluster.",
        needs: &[Need::Mixed],
        changes: &[Part::Ctl],
        brings: &[],
        act: Act::Lists(|cluster| {
            let made_at = cluster.description.made_at;
            let key = cluster.new_key(Identity::Other, "asa.example.com", KeyKind::Rsa2048)?;
            let firewall = CertificateDescription::new("O=Example,CN=asa.example.com", &key, made_at).sign()?;
            let record = RecordDescription::new(FIREWALL, &firewall, "asa.example.com").at(ADDRESS);
            cluster.ctl()?.records.push(record);
            Ok(())
        }),
    },
];

/// The role of a firewall (formats.md, section 3.1).
const FIREWALL: Role = Role(6);

fn drop_capf(cluster: &mut Cluster) -> Result<(), LabError> {
    cluster.ctl()?.records.retain(|record| record.role != Role::CAPF);
    Ok(())
}

/// The last node that has a record in the CTL, beside the publisher, and its address.
fn last_server(cluster: &Cluster) -> Result<(String, String), LabError> {
    let running = |service| cluster.description.running(service);
    let servers = running(NodeService::Callmanager).chain(running(NodeService::Tftp));
    let others = servers.filter(|node| node.name != cluster.description.publisher());
    let last = others.last().map(|node| (node.name.clone(), node.address.clone()));
    last.ok_or_else(|| LabError::NoNode("beside the publisher that runs CallManager or TFTP".to_owned()))
}
