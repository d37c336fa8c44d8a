//! What one side of a TLS connection says before it encrypts: records, and the handshake messages over them.

use tls_parser::{
    TlsExtension, TlsExtensionType, TlsMessage, TlsMessageHandshake, TlsRecordType, TlsVersion, parse_tls_extension,
    parse_tls_message_handshake,
};

/// Bytes of the longest record (RFC 5246 section 6.2.3).
const LONGEST_RECORD: usize = 16_384 + 2_048;

/// Bytes of the longest handshake message: chains of real servers are far shorter.
const LONGEST_MESSAGE: usize = 128 * 1024;

/// Bytes of the header of a record.
const RECORD_HEADER: usize = 5;

/// What a side said.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// `ClientHello`, with the server's name if the client named it.
    ClientHello { server_name: Option<Vec<u8>> },
    /// `ServerHello`, with the agreed version.
    ServerHello { version: u16 },
    /// Certificate: the DER of each, the side's own first.
    Certificates(Vec<Vec<u8>>),
    /// `CertificateRequest`: the other side has to show one too.
    CertificateRequest,
    /// An alert: its level and its description.
    Alert { fatal: bool, code: u8 },
}

/// One side.
#[derive(Debug, Default)]
pub(super) struct Side {
    /// The record that is coming in.
    record: Vec<u8>,
    /// The handshake message that is coming in.
    message: Vec<u8>,
    state: State,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Clear,
    /// From here on it encrypts.
    Encrypted,
    /// Packets are missing, or it is not TLS.
    Lost,
}

impl Side {
    /// Takes in bytes and hands on what the side says in them.
    pub(super) fn take(&mut self, bytes: &[u8], then: &mut dyn FnMut(Said)) {
        let mut rest = bytes;
        while !rest.is_empty() && self.state == State::Clear {
            let wanted = self.wanted();
            let used = wanted.saturating_sub(self.record.len()).min(rest.len());
            self.record.extend_from_slice(rest.get(..used).unwrap_or_default());
            rest = rest.get(used..).unwrap_or_default();
            if self.record.len() < wanted {
                return;
            }
            if wanted == RECORD_HEADER && self.wanted() > RECORD_HEADER {
                continue;
            }
            let record = std::mem::take(&mut self.record);
            self.read_record(&record, then);
        }
        if self.state != State::Clear {
            self.forget();
        }
    }

    /// Bytes of the record that is coming in, as far as that is known. One that cannot be is as long as its header.
    fn wanted(&self) -> usize {
        match self.record.get(3..RECORD_HEADER).and_then(|length| length.first_chunk::<2>()) {
            Some(length) => {
                let length = usize::from(u16::from_be_bytes(*length));
                if length > LONGEST_RECORD { RECORD_HEADER } else { RECORD_HEADER + length }
            }
            None => RECORD_HEADER,
        }
    }

    fn read_record(&mut self, record: &[u8], then: &mut dyn FnMut(Said)) {
        let [kind, 3, _, first, second, content @ ..] = record else {
            self.state = State::Lost;
            return;
        };
        if content.len() != usize::from(u16::from_be_bytes([*first, *second])) {
            self.state = State::Lost;
            return;
        }
        match TlsRecordType(*kind) {
            TlsRecordType::Handshake => {
                self.message.extend_from_slice(content);
                self.read_messages(then);
            }
            TlsRecordType::Alert => {
                if let [level, code] = content {
                    then(Said::Alert { fatal: *level == 2, code: *code });
                } else {
                    self.state = State::Encrypted;
                }
            }
            TlsRecordType::ChangeCipherSpec | TlsRecordType::ApplicationData => self.state = State::Encrypted,
            TlsRecordType::Heartbeat => {}
            _ => self.state = State::Lost,
        }
    }

    /// Reads the handshake messages that are whole.
    fn read_messages(&mut self, then: &mut dyn FnMut(Said)) {
        let mut used = 0;
        while let Some([_, high, middle, low]) = self.message.get(used..).and_then(|rest| rest.first_chunk::<4>()) {
            let length = usize::from(*high) << 16 | usize::from(*middle) << 8 | usize::from(*low);
            if length > LONGEST_MESSAGE {
                self.state = State::Lost;
                return;
            }
            let Some(message) = self.message.get(used..used + 4 + length) else { break };
            if let Some(said) = read_message(message) {
                then(said);
            }
            used += 4 + length;
        }
        self.message.drain(..used);
    }

