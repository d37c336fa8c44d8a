//! gzip (RFC 1952), and tar inside it, which is shown as one thing.

use super::super::allowance::{Bound, most_from, wide};
use super::super::{Allowance, Candidate, Member, Recognised};
use super::{End, Unpacking, fault, name_of, tar};
use crate::report::{InputKind, Origin};
use crate::text::count;
use crate::timestamp::Timestamp;
use flate2::bufread::GzDecoder;
use std::cell::Cell;
use std::io::{self, Read};

/// Parts of one file that are put together. Programs that write in blocks make one a 64 KB.
const MOST_PARTS: usize = 10_000;

/// Bytes of padding behind the members of a tar archive that are looked at. Programs write 10 KB at a time.
const PADDING: u64 = 64 * 1024;

/// Whether a file begins as gzip does: the mark, and deflate, the only method there is (RFC 1952 section 2.3.1).
pub(super) fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b, 8])
}

/// Reads a gzip file.
pub(super) fn read(candidate: &Candidate<'_>, allowance: &mut Allowance) -> Recognised {
    let meter = Meter { most: allowance.bytes, ..Meter::default() };
    let mut parts = Parts::new(candidate.bytes, &meter);
    let (name, at) = (parts.name(), parts.made());
    // Enough to see a tar archive.
    let mut start = Vec::new();
    let begun = parts.by_ref().take(wide(tar::BLOCK)).read_to_end(&mut start);
    let mut unpacking = Unpacking::new(allowance);
    if tar::begins(&start) {
        tar::unpack(start.as_slice().chain(parts.by_ref()), &mut unpacking);
        let kept: u64 = unpacking.members.iter().map(|member| wide(member.bytes.len())).sum();
        unpacking.allowance.take_bytes(meter.produced.get().saturating_sub(kept));
        // What pads the tar archive is read too, for the checksum behind it.
        let padding = io::copy(&mut parts.by_ref().take(PADDING), &mut io::sink());
        if let (None, Err(error)) = (meter.bound.get(), padding) {
            unpacking.tell(format!("the end of the gzip file does not fit: {}; fetch it again", fault(&error)));
        }
        parts.tell(&mut unpacking);
        return unpacking.recognised("a tar archive in gzip");
    }
    let rest = begun.and_then(|_| parts.read_to_end(&mut start));
    unpacking.allowance.take_bytes(wide(start.len()));
    parts.tell(&mut unpacking);
    let end = match (meter.bound.get(), rest) {
        (Some(bound), _) => End::Bound(bound),
        (None, Ok(_)) => End::Whole,
        (None, Err(error)) => End::Broken(error),
    };
    let name = name.unwrap_or_else(|| name_without_ending(candidate.name));
    file(
        unpacking,
        &end,
        Member { name, bytes: start, origin: at.map(|at| Origin { at: Some(at), ..Origin::default() }) },
    )
}

/// What was found of the one file inside.
fn file(mut unpacking: Unpacking<'_>, end: &End, member: Member) -> Recognised {
    let size = count(member.bytes.len(), "byte");
    let keeps = unpacking.allowance.members > 0;
    match end {
        End::Bound(bound) => {
            unpacking.tell(format!("nothing of it was kept: {bound}; unpack it and add the part that matters"));
            return Recognised {
                problems: unpacking.problems,
                ..Recognised::new(InputKind::Archive, "a gzip file that was not unpacked")
            };
        }
        End::Broken(error) if member.bytes.is_empty() => {
            unpacking.tell(format!("nothing of it can be unpacked: {}; fetch it again", fault(error)));
            return Recognised {
                problems: unpacking.problems,
                ..Recognised::new(InputKind::Archive, "a damaged gzip file")
            };
        }
        End::Broken(error) => {
            unpacking.tell(format!("only the first {size} could be unpacked: {}; fetch it again", fault(error)));
        }
        End::Whole => {}
    }
    if keeps {
        unpacking.allowance.members -= 1;
        unpacking.members.push(member);
    } else {
        unpacking.tell(format!("it was not kept: {}", Bound::Members));
    }
    Recognised {
        problems: unpacking.problems,
        members: unpacking.members,
        ..Recognised::new(InputKind::Archive, format!("a gzip file with {size} inside"))
    }
}

