//! What a list should hold, against what it holds, in the report as text.

use super::super::model::{Expectation, ExpectedEntry, Standing};
use super::wrapped;
use crate::text::{columns, listed_briefly};
use std::fmt::{self, Write};

/// Columns that the owners of certificates take at most before what follows them moves to the right.
const WIDEST: usize = 48;

/// Writes one expectation as a table: how each entry stands, its role, whose it is, and the records and the check that belong to it.
///
/// # Errors
/// When `out` cannot be written to; a `String` always can.
pub fn write(expectation: &Expectation, out: &mut impl Write) -> fmt::Result {
    wrapped(out, "  expected   ", &expectation.basis)?;
    let width = expectation.entries.iter().map(|entry| columns(&entry.whose)).filter(|width| *width <= WIDEST).max();
    for entry in &expectation.entries {
        write_entry(entry, width.unwrap_or(0), out)?;
    }
    expectation.lacking.iter().try_for_each(|lacking| wrapped(out, "  not sure   ", lacking))
}

fn write_entry(entry: &ExpectedEntry, width: usize, out: &mut impl Write) -> fmt::Result {
    let mut facts = Vec::new();
    if !entry.records.is_empty() {
        let numbers: Vec<String> = entry.records.iter().map(ToString::to_string).collect();
        let noun = if numbers.len() == 1 { "record" } else { "records" };
        facts.push(format!("{noun} {}", listed_briefly(&numbers)));
    }
    facts.extend(entry.check.clone());
    let padding = " ".repeat(width.saturating_sub(columns(&entry.whose)));
    let line =
        format!("  {:<10} {:<10} {}{padding}  {}", mark(entry.standing), entry.role, entry.whose, facts.join(", "));
    writeln!(out, "{}", line.trim_end())?;
    if entry.standing == Standing::Present {
        return Ok(());
    }
    wrapped(out, "                        ", &entry.why)
}

/// A word for how an entry stands; what has to be mended stands out.
fn mark(standing: Standing) -> &'static str {
    match standing {
        Standing::Present => "there",
        Standing::Missing => "MISSING",
        Standing::Tolerated => "tolerated",
        Standing::Stale => "STALE",
        Standing::Unexpected => "EXTRA",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_with_a_hole() {
        let entry = |whose: &str, standing, records: &[usize], check: Option<&str>| ExpectedEntry {
            role: "TVS".to_owned(),
            whose: whose.to_owned(),
            node: None,
            standing,
            records: records.to_vec(),
            check: check.map(str::to_owned),
            why: "Phones ask it.".to_owned(),
        };
        let expectation = Expectation {
            input: 0,
            basis: "ITL of cucm-pub, release 12.5".to_owned(),
            entries: vec![
                entry("TVS of cucm-pub", Standing::Present, &[4], None),
                entry("TVS of cucm-sub10", Standing::Missing, &[], Some("ITL-03")),
            ],
            lacking: vec!["Give the nodes.".to_owned()],
        };
        let mut text = String::new();
        write(&expectation, &mut text).unwrap();
        assert_eq!(
            text,
            "  expected   ITL of cucm-pub, release 12.5\n  \
               there      TVS        TVS of cucm-pub    record 4\n  \
               MISSING    TVS        TVS of cucm-sub10  ITL-03\n                        \
                                    Phones ask it.\n  \
               not sure   Give the nodes.\n"
        );
    }
}
