//! Faults of ROL: a certificate is not what its name says.

use super::common::{alter, issuing_authority, recovery_node, trust_authorities};
use super::{Act, Fault, Need, Part};
use crate::lab::certificate::{CertificateDescription, KeyUsages, usage};
use crate::lab::cluster::Cluster;
use crate::lab::error::LabError;
use crate::lab::key::KeyKind;
use crate::report::Identity;

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "certificate-of-nobody-knows-what",
        check: "ROL-01",
        title: "A certificate that nothing tells the use of",
        about: "A certificate was saved as certnew.cer, as authorities hand them out. Neither its name nor anything in it tells what it is \
                for.",
        needs: &[],
        changes: &[Part::Bundles],
        brings: &[],
        act: Act::Lists(|cluster| {
            let key = cluster.new_key(Identity::Other, "voicemail.example.net", KeyKind::Rsa2048)?;
            let from = cluster.description.made_at;
            let subject = "C=US,O=Example,CN=voicemail.example.net";
            let mut made = CertificateDescription::new(subject, &key, from);
            made.not_after = cluster.description.judged_at.plus_days(400);
            cluster.further.push(("uploads/certnew.cer".to_owned(), made.sign()?.pem()));
            Ok(())
        }),
    },
    Fault {
        name: "file-called-after-another-certificate",
        check: "ROL-02",
        title: "A file that is called after another certificate",
        about: "The publisher's IPsec certificate was saved under the serial number of its CallManager certificate. Whoever goes by the name \
                compares, uploads or trusts the wrong one.",
        needs: &[Need::Since(14, 0)],
        changes: &[Part::Bundles],
        brings: &[],
        act: Act::Lists(ipsec_called_after_call_manager),
    },
    Fault {
        name: "capf-without-basic-constraints",
        check: "ROL-03",
        title: "A CAPF certificate without basic constraints",
        about: "The CAPF certificate of an old release came through the upgrades: it does not say that it is an authority. From 14SU2 on phones \
                with LSCs do not register encrypted, and no LSC is issued.",
        needs: &[Need::Since(15, 0)],
        changes: &[Part::Capf],
        brings: &[],
        act: Act::Certificates(|cluster| alter(cluster, Identity::Capf, |made| made.basic_constraints = None)),
    },
    Fault {
        name: "capf-without-certificate-signing",
        check: "ROL-03",
        title: "A CAPF certificate that may not sign certificates",
        about: "The key usage of the CAPF certificate lacks keyCertSign. Peers that look at it accept no LSC that this CAPF issued.",
        needs: &[],
        changes: &[Part::Capf],
        brings: &[],
        act: Act::Certificates(|cluster| {
            let granted = usage(&[KeyUsages::DigitalSignature, KeyUsages::KeyEncipherment]);
            alter(cluster, Identity::Capf, |made| made.key_usage = granted)
        }),
    },
    Fault {
        name: "capf-issued-as-for-a-web-server",
        check: "ROL-04",
        title: "A CAPF certificate of a template for web servers",
        about: "The authority answered the request of CAPF with an end-entity certificate. Under it nobody accepts an LSC: encrypted \
                registration, 802.1X and phone VPN fail.",
        needs: &[Need::Authority],
        changes: &[Part::Capf],
        // Whatever is no subordinate authority is not all that CAPF needs either.
        brings: &["ROL-03"],
        act: Act::Certificates(capf_issued_as_for_a_web_server),
    },
    Fault {
        name: "itlrecovery-with-1024-bits",
        check: "ROL-05",
        title: "An ITLRecovery of 1024 bits that signs the lists",
        about: "ITLRecovery is from an old release and kept its 1024 bits through the upgrades, while the services have 2048. \"utils itl \
                reset\" may fail when it is needed.",
        needs: &[Need::Since(12, 0)],
        changes: &[Part::Itlrecovery],
        // The same short key: by itself, and as that of the lists' signer.
        brings: &["CRT-07", "SIG-06"],
        act: Act::Certificates(weak_recovery),
    },
    Fault {
        name: "itlrecovery-with-1024-bits-before-12",
        check: "ROL-05",
        title: "An ITLRecovery of 1024 bits",
        about: "ITLRecovery has 1024 bits while the services have 2048. It does not sign the lists before 12.0, so nobody notices until \"utils \
                itl reset\" is needed and fails.",
        needs: &[Need::Since(10, 0), Need::Before(12, 0)],
        changes: &[Part::Itlrecovery],
        // The same short key by itself.
        brings: &["CRT-07"],
        act: Act::Certificates(weak_recovery),
    },
    Fault {
        name: "itlrecovery-ends-within-months",
        check: "ROL-06",
        title: "ITLRecovery ends within half a year",
        about: "ITLRecovery ends in 150 days. Its renewal changes an anchor of all phones and wants to be planned by itself, before anything \
                else is due.",
        needs: &[Need::Since(10, 0)],
        changes: &[Part::Itlrecovery],
        // Its renewal should have begun.
        brings: &["PLN-03"],
        act: Act::Certificates(|cluster| recovery_ends(cluster, 150)),
    },
    Fault {
        name: "itlrecovery-ends-within-two-years",
        check: "ROL-06",
        title: "ITLRecovery ends within two years",
        about: "ITLRecovery ends in 500 days, together with the certificates that it should outlive. There is time to plan its renewal.",
        needs: &[Need::Since(10, 0)],
        changes: &[Part::Itlrecovery],
        brings: &[],
        act: Act::Certificates(|cluster| recovery_ends(cluster, 500)),
    },
];

fn ipsec_called_after_call_manager(cluster: &mut Cluster) -> Result<(), LabError> {
    let publisher = cluster.description.publisher();
    let own = cluster.certificate(Identity::Ipsec, publisher)?;
    let other = cluster.certificate(Identity::Callmanager, publisher)?;
    let file = (format!("downloads/{}_{}.pem", own.common_name(), other.serial_hex()), own.pem());
    cluster.further.push(file);
    Ok(())
}

fn capf_issued_as_for_a_web_server(cluster: &mut Cluster) -> Result<(), LabError> {
    let issuing = issuing_authority(cluster)?;
    trust_authorities(cluster, "CAPF-trust");
    alter(cluster, Identity::Capf, |made| {
        made.basic_constraints = None;
        made.key_usage = usage(&[KeyUsages::DigitalSignature, KeyUsages::KeyEncipherment]);
        *made = made.clone().issued_by(&issuing);
    })
}

fn weak_recovery(cluster: &mut Cluster) -> Result<(), LabError> {
    let node = recovery_node(cluster)?;
    let key = cluster.new_key(Identity::Itlrecovery, &node, KeyKind::Rsa1024)?;
    cluster.alter(Identity::Itlrecovery, &node, |made| made.key = key)
}

fn recovery_ends(cluster: &mut Cluster, days: i64) -> Result<(), LabError> {
    let (node, end) = (recovery_node(cluster)?, cluster.description.judged_at.plus_days(days));
    cluster.alter(Identity::Itlrecovery, &node, |made| made.not_after = end)
}
