//! `trustlens checks`

use crate::arguments::Checks;
use std::io::{self, Write};
use trustlens_core::checks::{Check, all, find};
use trustlens_core::report::Severity;

/// Lists the checks, or explains one.
pub(crate) fn run(options: &Checks) -> Result<(), String> {
    let text = match &options.id {
        None => {
            let line = |check: &Check| format!("{:<8} {:<8}  {}\n", check.id, severity(check.severity), check.title);
            all().map(line).collect::<Vec<_>>().concat()
        }
        Some(id) => {
            let check = find(id).ok_or_else(|| format!("there is no check {id:?}; \"trustlens checks\" lists them"))?;
            explain(check)
        }
    };
    // A reader that has seen enough and closes the pipe is no failure.
    let _ = io::stdout().lock().write_all(text.as_bytes());
    Ok(())
}

fn explain(check: &Check) -> String {
    format!(
        "{}  {}\n\nSeverity: {}\nSince:    {}\n\nWhat it means\n{}\n\nWhat to do\n{}\n\nSource\n{}\n",
        check.id,
        check.title,
        severity(check.severity),
        check.since,
        check.meaning,
        check.remedy,
        check.source
    )
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
