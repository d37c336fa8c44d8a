//! `run sql select …`: what the database says of certificates (TXT-09), and the security mode of the cluster.

use super::super::{Artifact, Recognised};
use super::blocks::Blocks;
use super::certificate_text::serial_number;
use super::table::{self, Row, Table};
use super::text::Text;
use super::{Mark, Section};
use crate::report::{ClusterMode, InputKind, Listing, ListingEntry};
use crate::text::{count, visible};
use std::collections::HashSet;

pub(super) const SECTION: Section =
    Section { command: |command| command.starts_with("run sql"), mark, holds_pem: true, name: |_| "run sql", read };

/// Columns of the table `certificate`.
const CERTIFICATE: &[&str] = &["certificate", "cert", "subjectname", "issuername", "serialnumber"];

/// A line with names of columns that no other output has.
fn mark(line: &str) -> Option<Mark> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let names_columns = words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
    let has = |name: &str| words.contains(&name);
    let of_certificates =
        ["servername", "subjectname", "issuername", "serialnumber"].iter().filter(|name| has(name)).count();
    let tells = of_certificates >= 2 || of_certificates == 1 && has("certificate");
    (names_columns && tells).then(|| Mark::head(0, None))
}

fn read(text: &Text<'_>) -> Option<Recognised> {
    let blocks = Blocks::of(text);
    let table = table::read(&blocks)?;
    if let Some(listing) = security_mode(&table) {
        let description = "output of \"run sql\" with the security mode of the cluster";
        return Some(Recognised {
            artifact: Artifact::Listing(listing),
            ..Recognised::new(InputKind::Transcript, description)
        });
    }
    if !table.columns.iter().any(|column| CERTIFICATE.contains(&column.as_str())) || table.rows.is_empty() {
        return None;
    }
    let entries: Vec<ListingEntry> = table.rows.iter().map(|row| entry(&table, row, &blocks)).collect();
    let mut known = HashSet::new();
    let nodes = entries.iter().filter_map(|entry| entry.node.as_ref()).filter(|node| known.insert(*node));
    let nodes: Vec<String> = nodes.cloned().collect();
    let of_nodes = if nodes.is_empty() { String::new() } else { format!(" of {}", count(nodes.len(), "node")) };
    let description = format!("output of \"run sql\" with {}{of_nodes}", count(entries.len(), "certificate"));
    let found = blocks.into_found();
    let listing = Listing { command: "run sql".to_owned(), entries, nodes, ..Listing::default() };
    Some(Recognised {
        certificates: found.certificates,
        requests: found.requests,
        problems: found.problems,
        artifact: Artifact::Listing(listing),
        ..Recognised::new(InputKind::Transcript, description)
    })
}

fn entry(table: &Table, row: &Row, blocks: &Blocks) -> ListingEntry {
    let get = |columns: &[&str]| {
        columns.iter().find_map(|column| row.get(table, column)).map(|cell| visible(cell).into_owned())
    };
    let certificate = row.block.and_then(|block| blocks.all.get(block)).and_then(|block| block.certificate());
    let remark: Vec<String> = ["moniker", "distribution", "ipv4address", "ipv6address"]
        .iter()
        .filter_map(|column| row.get(table, column))
        .map(|cell| visible(cell).into_owned())
        .collect();
    ListingEntry {
        unit: get(&["name", "cert_type", "service"]),
        name: None,
        node: get(&["servername", "server_name"]),
        remark: (!remark.is_empty()).then(|| remark.join(", ")),
        subject: get(&["subjectname", "subject_name"]),
        issuer: get(&["issuername", "issuer"]),
        serial: row
            .get(table, "serialnumber")
            .or_else(|| row.get(table, "serial_number"))
            .and_then(|serial| serial_number(serial, false)),
        certificate: certificate.map(crate::formats::certificate::Certificate::sha256),
        ..ListingEntry::default()
    }
}

/// What `select paramname,paramvalue from processconfig where paramname='ClusterSecurityMode'` tells.
fn security_mode(table: &Table) -> Option<Listing> {
    let row = table
        .rows
        .iter()
        .find(|row| row.get(table, "paramname").is_some_and(|name| name.eq_ignore_ascii_case("ClusterSecurityMode")))?;
    let value = row.get(table, "paramvalue").unwrap_or_default();
    let (mode, note) = match value {
        "0" => {
            (Some(ClusterMode::NonSecure), "ClusterSecurityMode is 0: the cluster is in non-secure mode.".to_owned())
        }
        "1" => (Some(ClusterMode::Mixed), "ClusterSecurityMode is 1: the cluster is in mixed mode.".to_owned()),
        other => (None, format!("ClusterSecurityMode is \"{}\", which is neither 0 nor 1.", visible(other))),
    };
    Some(Listing { command: "run sql".to_owned(), notes: vec![note], mode, ..Listing::default() })
}
