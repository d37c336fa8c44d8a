//! Faults of FMT: a file is damaged.

use super::common::{change_itls, first_itl, first_tftp_node};
use super::{Act, Fault, Files, Need, Part};
use crate::formats::signed_header::{SignedHeader, tag};
use crate::formats::tlv::write_element;
use crate::formats::trust_list::Role;
use crate::lab::cluster::Cluster;
use crate::lab::description::{NodeDescription, host};
use crate::lab::error::LabError;
use crate::lab::list::{Embed, ListDescription};
use crate::lab::transcript::{show_trust_list, show_trust_list_missing};
use crate::report::{ListKind, NodeService};
use crate::timestamp::Timestamp;

/// What web servers answer.
const ERROR_PAGE: &str = "<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head>\n\
                          <body><h1>Not Found</h1><p>The requested file was not found on this server.</p></body></html>\n";

/// A tag that neither headers nor records have (formats.md, sections 2 and 3).
const UNKNOWN_TAG: u8 = 99;

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "error-page-instead-of-the-itl",
        check: "FMT-01",
        title: "An error page under the name of an ITL",
        about: "The download of ITLFile.tlv failed, and the error page of the server was saved in its place. A phone refuses such a file and \
                keeps its old list.",
        needs: &[],
        changes: &[Part::Itl, Part::Capf, Part::Tvs, Part::Callmanager, Part::Itlrecovery],
        brings: &[],
        act: Act::Files(|cluster, files| change_itl_file(cluster, files, |bytes| *bytes = ERROR_PAGE.into())),
    },
    Fault {
        name: "itl-truncated",
        check: "FMT-02",
        title: "An ITL that was cut in a transfer",
        about: "The last forty bytes of an ITL are missing. Phones refuse a list that is cut, and keep the one that they have.",
        needs: &[],
        changes: &[Part::Itl, Part::Tvs],
        // The signature covers the whole file.
        brings: &["SIG-01"],
        act: Act::Files(|cluster, files| {
            change_itl_file(cluster, files, |bytes| bytes.truncate(bytes.len().saturating_sub(40)))
        }),
    },
    Fault {
        name: "itl-with-bytes-behind-its-end",
        check: "FMT-02",
        title: "An ITL with something else behind it",
        about: "Behind the last record of an ITL stand bytes that belong to nothing. Phones refuse the list: the signature covers the whole \
                file.",
        needs: &[],
        changes: &[Part::Itl],
        // The signature covers the whole file.
        brings: &["SIG-01"],
        act: Act::Files(|cluster, files| {
            change_itl_file(cluster, files, |bytes| bytes.extend(b"\r\n-- end of download --\r\n"))
        }),
    },
    Fault {
        name: "itl-header-with-a-wrong-length",
        check: "FMT-03",
        title: "An ITL of a program that counts wrongly",
        about: "SIGNERID of an ITL announces another length than its elements have, and the list was signed all the same: as a program writes \
                it that does not know the format well.",
        needs: &[],
        changes: &[Part::Itl],
        brings: &[],
        act: Act::Files(|cluster, files| {
            let node = first_tftp_node(cluster)?;
            let written = cluster.lists.iter().find(|list| list.kind == ListKind::Itl && list.nodes.contains(&node));
            let written = written.ok_or(LabError::NoList { kind: ListKind::Itl, node })?;
            let mut outcome = Ok(());
            change_itl_file(cluster, files, |bytes| {
                let (header, _) = SignedHeader::decode(bytes);
                let container = header.find(tag::SIGNERID).map_or(0, |element| element.offset);
                flip(bytes, container + 2);
                outcome = sign_again(written, bytes);
            })?;
            outcome
        }),
    },
    Fault {
        name: "itl-with-an-unknown-tag",
        check: "FMT-04",
        title: "An ITL with an element that nobody knows",
        about: "A record of an ITL has an element with a tag of which nothing is known, as a newer release might write. Phones skip it; the \
                signature holds.",
        needs: &[],
        changes: &[Part::Itl],
        brings: &[],
        act: Act::Lists(|cluster| {
            first_itl(cluster)?.record(Role::TVS)?.further.push((UNKNOWN_TAG, vec![1, 2, 3]));
            Ok(())
        }),
    },
    Fault {
        name: "capf-record-without-certificate",
        check: "FMT-05",
        title: "A CAPF record that holds nothing",
        about: "The CAPF records of the ITLs hold neither a certificate nor the hash of one. Phones cannot use them, and ask TVS about CAPF.",
        needs: &[],
        changes: &[Part::Itl, Part::Capf],
        brings: &[],
        act: Act::Lists(|cluster| {
            change_itls(cluster, |itl| {
                for record in itl.records.iter_mut().filter(|record| record.role == Role::CAPF) {
                    record.embed = Embed::Empty;
                }
            });
            Ok(())
        }),
    },
    Fault {
        name: "tvs-certificate-cut-in-the-itl",
        check: "FMT-06",
        title: "A record with half a certificate",
        about: "The first TVS record of an ITL holds the first 200 bytes of the certificate alone. Phones cannot compare it with what the TVS \
                shows.",
        needs: &[],
        changes: &[Part::Itl, Part::Tvs],
        brings: &[],
        act: Act::Lists(|cluster| {
            first_itl(cluster)?.record(Role::TVS)?.certificate.der.truncate(200);
            Ok(())
        }),
    },
    Fault {
        name: "record-with-another-serial-number",
        check: "FMT-07",
        title: "A record that misstates a serial number",
        about: "The first TVS record of an ITL states another serial number than its certificate has. Phones look records up by it, and do not \
                find the certificate.",
        needs: &[],
        changes: &[Part::Itl, Part::Tvs],
        brings: &[],
        act: Act::Lists(|cluster| {
            let record = first_itl(cluster)?.record(Role::TVS)?;
            if let Some(last) = record.certificate.description.serial.last_mut() {
                *last ^= 1;
            }
            Ok(())
        }),
    },
    Fault {
        name: "itl-under-the-name-of-a-ctl",
        check: "FMT-08",
        title: "An ITL that was renamed to a CTL",
        about: "Somebody copied the ITL of a cluster in non-secure mode to CTLFile.tlv. Its header still says ITLFile.tlv.",
        needs: &[Need::NonSecure],
        changes: &[Part::Itl, Part::Ctl],
        brings: &[],
        act: Act::Files(|cluster, files| {
            let node = first_tftp_node(cluster)?;
            let itl = file(files, &itl_name(&node))?.clone();
            files.push((format!("{}/CTLFile.tlv", host(&node)), itl));
            Ok(())
        }),
    },
    Fault {
        name: "itl-from-the-future",
        check: "FMT-08",
        title: "A TFTP server whose clock is ahead",
        about: "The clock of a TFTP server was a week ahead when it wrote its ITL.",
        needs: &[],
        changes: &[Part::Itl],
        brings: &[],
        act: Act::Lists(|cluster| {
            let ahead = cluster.description.judged_at.plus_days(7);
            first_itl(cluster)?.timestamp = ahead;
            Ok(())
        }),
    },
    Fault {
        name: "tvs-record-twice-in-the-itl",
        check: "FMT-09",
        title: "A record that stands twice",
        about: "The first TVS record of an ITL stands there twice. That does no harm but for the room that it takes.",
        needs: &[],
        changes: &[Part::Itl],
        brings: &[],
        act: Act::Lists(|cluster| {
            let itl = first_itl(cluster)?;
            let again = itl.record(Role::TVS)?.clone();
            itl.records.push(again);
            Ok(())
        }),
    },
    Fault {
        name: "itl-empty",
        check: "FMT-10",
        title: "An ITL without a byte",
        about: "The file that came as the ITL of a TFTP server is empty: the server does not have it, or the export failed.",
        needs: &[],
        changes: &[Part::Itl, Part::Capf, Part::Tvs, Part::Callmanager, Part::Itlrecovery],
        // An empty file is no trust list.
        brings: &["FMT-01"],
        act: Act::Files(|cluster, files| change_itl_file(cluster, files, Vec::clear)),
    },
    Fault {
        name: "ctl-missing-on-a-node",
        check: "FMT-10",
        title: "A node of a mixed-mode cluster without CTL",
        about: "\"show ctl\" on one node says that it found no CTL, while the other nodes have it. Phones that ask this node get none, and cannot \
                register encrypted.",
        needs: &[Need::Mixed, Need::Nodes(2)],
        changes: &[Part::Ctl, Part::Transcripts],
        brings: &[],
        act: Act::Files(|cluster, files| {
            let last =
                cluster.description.running(NodeService::Tvs).last().map(NodeDescription::host).unwrap_or_default();
            let is_its_ctl = |name: &str| name.starts_with(&format!("{last}/CTL"));
            files.retain(|(name, _)| !is_its_ctl(name));
            files.push((format!("{last}/show-ctl.txt"), show_trust_list_missing().into_bytes()));
            Ok(())
        }),
    },
    Fault {
        name: "show-itl-cut-short",
        check: "FMT-11",
        title: "Output of \"show itl\" that was not copied whole",
        about: "The output of \"show itl\" ends before the last record: the terminal did not keep enough lines.",
        needs: &[],
        changes: &[Part::Itl, Part::Transcripts],
        brings: &[],
        act: Act::Files(|cluster, files| {
            let node = first_tftp_node(cluster)?;
            let itl = file(files, &itl_name(&node))?;
            let mut text = show_trust_list(itl, ListKind::Itl, cluster.description.listed_at());
            let head = b"ITL Record #:";
            let last = text.windows(head.len()).rposition(|window| window == head).unwrap_or(0);
            text.truncate(last);
            files.push((format!("{}/show-itl-cut.txt", host(&node)), text));
            Ok(())
        }),
    },
    Fault {
        name: "show-itl-of-an-earlier-time",
        check: "FMT-12",
        title: "File and output of \"show itl\" of two times",
        about: "\"show itl\" was copied before TFTP was restarted, and the file fetched after it: the sums that the text begins with are those \
                of no file.",
        needs: &[],
        changes: &[Part::Itl, Part::Transcripts],
        brings: &[],
        act: Act::Lists(|cluster| {
            let node = first_tftp_node(cluster)?;
            let itl = cluster.itl(&node)?;
            let earlier = Timestamp::from_unix(itl.timestamp.unix() - 3600);
            let bytes = ListDescription { timestamp: earlier, ..itl.clone() }.sign()?;
            let text = show_trust_list(&bytes, ListKind::Itl, earlier);
            cluster.further.push((format!("{}/earlier/show-itl.txt", host(&node)), text));
            Ok(())
        }),
    },
];

