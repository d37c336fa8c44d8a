//! What came out of a capture: transfers, handshakes, and the files and chains that become inputs.

use super::names::Name;
use crate::crypto;
use crate::report::{Handshake, Origin, Transfer};
use crate::timestamp::Timestamp;
use std::collections::{HashMap, HashSet};
use std::net::{IpAddr, SocketAddr};

/// Transfers that are listed, and handshakes: beyond that they are counted.
const MOST_LISTED: usize = 10_000;

/// Something found in the capture that is an input by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Find {
    /// Its name, after the request; different from those of all others.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Who fetched it, where and when.
    pub origin: Origin,
}

/// How much may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// How many things.
    pub finds: usize,
    /// Bytes of all of them together.
    pub bytes: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { finds: 4_000, bytes: 64 * 1024 * 1024 }
    }
}

/// When something begins, to bring all things of a capture into their order in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Turn(u64);

/// Who, with whom, when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Circumstances {
    pub(super) client: IpAddr,
    pub(super) server: SocketAddr,
    pub(super) at: Option<Timestamp>,
}

/// All that was found so far.
#[derive(Debug, Default)]
pub(super) struct Harvest {
    turns: u64,
    room: Room,
    transfers: Vec<(Turn, Transfer)>,
    more_transfers: u64,
    handshakes: Vec<(Turn, Handshake)>,
    more_handshakes: u64,
    finds: Vec<Find>,
    by_sha256: HashMap<[u8; 32], usize>,
    names: HashSet<String>,
    left_out: u64,
}

/// What is there in the end, in its order.
#[derive(Debug)]
pub(super) struct Gathered {
    pub(super) transfers: Vec<Transfer>,
    pub(super) more_transfers: u64,
    pub(super) handshakes: Vec<Handshake>,
    pub(super) more_handshakes: u64,
    pub(super) finds: Vec<Find>,
    /// Things for which there was no room.
    pub(super) left_out: u64,
}

impl Harvest {
    /// Sets how much may be kept from now on.
    pub(super) fn limit(&mut self, room: Room) {
        self.room = room;
    }

    /// The next turn.
    pub(super) fn turn(&mut self) -> Turn {
        self.turns += 1;
        Turn(self.turns)
    }

    pub(super) fn transfer(&mut self, turn: Turn, transfer: Transfer) {
        if self.transfers.len() < MOST_LISTED {
            self.transfers.push((turn, transfer));
        } else {
            self.more_transfers += 1;
        }
    }

    pub(super) fn handshake(&mut self, turn: Turn, handshake: Handshake) {
        if self.handshakes.len() < MOST_LISTED {
            self.handshakes.push((turn, handshake));
        } else {
            self.more_handshakes += 1;
        }
    }

    /// Keeps something and gives its place. What is there already, byte for byte, is not kept again.
    pub(super) fn keep(
        &mut self,
        name: &Name,
        bytes: Vec<u8>,
        carried_by: &str,
        circumstances: Circumstances,
    ) -> Option<usize> {
        let sha256 = crypto::sha256(&bytes);
        if let Some(known) = self.by_sha256.get(&sha256) {
            return Some(*known);
        }
        if self.room.finds == 0 || self.room.bytes < bytes.len() {
            self.left_out += 1;
            return None;
        }
        self.room = Room { finds: self.room.finds - 1, bytes: self.room.bytes - bytes.len() };
        let place = self.finds.len();
        let Circumstances { client, server, at } = circumstances;
        let origin = Origin {
            carried_by: Some(carried_by.to_owned()),
            client: Some(client.to_string()),
            server: Some(server.to_string()),
            at,
            ..Origin::default()
        };
        let name = self.distinct(name, circumstances);
        self.finds.push(Find { name, bytes, origin });
        self.by_sha256.insert(sha256, place);
        Some(place)
    }

    /// A name that nothing else has: with the phone's address, then the time, then a number where that is needed.
    fn distinct(&mut self, name: &Name, circumstances: Circumstances) -> String {
        let Circumstances { client, at, .. } = circumstances;
        let mut remarks = vec![String::new(), client.to_string()];
        remarks.extend(at.map(|at| format!("{client}, {}", at.for_people())));
        let longest = remarks.last().cloned().unwrap_or_default();
        // With as many numbers as there are names, one of them is free.
        let numbered = (2..self.names.len().saturating_add(3)).map(|number| format!("{longest}, no. {number}"));
        let mut candidates = remarks.into_iter().chain(numbered).map(|remark| name.with(&remark));
        let free = candidates.find(|candidate| !self.names.contains(candidate)).unwrap_or_else(|| name.with(&longest));
        self.names.insert(free.clone());
        free
    }

    pub(super) fn gather(mut self) -> Gathered {
        self.transfers.sort_by_key(|(turn, _)| *turn);
        self.handshakes.sort_by_key(|(turn, _)| *turn);
        Gathered {
            transfers: self.transfers.into_iter().map(|(_, transfer)| transfer).collect(),
            more_transfers: self.more_transfers,
            handshakes: self.handshakes.into_iter().map(|(_, handshake)| handshake).collect(),
            more_handshakes: self.more_handshakes,
            finds: self.finds,
            left_out: self.left_out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circumstances(last: u8, at: i64) -> Circumstances {
        Circumstances {
            client: [192, 0, 2, last].into(),
            server: ([198, 51, 100, 1], 69).into(),
            at: Some(Timestamp::from_unix(at)),
        }
    }

    #[test]
    fn names_are_distinct_and_bytes_are_kept_once() {
        let mut harvest = Harvest::default();
        for (bytes, last, at, place) in
            [(1, 1, 0, 0), (2, 2, 0, 1), (1, 3, 0, 0), (3, 2, 60, 2), (4, 2, 60, 3), (5, 2, 60, 4)]
        {
            let kept = harvest.keep(&Name::of_file("ITLFile.tlv"), vec![bytes], "TFTP", circumstances(last, at));
            assert_eq!(kept, Some(place));
        }
        let names: Vec<String> = harvest.gather().finds.into_iter().map(|find| find.name).collect();
        assert_eq!(
            names,
            [
                "ITLFile.tlv",
                "ITLFile (192.0.2.2).tlv",
                "ITLFile (192.0.2.2, 1970-01-01 00:01:00 UTC).tlv",
                "ITLFile (192.0.2.2, 1970-01-01 00:01:00 UTC, no. 2).tlv",
                "ITLFile (192.0.2.2, 1970-01-01 00:01:00 UTC, no. 3).tlv",
            ]
        );
    }

    #[test]
    fn what_has_no_room_is_counted() {
        let mut harvest = Harvest::default();
        let name = Name::of_file("a");
        harvest.limit(Room { finds: 2, bytes: 10 });
        assert_eq!(harvest.keep(&name, vec![1; 11], "HTTP", circumstances(1, 0)), None);
        assert_eq!(harvest.keep(&name, vec![2; 10], "HTTP", circumstances(1, 0)), Some(0));
        assert_eq!(harvest.keep(&name, vec![3], "HTTP", circumstances(1, 0)), None);
        assert_eq!(harvest.gather().left_out, 2);
    }
}
