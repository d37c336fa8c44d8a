//! One input of a case, and what was read from it.

use super::inventory::Found;
use crate::crypto;
use crate::formats::certificate::{Certificate, CertificateError};
use crate::formats::damage::Damage;
use crate::formats::request::CertificateRequest;
use crate::formats::signed_header::SignedHeader;
use crate::formats::transcript::NoList;
use crate::formats::trust_list::{Record, TrustList};
use crate::intake::{Artifact, Recognised};
use crate::report::{self, InputKind, ListKind, Origin, Problem};
use crate::text::{count, hex, visible};
use std::fmt;

/// One thing given, or found inside another.
#[derive(Debug, Clone)]
pub struct Input {
    /// Names the input within the case.
    pub id: usize,
    /// The input it was found in.
    pub parent: Option<usize>,
    /// Where in that input, as far as it tells.
    pub origin: Option<Origin>,
    /// The name it came with, made visible.
    pub name: String,
    /// The end of the name that no other input has; empty until the case is judged.
    pub(super) short_name: String,
    /// Bytes.
    pub size: u64,
    /// MD5, SHA-1 and SHA-256 of the bytes in hexadecimal.
    pub hashes: Hashes,
    /// What it turned out to be.
    pub kind: InputKind,
    /// The same in words.
    pub description: String,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// The certificates that stand in it by themselves, in their order.
    pub certificates: Vec<Found>,
    /// The certificate signing requests in it, in their order.
    pub requests: Vec<CertificateRequest>,
    /// What else was read.
    pub contents: Contents,
}

/// What names an input within the case.
#[derive(Debug, Clone, Default)]
pub struct Label<'a> {
    /// The number of the input.
    pub id: usize,
    /// The input it was found in.
    pub parent: Option<usize>,
    /// Where in that input.
    pub origin: Option<Origin>,
    /// The name it came with.
    pub name: &'a str,
}

/// Hashes of an input in lower-case hexadecimal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hashes {
    /// MD5, as `show itl` prints it first.
    pub md5: String,
    /// SHA-1, as `show itl` prints it second.
    pub sha1: String,
    /// SHA-256.
    pub sha256: String,
}

/// What was read from an input. The bytes are kept only where a signature has to be checked over them.
#[derive(Debug, Clone)]
pub enum Contents {
    /// An ITL or a CTL.
    TrustList(Box<ListContents>),
    /// What the command line printed where there is no ITL or CTL.
    NoList(NoList),
    /// A signed or encrypted file.
    SignedFile(Box<FileContents>),
    /// Lines of a phone or a server.
    Log(Box<report::Log>),
    /// A network capture.
    Capture(Box<report::Capture>),
    /// A listing of certificates.
    Listing(Box<report::Listing>),
    /// A phone's configuration.
    Configuration(Box<report::Configuration>),
    /// A container that no password has opened yet: its bytes, which are kept until then and shown nowhere.
    Locked(Sealed),
    /// Nothing that the case uses.
    Nothing,
}

/// Bytes that may hold a private key: nothing prints them.
#[derive(Clone)]
pub struct Sealed(Vec<u8>);

impl fmt::Debug for Sealed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} sealed bytes", self.0.len())
    }
}

/// A trust list with the certificates of its records.
#[derive(Debug, Clone)]
pub struct ListContents {
    /// The list.
    pub list: TrustList,
    /// ITL or CTL.
    pub kind: ListKind,
    /// What is wrong with its structure.
    pub damages: Vec<Damage>,
    /// For each record the certificate in it, if it holds one.
    pub certificates: Vec<Option<Result<RecordCertificate, CertificateError>>>,
    /// The whole file; empty for a transcript.
    pub bytes: Vec<u8>,
    /// What was printed beside the list, if it is one that the command line printed.
    pub transcript: Option<report::Transcript>,
}

/// The certificate in a record.
#[derive(Debug, Clone)]
pub struct RecordCertificate {
    /// The certificate.
    pub found: Found,
    /// Bytes of the element behind the certificate; 0 in a sound record.
    pub trailing: usize,
}

/// A file behind a signed header.
#[derive(Debug, Clone)]
pub struct FileContents {
    /// The header.
    pub header: SignedHeader,
    /// What is wrong with its structure.
    pub damages: Vec<Damage>,
    /// The whole file.
    pub bytes: Vec<u8>,
}

impl Input {
    /// What was recognised in `bytes`, as an input of the case.
    #[must_use]
    pub fn new(label: Label<'_>, bytes: Vec<u8>, recognised: Recognised) -> Self {
        let hashes = Hashes::of(&bytes);
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Self::with_hashes(label, hashes, size, bytes, recognised)
    }

