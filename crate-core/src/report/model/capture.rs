//! Network captures in the report.

use crate::timestamp::Timestamp;
use serde::{Deserialize, Serialize};

/// A network capture: what phones fetched in it, and which certificates were shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capture {
    /// The input that it was read from.
    pub input: usize,
    /// `pcap` or `pcapng`.
    pub format: String,
    /// The link layers of its packets: `Ethernet`, `Linux cooked`, `raw IP`.
    pub link_layers: Vec<String>,
    /// Packets in all.
    pub packets: u64,
    /// The time of the first packet.
    pub first: Option<Timestamp>,
    /// The time of the last packet.
    pub last: Option<Timestamp>,
    /// Every file that was asked for over TFTP or HTTP, in the order of the requests.
    pub transfers: Vec<Transfer>,
    /// Files that were asked for beyond those that are listed.
    pub more_transfers: u64,
    /// Every TLS handshake; its remark says why certificates could not be seen where they could not.
    pub handshakes: Vec<Handshake>,
    /// Handshakes beyond those that are listed.
    pub more_handshakes: u64,
}

/// One file asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// `TFTP` or `HTTP`.
    pub protocol: String,
    /// The file as it was asked for.
    pub name: String,
    /// The address of the one who asked: the phone.
    pub client: String,
    /// Address and port of the server.
    pub server: String,
    /// The time of the request.
    pub at: Option<Timestamp>,
    /// How it ended.
    pub outcome: TransferOutcome,
    /// The same in a sentence, with the server's own words where it gave any.
    pub remark: String,
    /// Bytes that came.
    pub size: u64,
    /// Packets that came more than once.
    pub retransmissions: u64,
    /// The input that it became, where its content is of interest.
    pub member: Option<usize>,
}

/// How a transfer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TransferOutcome {
    /// The whole file came, or the client has it already.
    Complete,
    /// The server has no such file.
    NotFound,
    /// The server refused otherwise.
    Refused,
    /// Parts are missing in the capture, or it ended before the file did.
    Incomplete,
    /// There is no answer in the capture.
    Unanswered,
}

/// One TLS handshake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handshake {
    /// What runs on the server's port: `SIP over TLS`, `TVS`, `CAPF`.
    pub service: String,
    /// The address of the client.
    pub client: String,
    /// Address and port of the server.
    pub server: String,
    /// The time of its first packet.
    pub at: Option<Timestamp>,
    /// The version that was agreed on: `TLS 1.2`.
    pub version: Option<String>,
    /// The name that the client asked for (SNI).
    pub server_name: Option<String>,
    /// The input that the server's certificates became.
    pub server_chain: Option<usize>,
    /// The input that the client's certificates became: LSC or MIC of the phone.
    pub client_chain: Option<usize>,
    /// Alerts in clear, in their order.
    pub alerts: Vec<Alert>,
    /// What was seen, in a sentence: alerts, and why certificates could not be read.
    pub remark: String,
}

/// A TLS alert that was sent in clear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// Whether the client sent it.
    pub by_client: bool,
    /// Whether it ended the connection.
    pub fatal: bool,
    /// Its name in the RFCs and in the logs of servers: `unknown_ca`.
    pub name: String,
    /// What it means, in words that follow "the server: ".
    pub meaning: String,
    /// Whether it is about the certificate of the other side, or the want of one.
    pub about_certificate: bool,
}
