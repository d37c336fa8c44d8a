//! TXT-09

use super::super::{Check, Observations, input};
use crate::case::evaluation::Evaluation;
use crate::report::{Evidence, Listing, ListingEntry, Severity};
use crate::text::count;

pub(in crate::checks) static CHECK: Check = Check {
    id: "TXT-09",
    severity: Severity::Info,
    title: "Every certificate that an output names is in the case, and text and PEM are of the same one",
    meaning: "\"show cert list\" names certificates and nothing more; dates, keys and names are in the certificates themselves. And where an output \
              holds text and a PEM block, both are of one certificate, unless two outputs were mixed on the way.",
    symptoms: "",
    plan: None,
    remedy: "Add the certificates: \"show cert own NAME\" prints each with its PEM block, the certificate management page lets you download it, and the \
             database query of Cisco's regeneration document prints those of all nodes at once.",
    source: "Cisco doc 214231, Verification; Cisco CLI reference, show cert",
    since: "0.1",
    needs: "a listing of certificates",
    wants: &[],
    applies: |evaluation| evaluation.listings.iter().any(|listing| !listing.entries.is_empty()),
    run,
};

/// Certificates that are named in one finding.
const NAMED: usize = 8;

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for listing in &evaluation.listings {
        say_missing(evaluation, listing, observations);
        for entry in &listing.entries {
            say_mixed(evaluation, listing, entry, observations);
        }
    }
}

fn say_missing(evaluation: &Evaluation<'_>, listing: &Listing, observations: &mut Observations) {
    // A request is no certificate yet.
    if listing.command.starts_with("show csr") {
        return;
    }
    let missing: Vec<&ListingEntry> = listing.entries.iter().filter(|entry| entry.certificate.is_none()).collect();
    if missing.is_empty() {
        return;
    }
    let mut names: Vec<String> = missing.iter().take(NAMED).map(|entry| called(entry)).collect();
    names.dedup();
    let more = match missing.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let title = format!(
        "{}: {} of {} are not in the case",
        name_of(evaluation, listing),
        missing.len(),
        count(listing.entries.len(), "certificate")
    );
    let detail = format!("Their dates, keys and names cannot be judged: {}{more}.", names.join(", "));
    observations.say(title, detail, vec![input(listing.input)]);
}

/// The text of an entry is not that of its PEM block.
fn say_mixed(evaluation: &Evaluation<'_>, listing: &Listing, entry: &ListingEntry, observations: &mut Observations) {
    let (Some(printed), Some(sha256)) = (&entry.serial, &entry.certificate) else { return };
    let Some(judged) = evaluation.certificate(sha256) else { return };
    let real = judged.entry.certificate.serial_hex();
    if *printed == real {
        return;
    }
    let detail = format!(
        "The text says serial number {printed}, the PEM block is of {} with {real}. Two outputs were mixed; the PEM block counts here.",
        judged.entry.certificate.subject().common_name()
    );
    let evidence = Evidence { certificate: Some(sha256.clone()), ..input(listing.input) };
    let title = format!("{}: text and PEM block are of different certificates", name_of(evaluation, listing));
    observations.say_as(Severity::Warning, title, detail, vec![evidence]);
}

fn called(entry: &ListingEntry) -> String {
    match (&entry.unit, &entry.name) {
        (Some(unit), Some(name)) => format!("{unit}/{name}"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => entry.subject.clone().unwrap_or_else(|| "one without a name".to_owned()),
    }
}

fn name_of(evaluation: &Evaluation<'_>, listing: &Listing) -> String {
    let input = evaluation.input(listing.input);
    input.map_or_else(|| listing.command.clone(), |input| input.short_name().to_owned())
}
