//! HTTP/1.x: requests and their answers on one connection, kept alive and pipelined.

mod body;
mod coding;
mod exchange;
mod head;

use super::Moment;
use super::harvest::{Circumstances, Harvest};
use super::tcp::{Event, Sides};
use body::Body;
use exchange::{Exchange, Waiting};
use head::{Head, Progress, Request};
use std::collections::VecDeque;
use std::net::SocketAddr;

/// Requests that may wait for their answers at a time.
const MOST_WAITING: usize = 128;

/// Methods of requests; phones use few of them.
const METHODS: &[&[u8]] =
    &[b"GET ", b"HEAD ", b"POST ", b"PUT ", b"DELETE ", b"OPTIONS ", b"PATCH ", b"TRACE ", b"PROPFIND "];

/// Whether a client that speaks HTTP begins so.
pub(super) fn begins_request(bytes: &[u8]) -> bool {
    METHODS.iter().any(|method| bytes.starts_with(method))
}

/// Whether a server that speaks HTTP begins so.
pub(super) fn begins_answer(bytes: &[u8]) -> bool {
    bytes.starts_with(b"HTTP/1.")
}

/// Where the reader of a direction is.
#[derive(Debug)]
enum Place<B> {
    /// In a head, or before one.
    Head(Head),
    /// In a body.
    Body(B),
    /// Nowhere: the next segment that begins as a message does is taken for one.
    Lost,
}

/// What was said on one connection.
#[derive(Debug)]
pub(super) struct Conversation {
    sides: Sides,
    requests: Place<Body>,
    answers: Place<Box<Exchange>>,
    waiting: VecDeque<Waiting>,
    /// Parts of the client's side are missing, requests perhaps among them.
    requests_missing: bool,
    /// The sequence number behind the last byte of the client that is known.
    asked_until: Option<u32>,
    /// Parts of the server's side are missing, beginnings of answers perhaps among them.
    answers_missing: bool,
    /// The sequence number at which the answer that is being read began.
    answer_begins: u32,
    repeated: u64,
}

impl Conversation {
    pub(super) fn new(sides: Sides) -> Self {
        Self {
            sides,
            requests: Place::Head(Head::default()),
            answers: Place::Head(Head::default()),
            waiting: VecDeque::new(),
            requests_missing: false,
            asked_until: None,
            answers_missing: false,
            answer_begins: 0,
            repeated: 0,
        }
    }

    /// Takes in what happens in the direction of a sender.
    pub(super) fn hear(&mut self, from: SocketAddr, event: Event<'_>, moment: Moment, harvest: &mut Harvest) {
        if from == self.sides.client {
            match event {
                Event::Bytes { sequence, bytes, acknowledged, .. } => {
                    let length = u32::try_from(bytes.len()).unwrap_or_default();
                    self.asked_until = Some(sequence.wrapping_add(length));
                    self.asked(bytes, acknowledged, moment, harvest);
                }
                Event::Gap(length) => self.request_gap(length),
                Event::End => {}
            }
        } else {
            match event {
                Event::Bytes { sequence, bytes, repeated, acknowledged } => {
                    self.repeated = repeated;
                    self.note_received(acknowledged);
                    self.answered(sequence, bytes, harvest);
                }
                Event::Gap(length) => self.answer_gap(length, harvest),
                Event::End => self.close(harvest),
            }
        }
    }

    /// The server says up to where it has what the client sent. If that is more than the capture has, requests may be missing. (One
    /// more is the end of the client's side.)
    fn note_received(&mut self, acknowledged: Option<u32>) {
        if let (Some(received), Some(known)) = (acknowledged, self.asked_until)
            && received.wrapping_sub(known).cast_signed() > 1
        {
            self.requests_missing = true;
        }
    }

