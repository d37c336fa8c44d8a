//! Logs in the report as text.

use super::super::model::{HeldList, ListKind, Log, LogLine, LogPhone, Report, Tone};
use super::wrapped;
use crate::text::with_commas;
use std::fmt::{self, Write};

/// Writes a log: what it tells of phones, and the lines of which something is known.
pub(super) fn write(report: &Report, log: &Log, out: &mut impl Write) -> fmt::Result {
    for phone in &log.phones {
        wrapped(out, "  phone      ", &describe(report, phone))?;
    }
    for line in &log.lines {
        write_line(line, out)?;
    }
    if log.more > 0 {
        writeln!(out, "             and {} more lines of which something is known", with_commas(log.more))?;
    }
    Ok(())
}

fn write_line(line: &LogLine, out: &mut impl Write) -> fmt::Result {
    let times = if line.repeated > 1 { format!(" ({} times)", with_commas(line.repeated)) } else { String::new() };
    let label = format!("  {:>8}  {:<9} ", with_commas(line.line), tone(line.tone));
    wrapped(out, &label, &format!("{}{times}", line.meaning))?;
    wrapped(out, "                       ", &line.text)
}

fn describe(report: &Report, phone: &LogPhone) -> String {
    let mut said = vec![phone.name.clone().unwrap_or_else(|| "not named".to_owned())];
    said.extend(phone.address.clone());
    said.extend(phone.certificate.as_ref().map(|certificate| format!("shows its {certificate}")));
    said.extend(phone.certificate_issuer.as_ref().map(|issuer| format!("issued by {issuer}")));
    said.extend(phone.lists.iter().map(|held| describe_list(report, held)));
    said.join(", ")
}

fn describe_list(report: &Report, held: &HeldList) -> String {
    let list = match held.list {
        ListKind::Itl => "ITL",
        ListKind::Ctl => "CTL",
        ListKind::Unknown => "trust list",
    };
    let Some(hash) = &held.hash else { return format!("holds no {list}") };
    let names: Vec<&str> =
        held.same_as.iter().filter_map(|id| report.input(*id)).map(|input| input.name.as_str()).collect();
    if names.is_empty() {
        format!("holds the {list} {hash}")
    } else {
        format!("holds the {list} {hash}: {}", names.join(", "))
    }
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Neutral => "",
        Tone::Harmless => "harmless",
        Tone::Bad => "BAD",
    }
}
