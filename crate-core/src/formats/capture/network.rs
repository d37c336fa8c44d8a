//! IP: from a packet to what UDP and TCP carry, fragments put together.

use super::fragments::{Fragment, Fragments, Which};
use etherparse::icmpv4::DestUnreachableHeader;
use etherparse::icmpv6::DestUnreachableCode;
use etherparse::{
    Icmpv4Slice, Icmpv4Type, Icmpv6Slice, Icmpv6Type, IpNumber, Ipv6ExtensionSlice, Ipv6ExtensionsSlice,
    LaxIpPayloadSlice, LaxIpSlice, TcpSlice, UdpSlice,
};
use std::net::{IpAddr, SocketAddr};

/// What one packet carries.
#[derive(Debug)]
pub(super) enum Carried<'a> {
    Udp(Datagram<'a>),
    Tcp(Segment<'a>),
    /// A host says that nothing listens where a UDP datagram was sent to (ICMP).
    Unreachable {
        source: SocketAddr,
        destination: SocketAddr,
    },
}

/// A UDP datagram.
#[derive(Debug, Clone, Copy)]
pub(super) struct Datagram<'a> {
    pub(super) source: SocketAddr,
    pub(super) destination: SocketAddr,
    pub(super) payload: &'a [u8],
    /// Whether the capture holds less of it than was sent.
    pub(super) cut: bool,
}

/// A TCP segment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment<'a> {
    pub(super) source: SocketAddr,
    pub(super) destination: SocketAddr,
    /// The sequence number of its first byte, or of its SYN.
    pub(super) sequence: u32,
    /// The next byte that the sender waits for, if it says so.
    pub(super) acknowledged: Option<u32>,
    pub(super) start: bool,
    pub(super) end: bool,
    pub(super) reset: bool,
    pub(super) payload: &'a [u8],
    /// Bytes behind the payload that were sent and are not in the capture.
    pub(super) missing: usize,
}

/// The reader of this layer.
#[derive(Debug, Default)]
pub(super) struct Network {
    fragments: Fragments,
    /// Packets of which the capture does not hold all bytes.
    cut: u64,
}

impl Network {
    /// Hands on what an IP packet carries: nothing while fragments are missing, or when it is neither UDP nor TCP.
    pub(super) fn read(&mut self, packet: &[u8], then: &mut dyn FnMut(Carried<'_>)) {
        let Ok((packet, _)) = LaxIpSlice::from_slice(packet) else { return };
        let (source, destination) = (packet.source_addr(), packet.destination_addr());
        let payload = packet.payload();
        self.cut += u64::from(payload.incomplete);
        if payload.fragmented {
            let whole = fragment(&packet).and_then(|fragment| self.fragments.add(&fragment, payload.payload));
            if let Some((protocol, bytes)) = whole {
                // Extensions of IPv6 may stand behind the one that tells of fragments.
                let (_, protocol, bytes, _) = Ipv6ExtensionsSlice::from_slice_lax(protocol, &bytes);
                then_transport(source, destination, protocol, bytes, 0, then);
            }
            return;
        }
        let missing = if payload.incomplete { missing(&packet, payload) } else { 0 };
        then_transport(source, destination, payload.ip_number, payload.payload, missing, then);
    }

    /// Packets of which the capture does not hold all bytes.
    pub(super) fn cut(&self) -> u64 {
        self.cut
    }

    /// Packets of which fragments are missing.
    pub(super) fn incomplete(&self) -> u64 {
        self.fragments.incomplete()
    }
}

/// How much of an IP packet is not in the capture, by the length in its header.
fn missing(packet: &LaxIpSlice<'_>, payload: &LaxIpPayloadSlice<'_>) -> usize {
    let sent = match packet {
        LaxIpSlice::Ipv4(packet) => {
            let extensions = packet.extensions().auth.map_or(0, |auth| auth.slice().len());
            let header = packet.header();
            usize::from(header.total_len()).saturating_sub(header.slice().len() + extensions)
        }
        LaxIpSlice::Ipv6(packet) => {
            usize::from(packet.header().payload_length()).saturating_sub(packet.extensions().slice().len())
        }
    };
    sent.saturating_sub(payload.payload.len())
}

/// What a fragment says of itself.
fn fragment(packet: &LaxIpSlice<'_>) -> Option<Fragment> {
    let (source, destination) = (packet.source_addr(), packet.destination_addr());
    let protocol = packet.payload_ip_number();
    match packet {
        LaxIpSlice::Ipv4(packet) => {
            let header = packet.header();
            Some(Fragment {
                which: Which { source, destination, identification: header.identification().into(), protocol },
                offset: header.fragments_offset(),
                more: header.more_fragments(),
            })
        }
        LaxIpSlice::Ipv6(packet) => {
            let header = packet.extensions().clone().into_iter().find_map(|extension| match extension {
                Ipv6ExtensionSlice::Fragment(header) => Some(header),
                _ => None,
            })?;
            Some(Fragment {
                which: Which { source, destination, identification: header.identification(), protocol },
                offset: header.fragment_offset(),
                more: header.more_fragments(),
            })
        }
    }
}

fn then_transport(
    source: IpAddr,
    destination: IpAddr,
    protocol: IpNumber,
    bytes: &[u8],
    missing: usize,
    then: &mut dyn FnMut(Carried<'_>),
) {
    match protocol {
        IpNumber::UDP => {
            let Ok(udp) = UdpSlice::from_slice_lax(bytes) else { return };
            let stated = usize::from(udp.length());
            then(Carried::Udp(Datagram {
                source: SocketAddr::new(source, udp.source_port()),
                destination: SocketAddr::new(destination, udp.destination_port()),
                payload: udp.payload(),
                cut: missing > 0 || stated > bytes.len(),
            }));
        }
        IpNumber::TCP => {
            let Ok(tcp) = TcpSlice::from_slice(bytes) else { return };
            then(Carried::Tcp(Segment {
                source: SocketAddr::new(source, tcp.source_port()),
                destination: SocketAddr::new(destination, tcp.destination_port()),
                sequence: tcp.sequence_number(),
                acknowledged: tcp.ack().then(|| tcp.acknowledgment_number()),
                start: tcp.syn(),
                end: tcp.fin(),
                reset: tcp.rst(),
                payload: tcp.payload(),
                missing,
            }));
        }
        IpNumber::ICMP => {
            if let Ok(message) = Icmpv4Slice::from_slice(bytes)
                && matches!(message.icmp_type(), Icmpv4Type::DestinationUnreachable(DestUnreachableHeader::Port))
            {
                then_unreachable(message.payload(), then);
            }
        }
        IpNumber::IPV6_ICMP => {
            if let Ok(message) = Icmpv6Slice::from_slice(bytes)
                && matches!(message.icmp_type(), Icmpv6Type::DestinationUnreachable(DestUnreachableCode::Port))
            {
                then_unreachable(message.payload(), then);
            }
        }
        _ => {}
    }
}

/// Such a message holds the beginning of the packet that it is about.
fn then_unreachable(packet: &[u8], then: &mut dyn FnMut(Carried<'_>)) {
    let Ok((packet, _)) = LaxIpSlice::from_slice(packet) else { return };
    if packet.payload_ip_number() == IpNumber::UDP
        && let Ok(udp) = UdpSlice::from_slice_lax(packet.payload().payload)
    {
        then(Carried::Unreachable {
            source: SocketAddr::new(packet.source_addr(), udp.source_port()),
            destination: SocketAddr::new(packet.destination_addr(), udp.destination_port()),
        });
    }
}
