//! pcapng: blocks of which each says how long it is (draft-ietf-opsawg-pcapng).

use super::{LARGEST_PACKET, Packet, Step, length, number};
use crate::timestamp::Timestamp;
use pcap_parser::pcapng::{
    Block, EnhancedPacketBlock, InterfaceDescriptionBlock, OptionCode, SimplePacketBlock, parse_block_be,
    parse_block_le,
};

/// Types of blocks.
const SECTION_HEADER: u32 = 0x0a0d_0d0a;
const INTERFACE_DESCRIPTION: u32 = 1;
const OBSOLETE_PACKET: u32 = 2;
const SIMPLE_PACKET: u32 = 3;
const ENHANCED_PACKET: u32 = 6;
const DECRYPTION_SECRETS: u32 = 10;

/// The number in a section header that tells the byte order.
const BYTE_ORDER: [u8; 4] = [0x1a, 0x2b, 0x3c, 0x4d];

/// Bytes of the shortest block: type, length, length again.
const SHORTEST_BLOCK: usize = 12;

/// Bytes that a block with a packet may take beside the packet: its fields and options.
const AROUND_PACKET: usize = 65_536;

/// Interfaces that a section may describe.
const MOST_INTERFACES: usize = 65_536;

/// Whether a file that begins so is one.
pub(super) fn begins(start: &[u8]) -> bool {
    start.starts_with(&SECTION_HEADER.to_be_bytes())
}

/// Where the reader is.
#[derive(Debug, Default)]
pub(in super::super) struct Reader {
    big_endian: bool,
    interfaces: Vec<Interface>,
    /// What has been said once and need not be said again.
    said: Said,
}

#[derive(Debug, Default)]
struct Said {
    unknown_interface: bool,
    obsolete: bool,
    secrets: bool,
}

/// What a packet's interface says of it.
#[derive(Debug, Clone, Copy)]
struct Interface {
    link_type: u32,
    /// The most that is recorded of a packet; 0 for no limit.
    snap_length: u32,
    /// Units of the time stamps in a second; 0 where they are finer than can be counted.
    units: u64,
    /// Seconds to add.
    offset: i64,
}

