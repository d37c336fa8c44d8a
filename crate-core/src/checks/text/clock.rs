//! TXT-10

use super::super::{Check, Observations};
use super::lines::{any_log, at, logs};
use crate::case::evaluation::{Evaluation, JudgedCertificate};
use crate::case::held_list::lists_with_hash;
use crate::case::input::Input;
use crate::report::{ClockDifference, Evidence, Log, LogMoment, Severity};
use crate::text::with_commas;

/// Seconds that a clock may be off: a day. Zones and slow clocks stay below it.
const TOLERATED: i64 = 86_400;

pub(in crate::checks) static CHECK: Check = Check {
    id: "TXT-10",
    severity: Severity::Warning,
    title: "The clock of the device is right",
    meaning: "A phone takes its time from CUCM or NTP. With a clock that was not set, or that is days off, certificates are not valid yet or have expired for \
              it, and TLS fails. Compared are the times of the log with those that servers state in it, and with the certificates of the list that the phone holds.",
    symptoms: "The phone takes sound certificates for expired, or not valid yet, and refuses TLS.",
    plan: None,
    remedy: "Check the date and time group and the NTP reference of the phone's device pool, and the publisher's clock with \"utils ntp status\".",
    source: "RFC 5280 section 4.1.2.5; RFC 3261 section 20.17",
    since: "0.1",
    needs: "a log of a phone or server",
    wants: &[],
    applies: any_log,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for (input, log) in logs(evaluation) {
        if let Some(difference) =
            log.clock.difference.as_ref().filter(|found| found.seconds.saturating_abs() > TOLERATED)
        {
            say_difference(input, difference, observations);
        }
        if let Some(unset) = &log.clock.unset {
            say_unset(input, log, unset, observations);
        }
        say_too_early(evaluation, input, log, observations);
    }
}

fn say_difference(input: &Input, difference: &ClockDifference, observations: &mut Observations) {
    let days = difference.seconds.unsigned_abs() / TOLERATED.unsigned_abs();
    let direction = if difference.seconds > 0 { "behind" } else { "ahead of" };
    let days = if days == 1 { "1 day".to_owned() } else { format!("{} days", with_commas(days)) };
    let detail = format!(
        "In line {} a server states {}, while the device writes {}: its clock is {days} {direction} the server's. Where it writes no year, the nearest one was taken.",
        with_commas(difference.line),
        difference.server.for_people(),
        difference.device
    );
    let title = format!("{}: the clock of the device is {days} off", input.short_name());
    observations.say(title, detail, vec![at(input, difference.offset)]);
}

/// A clock that starts in 1970 or 2000 is usual until the phone has got the time.
fn say_unset(input: &Input, log: &Log, unset: &LogMoment, observations: &mut Observations) {
    let line = with_commas(unset.line);
    let evidence = vec![at(input, unset.offset)];
    if log.clock.last.is_some() {
        let detail = format!(
            "Line {line} is dated {}; later lines have the right time. That is usual until a phone has got the time from its server.",
            unset.time
        );
        let title = format!("{}: the clock was set in the course of the log", input.short_name());
        observations.say_as(Severity::Info, title, detail, evidence);
    } else {
        let detail = format!(
            "Line {line} is dated {}, and no line has a later year: no certificate is valid yet by this clock.",
            unset.time
        );
        observations.say(format!("{}: the clock of the device was not set", input.short_name()), detail, evidence);
    }
}

/// A phone that holds a list cannot have written its log before the list's certificates were made. A log that is merely older than a
/// certificate of the case is none of this.
fn say_too_early(evaluation: &Evaluation<'_>, input: &Input, log: &Log, observations: &mut Observations) {
    let Some(last) = log.clock.last else { return };
    let hashes = log.phones.iter().flat_map(|phone| &phone.lists).filter_map(|held| held.hash.as_deref());
    let held: Vec<usize> = hashes.flat_map(|hash| lists_with_hash(evaluation.inputs, hash)).collect();
    let is_of_held =
        |certificate: &&JudgedCertificate<'_>| certificate.entry.places.iter().any(|place| held.contains(&place.input));
    let newest =
        evaluation.certificates.iter().filter(is_of_held).max_by_key(|found| found.entry.certificate.not_before());
    let Some(newest) = newest else { return };
    let x509 = &newest.entry.certificate;
    if last.plus_days(1) >= x509.not_before() {
        return;
    }
    let detail = format!(
        "The last line with a year is of {}, but the phone holds a list with the certificate of {}, which is valid from {} on: by the clock of the device it \
         is not valid yet.",
        last.for_people(),
        x509.subject().common_name(),
        x509.not_before().for_people()
    );
    let evidence = vec![
        Evidence { input: Some(input.id), ..Evidence::default() },
        Evidence { certificate: Some(newest.entry.sha256.clone()), ..Evidence::default() },
    ];
    observations.say(
        format!("{}: the clock of the device is behind its own trust list", input.short_name()),
        detail,
        evidence,
    );
}
