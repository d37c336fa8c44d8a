//! Findings as text: each headline with its values side by side, who feels it and what to do, and under it what follows from it.

use super::super::model::{Comparison, Evidence, Finding, Report, Severity};
use super::wrapped;
use crate::plan::Key;
use std::fmt::{self, Write};

/// What stands before everything but the title.
const INDENT: &str = "           ";

/// Consequences of one headline that are named in text; the report as data has all of them.
const CONSEQUENCES: usize = 8;

/// Widest place that values stand behind in one line.
const PLACE: usize = 44;

/// Writes what is more than a note, the worst headline first.
pub(super) fn write_findings(report: &Report, out: &mut impl Write) -> fmt::Result {
    write_some("FINDINGS", report, |finding| finding.severity < Severity::Info, out)
}

/// Writes the notes, which nobody has to act upon.
pub(super) fn write_notes(report: &Report, out: &mut impl Write) -> fmt::Result {
    write_some("NOTES", report, |finding| finding.severity == Severity::Info, out)
}

/// Writes some of the headlines, each with what follows from it.
fn write_some(heading: &str, report: &Report, wanted: fn(&Finding) -> bool, out: &mut impl Write) -> fmt::Result {
    let is_wanted = |finding: &Finding| finding.cause.is_none() && wanted(finding);
    if !report.findings.iter().any(is_wanted) {
        return Ok(());
    }
    let mut consequences: Vec<Vec<&Finding>> = vec![Vec::new(); report.findings.len()];
    for finding in &report.findings {
        if let Some(of_cause) = finding.cause.and_then(|cause| consequences.get_mut(cause)) {
            of_cause.push(finding);
        }
    }
    writeln!(out, "\n{heading}")?;
    let wanted = report.findings.iter().zip(&consequences).filter(|(finding, _)| is_wanted(finding));
    for (place, (finding, consequences)) in wanted.enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        write(report, finding, consequences, out)?;
    }
    Ok(())
}

fn write(report: &Report, finding: &Finding, consequences: &[&Finding], out: &mut impl Write) -> fmt::Result {
    wrapped(out, &format!("  {:<8} {}  ", severity(finding.severity), finding.check), &finding.title)?;
    wrapped(out, INDENT, &finding.detail)?;
    let is_more_than_a_note = finding.severity < Severity::Info;
    if is_more_than_a_note && !finding.symptoms.is_empty() {
        wrapped(out, &format!("{INDENT}Effect: "), &finding.symptoms)?;
    }
    if is_more_than_a_note {
        write_advice(report, finding, out)?;
    }
    finding.comparisons.iter().try_for_each(|comparison| write_comparison(comparison, out))?;
    let places = places(report, &finding.evidence);
    if !places.is_empty() {
        wrapped(out, INDENT, &format!("See {places}."))?;
    }
    if !consequences.is_empty() {
        writeln!(out, "{INDENT}And because of it:")?;
    }
    for consequence in consequences.iter().take(CONSEQUENCES) {
        let label = format!("{INDENT}  {:<8} {}  ", severity(consequence.severity), consequence.check);
        wrapped(out, &label, &consequence.title)?;
    }
    match consequences.len().saturating_sub(CONSEQUENCES) {
        0 => Ok(()),
        more => writeln!(out, "{INDENT}  and {more} more"),
    }
}

/// What to do: the plan, which stands below with its steps, and the advice beside it.
fn write_advice(report: &Report, finding: &Finding, out: &mut impl Write) -> fmt::Result {
    let plan = Key::parse(&finding.remedy).map(|key| report.plans.iter().find(|plan| plan.key == key.name()));
    let advice = match plan {
        Some(Some(plan)) => format!("Plan {} below ({}). {}", plan.key, plan.title, finding.advice),
        Some(None) => format!("Plan {}. {}", finding.remedy, finding.advice),
        None => finding.advice.clone(),
    };
    wrapped(out, &format!("{INDENT}Do: "), &advice)
}

/// The values of one thing, one below the other and aligned.
fn write_comparison(comparison: &Comparison, out: &mut impl Write) -> fmt::Result {
    writeln!(out, "{INDENT}{}:", comparison.what)?;
    let longest = comparison.sides.iter().map(|side| side.place.chars().count()).max().unwrap_or(0);
    let width = longest.min(PLACE);
    for side in &comparison.sides {
        if side.place.chars().count() > width {
            wrapped(out, &format!("{INDENT}  "), &side.place)?;
            wrapped(out, &format!("{INDENT}  {:width$}  ", ""), &side.value)?;
        } else {
            wrapped(out, &format!("{INDENT}  {:<width$}  ", side.place), &side.value)?;
        }
    }
    Ok(())
}

/// Records and bytes of one input that a finding names in text; the report as data has all of them.
const PLACES: usize = 8;

/// "ITLFile.tlv, record 3, record 5; CTLFile.tlv, byte 150": the places of each input together.
fn places(report: &Report, evidence: &[Evidence]) -> String {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for one in evidence {
        let place = match (one.input.and_then(|id| report.input(id)), &one.certificate) {
            (Some(input), _) => input.name.clone(),
            (None, Some(sha256)) => format!("certificate {sha256}"),
            (None, None) => continue,
        };
        let record = one.record.map(|record| format!("record {record}"));
        let byte = one.offset.map(|offset| format!("byte {offset}"));
        let parts = record.into_iter().chain(byte);
        match groups.iter_mut().find(|(group, _)| *group == place) {
            Some((_, known)) => known.extend(parts),
            None => groups.push((place, parts.collect())),
        }
    }
    let shown = groups.into_iter().map(|(place, mut parts)| {
        parts.dedup();
        let more = parts.len().saturating_sub(PLACES);
        if more > 1 {
            parts.truncate(PLACES);
            parts.push(format!("and {more} more"));
        }
        parts.insert(0, place);
        parts.join(", ")
    });
    shown.collect::<Vec<_>>().join("; ")
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "CRITICAL",
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "note",
    }
}
