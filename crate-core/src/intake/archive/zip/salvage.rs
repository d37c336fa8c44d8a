//! Members of a zip archive by their own headers, where the list at its end cannot be used.

use super::super::super::allowance::{Bound, most_from, wide};
use super::super::{End, name_of};
use super::{DEFLATED, STORED, Stated, ZipReader, method_fault};
use flate2::bufread::DeflateDecoder;

const MARK: &[u8] = b"PK\x03\x04";

/// A member's own header (APPNOTE section 4.3.7).
struct LocalHeader<'a> {
    flags: u16,
    method: u16,
    sum: u32,
    packed: u64,
    size: u64,
    name: &'a [u8],
    /// Where the contents begin.
    contents: usize,
}

/// Flag: the contents are encrypted.
const ENCRYPTED: u16 = 1;
/// Flag: sizes and checksum stand behind the contents.
const STREAMED: u16 = 8;

/// A size that stands in the field of zip64.
const ELSEWHERE: u64 = 0xffff_ffff;

/// Reads every member that was not read before.
pub(super) fn unpack(bytes: &[u8], reader: &mut ZipReader<'_>) {
    let mut position = 0;
    while let Some(found) = find(bytes, position) {
        position = found + MARK.len();
        if reader.read.contains(&wide(found)) {
            continue;
        }
        let Some(header) = LocalHeader::read(bytes, found) else { continue };
        let name = name_of(header.name);
        if name.ends_with('/') {
            continue;
        }
        if !reader.unpacking.has_room(&name) {
            return;
        }
        position = header.contents + member(bytes, &header, &name, reader);
        if reader.unpacking.ended {
            return;
        }
    }
}

/// Reads one member and says how many bytes its contents take.
fn member(bytes: &[u8], header: &LocalHeader<'_>, name: &str, reader: &mut ZipReader<'_>) -> usize {
    let rest = bytes.get(header.contents..).unwrap_or_default();
    let streamed = header.flags & STREAMED != 0;
    let stated =
        if streamed { Stated::default() } else { Stated { size: Some(header.size), sum: Some(header.sum), at: None } };
    let packed = usize::try_from(header.packed).unwrap_or(usize::MAX).min(rest.len());
    if header.flags & ENCRYPTED != 0 {
        reader
            .unpacking
            .pass_over(name, "it is encrypted, and the list of members is needed to open it; fetch the archive again");
        return packed;
    }
    match header.method {
        STORED if streamed => {
            reader.unpacking.pass_over(name, "the archive does not state its length here");
            0
        }
        STORED => {
            let contents = rest.get(..packed).unwrap_or_default();
            if let Some((bytes, end)) = reader.inflate(contents, name, wide(packed), None) {
                reader.take_in(name, bytes, &end, &stated);
            }
            packed
        }
        DEFLATED => {
            let contents = if streamed { rest } else { rest.get(..packed).unwrap_or_default() };
            let mut decoder = DeflateDecoder::new(contents);
            let (bytes, end) = reader.unpacking.inflate(&mut decoder, wide(contents.len()));
            let used = usize::try_from(decoder.total_in()).unwrap_or(contents.len());
            if !reader.take(wide(used), name) {
                return used;
            }
            let expands = wide(bytes.len()) > most_from(wide(used));
            reader.take_in(name, bytes, &if expands { End::Bound(Bound::Expansion) } else { end }, &stated);
            if streamed { used } else { packed }
        }
        method => {
            reader.unpacking.pass_over(name, &method_fault(method));
            packed
        }
    }
}

fn find(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(MARK.len()).position(|window| window == MARK).map(|found| from + found)
}

impl<'a> LocalHeader<'a> {
    /// Bytes before the name.
    const FIXED: usize = 30;

    fn read(bytes: &'a [u8], at: usize) -> Option<Self> {
        let fixed = bytes.get(at..at.checked_add(Self::FIXED)?)?;
        let short = |offset: usize| fixed.get(offset..offset + 2).map_or(0, little);
        let long = |offset: usize| fixed.get(offset..offset + 4).map_or(0, little);
        let (name_length, extra_length) = (usize::try_from(short(26)).ok()?, usize::try_from(short(28)).ok()?);
        let name_start = at + Self::FIXED;
        let name = bytes.get(name_start..name_start.checked_add(name_length)?)?;
        let extra = bytes.get(name_start + name_length..name_start + name_length + extra_length)?;
        let (mut packed, mut size) = (long(18), long(22));
        if let Some(sizes) = wide_sizes(extra).filter(|_| packed == ELSEWHERE || size == ELSEWHERE) {
            (size, packed) = sizes;
        }
        Some(Self {
            flags: u16::try_from(short(6)).ok()?,
            method: u16::try_from(short(8)).ok()?,
            sum: u32::try_from(long(14)).ok()?,
            packed,
            size,
            name,
            contents: name_start + name_length + extra_length,
        })
    }
}

/// The sizes in the field of zip64 (APPNOTE section 4.5.3), both of which stand in a member's own header: that of the file, and packed.
fn wide_sizes(mut extra: &[u8]) -> Option<(u64, u64)> {
    loop {
        let (head, rest) = extra.split_at_checked(4)?;
        let (field, after) = rest.split_at_checked(usize::try_from(little(head.get(2..)?)).ok()?)?;
        if head.starts_with(&[1, 0]) {
            return Some((little(field.get(..8)?), little(field.get(8..16)?)));
        }
        extra = after;
    }
}

fn little(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}
