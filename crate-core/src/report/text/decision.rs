//! Starts of phones as text, to be followed line by line, and as well by ear: what comes of it, then every question on the way with its answer.

use super::super::model::{Boot, Decision, DecisionStep, OfferKind, Verdict};
use super::wrapped;
use crate::plan::Key;
use std::fmt::{self, Write};

/// Writes starts of phones, one below the other.
///
/// # Errors
/// When `out` cannot be written to; a `String` always can.
pub fn write(starts: &[Boot], out: &mut impl Write) -> fmt::Result {
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
    if start.decisions.is_empty() {
        wrapped(out, "            ", NOTHING_OFFERED)?;
    }
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

/// What is said where a phone is offered nothing.
pub const NOTHING_OFFERED: &str = "Nothing is offered that it does not hold already.";

fn write_decision(decision: &Decision, out: &mut impl Write) -> fmt::Result {
    wrapped(out, "  ", &format!("{} {}", headline(decision), decision.outcome))?;
    for (number, step) in (1..).zip(&decision.path) {
        write_step(number, step, out)?;
    }
    if decision.needs.is_empty() {
        return Ok(());
    }
    wrapped(out, "      Missing: ", &format!("{}.", decision.needs.join("; ")))
}

/// What is offered, and what comes of it: "ITLFile.tlv (ITL): refused."
#[must_use]
pub fn headline(decision: &Decision) -> String {
    format!("{} ({}): {}.", decision.offered, kind(decision.kind), decision.verdict.name())
}

/// What kind of thing is offered.
#[must_use]
pub fn kind(kind: OfferKind) -> &'static str {
    match kind {
        OfferKind::Ctl => "CTL",
        OfferKind::Itl => "ITL",
        OfferKind::SignedFile => "signed file",
    }
}

fn write_step(number: usize, step: &DecisionStep, out: &mut impl Write) -> fmt::Result {
    wrapped(out, &format!("  {number:>2}. "), &step.question)?;
    wrapped(out, "      ", &format!("{}. {}", answer(step), step.because))?;
    wrapped(out, "      Then: ", &sentence(&step.then))?;
    wrapped(out, "      ", &format!("({}. {})", step.rule, step.source))
}

/// The answer with a capital: "Yes", "No", "Not known".
#[must_use]
pub fn answer(step: &DecisionStep) -> String {
    let mut word = step.reply.name().to_owned();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

/// Words with a full stop at their end.
fn sentence(words: &str) -> String {
    if words.ends_with('.') { words.to_owned() } else { format!("{words}.") }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => "ACCEPTED",
        Verdict::NotAsked => "NOT ASKED",
        Verdict::Open => "OPEN",
        Verdict::Refused => "REFUSED",
    }
}
