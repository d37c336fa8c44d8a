//! The file around the packets: pcap and pcapng, in pieces of any size.

mod pcap;
mod pcapng;

use crate::timestamp::Timestamp;

/// Bytes that one packet may have: what libpcap and Wireshark take (`MAXIMUM_SNAPLEN`, `WTAP_MAX_PACKET_SIZE_STANDARD`). A length beyond
/// it is a damage, not a packet.
const LARGEST_PACKET: usize = 262_144;

/// A packet as it lies in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Packet<'a> {
    /// The link layer that it begins with: a number of the LINKTYPE registry.
    pub(super) link_type: u32,
    /// When it was recorded, where the file says so.
    pub(super) at: Option<Timestamp>,
    /// What was recorded of it, which may be less than was sent.
    pub(super) data: &'a [u8],
}

/// What stands at the front of some bytes.
#[derive(Debug)]
pub(super) enum Step<'a> {
    /// Something that takes so many bytes, more than there are.
    Need(usize),
    /// A packet, and the bytes that it takes in the file.
    Packet(usize, Packet<'a>),
    /// Something else that takes so many bytes; they need not be there yet.
    Skip(u64),
    /// The same, and something that a person should know of it.
    Remark(u64, String),
    /// Nothing that can be: from here on nothing can be read.
    Broken(String),
}

/// The reader of one of the two formats. It is shown the bytes at which it has arrived, and keeps none of them.
#[derive(Debug)]
pub(super) enum Container {
    Pcap(pcap::Reader),
    Pcapng(pcapng::Reader),
}

impl Container {
    /// The reader of a file that begins so, if it is a capture.
    pub(super) fn begin(start: &[u8]) -> Option<Self> {
        if pcapng::begins(start) {
            return Some(Self::Pcapng(pcapng::Reader::default()));
        }
        pcap::begins(start).then(|| Self::Pcap(pcap::Reader::default()))
    }

    /// `pcap` or `pcapng`.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Pcap(_) => "pcap",
            Self::Pcapng(_) => "pcapng",
        }
    }

    /// Says what stands at the front of `bytes`.
    pub(super) fn step<'a>(&mut self, bytes: &'a [u8]) -> Step<'a> {
        match self {
            Self::Pcap(reader) => reader.step(bytes),
            Self::Pcapng(reader) => reader.step(bytes),
        }
    }
}

/// The four bytes at `at` as a number, if they are there.
fn number(bytes: &[u8], at: usize, big_endian: bool) -> Option<u32> {
    let four = *bytes.get(at..)?.first_chunk::<4>()?;
    Some(if big_endian { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) })
}

/// A length of the file as a number of bytes in memory; too large for that is too large for anything.
fn length(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
