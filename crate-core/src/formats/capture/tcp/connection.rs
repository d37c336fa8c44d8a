//! One TCP connection: who is the client, and what the two sides speak.

use super::super::Moment;
use super::super::harvest::Harvest;
use super::super::http;
use super::super::network::Segment;
use super::super::tls;
use super::stream::{Arrival, Piece, Stream};
use std::net::SocketAddr;

/// The two sides of a connection, once it is known which is which.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Sides {
    pub(in super::super) client: SocketAddr,
    pub(in super::super) server: SocketAddr,
}

/// What happens in a direction, as a protocol hears of it.
#[derive(Debug, Clone, Copy)]
pub(in super::super) enum Event<'a> {
    /// Bytes of one segment.
    Bytes {
        /// The sequence number of the first.
        sequence: u32,
        bytes: &'a [u8],
        /// What the sender had of the other direction when it sent them: the number of the byte that it waited for.
        acknowledged: Option<u32>,
        /// Segments of this direction that came more than once so far.
        repeated: u64,
    },
    /// So many bytes are not in the capture.
    Gap(u64),
    /// The sender ended the direction.
    End,
}

/// What is spoken.
#[derive(Debug)]
enum Protocol {
    /// Nothing was said so far by which it could be told.
    Undecided,
    Http(Box<http::Conversation>),
    Tls(Box<tls::Conversation>),
    /// Nothing that is of interest here.
    Other,
}

/// A connection.
#[derive(Debug)]
pub(super) struct Connection {
    /// The sender of its first packet in the capture, and the other.
    ends: [SocketAddr; 2],
    streams: [Stream; 2],
    /// Which of the two sent a SYN without ACK.
    opener: Option<usize>,
    /// Whether its beginning is in the capture.
    from_start: bool,
    protocol: Protocol,
    /// The number of the SYN, to tell a new connection of the same ports.
    first_sequence: Option<u32>,
}

impl Connection {
    pub(super) fn new(segment: &Segment<'_>) -> Self {
        Self {
            ends: [segment.source, segment.destination],
            streams: [Stream::default(), Stream::default()],
            opener: None,
            from_start: false,
            protocol: Protocol::Undecided,
            first_sequence: None,
        }
    }

    /// Whether a segment opens another connection between the same ports.
    pub(super) fn is_followed_by(&self, segment: &Segment<'_>) -> bool {
        segment.start
            && segment.acknowledged.is_none()
            && (self.streams.iter().any(Stream::is_known) && self.first_sequence != Some(segment.sequence))
    }

    /// Takes in a segment.
    pub(super) fn take(&mut self, segment: &Segment<'_>, moment: Moment, harvest: &mut Harvest) {
        let from = usize::from(segment.source != self.ends[0]);
        if segment.start {
            self.from_start = true;
            if segment.acknowledged.is_none() {
                self.opener = Some(from);
                self.first_sequence = Some(segment.sequence);
            } else if self.opener.is_none() {
                self.opener = Some(1 - from);
            }
        }
        if matches!(self.protocol, Protocol::Other) {
            return;
        }
        let Segment { sequence, start, end, payload, missing, acknowledged, .. } = *segment;
        if let Some(number) = acknowledged {
            self.hear(1 - from, moment, harvest, |stream, then| stream.acknowledged(number, then));
        }
        let arrival = Arrival { sequence, acknowledged, start, end, bytes: payload, missing };
        self.hear(from, moment, harvest, |stream, then| stream.take(arrival, then));
        if segment.reset {
            self.close(moment, harvest);
        }
    }

    /// Lets a direction act, and the protocol hear of what comes of it.
    fn hear(
        &mut self,
        from: usize,
        moment: Moment,
        harvest: &mut Harvest,
        act: impl FnOnce(&mut Stream, &mut dyn FnMut(Piece<'_>)),
    ) {
        let Self { ends, streams, opener, from_start, protocol, .. } = self;
        let Some(stream) = streams.get_mut(from) else { return };
        let repeated = stream.repeated;
        act(stream, &mut |piece| {
            let event = match piece {
                Piece::Bytes { sequence, acknowledged, bytes } => {
                    Event::Bytes { sequence, bytes, acknowledged, repeated }
                }
                Piece::Gap(length) => Event::Gap(length),
                Piece::End => Event::End,
            };
            if matches!(protocol, Protocol::Undecided) {
                *protocol = decide(&event, from, *opener, *from_start, *ends, moment, harvest);
            }
            match protocol {
                Protocol::Http(http) => http.hear(ends[from], event, moment, harvest),
                Protocol::Tls(tls) => tls.hear(ends[from], event),
                Protocol::Undecided | Protocol::Other => {}
            }
        });
        if let Protocol::Tls(tls) = protocol
            && tls.is_over()
        {
            if let Protocol::Tls(tls) = std::mem::replace(protocol, Protocol::Other) {
                tls.finish(harvest);
            }
            self.forget();
        } else if matches!(protocol, Protocol::Other) {
            self.forget();
        }
    }

    /// Nothing more will come.
    pub(super) fn close(&mut self, moment: Moment, harvest: &mut Harvest) {
        for from in 0..2 {
            self.hear(from, moment, harvest, Stream::finish);
        }
        self.give_up(harvest);
    }

    /// Ends it as it is, and follows it no longer.
    pub(super) fn give_up(&mut self, harvest: &mut Harvest) {
        match std::mem::replace(&mut self.protocol, Protocol::Other) {
            Protocol::Http(http) => http.finish(harvest),
            Protocol::Tls(tls) => tls.finish(harvest),
            Protocol::Undecided | Protocol::Other => {}
        }
        self.forget();
    }

    fn forget(&mut self) {
        self.streams.iter_mut().for_each(Stream::forget);
    }

    /// Bytes that it holds in memory.
    pub(super) fn weight(&self) -> usize {
        let protocol = match &self.protocol {
            Protocol::Http(http) => http.weight(),
            Protocol::Tls(tls) => tls.weight(),
            Protocol::Undecided | Protocol::Other => 0,
        };
        self.streams.iter().map(Stream::weight).sum::<usize>().saturating_add(protocol)
    }
}

/// Tells what is spoken by the first bytes of a direction.
fn decide(
    event: &Event<'_>,
    from: usize,
    opener: Option<usize>,
    from_start: bool,
    ends: [SocketAddr; 2],
    moment: Moment,
    harvest: &mut Harvest,
) -> Protocol {
    let Event::Bytes { bytes, .. } = event else { return Protocol::Undecided };
    let by_client = if http::begins_request(bytes) || tls::begins_as_client(bytes) {
        true
    } else if http::begins_answer(bytes) || tls::begins_as_server(bytes) {
        false
    } else if from_start {
        return Protocol::Other;
    } else {
        // The capture began in the middle of the connection: a later segment may begin with something that is known.
        return Protocol::Undecided;
    };
    let client = opener.unwrap_or(if by_client { from } else { 1 - from });
    let (Some(client), Some(server)) = (ends.get(client).copied(), ends.get(1 - client).copied()) else {
        return Protocol::Other;
    };
    let sides = Sides { client, server };
    if http::begins_request(bytes) || http::begins_answer(bytes) {
        Protocol::Http(Box::new(http::Conversation::new(sides)))
    } else {
        Protocol::Tls(Box::new(tls::Conversation::new(sides, harvest.turn(), moment.at)))
    }
}
