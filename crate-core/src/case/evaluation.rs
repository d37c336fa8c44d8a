//! A case with every verdict passed: what the checks look at and the report is drawn from.

use super::context::{Clues, Settings, infer};
use super::holdings::{Holdings, input_of};
use super::identity::{identify, identify_request};
use super::input::{FileContents, Input, ListContents};
use super::inventory::{Entry, Inventory};
use super::joined;
use super::known_cisco::{self, Known};
use super::release::Releases;
use super::standing::Servers;
use crate::distinguished_name::DistinguishedName;
use crate::expected;
use crate::formats::request::CertificateRequest;
use crate::formats::signed_header::{SignerId, minimal_serial};
use crate::formats::trust_list::{Record, Role};
use crate::plan::Change;
use crate::plan::proposal::propose;
use crate::report::{Configuration, Context, Expectation, Identity, Listing, Proposal, SignatureStatus, Transcript};
use crate::timestamp::Timestamp;
use crate::verify::certificate_signature::CertificateVerdict;
use crate::verify::file_signature::{Candidate, FileVerdict, Origin, judge, judge_printed, not_checkable};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::collections::hash_map::Entry as Entries;

/// A case with every verdict passed.
#[derive(Debug)]
pub struct Evaluation<'case> {
    /// The date that expiry is judged by.
    pub at: Timestamp,
    /// What is known of the cluster.
    pub context: Context,
    /// The releases that the cluster may run.
    pub releases: Releases,
    /// Everything that was given.
    pub inputs: &'case [Input],
    /// Every certificate with the ways to find it; its places are those of `certificates`.
    pub inventory: &'case Inventory,
    /// Every ITL and CTL.
    pub lists: Vec<JudgedList<'case>>,
    /// Every signed or encrypted file.
    pub files: Vec<JudgedFile<'case>>,
    /// Every certificate.
    pub certificates: Vec<JudgedCertificate<'case>>,
    /// Every certificate signing request.
    pub requests: Vec<JudgedRequest<'case>>,
    /// Every listing of certificates, its entries joined to the certificates of the case.
    pub listings: Vec<Listing>,
    /// Every phone's configuration, with the certificate that its hash is of.
    pub configurations: Vec<Configuration>,
    /// Which certificates the servers hold.
    pub holdings: Holdings<'case>,
    /// The certificates that the servers hold as their own: what records are compared with.
    pub servers: Servers<'case>,
    /// What every list should hold, against what it holds.
    pub expectations: Vec<Expectation>,
    /// What somebody is about to change.
    pub changes: Vec<Change>,
    /// What is proposed for them, once somebody has asked.
    proposal: OnceCell<Option<Proposal>>,
}

/// A trust list with the verdict on its signature.
#[derive(Debug)]
pub struct JudgedList<'case> {
    /// Where it was read from.
    pub input: &'case Input,
    /// The list and its certificates.
    pub contents: &'case ListContents,
    /// Whether its signature holds.
    pub verdict: FileVerdict,
    /// For each record its certificate: the one in it, or the one of the case whose SHA-1 stands there.
    pub certificates: Vec<Option<&'case Entry>>,
    /// For a transcript the input whose bytes have the printed MD5 and SHA-1; for a file an earlier one with the same bytes: the CTL is the
    /// same on every node.
    pub same_as: Option<usize>,
}

/// A signed file with the verdict on its signature.
#[derive(Debug)]
pub struct JudgedFile<'case> {
    /// Where it was read from.
    pub input: &'case Input,
    /// The header and the file.
    pub contents: &'case FileContents,
    /// Whether its signature holds.
    pub verdict: FileVerdict,
}

/// A certificate with the verdict on its signature.
#[derive(Debug)]
pub struct JudgedCertificate<'case> {
    /// The certificate and where it was found.
    pub entry: &'case Entry,
    /// Whether its signature holds.
    pub verdict: &'case CertificateVerdict,
    /// SHA-256 of the certificate whose key the verdict rests on.
    pub issuer: Option<&'case str>,
    /// What it is in CUCM.
    pub identity: Identity,
    /// Why it was taken for that.
    pub identity_reason: String,
    /// The certificate of Cisco's that it is, going by its fingerprint.
    pub known: Option<&'static Known>,
}

