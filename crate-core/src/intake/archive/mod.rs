//! Archives: zip, gzip, tar.
//!
//! Names of members are shown and never used as paths, so `../` and absolute paths are harmless here.

mod gzip;
mod tar;
#[cfg(test)]
mod tests;
mod zip;

use super::allowance::{Bound, wide};
use super::{Allowance, Artifact, Candidate, Member, Recognised, of_all, problem};
use crate::report::{InputKind, Origin, Problem};
use crate::text::{count, shorten, visible, visible_bytes};
use crate::timestamp::Timestamp;
use std::io::{self, Read};

/// Recognises an archive by its first bytes and unwraps it.
pub(super) fn detect(candidate: &Candidate<'_>, allowance: &mut Allowance) -> Option<Recognised> {
    let bytes = candidate.bytes;
    if zip::begins(bytes) {
        Some(zip::read(candidate, allowance))
    } else if gzip::begins(bytes) {
        Some(gzip::read(candidate, allowance))
    } else if tar::begins(bytes) {
        Some(tar::read(candidate, allowance))
    } else {
        None
    }
}

/// Whether some bytes begin as an archive does that is unwrapped here.
pub(super) fn begins(bytes: &[u8]) -> bool {
    zip::begins(bytes) || gzip::begins(bytes) || tar::begins(bytes)
}

/// Problems that are told one by one; further ones are counted.
const TOLD: usize = 100;

/// Characters of a member's name that are kept.
const LONGEST_NAME: usize = 1000;

/// What comes out of one archive.
struct Unpacking<'a> {
    allowance: &'a mut Allowance,
    members: Vec<Member>,
    problems: Vec<Problem>,
    untold: usize,
    /// Files in the archive that could not be read, or not as a whole.
    unread: usize,
    /// Those of them that a password may open.
    locked: usize,
    /// No more is unpacked.
    ended: bool,
}

/// How reading a member ended.
#[derive(Debug)]
enum End {
    /// It is whole.
    Whole,
    /// The archive is damaged or cut here.
    Broken(io::Error),
    /// Something would not come to an end.
    Bound(Bound),
}

impl<'a> Unpacking<'a> {
    fn new(allowance: &'a mut Allowance) -> Self {
        Self { allowance, members: Vec::new(), problems: Vec::new(), untold: 0, unread: 0, locked: 0, ended: false }
    }

    /// Reads a member that takes `packed` bytes of the archive, within the bounds, and takes what was read from the allowance.
    fn inflate(&mut self, source: impl Read, packed: u64) -> (Vec<u8>, End) {
        let limit = self.allowance.limit(packed);
        let mut bytes = Vec::new();
        let outcome = source.take(limit.saturating_add(1)).read_to_end(&mut bytes);
        let read = wide(bytes.len());
        self.allowance.take_bytes(read);
        let end = match outcome {
            _ if read > limit && self.allowance.bytes == 0 => End::Bound(Bound::Bytes),
            _ if read > limit => End::Bound(Bound::Expansion),
            Ok(_) => End::Whole,
            Err(error) => bound_of(&error).map_or(End::Broken(error), End::Bound),
        };
        (bytes, end)
    }

    /// Keeps a member. Those that are no files of a person – what macOS puts beside files – are not inputs.
    fn keep(&mut self, name: &str, bytes: Vec<u8>, at: Option<Timestamp>) {
        if is_beside(name, &bytes) {
            return;
        }
        let origin = at.map(|at| Origin { at: Some(at), ..Origin::default() });
        self.members.push(Member { name: shorten(name, LONGEST_NAME).into_owned(), bytes, origin });
        self.allowance.members = self.allowance.members.saturating_sub(1);
    }

    /// Whether there is room for one more member. If not, says so once, and that `name` is the first without room.
    fn has_room(&mut self, name: &str) -> bool {
        if !self.ended && self.allowance.members == 0 {
            self.end(&quoted(name), Bound::Members);
        } else if !self.ended && self.allowance.bytes == 0 {
            self.end(&quoted(name), Bound::Bytes);
        }
        !self.ended
    }

