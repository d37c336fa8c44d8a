//! TCP: connections, and the bytes of each in their order.

mod connection;
mod stream;

pub(super) use connection::{Event, Sides};

use super::Moment;
use super::harvest::Harvest;
use super::network::Segment;
use connection::Connection;
use std::collections::HashMap;
use std::net::SocketAddr;

/// Connections that are followed at a time. Those of which nothing was heard for the longest time make room for others.
const MOST_CONNECTIONS: usize = 16_384;

/// Bytes that all of them together may hold in memory.
const MOST_BYTES: usize = 48 * 1024 * 1024;

/// The two ends of a connection, the lower one first.
type Ends = (SocketAddr, SocketAddr);

/// All connections.
#[derive(Debug, Default)]
pub(super) struct Tcp {
    connections: HashMap<Ends, Followed>,
    held: usize,
    given_up: u64,
}

#[derive(Debug)]
struct Followed {
    connection: Connection,
    /// The packet at which something was heard of it last.
    heard: u64,
    /// When it was begun.
    number: u64,
}

impl Tcp {
    /// Takes in a segment.
    pub(super) fn take(&mut self, segment: &Segment<'_>, moment: Moment, harvest: &mut Harvest) {
        let ends = ordered(segment.source, segment.destination);
        if self.connections.get(&ends).is_some_and(|followed| followed.connection.is_followed_by(segment)) {
            self.end(&ends, moment, harvest);
        }
        if self.connections.len() >= MOST_CONNECTIONS && !self.connections.contains_key(&ends) {
            self.make_room(moment, harvest);
        }
        let followed = self.connections.entry(ends).or_insert_with(|| Followed {
            connection: Connection::new(segment),
            heard: moment.number,
            number: moment.number,
        });
        followed.heard = moment.number;
        let connection = &mut followed.connection;
        let before = connection.weight();
        connection.take(segment, moment, harvest);
        let others = self.held.saturating_sub(before);
        if others.saturating_add(connection.weight()) > MOST_BYTES {
            connection.give_up(harvest);
            self.given_up += 1;
        }
        self.held = others.saturating_add(connection.weight());
    }

    /// Connections that were not followed to their end for want of memory.
    pub(super) fn given_up(&self) -> u64 {
        self.given_up
    }

    fn end(&mut self, ends: &Ends, moment: Moment, harvest: &mut Harvest) {
        if let Some(Followed { mut connection, .. }) = self.connections.remove(ends) {
            self.held = self.held.saturating_sub(connection.weight());
            connection.close(moment, harvest);
        }
    }

    /// Ends the half of all connections of which nothing was heard for the longest time.
    fn make_room(&mut self, moment: Moment, harvest: &mut Harvest) {
        let mut heard: Vec<(u64, Ends)> =
            self.connections.iter().map(|(ends, followed)| (followed.heard, *ends)).collect();
        heard.sort_unstable();
        for (_, ends) in heard.iter().take(MOST_CONNECTIONS / 2) {
            self.end(ends, moment, harvest);
        }
    }

    /// The capture has ended.
    pub(super) fn finish(self, moment: Moment, harvest: &mut Harvest) {
        let mut left: Vec<Followed> = self.connections.into_values().collect();
        // A map has no order of its own, and what is found must not depend on chance.
        left.sort_by_key(|followed| followed.number);
        for mut followed in left {
            followed.connection.close(moment, harvest);
        }
    }
}

fn ordered(one: SocketAddr, other: SocketAddr) -> Ends {
    if one <= other { (one, other) } else { (other, one) }
}
