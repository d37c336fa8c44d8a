//! The report as text: what the command prints, and what one can paste into a ticket.
//!
//! Plain lines of at most about a hundred characters, nothing that depends on a terminal. First what is wrong and what to do, then what it rests
//! on. Every text of the report is already safe to show.

mod capture;
pub mod comparison;
mod configuration;
mod context;
pub mod decision;
pub mod expectation;
mod finding;
mod listing;
mod log;
pub mod migration;
pub mod plan;
pub mod proposal;
mod renewal;
mod request;
pub mod service;
mod undecided;

use super::model::{
    Certificate, Input, Origin, Record, Report, Signature, SignatureStatus, SignedFile, Transcript, TrustList,
};
use crate::text::count;
use crate::timestamp::Timestamp;
use std::fmt::{self, Write};

/// Writes the report for people.
///
/// # Errors
/// When `out` cannot be written to; a `String` always can.
pub fn write(report: &Report, out: &mut impl Write) -> fmt::Result {
    writeln!(out, "Trustlens {}, judged by {}", report.tool.version, report.evaluated_at.date())?;
    writeln!(out, "{}", summary(report))?;
    context::write(report, out)?;
    if let Some(proposal) = &report.proposal {
        writeln!(out)?;
        proposal::write(proposal, out)?;
    }
    finding::write_findings(report, out)?;
    if !report.plans.is_empty() {
        writeln!(out, "\nPLANS")?;
    }
    report.plans.iter().try_for_each(|plan| plan::write(plan, out))?;
    write_migrations(report, out)?;
    write_expectations(report, out)?;
    service::write(report, out)?;
    renewal::write(report, out)?;
    finding::write_notes(report, out)?;
    undecided::write(report, out)?;
    context::write_reasons(report, out)?;
    for input in &report.inputs {
        write_input(report, input, out)?;
    }
    write_expiries(report, out)
}

/// The report for people as one text.
#[must_use]
pub fn render(report: &Report) -> String {
    let mut text = String::new();
    // Writing into a String does not fail.
    let _ = write(report, &mut text);
    text
}

/// "2 inputs, 1 trust list, 5 certificates: 1 critical, 2 warnings".
fn summary(report: &Report) -> String {
    let counts = [
        (report.summary.critical, "critical", "critical"),
        (report.summary.error, "error", "errors"),
        (report.summary.warning, "warning", "warnings"),
        (report.summary.info, "note", "notes"),
    ];
    let said: Vec<String> = counts
        .iter()
        .filter(|(number, _, _)| *number > 0)
        .map(|(number, one, many)| format!("{number} {}", if *number == 1 { one } else { many }))
        .collect();
    let verdict = if said.is_empty() { "nothing to report".to_owned() } else { said.join(", ") };
    format!(
        "{}, {}, {}: {verdict}",
        count(report.inputs.len(), "input"),
        count(report.trust_lists.len(), "trust list"),
        count(report.certificates.len(), "certificate")
    )
}

/// The ways between clusters that phones are meant to take; of two clusters that merely lie in one case a finding says enough.
fn write_migrations(report: &Report, out: &mut impl Write) -> fmt::Result {
    let mut meant = report.migrations.iter().filter(|migration| !migration.meant.is_empty()).peekable();
    if meant.peek().is_some() {
        writeln!(out, "\nPHONES THAT MOVE")?;
    }
    meant.try_for_each(|way| migration::write(way, out))
}

/// Each list against what it should hold. A printout of a file that is in the case is that file.
fn write_expectations(report: &Report, out: &mut impl Write) -> fmt::Result {
    if report.expectations.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nEXPECTED AGAINST FOUND")?;
    for (place, expectation) in report.expectations.iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        if let Some(input) = report.input(expectation.input) {
            writeln!(out, "  {}", input.name)?;
        }
        expectation::write(expectation, out)?;
    }
    Ok(())
}

