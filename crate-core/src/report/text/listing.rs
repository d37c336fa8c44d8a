//! Listings of certificates, and what commands about them said, as text.

use super::super::model::{Listing, ListingEntry, Report};
use super::wrapped;
use std::fmt::{self, Write};

/// Writes the listing of an input.
pub(super) fn write_listings(report: &Report, input: usize, out: &mut impl Write) -> fmt::Result {
    for listing in report.listings.iter().filter(|listing| listing.input == input) {
        write_listing(report, listing, out)?;
    }
    Ok(())
}

fn write_listing(report: &Report, listing: &Listing, out: &mut impl Write) -> fmt::Result {
    for note in &listing.notes {
        wrapped(out, "  says       ", note)?;
    }
    // The certificates of a single output follow by themselves.
    if let [entry] = listing.entries.as_slice()
        && entry.certificate.is_some()
    {
        return Ok(());
    }
    for entry in &listing.entries {
        write_entry(report, entry, out)?;
    }
    Ok(())
}

fn write_entry(report: &Report, entry: &ListingEntry, out: &mut impl Write) -> fmt::Result {
    let name = match (&entry.unit, &entry.name) {
        (Some(unit), Some(name)) => format!("{unit}/{name}"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => entry.subject.clone().unwrap_or_else(|| "no name".to_owned()),
    };
    let node = entry.node.as_ref().map_or_else(String::new, |node| format!(" on {node}"));
    wrapped(out, "  names      ", &format!("{name}{node}"))?;
    let certificate = entry.certificate.as_deref().and_then(|sha256| report.certificate(sha256));
    let mut facts: Vec<String> = entry.remark.iter().cloned().collect();
    if let Some(certificate) = certificate {
        let until = certificate.not_after.date();
        facts.push(format!("{}, valid until {until}, SHA-256 {}", certificate.common_name, certificate.sha256));
    } else {
        facts.extend(entry.serial.as_ref().map(|serial| format!("serial {serial}")));
        facts.extend(entry.issuer.as_ref().map(|issuer| format!("issued by {issuer}")));
        facts.extend(entry.not_after.as_ref().map(|until| format!("valid until {until}")));
        facts.push("not in the case".to_owned());
    }
    wrapped(out, "             ", &facts.join(", "))
}
