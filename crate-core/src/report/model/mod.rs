//! The report as data: what every face of Trustlens draws.
//!
//! Schema 1. Additions are free; what stands here keeps its name and its meaning. Times are RFC 3339 in UTC;
//! digests and serial numbers are lower-case hexadecimal, serial numbers without leading zeros. Every text that came from a
//! file has been through [`visible`](crate::text::visible). Whatever is called `certificate` or ends in `_certificate` is the
//! SHA-256 fingerprint of a certificate listed in [`Report::certificates`].

mod capture;
mod certificate;
mod configuration;
mod context;
mod decision;
mod expectation;
mod finding;
mod list_comparison;
mod listing;
mod log;
mod migration;
mod origin;
mod plan;
mod proposal;
mod renewal;
mod request;
mod service;
mod transcript;
mod trust_list;

pub use capture::{Alert, Capture, Handshake, Transfer, TransferOutcome};
pub use certificate::{
    Certificate, CertificateDetail, CertificateSignature, CertificateSignatureStatus, Extension, Identity, Key,
    KnownCertificate, KnownKind, Line, Place,
};
pub use configuration::Configuration;
pub use context::{ClusterMode, Context, Inference, ListNode, Node, NodeService, Phone, same_host};
pub use decision::{
    Boot, Decision, DecisionStep, OfferKind, PhoneChoices, PhoneList, PhoneQuestion, Reply, TvsReach, Verdict,
};
pub use expectation::{Expectation, ExpectedEntry, Standing};
pub use finding::{Comparison, Evidence, Finding, Severity, Side, Undecided};
pub use list_comparison::{
    CellState, ChecksumAnswer, Compared, ComparedCell, ComparedList, ComparedRow, ComparisonRule, ComparisonSentence,
    Judgement, ListComparison, ListRelation, RelationKind, RowStanding,
};
pub use listing::{Layout, Listing, ListingEntry};
pub use log::{ClockDifference, HeldList, Log, LogClock, LogLine, LogMoment, LogPhone, LogValue, Tally, Tone};
pub use migration::{Import, ImportStanding, Migration, MovingPhones};
pub use origin::Origin;
pub use plan::{Plan, Step};
pub use proposal::{Caution, Meanwhile, Moment, Proposal, Refusal, Safety, Window};
pub use renewal::{FailingStep, LeadReason, Obstacle, Renewal, RenewalStanding, Together};
pub use request::Request;
pub use service::{Reliance, Service, ServiceState};
pub use transcript::Transcript;
pub use trust_list::{
    Element, Encryption, ListKind, ListSource, Record, Signature, SignatureStatus, SignedFile, Signer, TrustList,
};

use crate::timestamp::Timestamp;
use serde::{Deserialize, Serialize};

/// The whole outcome of looking at a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The version of this layout: 1.
    pub schema: u32,
    /// What made the report.
    pub tool: Tool,
    /// The date that expiry was judged by.
    pub evaluated_at: Timestamp,
    /// How many findings there are of each severity.
    pub summary: Summary,
    /// What is known of the cluster.
    pub context: Context,
    /// Everything that was given, in the order in which it came, and what was found inside it.
    pub inputs: Vec<Input>,
    /// Every ITL and CTL.
    pub trust_lists: Vec<TrustList>,
    /// Every signed or encrypted file.
    pub signed_files: Vec<SignedFile>,
    /// Every certificate, once, wherever it was found.
    pub certificates: Vec<Certificate>,
    /// Every certificate signing request.
    pub requests: Vec<Request>,
    /// Every log, with the lines of which something is known.
    pub logs: Vec<Log>,
    /// Every network capture.
    pub captures: Vec<Capture>,
    /// Every listing of certificates.
    pub listings: Vec<Listing>,
    /// Every phone configuration.
    pub configurations: Vec<Configuration>,
    /// For each trust list what it should hold, against what it holds.
    pub expectations: Vec<Expectation>,
    /// What the certificates of the case are for, by service.
    pub services: Vec<Service>,
    /// What ends when and by when its renewal has to be begun, the most urgent first.
    pub renewals: Vec<Renewal>,
    /// What the checks say, worst first; what follows from another finding stands behind it.
    pub findings: Vec<Finding>,
    /// The plans that the findings name, for the release and mode of this case, each once.
    pub plans: Vec<Plan>,
    /// How the changes that somebody is about to make can be made; absent when none were named.
    pub proposal: Option<Proposal>,
    /// What it takes to move phones between clusters, where the case has lists of several; the most likely ways first.
    pub migrations: Vec<Migration>,
    /// Checks that could not be decided, because a fact is missing that nobody gave.
    pub undecided: Vec<Undecided>,
}

/// The program that made the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    /// Always `trustlens`.
    pub name: String,
    /// The version of the core.
    pub version: String,
}

impl Tool {
    /// This program.
    #[must_use]
    pub fn this() -> Self {
        Self { name: "trustlens".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() }
    }
}

/// Findings counted by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Outage or lockout is likely.
    pub critical: usize,
    /// Something is wrong.
    pub error: usize,
    /// Something deserves attention.
    pub warning: usize,
    /// Worth knowing.
    pub info: usize,
}

/// One thing given, or found inside another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Names the input within the case; stays when others are taken away.
    pub id: usize,
    /// The name it came with.
    pub name: String,
    /// The input it was found in.
    pub parent: Option<usize>,
    /// Bytes.
    pub size: u64,
    /// MD5 of the bytes, as `show itl` and phones print it.
    pub md5: String,
    /// SHA-1 of the bytes, as `show itl` and phones print it.
    pub sha1: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Where in that input, as far as it tells.
    pub origin: Option<Origin>,
    /// What it turned out to be.
    pub kind: InputKind,
    /// Whether a password is needed to see what it holds.
    pub locked: bool,
    /// The same in words, with the reason: "ITL with 5 records", "an HTML page, not a trust list".
    pub description: String,
    /// What could not be read, and where; empty when whole.
    pub problems: Vec<Problem>,
}

/// What an input turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InputKind {
    /// An ITL or a CTL.
    TrustList,
    /// A file with a signed header before it (`.sgn`), firmware included.
    SignedFile,
    /// A signed file whose body is encrypted (`.enc.sgn`).
    EncryptedFile,
    /// One certificate.
    Certificate,
    /// Several certificates: a PEM bundle or a PKCS#7 bag.
    CertificateBundle,
    /// A certificate signing request.
    Request,
    /// Text printed by the command line of CUCM.
    Transcript,
    /// Lines of a phone or a server.
    Log,
    /// A network capture.
    Capture,
    /// A container of other files.
    Archive,
    /// A phone's configuration file in XML.
    Configuration,
    /// A private key. Its bytes are never kept.
    PrivateKey,
    /// Nothing that can be read; [`Input::description`] says what it looks like.
    Unknown,
}

/// What could not be read in an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The byte at which it was seen, counted from 0; absent where it concerns the input as a whole.
    pub offset: Option<u64>,
    /// What is wrong, and what to do where that is known.
    pub message: String,
}
