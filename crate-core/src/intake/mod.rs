//! What is this input? Recognition goes by content; names only help where content leaves a choice.
//!
//! [`recognise`] asks each [`Detector`] in turn, from the most specific to the most general; the last one always answers. A new
//! container or format is one file here and one line in [`DETECTORS`].

mod appearance;
mod base64;
mod der;
mod pem;
mod signed;

use crate::formats::certificate::Certificate;
use crate::formats::damage::Damage;
use crate::formats::signed_header::SignedHeader;
use crate::formats::trust_list::TrustList;
use crate::report::{InputKind, Problem};

/// What an input turned out to be.
#[derive(Debug, Clone)]
pub struct Recognised {
    /// Its kind.
    pub kind: InputKind,
    /// The same in words, with the reason.
    pub description: String,
    /// What was read from it.
    pub artifact: Artifact,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// Inputs found inside it.
    pub members: Vec<Member>,
}

/// What was read from an input.
#[derive(Debug, Clone)]
pub enum Artifact {
    /// An ITL or a CTL, with what is wrong with its structure.
    TrustList(TrustList, Vec<Damage>),
    /// A signed header with something behind it, and what is wrong with the header's structure.
    SignedFile(SignedHeader, Vec<Damage>),
    /// Certificates in the order in which they stand there.
    Certificates(Vec<Certificate>),
    /// Nothing that the case can use by itself.
    Nothing,
}

/// An input inside another.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its name, with its path where it has one.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Says what an input is, or `None` when it is nothing that this detector knows.
type Detector = fn(name: &str, bytes: &[u8]) -> Option<Recognised>;

const DETECTORS: &[Detector] = &[signed::detect, der::detect, pem::detect, base64::detect];

/// Recognises an input and reads it as far as it goes.
#[must_use]
pub fn recognise(name: &str, bytes: &[u8]) -> Recognised {
    let recognised = DETECTORS.iter().find_map(|detect| detect(name, bytes));
    recognised.unwrap_or_else(|| appearance::describe(name, bytes))
}

impl Recognised {
    /// A kind in words, with nothing read yet.
    fn new(kind: InputKind, description: impl Into<String>) -> Self {
        Self {
            kind,
            description: description.into(),
            artifact: Artifact::Nothing,
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

/// A problem at a byte of the input.
fn problem(offset: usize, message: impl Into<String>) -> Problem {
    Problem { offset: u64::try_from(offset).ok(), message: message.into() }
}
