//! Renewals as text: the next ones, each with the last day on which to begin, and what has ended and stands in the way.

use super::super::model::{Renewal, RenewalStanding, Report};
use super::wrapped;
use crate::text::{count, listed_briefly};
use std::fmt::{self, Write};

/// Renewals that are written; the rest is counted.
const WRITTEN: usize = 12;

/// Writes the next renewals of a report.
pub(super) fn write(report: &Report, out: &mut impl Write) -> fmt::Result {
    if report.renewals.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nRENEWALS")?;
    wrapped(
        out,
        "  ",
        "The last day on which to begin each. The days that a renewal takes are advice of Trustlens, not of Cisco.",
    )?;
    for renewal in report.renewals.iter().take(WRITTEN) {
        let standing = match renewal.standing {
            RenewalStanding::Ended => "ENDED ",
            RenewalStanding::Late => "LATE  ",
            RenewalStanding::Open => "      ",
        };
        let label = format!("  {}  {standing} ", renewal.begin_by.date());
        wrapped(out, &label, &sentence(renewal))?;
        let indent = " ".repeat(label.chars().count());
        for obstacle in &renewal.blocked {
            let first = obstacle.step.advice.as_str();
            let text = format!(
                "Blocked: {} has ended on {}. {} {first}",
                obstacle.name,
                obstacle.ended.date(),
                obstacle.step.why
            );
            wrapped(out, &indent, &text)?;
        }
    }
    let more = report.renewals.len().saturating_sub(WRITTEN);
    if more > 0 {
        writeln!(out, "  and {more} more")?;
    }
    Ok(())
}

/// "CallManager, cucm-pub.example.com: ends on 2030-03-02, 72 days to renew by P-CM, before P-TVS".
fn sentence(renewal: &Renewal) -> String {
    let plan = renewal.plan.as_deref().map_or_else(String::new, |plan| format!(" by {plan}"));
    let then =
        if renewal.then.is_empty() { String::new() } else { format!(", before {}", listed_briefly(&renewal.then)) };
    let days = count(usize::try_from(renewal.lead_days).unwrap_or_default(), "day");
    format!("{}, {}: ends on {}, takes {days}{plan}{then}", renewal.identity.name(), renewal.name, renewal.ends.date())
}
