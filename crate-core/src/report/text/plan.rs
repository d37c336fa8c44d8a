//! Plans as text: numbered steps, and every command on a line of its own, so that it can be copied.

use super::super::model::{Plan, Step};
use super::wrapped;
use std::fmt::{self, Write};

/// Writes a plan.
///
/// # Errors
/// When `out` cannot be written to; a `String` always can.
pub fn write(plan: &Plan, out: &mut impl Write) -> fmt::Result {
    write_between(plan, out, &mut |_, _| Ok(()))
}

/// Writes a plan, and lets `after` write something behind each of its steps, which are counted from 1.
///
/// # Errors
/// When `out` cannot be written to; a `String` always can.
pub(super) fn write_between<W: Write>(
    plan: &Plan,
    out: &mut W,
    after: &mut dyn FnMut(usize, &mut W) -> fmt::Result,
) -> fmt::Result {
    writeln!(out, "\n{}  {}", plan.key, plan.title)?;
    wrapped(out, "  ", &plan.basis)?;
    wrapped(out, "  Affected: ", &plan.affected)?;
    writeln!(out, "\n  BEFORE THE FIRST STEP, SEE THAT")?;
    plan.before.iter().try_for_each(|step| write_step("  [ ] ", step, out))?;
    writeln!(out, "\n  STEPS")?;
    for (number, step) in (1_usize..).zip(&plan.steps) {
        write_step(&format!("  {number:>2}. "), step, out)?;
        after(number, out)?;
    }
    writeln!(out, "\n  IT HAS WORKED WHEN")?;
    plan.verify.iter().try_for_each(|step| write_step("  [ ] ", step, out))?;
    writeln!(out)?;
    wrapped(out, "  The way back: ", &plan.way_back)?;
    writeln!(out, "\n  WHAT NOT TO DO NEXT")?;
    plan.not_next.iter().try_for_each(|sentence| wrapped(out, "  -   ", sentence))?;
    writeln!(out)?;
    wrapped(out, "  Source: ", &plan.source)
}

fn write_step(label: &str, step: &Step, out: &mut impl Write) -> fmt::Result {
    wrapped(out, label, &step.action)?;
    if !step.place.is_empty() {
        wrapped(out, "      on:   ", &step.place)?;
    }
    for command in &step.commands {
        writeln!(out, "          {command}")?;
    }
    match &step.wait {
        Some(wait) => wrapped(out, "      wait: ", wait),
        None => Ok(()),
    }
}