/// A certificate signing request, and the certificates that answer it.
#[derive(Debug)]
pub struct JudgedRequest<'case> {
    /// Where it was read from.
    pub input: &'case Input,
    /// The request.
    pub request: &'case CertificateRequest,
    /// What it is for in CUCM.
    pub identity: Identity,
    /// Why it was taken for that.
    pub identity_reason: String,
    /// The certificates of the case with its key, in the order in which they were found.
    pub answers: Vec<&'case Entry>,
}

impl<'case> Evaluation<'case> {
    /// Passes the verdicts on lists and files; those on certificates are given, one for each entry of the inventory.
    #[must_use]
    pub fn new(
        settings: &Settings,
        inputs: &'case [Input],
        inventory: &'case Inventory,
        verdicts: &'case [CertificateVerdict],
    ) -> Self {
        let mut lists: Vec<JudgedList<'case>> =
            inputs.iter().filter_map(|input| JudgedList::new(input, inputs, inventory)).collect();
        find_copies(&mut lists);
        let certificates: Vec<JudgedCertificate<'case>> = inventory
            .entries()
            .iter()
            .zip(verdicts)
            .map(|(entry, verdict)| JudgedCertificate::new(entry, verdict, inventory))
            .collect();
        let listings = joined::listings(inputs, inventory);
        let clues = Clues { inputs, lists: &lists, certificates: &certificates, listings: &listings };
        let (context, releases) = infer(settings, &clues);
        let holdings = Holdings::of(inputs, &listings, &certificates, &context.nodes);
        let mut evaluation = Self {
            at: settings.at,
            context,
            releases,
            inputs,
            inventory,
            lists,
            files: inputs.iter().filter_map(|input| JudgedFile::new(input, inputs, inventory)).collect(),
            certificates,
            requests: inputs.iter().flat_map(|input| JudgedRequest::of(input, inventory)).collect(),
            listings,
            configurations: joined::configurations(inputs, inventory),
            holdings,
            servers: Servers::default(),
            expectations: Vec::new(),
            changes: settings.changes.clone(),
            proposal: OnceCell::new(),
        };
        evaluation.servers = Servers::of(&evaluation);
        evaluation.expectations = expected::of(&evaluation);
        evaluation
    }
}

impl<'case> Evaluation<'case> {
    /// Every list once: without printouts and copies of files that are in the case.
    pub fn distinct_lists(&self) -> impl Iterator<Item = &JudgedList<'case>> {
        self.lists.iter().filter(|list| list.same_as.is_none())
    }

    /// What is proposed for the changes that somebody is about to make; none when nobody is. It is simulated once.
    #[must_use]
    pub fn proposal(&self) -> Option<&Proposal> {
        self.proposal.get_or_init(|| propose(self)).as_ref()
    }

    /// The input with this number.
    #[must_use]
    pub fn input(&self, id: usize) -> Option<&'case Input> {
        input_of(self.inputs, id)
    }

    /// The certificate with this SHA-256 fingerprint.
    #[must_use]
    pub fn certificate(&self, sha256: &str) -> Option<&JudgedCertificate<'case>> {
        // There is one for each entry of the inventory, in its order.
        self.certificates.get(self.inventory.position(sha256)?)
    }
}

impl<'case> JudgedList<'case> {
    /// Judges an input, if it is a trust list.
    #[must_use]
    pub fn new(input: &'case Input, inputs: &[Input], inventory: &'case Inventory) -> Option<Self> {
        let contents = input.trust_list()?;
        let same_as = contents.transcript.as_ref().and_then(|transcript| same_file(transcript, inputs));
        let numbers = 1..=contents.list.records.len();
        Some(Self {
            input,
            contents,
            verdict: match &contents.transcript {
                Some(transcript) => judge_transcript(input, contents, transcript, same_as, inventory),
                None => judge_list(input, contents, inventory),
            },
            certificates: numbers.map(|number| inventory.of_record(contents, number)).collect(),
            same_as: same_as.map(|file| file.id),
        })
    }

