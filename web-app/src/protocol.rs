//! The messages between the page and its worker.
//!
//! A message is a JavaScript array (see [`worker_link`](crate::worker_link)): a [`Request`] or a [`Response`] as bytes
//! (see [`pack`]), and the [`Blob`](https://developer.mozilla.org/docs/Web/API/Blob) that it speaks of, if any. So a file
//! goes to the worker as a handle, and its bytes never pass through the page's memory.

pub use trustlens_core::Settings;

use serde::{Deserialize, Serialize};
use trustlens_core::Timestamp;
use trustlens_core::plan::Change;
use trustlens_core::report::{
    Boot, CertificateDetail, ChecksumAnswer, Configuration, Context, Element, Expectation, Finding, Input,
    ListComparison, Listing, Migration, PhoneChoices, PhoneQuestion, Plan, Proposal, Record, Renewal, Service,
    Severity, SignedFile, Summary, Tool, TrustList, Undecided,
};

/// A message as bytes. `None` where it cannot be written, which the types of the messages rule out.
#[must_use]
pub fn pack<T: Serialize>(message: &T) -> Option<Vec<u8>> {
    postcard::to_allocvec(message).ok()
}

/// The message in these bytes. `None` where they hold none.
#[must_use]
pub fn unpack<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

/// Numbers what the person gave: one file, or one pasted text. Never used twice within a page.
pub type SourceId = u32;

/// Numbers the wishes for a report; a report with an older number than the last wish is of no use any more.
pub type Sequence = u32;

/// Why a source is left out that the person did not want to be read to its end.
pub const STOPPED: &str = "You stopped it before all of it was read.";

/// What the page asks of the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Read the blob that comes with this message and add it to the case.
    Add {
        /// What the answer shall name.
        source: SourceId,
        /// The name it came with.
        name: String,
    },
    /// Read no further in a source that is not added yet. Its answer is [`Response::Unreadable`], or
    /// [`Response::Added`] where this came too late.
    Cancel {
        /// The source.
        source: SourceId,
    },
    /// Take an input away, and all that was found inside it.
    Remove {
        /// The input.
        input: usize,
    },
    /// Try a password on everything that waits for one, now and later.
    Unlock {
        /// The password. It is in no report and no storage.
        password: String,
    },
    /// Judge the case and send the report in parts.
    Report {
        /// Comes back with every part.
        sequence: Sequence,
        /// What to judge by.
        settings: Settings,
    },
    /// Send what the report in parts leaves out.
    Detail(Subject),
}

/// What a detail is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Subject {
    /// The header of the trust list or the signed file in an input.
    Header(usize),
    /// A record of the trust list in an input, counted from 1.
    Record(usize, usize),
    /// The certificate with this SHA-256 fingerprint.
    Certificate(String),
    /// The catalogue of checks. It needs no case.
    Catalogue,
    /// What phones would do; the question that the case suggests when absent.
    Phones(Option<PhoneQuestion>),
    /// The trust lists in these inputs side by side, judged as the last report was.
    Comparison(Vec<usize>),
    /// Which trust lists have a checksum, as the person wrote it.
    Checksum(String),
    /// The renewals of the last report as a calendar.
    Calendar,
}

/// A detail of the report, sent when a person opens something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Detail {
    /// The elements of a header or a record, in file order.
    Elements(Vec<Element>),
    /// All of a certificate.
    Certificate(Box<CertificateDetail>),
    /// The texts of every check, in the order of the catalogue.
    Catalogue(Vec<Explanation>),
    /// What phones would do.
    Phones(Box<PhoneAnswer>),
    /// Trust lists side by side.
    Comparison(Box<ListComparison>),
    /// Which trust lists have a checksum; nothing where what was written is no checksum.
    Checksum(Option<ChecksumAnswer>),
    /// The text of a calendar (RFC 5545).
    Calendar(String),
    /// There is no such thing in the case any more.
    Gone,
}

/// What phones would do. It is of the case as it was last judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhoneAnswer {
    /// What can be asked, and what was.
    pub choices: PhoneChoices,
    /// One start for every phone and everything that it may be offered.
    pub starts: Vec<Boot>,
    /// The same as text, as the command prints it.
    pub text: String,
}

