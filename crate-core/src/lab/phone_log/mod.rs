//! What phones and the servers they talk to log (formats.md, sections 9.1 to 9.3).
//!
//! The same [events](Event) stand in several logs, each in its own words: the console of the phone, its page of status messages, and the
//! traces of TVS and CAPF. Only lines are written that a document has; an event of which a log is not known to say anything leaves no line
//! there.

mod console;
mod servers;
mod status;
#[cfg(test)]
mod tests;

use crate::report::ListKind;
use crate::timestamp::Timestamp;

/// Who appears in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participants {
    /// The phone: `SEP001122334455`.
    pub device_name: String,
    /// Its address.
    pub phone_address: String,
    /// The address of the server that is its TFTP, TVS and CallManager server.
    pub server_address: String,
}

/// Whose log it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Log {
    /// The console of a phone of the series 78xx and 88xx. Its lines state no year.
    Console,
    /// The page of status messages of a phone.
    StatusMessages,
    /// The trace of the Trust Verification Service. Its lines state no day.
    Tvs,
    /// The trace of the Certificate Authority Proxy Function. Its lines state no day.
    Capf,
}

/// Something that happened, by the clock of whoever logs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When. A time before 2005 is that of a clock that was not set (TXT-10).
    pub at: Timestamp,
    /// What.
    pub event: Event,
}

/// What may happen to a phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The server does not have a file. Without a CTL that is as it should be where the cluster is not in mixed mode (TXT-06).
    FileNotFound {
        /// Its name: `CTLSEP001122334455.tlv`, `ITLFile.tlv`.
        file: String,
    },
    /// The phone had no list and took its first on trust (TXT-03).
    TrustListsInstalled {
        /// Which lists came.
        lists: Lists,
    },
    /// The phone fetched a new list, verified it and took it (TXT-03).
    TrustListUpdated {
        /// Which list came.
        list: ListKind,
    },
    /// The phone fetched a new list and refused it, since its signature did not check (TXT-07).
    TrustListRefused {
        /// Which list came.
        list: ListKind,
    },
    /// Somebody, or a reset, had the lists erased.
    TrustListsErased,
    /// The phone took its signed configuration.
    ConfigurationTaken,
    /// The phone refused its signed configuration and kept the old one (TXT-07).
    ConfigurationRefused,
    /// The phone tells which lists it holds (TXT-05).
    TrustListsHeld {
        /// The SHA-1 of the CTL file; none when there is none.
        ctl: Option<[u8; 20]>,
        /// The SHA-1 of the ITL file; none when there is none.
        itl: Option<[u8; 20]>,
    },
    /// The phone shows its certificate in a TLS handshake (TXT-01).
    OwnCertificateShown {
        /// Which of its certificates.
        kind: OwnCertificate,
        /// Bytes of it.
        length: usize,
        /// Its subject as OpenSSL writes it in one line: `/O=Example/CN=CP-8861-SEP001122334455`.
        subject: String,
        /// Its issuer, likewise.
        issuer: String,
    },
    /// A handshake succeeded.
    HandshakeSucceeded,
    /// A handshake ended with an alert (TXT-02).
    HandshakeRefused {
        /// Who refused.
        by: Side,
        /// Why.
        alert: Alert,
    },
    /// The phone does not register, since the server's key is too small for FIPS (TXT-02).
    KeyTooSmall,
    /// The phone asks TVS about a certificate that is in none of its lists (TXT-04).
    TvsAsked {
        /// The certificate.
        about: CertificateName,
        /// The numbers of the roles that TVS knows it with (formats.md, section 3.1); none when TVS does not vouch for it.
        roles: Option<Vec<u16>>,
    },
    /// The server states its time, which may be another than the phone's (TXT-10).
    ServerTime {
        /// The time by the clock of the server.
        server: Timestamp,
    },
    /// CAPF ends an operation on the phone's certificate (TXT-11).
    CapfOperation {
        /// How.
        result: CapfResult,
    },
}

/// One list, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lists {
    /// The CTL.
    Ctl,
    /// The ITL.
    Itl,
    /// CTL and ITL.
    Both,
}

/// A certificate of a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnCertificate {
    /// The locally significant certificate, which CAPF issued.
    Lsc,
    /// The manufacturing installed certificate.
    Mic,
}

/// Who ended a handshake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The phone.
    Phone,
    /// The server.
    Server,
}

/// TLS alerts about certificates (RFC 5246 section 7.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alert {
    /// Nobody knows who issued the certificate.
    UnknownAuthority,
    /// The certificate could not be verified.
    BadCertificate,
    /// The certificate is not valid now.
    CertificateExpired,
    /// The certificate is not taken, for a reason that is not said.
    CertificateUnknown,
    /// The certificate is of a type or use that is not taken.
    UnsupportedCertificate,
    /// The sides have nothing in common, or a certificate is missing.
    HandshakeFailure,
}

/// A certificate as TVS looks it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateName {
    /// Its subject as CUCM writes it: `CN=cucm-pub.example.com;O=Lab` (formats.md, section 2.1).
    pub subject: String,
    /// Its issuer, likewise.
    pub issuer: String,
    /// Its serial number, big-endian.
    pub serial: Vec<u8>,
}

/// How an operation of CAPF ended (Cisco Troubleshooting Guide, CAPF error codes).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CapfResult {
    /// It succeeded.
    Success,
    /// The phone answered, but has no certificate.
    NoCertificate,
    /// It failed, and no reason is given.
    Failed,
    /// The authentication string was wrong.
    InvalidAuthenticationString,
    /// CAPF does not take the phone's LSC.
    InvalidLsc,
    /// CAPF does not take the phone's MIC.
    InvalidMic,
    /// The connection to the phone failed.
    CommunicationError,
    /// It was not completed in its time.
    TimedOut,
    /// The phone came after the operation was due.
    LateRequest,
}

/// What a log says of some events, in their order.
#[must_use]
pub fn write_phone_log(participants: &Participants, log: Log, entries: &[Entry]) -> String {
    match log {
        Log::Console => console::write(participants, entries),
        Log::StatusMessages => status::write(participants, entries),
        Log::Tvs => servers::write_tvs(participants, entries),
        Log::Capf => servers::write_capf(participants, entries),
    }
}

impl Participants {
    /// The name of a list that the phone asks for: `ITLSEP001122334455.tlv`. A list of an unknown kind is taken for an ITL.
    fn list_file(&self, list: ListKind) -> String {
        format!("{}{}.tlv", list_name(list), crate::text::visible(&self.device_name))
    }

    /// The name of the phone's signed configuration.
    fn configuration_file(&self) -> String {
        format!("{}.cnf.xml.sgn", crate::text::visible(&self.device_name))
    }
}

fn list_name(list: ListKind) -> &'static str {
    match list {
        ListKind::Ctl => "CTL",
        ListKind::Itl | ListKind::Unknown => "ITL",
    }
}

/// A SHA-1 as alarms write it, in pairs of capitals; `Not Installed` without one.
fn signature(hash: Option<&[u8; 20]>) -> String {
    let Some(hash) = hash else { return "Not Installed".to_owned() };
    hash.iter().fold(String::new(), |pairs, byte| format!("{pairs}{byte:02X} "))
}