    /// The certificate of a record, counted from 1: the one in it, or the one of the case whose SHA-1 stands there.
    #[must_use]
    pub fn certificate(&self, record: usize) -> Option<&'case Entry> {
        self.certificates.get(record.checked_sub(1)?).copied().flatten()
    }
}

/// Says of every file whose bytes an earlier one has, which that is.
fn find_copies(lists: &mut [JudgedList<'_>]) {
    let mut first: HashMap<&str, usize> = HashMap::new();
    for list in lists.iter_mut().filter(|list| list.contents.transcript.is_none()) {
        match first.entry(list.input.hashes.sha256.as_str()) {
            Entries::Occupied(earlier) => list.same_as = Some(*earlier.get()),
            Entries::Vacant(place) => drop(place.insert(list.input.id)),
        }
    }
}

/// The input that a transcript was printed from: its bytes have the printed hashes (check FMT-12).
fn same_file<'a>(transcript: &Transcript, inputs: &'a [Input]) -> Option<&'a Input> {
    let same = |printed: &Option<String>, real: &str| printed.as_deref().is_none_or(|printed| printed == real);
    if transcript.md5.is_none() && transcript.sha1.is_none() {
        return None;
    }
    let is_same =
        |input: &&Input| same(&transcript.md5, &input.hashes.md5) && same(&transcript.sha1, &input.hashes.sha1);
    inputs.iter().find(is_same)
}

impl<'case> JudgedFile<'case> {
    /// Judges an input, if it is a signed file, by the lists among all inputs.
    #[must_use]
    pub fn new(input: &'case Input, inputs: &[Input], inventory: &Inventory) -> Option<Self> {
        let contents = input.signed_file()?;
        Some(Self { input, contents, verdict: judge_file(contents, inputs, inventory) })
    }
}

impl<'case> JudgedCertificate<'case> {
    /// Puts together what was said of an entry of the inventory.
    #[must_use]
    pub fn new(entry: &'case Entry, verdict: &'case CertificateVerdict, inventory: &'case Inventory) -> Self {
        let (identity, identity_reason) = identify(entry);
        let issuer = verdict.issuer.and_then(|issuer| inventory.get(issuer)).map(|issuer| issuer.sha256.as_str());
        let known = known_cisco::is_known(&entry.sha256);
        Self { entry, verdict, issuer, identity, identity_reason, known }
    }
}

impl<'case> JudgedRequest<'case> {
    /// The requests of an input.
    fn of(input: &'case Input, inventory: &'case Inventory) -> impl Iterator<Item = Self> {
        let names = if input.requests.len() == 1 { vec![input.name.clone()] } else { Vec::new() };
        input.requests.iter().map(move |request| {
            let places = inventory.with_key(request.spki());
            let answers: Vec<&Entry> = places.iter().filter_map(|place| inventory.get(*place)).collect();
            let (identity, identity_reason) = identify_request(request, input.unit(), &names, &answers);
            Self { input, request, identity, identity_reason, answers }
        })
    }
}

/// The verdict on a trust list: the key must be that of one of its own SAST records.
fn judge_list(input: &Input, contents: &ListContents, inventory: &Inventory) -> FileVerdict {
    let header = &contents.list.header;
    if let Some(verdict) = not_checkable(header) {
        return verdict;
    }
    let judge_records = |records: Vec<(usize, &Record)>| {
        let candidate = |(number, record)| record_candidate(input.id, contents, number, record, inventory);
        judge(header, &contents.bytes, &records.into_iter().map(candidate).collect::<Vec<_>>())
    };
    if let Some(verdict) = judge_records(contents.list.signer_records()) {
        return verdict;
    }
    // certutils looks by the serial number alone. A record of another issuer is the signer's only if its key proves it.
    match judge_records(contents.list.records_with_serial()) {
        Some(mut verdict) if verdict.status == SignatureStatus::Valid => {
            verdict.reason.push_str(" The issuer in the header is not that of the record; the key decides.");
            verdict
        }
        _ => signer_missing(contents, inventory),
    }
}

