//! What the worker does with the page's requests.

use crate::parts::{catalogue, split};
use trustlens_core::intake::Pieces;
use trustlens_core::report::{Renewal, calendar};
use trustlens_core::{Case, Progress, Timestamp};
use trustlens_web::protocol::{Detail, Request, Response, SourceId, Subject};

/// How many certificates are verified before the worker looks up. The slowest signatures take some five
/// milliseconds each.
const CERTIFICATES_AT_A_TIME: usize = 8;

/// The case behind the page.
pub struct Engine {
    case: Case,
    /// The renewals of the last report, and the date that it was judged by.
    renewals: Option<(Vec<Renewal>, Timestamp)>,
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

impl Engine {
    /// An engine with an empty case.
    #[must_use]
    pub fn new() -> Self {
        Self { case: Case::new(), renewals: None }
    }

    /// Adds what a source holds to the case.
    pub fn add(&mut self, source: SourceId, name: &str, bytes: Vec<u8>) -> Response {
        Response::Added { source, inputs: self.case.add(name, bytes) }
    }

    /// Adds what a source that was read in pieces holds to the case.
    pub fn add_pieces(&mut self, source: SourceId, name: &str, pieces: Pieces) -> Response {
        Response::Added { source, inputs: self.case.add_pieces(name, pieces) }
    }

    /// Verifies some more certificates, for some milliseconds at most, so that the worker can look for newer
    /// requests in between. A report verifies all that are left.
    pub fn verify_some(&mut self) -> Progress {
        self.case.verify_next(CERTIFICATES_AT_A_TIME)
    }

    /// Does what `request` asks for and hands every answer to `say`.
    ///
    /// [`Request::Add`] comes with a blob, which is the browser's business: see [`Engine::add`] and
    /// [`Engine::add_pieces`]. [`Request::Cancel`] is for who reads the blob.
    pub fn answer(&mut self, request: Request, say: &mut dyn FnMut(Response)) {
        match request {
            Request::Add { .. } | Request::Cancel { .. } => {}
            Request::Remove { input } => self.case.remove(input),
            Request::Unlock { password } => drop(self.case.unlock(&password)),
            Request::Report { sequence, settings } => {
                let report = self.case.report(&settings, trustlens_core::Detail::Slim, &mut |_| {});
                self.renewals = Some((report.renewals.clone(), report.evaluated_at));
                split(report, &mut |part| say(Response::Part { sequence, part }));
                say(Response::Finished(sequence));
            }
            Request::Detail(subject) => {
                let detail = self.detail(&subject).unwrap_or(Detail::Gone);
                say(Response::Detail(subject, detail));
            }
        }
    }

    fn detail(&mut self, subject: &Subject) -> Option<Detail> {
        match subject {
            Subject::Header(input) => {
                if let Some(list) = self.case.trust_list(*input) {
                    return Some(Detail::Elements(list.header));
                }
                self.case.signed_file(*input).map(|file| Detail::Elements(file.header))
            }
            Subject::Record(input, index) => {
                let list = self.case.trust_list(*input)?;
                let record = list.records.into_iter().find(|record| record.index == *index)?;
                Some(Detail::Elements(record.elements))
            }
            Subject::Certificate(sha256) => {
                let detail = self.case.certificate(sha256)?.detail?;
                Some(Detail::Certificate(Box::new(detail)))
            }
            Subject::Catalogue => Some(Detail::Catalogue(catalogue())),
            Subject::Calendar => {
                let (renewals, judged_by) = self.renewals.as_ref()?;
                Some(Detail::Calendar(calendar::render(renewals, *judged_by)))
            }
        }
    }
}
