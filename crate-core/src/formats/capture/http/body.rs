//! The bodies of HTTP/1.x messages, by whichever way their end is told (RFC 9112 section 6).

use super::super::content::Content;
use super::head::Framing;

/// Bytes of the longest line that gives the size of a chunk, and of the longest trailer line.
const LONGEST_LINE: usize = 4096;

/// A body that comes in pieces.
#[derive(Debug)]
pub(super) struct Body {
    state: State,
    /// Bytes that came.
    length: u64,
    /// Bytes that are not in the capture.
    missing: u64,
    content: Content,
}

#[derive(Debug)]
enum State {
    /// So many bytes are still to come.
    Length(u64),
    /// The line before a chunk.
    ChunkSize(Vec<u8>),
    /// So many bytes of a chunk are still to come.
    Chunk(u64),
    /// The end of line behind a chunk.
    ChunkEnd,
    /// The lines behind the last chunk.
    Trailer(Vec<u8>),
    UntilClose,
    /// All of it is there.
    Over,
    /// It contradicts itself, or so much is missing that its end cannot be told.
    Lost,
}

impl Body {
    pub(super) fn new(framing: Framing, wanted: bool) -> Self {
        let state = match framing {
            Framing::Nothing | Framing::Length(0) => State::Over,
            Framing::Length(length) => State::Length(length),
            Framing::Chunked => State::ChunkSize(Vec::new()),
            Framing::UntilClose => State::UntilClose,
        };
        Self { state, length: 0, missing: 0, content: Content::new(wanted) }
    }

    /// Takes in bytes, and says how many of them belonged to the body.
    pub(super) fn take(&mut self, bytes: &[u8]) -> usize {
        let mut rest = bytes;
        while !rest.is_empty() && !matches!(self.state, State::Over | State::Lost) {
            let used = self.step(rest).min(rest.len());
            rest = rest.get(used..).unwrap_or_default();
        }
        bytes.len() - rest.len()
    }

    /// Takes in some bytes, at least one, and says how many.
    fn step(&mut self, bytes: &[u8]) -> usize {
        match &mut self.state {
            State::Length(left) => {
                let used = take_from(left, bytes.len());
                if *left == 0 {
                    self.state = State::Over;
                }
                self.add(bytes.get(..used).unwrap_or_default());
                used
            }
            State::Chunk(left) => {
                let used = take_from(left, bytes.len());
                if *left == 0 {
                    self.state = State::ChunkEnd;
                }
                self.add(bytes.get(..used).unwrap_or_default());
                used
            }
            State::UntilClose => {
                self.add(bytes);
                bytes.len()
            }
            State::ChunkEnd => {
                match bytes.first() {
                    Some(b'\r') => {}
                    Some(b'\n') => self.state = State::ChunkSize(Vec::new()),
                    _ => self.state = State::Lost,
                }
                1
            }
            State::ChunkSize(line) => {
                let (used, whole) = take_line(line, bytes);
                if whole {
                    self.state = match httparse::parse_chunk_size(line) {
                        Ok(httparse::Status::Complete((_, 0))) => State::Trailer(Vec::new()),
                        Ok(httparse::Status::Complete((_, size))) => State::Chunk(size),
                        _ => State::Lost,
                    };
                } else if line.len() >= LONGEST_LINE {
                    self.state = State::Lost;
                }
                used
            }
            State::Trailer(line) => {
                let (used, whole) = take_line(line, bytes);
                if whole && matches!(line.as_slice(), b"\r\n" | b"\n") {
                    self.state = State::Over;
                } else if whole {
                    line.clear();
                } else if line.len() >= LONGEST_LINE {
                    self.state = State::Lost;
                }
                used
            }
            State::Over | State::Lost => bytes.len(),
        }
    }

    fn add(&mut self, bytes: &[u8]) {
        self.length = self.length.saturating_add(wide(bytes.len()));
        // Behind a hole nothing is of use: a file must not look whole that is not.
        if self.missing == 0 {
            self.content.append(bytes);
        }
    }

    /// So many bytes are not in the capture. Says how many of them lie behind the body.
    pub(super) fn gap(&mut self, length: u64) -> u64 {
        let (inside, behind) = match &mut self.state {
            State::Length(left) => {
                let inside = length.min(*left);
                *left -= inside;
                if *left == 0 {
                    self.state = State::Over;
                }
                (inside, length - inside)
            }
            State::Chunk(left) if *left > length => {
                *left -= length;
                (length, 0)
            }
            State::UntilClose => (length, 0),
            State::Over => (0, length),
            State::ChunkSize(_) | State::Chunk(_) | State::ChunkEnd | State::Trailer(_) | State::Lost => {
                self.state = State::Lost;
                (length, 0)
            }
        };
        self.missing = self.missing.saturating_add(inside);
        behind
    }

