//! Finds the known lines that may fit a message: one pass over its bytes with a table of the first four bytes of each pattern.
//!
//! A log may have a million lines of which few are known, so that what counts is how fast a line is passed over.

use super::known::{self, Known};
use std::sync::OnceLock;

/// A known line that may fit, and where its first text stands in the message.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// Its place in the table.
    order: usize,
    /// The line.
    pub(super) known: &'static Known,
    /// Where its first text stands in the message.
    pub(super) at: usize,
}

/// So many different known lines may begin in one message; further ones are not looked at.
const CANDIDATES: usize = 16;

/// Slots of the table, a power of two.
const SLOTS: usize = 4096;

/// For every hash of four bytes the known lines whose first text begins with such bytes.
struct Table {
    /// One bit a slot: whether any line is there.
    used: [u64; SLOTS / 64],
    /// The lines with the hash of their first four bytes and their place in the table of lines, by hash.
    lines: Vec<(usize, usize, &'static Known)>,
}

/// Four bytes, letter case put aside, as one number that changes with each further byte.
fn roll(number: u32, byte: u8) -> u32 {
    (number << 8) | u32::from(byte | 0x20)
}

/// The slot of four bytes.
fn slot(number: u32) -> usize {
    // The upper twelve bits of a multiplication by the golden ratio.
    (number.wrapping_mul(0x9E37_79B1) >> 20) as usize
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { used: [0; SLOTS / 64], lines: Vec::new() };
        for (order, known) in known::every().enumerate() {
            let first = known.literals.first().map_or(&b""[..], |literal| literal.as_bytes());
            let slot = slot(first.iter().take(4).fold(0, |number, byte| roll(number, *byte)));
            if let Some(word) = table.used.get_mut(slot / 64) {
                *word |= 1 << (slot % 64);
            }
            table.lines.push((slot, order, known));
        }
        table.lines.sort_by_key(|(slot, order, _)| (*slot, *order));
        table
    })
}

impl Table {
    fn is_used(&self, slot: usize) -> bool {
        self.used.get(slot / 64).is_some_and(|word| word >> (slot % 64) & 1 == 1)
    }

    fn lines(&self, slot: usize) -> impl Iterator<Item = (usize, &'static Known)> {
        let start = self.lines.partition_point(|(other, _, _)| *other < slot);
        let rest = self.lines.get(start..).unwrap_or_default();
        rest.iter().take_while(move |(other, _, _)| *other == slot).map(|(_, order, known)| (*order, *known))
    }
}

/// The known lines that may fit a message, in the order in which they are to be tried, each where its first text first stands.
pub(super) fn candidates(message: &[u8], found: &mut Vec<Candidate>) {
    let table = table();
    found.clear();
    let mut number = 0;
    for (end, byte) in message.iter().enumerate() {
        number = roll(number, *byte);
        let slot = slot(number);
        if !table.is_used(slot) || end < 3 {
            continue;
        }
        let at = end - 3;
        for (order, known) in table.lines(slot) {
            let fits = known.literals.first().is_some_and(|literal| begins(message, at, literal.as_bytes()));
            let fits = fits && (!known.at_start || at == 0);
            if fits && found.len() < CANDIDATES && found.iter().all(|other| other.order != order) {
                found.push(Candidate { order, known, at });
            }
        }
    }
    found.sort_by_key(|candidate| candidate.order);
}

/// Whether a text stands at a place, letter case not counting.
pub(super) fn begins(message: &[u8], at: usize, text: &[u8]) -> bool {
    message.get(at..at.saturating_add(text.len())).is_some_and(|part| part.eq_ignore_ascii_case(text))
}

/// Where a text stands first, letter case not counting.
pub(super) fn position(message: &[u8], text: &[u8]) -> Option<usize> {
    let first = text.first()?.to_ascii_lowercase();
    let places = message.iter().enumerate().filter(|(_, byte)| byte.to_ascii_lowercase() == first);
    places.map(|(at, _)| at).find(|at| begins(message, *at, text))
}

impl Candidate {
    /// The values behind the texts of the pattern, if all of them stand in the message in their order.
    pub(super) fn values<'a>(&self, message: &'a [u8]) -> Option<Vec<&'a [u8]>> {
        let mut rest = message.get(self.at..)?;
        let mut values = Vec::with_capacity(self.known.literals.len());
        for (number, literal) in self.known.literals.iter().enumerate() {
            let at = if number == 0 { 0 } else { position(rest, literal.as_bytes())? };
            if number > 0 {
                values.push(rest.get(..at)?);
            }
            rest = rest.get(at + literal.len()..)?;
        }
        values.push(rest);
        Some(values)
    }
}
