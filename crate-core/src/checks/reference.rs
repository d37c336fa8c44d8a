//! The catalogue of checks for readers: as data, and as the table of `docs/checks.md`.

use super::{Check, FAMILIES, Fact};
use crate::case::Releases;
use crate::plan::{self, Key, Situation};
use crate::report::{ClusterMode, Plan, Severity};
use crate::text::listed;
use serde::Serialize;
use std::fmt::Write;

/// Everything that is said of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The stable id: `SIG-01`.
    pub id: &'static str,
    /// How bad a finding is, unless the finding says otherwise.
    pub severity: Severity,
    /// The rule in a few words.
    pub title: &'static str,
    /// What it looks at and why that matters.
    pub meaning: &'static str,
    /// Who feels it, and how; empty where a finding has no symptom by itself.
    pub symptoms: &'static str,
    /// The plan that mends it, where one does.
    pub plan: Option<PlanName>,
    /// What to do, in a sentence or two.
    pub remedy: &'static str,
    /// What the case must hold for it.
    pub needs: &'static str,
    /// Facts of the cluster without which it cannot be decided.
    pub wants: Vec<&'static str>,
    /// Where the rule comes from.
    pub source: &'static str,
    /// The version of Trustlens that brought it.
    pub since: &'static str,
}

/// A plan by its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanName {
    /// The key: `P-CAPF`.
    pub key: &'static str,
    /// What it does.
    pub title: String,
}

impl Entry {
    /// What is said of a check.
    #[must_use]
    pub fn of(check: &Check) -> Self {
        Self {
            id: check.id,
            severity: check.severity,
            title: check.title,
            meaning: check.meaning,
            symptoms: check.symptoms,
            plan: check.plan.map(|key| PlanName { key: key.name(), title: general_plan(key).title }),
            remedy: check.remedy,
            needs: check.needs,
            wants: check.wants.iter().copied().map(Fact::name).collect(),
            source: check.source,
            since: check.since,
        }
    }
}

/// A plan for a cluster of which nothing is known: every step stands in it, with its condition.
#[must_use]
pub fn general_plan(key: Key) -> Plan {
    let situation = Situation {
        releases: Releases::ANY,
        mode: ClusterMode::Unknown,
        nodes: &[],
        all_nodes_known: false,
        signed_by_token: None,
        tomcat_is_callmanager: None,
        phones_without_security_by_default: None,
        renewed: false,
    };
    plan::make(key, &situation)
}

/// The word for a severity.
#[must_use]
pub fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// The table of all checks in Markdown, which is `docs/checks.md`.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::from(
        "# Checks\n\nEvery rule that a case is held against. `make docs` writes this table from the code; a test compares them. \
         `trustlens checks ID` explains a check in full.\n\n\
         *Needs* is what the case must hold. *Facts* are those of the cluster without which the check is not decided: they are told from the case \
         as far as it goes, else somebody has to say them. Findings may be less severe than their check where the matter is.\n",
    );
    for family in FAMILIES.iter().filter(|family| !family.checks.is_empty()) {
        // Writing into a String does not fail.
        let _ = write!(
            text,
            "\n## {}: {}\n\n| Check | Severity | What it says | Needs | Facts | Plan | Source |\n|---|---|---|---|---|---|---|\n",
            family.prefix, family.question
        );
        for check in family.checks {
            let wants: Vec<&str> = check.wants.iter().copied().map(Fact::name).collect();
            let cells = [
                check.id,
                severity_name(check.severity),
                check.title,
                check.needs,
                &listed(&wants),
                check.plan.map_or("", Key::name),
                check.source,
            ];
            let cells = cells.map(|cell| cell.replace('|', "\\|"));
            let _ = writeln!(text, "| {} |", cells.join(" | "));
        }
    }
    // An empty cell is two blanks; one is enough.
    text.replace("|  |", "| |").replace("|  |", "| |")
}

/// Checks whose ids are near to one that does not exist, the nearest first.
#[must_use]
pub fn near(id: &str) -> Vec<&'static str> {
    /// Letters that may differ.
    const MOST: usize = 2;
    /// Ids that are told.
    const TOLD: usize = 4;
    let wanted: Vec<char> = id.chars().take(12).map(|letter| letter.to_ascii_uppercase()).collect();
    let mut near: Vec<(usize, &str)> =
        super::all().map(|check| (distance(&wanted, check.id), check.id)).filter(|(far, _)| *far <= MOST).collect();
    near.sort_by_key(|(far, _)| *far);
    near.into_iter().take(TOLD).map(|(_, id)| id).collect()
}

/// How many letters have to be put in, left out or changed to make one of the other (Levenshtein).
fn distance(one: &[char], other: &str) -> usize {
    let mut above: Vec<usize> = (0..=one.len()).collect();
    for (row, letter) in (1..).zip(other.chars()) {
        let mut line = vec![row];
        let mut left = row;
        for ((known, before), over) in one.iter().zip(&above).zip(above.iter().skip(1)) {
            left = (before + usize::from(*known != letter)).min(over + 1).min(left + 1);
            line.push(left);
        }
        above = line;
    }
    above.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_are_nearly_right_are_told() {
        assert_eq!(distance(&['k', 'i', 't', 't', 'e', 'n'], "sitting"), 3);
        assert_eq!(near("SIG01").first(), Some(&"SIG-01"));
        assert_eq!(near("sig-1").first(), Some(&"SIG-01"));
        assert!(near("nonsense").is_empty());
    }
}
