//! TFTP: every file that phones asked for on port 69.

mod blocks;
mod packet;
mod session;

use super::Moment;
use super::harvest::{Circumstances, Harvest};
use super::network::Datagram;
use packet::Packet;
use session::Session;
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};

/// The port that takes requests.
const PORT: u16 = 69;

/// Transfers that are followed at a time. Those of which nothing was heard for the longest time make room for others.
const MOST_SESSIONS: usize = 4_096;

/// Bytes of files on their way that are held in memory.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// Client and server. The server answers from a port of its own choice.
type Parties = (SocketAddr, IpAddr);

/// All transfers that are going on.
#[derive(Debug, Default)]
pub(super) struct Tftp {
    sessions: HashMap<Parties, Followed>,
    held: usize,
}

#[derive(Debug)]
struct Followed {
    session: Session,
    /// The packet at which something was heard of it last.
    heard: u64,
}

impl Tftp {
    /// Takes in a datagram, if it belongs to a transfer.
    pub(super) fn take(&mut self, datagram: &Datagram<'_>, moment: Moment, harvest: &mut Harvest) {
        let Datagram { source, destination, payload, cut } = *datagram;
        if destination.port() == PORT && self.request(source, destination, payload, moment, harvest) {
            return;
        }
        if self.sessions.is_empty() {
            return;
        }
        let to_client = (destination, source.ip());
        let to_server = (source, destination.ip());
        let (parties, from_client) = if self.sessions.contains_key(&to_client) {
            (to_client, false)
        } else if self.sessions.contains_key(&to_server) {
            (to_server, true)
        } else {
            return;
        };
        let (Some(followed), Some(packet)) = (self.sessions.get_mut(&parties), Packet::decode(payload)) else { return };
        followed.heard = moment.number;
        let session = &mut followed.session;
        let before = session.weight();
        if from_client {
            session.hear_client(destination, &packet, cut);
        } else {
            session.hear_server(source, &packet, cut);
        }
        if self.held.saturating_sub(before).saturating_add(session.weight()) > MOST_BYTES {
            session.give_up();
        }
        session.hand_over(harvest);
        self.held = self.held.saturating_sub(before).saturating_add(session.weight());
    }

    /// Takes in a request, if it is one.
    fn request(
        &mut self,
        client: SocketAddr,
        server: SocketAddr,
        payload: &[u8],
        moment: Moment,
        harvest: &mut Harvest,
    ) -> bool {
        let Some(Packet::Request(request)) = Packet::decode(payload) else { return false };
        let parties = (client, server.ip());
        if let Some(followed) = self.sessions.get_mut(&parties) {
            if followed.session.is_repeated_by(&request) {
                followed.heard = moment.number;
                return true;
            }
            self.end(&parties, harvest);
        }
        if self.sessions.len() >= MOST_SESSIONS {
            self.make_room(harvest);
        }
        let circumstances = Circumstances { client: client.ip(), server, at: moment.at };
        let session = Session::begin(&request, harvest.turn(), circumstances);
        self.sessions.insert(parties, Followed { session, heard: moment.number });
        true
    }

    /// A server says that it has no TFTP service.
    pub(super) fn unreachable(&mut self, client: SocketAddr, server: SocketAddr) {
        if server.port() == PORT
            && let Some(followed) = self.sessions.get_mut(&(client, server.ip()))
        {
            followed.session.nobody_listens();
        }
    }

    fn end(&mut self, parties: &Parties, harvest: &mut Harvest) {
        if let Some(Followed { session, .. }) = self.sessions.remove(parties) {
            self.held = self.held.saturating_sub(session.weight());
            session.finish(harvest);
        }
    }

    /// Ends the half of all transfers of which nothing was heard for the longest time.
    fn make_room(&mut self, harvest: &mut Harvest) {
        let mut heard: Vec<(u64, Parties)> =
            self.sessions.iter().map(|(parties, followed)| (followed.heard, *parties)).collect();
        heard.sort_unstable();
        for (_, parties) in heard.iter().take(MOST_SESSIONS / 2) {
            self.end(parties, harvest);
        }
    }

    /// The capture has ended.
    pub(super) fn finish(self, harvest: &mut Harvest) {
        let mut left: Vec<Followed> = self.sessions.into_values().collect();
        // A map has no order of its own, and what is found must not depend on chance.
        left.sort_by_key(|followed| followed.session.turn());
        for followed in left {
            followed.session.finish(harvest);
        }
    }
}
