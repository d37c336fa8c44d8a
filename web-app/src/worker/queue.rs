//! The requests that wait while the worker is busy.

use trustlens_web::protocol::{Request, SourceId};

/// Requests in the order in which they are to be done. `B` is what came along with a request (a blob).
///
/// A person who looks at something waits for the details of it, so details overtake the rest; and of several
/// reports that were asked for, only the last is worth the work. To read a source no further is no work at all: it
/// waits behind nothing, and is asked for by [`Queue::take_cancelled`].
#[derive(Debug)]
pub struct Queue<B> {
    waiting: Vec<(Request, B)>,
    cancelled: Vec<SourceId>,
}

impl<B> Default for Queue<B> {
    fn default() -> Self {
        Self { waiting: Vec::new(), cancelled: Vec::new() }
    }
}

impl<B> Queue<B> {
    /// Puts a request behind those that wait.
    pub fn push(&mut self, request: Request, blob: B) {
        match request {
            Request::Cancel { source } => {
                self.cancelled.push(source);
                return;
            }
            // One who gives a source again has changed their mind.
            Request::Add { source, .. } => self.cancelled.retain(|cancelled| *cancelled != source),
            Request::Report { .. } => {
                self.waiting.retain(|(waiting, _)| !matches!(waiting, Request::Report { .. }));
            }
            Request::Remove { .. } | Request::Unlock { .. } | Request::Detail(_) => {}
        }
        self.waiting.push((request, blob));
    }

    /// Whether a source is to be read no further. It is said once.
    pub fn take_cancelled(&mut self, source: SourceId) -> bool {
        let place = self.cancelled.iter().position(|cancelled| *cancelled == source);
        place.map(|place| self.cancelled.swap_remove(place)).is_some()
    }

    /// Whether a request waits that makes a report of the case as it is now useless: the page will ask for
    /// another, or has done so.
    #[must_use]
    pub fn outdates_report(&self) -> bool {
        let changes = |request: &Request| {
            matches!(
                request,
                Request::Add { .. } | Request::Remove { .. } | Request::Unlock { .. } | Request::Report { .. }
            )
        };
        self.waiting.iter().any(|(request, _)| changes(request))
    }

    /// Takes the request to be done next.
    pub fn take(&mut self) -> Option<(Request, B)> {
        let detail = self.waiting.iter().position(|(request, _)| matches!(request, Request::Detail(_)));
        (!self.waiting.is_empty()).then(|| self.waiting.remove(detail.unwrap_or(0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use trustlens_core::Timestamp;
    use trustlens_web::protocol::{Sequence, Settings, Subject};

    fn add(source: u32) -> Request {
        Request::Add { source, name: String::new() }
    }

    fn report(sequence: Sequence) -> Request {
        let settings = Settings::at(Timestamp::from_unix(0));
        Request::Report { sequence, settings }
    }

    fn drain(requests: Vec<Request>) -> Vec<Request> {
        let mut queue = Queue::default();
        for request in requests {
            queue.push(request, ());
        }
        std::iter::from_fn(|| queue.take().map(|(request, ())| request)).collect()
    }

    #[test]
    fn requests_keep_their_order() {
        let requests = vec![add(1), add(2), Request::Remove { input: 0 }, report(1)];
        assert_eq!(drain(requests.clone()), requests);
    }

    #[test]
    fn only_the_last_report_is_made() {
        assert_eq!(drain(vec![report(1), add(1), report(2), report(3)]), vec![add(1), report(3)]);
    }

    #[test]
    fn a_report_is_outdated_by_changes_only() {
        let mut queue = Queue::default();
        queue.push(Request::Detail(Subject::Header(0)), ());
        assert!(!queue.outdates_report());
        queue.push(add(1), ());
        assert!(queue.outdates_report());
    }

    #[test]
    fn a_source_is_cancelled_without_waiting_and_once() {
        let mut queue = Queue::default();
        queue.push(add(1), ());
        queue.push(add(2), ());
        queue.push(Request::Cancel { source: 1 }, ());
        assert!(!queue.take_cancelled(2));
        assert!(queue.take_cancelled(1));
        assert!(!queue.take_cancelled(1));
        assert_eq!(queue.take(), Some((add(1), ())), "its turn comes, so that it is answered");
    }

    #[test]
    fn a_source_that_is_given_again_is_not_cancelled() {
        let mut queue = Queue::default();
        queue.push(Request::Cancel { source: 1 }, ());
        queue.push(add(1), ());
        assert!(!queue.take_cancelled(1));
    }

    #[test]
    fn details_overtake() {
        let detail = Request::Detail(Subject::Header(0));
        assert_eq!(drain(vec![add(1), report(1), detail.clone()]), vec![detail, add(1), report(1)]);
    }
}
