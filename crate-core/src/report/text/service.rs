//! Services as text: a short table of those of which the case has anything.

use super::super::model::{Report, Service, ServiceState};
use super::wrapped;
use std::fmt::{self, Write};

/// Writes the services of a report that rest on something in the case: state, name, and a sentence.
///
/// # Errors
/// When `out` cannot be written to; a `String` always can.
pub fn write(report: &Report, out: &mut impl Write) -> fmt::Result {
    let is_there = |service: &&Service| service.state != ServiceState::NotInCase;
    if !report.services.iter().any(|service| is_there(&service)) {
        return Ok(());
    }
    writeln!(out, "\nSERVICES")?;
    for service in report.services.iter().filter(is_there) {
        let label = format!("  {:<8} ", state(service.state));
        wrapped(out, &label, &format!("{}. {}", service.name, service.summary))?;
        if service.state == ServiceState::Broken {
            wrapped(out, "           Stops: ", &service.stops)?;
        }
    }
    Ok(())
}

fn state(state: ServiceState) -> &'static str {
    match state {
        ServiceState::Sound => "sound",
        ServiceState::NotInCase => "unknown",
        ServiceState::Expiring => "EXPIRING",
        ServiceState::Broken => "BROKEN",
    }
}
