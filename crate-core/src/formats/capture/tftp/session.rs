//! One file that was asked for over TFTP.

use super::super::harvest::{Circumstances, Harvest, Turn};
use super::super::names::{Name, is_wanted, shown};
use super::blocks::Blocks;
use super::packet::{Options, Packet, Request, error_name};
use crate::report::{Transfer, TransferOutcome};
use crate::text::{count, shorten, visible_bytes};
use std::fmt::Write as _;
use std::net::SocketAddr;

/// Characters of a server's own words that are shown.
const LONGEST_MESSAGE: usize = 200;

/// A request, and what came of it so far.
#[derive(Debug)]
pub(super) struct Session {
    turn: Turn,
    circumstances: Circumstances,
    name: String,
    write: bool,
    netascii: bool,
    /// The port from which the server answers: its name for this transfer.
    port: Option<u16>,
    /// How often it was asked for.
    requests: u64,
    /// The size that the server announced.
    size: Option<u64>,
    reaction: Reaction,
    blocks: Blocks,
    error: Option<Failure>,
    /// The input that it became, once it was complete.
    find: Option<usize>,
}

/// What came of a request before any block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reaction {
    Nothing,
    /// The server says that it has no TFTP service.
    Unreachable,
    /// The server agreed on options.
    Agreed,
}

/// An ERROR packet.
#[derive(Debug)]
struct Failure {
    by_client: bool,
    code: u16,
    message: String,
}

impl Session {
    pub(super) fn begin(request: &Request<'_>, turn: Turn, circumstances: Circumstances) -> Self {
        let name = shown(request.name);
        let wanted = !request.write && is_wanted(&name, true);
        Self {
            turn,
            circumstances,
            write: request.write,
            netascii: request.netascii,
            port: None,
            requests: 1,
            size: None,
            reaction: Reaction::Nothing,
            blocks: Blocks::new(request.options.block_size, wanted),
            error: None,
            find: None,
            name,
        }
    }

    /// Takes a request as the same one, sent again, if it is that; the phone got no answer, or not in time.
    pub(super) fn is_repeated_by(&mut self, request: &Request<'_>) -> bool {
        let same = self.name == shown(request.name) && self.write == request.write && self.netascii == request.netascii;
        if !same || self.error.is_some() || self.blocks.acknowledged_any() {
            return false;
        }
        // The server may answer anew from another port.
        self.requests += 1;
        self.port = None;
        true
    }

    /// Takes in a packet of the server.
    pub(super) fn hear_server(&mut self, from: SocketAddr, packet: &Packet<'_>, cut: bool) {
        if *self.port.get_or_insert(from.port()) != from.port() {
            return;
        }
        match packet {
            Packet::Data { block, bytes } if !self.write => self.blocks.take(*block, bytes, cut),
            Packet::Options(options) => self.agree(*options),
            Packet::Acknowledgement(block) if self.write => self.blocks.acknowledge(*block),
            Packet::Error { code, message } => self.fail(false, *code, message),
            _ => {}
        }
    }

    /// Takes in a packet of the client.
    pub(super) fn hear_client(&mut self, to: SocketAddr, packet: &Packet<'_>, cut: bool) {
        // It tells a second answer to one request that this transfer is not known to it.
        if self.port.is_some_and(|port| port != to.port()) {
            return;
        }
        match packet {
            Packet::Data { block, bytes } if self.write => self.blocks.take(*block, bytes, cut),
            Packet::Acknowledgement(block) if !self.write => self.blocks.acknowledge(*block),
            Packet::Error { code, message } => self.fail(true, *code, message),
            _ => {}
        }
    }

    fn agree(&mut self, options: Options) {
        self.reaction = Reaction::Agreed;
        self.blocks.agree(options.block_size);
        self.size = self.size.or(options.size).filter(|_| !self.netascii);
    }

    fn fail(&mut self, by_client: bool, code: u16, message: &[u8]) {
        // Some clients end a complete transfer with an error, and some servers complain of a late acknowledgement.
        if self.error.is_none() && !self.blocks.is_complete() {
            let message = shorten(&visible_bytes(message), LONGEST_MESSAGE).into_owned();
            self.error = Some(Failure { by_client, code, message });
        }
    }

    /// The server says that it has no TFTP service.
    pub(super) fn nobody_listens(&mut self) {
        self.reaction = Reaction::Unreachable;
    }

    /// When it was begun.
    pub(super) fn turn(&self) -> Turn {
        self.turn
    }

    /// Bytes that it holds in memory.
    pub(super) fn weight(&self) -> usize {
        self.blocks.content.weight()
    }

    /// Lets go of the content.
    pub(super) fn give_up(&mut self) {
        self.blocks.content.give_up();
    }

    /// Hands over the file as soon as it is certain that it is complete.
    pub(super) fn hand_over(&mut self, harvest: &mut Harvest) {
        if !self.blocks.is_uncertain() {
            self.keep(harvest);
        }
    }

    fn keep(&mut self, harvest: &mut Harvest) {
        if let Some(bytes) = self.blocks.take_whole() {
            let bytes = if self.netascii { from_netascii(&bytes) } else { bytes };
            self.find = harvest.keep(&Name::of_file(&self.name), bytes, "TFTP", self.circumstances);
        }
    }

    /// Ends it, and lists what came of it.
    pub(super) fn finish(mut self, harvest: &mut Harvest) {
        self.keep(harvest);
        let (outcome, remark) = self.outcome();
        let Circumstances { client, server, at } = self.circumstances;
        let transfer = Transfer {
            protocol: "TFTP".to_owned(),
            client: client.to_string(),
            server: server.to_string(),
            at,
            outcome,
            remark,
            size: self.blocks.bytes(),
            retransmissions: self.blocks.repeated.saturating_add(self.requests - 1),
            member: self.find,
            name: self.name,
        };
        harvest.transfer(self.turn, transfer);
    }