/// The name of what is inside, by the name of the gzip file.
pub(super) fn name_without_ending(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let lower = base.to_ascii_lowercase();
    let cut = |ending: &str| lower.ends_with(ending).then(|| base.get(..base.len() - ending.len())).flatten();
    match (cut(".tgz"), cut(".gz")) {
        (Some(stem), _) if !stem.is_empty() => format!("{stem}.tar"),
        (_, Some(stem)) if !stem.is_empty() => stem.to_owned(),
        _ => format!("{base} (unpacked)"),
    }
}

/// What came out so far.
#[derive(Default)]
struct Meter {
    /// The most that may come out.
    most: u64,
    /// What came out.
    produced: Cell<u64>,
    /// Why no more comes out.
    bound: Cell<Option<Bound>>,
}

/// The parts of a gzip file one after the other, which make up one file (RFC 1952 section 2.2).
struct Parts<'a> {
    bytes: &'a [u8],
    decoder: Option<GzDecoder<&'a [u8]>>,
    meter: &'a Meter,
    number: usize,
    /// Bytes behind the last part.
    trailing: usize,
}

impl<'a> Parts<'a> {
    fn new(bytes: &'a [u8], meter: &'a Meter) -> Self {
        Self { bytes, decoder: Some(GzDecoder::new(bytes)), meter, number: 1, trailing: 0 }
    }

    /// The name in the first part's header: ISO 8859-1 by the standard, UTF-8 in practice.
    fn name(&self) -> Option<String> {
        let name = self.decoder.as_ref()?.header()?.filename().filter(|name| !name.is_empty())?;
        Some(name_of(name))
    }

    /// When the file inside was changed last, in the first part's header.
    fn made(&self) -> Option<Timestamp> {
        let seconds = self.decoder.as_ref()?.header()?.mtime();
        (seconds != 0).then(|| Timestamp::from_unix(i64::from(seconds)))
    }

    /// Says what stands behind the last part.
    fn tell(&self, unpacking: &mut Unpacking<'_>) {
        if self.trailing > 0 {
            let message = format!("{} behind the gzip data belong to nothing", count(self.trailing, "byte"));
            unpacking.tell_at(self.bytes.len().saturating_sub(self.trailing), message);
        }
    }

    /// The part that follows the one that ended, if there is one. Zeros behind the last one are padding.
    fn next_part(&mut self, rest: &'a [u8]) {
        if begins(rest) && self.number < MOST_PARTS {
            self.number += 1;
            self.decoder = Some(GzDecoder::new(rest));
        } else if rest.iter().any(|byte| *byte != 0) {
            self.trailing = rest.len();
        }
    }

    fn stop(&mut self, bound: Bound) -> io::Error {
        self.meter.bound.set(Some(bound));
        self.decoder = None;
        io::Error::other(bound)
    }
}

impl Read for Parts<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        while let Some(decoder) = &mut self.decoder {
            let read = decoder.read(buffer)?;
            if read == 0 {
                if let Some(rest) = self.decoder.take().map(GzDecoder::into_inner) {
                    self.next_part(rest);
                }
                continue;
            }
            let consumed = self.bytes.len().saturating_sub(decoder.get_ref().len());
            let produced = self.meter.produced.get().saturating_add(wide(read));
            self.meter.produced.set(produced);
            if produced > most_from(wide(consumed)) {
                return Err(self.stop(Bound::Expansion));
            }
            if produced > self.meter.most {
                return Err(self.stop(Bound::Bytes));
            }
            return Ok(read);
        }
        Ok(0)
    }
}