    /// Bytes of the client.
    fn asked(&mut self, bytes: &[u8], acknowledged: Option<u32>, moment: Moment, harvest: &mut Harvest) {
        let mut rest = bytes;
        if matches!(self.requests, Place::Lost) {
            if !begins_request(rest) {
                return;
            }
            self.requests = Place::Head(Head::default());
        }
        while !rest.is_empty() {
            let used = match &mut self.requests {
                Place::Lost => return,
                Place::Body(body) => {
                    let used = body.take(rest);
                    if body.is_over() {
                        self.requests = if body.is_lost() { Place::Lost } else { Place::Head(Head::default()) };
                    }
                    used
                }
                Place::Head(head) => match head.take(rest) {
                    Progress::More => return,
                    Progress::TooLong => {
                        self.requests = Place::Lost;
                        self.requests_missing = true;
                        return;
                    }
                    Progress::Whole(used) => {
                        let request = head.request();
                        self.request(request, acknowledged, moment, harvest);
                        used
                    }
                },
            };
            rest = rest.get(used..).unwrap_or_default();
        }
    }

    /// The head of a request is whole.
    fn request(&mut self, request: Option<Request>, acknowledged: Option<u32>, moment: Moment, harvest: &mut Harvest) {
        let Some(request) = request else {
            self.requests = Place::Lost;
            self.requests_missing = true;
            return;
        };
        let circumstances = Circumstances { client: self.sides.client.ip(), server: self.sides.server, at: moment.at };
        if self.waiting.len() >= MOST_WAITING
            && let Some(oldest) = self.waiting.pop_front()
        {
            oldest.unanswered("No answer is in the capture.", harvest);
        }
        self.waiting.push_back(Waiting::new(&request, harvest.turn(), circumstances, acknowledged));
        let body = Body::new(request.framing, false);
        self.requests = if body.is_over() { Place::Head(Head::default()) } else { Place::Body(body) };
    }

    fn request_gap(&mut self, length: u64) {
        let behind = match &mut self.requests {
            Place::Body(body) => {
                let behind = body.gap(length);
                if body.is_over() {
                    self.requests = if body.is_lost() { Place::Lost } else { Place::Head(Head::default()) };
                }
                if matches!(self.requests, Place::Lost) { length } else { behind }
            }
            _ => length,
        };
        if behind > 0 {
            self.requests = Place::Lost;
            self.requests_missing = true;
        }
    }

    /// Bytes of the server; `sequence` is the number of the first.
    fn answered(&mut self, sequence: u32, bytes: &[u8], harvest: &mut Harvest) {
        let mut rest = bytes;
        if matches!(self.answers, Place::Lost) {
            if !begins_answer(rest) {
                return;
            }
            self.answers = Place::Head(Head::default());
        }
        while !rest.is_empty() {
            let used = match &mut self.answers {
                Place::Lost => return,
                Place::Body(exchange) => {
                    let used = exchange.body.take(rest);
                    if exchange.body.is_over() {
                        self.finish_exchange("", harvest);
                    }
                    used
                }
                Place::Head(head) => {
                    if head.is_empty() {
                        if !may_begin_answer(rest) {
                            self.lose_answers();
                            return;
                        }
                        let offset = u32::try_from(bytes.len() - rest.len()).unwrap_or_default();
                        self.answer_begins = sequence.wrapping_add(offset);
                    }
                    match head.take(rest) {
                        Progress::More => return,
                        Progress::TooLong => {
                            self.lose_answers();
                            return;
                        }
                        Progress::Whole(used) => {
                            self.answer(harvest);
                            used
                        }
                    }
                }
            };
            rest = rest.get(used..).unwrap_or_default();
        }
    }

    /// The head of an answer is whole.
    fn answer(&mut self, harvest: &mut Harvest) {
        let Place::Head(head) = std::mem::replace(&mut self.answers, Place::Head(Head::default())) else { return };
        let Some(answer) = head.answer() else {
            self.lose_answers();
            return;
        };
        match answer.status {
            // What follows is no HTTP any more.
            101 => {
                self.answers = Place::Lost;
                self.requests = Place::Lost;
            }
            // The answer itself is still to come.
            100..=199 => {}
            _ => {
                let request = self.answered_request(harvest);
                let exchange = Exchange::new(request, answer, self.repeated);
                let over = exchange.body.is_over();
                self.answers = Place::Body(Box::new(exchange));
                if over {
                    self.finish_exchange("", harvest);
                }
            }
        }
    }