    fn outcome(&self) -> (TransferOutcome, String) {
        let (outcome, mut remark) = match &self.error {
            _ if self.blocks.is_complete() => (TransferOutcome::Complete, self.complete()),
            Some(failure) => failure.outcome(),
            None if self.blocks.any() => (TransferOutcome::Incomplete, self.incomplete()),
            None if self.reaction == Reaction::Agreed || self.port.is_some() => {
                let remark = "The server agreed to send it, but no part of it is in the capture.";
                (TransferOutcome::Incomplete, remark.to_owned())
            }
            None if self.reaction == Reaction::Unreachable => {
                let remark =
                    "The server says that nothing listens on its port 69 (ICMP): its TFTP service does not run.";
                (TransferOutcome::Unanswered, remark.to_owned())
            }
            None => (TransferOutcome::Unanswered, "No answer is in the capture.".to_owned()),
        };
        if self.write {
            remark = format!("The client wrote this file to the server; what it wrote is not looked at. {remark}");
        }
        if self.requests > 1 {
            let _ = write!(remark, " It was asked for {} times.", self.requests);
        }
        if self.netascii && outcome == TransferOutcome::Complete {
            remark.push_str(
                " It was fetched in netascii mode, which changes line ends on the way; they were changed back here.",
            );
        }
        if !self.write {
            remark.push_str(self.blocks.content.excuse(outcome));
        }
        (outcome, remark)
    }

    fn complete(&self) -> String {
        let (blocks, bytes) = (self.blocks.count(), self.blocks.bytes());
        let blocks = if blocks == 1 { "1 block".to_owned() } else { format!("{blocks} blocks") };
        let mut remark = format!("All of it came, in {blocks} of at most {} bytes.", self.blocks.block_size());
        if let Some(size) = self.size.filter(|size| !self.write && *size != bytes) {
            let _ = write!(remark, " The server had announced {size} bytes, though.");
        }
        remark
    }

    fn incomplete(&self) -> String {
        if self.blocks.is_contradictory() {
            return "Its blocks contradict each other in size or number.".to_owned();
        }
        let missing = self.blocks.missing();
        let highest = self.blocks.highest();
        let mut remark = match (missing.is_empty(), self.blocks.has_last()) {
            (true, _) => format!(
                "{} came, but not the last one: the capture or the transfer ended before the file did.",
                one_run(1, highest)
            ),
            (false, true) => format!("The capture lacks {} of {highest}.", runs(&missing)),
            (false, false) => {
                format!("The capture lacks {} of the {highest} that it knows of, and the last one.", runs(&missing))
            }
        };
        if self.blocks.has_last() && self.blocks.is_acknowledged() {
            remark.push_str(" The receiver acknowledged all of them, so only the capture lacks them.");
        }
        if self.blocks.cut > 0 {
            let cut = usize::try_from(self.blocks.cut).unwrap_or(usize::MAX);
            let cut = if cut == 1 { "1 block was".to_owned() } else { format!("{} were", count(cut, "block")) };
            let _ = write!(remark, " {cut} recorded in part only: record whole packets (tcpdump -s 0).");
        }
        remark
    }
}

impl Failure {
    fn outcome(&self) -> (TransferOutcome, String) {
        let Self { by_client, code, message } = self;
        let name = error_name(*code);
        let words = if message.is_empty() { name.to_owned() } else { format!("\"{message}\"") };
        let in_full = format!("{words} (TFTP error {code}, {name})");
        match (by_client, code) {
            (true, _) => (TransferOutcome::Incomplete, format!("The client ended it: {in_full}.")),
            (false, 1) => (TransferOutcome::NotFound, format!("The server has no such file: {in_full}.")),
            (false, _) => (TransferOutcome::Refused, format!("The server refused: {in_full}.")),
        }
    }
}

/// "block 3, blocks 5 to 7 and block 9"; long lists are cut.
fn runs(runs: &[(u64, u64)]) -> String {
    const SHOWN: usize = 6;
    let mut texts: Vec<String> =
        runs.iter().take(SHOWN).map(|(first, last)| one_run(*first, *last).to_lowercase()).collect();
    match runs.len().saturating_sub(SHOWN) {
        0 => {}
        more => texts.push(format!("{more} more runs of blocks")),
    }
    let last = texts.pop().unwrap_or_default();
    if texts.is_empty() { last } else { format!("{} and {last}", texts.join(", ")) }
}

fn one_run(first: u64, last: u64) -> String {
    if first == last { format!("Block {first}") } else { format!("Blocks {first} to {last}") }
}

/// Turns the line ends of netascii (RFC 764) back: CR LF was LF, CR NUL was CR.
fn from_netascii(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match (byte, rest.peek()) {
            (b'\r', Some(b'\n')) => plain.extend(rest.next()),
            (b'\r', Some(0)) => {
                rest.next();
                plain.push(b'\r');
            }
            _ => plain.push(byte),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_read_as_a_sentence() {
        assert_eq!(runs(&[(3, 3)]), "block 3");
        assert_eq!(runs(&[(3, 3), (5, 7), (9, 9)]), "block 3, blocks 5 to 7 and block 9");
        let many: Vec<(u64, u64)> = (0..20).map(|number| (number * 2, number * 2)).collect();
        assert!(runs(&many).ends_with("and 14 more runs of blocks"));
    }

    #[test]
    fn netascii_is_turned_back() {
        // As tftpd sends a file with the bytes a LF b CR c CR LF.
        assert_eq!(from_netascii(b"a\r\nb\r\0c\r\0\r\n"), b"a\nb\rc\r\n");
        assert_eq!(from_netascii(b"\r"), b"\r");
    }
}
