//! `trustlens checks`

use crate::arguments::{Checks, ReferenceFormat};
use crate::now;
use std::fmt::Write as _;
use std::io::{self, Write};
use trustlens_core::checks::reference::{self, Entry, severity_name};
use trustlens_core::checks::{Check, FAMILIES, all, find};
use trustlens_core::report::{Tool, checklist, text};
use trustlens_core::text::listed;

/// Lists the checks, or explains one.
pub(crate) fn run(options: &Checks) -> Result<(), String> {
    let check = options.id.as_deref().map(named).transpose()?;
    let text = match (options.format, check) {
        (ReferenceFormat::Text, None) => list(),
        (ReferenceFormat::Text, Some(check)) => explain(check, options.plan),
        (ReferenceFormat::Json, None) => json(serde_json::to_string_pretty(&all().map(Entry::of).collect::<Vec<_>>()))?,
        (ReferenceFormat::Json, Some(check)) => json(serde_json::to_string_pretty(&Entry::of(check)))?,
        (ReferenceFormat::Markdown, None) => reference::markdown(),
        (ReferenceFormat::Markdown, Some(check)) => {
            match check.plan.filter(|_| options.plan) {
                Some(key) => checklist::of_plan(&reference::general_plan(key), &Tool::this(), now()),
                None if options.plan => return Err(format!("no plan belongs to {}", check.id)),
                None => {
                    return Err("--format markdown is the table of all checks, and with --plan the plan of one as a checklist; \
                            leave the check out, or add --plan"
                    .to_owned());
                }
            }
        }
    };
    // A reader that has seen enough and closes the pipe is no failure.
    let _ = io::stdout().lock().write_all(text.as_bytes());
    Ok(())
}

/// The check with an id, or what to say where there is none.
fn named(id: &str) -> Result<&'static Check, String> {
    find(id).ok_or_else(|| {
        let near = reference::near(id);
        let near = if near.is_empty() { String::new() } else { format!("; near to it are {}", listed(&near)) };
        format!("there is no check {id:?}{near}; \"trustlens checks\" lists them")
    })
}

fn json(written: serde_json::Result<String>) -> Result<String, String> {
    written.map(|text| text + "\n").map_err(|error| error.to_string())
}

/// Every check in a line, by families.
fn list() -> String {
    let mut text = String::new();
    for family in FAMILIES.iter().filter(|family| !family.checks.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(family.question);
        text.push('\n');
        for check in family.checks {
            // Writing into a String does not fail.
            let _ = writeln!(text, "{:<8} {:<8}  {}", check.id, severity_name(check.severity), check.title);
        }
    }
    text
}

/// Everything that is known of a check.
fn explain(check: &Check, with_plan: bool) -> String {
    let entry = Entry::of(check);
    let mut text = format!("{}  {}\n\n", entry.id, entry.title);
    let mut fact = |label: &str, value: &str| {
        let _ = text::wrapped(&mut text, &format!("{label:<10}"), value);
    };
    fact("Severity:", severity_name(entry.severity));
    fact("Needs:", entry.needs);
    if !entry.wants.is_empty() {
        fact("Facts:", &format!("{}, given or told from the case", listed(&entry.wants)));
    }
    fact("Since:", entry.since);
    let mut part = |heading: &str, paragraph: &str| {
        let _ = writeln!(text, "\n{heading}");
        let _ = text::wrapped(&mut text, "", paragraph);
    };
    part("What it means", entry.meaning);
    if !entry.symptoms.is_empty() {
        part("Who feels it, and how", entry.symptoms);
    }
    let remedy = match &entry.plan {
        Some(plan) => format!("{} Plan {}: {}.", entry.remedy, plan.key, plan.title),
        None => entry.remedy.to_owned(),
    };
    part("What to do", &remedy);
    part("Source", entry.source);
    match check.plan {
        Some(key) if with_plan => {
            // Writing into a String does not fail.
            let _ = text::plan::write(&reference::general_plan(key), &mut text);
        }
        Some(_) => text += "\nThe steps of the plan are printed with --plan.\n",
        None if with_plan => text += "\nNo plan belongs to it.\n",
        None => {}
    }
    text
}
