//! Network captures.

use super::{Allowance, Artifact, Candidate, Member, Recognised};
use crate::formats::capture::{CaptureReader, Find, Finished, Room};
use crate::report::{Capture, InputKind, TransferOutcome};
use crate::text::count;
use crate::timestamp::Timestamp;

/// Recognises a capture by its first bytes and reads all of it.
pub(super) fn detect(candidate: &Candidate<'_>, allowance: &mut Allowance) -> Option<Recognised> {
    let mut reader = begin(candidate.bytes, allowance)?;
    reader.push(candidate.bytes);
    let finished = reader.finish();
    let bytes = finished.finds.iter().map(|find| find.bytes.len()).sum::<usize>();
    allowance.members = allowance.members.saturating_sub(finished.finds.len());
    allowance.bytes = allowance.bytes.saturating_sub(u64::try_from(bytes).unwrap_or(u64::MAX));
    Some(recognised(finished))
}

/// Begins to read a capture out of which as much may come as is allowed.
pub(super) fn begin(start: &[u8], allowance: &Allowance) -> Option<CaptureReader> {
    let room = Room::default();
    let bytes = usize::try_from(allowance.bytes).unwrap_or(usize::MAX);
    let room = Room { finds: room.finds.min(allowance.members), bytes: room.bytes.min(bytes) };
    CaptureReader::begin(start).map(|reader| reader.within(room))
}

/// What a capture is, once it has been read.
pub(super) fn recognised(finished: Finished) -> Recognised {
    let Finished { capture, finds, problems } = finished;
    let description = describe(&capture);
    Recognised {
        artifact: Artifact::Capture(capture),
        problems,
        members: finds.into_iter().map(member).collect(),
        ..Recognised::new(InputKind::Capture, description)
    }
}

fn member(find: Find) -> Member {
    Member { name: find.name, bytes: find.bytes, origin: Some(find.origin) }
}

/// "a pcapng capture with 214 packets from 2026-03-02 09:14 to 09:15 UTC: 6 files fetched, 3 TLS handshakes"
fn describe(capture: &Capture) -> String {
    let packets = counted(capture.packets, "packet");
    let time = match (capture.first, capture.last) {
        (Some(first), Some(last)) => period(first, last),
        _ => String::new(),
    };
    let fetched = capture.transfers.iter().filter(|transfer| transfer.outcome == TransferOutcome::Complete).count();
    let asked = wide(capture.transfers.len()).saturating_add(capture.more_transfers);
    let handshakes = wide(capture.handshakes.len()).saturating_add(capture.more_handshakes);
    let fetched = match asked {
        0 => "no files fetched".to_owned(),
        // Of those that are not listed nobody knows how they ended.
        asked if capture.more_transfers > 0 => format!("{} asked for", counted(asked, "file")),
        asked if wide(fetched) == asked => format!("{} fetched", count(fetched, "file")),
        asked => format!("{fetched} of {} fetched", counted(asked, "file")),
    };
    let handshakes =
        if handshakes == 0 { "no TLS handshakes".to_owned() } else { counted(handshakes, "TLS handshake") };
    format!("a {} capture with {packets}{time}: {fetched}, {handshakes}", capture.format)
}

/// " from 2026-03-02 09:14 to 09:15 UTC"
fn period(first: Timestamp, last: Timestamp) -> String {
    let minute = |time: Timestamp| time.for_people().chars().take(16).collect::<String>();
    let (first, last) = (minute(first), minute(last));
    if first == last {
        return format!(" of {first} UTC");
    }
    let same_day = first.get(..10) == last.get(..10);
    let last = last.get(11..).filter(|_| same_day).unwrap_or(&last);
    format!(" from {first} to {last} UTC")
}

fn counted(number: u64, noun: &str) -> String {
    count(usize::try_from(number).unwrap_or(usize::MAX), noun)
}

fn wide(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_listed_is_not_taken_for_failed() {
        let capture = Capture { format: "pcap".to_owned(), more_transfers: 47_141, ..Capture::default() };
        assert_eq!(describe(&capture), "a pcap capture with 0 packets: 47141 files asked for, no TLS handshakes");
    }

    #[test]
    fn periods_are_as_short_as_they_can_be() {
        let time = |text: &str| Timestamp::parse(text).unwrap();
        let first = time("2026-03-02T09:14:07Z");
        assert_eq!(period(first, time("2026-03-02T09:14:59Z")), " of 2026-03-02 09:14 UTC");
        assert_eq!(period(first, time("2026-03-02T09:15:01Z")), " from 2026-03-02 09:14 to 09:15 UTC");
        assert_eq!(period(first, time("2026-03-03T00:01:00Z")), " from 2026-03-02 09:14 to 2026-03-03 00:01 UTC");
    }
}
