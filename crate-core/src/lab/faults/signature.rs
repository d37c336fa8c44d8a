//! Faults of SIG: a signature does not hold, or not for long.

use super::common::{first_itl, first_tftp_node, recovery_node};
use super::format::{change_itl_file, file, flip};
use super::{Act, Fault, Need, Part};
use crate::crypto::HashAlgorithm;
use crate::formats::signed_header::{HeaderDraft, SignedHeader, tag, usual_digest_code};
use crate::formats::trust_list::Role;
use crate::lab::certificate::{CertificateDescription, days_before};
use crate::lab::description::host;
use crate::lab::error::LabError;
use crate::lab::key::KeyKind;
use crate::lab::list::{header_of, seconds, sign_file};
use crate::report::Identity;

const RING_LIST: &[u8] = b"<CiscoIPPhoneRingList>\n\
    <Ring><DisplayName>Bell</DisplayName><FileName>Bell.raw</FileName></Ring>\n</CiscoIPPhoneRingList>\n";

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "itl-changed-after-signing",
        check: "SIG-01",
        title: "An ITL that was changed after it was signed",
        about: "The time in the header of an ITL was changed, and the signature left as it was. Phones refuse the list and silently keep their \
                old one.",
        needs: &[],
        changes: &[Part::Itl],
        brings: &[],
        act: Act::Files(|cluster, files| {
            change_itl_file(cluster, files, |bytes| {
                let (header, _) = SignedHeader::decode(bytes);
                // The last byte of a tag, a length of two bytes and a value of four.
                let end = header.find(tag::TIMESTAMP).map_or(0, |element| element.offset + 6);
                flip(bytes, end);
            })
        }),
    },
    Fault {
        name: "itl-signed-with-another-key",
        check: "SIG-01",
        title: "An ITL that another key has signed",
        about: "The header of an ITL names the right signer, but the signature was made with another key. Phones refuse the list and silently \
                keep their old one.",
        needs: &[],
        changes: &[Part::Itl],
        brings: &[],
        act: Act::Lists(|cluster| {
            let node = first_tftp_node(cluster)?;
            let signer = cluster.itl(&node)?.signer.clone();
            let other = cluster.new_key(signer.identity, &node, signer.key().kind())?;
            cluster.itl(&node)?.signer.description.key = other;
            Ok(())
        }),
    },
    Fault {
        name: "configuration-edited-by-hand",
        check: "SIG-01",
        title: "A signed configuration that was edited",
        about: "Somebody opened the signed configuration of a phone in an editor, and saved it with an empty line at its end. The phone refuses \
                it and keeps its old configuration.",
        needs: &[Need::Phone],
        changes: &[Part::Configurations],
        brings: &[],
        act: Act::Files(|cluster, files| {
            let folder = first_tftp_node(cluster)?;
            let phone = cluster.phones.first().map(crate::lab::PhoneMade::device_name).unwrap_or_default();
            file(files, &format!("{}/{phone}.cnf.xml.sgn", host(&folder)))?.push(b'\n');
            Ok(())
        }),
    },
    Fault {
        name: "signer-not-in-the-itl",
        check: "SIG-02",
        title: "An ITL whose signer does not stand in it",
        about: "An ITL was signed by a certificate that has no record in it. Phones that hold no other list with this signer, and cannot ask TVS, \
                refuse it: configuration changes no longer arrive.",
        needs: &[],
        changes: &[Part::Itl],
        brings: &[],
        act: Act::Lists(|cluster| {
            let node = first_tftp_node(cluster)?;
            let made_at = cluster.description.made_at;
            let identity = cluster.itl(&node)?.signer.identity;
            let holder = cluster.itl(&node)?.signer.nodes.first().cloned().unwrap_or(node);
            let other = cluster.describe(identity, &holder, made_at)?.sign()?.of(identity, &[&holder]);
            first_itl(cluster)?.signer = other;
            Ok(())
        }),
    },
    Fault {
        name: "signer-twice-in-the-itl",
        check: "SIG-02",
        title: "An ITL in which the signer stands twice",
        about: "The record of its signer stands in an ITL twice. A phone takes the first; the other only takes room.",
        needs: &[],
        changes: &[Part::Itl],
        brings: &[],
        act: Act::Lists(|cluster| {
            let itl = first_itl(cluster)?;
            let is_signer = |der: &[u8]| itl.signer.der == der;
            let signer =
                itl.records.iter().find(|record| record.role == Role::SAST && is_signer(&record.certificate.der));
            let signer = signer.cloned().ok_or_else(|| LabError::NoRecord(Role::SAST.to_string()))?;
            itl.records.push(signer);
            Ok(())
        }),
    },
    Fault {
        name: "itl-older-than-its-signer",
        check: "SIG-03",
        title: "An ITL that is older than the certificate of its signer",
        about: "The clock of a TFTP server was days behind when it wrote its ITL: the list says that it was made before its signer's certificate \
                became valid.",
        needs: &[],
        changes: &[Part::Itl],
        brings: &[],
        act: Act::Lists(|cluster| {
            let itl = first_itl(cluster)?;
            itl.timestamp = days_before(itl.signer.description.not_before, 2);
            Ok(())
        }),
    },
    Fault {
        name: "expired-itlrecovery-signs",
        check: "SIG-03",
        title: "ITLRecovery has expired, and signs",
        about: "The certificate of ITLRecovery, which signs the lists, ended yesterday, and nobody renewed it. Most phones are said to take the \
                list all the same; CUCM and other programs warn.",
        needs: &[Need::Since(12, 0)],
        changes: &[Part::Itlrecovery, Part::Itl, Part::Ctl],
        // It has expired wherever it stands.
        brings: &["CRT-02"],
        act: Act::Certificates(|cluster| {
            let node = recovery_node(cluster)?;
            let end = cluster.description.judged_at.plus_days(-1);
            cluster.alter(Identity::Itlrecovery, &node, |recovery| recovery.not_after = end)
        }),
    },
    Fault {
        name: "itl-reset-not-left",
        check: "SIG-04",
        title: "An ITL as \"utils itl reset\" leaves it",
        about: "\"utils itl reset localkey\" was run, so that CallManager signs the ITL, and TFTP was not restarted once all phones had registered: \
                ITLRecovery does not sign again.",
        needs: &[Need::Since(12, 0)],
        changes: &[Part::Itl],
        brings: &[],
        act: Act::Lists(|cluster| {
            let node = first_tftp_node(cluster)?;
            let signer = cluster.certificate(Identity::Callmanager, &node)?.clone();
            cluster.itl(&node)?.signer = signer;
            Ok(())
        }),
    },
    Fault {
        name: "ctl-reset-not-left",
        check: "SIG-04",
        title: "A CTL as \"utils ctl reset\" leaves it",
        about: "\"utils ctl reset localkey\" was run, so that the publisher's CallManager signs the CTL, and \"utils ctl update CTLFile\" was not: \
                ITLRecovery does not sign again.",
        needs: &[Need::Since(12, 0), Need::Mixed, Need::Tokenless],
        changes: &[Part::Ctl],
        brings: &[],
        act: Act::Lists(|cluster| {
            let publisher = cluster.description.publisher().to_owned();
            let signer = cluster.certificate(Identity::Callmanager, &publisher)?.clone();
            cluster.ctl()?.signer = signer;
            Ok(())
        }),
    },
    Fault {
        name: "itl-names-another-hash",
        check: "SIG-05",
        title: "An ITL that names another hash than it is signed with",
        about: "The header of an ITL names another hash than its signature holds. A phone that believes the header computes the wrong one and \
                refuses the list.",
        needs: &[],
        changes: &[Part::Itl],
        brings: &[],
        act: Act::Lists(|cluster| {
            let itl = first_itl(cluster)?;
            let other = if itl.digest == HashAlgorithm::Sha1 { HashAlgorithm::Sha512 } else { HashAlgorithm::Sha1 };
            itl.digest_code = Some(usual_digest_code(other));
            Ok(())
        }),
    },
    Fault {
        name: "callmanager-with-1024-bits-signs",
        check: "SIG-06",
        title: "A CallManager with 1024 bits signs the ITL",
        about: "The CallManager certificate of a TFTP server, which signs its ITL, is of the first days of the cluster and has a key of 1024 bits.",
        needs: &[Need::Before(12, 0), Need::OneServerCertificates],
        changes: &[Part::Callmanager, Part::Itl, Part::Ctl],
        // The key is weak wherever the certificate stands.
        brings: &["CRT-07"],
        act: Act::Certificates(|cluster| {
            let node = first_tftp_node(cluster)?;
            let key = cluster.new_key(Identity::Callmanager, &node, KeyKind::Rsa1024)?;
            cluster.alter(Identity::Callmanager, &node, |own| own.key = key)
        }),
    },
    Fault {
        name: "ring-list-of-another-cluster",
        check: "SIG-07",
        title: "A file that another cluster has signed",
        about: "The signed list of ring tones on a TFTP server was copied from another cluster. Phones do not know its signer and refuse it.",
        needs: &[],
        changes: &[Part::Configurations],
        brings: &[],
        act: Act::Lists(|cluster| {
            let (made_at, listed_at) = (cluster.description.made_at, cluster.description.listed_at());
            let key = cluster.new_key(Identity::Callmanager, "another cluster", KeyKind::Rsa2048)?;
            let subject = "O=Another Organisation,CN=other-pub.example.net";
            let signer = CertificateDescription::new(subject, &key, made_at).sign()?;
            let options = &cluster.description.lists;
            let header = HeaderDraft {
                digest_code: usual_digest_code(options.digest),
                timestamp: Some(seconds(listed_at)?),
                ..header_of(&signer, options.order, "Ringlist.xml.sgn")
            };
            let signed = sign_file(&header, options.digest, &signer, RING_LIST)?;
            let folder = host(&first_tftp_node(cluster)?).to_owned();
            cluster.further.push((format!("{folder}/Ringlist.xml.sgn"), signed));
            Ok(())
        }),
    },
];