/// The path of the ITL of a node.
pub(super) fn itl_name(node: &str) -> String {
    format!("{}/ITLFile.tlv", host(node))
}

/// The bytes of a file.
pub(super) fn file<'f>(files: &'f mut Files, name: &str) -> Result<&'f mut Vec<u8>, LabError> {
    let found = files.iter_mut().find(|(other, _)| other == name);
    found.map(|(_, bytes)| bytes).ok_or_else(|| LabError::NoFile(name.to_owned()))
}

/// Changes the bytes of the ITL of the first TFTP node.
pub(super) fn change_itl_file(
    cluster: &Cluster,
    files: &mut Files,
    change: impl FnOnce(&mut Vec<u8>),
) -> Result<(), LabError> {
    change(file(files, &itl_name(&first_tftp_node(cluster)?))?);
    Ok(())
}

/// Changes the lowest bit of a byte.
pub(super) fn flip(bytes: &mut [u8], place: usize) {
    if let Some(byte) = bytes.get_mut(place) {
        *byte ^= 1;
    }
}

/// Signs the bytes of a list again with the key that it was signed with.
fn sign_again(written: &ListDescription, bytes: &mut Vec<u8>) -> Result<(), LabError> {
    let (header, _) = SignedHeader::decode(bytes);
    let place = header.signature_span().unwrap_or_default();
    bytes.drain(place.clone());
    let mut signature = Vec::new();
    write_element(tag::SIGNATURE, &written.signer.key().sign(written.digest, bytes)?, &mut signature)?;
    bytes.splice(place.start..place.start, signature);
    Ok(())
}
