//! `trustlens lab faults`

use crate::arguments::lab::{Faults, FaultsFormat};
use serde_json::{Value, json};
use std::fmt::Write as _;
use trustlens_core::lab::faults::{Fault, all, find};
use trustlens_core::report::text;
use trustlens_core::text::listed;

/// Lists the faults, or explains one.
pub(super) fn run(options: &Faults) -> Result<String, String> {
    let fault = options.name.as_deref().map(named).transpose()?;
    Ok(match (options.format, fault) {
        (FaultsFormat::Text, None) => list(),
        (FaultsFormat::Text, Some(fault)) => explain(fault),
        (FaultsFormat::Json, None) => pretty(&all().map(data).collect())?,
        (FaultsFormat::Json, Some(fault)) => pretty(&data(fault))?,
    })
}

/// The fault with a name, or what to say where there is none.
fn named(name: &str) -> Result<&'static Fault, String> {
    find(name).ok_or_else(|| {
        let of_check: Vec<&str> =
            all().filter(|fault| fault.check.eq_ignore_ascii_case(name)).map(|fault| fault.name).collect();
        let near = match of_check.as_slice() {
            [] => all().map(|fault| fault.name).filter(|own| shares_words(own, name)).collect(),
            _ => of_check,
        };
        let near = if near.is_empty() { String::new() } else { format!("; near to it are {}", listed(&near)) };
        format!("there is no fault {name:?}{near}; \"trustlens lab faults\" lists them")
    })
}

/// Whether two names have most of the words of the shorter one in common.
fn shares_words(own: &str, other: &str) -> bool {
    let words: Vec<&str> = other.split(['-', ' ', '_']).filter(|word| word.len() > 2).collect();
    let common = words.iter().filter(|word| own.split('-').any(|own| own.eq_ignore_ascii_case(word))).count();
    common > 0 && 2 * common >= words.len()
}

/// Every fault in a line.
fn list() -> String {
    let width = all().map(|fault| fault.name.len()).max().unwrap_or_default();
    let mut text = String::new();
    for fault in all() {
        // Writing into a String does not fail.
        let _ = writeln!(text, "{:<8} {:<width$}  {}", fault.check, fault.name, fault.title);
    }
    text
}

/// Everything that is known of a fault.
fn explain(fault: &Fault) -> String {
    let mut text = format!("{}  {}\n\n", fault.name, fault.title);
    let mut fact = |label: &str, value: &str| {
        let _ = text::wrapped(&mut text, &format!("{label:<10}"), value);
    };
    let own = format!("{}; \"trustlens checks {}\" explains it", fault.check, fault.check);
    fact("Check:", &own);
    if !fault.brings.is_empty() {
        fact("Brings:", &listed(fault.brings));
    }
    if !fault.needs.is_empty() {
        fact("Needs:", &listed(&fault.needs.iter().map(ToString::to_string).collect::<Vec<_>>()));
    }
    text += "\nWhat was done, and who feels it\n";
    let _ = text::wrapped(&mut text, "", fault.about);
    let _ = writeln!(text, "\nMake it: trustlens lab new --fault {} --output FOLDER", fault.name);
    text
}

fn data(fault: &'static Fault) -> Value {
    let needs: Vec<String> = fault.needs.iter().map(ToString::to_string).collect();
    json!({
        "name": fault.name,
        "check": fault.check,
        "title": fault.title,
        "about": fault.about,
        "needs": needs,
        "brings": fault.brings,
    })
}

fn pretty(value: &Value) -> Result<String, String> {
    serde_json::to_string_pretty(value).map(|text| text + "\n").map_err(|error| error.to_string())
}
