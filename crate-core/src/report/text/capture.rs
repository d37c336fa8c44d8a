//! Network captures in the report as text.

use super::super::model::{Capture, Handshake, Report, Transfer, TransferOutcome};
use super::wrapped;
use crate::timestamp::Timestamp;
use std::fmt::{self, Write};

/// Transfers and handshakes that are written out of one capture; the report as data has them all.
const MOST_WRITTEN: usize = 200;

/// Writes what was read from an input, if it is a capture.
pub(super) fn write_of(report: &Report, input: usize, out: &mut impl Write) -> fmt::Result {
    for capture in report.captures.iter().filter(|capture| capture.input == input) {
        write_capture(report, capture, out)?;
    }
    Ok(())
}

fn write_capture(report: &Report, capture: &Capture, out: &mut impl Write) -> fmt::Result {
    if !capture.link_layers.is_empty() {
        writeln!(out, "  layers     {}", capture.link_layers.join(", "))?;
    }
    if let (Some(first), Some(last)) = (capture.first, capture.last) {
        writeln!(out, "  recorded   {} to {}", first.for_people(), last.for_people())?;
    }
    for transfer in capture.transfers.iter().take(MOST_WRITTEN) {
        write_transfer(report, transfer, out)?;
    }
    write_more(capture.transfers.len(), capture.more_transfers, "files", out)?;
    for handshake in capture.handshakes.iter().take(MOST_WRITTEN) {
        write_handshake(report, handshake, out)?;
    }
    write_more(capture.handshakes.len(), capture.more_handshakes, "handshakes", out)
}

fn write_more(listed: usize, more: u64, what: &str, out: &mut impl Write) -> fmt::Result {
    let unwritten = u64::try_from(listed.saturating_sub(MOST_WRITTEN)).unwrap_or(u64::MAX);
    match unwritten.saturating_add(more) {
        0 => Ok(()),
        more => writeln!(out, "  and {more} more {what}"),
    }
}

fn write_transfer(report: &Report, transfer: &Transfer, out: &mut impl Write) -> fmt::Result {
    let Transfer { protocol, name, client, server, at, size, retransmissions, outcome, remark, .. } = transfer;
    writeln!(out, "  {protocol:<10} {name}")?;
    writeln!(out, "             {client} from {server}{}", time(*at))?;
    let mut text = remark.clone();
    if *size > 0 && matches!(outcome, TransferOutcome::Complete | TransferOutcome::Incomplete) {
        write!(text, " {size} bytes.")?;
    }
    if *retransmissions > 0 {
        write!(text, " Packets that came more than once: {retransmissions}.")?;
    }
    wrapped(out, "             ", &text)?;
    write_member(report, "became", transfer.member, out)
}

fn write_handshake(report: &Report, handshake: &Handshake, out: &mut impl Write) -> fmt::Result {
    let Handshake { service, client, server, at, version, server_name, remark, .. } = handshake;
    let version = version.as_deref().unwrap_or("TLS");
    writeln!(out, "  {version:<10} {service}")?;
    writeln!(out, "             {client} with {server}{}", time(*at))?;
    if let Some(name) = server_name {
        wrapped(out, "             ", &format!("asked for {name}"))?;
    }
    wrapped(out, "             ", remark)?;
    write_member(report, "server", handshake.server_chain, out)?;
    write_member(report, "client", handshake.client_chain, out)
}

fn write_member(report: &Report, what: &str, member: Option<usize>, out: &mut impl Write) -> fmt::Result {
    match member.and_then(|id| report.input(id)) {
        Some(input) => writeln!(out, "             {what}: {}", input.name),
        None => Ok(()),
    }
}

fn time(at: Option<Timestamp>) -> String {
    at.map_or_else(String::new, |at| format!(", {}", at.for_people()))
}
