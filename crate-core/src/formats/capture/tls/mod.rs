//! TLS up to 1.2: who showed which certificates to whom, and what came of it.

mod alerts;
mod services;
mod side;

use super::harvest::{Circumstances, Harvest, Turn};
use super::names::Name;
use super::tcp::{Event, Sides};
use crate::formats::pem;
use crate::report::{Alert, Handshake};
use crate::text::{shorten, visible_bytes};
use crate::timestamp::Timestamp;
use side::{Said, Side, version_name};
use std::net::SocketAddr;

/// Characters of a server's name that are shown.
const LONGEST_NAME: usize = 253;

/// Alerts that are told of one connection.
const MOST_ALERTS: usize = 4;

/// Whether a client that speaks TLS begins so: a record with a `ClientHello`.
pub(super) fn begins_as_client(bytes: &[u8]) -> bool {
    matches!(bytes, [22, 3, 0..=4, _, _, 1, ..])
}

/// Whether a server that speaks TLS begins so: a record with a `ServerHello`.
pub(super) fn begins_as_server(bytes: &[u8]) -> bool {
    matches!(bytes, [22, 3, 0..=4, _, _, 2, ..])
}

/// What was said on one connection.
#[derive(Debug)]
pub(super) struct Conversation {
    sides: Sides,
    turn: Turn,
    at: Option<Timestamp>,
    client: Side,
    server: Side,
    server_name: Option<String>,
    version: Option<u16>,
    server_chain: Option<Vec<Vec<u8>>>,
    client_chain: Option<Vec<Vec<u8>>>,
    asked_client: bool,
    /// Alerts in clear.
    alerts: Vec<Alert>,
}

impl Conversation {
    pub(super) fn new(sides: Sides, turn: Turn, at: Option<Timestamp>) -> Self {
        Self {
            sides,
            turn,
            at,
            client: Side::default(),
            server: Side::default(),
            server_name: None,
            version: None,
            server_chain: None,
            client_chain: None,
            asked_client: false,
            alerts: Vec::new(),
        }
    }

    /// Takes in what happens in the direction of a sender.
    pub(super) fn hear(&mut self, from: SocketAddr, event: Event<'_>) {
        let by_client = from == self.sides.client;
        let side = if by_client { &mut self.client } else { &mut self.server };
        let mut said = Vec::new();
        match event {
            Event::Bytes { bytes, .. } => side.take(bytes, &mut |one| said.push(one)),
            Event::Gap(_) => side.lose(),
            Event::End => {}
        }
        for one in said {
            self.note(by_client, one);
        }
    }

    fn note(&mut self, by_client: bool, said: Said) {
        match said {
            Said::ClientHello { server_name } => {
                let shown = |name: Vec<u8>| shorten(&visible_bytes(&name), LONGEST_NAME).into_owned();
                self.server_name = self.server_name.take().or(server_name.map(shown));
            }
            Said::ServerHello { version } => self.version = Some(version),
            Said::Certificates(chain) if by_client => self.client_chain = Some(chain),
            Said::Certificates(chain) => self.server_chain = Some(chain),
            Said::CertificateRequest => self.asked_client = true,
            Said::Alert { fatal, code } => {
                if self.alerts.len() < MOST_ALERTS {
                    self.alerts.push(alerts::alert(by_client, fatal, code));
                }
            }
        }
    }

    /// Whether nothing more can be read of it.
    pub(super) fn is_over(&self) -> bool {
        self.client.is_over() && self.server.is_over()
    }

    /// Bytes that it holds in memory.
    pub(super) fn weight(&self) -> usize {
        let chains = self.server_chain.iter().chain(&self.client_chain).flatten();
        let chains: usize = chains.map(Vec::capacity).sum();
        self.client.weight().saturating_add(self.server.weight()).saturating_add(chains)
    }

    /// Ends it, and lists what was seen.
    pub(super) fn finish(self, harvest: &mut Harvest) {
        let remark = self.remark();
        let Sides { client, server } = self.sides;
        let circumstances = Circumstances { client: client.ip(), server, at: self.at };
        let mut keep = |name: String, chain: &Option<Vec<Vec<u8>>>| {
            let chain = chain.as_deref().filter(|chain| !chain.is_empty())?;
            let bundle: String = chain.iter().map(|der| pem::encode("CERTIFICATE", der)).collect();
            harvest.keep(&Name::plain(name), bundle.into_bytes(), "TLS", circumstances)
        };
        let server_chain = keep(format!("TLS {server} server"), &self.server_chain);
        let client_chain = keep(format!("TLS {} client of {server}", client.ip()), &self.client_chain);
        let handshake = Handshake {
            service: services::service(server.port()),
            client: client.ip().to_string(),
            server: server.to_string(),
            at: self.at,
            version: self.version.map(version_name),
            server_name: self.server_name,
            server_chain,
            client_chain,
            alerts: self.alerts,
            remark,
        };
        harvest.handshake(self.turn, handshake);
    }

    /// What was seen, in sentences.
    fn remark(&self) -> String {
        let mut sentences = vec![self.about_certificates()];
        for Alert { by_client, fatal, name, meaning, .. } in &self.alerts {
            let who = if *by_client { "client" } else { "server" };
            let act = if *fatal { "ended it with the alert" } else { "sent the warning" };
            sentences.push(format!("The {who} {act} {name}: {meaning}."));
        }
        sentences.join(" ")
    }

    fn about_certificates(&self) -> String {
        let is_13 = self.version.is_some_and(|version| version_name(version) == "TLS 1.3");
        let sentence = match (&self.server_chain, &self.client_chain) {
            _ if is_13 => {
                "TLS 1.3 sends certificates encrypted, so a capture does not show them; ask the server itself for its certificate."
            }
            (Some(_), Some(chain)) if chain.is_empty() => {
                "The server showed its certificates and asked for one of the client, which has none."
            }
            (Some(_), Some(_)) => "Both sides showed their certificates.",
            (None, Some(_)) => {
                "The client showed its certificates; packets with those of the server are missing in the capture."
            }
            (Some(_), None) if self.asked_client && self.client.is_lost() => {
                "The server showed its certificates and asked for those of the client; packets of the client are missing in the capture."
            }
            (Some(_), None) if self.asked_client => {
                "The server showed its certificates and asked for one of the client, which showed none."
            }
            (Some(_), None) => "The server showed its certificates and asked for none of the client.",
            (None, None) if self.server.is_lost() => {
                "Packets with the server's certificates are missing in the capture, or cannot be read."
            }
            (None, None) if self.version.is_some() && self.server.is_encrypted() => {
                "The two took up an earlier session, so no certificates were sent; capture the first connection after a restart of the phone."
            }
            (None, None) if self.version.is_some() => "It ended before certificates were sent.",
            (None, None) => "The server did not answer in the capture.",
        };
        sentence.to_owned()
    }
}
