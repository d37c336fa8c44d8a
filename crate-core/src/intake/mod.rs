//! What is this input? Recognition goes by content; names only help where content leaves a choice.
//!
//! [`recognise`] asks each [`Detector`] in turn, from the most specific to the most general; the last one always answers. A new
//! container or format is one file here and one line in [`DETECTORS`].

mod allowance;
mod appearance;
mod archive;
mod base64;
mod capture;
mod configuration;
mod console;
mod der;
mod log;
mod pem;
mod pieces;
mod pkcs12;
mod private_key;
mod signed;
mod utf16;

pub use allowance::{Allowance, DEPTH};
pub use pieces::Pieces;

use crate::formats::certificate::Certificate;
use crate::formats::damage::Damage;
use crate::formats::request::CertificateRequest;
use crate::formats::signed_header::SignedHeader;
use crate::formats::transcript::{NoList, TrustListTranscript};
use crate::formats::trust_list::TrustList;
use crate::report::{self, InputKind, Origin, Problem};
use std::fmt;

/// An input that nobody has looked into yet.
#[derive(Clone, Copy)]
pub struct Candidate<'a> {
    /// The name it came with.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Passwords that were given so far, for containers that ask for one.
    pub passwords: &'a [String],
}

/// What an input turned out to be.
#[derive(Debug, Clone)]
pub struct Recognised {
    /// Its kind.
    pub kind: InputKind,
    /// The same in words, with the reason.
    pub description: String,
    /// What was read from it beside certificates and requests.
    pub artifact: Artifact,
    /// The certificates that stand in it by themselves, in their order.
    pub certificates: Vec<Certificate>,
    /// The certificate signing requests in it, in their order.
    pub requests: Vec<CertificateRequest>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// Inputs found inside it.
    pub members: Vec<Member>,
}

/// What was read from an input.
///
/// Those of the [report](crate::report) get the number of their input, and of inputs found inside, from the case.
#[derive(Debug, Clone)]
pub enum Artifact {
    /// An ITL or a CTL, with what is wrong with its structure.
    TrustList(TrustList, Vec<Damage>),
    /// An ITL or a CTL as `show itl` or `show ctl` printed it.
    Transcript(TrustListTranscript),
    /// What `show itl` or `show ctl` printed where there is no list.
    NoList(NoList),
    /// A signed header with something behind it, and what is wrong with the header's structure.
    SignedFile(SignedHeader, Vec<Damage>),
    /// Lines of a phone or a server.
    Log(report::Log),
    /// A network capture. Its transfers and handshakes name members by their place in [`Recognised::members`].
    Capture(report::Capture),
    /// A listing of certificates. Its entries name certificates by their SHA-256.
    Listing(report::Listing),
    /// A phone's configuration.
    Configuration(report::Configuration),
    /// A container that opens with a password which nobody has given yet.
    Locked,
    /// Nothing that the case can use by itself.
    Nothing,
}

/// An input inside another.
#[derive(Clone, Default)]
pub struct Member {
    /// Its name, with its path where it has one.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Where it was found, as far as the container tells.
    pub origin: Option<Origin>,
}

// Neither bytes nor passwords are printed: they may be those of a private key.

impl fmt::Debug for Candidate<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}, {} bytes", self.name, self.bytes.len())
    }
}

impl fmt::Debug for Member {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}, {} bytes, {:?}", self.name, self.bytes.len(), self.origin)
    }
}

/// Says what an input is, or `None` when it is nothing that this detector knows. What it unwraps it takes from the allowance.
type Detector = fn(&Candidate<'_>, &mut Allowance) -> Option<Recognised>;

const DETECTORS: &[Detector] = &[
    signed::detect,
    der::detect,
    archive::detect,
    capture::detect,
    configuration::detect,
    utf16::detect,
    console::detect,
    pem::detect,
    private_key::detect,
    base64::detect,
    log::detect,
];

/// Recognises an input and reads it as far as it goes.
#[must_use]
pub fn recognise(candidate: &Candidate<'_>, allowance: &mut Allowance) -> Recognised {
    let recognised = DETECTORS.iter().find_map(|detect| detect(candidate, allowance));
    recognised.unwrap_or_else(|| appearance::describe(candidate.name, candidate.bytes))
}

impl Recognised {
    /// A kind in words, with nothing read yet.
    pub(crate) fn new(kind: InputKind, description: impl Into<String>) -> Self {
        Self {
            kind,
            description: description.into(),
            artifact: Artifact::Nothing,
            certificates: Vec::new(),
            requests: Vec::new(),
            problems: Vec::new(),
            members: Vec::new(),
        }
    }

    /// The same with one more problem at a byte.
    fn with_problem(mut self, offset: usize, message: impl Into<String>) -> Self {
        self.problems.push(problem(offset, message));
        self
    }
}

/// A problem of the input as a whole.
fn of_all(message: impl Into<String>) -> Problem {
    Problem { offset: None, message: message.into() }
}

/// A problem at a byte of the input.
fn problem(offset: usize, message: impl Into<String>) -> Problem {
    Problem { offset: u64::try_from(offset).ok(), message: message.into() }
}
