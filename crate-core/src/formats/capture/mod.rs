//! Network captures: what phones fetched in them, and which certificates were shown.
//!
//! A capture is read in pieces of any size and may be longer than memory: what is held is bounded, however long it is. The way of a packet:
//! container (pcap, pcapng) → link layer → IP → TFTP over UDP, or TCP → HTTP and TLS → harvest. Each part says what it found and, where
//! packets are missing, that they are missing: nothing with a hole is given out as whole.

mod container;
mod content;
mod fragments;
mod harvest;
mod http;
mod link;
mod names;
mod network;
mod tcp;
mod tftp;
mod tls;

pub use harvest::{Find, Room};

use crate::report::{Capture, Problem};
use crate::text::count;
use crate::timestamp::Timestamp;
use container::{Container, Packet, Step};
use harvest::Harvest;
use network::{Carried, Network};
use std::collections::BTreeMap;
use tcp::Tcp;
use tftp::Tftp;

/// Problems that are told of one capture.
const MOST_PROBLEMS: usize = 50;

/// Link layers that are named.
const MOST_LINK_LAYERS: usize = 16;

/// Where in the capture, and when.
#[derive(Debug, Clone, Copy)]
struct Moment {
    /// The packet, counted from 1.
    number: u64,
    /// When it was recorded.
    at: Option<Timestamp>,
}

/// The reader of a capture.
#[derive(Debug)]
pub struct CaptureReader {
    container: Container,
    /// The beginning of something whose end has not come yet.
    pending: Vec<u8>,
    /// Bytes that this something has at least: more than there are.
    needed: usize,
    /// Bytes that are still to be passed over.
    skip: u64,
    /// Bytes that were read.
    offset: u64,
    /// Nothing more can be read.
    broken: bool,
    packets: u64,
    first: Option<Timestamp>,
    last: Option<Timestamp>,
    /// How many packets there are of each link layer.
    link_types: BTreeMap<u32, u64>,
    network: Network,
    tftp: Tftp,
    tcp: Tcp,
    harvest: Harvest,
    problems: Vec<Problem>,
}

/// What was found in a capture.
#[derive(Debug, Clone)]
pub struct Finished {
    /// What it holds. Its transfers and handshakes name finds by their place.
    pub capture: Capture,
    /// What came out of it.
    pub finds: Vec<Find>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

impl CaptureReader {
    /// Begins to read a file that begins so, if it is a capture. `start` is not taken in yet.
    #[must_use]
    pub fn begin(start: &[u8]) -> Option<Self> {
        Some(Self {
            container: Container::begin(start)?,
            pending: Vec::new(),
            needed: 0,
            skip: 0,
            offset: 0,
            broken: false,
            packets: 0,
            first: None,
            last: None,
            link_types: BTreeMap::new(),
            network: Network::default(),
            tftp: Tftp::default(),
            tcp: Tcp::default(),
            harvest: Harvest::default(),
            problems: Vec::new(),
        })
    }

    /// Sets how much may come out of it.
    #[must_use]
    pub fn within(mut self, room: Room) -> Self {
        self.harvest.limit(room);
        self
    }

    /// Takes in the next bytes.
    pub fn push(&mut self, piece: &[u8]) {
        let mut rest = piece;
        while !rest.is_empty() && !self.broken {
            rest = self.pass_over(rest);
            if self.pending.is_empty() {
                let used = self.read(rest);
                rest = rest.get(used..).unwrap_or_default();
                if self.skip == 0 && !self.broken {
                    self.pending.extend_from_slice(rest);
                    return;
                }
            } else {
                rest = self.complete(rest);
            }
        }
    }

    /// Passes over bytes that are to be passed over, and gives those behind them.
    fn pass_over<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let length = usize::try_from(self.skip).map_or(bytes.len(), |skip| skip.min(bytes.len()));
        self.skip -= wide(length);
        self.offset += wide(length);
        bytes.get(length..).unwrap_or_default()
    }

