//! What was given, how far the worker has come with it, and what to ask of it next.
//!
//! The ledger does nothing itself: it is told what happens and says what to send. So the rules of a crash
//! (nothing is lost, and what made the worker die is left out) are tested without a browser.

use crate::state::{Failure, Work};
use trustlens_web::protocol::{Request, Response, STOPPED, Sequence, Settings, SourceId, Subject};

/// How many sources are with the worker at a time. More would make one long task of sending them.
const WINDOW: usize = 16;

/// After so many deaths in a row for which no source is to blame, the page stops trying.
const DEATHS_BEFORE_STOP: usize = 3;

/// What the page gave the worker, and what it waits for. `B` is what a source consists of.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own; together they are no state")]
pub struct Ledger<B> {
    /// In the order in which they came, which is that of their ids.
    sources: Vec<Source<B>>,
    next_source: SourceId,
    settings: Settings,
    /// Sources that the worker has not been sent.
    unsent: Vec<SourceId>,
    /// Sources that were sent and not answered.
    under_way: Vec<SourceId>,
    /// The source that the worker said it reads.
    reading: Option<SourceId>,
    /// How far the worker has come with that, in bytes of so many, where it says so.
    bytes: Option<(u64, u64)>,
    /// Sources that the worker is to be told to read no further.
    cancellations: Vec<SourceId>,
    /// Sources that the person does not want to be read to their end, and that were not answered.
    cancelled: Vec<SourceId>,
    /// Inputs to be taken away.
    removals: Vec<usize>,
    /// Passwords that the person gave, and how many of them the worker has been sent.
    passwords: Vec<String>,
    passwords_sent: usize,
    /// Whether the case or the settings changed since the last report was asked for.
    stale: bool,
    sequence: Sequence,
    /// Whether a report was asked for and is not there.
    judging: bool,
    progress: (usize, usize),
    /// Details that are wanted and were not asked for.
    details: Vec<Subject>,
    /// Details that were asked for and have not come.
    asked: Vec<Subject>,
    /// Whether a new worker has yet to be given all that its predecessor had.
    rebuilding: bool,
    /// Deaths since the worker last finished a report.
    deaths: usize,
    stopped: bool,
    search: Option<Search>,
    renumbered: bool,
}

#[derive(Debug)]
struct Source<B> {
    id: SourceId,
    name: String,
    content: B,
    /// The inputs it became.
    inputs: Vec<usize>,
    /// Why it is left out of the case.
    left_out: Option<String>,
}

/// The search for the source that makes judging die.
///
/// With the first `good` sources judging is known to go well, with the first `bad` to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Search {
    good: usize,
    bad: usize,
}

impl Search {
    /// How many sources to try next.
    fn probe(self) -> usize {
        usize::midpoint(self.good, self.bad).max(1)
    }
}

impl<B: Clone> Ledger<B> {
    /// An empty ledger.
    pub fn new(settings: Settings) -> Self {
        Self {
            sources: Vec::new(),
            next_source: 0,
            settings,
            unsent: Vec::new(),
            under_way: Vec::new(),
            reading: None,
            bytes: None,
            cancellations: Vec::new(),
            cancelled: Vec::new(),
            removals: Vec::new(),
            passwords: Vec::new(),
            passwords_sent: 0,
            stale: false,
            sequence: 0,
            judging: false,
            progress: (0, 0),
            details: Vec::new(),
            asked: Vec::new(),
            rebuilding: false,
            deaths: 0,
            stopped: false,
            search: None,
            renumbered: false,
        }
    }

    /// The person gave something.
    pub fn give(&mut self, name: String, content: B) {
        let id = self.next_source;
        self.next_source += 1;
        self.sources.push(Source { id, name, content, inputs: Vec::new(), left_out: None });
        self.unsent.push(id);
        self.changed();
    }

    /// The person takes away the source that became this input.
    pub fn take_away_input(&mut self, input: usize) {
        if let Some(source) = self.sources.iter().find(|source| source.inputs.first() == Some(&input)) {
            self.take_away(source.id);
        }
    }

    /// The person takes a source away.
    pub fn take_away(&mut self, id: SourceId) {
        let Some(place) = self.place(id) else { return };
        let source = self.sources.remove(place);
        let is_in_case = source.left_out.is_none() && !self.unsent.contains(&id) && !self.under_way.contains(&id);
        if is_in_case {
            self.removals.extend(source.inputs.first());
        }
        self.unsent.retain(|other| *other != id);
        self.stop_reading(id);
        self.changed();
        if self.sources.is_empty() {
            // Nothing is left to judge, so no report will come.
            self.judging = false;
        }
    }

    /// The person does not want to wait until a source is read.
    pub fn cancel(&mut self, id: SourceId) {
        if self.unsent.contains(&id) {
            self.changed();
            self.leave_out(id, STOPPED.to_owned());
        } else if self.stop_reading(id) {
            self.changed();
        }
    }