fn write_input(report: &Report, input: &Input, out: &mut impl Write) -> fmt::Result {
    writeln!(out, "\n{}", input.name)?;
    if let Some(parent) = input.parent.and_then(|id| report.input(id)) {
        let place = input.origin.as_ref().map(Origin::for_people).unwrap_or_default();
        wrapped(out, "  found in   ", &format!("{}{place}", parent.name))?;
    }
    writeln!(
        out,
        "  is         {}, {}",
        input.description,
        count(usize::try_from(input.size).unwrap_or(usize::MAX), "byte")
    )?;
    writeln!(out, "  MD5        {}", input.md5)?;
    writeln!(out, "  SHA-1      {}", input.sha1)?;
    for problem in &input.problems {
        let at = problem.offset.map(|offset| format!("byte {offset}: ")).unwrap_or_default();
        wrapped(out, "  problem    ", &format!("{at}{}", problem.message))?;
    }
    for list in report.trust_lists.iter().filter(|list| list.input == input.id) {
        write_trust_list(report, list, out)?;
    }
    for file in report.signed_files.iter().filter(|file| file.input == input.id) {
        write_signed_file(file, out)?;
    }
    request::write_requests(report, input.id, out)?;
    listing::write_listings(report, input.id, out)?;
    configuration::write_configurations(report, input.id, out)?;
    report.logs.iter().filter(|log| log.input == input.id).try_for_each(|log| log::write(report, log, out))?;
    capture::write_of(report, input.id, out)?;
    let mine = |certificate: &&Certificate| {
        certificate.found_in.iter().any(|place| place.input == input.id && place.record.is_none())
    };
    for certificate in report.certificates.iter().filter(mine) {
        write_certificate(certificate, out)?;
    }
    Ok(())
}

fn write_trust_list(report: &Report, list: &TrustList, out: &mut impl Write) -> fmt::Result {
    if let Some(transcript) = &list.transcript {
        write_transcript(report, transcript, out)?;
    }
    write_signature(&list.signature, out)?;
    write_header(list.version.as_deref(), list.header_length, list.timestamp.map(Timestamp::for_people), out)?;
    writeln!(out, "  signer     {}", list.signer.subject.as_deref().unwrap_or("not named"))?;
    writeln!(out, "  serial     {}", list.signer.serial.as_deref().unwrap_or("none"))?;
    for record in &list.records {
        write_record(report, record, out)?;
    }
    Ok(())
}

/// What was printed beside a list: of which file, and whether the text is whole.
fn write_transcript(report: &Report, transcript: &Transcript, out: &mut impl Write) -> fmt::Result {
    let whole = match transcript.whole {
        Some(true) => "the text is whole",
        Some(false) | None if transcript.records_whole => "all records are there, other lines are missing",
        Some(false) | None => "the text is not whole",
    };
    writeln!(out, "  source     printed by the server; {whole}")?;
    let length = transcript.length.map(|length| count(usize::try_from(length).unwrap_or(usize::MAX), "byte"));
    let modified = transcript.modified.as_ref().map(|modified| format!("modified {modified}"));
    let facts: Vec<String> = length.into_iter().chain(modified).collect();
    if !facts.is_empty() {
        wrapped(out, "  the file   ", &facts.join(", "))?;
    }
    for (label, hash) in [("  its MD5    ", &transcript.md5), ("  its SHA-1  ", &transcript.sha1)] {
        if let Some(hash) = hash {
            writeln!(out, "{label}{hash}")?;
        }
    }
    if let Some(file) = transcript.same_as.and_then(|id| report.input(id)) {
        writeln!(out, "  same as    {}", file.name)?;
    }
    Ok(())
}

fn write_header(version: Option<&str>, length: Option<u64>, made: Option<String>, out: &mut impl Write) -> fmt::Result {
    let version = version.unwrap_or("not stated");
    let length = length.map_or_else(|| "of unknown length".to_owned(), |length| format!("{length} bytes"));
    let made = made.map_or_else(String::new, |made| format!(", made {made}"));
    writeln!(out, "  header     version {version}, {length}{made}")
}

