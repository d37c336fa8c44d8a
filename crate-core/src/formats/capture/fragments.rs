//! IP packets that came in fragments.

use etherparse::{IpFragOffset, IpNumber, defrag::IpDefragBuf};
use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;

/// Packets that may lie here unfinished, 64 KB each at most. Whoever opens more pushes out the oldest.
const MOST_OPEN: usize = 128;

/// Fragments that one packet may come in: the smallest that IP allows would be 8 bytes long, but nobody sends such.
const MOST_FRAGMENTS: usize = 512;

/// Tells the fragments of one packet from those of others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Which {
    pub(super) source: IpAddr,
    pub(super) destination: IpAddr,
    pub(super) identification: u32,
    pub(super) protocol: IpNumber,
}

/// One fragment, without its bytes.
#[derive(Debug)]
pub(super) struct Fragment {
    pub(super) which: Which,
    pub(super) offset: IpFragOffset,
    pub(super) more: bool,
}

/// The packets that are being put together.
#[derive(Debug, Default)]
pub(super) struct Fragments {
    open: HashMap<Which, Open>,
    /// Those of [`Fragments::open`] in the order in which they were begun, and some that are finished.
    order: VecDeque<(Which, u64)>,
    begun: u64,
    given_up: u64,
}

#[derive(Debug)]
struct Open {
    buffer: IpDefragBuf,
    fragments: usize,
    number: u64,
}

impl Fragments {
    /// Takes in a fragment, and gives the protocol and bytes of the packet if that was the last that was missing.
    pub(super) fn add(&mut self, fragment: &Fragment, bytes: &[u8]) -> Option<(IpNumber, Vec<u8>)> {
        let Fragment { which, offset, more } = fragment;
        let open = match self.open.get_mut(which) {
            Some(open) => open,
            None => self.begin(which),
        };
        open.fragments += 1;
        let accepted = open.fragments <= MOST_FRAGMENTS && open.buffer.add(*offset, *more, bytes).is_ok();
        let complete = open.buffer.is_complete();
        if !accepted {
            self.open.remove(which);
            self.given_up += 1;
        } else if complete {
            let (bytes, _) = self.open.remove(which)?.buffer.take_bufs();
            return Some((which.protocol, bytes));
        }
        None
    }

    fn begin(&mut self, which: &Which) -> &mut Open {
        while self.order.len() >= MOST_OPEN {
            let Some((oldest, number)) = self.order.pop_front() else { break };
            // A later packet may have the same name.
            if self.open.get(&oldest).is_some_and(|open| open.number == number) {
                self.open.remove(&oldest);
                self.given_up += 1;
            }
        }
        self.begun += 1;
        let number = self.begun;
        self.order.push_back((which.clone(), number));
        let buffer = IpDefragBuf::new(which.protocol, Vec::new(), Vec::new());
        self.open.entry(which.clone()).or_insert(Open { buffer, fragments: 0, number })
    }

    /// Packets of which fragments are missing.
    pub(super) fn incomplete(&self) -> u64 {
        self.given_up + u64::try_from(self.open.len()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    fn fragment(identification: u32, offset: u16, more: bool) -> Fragment {
        let address = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
        Fragment {
            which: Which { source: address, destination: address, identification, protocol: IpNumber::UDP },
            offset: IpFragOffset::try_new(offset / 8).unwrap(),
            more,
        }
    }

    #[test]
    fn fragments_may_come_in_any_order_and_twice() {
        let mut fragments = Fragments::default();
        assert_eq!(fragments.add(&fragment(1, 16, false), b"end"), None);
        assert_eq!(fragments.add(&fragment(1, 8, true), b"12345678"), None);
        assert_eq!(fragments.add(&fragment(1, 8, true), b"12345678"), None);
        assert_eq!(fragments.incomplete(), 1);
        let whole = fragments.add(&fragment(1, 0, true), b"abcdefgh");
        assert_eq!(whole, Some((IpNumber::UDP, b"abcdefgh12345678end".to_vec())));
        assert_eq!(fragments.incomplete(), 0);
    }

    #[test]
    fn what_stays_open_is_pushed_out() {
        let mut fragments = Fragments::default();
        for identification in 0..10_000 {
            assert_eq!(fragments.add(&fragment(identification, 0, true), b"abcdefgh"), None);
        }
        assert!(fragments.open.len() <= MOST_OPEN && fragments.order.len() <= MOST_OPEN);
        assert_eq!(fragments.incomplete(), 10_000);
        assert_eq!(fragments.add(&fragment(0, 8, false), b"late"), None, "its beginning is gone");
    }
}
