//! Faults of PCAP: what a capture shows that phones got.
//!
//! Each lays a capture beside the cluster: `captures/boot.pcap`.

use super::text::{PHONE_ADDRESS, device};
use super::{Act, Fault, Files, Part};
use crate::lab::capture::{Event, Exchange, Handshake, write_capture};
use crate::lab::cluster::Cluster;
use crate::lab::error::LabError;
use crate::report::{Identity, ListKind};
use std::net::Ipv4Addr;

/// The port of SIP over TLS.
const SIP_TLS: u16 = 5061;

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "boot-in-a-capture",
        check: "PCAP-01",
        title: "A capture of a phone that fetches its ITL",
        about: "A phone boots and fetches the ITL of the publisher over TFTP.",
        needs: &[],
        changes: &[Part::Captures],
        brings: &[],
        act: Act::Files(|cluster, files| {
            let itl = served(cluster, ListKind::Itl)?;
            let file = format!("ITL{}.tlv", device(cluster));
            capture(cluster, files, vec![Event::Tftp { file, content: Some(itl) }])
        }),
    },
    Fault {
        name: "boot-without-a-ctl",
        check: "PCAP-02",
        title: "A capture of a phone that gets no CTL",
        about: "A phone boots and asks for its CTL, and the TFTP server says that it has none, as a cluster in non-secure mode does.",
        needs: &[super::Need::NonSecure],
        changes: &[Part::Captures],
        brings: &[],
        act: Act::Files(|cluster, files| {
            let (ctl, itl) = (format!("CTL{}.tlv", device(cluster)), format!("ITL{}.tlv", device(cluster)));
            let content = Some(served(cluster, ListKind::Itl)?);
            let events = vec![Event::Tftp { file: ctl, content: None }, Event::Tftp { file: itl, content }];
            capture(cluster, files, events)
        }),
    },
    Fault {
        name: "handshake-in-a-capture",
        check: "PCAP-03",
        title: "A capture of a TLS handshake",
        about: "A phone connects to CallManager on the publisher, which shows its certificate.",
        needs: &[],
        changes: &[Part::Captures],
        brings: &[],
        act: Act::Files(|cluster, files| {
            let own = cluster.certificate(Identity::Callmanager, cluster.description.publisher())?;
            let chain = [own.der.clone()].into_iter();
            let server_chain = chain.chain(own.description.issuer.iter().map(|issuer| issuer.der.clone())).collect();
            let handshake =
                Handshake { port: SIP_TLS, server_name: None, server_chain, client_chain: None, refused: None };
            capture(cluster, files, vec![Event::Tls(handshake)])
        }),
    },
];

/// The list of this kind that the first TFTP node, or the cluster, serves.
fn served(cluster: &Cluster, kind: ListKind) -> Result<Vec<u8>, LabError> {
    let list = cluster.lists.iter().find(|list| list.kind == kind);
    list.ok_or_else(|| LabError::NoList { kind, node: cluster.description.publisher().to_owned() })?.sign()
}

fn capture(cluster: &Cluster, files: &mut Files, events: Vec<Event>) -> Result<(), LabError> {
    let parsed = |text: &str| text.parse::<Ipv4Addr>().unwrap_or(Ipv4Addr::LOCALHOST);
    let server = cluster.description.running(crate::report::NodeService::Tftp).next();
    let server = parsed(server.map_or("", |node| &node.address));
    let at = cluster.description.later();
    let exchange = |event| Exchange { at, client: parsed(PHONE_ADDRESS), server, event };
    let exchanges: Vec<Exchange> = events.into_iter().map(exchange).collect();
    let bytes = write_capture(&exchanges).map_err(|error| LabError::field("a capture", error.to_string()))?;
    files.push(("captures/boot.pcap".to_owned(), bytes));
    Ok(())
}
