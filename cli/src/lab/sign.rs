//! `trustlens lab sign`

use super::new::quoted;
use super::output;
use crate::arguments::lab::{Addition, ListTime, Sign, SignerVersion};
use crate::{now, passwords};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use trustlens_core::lab::edit::{self, Edit, ListDraft, ListHeader, ListSummary, NewRecord, SignRequest};
use trustlens_core::lab::own_keys::OwnKeys;
use trustlens_core::text::{count, listed};

/// Signs a list, writes it, and says what it holds.
pub(super) fn run(options: &Sign) -> Result<String, String> {
    output::refuse_existing(&options.output)?;
    let list = options.list.as_deref().map(read).transpose()?;
    let passwords = passwords::read(options.passwords.as_deref(), false)?;
    let mut own = OwnKeys::new();
    for path in &options.signer {
        own.add(&path.display().to_string(), &read(path)?, &passwords).map_err(|error| error.to_string())?;
    }
    // Chosen before further certificates come in: a key may be the one of several certificates.
    let signer = own.signer(None).map_err(|error| error.to_string())?;
    let request = SignRequest {
        header: Some(header(options, list.as_deref())?),
        edits: edits(options, &passwords, &mut own)?,
        signer: Some(signer.certificate.sha256()),
        add_signer: options.add_signer,
        list,
    };
    let written = edit::make(&request, &own).map_err(|error| explain(options, &error))?;
    output::write_file(&options.output, &written.bytes)?;
    for warning in &written.warnings {
        eprintln!("trustlens: warning: {warning}");
    }
    let summary = ListDraft::open(&written.bytes).map_err(|error| error.to_string())?.summary();
    Ok(said(&summary, &options.output))
}

/// What is wrong, with the option that mends it.
fn explain(options: &Sign, error: &edit::EditError) -> String {
    match (error, &options.list) {
        (edit::EditError::NoRecords, None) => {
            format!("{error}: --add-signer adds the signer, --add ROLE=FILE a certificate")
        }
        (_, Some(list)) => format!("{}: {error}", list.display()),
        _ => error.to_string(),
    }
}

/// The header that the list is to have.
fn header(options: &Sign, list: Option<&[u8]>) -> Result<ListHeader, String> {
    let mut header = match list {
        Some(bytes) => ListDraft::open(bytes).map_err(|error| explain(options, &error))?.header,
        None => ListHeader::new("ITLFile.tlv"),
    };
    match (options.timestamp, list) {
        (Some(ListTime::At(time)), _) => header.timestamp = Some(time),
        (Some(ListTime::Keep), None) => return Err("--timestamp keep needs a list to keep the time of".to_owned()),
        (Some(ListTime::Keep), Some(_)) => {}
        (None, _) => header.timestamp = Some(now()),
    }
    if let Some(name) = &options.name {
        header.name.clone_from(name);
    }
    if let Some(digest) = options.digest {
        header.digest = digest.into();
        header.digest_code = None;
    }
    if let Some(order) = options.order {
        header.order = order.into();
    }
    if let Some(version) = options.list_version {
        header.version = version;
    }
    if let Some(SignerVersion(version)) = options.signer_version {
        header.signer_version = version;
    }
    Ok(header)
}

/// The changes: roles, then what goes, then what moves, then what comes.
fn edits(options: &Sign, passwords: &[String], own: &mut OwnKeys) -> Result<Vec<Edit>, String> {
    let roles = options.roles.iter().map(|(record, role)| Edit::Role { record: *record, role: role.0 });
    let removals = options.remove.iter().map(|record| Edit::Remove { record: *record });
    let moves = options.moves.iter().map(|(record, to)| Edit::Move { record: *record, to: *to });
    let mut edits: Vec<Edit> = roles.chain(removals).chain(moves).collect();
    for addition in &options.add {
        edits.push(Edit::Add(record(addition, passwords, own)?));
    }
    Ok(edits)
}

/// The record of a file with one certificate.
fn record(addition: &Addition, passwords: &[String], own: &mut OwnKeys) -> Result<NewRecord, String> {
    let file = addition.file.display().to_string();
    let mut alone = OwnKeys::new();
    let bytes = read(&addition.file)?;
    alone.add(&file, &bytes, passwords).map_err(|error| error.to_string())?;
    own.add(&file, &bytes, passwords).map_err(|error| error.to_string())?;
    let certificates: Vec<(String, String)> = alone
        .certificates()
        .iter()
        .map(|own| (own.certificate.sha256(), own.certificate.subject().common_name()))
        .collect();
    match certificates.as_slice() {
        [(sha256, _)] => Ok(NewRecord {
            certificate: sha256.clone(),
            role: addition.role.0,
            name: addition.name.clone(),
            address: addition.address.clone(),
            at: None,
        }),
        [] => Err(format!("{file}: it holds no certificate, and a record is of one")),
        several => {
            let names: Vec<&str> = several.iter().map(|(_, name)| name.as_str()).collect();
            Err(format!(
                "{file}: it holds {} ({}): give the one alone",
                count(several.len(), "certificate"),
                listed(&names)
            ))
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn said(list: &ListSummary, path: &Path) -> String {
    let signer = list.signer.as_deref().unwrap_or("nobody");
    let records = count(list.records.len(), "record");
    let hash = list.header.digest.name();
    let mut text = format!("{}: {records}, signed by {signer} over {hash}\n", path.display());
    for (place, record) in (1..).zip(&list.records) {
        let until = record.not_after.map(|date| format!(", valid until {}", date.date())).unwrap_or_default();
        // Writing into a String does not fail.
        let _ = writeln!(text, "  {place:>2}  {:<9} {}{until}", record.role_name, record.common_name);
    }
    let _ = writeln!(text, "\nNext: trustlens inspect {}", quoted(path));
    text
}
