//! One connection over TCP (RFC 9293).

use super::packets::{End, Packets, Segment};
use super::{CaptureError, Ends, Side};

/// Bytes of a full segment in an Ethernet frame.
const SEGMENT: usize = 1_460;

/// Where both sides begin to count.
const CLIENT_BEGINS: u32 = 0x1000_0000;
const SERVER_BEGINS: u32 = 0x2000_0000;

/// A connection that is open.
pub(super) struct Connection<'a> {
    packets: &'a mut Packets,
    client: End,
    server: End,
    /// What each side sends next.
    client_next: u32,
    server_next: u32,
}

impl<'a> Connection<'a> {
    /// Opens a connection to a port of the server.
    pub(super) fn open(packets: &'a mut Packets, ends: Ends, port: u16) -> Result<Self, CaptureError> {
        let client = End { address: ends.client, port: ends.client_port() };
        let server = End { address: ends.server, port };
        let mut connection = Self { packets, client, server, client_next: CLIENT_BEGINS, server_next: SERVER_BEGINS };
        let begins = Segment { sequence: CLIENT_BEGINS, begins: true, ..Segment::default() };
        connection.packets.tcp(client, server, begins, &[])?;
        connection.client_next += 1;
        let answer =
            Segment { sequence: SERVER_BEGINS, acknowledged: Some(connection.client_next), begins: true, ends: false };
        connection.packets.tcp(server, client, answer, &[])?;
        connection.server_next += 1;
        connection.acknowledge(Side::Phone)?;
        Ok(connection)
    }

    /// One side sends, and the other acknowledges.
    pub(super) fn send(&mut self, by: Side, bytes: &[u8]) -> Result<(), CaptureError> {
        for part in bytes.chunks(SEGMENT) {
            self.put(by, false, part)?;
            let length = u32::try_from(part.len()).unwrap_or_default();
            let next = self.next(by);
            *next = next.wrapping_add(length);
        }
        self.acknowledge(other(by))
    }

    /// The phone ends the connection, and the server does so too.
    pub(super) fn close(mut self) -> Result<(), CaptureError> {
        for side in [Side::Phone, Side::Server] {
            self.put(side, true, &[])?;
            let next = self.next(side);
            *next = next.wrapping_add(1);
        }
        self.acknowledge(Side::Phone)
    }

    fn acknowledge(&mut self, by: Side) -> Result<(), CaptureError> {
        self.put(by, false, &[])
    }

    fn put(&mut self, by: Side, ends: bool, bytes: &[u8]) -> Result<(), CaptureError> {
        let acknowledged = Some(*self.next(other(by)));
        let segment = Segment { sequence: *self.next(by), acknowledged, begins: false, ends };
        let (from, to) = match by {
            Side::Phone => (self.client, self.server),
            Side::Server => (self.server, self.client),
        };
        self.packets.tcp(from, to, segment, bytes)
    }

    fn next(&mut self, side: Side) -> &mut u32 {
        match side {
            Side::Phone => &mut self.client_next,
            Side::Server => &mut self.server_next,
        }
    }
}

fn other(side: Side) -> Side {
    match side {
        Side::Phone => Side::Server,
        Side::Server => Side::Phone,
    }
}
