//! `show cert list own`, `show cert list trust` and `show csr list own`: a line for each, the file and what the server says of it
//! (formats.md, section 8.3).

use super::super::{Artifact, Recognised};
use super::store::{Named, is_trust_store, is_unit};
use super::text::Text;
use super::{Mark, Section};
use crate::report::{InputKind, Listing, ListingEntry};
use crate::text::{count, visible};

pub(super) const SECTION: Section = Section {
    command: |command| command.starts_with("show cert list") || command.starts_with("show csr list"),
    mark,
    holds_pem: false,
    name: name_of,
    read,
};

/// Columns from which on a line without an end of the file's name is taken for one that a terminal has broken there.
const NARROWEST: usize = 60;

fn mark(line: &str) -> Option<Mark> {
    let named = match entry_of(line) {
        Some((named, _)) => named,
        None if line.len() >= NARROWEST && !line.contains(char::is_whitespace) => {
            Named::parse(line).filter(|named| named.unit.is_some_and(is_unit))?
        }
        None => return None,
    };
    Some(Mark::body(Some(flavour(&named))))
}

/// The file in a line, and what follows it.
fn entry_of(line: &str) -> Option<(Named<'_>, &str)> {
    let certificate = || Named::in_listing(line, ".pem").filter(|(_, remark)| remark.starts_with(':'));
    certificate().or_else(|| Named::in_listing(line, ".csr").filter(|(_, remark)| remark.trim().is_empty()))
}

/// Which listing a line belongs to.
fn flavour(named: &Named<'_>) -> &'static str {
    let is_request = named.file.is_some_and(|file| file.strip_suffix(".csr").is_some());
    match named.unit {
        _ if is_request => "show csr list own",
        Some(unit) if is_trust_store(unit) => "show cert list trust",
        _ => "show cert list own",
    }
}

fn name_of(text: &Text<'_>) -> &'static str {
    let first = text.lines().iter().find_map(|line| entry_of(line.text.trim()));
    first.map_or("show cert list", |(named, _)| flavour(&named))
}

fn read(text: &Text<'_>) -> Option<Recognised> {
    // A narrow terminal may have broken a line in the file's name.
    let begins = |line: &str| {
        line.split_once('/').is_some_and(|(unit, _)| is_unit(unit)) || line.to_ascii_lowercase().contains("admin:")
    };
    let lines = text.unwrapped(begins);
    let mut entries = Vec::new();
    for line in &lines {
        let Some((named, remark)) = entry_of(line.text.trim()) else { continue };
        let remark = remark.trim_start_matches(':').trim();
        entries.push(ListingEntry {
            unit: named.unit.map(|unit| visible(unit).into_owned()),
            name: named.file.map(|file| visible(file).into_owned()),
            remark: (!remark.is_empty()).then(|| visible(remark).into_owned()),
            ..ListingEntry::default()
        });
    }
    if entries.is_empty() {
        return None;
    }
    let command = name_of(text);
    let what = if command.starts_with("show csr") { "request" } else { "certificate" };
    let description = format!("output of \"{command}\" with {}", count(entries.len(), what));
    let listing = Listing { command: command.to_owned(), entries, ..Listing::default() };
    Some(Recognised { artifact: Artifact::Listing(listing), ..Recognised::new(InputKind::Transcript, description) })
}
