//! Captures of what a phone and its servers say to each other: classic pcap over Ethernet, IPv4, UDP and TCP.
//!
//! The packets are those that a phone needs: no options of TFTP, no lost packets, one file a connection.

mod packets;
mod tcp;
#[cfg(test)]
mod tests;
mod tftp;
mod tls;

pub use super::phone_log::{Alert, Side};

use crate::timestamp::Timestamp;
use packets::Packets;
use std::net::Ipv4Addr;
use tcp::Connection;

/// The port of TFTP files over HTTP.
const HTTP: u16 = 6970;

/// Something that a client and a server say to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// When it begins. The time is moved into 1970 to 2106, as the format asks for.
    pub at: Timestamp,
    /// The address of the phone.
    pub client: Ipv4Addr,
    /// The address of the server.
    pub server: Ipv4Addr,
    /// What happens.
    pub event: Event,
}

/// What may happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A file comes over TFTP, or the server says that it has none.
    Tftp {
        /// Its name: `ITLSEP001122334455.tlv`.
        file: String,
        /// What stands in it; none when the server does not have it.
        content: Option<Vec<u8>>,
    },
    /// A file comes over HTTP from port 6970, or the server says that it has none.
    Http {
        /// Its name: `ITLSEP001122334455.tlv`.
        file: String,
        /// What stands in it; none when the server does not have it.
        content: Option<Vec<u8>>,
    },
    /// A TLS handshake, which shows certificates.
    Tls(Handshake),
}

/// A handshake of TLS 1.2 (RFC 5246). What would be encrypted, and what keys would sign, is filled with bytes of no meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handshake {
    /// The port of the server: 5061 for SIP, 2445 for TVS, 3804 for CAPF.
    pub port: u16,
    /// The server that the client names, if it names one.
    pub server_name: Option<String>,
    /// The certificates that the server shows (DER), its own first.
    pub server_chain: Vec<Vec<u8>>,
    /// Those that the client shows when it is asked; none when it is not asked, empty when it has none.
    pub client_chain: Option<Vec<Vec<u8>>>,
    /// Who ends it before its time, and why.
    pub refused: Option<(Side, Alert)>,
}

/// A capture could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CaptureError {
    /// A part is longer than its field can say.
    #[error("{what} has {length} bytes, more than the protocol can carry; make it shorter")]
    TooLong {
        /// What it is.
        what: &'static str,
        /// Its bytes.
        length: usize,
    },
    /// A packet could not be put together.
    #[error("a packet cannot be put together: {0}")]
    Packet(#[from] etherparse::err::packet::BuildWriteError),
}

/// The file of a capture in which these exchanges follow one another.
///
/// # Errors
/// When a name, a file or a chain is longer than its protocol can carry.
pub fn write_capture(exchanges: &[Exchange]) -> Result<Vec<u8>, CaptureError> {
    let mut packets = Packets::begin();
    for (number, exchange) in (0_u16..=u16::MAX).cycle().zip(exchanges) {
        packets.set_time(exchange.at);
        let ends = Ends { client: exchange.client, server: exchange.server, number };
        match &exchange.event {
            Event::Tftp { file, content } => tftp::write(&mut packets, ends, file, content.as_deref())?,
            Event::Http { file, content } => {
                let mut connection = Connection::open(&mut packets, ends, HTTP)?;
                write_http(&mut connection, exchange.server, file, content.as_deref())?;
                connection.close()?;
            }
            Event::Tls(handshake) => {
                let mut connection = Connection::open(&mut packets, ends, handshake.port)?;
                tls::write(&mut connection, handshake, number)?;
                connection.close()?;
            }
        }
    }
    Ok(packets.finish())
}

/// Who speaks, and which exchange of the capture it is.
#[derive(Debug, Clone, Copy)]
struct Ends {
    client: Ipv4Addr,
    server: Ipv4Addr,
    number: u16,
}

impl Ends {
    /// A port of the range for clients (RFC 6335 section 6), another for each exchange.
    fn client_port(self) -> u16 {
        0xC000 | self.number
    }
}

fn write_http(
    connection: &mut Connection<'_>,
    server: Ipv4Addr,
    file: &str,
    content: Option<&[u8]>,
) -> Result<(), CaptureError> {
    let path = crate::text::visible(file).replace(' ', "%20");
    let request = format!("GET /{path} HTTP/1.1\r\nHost: {server}:{HTTP}\r\nAccept: */*\r\n\r\n");
    connection.send(Side::Phone, request.as_bytes())?;
    let status = if content.is_some() { "200 OK" } else { "404 Not Found" };
    let content = content.unwrap_or_default();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/octet-stream\r\nContent-Length: {}\r\n\r\n",
        content.len()
    );
    let answer: Vec<u8> = head.bytes().chain(content.iter().copied()).collect();
    connection.send(Side::Server, &answer)
}