    /// Has the worker told to stop reading a source, if it has that before it.
    fn stop_reading(&mut self, id: SourceId) -> bool {
        let is_news = self.under_way.contains(&id) && !self.cancelled.contains(&id);
        if is_news {
            self.cancelled.push(id);
            self.cancellations.push(id);
        }
        is_news
    }

    /// The person wants a source that was left out to be tried again.
    pub fn try_again(&mut self, id: SourceId) {
        let Some(source) = self.source(id) else { return };
        if source.left_out.take().is_some() {
            self.unsent.push(id);
            self.changed();
        }
    }

    /// The person gives a password for what waits for one.
    pub fn unlock(&mut self, password: String) {
        if !self.passwords.contains(&password) {
            self.passwords.push(password);
            self.changed();
        }
    }

    /// Whether the person has given a password.
    pub fn has_passwords(&self) -> bool {
        !self.passwords.is_empty()
    }

    /// Changes what the case is judged by.
    pub fn change_settings(&mut self, change: &mut dyn FnMut(&mut Settings)) {
        let mut settings = self.settings.clone();
        change(&mut settings);
        if self.settings != settings {
            self.settings = settings;
            self.stale = true;
        }
    }

    /// A detail is wanted.
    pub fn want(&mut self, subject: Subject) {
        if !self.asked.contains(&subject) && !self.details.contains(&subject) {
            self.details.push(subject);
        }
    }

    /// Starts anew after the page had stopped trying.
    pub fn resume(&mut self) {
        self.changed();
    }

    fn changed(&mut self) {
        self.stale = true;
        self.stopped = false;
        self.deaths = 0;
        self.search = None;
    }

    fn place(&self, id: SourceId) -> Option<usize> {
        self.sources.binary_search_by(|source| source.id.cmp(&id)).ok()
    }

    fn source(&mut self, id: SourceId) -> Option<&mut Source<B>> {
        let place = self.place(id)?;
        self.sources.get_mut(place)
    }

    /// What to send to the worker now, with the source's content that goes along. `None` until something happens.
    pub fn next_request(&mut self) -> Option<(Request, Option<B>)> {
        if self.stopped {
            return None;
        }
        if let Some(source) = self.cancellations.pop() {
            return Some((Request::Cancel { source }, None));
        }
        if let Some(place) = self.details.iter().position(|subject| !self.rebuilding || needs_no_case(subject)) {
            let subject = self.details.remove(place);
            self.asked.push(subject.clone());
            return Some((Request::Detail(subject), None));
        }
        if let Some(input) = self.removals.pop() {
            return Some((Request::Remove { input }, None));
        }
        if let Some(password) = self.passwords.get(self.passwords_sent) {
            self.passwords_sent += 1;
            return Some((Request::Unlock { password: password.clone() }, None));
        }
        if self.under_way.len() < WINDOW && self.may_send_more() {
            let id = self.unsent.remove(0);
            let source = self.source(id)?;
            let request = Request::Add { source: id, name: source.name.clone() };
            let content = source.content.clone();
            self.under_way.push(id);
            return Some((request, Some(content)));
        }
        let all_there = self.under_way.is_empty() && !self.may_send_more();
        if self.stale && all_there && !self.sources.is_empty() {
            self.stale = false;
            self.judging = true;
            self.progress = (0, 0);
            self.sequence += 1;
            return Some((Request::Report { sequence: self.sequence, settings: self.settings.clone() }, None));
        }
        None
    }

    /// Whether there are sources to be sent; while one is searched for, only so many as are to be tried.
    fn may_send_more(&self) -> bool {
        match self.search {
            _ if self.unsent.is_empty() => false,
            None => true,
            Some(search) => self.in_case() < search.probe(),
        }
    }

    /// How many sources the worker has or was sent.
    fn in_case(&self) -> usize {
        self.active().count() - self.unsent.len()
    }

    /// The worker said something. Returns whether this was the end of the report that is wanted now.
    pub fn hear(&mut self, response: &Response) -> bool {
        match response {
            Response::Reading(source) => self.reading = Some(*source),
            Response::ReadingProgress { source, done, total } if self.reading == Some(*source) => {
                self.bytes = Some((*done, *total));
            }
            Response::Added { source, inputs } => {
                self.answered(*source);
                self.added(*source, inputs);
            }
            Response::Unreadable { source, reason } => {
                self.answered(*source);
                if let Some(source) = self.source(*source) {
                    source.left_out = Some(reason.clone());
                }
            }
            Response::Progress { sequence, done, total } if *sequence == self.sequence => {
                self.progress = (*done, *total);
            }
            Response::Finished(sequence) if *sequence == self.sequence => return self.finished(),
            Response::Detail(subject, _) => self.asked.retain(|asked| asked != subject),
            _ => {}
        }
        false
    }

    fn answered(&mut self, id: SourceId) {
        for list in [&mut self.under_way, &mut self.cancelled, &mut self.cancellations] {
            list.retain(|other| *other != id);
        }
        self.reading = None;
        self.bytes = None;
    }

