//! Configuration files of phones as text.

use super::super::model::{Configuration, Report};
use super::wrapped;
use std::fmt::{self, Write};

/// Writes the configuration in an input.
pub(super) fn write_configurations(report: &Report, input: usize, out: &mut impl Write) -> fmt::Result {
    for configuration in report.configurations.iter().filter(|configuration| configuration.input == input) {
        write_configuration(configuration, out)?;
    }
    Ok(())
}

fn write_configuration(configuration: &Configuration, out: &mut impl Write) -> fmt::Result {
    let encrypted = configuration.encrypted.map(|encrypted| {
        if encrypted { "the phone shall fetch an encrypted configuration" } else { "in clear text" }.to_owned()
    });
    let lines = [
        ("  device     ", configuration.device_name.clone()),
        ("  protocol   ", configuration.protocol.clone()),
        ("  security   ", configuration.device_security_mode.clone()),
        ("  transport  ", configuration.transport.clone()),
        ("  firmware   ", configuration.load.clone()),
        ("  members    ", joined(&configuration.call_managers)),
        ("  TVS        ", joined(&configuration.tvs_servers)),
        ("  CAPF       ", joined(&configuration.capf_servers)),
        ("  LSC        ", configuration.capf_authentication.clone()),
        ("  TFTP       ", joined(&configuration.tftp_servers)),
        ("  certHash   ", configuration.certificate_hash.clone()),
        ("  encrypted  ", encrypted),
    ];
    for (label, text) in lines {
        if let Some(text) = text {
            wrapped(out, label, &text)?;
        }
    }
    for note in &configuration.notes {
        wrapped(out, "  note       ", note)?;
    }
    Ok(())
}

fn joined(items: &[String]) -> Option<String> {
    (!items.is_empty()).then(|| items.join("; "))
}