    /// Unpacks no more, from this place on.
    fn end(&mut self, place: &str, bound: Bound) {
        self.ended = true;
        self.unread += 1;
        // However much was told before, this is.
        self.problems.push(of_all(format!(
            "unpacking ended at {place}: {bound}; what stands before it was read; unpack the archive and add the files that matter"
        )));
    }

    /// Says why a member was not read.
    fn pass_over(&mut self, name: &str, reason: &str) {
        self.unread += 1;
        self.tell(format!("{} was not read: {reason}", quoted(name)));
    }

    /// Says that a member was read, and what is wrong with it.
    fn remark(&mut self, name: &str, remark: &str) {
        self.tell(format!("{} {remark}", quoted(name)));
    }

    /// Says something that concerns the archive as a whole.
    fn tell(&mut self, message: String) {
        if self.problems.len() < TOLD {
            self.problems.push(of_all(message));
        } else {
            self.untold += 1;
        }
    }

    /// Says something at a byte of the archive.
    fn tell_at(&mut self, offset: usize, message: impl Into<String>) {
        self.problems.push(problem(offset, message));
    }

    /// What was unpacked, called "a zip archive" and so on.
    fn recognised(mut self, called: &str) -> Recognised {
        if self.untold > 0 {
            let more = count(self.untold, "further member");
            self.problems.push(of_all(format!("the same goes for {more}")));
        }
        let of_all = self.members.len() + self.unread;
        let with = match of_all {
            0 => "no members".to_owned(),
            number => count(number, "member"),
        };
        let unread = match self.unread {
            0 => String::new(),
            all if all == of_all => ", not read".to_owned(),
            1 => ", 1 of which was not read".to_owned(),
            some => format!(", {some} of which were not read"),
        };
        Recognised {
            problems: self.problems,
            members: self.members,
            ..Recognised::new(InputKind::Archive, format!("{called} with {with}{unread}"))
        }
    }

    /// The same for an archive with members that wait for a password.
    fn waiting(self, called: &str, tried: usize) -> Recognised {
        let members = count(self.members.len() + self.unread, "member");
        let locked = match self.locked {
            all if all == self.unread && self.members.is_empty() => "locked".to_owned(),
            some => format!("{some} of them locked"),
        };
        let message = match tried {
            0 => "give the password that it is encrypted with, or unpack it and add what is in it".to_owned(),
            _ => {
                format!("it does not open with {}; give another, or unpack it and add what is in it", passwords(tried))
            }
        };
        let mut recognised = self.recognised(called);
        recognised.problems.insert(0, of_all(message));
        Recognised {
            artifact: Artifact::Locked,
            description: format!("{called} with {members}, {locked}"),
            ..recognised
        }
    }
}

/// "the password that was given", "any of the 3 passwords that were given".
pub(super) fn passwords(number: usize) -> String {
    match number {
        1 => "the password that was given".to_owned(),
        number => format!("any of the {number} passwords that were given"),
    }
}

/// The name of a member in a message.
fn quoted(name: &str) -> String {
    format!("\"{}\"", shorten(&visible(name), 200))
}

/// Bytes of a name as text: UTF-8, and what is not spelled out.
fn name_of(bytes: &[u8]) -> String {
    let kept = bytes.get(..LONGEST_NAME * 4).unwrap_or(bytes);
    std::str::from_utf8(kept).map_or_else(|_| visible_bytes(kept), str::to_owned)
}

/// Whether a member is what macOS puts beside a file and into a folder: `AppleDouble` (RFC 1740, appendix B) in `__MACOSX` or as `._name`, and
/// `.DS_Store`.
fn is_beside(name: &str, bytes: &[u8]) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    let double =
        bytes.starts_with(&[0x00, 0x05, 0x16, 0x07]) && (base.starts_with("._") || name.starts_with("__MACOSX/"));
    double || (base == ".DS_Store" && bytes.get(4..8) == Some(b"Bud1"))
}

/// The bound that a reader came upon, if that is why it ended.
fn bound_of(error: &io::Error) -> Option<Bound> {
    error.get_ref()?.downcast_ref().copied()
}

/// What a reader's error says of the archive.
fn fault(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "the archive is cut here",
        _ => "its compressed bytes are damaged",
    }
}
