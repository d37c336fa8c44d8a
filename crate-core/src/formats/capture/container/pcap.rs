//! pcap, the older format: a header, then packets one behind the other (draft-ietf-opsawg-pcap).

use super::{LARGEST_PACKET, Packet, Step, length, number};
use crate::timestamp::Timestamp;
use pcap_parser::pcap::{
    LegacyPcapBlock, PcapHeader, parse_pcap_frame, parse_pcap_frame_be, parse_pcap_frame_modified, parse_pcap_header,
};

/// Bytes of the file's header.
const HEADER: usize = 24;

/// The magic numbers, as the bytes stand in the file: micro- and nanoseconds in both byte orders, and the variant of old Linux
/// systems with a longer header before each packet.
const MAGIC: [[u8; 4]; 5] = [
    [0xa1, 0xb2, 0xc3, 0xd4],
    [0xd4, 0xc3, 0xb2, 0xa1],
    [0xa1, 0xb2, 0x3c, 0x4d],
    [0x4d, 0x3c, 0xb2, 0xa1],
    [0x34, 0xcd, 0xb2, 0xa1],
];

/// The bits of the header's last field that name the link layer; those above say whether frames end with their checksum.
const LINK_TYPE: u32 = 0x03ff_ffff;

/// Whether a file that begins so is one.
pub(super) fn begins(start: &[u8]) -> bool {
    MAGIC.iter().any(|magic| start.starts_with(magic))
}

/// Where the reader is.
#[derive(Debug, Default)]
pub(in super::super) struct Reader {
    /// The header, once it has been read.
    layout: Option<Layout>,
}

#[derive(Debug, Clone, Copy)]
struct Layout {
    big_endian: bool,
    modified: bool,
    link_type: u32,
}

impl Reader {
    pub(super) fn step<'a>(&mut self, bytes: &'a [u8]) -> Step<'a> {
        match self.layout {
            Some(layout) => layout.packet(bytes),
            None => self.header(bytes),
        }
    }

    fn header<'a>(&mut self, bytes: &'a [u8]) -> Step<'a> {
        if bytes.len() < HEADER {
            return Step::Need(HEADER);
        }
        match parse_pcap_header(bytes) {
            Ok((_, header)) => {
                self.layout = Some(Layout::of(&header));
                Step::Skip(u64::try_from(HEADER).unwrap_or_default())
            }
            Err(_) => Step::Broken("the header of the capture cannot be read".to_owned()),
        }
    }
}

impl Layout {
    fn of(header: &PcapHeader) -> Self {
        Self {
            big_endian: header.is_bigendian(),
            modified: header.is_modified_format(),
            link_type: header.network.0.cast_unsigned() & LINK_TYPE,
        }
    }

    fn packet(self, bytes: &[u8]) -> Step<'_> {
        let header = if self.modified { HEADER } else { 16 };
        let Some(recorded) = number(bytes, 8, self.big_endian).map(length) else { return Step::Need(header) };
        if recorded > LARGEST_PACKET {
            return Step::Broken(format!(
                "the capture is damaged: a packet of {recorded} bytes cannot be; what stands before it was read"
            ));
        }
        let whole = header.saturating_add(recorded);
        let Some(record) = bytes.get(..whole) else { return Step::Need(whole) };
        let read = match (self.modified, self.big_endian) {
            (true, _) => parse_pcap_frame_modified(record),
            (false, true) => parse_pcap_frame_be(record),
            (false, false) => parse_pcap_frame(record),
        };
        match read {
            Ok((_, LegacyPcapBlock { ts_sec, data, .. })) => {
                let at = Some(Timestamp::from_unix(i64::from(ts_sec)));
                Step::Packet(whole, Packet { link_type: self.link_type, at, data })
            }
            Err(_) => Step::Broken("the capture is damaged: a packet cannot be read".to_owned()),
        }
    }
}