    /// Bytes are missing.
    pub(super) fn lose(&mut self) {
        if self.state == State::Clear {
            self.state = State::Lost;
        }
        self.forget();
    }

    fn forget(&mut self) {
        self.record = Vec::new();
        self.message = Vec::new();
    }

    /// Whether nothing more can be read of it.
    pub(super) fn is_over(&self) -> bool {
        self.state != State::Clear
    }

    /// Whether it encrypts.
    pub(super) fn is_encrypted(&self) -> bool {
        self.state == State::Encrypted
    }

    /// Whether packets are missing, or what came cannot be read.
    pub(super) fn is_lost(&self) -> bool {
        self.state == State::Lost
    }

    /// Bytes that it holds in memory.
    pub(super) fn weight(&self) -> usize {
        self.record.capacity().saturating_add(self.message.capacity())
    }
}

fn read_message(message: &[u8]) -> Option<Said> {
    let Ok((_, TlsMessage::Handshake(message))) = parse_tls_message_handshake(message) else { return None };
    match message {
        TlsMessageHandshake::ClientHello(hello) => Some(Said::ClientHello { server_name: server_name(hello.ext) }),
        TlsMessageHandshake::ServerHello(hello) => {
            Some(Said::ServerHello { version: agreed_version(hello.ext).unwrap_or(hello.version.0) })
        }
        TlsMessageHandshake::ServerHelloV13Draft18(hello) => Some(Said::ServerHello { version: hello.version.0 }),
        TlsMessageHandshake::Certificate(certificates) => {
            let chain = certificates.cert_chain.iter().map(|certificate| certificate.data.to_vec());
            Some(Said::Certificates(chain.collect()))
        }
        TlsMessageHandshake::CertificateRequest(_) => Some(Said::CertificateRequest),
        _ => None,
    }
}

/// The extensions of a hello that can be read, one behind the other.
fn extensions(mut bytes: &[u8]) -> impl Iterator<Item = TlsExtension<'_>> {
    std::iter::from_fn(move || {
        let (rest, extension) = parse_tls_extension(bytes).ok()?;
        bytes = rest;
        Some(extension)
    })
}

/// The host in the extension `server_name` (RFC 6066 section 3).
fn server_name(bytes: Option<&[u8]>) -> Option<Vec<u8>> {
    extensions(bytes?).find_map(|extension| match extension {
        TlsExtension::SNI(names) => names.first().map(|(_, name)| name.to_vec()),
        _ => None,
    })
}

/// The version in the extension `supported_versions` of a `ServerHello` (RFC 8446 section 4.2.1).
fn agreed_version(bytes: Option<&[u8]>) -> Option<u16> {
    let mut rest = bytes?;
    // The library reads this extension as a client writes it, a list; a server writes one version.
    while let Some(([kind @ .., first, second], behind)) = rest.split_first_chunk::<4>() {
        let (value, next) = behind.split_at_checked(usize::from(u16::from_be_bytes([*first, *second])))?;
        if u16::from_be_bytes(*kind.first_chunk()?) == u16::from(TlsExtensionType::SupportedVersions) {
            return value.first_chunk().map(|version| u16::from_be_bytes(*version));
        }
        rest = next;
    }
    None
}

/// `TLS 1.2`
pub(super) fn version_name(version: u16) -> String {
    match TlsVersion(version) {
        TlsVersion::Ssl30 => "SSL 3.0".to_owned(),
        TlsVersion::Tls10 => "TLS 1.0".to_owned(),
        TlsVersion::Tls11 => "TLS 1.1".to_owned(),
        TlsVersion::Tls12 => "TLS 1.2".to_owned(),
        TlsVersion::Tls13 => "TLS 1.3".to_owned(),
        // Drafts of TLS 1.3.
        TlsVersion(version) if version >> 8 == 0x7f => "TLS 1.3".to_owned(),
        TlsVersion(version) => format!("version 0x{version:04x}"),
    }
}