/// The verdict on a list that was printed: its content is not there to be checked, but the printed signature can be opened.
fn judge_transcript(
    input: &Input,
    contents: &ListContents,
    transcript: &Transcript,
    same_as: Option<&Input>,
    inventory: &Inventory,
) -> FileVerdict {
    let header = &contents.list.header;
    let signer = header.signer();
    let records = contents.list.signer_records();
    let not_checkable = |reason: String| FileVerdict::without_key(SignatureStatus::NotCheckable, reason);
    let mut verdict = if signer.serial.is_none() || signer.issuer.is_none() {
        not_checkable("The text does not tell whose certificate signed.".to_owned())
    } else if records.is_empty() && transcript.records_whole {
        let mut verdict = without_signer(contents);
        let elsewhere = judge_printed(header, &given_candidates(&signer, inventory));
        if elsewhere.is_some_and(|verdict| verdict.digest.is_some()) {
            verdict.reason.push_str(" A certificate of the case is the signer's: its key opens the printed signature.");
        }
        verdict
    } else if records.is_empty() {
        let named = describe(&signer);
        not_checkable(format!(
            "No record that is there has the certificate of the signer ({named}); the text is not whole."
        ))
    } else if header.signature().is_none() {
        not_checkable("The signature was not printed whole.".to_owned())
    } else {
        let candidate = |(number, record)| record_candidate(input.id, contents, number, record, inventory);
        let candidates: Vec<Candidate> =
            records.into_iter().map(candidate).filter(|candidate| candidate.key.is_ok()).collect();
        judge_printed(header, &candidates).unwrap_or_else(|| {
            let named = describe(&signer);
            not_checkable(format!("The certificate of the signer ({named}) is not in the case; with it, the printed signature could be opened."))
        })
    };
    if transcript.verified == Some(true) {
        verdict.reason.push_str(" The server says that it verified the file.");
    }
    let further = match same_as {
        Some(file) => format!(" The file itself is in the case: see {}.", file.name),
        None => " Whether the content is as signed, the file alone can tell: add it.".to_owned(),
    };
    verdict.reason.push_str(&further);
    verdict
}

/// No SAST record is the signer's: says what else the case has of it.
fn signer_missing(contents: &ListContents, inventory: &Inventory) -> FileVerdict {
    let header = &contents.list.header;
    let mut verdict = without_signer(contents);
    let elsewhere = given_candidates(&header.signer(), inventory);
    verdict.reason.push_str(match judge(header, &contents.bytes, &elsewhere).map(|verdict| verdict.status) {
        Some(SignatureStatus::Valid) => " A certificate of the case is the signer's: the content is as it signed.",
        Some(SignatureStatus::Altered) => {
            " A certificate of the case is the signer's, but the content is not what it signed."
        }
        _ => "",
    });
    verdict
}

/// No SAST record is the signer's.
fn without_signer(contents: &ListContents) -> FileVerdict {
    let signer = contents.list.header.signer();
    let named = describe(&signer);
    let other_role = (1..).zip(&contents.list.records).find(|(_, record)| record.serial() == signer.serial.as_deref());
    let reason = match other_role {
        Some((number, record)) => format!(
            "No record with the role SAST has the certificate of the signer ({named}); record {number} has it with the role {}, which may not sign.",
            record.role().map_or_else(|| "none".to_owned(), |role| role.to_string())
        ),
        None => format!("No record of the list has the certificate of the signer ({named})."),
    };
    FileVerdict::without_key(SignatureStatus::SignerMissing, reason)
}

