//! Checks that could not be decided, as text: what each would need, and how to say it.

use super::super::model::Report;
use super::wrapped;
use crate::checks::Fact;
use crate::text::listed;
use std::fmt::{self, Write};

/// The option of the command that says a fact.
fn option(fact: Fact) -> &'static str {
    match fact {
        Fact::Release => "--release",
        Fact::Mode => "--mode",
        Fact::Nodes => "--nodes",
        Fact::PhonesWithoutSecurityByDefault => "--phones-without-sbd",
        Fact::Backup => "--backup",
    }
}

/// Writes what was left open.
pub(super) fn write(report: &Report, out: &mut impl Write) -> fmt::Result {
    if report.undecided.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nNOT DECIDED")?;
    for undecided in &report.undecided {
        let label = format!("  {:<8} ", undecided.check);
        wrapped(out, &label, &format!("{}: needs {}.", undecided.title, listed(&undecided.needs)))?;
    }
    let facts = Fact::ALL
        .into_iter()
        .filter(|fact| report.undecided.iter().any(|undecided| undecided.needs.iter().any(|need| need == fact.name())));
    let options: Vec<&str> = facts.map(option).collect();
    wrapped(out, "           ", &format!("Say what is needed with {}.", listed(&options)))
}
