//! The file of a capture: pcap with microseconds, and Ethernet frames.

use super::CaptureError;
use crate::timestamp::Timestamp;
use etherparse::PacketBuilder;
use std::net::Ipv4Addr;

/// Microseconds from one packet to the next.
const PACE: u32 = 400;

const MICROSECONDS: u32 = 1_000_000;

/// What a frame may hold (`MAXIMUM_SNAPLEN` of libpcap).
const LONGEST: u32 = 262_144;

/// `LINKTYPE_ETHERNET`.
const ETHERNET: u32 = 1;

/// Routers that a packet may pass.
const TIME_TO_LIVE: u8 = 64;

/// Bytes that a receiver is ready for.
const WINDOW: u16 = 64_240;

/// Packets in the making, in the order of their time.
pub(super) struct Packets {
    file: Vec<u8>,
    second: u32,
    microsecond: u32,
}

/// An address and a port.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub(super) address: Ipv4Addr,
    pub(super) port: u16,
}

/// What a TCP segment says beside its data.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Segment {
    pub(super) sequence: u32,
    /// What was received, if anything was.
    pub(super) acknowledged: Option<u32>,
    pub(super) begins: bool,
    pub(super) ends: bool,
}

impl Packets {
    pub(super) fn begin() -> Self {
        let mut file = Vec::new();
        file.extend(0xA1B2_C3D4_u32.to_le_bytes());
        file.extend(2_u16.to_le_bytes());
        file.extend(4_u16.to_le_bytes());
        // The zone and the accuracy of the clock, which nobody states.
        file.extend([0; 8]);
        file.extend(LONGEST.to_le_bytes());
        file.extend(ETHERNET.to_le_bytes());
        Self { file, second: 0, microsecond: 0 }
    }

    /// The next packets are sent from this time on.
    pub(super) fn set_time(&mut self, at: Timestamp) {
        let second = u32::try_from(at.unix().max(0)).unwrap_or(u32::MAX);
        if second != self.second {
            (self.second, self.microsecond) = (second, 0);
        }
    }

    pub(super) fn udp(&mut self, from: End, to: End, payload: &[u8]) -> Result<(), CaptureError> {
        let mut frame = Vec::new();
        frame_between(from, to).udp(from.port, to.port).write(&mut frame, payload)?;
        self.put(&frame);
        Ok(())
    }

    pub(super) fn tcp(&mut self, from: End, to: End, segment: Segment, payload: &[u8]) -> Result<(), CaptureError> {
        let mut packet = frame_between(from, to).tcp(from.port, to.port, segment.sequence, WINDOW);
        if let Some(acknowledged) = segment.acknowledged {
            packet = packet.ack(acknowledged);
        }
        if segment.begins {
            packet = packet.syn();
        }
        if segment.ends {
            packet = packet.fin();
        }
        if !payload.is_empty() {
            packet = packet.psh();
        }
        let mut frame = Vec::new();
        packet.write(&mut frame, payload)?;
        self.put(&frame);
        Ok(())
    }

    fn put(&mut self, frame: &[u8]) {
        // Frames are far shorter than four gigabytes.
        let length = u32::try_from(frame.len()).unwrap_or(u32::MAX).to_le_bytes();
        self.file.extend(self.second.to_le_bytes());
        self.file.extend(self.microsecond.to_le_bytes());
        self.file.extend(length);
        self.file.extend(length);
        self.file.extend(frame);
        self.microsecond += PACE;
        if self.microsecond >= MICROSECONDS {
            self.microsecond -= MICROSECONDS;
            self.second = self.second.saturating_add(1);
        }
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.file
    }
}

/// Both headers below that of UDP or TCP.
fn frame_between(from: End, to: End) -> etherparse::PacketBuilderStep<etherparse::IpHeaders> {
    let hardware = |address: Ipv4Addr| {
        let [first, second, third, fourth] = address.octets();
        // Addresses that nobody makes hardware with (IEEE 802, "locally administered").
        [2, 0, first, second, third, fourth]
    };
    PacketBuilder::ethernet2(hardware(from.address), hardware(to.address)).ipv4(
        from.address.octets(),
        to.address.octets(),
        TIME_TO_LIVE,
    )
}
