//! `show network cluster`: every server of the cluster, with its address and which one is the publisher.
//!
//! A line is the address, the full name, the host, `Publisher` or `Subscriber`, what the server is (`callmanager`, or `cups` for IM and
//! Presence), and how the database reaches it (Cisco Administration Guide, changing the address or the host name).

use super::super::{Artifact, Recognised};
use super::text::Text;
use super::{Mark, Section};
use crate::report::{InputKind, Listing, Node, NodeService};
use crate::text::{count, visible};
use std::net::IpAddr;

pub(super) const SECTION: Section = Section {
    command: |command| command.starts_with("show network cluster"),
    mark: |line| server_of(line).map(|_| Mark::body(None)),
    holds_pem: false,
    name: |_| "show network cluster",
    read,
};

/// Servers that are read of one output; a cluster has two dozen at most.
const MOST: usize = 64;

/// The server in a line.
fn server_of(line: &str) -> Option<Node> {
    let words: Vec<&str> = line.split_whitespace().take(6).collect();
    let place = words.iter().position(|word| matches!(*word, "Publisher" | "Subscriber"))?;
    let (before, after) = words.split_at_checked(place)?;
    let (address, names) = before.split_first()?;
    address.parse::<IpAddr>().ok()?;
    let is_name = |name: &&&str| name.parse::<IpAddr>().is_err();
    // Without a domain, the host stands there alone.
    let name = names.iter().find(is_name).unwrap_or(address);
    let [role, kind, ..] = after else { return None };
    let mut runs: Vec<NodeService> = Vec::new();
    match *kind {
        // What else runs there, this output does not tell.
        "callmanager" => {}
        "cups" => runs.push(NodeService::ImPresence),
        _ => return None,
    }
    if *role == "Publisher" && *kind == "callmanager" {
        runs.push(NodeService::Publisher);
    }
    Some(Node { name: visible(name).into_owned(), addresses: vec![(*address).to_owned()], runs })
}

fn read(text: &Text<'_>) -> Option<Recognised> {
    let servers: Vec<Node> = text.lines().iter().filter_map(|line| server_of(&line.text)).take(MOST).collect();
    if servers.is_empty() {
        return None;
    }
    let notes = servers.iter().map(|server| {
        let address = server.addresses.join(", ");
        let kind = match server.runs.first() {
            Some(NodeService::Publisher) => "the publisher",
            Some(NodeService::ImPresence) => "a server of IM and Presence",
            _ => "a subscriber",
        };
        format!("{} ({address}) is {kind}.", server.name)
    });
    let notes: Vec<String> = notes.collect();
    let description = format!("output of \"show network cluster\" with {}", count(servers.len(), "server"));
    let listing = Listing { command: "show network cluster".to_owned(), notes, servers, ..Listing::default() };
    Some(Recognised { artifact: Artifact::Listing(listing), ..Recognised::new(InputKind::Transcript, description) })
}
