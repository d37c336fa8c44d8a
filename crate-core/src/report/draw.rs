//! Draws the report of a case from its verdicts.

use super::model::{
    Element, Encryption, Finding, Input, ListSource, Problem, Record, Report, Severity, Signature, SignedFile, Signer,
    Summary, Tool, Transcript, TrustList,
};
use super::{certificate::draw_certificate, model, request::draw_request};
use crate::case::Detail;
use crate::case::evaluation::{Evaluation, JudgedFile, JudgedList};
use crate::case::input::{self, Contents};
use crate::case::inventory::Entry;
use crate::checks::Outcome;
use crate::formats::encryption;
use crate::formats::signed_header::{HEADER_TAGS, SignedHeader, digest_of_code, shown_name, tag};
use crate::formats::tlv::{self, Vocabulary};
use crate::formats::trust_list::{self, RECORD_TAGS, record_tag};
use crate::plan;
use crate::renewals;
use crate::services;
use crate::text::{hex, minimal_hex};
use crate::verify::file_signature::FileVerdict;

/// Draws the report with what the checks said.
#[must_use]
pub fn draw(evaluation: &Evaluation<'_>, outcome: Outcome, detail: Detail) -> Report {
    let Outcome { findings, undecided } = outcome;
    let plans = plan::of_findings(evaluation, &findings);
    Report {
        schema: 1,
        tool: Tool::this(),
        evaluated_at: evaluation.at,
        summary: summarise(&findings),
        context: evaluation.context.clone(),
        inputs: evaluation.inputs.iter().map(|input| draw_input(input, evaluation)).collect(),
        trust_lists: evaluation.lists.iter().map(|list| draw_trust_list(list, detail)).collect(),
        signed_files: evaluation.files.iter().map(|file| draw_signed_file(file, detail)).collect(),
        certificates: evaluation.certificates.iter().map(|certificate| draw_certificate(certificate, detail)).collect(),
        requests: evaluation.requests.iter().map(draw_request).collect(),
        logs: super::log::draw_logs(evaluation),
        captures: drawn(evaluation, |contents| match contents {
            Contents::Capture(capture) => Some(capture),
            _ => None,
        }),
        listings: evaluation.listings.clone(),
        configurations: evaluation.configurations.clone(),
        expectations: evaluation.expectations.clone(),
        services: services::of(evaluation, &findings),
        renewals: renewals::of(evaluation),
        plans,
        migrations: crate::phone::migrations(evaluation),
        proposal: evaluation.proposal().cloned(),
        undecided,
        findings,
    }
}

/// Those of the inputs that were read as one kind of thing, which is drawn as it is.
fn drawn<T: Clone>(evaluation: &Evaluation<'_>, of_kind: fn(&Contents) -> Option<&T>) -> Vec<T> {
    evaluation.inputs.iter().filter_map(|input| of_kind(&input.contents)).cloned().collect()
}

fn summarise(findings: &[Finding]) -> Summary {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    Summary {
        critical: count(Severity::Critical),
        error: count(Severity::Error),
        warning: count(Severity::Warning),
        info: count(Severity::Info),
    }
}

fn draw_input(input: &input::Input, evaluation: &Evaluation<'_>) -> Input {
    let mut problems = input.problems.clone();
    problems.extend(digest_problem(input, evaluation));
    Input {
        id: input.id,
        name: input.name.clone(),
        parent: input.parent,
        origin: input.origin.clone(),
        locked: input.locked().is_some(),
        size: input.size,
        md5: input.hashes.md5.clone(),
        sha1: input.hashes.sha1.clone(),
        sha256: input.hashes.sha256.clone(),
        kind: input.kind,
        description: input.description.clone(),
        problems,
    }
}

/// A DIGESTALGORITHM that names another hash than the signature holds: known only once the signature has been opened.
fn digest_problem(input: &input::Input, evaluation: &Evaluation<'_>) -> Option<Problem> {
    let list = evaluation.lists.iter().find(|list| list.input.id == input.id);
    let file = evaluation.files.iter().find(|file| file.input.id == input.id);
    let (header, verdict) = match (list, file) {
        (Some(list), _) => (&list.contents.list.header, &list.verdict),
        (None, Some(file)) => (&file.contents.header, &file.verdict),
        (None, None) => return None,
    };
    let damage = trust_list::digest_damage(header, verdict.digest?)?;
    Some(Problem { offset: Some(wide(damage.offset)), message: damage.to_string() })
}

/// Draws one trust list.
#[must_use]
pub fn draw_trust_list(list: &JudgedList<'_>, detail: Detail) -> TrustList {
    let JudgedList { input, contents, verdict, .. } = list;
    let header = &contents.list.header;
    let proven = verdict.origin.and_then(|origin| origin.record);
    let said = contents.transcript.iter().flat_map(|transcript| transcript.signed_by.iter().copied());
    let named = contents.list.signer_records().into_iter().map(|(number, _)| number);
    let signers: Vec<usize> = named.chain(proven).chain(said).collect();
    let records = (1..)
        .zip(&contents.list.records)
        .map(|(number, record)| Record {
            named_as_signer: signers.contains(&number),
            ..draw_record(number, record, list.certificate(number), detail)
        })
        .collect();
    TrustList {
        input: input.id,
        list: contents.kind,
        source: if contents.transcript.is_some() { ListSource::Transcript } else { ListSource::Binary },
        transcript: contents
            .transcript
            .as_ref()
            .map(|transcript| Transcript { same_as: list.same_as, ..transcript.clone() }),
        version: version(header),
        header_length: header.stated_length(),
        file_name: header.file_name(),
        timestamp: header.timestamp(),
        signer: signer(header),
        digest: digest(header),
        signature: signature(verdict, None),
        records,
        header: elements(&header.elements, HEADER_TAGS, detail),
    }
}

