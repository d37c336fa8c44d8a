//! One file over TFTP (RFC 1350).

use super::packets::{End, Packets};
use super::{CaptureError, Ends};
use crate::text::visible;

/// The port that requests go to.
const TFTP: u16 = 69;

/// Bytes of a full block; a shorter one is the last.
const BLOCK: usize = 512;

/// Bytes of the longest name that a request can carry with its other fields.
const LONGEST_NAME: usize = 1_400;

/// A request, and the blocks that answer it with their acknowledgements; or the answer that there is no such file.
pub(super) fn write(packets: &mut Packets, ends: Ends, file: &str, content: Option<&[u8]>) -> Result<(), CaptureError> {
    let name = visible(file);
    if name.len() > LONGEST_NAME {
        return Err(CaptureError::TooLong { what: "the name of a file", length: name.len() });
    }
    let client = End { address: ends.client, port: ends.client_port() };
    // The server answers each request from a port of its own.
    let server = End { address: ends.server, port: 0x8000 | (ends.number & 0x3FFF) };
    let request = [&[0, 1], name.as_bytes(), b"\0octet\0"].concat();
    packets.udp(client, End { port: TFTP, ..server }, &request)?;
    let Some(content) = content else {
        return packets.udp(server, client, b"\0\x05\0\x01File not found\0");
    };
    // A file of full blocks ends with an empty one.
    let last = if content.len().is_multiple_of(BLOCK) { Some(&[][..]) } else { None };
    let mut number: u16 = 0;
    for block in content.chunks(BLOCK).chain(last) {
        number = number.wrapping_add(1);
        let [high, low] = number.to_be_bytes();
        packets.udp(server, client, &[&[0, 3, high, low], block].concat())?;
        packets.udp(client, server, &[0, 4, high, low])?;
    }
    Ok(())
}