fn write_record(report: &Report, record: &Record, out: &mut impl Write) -> fmt::Result {
    let signed = if record.named_as_signer { "  (named as signer)" } else { "" };
    let name = record.subject.as_deref().or(record.dns_name.as_deref()).unwrap_or("no name");
    wrapped(out, &format!("  {:>3}  {:<10} ", record.index, record.role), &format!("{name}{signed}"))?;
    let certificate = record.certificate.as_deref().and_then(|sha256| report.certificate(sha256));
    let mut facts: Vec<String> = Vec::new();
    match certificate {
        Some(certificate) => {
            facts.push(certificate.key.for_people());
            facts.push(format!("{} to {}", certificate.not_before.date(), certificate.not_after.date()));
        }
        None if record.certificate_sha1.is_some() => facts.push("its certificate is not in the case".to_owned()),
        None => facts.push("no certificate".to_owned()),
    }
    facts.extend(record.serial.as_ref().map(|serial| format!("serial {serial}")));
    facts.extend(record.ip_address.clone());
    wrapped(out, "                  ", &facts.join(", "))?;
    if let Some(sha1) = &record.certificate_sha1 {
        writeln!(out, "                  SHA-1 {sha1}")?;
    }
    Ok(())
}

fn write_signed_file(file: &SignedFile, out: &mut impl Write) -> fmt::Result {
    write_signature(&file.signature, out)?;
    write_header(file.version.as_deref(), file.header_length, file.timestamp.map(Timestamp::for_people), out)?;
    writeln!(out, "  signer     {}", file.signer.subject.as_deref().unwrap_or("not named"))?;
    writeln!(out, "  serial     {}", file.signer.serial.as_deref().unwrap_or("none"))?;
    if let Some(encryption) = &file.encryption {
        wrapped(out, "  encrypted  ", &format!("{}. {}", encryption.cipher, encryption.note))?;
    }
    Ok(())
}

fn write_signature(signature: &Signature, out: &mut impl Write) -> fmt::Result {
    let verdict = match signature.status {
        SignatureStatus::Valid => "GOOD",
        SignatureStatus::Altered => "BAD (content changed)",
        SignatureStatus::WrongKey => "BAD (another key)",
        SignatureStatus::SignerMissing => "UNKNOWN SIGNER",
        SignatureStatus::Unsupported => "NOT VERIFIED",
        SignatureStatus::NotCheckable => "NOT CHECKABLE",
    };
    wrapped(out, "  signature  ", &format!("{verdict}. {}", signature.reason))
}

fn write_certificate(certificate: &Certificate, out: &mut impl Write) -> fmt::Result {
    writeln!(out, "  subject    {}", certificate.subject)?;
    writeln!(out, "    issuer   {}", certificate.issuer)?;
    writeln!(out, "    serial   {}", certificate.serial)?;
    writeln!(out, "    valid    {} to {}", certificate.not_before.for_people(), certificate.not_after.for_people())?;
    writeln!(out, "    key      {}, {}", certificate.key.for_people(), certificate.signature_algorithm)?;
    writeln!(out, "    SHA-1    {}", certificate.sha1)?;
    writeln!(out, "    SHA-256  {}", certificate.sha256)?;
    wrapped(out, "    signed   ", &certificate.signature.reason)?;
    wrapped(out, "    identity ", &certificate.identity_reason)?;
    match certificate.known_for_people() {
        Some(known) => wrapped(out, "    known    ", &known),
        None => Ok(()),
    }
}

fn write_expiries(report: &Report, out: &mut impl Write) -> fmt::Result {
    if report.certificates.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nEXPIRY")?;
    let mut certificates: Vec<&Certificate> = report.certificates.iter().collect();
    certificates.sort_by_key(|certificate| certificate.not_after);
    for certificate in certificates {
        let relative = certificate.not_after.relative_to(report.evaluated_at);
        writeln!(out, "  {}  {relative:<15} {}", certificate.not_after.date(), certificate.common_name)?;
    }
    Ok(())
}

/// Characters in a line before it is broken at a blank.
const WIDTH: usize = 100;

/// Writes `label` and then `text`, broken at blanks, with later lines indented as far as the label reaches.
///
/// # Errors
/// When `out` cannot be written to; a `String` always can.
pub fn wrapped(out: &mut impl Write, label: &str, text: &str) -> fmt::Result {
    let indent = label.chars().count();
    let mut column = indent;
    out.write_str(label)?;
    for (index, word) in text.split(' ').enumerate() {
        let length = word.chars().count();
        if index > 0 && column + 1 + length > WIDTH {
            write!(out, "\n{:indent$}", "")?;
            column = indent;
        } else if index > 0 {
            out.write_char(' ')?;
            column += 1;
        }
        out.write_str(word)?;
        column += length;
    }
    out.write_char('\n')
}
