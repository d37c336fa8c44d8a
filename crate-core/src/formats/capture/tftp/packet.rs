//! TFTP packets (RFC 1350), with options (RFC 2347, 2348, 2349, 7440).

/// One packet.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Packet<'a> {
    /// RRQ or WRQ.
    Request(Request<'a>),
    /// DATA.
    Data { block: u16, bytes: &'a [u8] },
    /// ACK.
    Acknowledgement(u16),
    /// ERROR, with the sender's own words.
    Error { code: u16, message: &'a [u8] },
    /// OACK.
    Options(Options),
}

/// A request for a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request<'a> {
    /// WRQ: the client wants to write the file.
    pub(super) write: bool,
    pub(super) name: &'a [u8],
    /// The mode is `netascii`.
    pub(super) netascii: bool,
    pub(super) options: Options,
}

/// The options that matter here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Options {
    /// `blksize`: bytes in a block.
    pub(super) block_size: Option<usize>,
    /// `windowsize`: blocks that are sent before an acknowledgement.
    pub(super) window: Option<u64>,
    /// `tsize`: bytes of the whole file.
    pub(super) size: Option<u64>,
}

impl<'a> Packet<'a> {
    /// Reads a packet; `None` when it is none.
    pub(super) fn decode(bytes: &'a [u8]) -> Option<Self> {
        let (opcode, rest) = bytes.split_first_chunk::<2>()?;
        match u16::from_be_bytes(*opcode) {
            opcode @ (1 | 2) => {
                let mut fields = Fields(rest);
                let name = fields.next()?;
                let mode = fields.next()?;
                let known = ["octet", "netascii", "mail", "binary"];
                let is_mode = known.iter().any(|known| mode.eq_ignore_ascii_case(known.as_bytes()));
                let netascii = mode.eq_ignore_ascii_case(b"netascii");
                let options = Options::read(fields);
                is_mode.then_some(Self::Request(Request { write: opcode == 2, name, netascii, options }))
            }
            3 => {
                let (block, bytes) = rest.split_first_chunk::<2>()?;
                Some(Self::Data { block: u16::from_be_bytes(*block), bytes })
            }
            4 => Some(Self::Acknowledgement(u16::from_be_bytes(*rest.first_chunk()?))),
            5 => {
                let (code, rest) = rest.split_first_chunk::<2>()?;
                // Some leave the NUL at its end away.
                let message = Fields(rest).next().unwrap_or(rest);
                Some(Self::Error { code: u16::from_be_bytes(*code), message })
            }
            6 => Some(Self::Options(Options::read(Fields(rest)))),
            _ => None,
        }
    }
}

impl Options {
    fn read(mut fields: Fields<'_>) -> Self {
        let mut options = Self::default();
        while let (Some(name), Some(value)) = (fields.next(), fields.next()) {
            let number: Option<u64> = std::str::from_utf8(value).ok().and_then(|value| value.trim().parse().ok());
            if name.eq_ignore_ascii_case(b"blksize") {
                let size = number.and_then(|number| usize::try_from(number).ok());
                // RFC 2348: 8 to 65464.
                options.block_size = size.filter(|size| (8..=65_464).contains(size));
            } else if name.eq_ignore_ascii_case(b"windowsize") {
                options.window = number;
            } else if name.eq_ignore_ascii_case(b"tsize") {
                options.size = number;
            }
        }
        options
    }
}

/// Texts that each end with a NUL.
struct Fields<'a>(&'a [u8]);

impl<'a> Iterator for Fields<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let end = self.0.iter().position(|byte| *byte == 0)?;
        let (field, rest) = self.0.split_at_checked(end)?;
        self.0 = rest.get(1..).unwrap_or_default();
        Some(field)
    }
}

/// What an error code stands for (RFC 1350, RFC 2347), for servers that send no words.
pub(super) fn error_name(code: u16) -> &'static str {
    match code {
        1 => "file not found",
        2 => "access violation",
        3 => "disk full",
        4 => "illegal operation",
        5 => "unknown transfer",
        6 => "file exists already",
        7 => "no such user",
        8 => "options refused",
        _ => "not defined",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_rfcs() {
        // RFC 2348 and RFC 2349: a read request with options, and its acknowledgement.
        let request = b"\x00\x01foobar\0octet\0blksize\x001432\0tsize\x000\0timeout\x001\0windowsize\x0016\0";
        let options = Options { block_size: Some(1432), window: Some(16), size: Some(0) };
        assert_eq!(
            Packet::decode(request),
            Some(Packet::Request(Request { write: false, name: b"foobar", netascii: false, options }))
        );
        let acknowledged = Options { block_size: Some(1432), ..Options::default() };
        assert_eq!(Packet::decode(b"\x00\x06BLKSIZE\x001432\0"), Some(Packet::Options(acknowledged)));
        assert_eq!(Packet::decode(b"\x00\x03\x00\x01ab"), Some(Packet::Data { block: 1, bytes: b"ab" }));
        assert_eq!(Packet::decode(b"\x00\x04\x01\x00"), Some(Packet::Acknowledgement(256)));
        let error = Packet::Error { code: 1, message: b"File not found" };
        assert_eq!(Packet::decode(b"\x00\x05\x00\x01File not found\0"), Some(error));
    }

    #[test]
    fn what_is_no_packet() {
        for bytes in [&b""[..], b"\0", b"\0\x01name", b"\0\x01name\0", b"\0\x01name\0mode\0", b"\0\x03\0", b"\0\x07ab"]
        {
            assert_eq!(Packet::decode(bytes), None, "{bytes:?}");
        }
    }
}