impl Reader {
    pub(super) fn step<'a>(&mut self, bytes: &'a [u8]) -> Step<'a> {
        if bytes.starts_with(&SECTION_HEADER.to_be_bytes()) {
            // It begins a section, which may have a byte order of its own.
            let Some(order) = bytes.get(8..SHORTEST_BLOCK) else { return Step::Need(SHORTEST_BLOCK) };
            self.big_endian = order == BYTE_ORDER;
            if !self.big_endian && !order.iter().rev().eq(&BYTE_ORDER) {
                return Step::Broken("the capture is damaged: a section header names no byte order".to_owned());
            }
        }
        let (Some(kind), Some(stated)) = (number(bytes, 0, self.big_endian), number(bytes, 4, self.big_endian)) else {
            return Step::Need(8);
        };
        let whole = length(stated);
        if whole < SHORTEST_BLOCK {
            return Step::Broken(format!(
                "the capture is damaged: a block of {whole} bytes cannot be; what stands before it was read"
            ));
        }
        match kind {
            SECTION_HEADER => {
                self.interfaces.clear();
                Step::Skip(u64::from(stated))
            }
            INTERFACE_DESCRIPTION | SIMPLE_PACKET | ENHANCED_PACKET => self.block(bytes, whole),
            OBSOLETE_PACKET if !std::mem::replace(&mut self.said.obsolete, true) => {
                let remark = "the capture holds packets in blocks of an obsolete kind (type 2), which are not read; save it anew with Wireshark";
                Step::Remark(u64::from(stated), remark.to_owned())
            }
            DECRYPTION_SECRETS if !std::mem::replace(&mut self.said.secrets, true) => {
                let remark = "the capture holds the keys of TLS sessions, which were not read and are not kept; take them out before you pass it on (editcap --discard-all-secrets)";
                Step::Remark(u64::from(stated), remark.to_owned())
            }
            _ => Step::Skip(u64::from(stated)),
        }
    }

    /// A block that has to be looked into, `whole` bytes long.
    fn block<'a>(&mut self, bytes: &'a [u8], whole: usize) -> Step<'a> {
        if whole > LARGEST_PACKET + AROUND_PACKET {
            return Step::Broken(format!(
                "the capture is damaged: a packet of {whole} bytes cannot be; what stands before it was read"
            ));
        }
        let Some(block) = bytes.get(..whole) else { return Step::Need(whole) };
        let read = if self.big_endian { parse_block_be(block) } else { parse_block_le(block) };
        match read {
            Ok((_, Block::InterfaceDescription(interface))) => {
                if self.interfaces.len() < MOST_INTERFACES {
                    self.interfaces.push(Interface::of(&interface, self.big_endian));
                }
                skip(whole)
            }
            Ok((_, Block::EnhancedPacket(packet))) => self.enhanced(whole, &packet),
            Ok((_, Block::SimplePacket(packet))) => self.simple(whole, &packet),
            Ok(_) => skip(whole),
            Err(_) => Step::Broken(
                "the capture is damaged: a block contradicts itself; what stands before it was read".to_owned(),
            ),
        }
    }

    fn enhanced<'a>(&mut self, whole: usize, block: &EnhancedPacketBlock<'a>) -> Step<'a> {
        let Some(interface) = self.interfaces.get(length(block.if_id)) else { return self.unknown_interface(whole) };
        let units = (u64::from(block.ts_high) << 32) | u64::from(block.ts_low);
        let data = block.data.get(..length(block.caplen)).unwrap_or(block.data);
        Step::Packet(whole, Packet { link_type: interface.link_type, at: interface.time(units), data })
    }

    /// A packet of the first interface, without a time.
    fn simple<'a>(&mut self, whole: usize, block: &SimplePacketBlock<'a>) -> Step<'a> {
        let Some(interface) = self.interfaces.first() else { return self.unknown_interface(whole) };
        let limit = if interface.snap_length == 0 { usize::MAX } else { length(interface.snap_length) };
        let data = block.data.get(..length(block.origlen).min(limit)).unwrap_or(block.data);
        Step::Packet(whole, Packet { link_type: interface.link_type, at: None, data })
    }

    fn unknown_interface<'a>(&mut self, whole: usize) -> Step<'a> {
        if std::mem::replace(&mut self.said.unknown_interface, true) {
            return skip(whole);
        }
        let remark =
            "this packet names an interface that the capture does not describe; it and others like it were not read";
        Step::Remark(u64::try_from(whole).unwrap_or(u64::MAX), remark.to_owned())
    }
}

fn skip<'a>(whole: usize) -> Step<'a> {
    Step::Skip(u64::try_from(whole).unwrap_or(u64::MAX))
}

impl Interface {
    fn of(block: &InterfaceDescriptionBlock<'_>, big_endian: bool) -> Self {
        let option = |code: OptionCode| block.options.iter().find(|option| option.code == code);
        // The library reads this option in one byte order alone.
        let offset = option(OptionCode::IfTsoffset).and_then(|option| option.value().first_chunk::<8>().copied());
        let offset =
            offset.map_or(0, |eight| if big_endian { i64::from_be_bytes(eight) } else { i64::from_le_bytes(eight) });
        Self {
            link_type: block.linktype.0.cast_unsigned(),
            snap_length: block.snaplen,
            units: units_in_a_second(block.if_tsresol),
            offset,
        }
    }

    fn time(&self, units: u64) -> Option<Timestamp> {
        let seconds = i64::try_from(units.checked_div(self.units)?).ok()?;
        Some(Timestamp::from_unix(seconds.saturating_add(self.offset)))
    }
}

/// `if_tsresol`: a negative power of ten, or of two where the highest bit is set.
fn units_in_a_second(resolution: u8) -> u64 {
    let exponent = u32::from(resolution & 0x7f);
    let base: u64 = if resolution & 0x80 == 0 { 10 } else { 2 };
    base.checked_pow(exponent).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolutions_are_powers_of_ten_and_of_two() {
        assert_eq!(units_in_a_second(6), 1_000_000);
        assert_eq!(units_in_a_second(9), 1_000_000_000);
        assert_eq!(units_in_a_second(0x8a), 1024);
        assert_eq!(units_in_a_second(0x7f), 0, "finer than can be counted");
    }
}