    /// Adds to what is pending until it is whole, reads it, and gives what is left.
    fn complete<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let mut rest = bytes;
        let mut pending = std::mem::take(&mut self.pending);
        loop {
            let used = self.needed.saturating_sub(pending.len()).min(rest.len());
            pending.extend_from_slice(rest.get(..used).unwrap_or_default());
            rest = rest.get(used..).unwrap_or_default();
            if pending.len() < self.needed {
                self.pending = pending;
                return rest;
            }
            // Its beginning may tell only now how long it is.
            if self.read(&pending) > 0 || self.broken {
                return rest;
            }
        }
    }

    /// Reads what is whole, and says how many bytes that was.
    fn read(&mut self, bytes: &[u8]) -> usize {
        let mut rest = bytes;
        while !rest.is_empty() {
            match self.container.step(rest) {
                Step::Need(length) => {
                    self.needed = length;
                    break;
                }
                Step::Packet(length, packet) => {
                    self.packet(&packet);
                    self.offset += wide(length);
                    rest = rest.get(length..).unwrap_or_default();
                }
                Step::Skip(length) => {
                    self.skip = length;
                    rest = self.pass_over(rest);
                }
                Step::Remark(length, message) => {
                    self.problem(self.offset, message);
                    self.skip = length;
                    rest = self.pass_over(rest);
                }
                Step::Broken(message) => {
                    self.problem(self.offset, message);
                    self.broken = true;
                    self.pending = Vec::new();
                    break;
                }
            }
        }
        bytes.len() - rest.len()
    }

    fn problem(&mut self, offset: u64, message: String) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(Problem { offset: Some(offset), message });
        }
    }

    fn packet(&mut self, packet: &Packet<'_>) {
        let Packet { link_type, at, data } = *packet;
        self.packets += 1;
        self.first = [self.first, at].into_iter().flatten().min();
        self.last = self.last.max(at);
        *self.link_types.entry(link_type).or_default() += 1;
        let moment = Moment { number: self.packets, at };
        let Some(ip) = link::ip_packet(link_type, data) else { return };
        let Self { network, tftp, tcp, harvest, .. } = self;
        network.read(ip, &mut |carried| match carried {
            Carried::Udp(datagram) => tftp.take(&datagram, moment, harvest),
            Carried::Tcp(segment) => tcp.take(&segment, moment, harvest),
            Carried::Unreachable { source, destination } => tftp.unreachable(source, destination),
        });
    }

    /// Ends the capture.
    #[must_use]
    pub fn finish(mut self) -> Finished {
        if !self.pending.is_empty() || self.skip > 0 {
            let message = "the capture is cut in the middle of a packet; what stands before it was read".to_owned();
            self.problem(self.offset, message);
        }
        let moment = Moment { number: self.packets, at: self.last };
        self.tftp.finish(&mut self.harvest);
        let given_up = self.tcp.given_up();
        self.tcp.finish(moment, &mut self.harvest);
        let gathered = self.harvest.gather();
        let remarks = Remarks {
            packets: self.packets,
            cut: self.network.cut(),
            link_types: &self.link_types,
            incomplete: self.network.incomplete(),
            given_up,
            left_out: gathered.left_out,
        };
        let mut problems = self.problems;
        problems.extend(remarks.problems());
        let capture = Capture {
            input: 0,
            format: self.container.name().to_owned(),
            link_layers: link_layers(&self.link_types),
            packets: self.packets,
            first: self.first,
            last: self.last,
            transfers: gathered.transfers,
            more_transfers: gathered.more_transfers,
            handshakes: gathered.handshakes,
            more_handshakes: gathered.more_handshakes,
        };
        Finished { capture, finds: gathered.finds, problems }
    }
}

/// What is to be said of a capture as a whole.
struct Remarks<'a> {
    packets: u64,
    cut: u64,
    link_types: &'a BTreeMap<u32, u64>,
    incomplete: u64,
    given_up: u64,
    left_out: u64,
}

impl Remarks<'_> {
    fn problems(&self) -> Vec<Problem> {
        let number = |number: u64, noun: &str| count(usize::try_from(number).unwrap_or(usize::MAX), noun);
        let mut messages = Vec::new();
        let unknown = self.link_types.iter().filter(|(link_type, _)| !link::is_known(**link_type));
        for (link_type, packets) in unknown.take(MOST_LINK_LAYERS) {
            messages.push(format!(
                "{} of {} were not read: this link layer is not known here; record on the Ethernet interface",
                number(*packets, "packet"),
                link::name(*link_type)
            ));
        }
        if self.cut > 0 {
            messages.push(format!(
                "{} of {} were recorded in part only; record whole packets (tcpdump -s 0, or no limit in Wireshark)",
                self.cut,
                number(self.packets, "packet")
            ));
        }
        if self.incomplete > 0 {
            messages.push(format!(
                "{} came in fragments of which some are missing in the capture",
                number(self.incomplete, "IP packet")
            ));
        }
        if self.given_up > 0 {
            messages.push(format!(
                "{} not followed to the end, because too much lay open at once; cut the capture into parts (editcap -c)",
                if self.given_up == 1 { "1 TCP connection was".to_owned() } else { format!("{} TCP connections were", self.given_up) }
            ));
        }
        if self.left_out > 0 {
            messages.push(format!(
                "{} found in the capture were left out, because too much came out of it; cut it into parts (editcap -c)",
                number(self.left_out, "file")
            ));
        }
        messages.into_iter().map(|message| Problem { offset: None, message }).collect()
    }
}

/// The names of the link layers, each once.
fn link_layers(link_types: &BTreeMap<u32, u64>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in link_types.keys().map(|link_type| link::name(*link_type)) {
        if names.len() < MOST_LINK_LAYERS && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn wide(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