    /// The same for an input whose bytes may be gone already.
    #[must_use]
    pub fn with_hashes(label: Label<'_>, hashes: Hashes, size: u64, bytes: Vec<u8>, recognised: Recognised) -> Self {
        let Label { id, parent, origin, name } = label;
        let mut problems = recognised.problems;
        let contents = match recognised.artifact {
            Artifact::TrustList(list, damages) => {
                let kind = list.kind(name);
                let certificates: Vec<_> = list.records.iter().map(read_certificate).collect();
                problems.extend(certificate_problems(&list, &certificates));
                let contents = ListContents { list, kind, damages, certificates, bytes, transcript: None };
                Contents::TrustList(Box::new(contents))
            }
            Artifact::Transcript(transcript) => {
                let certificates = transcript.list.records.iter().map(|_| None).collect();
                Contents::TrustList(Box::new(ListContents {
                    list: transcript.list,
                    kind: transcript.kind,
                    damages: Vec::new(),
                    certificates,
                    bytes: Vec::new(),
                    transcript: Some(transcript.facts),
                }))
            }
            Artifact::NoList(no_list) => Contents::NoList(no_list),
            Artifact::SignedFile(header, damages) => {
                Contents::SignedFile(Box::new(FileContents { header, damages, bytes }))
            }
            Artifact::Log(log) => Contents::Log(Box::new(report::Log { input: id, ..log })),
            Artifact::Capture(capture) => Contents::Capture(Box::new(report::Capture { input: id, ..capture })),
            Artifact::Listing(listing) => Contents::Listing(Box::new(report::Listing { input: id, ..listing })),
            Artifact::Configuration(configuration) => {
                Contents::Configuration(Box::new(report::Configuration { input: id, ..configuration }))
            }
            Artifact::Locked => Contents::Locked(Sealed(bytes)),
            Artifact::Nothing => Contents::Nothing,
        };
        problems.sort_by_key(|problem| problem.offset);
        Self {
            id,
            parent,
            origin,
            name: visible(name).into_owned(),
            short_name: String::new(),
            size,
            hashes,
            kind: recognised.kind,
            description: recognised.description,
            problems,
            certificates: recognised.certificates.into_iter().map(Found::new).collect(),
            requests: recognised.requests,
            contents,
        }
    }

    /// Gives the transfers and handshakes of a capture the numbers of the inputs that came out of it: `members` by their place.
    pub fn number_members(&mut self, members: &[usize]) {
        let Contents::Capture(capture) = &mut self.contents else { return };
        let number = |member: &mut Option<usize>| {
            *member = member.and_then(|place| members.get(place)).copied();
        };
        for transfer in &mut capture.transfers {
            number(&mut transfer.member);
        }
        for handshake in &mut capture.handshakes {
            number(&mut handshake.server_chain);
            number(&mut handshake.client_chain);
        }
    }

    /// The end of the name that tells it from other inputs, for titles.
    #[must_use]
    pub fn short_name(&self) -> &str {
        if self.short_name.is_empty() { &self.name } else { &self.short_name }
    }

    /// The trust list, if it is one.
    #[must_use]
    pub fn trust_list(&self) -> Option<&ListContents> {
        match &self.contents {
            Contents::TrustList(list) => Some(list),
            _ => None,
        }
    }

    /// The unit that a command of CUCM was asked for, where it printed one certificate or one request: `tomcat`.
    #[must_use]
    pub fn unit(&self) -> Option<&str> {
        match &self.contents {
            Contents::Listing(listing) => match listing.entries.as_slice() {
                [entry] => entry.unit.as_deref(),
                _ => None,
            },
            _ => None,
        }
    }

    /// The bytes of a container that waits for a password.
    #[must_use]
    pub fn locked(&self) -> Option<&[u8]> {
        match &self.contents {
            Contents::Locked(bytes) => Some(&bytes.0),
            _ => None,
        }
    }

    /// The signed file, if it is one.
    #[must_use]
    pub fn signed_file(&self) -> Option<&FileContents> {
        match &self.contents {
            Contents::SignedFile(file) => Some(file),
            _ => None,
        }
    }
}

impl Hashes {
    /// The hashes of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self { md5: hex(&crypto::md5(bytes)), sha1: hex(&crypto::sha1(bytes)), sha256: hex(&crypto::sha256(bytes)) }
    }

    /// The hashes of something that came in pieces.
    #[must_use]
    pub fn of_pieces(fingerprints: crypto::Fingerprints) -> Self {
        let (md5, sha1, sha256) = fingerprints.finish();
        Self { md5: hex(&md5), sha1: hex(&sha1), sha256: hex(&sha256) }
    }
}

impl ListContents {
    /// The certificate that stands in a record, counted from 1, if it could be read.
    #[must_use]
    pub fn certificate(&self, record: usize) -> Option<&Found> {
        let read = self.certificates.get(record.checked_sub(1)?)?.as_ref()?;
        read.as_ref().ok().map(|read| &read.found)
    }

    /// Whether all records of the list are there. Where text was cut, what is missing says nothing of the list.
    #[must_use]
    pub fn has_all_records(&self) -> bool {
        self.transcript.as_ref().is_none_or(|transcript| transcript.records_whole)
    }

    /// "ITL", "CTL" or "trust list".
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self.kind {
            ListKind::Itl => "ITL",
            ListKind::Ctl => "CTL",
            ListKind::Unknown => "trust list",
        }
    }
}

fn read_certificate(record: &Record) -> Option<Result<RecordCertificate, CertificateError>> {
    let der = record.certificate()?;
    Some(Certificate::decode(der).map(|(certificate, used)| RecordCertificate {
        found: Found::new(certificate),
        trailing: der.len().saturating_sub(used),
    }))
}

/// What is wrong with the certificates of a list, at bytes of the file.
fn certificate_problems(
    list: &TrustList,
    certificates: &[Option<Result<RecordCertificate, CertificateError>>],
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (number, (record, read)) in (1..).zip(list.records.iter().zip(certificates)) {
        let start = record.certificate_offset().unwrap_or(record.offset);
        let mut say = |offset: usize, message: String| {
            problems.push(Problem { offset: u64::try_from(start.saturating_add(offset)).ok(), message });
        };
        match read {
            None => {}
            Some(Err(error)) => {
                say(error.offset().unwrap_or(0), format!("the certificate in record {number} cannot be read: {error}"));
            }
            Some(Ok(RecordCertificate { trailing, found })) => {
                for remark in found.certificate.problems() {
                    say(remark.offset, format!("in the certificate of record {number}: {}", remark.message));
                }
                if *trailing > 0 {
                    let extra = count(*trailing, "byte");
                    let end = found.certificate.der().len();
                    say(end, format!("{extra} after the certificate in record {number} belong to nothing"));
                }
            }
        }
    }
    problems
}
