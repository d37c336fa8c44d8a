//! What the worker does with the page's requests.

use crate::parts::{catalogue, split};
use trustlens_core::intake::Pieces;
use trustlens_core::report::{PhoneQuestion, calendar, text};
use trustlens_core::{Case, Progress, phone, renewals};
use trustlens_web::protocol::{Detail, PhoneAnswer, Request, Response, Settings, SourceId, Subject};

/// How many certificates are verified before the worker looks up. The slowest signatures take some five
/// milliseconds each.
const CERTIFICATES_AT_A_TIME: usize = 8;

/// The case behind the page.
pub struct Engine {
    case: Case,
    /// What the last report was judged by; absent before the first.
    settings: Option<Settings>,
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
        Self { case: Case::new(), settings: None }
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
                split(report, settings.changes.clone(), &mut |part| say(Response::Part { sequence, part }));
                self.settings = Some(settings);
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
            Subject::Phones(question) => self.phones(question.as_ref()),
            Subject::Comparison(inputs) => {
                let comparison = self.case.compare(self.settings.as_ref()?, inputs)?;
                Some(Detail::Comparison(Box::new(comparison)))
            }
            Subject::Checksum(text) => Some(Detail::Checksum(self.case.lists_with_checksum(text))),
            Subject::Calendar => {
                let evaluation = self.case.evaluate(self.settings.as_ref()?);
                Some(Detail::Calendar(calendar::render(&renewals::of(&evaluation), evaluation.at)))
            }
        }
    }

    /// What phones would do, once the case has been judged.
    fn phones(&mut self, question: Option<&PhoneQuestion>) -> Option<Detail> {
        let evaluation = self.case.evaluate(self.settings.as_ref()?);
        let choices = phone::choices(&evaluation, question.cloned());
        let starts = phone::answer(&evaluation, question.unwrap_or(&choices.question));
        let text = text::decision::render(&starts);
        Some(Detail::Phones(Box::new(PhoneAnswer { choices, starts, text })))
    }
}