fn draw_record(number: usize, record: &trust_list::Record, certificate: Option<&Entry>, detail: Detail) -> Record {
    let text = |tag| record.find(tag).map(shown_name).or_else(|| tlv::words(&record.elements, tag));
    let role = record.role();
    let function = record.find(record_tag::FUNCTION).and_then(tlv::Element::number);
    let certificate_sha1 = match (record.certificate(), record.certificate_hash()) {
        (Some(der), _) => Some(hex(&crate::crypto::sha1(der))),
        (None, Some(hash)) if hash.len() == 20 => Some(hex(hash)),
        _ => None,
    };
    Record {
        index: number,
        offset: wide(record.offset),
        length: record.stated_length(),
        function: role.map(|role| role.0),
        role: match (role, function) {
            (Some(role), _) => role.to_string(),
            (None, Some(number)) => format!("role {number}"),
            (None, None) if record.elements.is_empty() => "not printed".to_owned(),
            (None, None) => text(record_tag::FUNCTION).unwrap_or_else(|| "no role".to_owned()),
        },
        dns_name: text(record_tag::DNSNAME),
        subject: text(record_tag::SUBJECTNAME),
        issuer: text(record_tag::ISSUERNAME),
        serial: record.find(record_tag::SERIALNUMBER).map(|element| minimal_hex(element.value())),
        ip_address: record.ip_address(),
        certificate: certificate.map(|entry| entry.sha256.clone()),
        certificate_sha1,
        named_as_signer: false,
        elements: elements(&record.elements, RECORD_TAGS, detail),
    }
}

/// Draws one signed file.
#[must_use]
pub fn draw_signed_file(file: &JudgedFile<'_>, detail: Detail) -> SignedFile {
    let JudgedFile { input, contents, verdict } = file;
    let header = &contents.header;
    let body = contents.bytes.get(header.length..).unwrap_or_default();
    SignedFile {
        input: input.id,
        version: version(header),
        header_length: header.stated_length(),
        file_name: header.file_name(),
        timestamp: header.timestamp(),
        signer: signer(header),
        digest: digest(header),
        signature: signature(verdict, verdict.origin.map(|origin| origin.input)),
        body_size: wide(body.len()),
        body_description: input.description.clone(),
        encryption: encryption::Encryption::read(header, body.len()).map(|encryption| Encryption {
            cipher: encryption.cipher(),
            initialization_vector: encryption.initialization_vector.as_deref().map(hex),
            padding: encryption.padding,
            key_bits: encryption.key_bits,
            wrapped_key_size: encryption.wrapped_key_length.map(wide),
            digest: encryption.digest.map(|hash| hash.id().to_owned()),
            plain_digest: encryption.plain_digest_hex(),
            note: encryption.note(),
        }),
        header: elements(&header.elements, HEADER_TAGS, detail),
    }
}

fn version(header: &SignedHeader) -> Option<String> {
    header.version().map(|(major, minor)| format!("{major}.{minor}"))
}

fn signer(header: &SignedHeader) -> Signer {
    let text = |tag| header.find(tag).map(shown_name).or_else(|| tlv::words(&header.elements, tag));
    Signer {
        subject: text(tag::SIGNERNAME),
        issuer: text(tag::CANAME),
        serial: header.find(tag::SERIALNUMBER).map(|element| minimal_hex(element.value())),
    }
}

fn digest(header: &SignedHeader) -> Option<String> {
    let code = header.digest_code()?;
    Some(digest_of_code(code).map_or_else(|| format!("code {code}"), |hash| hash.id().to_owned()))
}

fn signature(verdict: &FileVerdict, found_in: Option<usize>) -> Signature {
    Signature {
        status: verdict.status,
        record: verdict.origin.and_then(|origin| origin.record),
        certificate: verdict.certificate.clone(),
        found_in,
        digest: verdict.digest.map(|hash| hash.id().to_owned()),
        reason: verdict.reason.clone(),
    }
}

fn elements(elements: &[tlv::Element], vocabulary: Vocabulary, detail: Detail) -> Vec<Element> {
    if detail == Detail::Slim {
        return Vec::new();
    }
    let drawn = elements.iter().map(|element| Element {
        offset: wide(element.offset),
        tag: element.tag,
        name: vocabulary.name(element.tag).to_owned(),
        length: element.stated_length().map(wide),
        value: element.shown(vocabulary),
    });
    drawn.collect()
}

/// A number of bytes as the report holds it.
pub(super) fn wide(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

impl model::Report {
    /// The input with this id.
    #[must_use]
    pub fn input(&self, id: usize) -> Option<&Input> {
        self.inputs.iter().find(|input| input.id == id)
    }

    /// The certificate with this SHA-256 fingerprint.
    #[must_use]
    pub fn certificate(&self, sha256: &str) -> Option<&model::Certificate> {
        self.certificates.iter().find(|certificate| certificate.sha256 == sha256)
    }

    /// The worst severity among the findings.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).min()
    }
}