    fn added(&mut self, id: SourceId, inputs: &[usize]) {
        let Some(source) = self.source(id) else {
            // It was taken away while the worker read it.
            self.removals.extend(inputs.first());
            return;
        };
        let has_other_numbers = !source.inputs.is_empty() && source.inputs != inputs;
        source.inputs = inputs.to_vec();
        self.renumbered |= has_other_numbers;
    }

    fn finished(&mut self) -> bool {
        self.judging = false;
        self.deaths = 0;
        let Some(search) = &mut self.search else {
            self.rebuilding = false;
            return !self.stale;
        };
        search.good = search.probe();
        self.stale = true;
        self.end_search();
        false
    }

    /// The worker is no more, for this reason. What it had is to be sent again to its successor.
    pub fn died(&mut self, reason: &str) {
        self.deaths += 1;
        if let Some(source) = self.reading {
            self.leave_out(source, format!("Reading it stopped the program that reads files ({reason})."));
        } else if let Some(search) = &mut self.search {
            search.bad = search.probe();
        } else if self.judging && self.deaths > 1 {
            // Once may be an accident. Twice is one of the sources.
            self.search = Some(Search { good: 0, bad: self.in_case() });
        } else if self.deaths >= DEATHS_BEFORE_STOP {
            self.stopped = true;
        }
        self.send_again();
        self.end_search();
    }

    /// The worker could not be loaded. What was meant for it is kept for the next.
    pub fn not_loaded(&mut self) {
        self.send_again();
    }

    fn send_again(&mut self) {
        self.unsent = self.active().collect();
        self.under_way.clear();
        self.reading = None;
        self.bytes = None;
        self.cancellations.clear();
        for id in std::mem::take(&mut self.cancelled) {
            self.leave_out(id, STOPPED.to_owned());
        }
        self.removals.clear();
        self.passwords_sent = 0;
        self.details.append(&mut self.asked);
        self.rebuilding = true;
        self.judging = false;
        self.stale = true;
    }

    /// Ends the search once it is certain which source is to blame.
    fn end_search(&mut self) {
        let Some(Search { good, bad }) = self.search else { return };
        if bad > good + 1 {
            return;
        }
        self.search = None;
        let culprit = self.active().nth(good);
        if let Some(source) = culprit {
            self.leave_out(source, "Judging the case stopped the program when this was in it.".to_owned());
        }
    }

    fn leave_out(&mut self, id: SourceId, reason: String) {
        self.unsent.retain(|other| *other != id);
        if let Some(source) = self.source(id) {
            source.left_out = Some(reason);
            self.deaths = 0;
        }
    }

    /// The sources that belong to the case, in the order in which they came.
    fn active(&self) -> impl Iterator<Item = SourceId> {
        self.sources.iter().filter(|source| source.left_out.is_none()).map(|source| source.id)
    }

    /// Whether there is something that a worker is to do.
    pub fn wants_worker(&self) -> bool {
        match self.work() {
            Work::Stopped => false,
            Work::Idle => self.details.iter().chain(&self.asked).any(needs_no_case),
            _ => true,
        }
    }

    /// Whether the worker owes an answer.
    pub fn is_waiting(&self) -> bool {
        self.judging || !self.under_way.is_empty()
    }

    /// Whether inputs have got other numbers since this was last asked.
    pub fn take_renumbered(&mut self) -> bool {
        std::mem::take(&mut self.renumbered)
    }

    /// Whether this report is the one that is waited for.
    pub fn wants(&self, sequence: Sequence) -> bool {
        self.judging && sequence == self.sequence
    }

    /// What is being done, for people.
    pub fn work(&self) -> Work {
        let outstanding = self.unsent.len() + self.under_way.len();
        if self.stopped {
            Work::Stopped
        } else if let Some(work) = self.reading_bytes() {
            work
        } else if outstanding > 0 && self.search.is_none() {
            let all = self.active().count();
            Work::Reading(all - outstanding.min(all), all)
        } else if self.judging || (self.stale && !self.sources.is_empty()) {
            Work::Judging(self.progress.0, self.progress.1)
        } else {
            Work::Idle
        }
    }

    fn reading_bytes(&self) -> Option<Work> {
        let (done, total) = self.bytes?;
        let source = self.sources.get(self.place(self.reading?)?)?;
        Some(Work::ReadingBytes { source: source.id, name: source.name.clone().into(), done, total })
    }

    /// How many sources there are.
    pub fn count(&self) -> usize {
        self.sources.len()
    }

    /// The sources that are left out, with the reason.
    pub fn failures(&self) -> Vec<Failure> {
        let failure = |source: &Source<B>| {
            let reason = source.left_out.clone()?;
            Some(Failure { source: source.id, name: source.name.clone(), reason })
        };
        self.sources.iter().filter_map(failure).collect()
    }
}

/// Whether this can be asked of a worker that has been given nothing.
fn needs_no_case(subject: &Subject) -> bool {
    *subject == Subject::Catalogue
}

#[cfg(test)]
#[path = "ledger_tests.rs"]
mod tests;