/// The verdict on a signed file: the key is looked for in the trust lists of the case, then among its certificates.
fn judge_file(contents: &FileContents, inputs: &[Input], inventory: &Inventory) -> FileVerdict {
    let header = &contents.header;
    if let Some(verdict) = not_checkable(header) {
        return verdict;
    }
    let signer = header.signer();
    let mut candidates: Vec<Candidate> = Vec::new();
    for input in inputs {
        let Some(list) = input.trust_list() else { continue };
        let records = (1..)
            .zip(&list.list.records)
            .filter(|(_, record)| record.role().is_some_and(Role::signs_files) && is_signer(&signer, record));
        candidates.extend(records.map(|(number, record)| record_candidate(input.id, list, number, record, inventory)));
    }
    let found_in_a_list = !candidates.is_empty();
    if !found_in_a_list {
        // Someone gave the certificate by itself: that is worth an answer. In a list with another role it may not sign files.
        candidates = given_candidates(&signer, inventory);
        candidates.retain(|candidate| candidate.origin.record.is_none());
    }
    let Some(mut verdict) = judge(header, &contents.bytes, &candidates) else {
        let named = describe(&signer);
        let reason = format!(
            "The signer ({named}) is in no trust list of the case with the role TFTP or CCM+TFTP, so the signature \
             cannot be checked. Add the ITL that the phone holds."
        );
        return FileVerdict::without_key(SignatureStatus::SignerMissing, reason);
    };
    if !found_in_a_list {
        verdict.reason.push_str(
            " No trust list of the case gives the signer the role TFTP or CCM+TFTP, which a phone would ask for.",
        );
    }
    verdict
}

fn record_candidate(
    input: usize,
    contents: &ListContents,
    number: usize,
    record: &Record,
    inventory: &Inventory,
) -> Candidate {
    // What is printed of a record is the SHA-1 of the certificate in it. A record that holds a hash alone is another thing.
    let joined = contents.transcript.as_ref().and_then(|_| inventory.of_record(contents, number));
    let found = contents.certificate(number).map(|found| (&found.certificate, &found.sha256));
    let found = found.or_else(|| joined.map(|entry| (&entry.certificate, &entry.sha256)));
    let holder = match found {
        Some((certificate, _)) => certificate.subject().common_name(),
        None => record.subject().map_or_else(|| "a signer without name".to_owned(), |name| name.common_name()),
    };
    let key = match (found, record.public_key()) {
        (Some((certificate, _)), _) => Ok(certificate.public_key().clone()),
        (None, Some(key)) => crate::crypto::PublicKey::from_pkcs1(key).map_err(|error| error.to_string()),
        (None, None) if record.certificate_hash().is_some() => {
            Err("the hash of its certificate alone stands there; add the certificate".to_owned())
        }
        (None, None) => Err("the record holds neither a certificate nor a key".to_owned()),
    };
    Candidate {
        origin: Origin { input, record: Some(number) },
        holder,
        certificate: found.map(|(_, sha256)| sha256.clone()),
        key,
    }
}

/// Certificates of the case, wherever they stand, that have the signer's serial number and issuer.
fn given_candidates(signer: &SignerId, inventory: &Inventory) -> Vec<Candidate> {
    let (Some(serial), Some(issuer)) = (&signer.serial, &signer.issuer) else { return Vec::new() };
    let is_signer = |entry: &&Entry| {
        minimal_serial(entry.certificate.serial_content()) == serial.as_slice()
            && entry.certificate.issuer().matches(issuer)
    };
    let candidates = inventory.entries().iter().filter(is_signer).filter_map(|entry| {
        let alone = entry.places.iter().find(|place| place.record.is_none());
        let place = alone.or_else(|| entry.places.first())?;
        Some(Candidate {
            origin: Origin { input: place.input, record: place.record },
            holder: entry.certificate.subject().common_name(),
            certificate: Some(entry.sha256.clone()),
            key: Ok(entry.certificate.public_key().clone()),
        })
    });
    candidates.collect()
}

fn is_signer(signer: &SignerId, record: &Record) -> bool {
    let same_issuer = match (&signer.issuer, record.issuer()) {
        (Some(named), Some(issuer)) => issuer.matches(named),
        _ => false,
    };
    same_issuer && signer.serial.is_some() && record.serial() == signer.serial.as_deref()
}

fn describe(signer: &SignerId) -> String {
    let name = signer.subject.as_ref().map_or_else(|| "no name".to_owned(), DistinguishedName::common_name);
    let serial = signer.serial_hex().unwrap_or_else(|| "none".to_owned());
    format!("{name}, serial number {serial}")
}
