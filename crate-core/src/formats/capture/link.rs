//! Link layers: what stands before the IP packet (numbers of the LINKTYPE registry, tcpdump.org).

use etherparse::{EtherType, Ethernet2Slice, LinuxSllProtocolType, LinuxSllSlice, SingleVlanSlice};

/// A link layer that is read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// A word for the address family, then IP.
    Loopback,
    Ethernet,
    RawIp,
    /// Linux cooked, which `tcpdump -i any` writes.
    LinuxCooked,
    /// The second version of it.
    LinuxCooked2,
}

impl Link {
    /// 12 and 14 are what BSD systems wrote for 101 into files.
    fn of(link_type: u32) -> Option<Self> {
        match link_type {
            0 | 108 => Some(Self::Loopback),
            1 => Some(Self::Ethernet),
            12 | 14 | 101 | 228 | 229 => Some(Self::RawIp),
            113 => Some(Self::LinuxCooked),
            276 => Some(Self::LinuxCooked2),
            _ => None,
        }
    }
}

/// The name of a link layer for people; `link layer 127` for one that is not read here.
pub(super) fn name(link_type: u32) -> String {
    match Link::of(link_type) {
        Some(Link::Loopback) => "loopback".to_owned(),
        Some(Link::Ethernet) => "Ethernet".to_owned(),
        Some(Link::RawIp) => "raw IP".to_owned(),
        Some(Link::LinuxCooked | Link::LinuxCooked2) => "Linux cooked".to_owned(),
        None => format!("link layer {link_type}"),
    }
}

/// Whether packets of a link layer are read here.
pub(super) fn is_known(link_type: u32) -> bool {
    Link::of(link_type).is_some()
}

/// The IP packet in a frame, if it carries one. What stands behind it, such as padding, is still there.
pub(super) fn ip_packet(link_type: u32, frame: &[u8]) -> Option<&[u8]> {
    match Link::of(link_type)? {
        Link::RawIp => Some(frame),
        // The family's number and byte order depend on the system; the version in the IP header tells enough.
        Link::Loopback => frame.get(4..),
        Link::Ethernet => {
            let frame = Ethernet2Slice::from_slice_without_fcs(frame).ok()?;
            behind_tags(frame.ether_type(), frame.payload_slice())
        }
        Link::LinuxCooked => {
            let frame = LinuxSllSlice::from_slice(frame).ok()?;
            match frame.protocol_type() {
                LinuxSllProtocolType::EtherType(ether_type) => behind_tags(ether_type, frame.payload_slice()),
                _ => None,
            }
        }
        Link::LinuxCooked2 => {
            let ether_type = EtherType(u16::from_be_bytes(*frame.first_chunk()?));
            behind_tags(ether_type, frame.get(20..)?)
        }
    }
}

/// Takes off the VLAN tags (IEEE 802.1Q, also several).
fn behind_tags(mut ether_type: EtherType, mut payload: &[u8]) -> Option<&[u8]> {
    loop {
        match ether_type {
            EtherType::IPV4 | EtherType::IPV6 => return Some(payload),
            EtherType::VLAN_TAGGED_FRAME | EtherType::PROVIDER_BRIDGING | EtherType::VLAN_DOUBLE_TAGGED_FRAME => {
                let tag = SingleVlanSlice::from_slice(payload).ok()?;
                ether_type = tag.ether_type();
                payload = tag.payload_slice();
            }
            _ => return None,
        }
    }
}