    /// The sender has ended the connection.
    pub(super) fn close(&mut self) {
        if matches!(self.state, State::UntilClose) {
            self.state = State::Over;
        }
    }

    /// Whether nothing more belongs to it.
    pub(super) fn is_over(&self) -> bool {
        matches!(self.state, State::Over | State::Lost)
    }

    /// Whether its end cannot be told any more.
    pub(super) fn is_lost(&self) -> bool {
        matches!(self.state, State::Lost)
    }

    /// Whether all of it came.
    pub(super) fn is_complete(&self) -> bool {
        matches!(self.state, State::Over) && self.missing == 0
    }

    /// Bytes that came.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Bytes that are not in the capture.
    pub(super) fn missing(&self) -> u64 {
        self.missing
    }

    /// Bytes that were still to come, if it is known how many.
    pub(super) fn left(&self) -> Option<u64> {
        match self.state {
            State::Length(left) => Some(left),
            _ => None,
        }
    }

    /// Bytes that it holds in memory.
    pub(super) fn weight(&self) -> usize {
        let line = match &self.state {
            State::ChunkSize(line) | State::Trailer(line) => line.capacity(),
            _ => 0,
        };
        self.content.weight().saturating_add(line)
    }

    /// What came of it up to the first hole.
    pub(super) fn into_content(self) -> Content {
        self.content
    }
}

/// Takes at most `there` from what is left and says how much.
fn take_from(left: &mut u64, there: usize) -> usize {
    let used = usize::try_from(*left).map_or(there, |left| left.min(there));
    *left = left.saturating_sub(wide(used));
    used
}

/// Takes bytes into a line up to its end. Says how many, and whether the line is whole.
fn take_line(line: &mut Vec<u8>, bytes: &[u8]) -> (usize, bool) {
    let end = bytes.iter().position(|byte| *byte == b'\n').map(|end| end + 1);
    let used = end.unwrap_or(bytes.len()).min(LONGEST_LINE.saturating_sub(line.len()).max(1));
    line.extend_from_slice(bytes.get(..used).unwrap_or_default());
    (used, end == Some(used))
}

fn wide(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(body: Body) -> Vec<u8> {
        body.into_content().into_bytes().unwrap()
    }

    #[test]
    fn chunks_in_pieces_of_any_size() {
        // RFC 9112 section 7.1, with an extension and a trailer; an answer follows.
        let text = b"4;a=b\r\nWiki\r\n5\r\npedia\r\nE\r\n in\r\n\r\nchunks.\r\n0\r\nX: y\r\n\r\nHTTP/1.1";
        for size in 1..text.len() {
            let mut body = Body::new(Framing::Chunked, true);
            let used: usize = text.chunks(size).map(|piece| body.take(piece)).sum();
            assert!(body.is_complete(), "{size}");
            assert_eq!(used, text.len() - 8);
            assert_eq!(body.length(), 23);
            assert_eq!(content(body), b"Wikipedia in\r\n\r\nchunks.");
        }
    }

    #[test]
    fn holes_are_counted_and_nothing_behind_them_is_kept() {
        let mut body = Body::new(Framing::Length(10), true);
        assert_eq!((body.take(b"abc"), body.gap(4), body.take(b"hijXX")), (3, 0, 3));
        assert!(body.is_over() && !body.is_complete());
        assert_eq!((body.length(), body.missing()), (6, 4));
        assert_eq!(content(body), b"abc");
        let mut body = Body::new(Framing::Length(10), true);
        assert_eq!(body.gap(13), 3);
        let mut body = Body::new(Framing::Chunked, true);
        body.take(b"10\r\nabc");
        assert_eq!(body.gap(5), 0);
        assert!(!body.is_over(), "the hole lies in the chunk");
        body.gap(100);
        assert!(body.is_lost());
    }

    #[test]
    fn what_is_no_chunk_is_lost() {
        for text in [&b"xyz\r\n"[..], b"3\r\nabcd", b"ffffffffffffffffff\r\n", &[b'1'; 9000]] {
            let mut body = Body::new(Framing::Chunked, true);
            body.take(text);
            assert!(body.is_lost(), "{text:?}");
        }
    }

    #[test]
    fn the_end_of_the_connection_ends_a_body_without_length() {
        let mut body = Body::new(Framing::UntilClose, true);
        body.take(b"abc");
        assert!(!body.is_over());
        body.close();
        assert!(body.is_complete());
        let mut body = Body::new(Framing::Length(5), true);
        body.take(b"abc");
        body.close();
        assert!(!body.is_complete());
    }
}