    /// The request that is answered by the answer which begins now.
    ///
    /// Answers come in the order of the requests. Where packets are missing that order is broken; then a client that waits for each
    /// answer before it asks again tells, by what it had acknowledged when it asked, where it expects the answer to begin.
    fn answered_request(&mut self, harvest: &mut Harvest) -> Option<Waiting> {
        if self.waiting.is_empty() {
            // Its request is missing, or comes later than it should.
            self.requests_missing = true;
            return None;
        }
        if !self.requests_missing && !self.answers_missing {
            return self.waiting.pop_front();
        }
        let begins = Some(self.answer_begins);
        if let Some(place) = self.waiting.iter().position(|waiting| waiting.expected_at == begins) {
            for passed in self.waiting.drain(..place) {
                passed.unanswered("Packets with its answer are missing in the capture.", harvest);
            }
            return self.waiting.pop_front();
        }
        if !self.requests_missing && self.waiting.len() == 1 {
            return self.waiting.pop_front();
        }
        // To name the wrong file would be worse than to name none.
        None
    }

    /// Ends the answer that is being read.
    fn finish_exchange(&mut self, ended: &str, harvest: &mut Harvest) {
        if let Place::Body(exchange) = std::mem::replace(&mut self.answers, Place::Head(Head::default())) {
            if exchange.body.is_lost() {
                self.lose_answers();
            }
            exchange.finish(ended, self.repeated, harvest);
        }
    }

    fn lose_answers(&mut self) {
        self.answers = Place::Lost;
        self.answers_missing = true;
    }

    fn answer_gap(&mut self, length: u64, harvest: &mut Harvest) {
        let behind = match &mut self.answers {
            Place::Body(exchange) => {
                let behind = exchange.body.gap(length);
                if exchange.body.is_over() {
                    self.finish_exchange("", harvest);
                }
                behind
            }
            _ => length,
        };
        if behind > 0 {
            self.lose_answers();
        }
    }

    /// The server has ended its side.
    fn close(&mut self, harvest: &mut Harvest) {
        if let Place::Body(exchange) = &mut self.answers {
            exchange.body.close();
            self.finish_exchange("The connection was closed", harvest);
        }
    }

    /// Nothing more is heard of it.
    pub(super) fn finish(mut self, harvest: &mut Harvest) {
        self.finish_exchange("The capture or the connection ended", harvest);
        let remark = if self.answers_missing || self.requests_missing {
            "Packets are missing in the capture, and its answer may be among them."
        } else {
            "No answer is in the capture."
        };
        for waiting in self.waiting {
            waiting.unanswered(remark, harvest);
        }
    }

    /// Bytes that it holds in memory.
    pub(super) fn weight(&self) -> usize {
        let requests = match &self.requests {
            Place::Head(head) => head.weight(),
            Place::Body(body) => body.weight(),
            Place::Lost => 0,
        };
        let answers = match &self.answers {
            Place::Head(head) => head.weight(),
            Place::Body(exchange) => exchange.body.weight(),
            Place::Lost => 0,
        };
        let waiting: usize = self.waiting.iter().map(Waiting::weight).sum();
        requests.saturating_add(answers).saturating_add(waiting)
    }
}

/// Whether an answer may begin so, which may be cut anywhere.
fn may_begin_answer(bytes: &[u8]) -> bool {
    const BEGINNING: &[u8] = b"HTTP/1.";
    let blank = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let bytes = bytes.get(blank..).unwrap_or_default();
    bytes.starts_with(BEGINNING) || BEGINNING.starts_with(bytes)
}