/// What the worker says to the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// The worker listens.
    Ready,
    /// The worker begins to read a source: if it is never heard of again, it died of this one.
    Reading(SourceId),
    /// How far reading a large source has come.
    ReadingProgress {
        /// The source.
        source: SourceId,
        /// Bytes read.
        done: u64,
        /// Bytes in all.
        total: u64,
    },
    /// A source has been added to the case.
    Added {
        /// The source.
        source: SourceId,
        /// The input it became, and those found inside.
        inputs: Vec<usize>,
    },
    /// The browser did not let the worker read a source, or the person stopped it.
    Unreadable {
        /// The source.
        source: SourceId,
        /// Why, in a sentence.
        reason: String,
    },
    /// How far judging has come.
    Progress {
        /// Of which report.
        sequence: Sequence,
        /// Units done.
        done: usize,
        /// All units.
        total: usize,
    },
    /// A part of a report.
    Part {
        /// Of which report.
        sequence: Sequence,
        /// The part.
        part: Part,
    },
    /// All parts of a report have been sent.
    Finished(Sequence),
    /// The answer to [`Request::Detail`].
    Detail(Subject, Detail),
    /// The worker met a fault in its own program and can do nothing more.
    Died(String),
}

/// A part of a report: small enough to be read by the page between two frames.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Part {
    /// What there is once; always the first part.
    Head(Box<Head>),
    /// More inputs.
    Inputs(Vec<Input>),
    /// One more trust list, without its records.
    TrustList(Box<TrustList>),
    /// More records of the trust list that came last.
    Records(Vec<Record>),
    /// More signed files.
    SignedFiles(Vec<SignedFile>),
    /// More certificate signing requests.
    Requests(Vec<trustlens_core::report::Request>),
    /// One more log.
    Log(Box<trustlens_core::report::Log>),
    /// One more network capture.
    Capture(Box<trustlens_core::report::Capture>),
    /// More listings of certificates.
    Listings(Vec<Listing>),
    /// More phone configurations.
    Configurations(Vec<Configuration>),
    /// More certificates.
    Certificates(Vec<trustlens_core::report::Certificate>),
    /// More findings, worst first.
    Findings(Vec<Finding>),
    /// What the checks of the findings mean.
    Explanations(Vec<Explanation>),
    /// What trust lists should hold, against what they hold.
    Expectations(Vec<Expectation>),
    /// What the certificates are for, by service.
    Services(Vec<Service>),
    /// The plans that findings name.
    Plans(Vec<Plan>),
    /// What it takes to move phones between clusters of the case.
    Migrations(Vec<Migration>),
    /// How the changes can be made that somebody is about to make.
    Proposal(Box<Proposed>),
    /// What ends when, and by when to begin its renewal.
    Renewals(Vec<Renewal>),
    /// The checks that could not be decided.
    Undecided(Vec<Undecided>),
}

/// What a report holds once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// The version of the report's layout.
    pub schema: u32,
    /// What made the report.
    pub tool: Tool,
    /// The date that expiry was judged by.
    pub evaluated_at: Timestamp,
    /// How many findings there are of each severity.
    pub summary: Summary,
    /// What is known of the cluster.
    pub context: Context,
}

/// An answer to changes that somebody is about to make.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposed {
    /// The changes.
    pub changes: Vec<Change>,
    /// How they can be made, or why not; absent where no plan can be made of them.
    pub proposal: Option<Proposal>,
    /// The same as a checklist in Markdown, so that its writing stays in the worker.
    pub checklist: String,
}

/// The texts of a check. They come with the report, so that the checks themselves stay in the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The stable id of the check: `SIG-01`.
    pub check: String,
    /// How bad it is as a rule.
    pub severity: Severity,
    /// What the check looks for.
    pub title: String,
    /// What it means for phones and people.
    pub meaning: String,
    /// Who feels it, and how; may be empty.
    pub symptoms: String,
    /// The key of the plan that mends it, where one does.
    pub plan: Option<String>,
    /// What to do.
    pub remedy: String,
    /// Where the fact stands.
    pub source: String,
    /// The version that brought it.
    pub since: String,
    /// What it looks at: "a CTL and the CAPF certificate".
    pub needs: String,
    /// Facts of the cluster without which it cannot be decided: "the release".
    pub wants: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use trustlens_core::report::{ClusterMode, Node};

    #[test]
    fn messages_come_out_as_they_went_in() {
        let settings = Settings {
            release: Some("12.5".to_owned()),
            mode: Some(ClusterMode::Mixed),
            nodes: vec![Node::named("cucm-pub")],
            phones_without_security_by_default: Some(3),
            ..Settings::at(Timestamp::from_unix(1_700_000_000))
        };
        let requests = [
            Request::Add { source: 7, name: "ITLFile.tlv".to_owned() },
            Request::Report { sequence: 3, settings },
            Request::Detail(Subject::Record(1, 2)),
        ];
        for request in requests {
            let bytes = pack(&request).unwrap();
            assert_eq!(unpack::<Request>(&bytes), Some(request));
            assert_eq!(unpack::<Request>(&bytes[..bytes.len() - 1]), None);
        }
    }
}
