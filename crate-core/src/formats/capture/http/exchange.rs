//! A request over HTTP with its answer, and what is said of it.

use super::super::content::Content;
use super::super::harvest::{Circumstances, Harvest, Turn};
use super::super::names::{Name, is_wanted, shown};
use super::body::Body;
use super::coding;
use super::head::{Answer, Framing, Request};
use crate::report::{Transfer, TransferOutcome};
use std::fmt::Write as _;

/// The port on which CUCM's file server speaks HTTP.
const FILE_SERVER: u16 = 6970;

/// A request that waits for its answer.
#[derive(Debug)]
pub(super) struct Waiting {
    turn: Turn,
    circumstances: Circumstances,
    method: String,
    name: String,
    /// The sequence number at which the client expects the answer to begin: what it had acknowledged when it asked.
    pub(super) expected_at: Option<u32>,
}

/// A request whose answer has begun.
#[derive(Debug)]
pub(super) struct Exchange {
    /// The request, if it is known which one is answered here.
    request: Option<Waiting>,
    answer: Answer,
    pub(super) body: Body,
    /// Segments that had come more than once when it began.
    repeated_before: u64,
}

impl Waiting {
    pub(super) fn new(request: &Request, turn: Turn, circumstances: Circumstances, expected_at: Option<u32>) -> Self {
        Self { turn, circumstances, method: request.method.clone(), name: shown(&request.path), expected_at }
    }

    /// Bytes that it holds in memory.
    pub(super) fn weight(&self) -> usize {
        self.name.capacity() + self.method.capacity() + size_of::<Self>()
    }

    /// Lists it as a request without an answer.
    pub(super) fn unanswered(self, remark: &str, harvest: &mut Harvest) {
        self.list(TransferOutcome::Unanswered, remark.to_owned(), 0, 0, None, harvest);
    }

    fn list(
        self,
        outcome: TransferOutcome,
        remark: String,
        size: u64,
        retransmissions: u64,
        member: Option<usize>,
        harvest: &mut Harvest,
    ) {
        // Only GET asks for a file.
        if self.method != "GET" {
            return;
        }
        let Circumstances { client, server, at } = self.circumstances;
        let transfer = Transfer {
            protocol: "HTTP".to_owned(),
            name: self.name,
            client: client.to_string(),
            server: server.to_string(),
            at,
            outcome,
            remark,
            size,
            retransmissions,
            member,
        };
        harvest.transfer(self.turn, transfer);
    }
}

impl Exchange {
    pub(super) fn new(request: Option<Waiting>, answer: Answer, repeated_before: u64) -> Self {
        let is_wanted = |request: &Waiting| {
            let from_file_server = request.circumstances.server.port() == FILE_SERVER;
            request.method == "GET" && is_wanted(&request.name, from_file_server)
        };
        let wanted = is_file(&answer) && request.as_ref().is_some_and(is_wanted);
        let is_head = request.as_ref().is_some_and(|request| request.method == "HEAD");
        let framing = if is_head { Framing::Nothing } else { answer.framing };
        Self { request, answer, body: Body::new(framing, wanted), repeated_before }
    }

    /// Ends it, and lists what came of it. `ended` says why nothing more comes, where that is before the end of the body.
    pub(super) fn finish(self, ended: &str, repeated: u64, harvest: &mut Harvest) {
        let Self { request, answer, body, repeated_before } = self;
        let Some(request) = request else { return };
        let (outcome, mut remark) = outcome(&answer, &body, ended);
        let size = body.length();
        let content = body.into_content();
        remark.push_str(content.excuse(outcome));
        let mut member = None;
        if let Content::Kept(bytes) = content
            && is_file(&answer)
            && outcome == TransferOutcome::Complete
        {
            let plain = match &answer.coding {
                None => Ok(bytes),
                Some(coding) => coding::decode(coding, &bytes),
            };
            remark.push_str(match &plain {
                Ok(_) if answer.coding.is_some() => " It was compressed on the way and was unpacked here.",
                Ok(_) => "",
                Err(reason) => reason,
            });
            let name = Name::of_file(&request.name);
            member = plain.ok().and_then(|plain| harvest.keep(&name, plain, "HTTP", request.circumstances));
        }
        request.list(outcome, remark, size, repeated.saturating_sub(repeated_before), member, harvest);
    }
}

/// Whether the body of an answer is the file that was asked for, or a part of it.
fn is_file(answer: &Answer) -> bool {
    matches!(answer.status, 200 | 203 | 206)
}

fn outcome(answer: &Answer, body: &Body, ended: &str) -> (TransferOutcome, String) {
    let Answer { status, reason, .. } = answer;
    let words = if reason.is_empty() { status.to_string() } else { format!("{status} {reason}") };
    match status {
        206 => match answer.range {
            Some((0, last, Some(whole))) if last.checked_add(1) == Some(whole) && body.is_complete() => {
                (TransferOutcome::Complete, format!("All of it came ({words})."))
            }
            Some((first, last, _)) => {
                let remark = format!("The client asked for a part of it alone: bytes {first} to {last} ({words}).");
                (TransferOutcome::Incomplete, remark)
            }
            None => (TransferOutcome::Incomplete, format!("A part of it came, without saying which ({words}).")),
        },
        200..=299 if body.is_complete() => (TransferOutcome::Complete, format!("All of it came ({words}).")),
        200..=299 => (TransferOutcome::Incomplete, incomplete(body, ended)),
        304 => {
            let remark = format!("The server says that the client has the file as it is now ({words}).");
            (TransferOutcome::Complete, remark)
        }
        404 | 410 => (TransferOutcome::NotFound, format!("The server has no such file ({words}).")),
        300..=399 => {
            let to = answer.location.as_ref().map_or_else(String::new, |to| format!(" to {to}"));
            (TransferOutcome::Refused, format!("The server sent the client elsewhere{to} ({words})."))
        }
        _ => (TransferOutcome::Refused, format!("The server refused ({words}).")),
    }
}

fn incomplete(body: &Body, ended: &str) -> String {
    if body.is_lost() {
        return "So much of it is missing in the capture, or damaged, that its end cannot be told.".to_owned();
    }
    if body.is_over() {
        return format!("{} bytes of it are not in the capture.", body.missing());
    }
    let mut remark = match body.left() {
        Some(left) => format!("{ended} {left} bytes before the end of the file."),
        None => format!("{ended} before the end of the file."),
    };
    if body.missing() > 0 {
        let _ = write!(remark, " {} bytes before that are not in the capture.", body.missing());
    }
    remark
}
