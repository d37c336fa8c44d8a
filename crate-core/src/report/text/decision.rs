//! Starts of phones as text, to be followed line by line, and as well by ear: what comes of it, then every question on the way with its answer.

use super::super::model::{Boot, Decision, DecisionStep, Verdict};
use super::wrapped;
use crate::plan::Key;
use std::fmt::{self, Write};

/// Writes starts of phones, one below the other.
///
/// # Errors
/// When `out` cannot be written to; a `String` always can.
pub fn write(starts: &[Boot], out: &mut impl Write) -> fmt::Result {
    if starts.is_empty() {
        return wrapped(out, "", Boot::NONE);
    }
    for (place, start) in starts.iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        write_start(start, out)?;
    }
    Ok(())
}

/// The starts as one text.
#[must_use]
pub fn render(starts: &[Boot]) -> String {
    let mut text = String::new();
    // Writing into a String does not fail.
    let _ = write(starts, &mut text);
    text
}

fn write_start(start: &Boot, out: &mut impl Write) -> fmt::Result {
    wrapped(out, "", &start.phone)?;
    wrapped(out, &format!("  {:<9} ", verdict(start.verdict)), &start.outcome)?;
    for decision in &start.decisions {
        writeln!(out)?;
        write_decision(decision, out)?;
    }
    if start.advice.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    let plan = Key::parse(&start.remedy).map(|key| format!("Plan {}. ", key.name())).unwrap_or_default();
    wrapped(out, "  Do: ", &format!("{plan}{}", start.advice))
}

fn write_decision(decision: &Decision, out: &mut impl Write) -> fmt::Result {
    wrapped(out, "  ", &format!("{} {}", decision.headline(), decision.outcome))?;
    for (number, step) in (1..).zip(&decision.path) {
        write_step(number, step, out)?;
    }
    decision.missing().map_or(Ok(()), |missing| wrapped(out, "      ", &missing))
}

fn write_step(number: usize, step: &DecisionStep, out: &mut impl Write) -> fmt::Result {
    wrapped(out, &format!("  {number:>2}. "), &step.question)?;
    wrapped(out, "      ", &step.answer())?;
    if let Some(turn) = step.turn() {
        wrapped(out, "      ", &turn)?;
    }
    wrapped(out, "      ", &step.reference())
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => "ACCEPTED",
        Verdict::NotAsked => "NOT ASKED",
        Verdict::Open => "OPEN",
        Verdict::Refused => "REFUSED",
    }
}
