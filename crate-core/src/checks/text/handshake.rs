//! TXT-02

use super::super::{Check, Observations};
use super::lines::{Lines, any_log, is_bad, is_certain, logs};
use crate::case::evaluation::Evaluation;
use crate::plan::Key;
use crate::report::{LogLine, Severity};

/// Alerts by which a side says that it does not take the certificate.
const REFUSALS: [&str; 6] = [
    "unknown ca",
    "bad certificate",
    "certificate expired",
    "certificate revoked",
    "certificate unknown",
    "unsupported certificate",
];

pub(in crate::checks) static CHECK: Check = Check {
    id: "TXT-02",
    severity: Severity::Error,
    title: "TLS handshakes are not refused",
    meaning: "\"unknown CA\" from the far side means that it does not know who issued the phone's certificate: mostly an LSC of another cluster, or of a \
              CAPF whose certificate was deleted before all phones had new LSCs. Where the log shows only that a handshake failed, or that a certificate is in no \
              list, it is a warning: the phone may have succeeded afterwards, or by TVS.",
    symptoms: "The phone does not register over TLS: it stays at \"Registering\", or falls back to the next server and fails there as well.",
    plan: Some(Key::Capf),
    remedy: "Keep every CAPF certificate in CallManager-trust and CAPF-trust until all LSCs are issued anew; for a phone from another cluster register it without \
             security, delete its LSC, install a new one, then set the secure profile again.",
    source: "Cisco docs 200860, 215014 and 118699",
    since: "0.1",
    needs: "a log of a phone or server",
    wants: &[],
    applies: any_log,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for (input, log) in logs(evaluation) {
        let Some(lines) = Lines::of(input, log, CHECK.id, is_bad) else { continue };
        let is_refused = lines.lines.iter().any(|line| is_certain(line) && refuses(line));
        let (severity, title) = if is_refused {
            (Severity::Error, "a certificate was refused")
        } else {
            (Severity::Warning, "a TLS handshake did not succeed at once")
        };
        observations.say_as(severity, format!("{}: {title}", lines.name()), lines.spelled_out(), lines.evidence());
    }
}

/// Whether a side said that it does not take the certificate.
fn refuses(line: &LogLine) -> bool {
    line.values.iter().any(|value| match value.name.as_str() {
        "alert name" => REFUSALS.contains(&value.value.as_str()),
        name => name == "refusal",
    })
}
