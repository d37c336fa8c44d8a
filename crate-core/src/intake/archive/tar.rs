//! tar: ustar (POSIX.1-1988), GNU long names, PAX (POSIX.1-2001), and the old format without a mark.

use super::super::allowance::wide;
use super::super::{Allowance, Candidate, Recognised};
use super::{End, Unpacking, fault, name_of};
use crate::timestamp::Timestamp;
use ::tar::{Archive, Entry, EntryType, Header};
use std::io::{self, Read};

/// A header, and what contents are rounded up to.
pub(super) const BLOCK: usize = 512;

/// Whether a file begins with a header of tar: the mark of ustar, or a checksum that fits, as the old format has no mark.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let Some(block) = bytes.get(..BLOCK) else { return false };
    if block.get(257..262) == Some(b"ustar") {
        return true;
    }
    let header = Header::from_byte_slice(block);
    let sum: u32 =
        block.iter().zip(0..).map(|(byte, at)| if (148..156).contains(&at) { 32 } else { u32::from(*byte) }).sum();
    let name = header.path_bytes();
    header.cksum().is_ok_and(|stated| stated == sum) && name.first().is_some_and(|first| *first != 0)
}

/// Reads a tar archive.
pub(super) fn read(candidate: &Candidate<'_>, allowance: &mut Allowance) -> Recognised {
    let mut unpacking = Unpacking::new(allowance);
    unpack(candidate.bytes, &mut unpacking);
    unpacking.recognised("a tar archive")
}

/// Takes the members out of a tar archive.
pub(super) fn unpack(source: impl Read, unpacking: &mut Unpacking<'_>) {
    let mut archive = Archive::new(source);
    let Ok(entries) = archive.entries() else { return };
    let mut last = String::new();
    for entry in entries {
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                broken(unpacking, &last, &error);
                return;
            }
        };
        last = name_of(&entry.path_bytes());
        match entry.header().entry_type() {
            EntryType::Regular | EntryType::Continuous => {}
            // Version 7 marks folders by the name alone.
            EntryType::Directory | EntryType::XGlobalHeader => continue,
            EntryType::Link | EntryType::Symlink => {
                link(unpacking, &last, &entry);
                continue;
            }
            EntryType::Char | EntryType::Block | EntryType::Fifo => {
                unpacking.pass_over(&last, "it is a device or a pipe, not a file");
                continue;
            }
            EntryType::GNUSparse => {
                unpacking.pass_over(&last, "it is a sparse file; unpack the archive and add it");
                continue;
            }
            // Labels, lists of a folder's contents and continuations of GNU tar.
            other if matches!(other.as_byte(), b'V' | b'D' | b'M') => continue,
            // By POSIX, what is not known is a file.
            _ => {}
        }
        if last.ends_with('/') && entry.size() == 0 {
            continue;
        }
        if !unpacking.has_room(&last) {
            return;
        }
        if !file(unpacking, &last, &mut entry) {
            return;
        }
    }
}

/// Reads a file, and says whether the archive goes on.
fn file(unpacking: &mut Unpacking<'_>, name: &str, entry: &mut Entry<'_, impl Read>) -> bool {
    let stated = entry.size();
    let made = entry.header().mtime().ok().filter(|seconds| *seconds != 0);
    let at = made.and_then(|seconds| i64::try_from(seconds).ok()).map(Timestamp::from_unix);
    // What stands in an archive as it is does not expand.
    let (bytes, end) = unpacking.inflate(entry, stated);
    let read = bytes.len();
    match end {
        End::Bound(bound) => {
            unpacking.end(&super::quoted(name), bound);
            false
        }
        End::Whole if wide(read) == stated => {
            unpacking.keep(name, bytes, at);
            true
        }
        _ if read == 0 => {
            unpacking.pass_over(name, "the archive is cut here");
            false
        }
        _ => {
            unpacking.keep(name, bytes, at);
            unpacking.remark(name, &format!("is cut: {read} of its {stated} bytes are there; fetch the archive again"));
            false
        }
    }
}

fn link(unpacking: &mut Unpacking<'_>, name: &str, entry: &Entry<'_, impl Read>) {
    let target = entry.link_name_bytes().map(|target| name_of(&target)).unwrap_or_default();
    unpacking.pass_over(name, &format!("it is a link to {}, which is not followed", super::quoted(&target)));
}

/// Says that what follows the last member cannot be read.
fn broken(unpacking: &mut Unpacking<'_>, last: &str, error: &io::Error) {
    if let Some(bound) = super::bound_of(error) {
        unpacking.end(&format!("what follows {}", super::quoted(last)), bound);
        return;
    }
    let after = if last.is_empty() { String::new() } else { format!(" after {}", super::quoted(last)) };
    let what = match error.kind() {
        io::ErrorKind::UnexpectedEof => fault(error),
        _ => "the header that stands there is damaged",
    };
    unpacking.tell(format!("the archive cannot be read further{after}: {what}; fetch it again"));
}
