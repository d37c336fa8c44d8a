//! Renewals as a calendar: iCalendar text (RFC 5545) for the calendar of whoever has to do them.
//!
//! Two events for each renewal, both for a whole day and without claiming that anybody is busy: the end, and the last day on which to begin, with an
//! alarm a week before. An event keeps its UID as long as its certificate is the same, so a calendar that reads the file again moves the event
//! and adds none. Nothing of persons is in it but what names in certificates say.

use super::model::{FailingStep, Renewal, RenewalStanding};
use crate::crypto::HashAlgorithm;
use crate::report::Identity;
use crate::text::{count, hex, listed_briefly};
use crate::timestamp::Timestamp;

/// Octets in a line, without its end (RFC 5545, section 3.1).
const LINE: usize = 75;

/// How long before the last day on which to begin the alarm goes off: seven days (RFC 5545, section 3.3.6).
const ALARM: &str = "-P7D";

/// What the file is usually called.
pub const FILE_NAME: &str = "trustlens-renewals.ics";

/// The calendar of some renewals; `made` is the date that they were judged by. Lines end with CR and LF.
#[must_use]
pub fn render(renewals: &[Renewal], made: Timestamp) -> String {
    let mut calendar = Calendar::default();
    calendar.line("BEGIN:VCALENDAR");
    calendar.line("VERSION:2.0");
    calendar.line(concat!("PRODID:-//Trustlens//Trustlens ", env!("CARGO_PKG_VERSION"), "//EN"));
    calendar.line("CALSCALE:GREGORIAN");
    calendar.text("X-WR-CALNAME", "Certificate renewals");
    for renewal in renewals {
        calendar.event(&Event {
            uid: format!("{}-ends", id(renewal)),
            made,
            day: renewal.ends,
            summary: format!("Ends: {}", what(renewal)),
            description: about_the_end(renewal),
            alarm: None,
        });
        // It is too late to begin what has ended: that is to be done now.
        if renewal.standing != RenewalStanding::Ended {
            calendar.event(&Event {
                uid: format!("{}-begin", id(renewal)),
                made,
                day: renewal.begin_by,
                summary: format!("Last day to begin: {}", task(renewal)),
                description: about_the_beginning(renewal),
                alarm: Some(format!("In a week, at the latest, begin: {}", task(renewal))),
            });
        }
    }
    calendar.line("END:VCALENDAR");
    calendar.0
}

/// An event that takes a day.
struct Event {
    uid: String,
    made: Timestamp,
    day: Timestamp,
    summary: String,
    description: String,
    alarm: Option<String>,
}

/// The text of a calendar as far as it is written.
#[derive(Default)]
struct Calendar(String);

impl Calendar {
    fn event(&mut self, event: &Event) {
        self.line("BEGIN:VEVENT");
        self.text("UID", &event.uid);
        self.line(&format!("DTSTAMP:{}", event.made.to_string().replace(['-', ':'], "")));
        self.line(&format!("DTSTART;VALUE=DATE:{}", event.day.date().replace('-', "")));
        self.text("SUMMARY", &event.summary);
        self.text("DESCRIPTION", &event.description);
        self.text("CATEGORIES", "Certificates");
        self.line("TRANSP:TRANSPARENT");
        if let Some(alarm) = &event.alarm {
            self.line("BEGIN:VALARM");
            self.line("ACTION:DISPLAY");
            self.text("DESCRIPTION", alarm);
            self.line(&format!("TRIGGER:{ALARM}"));
            self.line("END:VALARM");
        }
        self.line("END:VEVENT");
    }

    /// A property whose value is text (RFC 5545, section 3.3.11).
    fn text(&mut self, name: &str, value: &str) {
        let mut line = format!("{name}:");
        for character in value.chars() {
            match character {
                '\\' | ';' | ',' => line.extend(['\\', character]),
                '\n' => line.push_str("\\n"),
                // Others have no place in a text.
                _ if character.is_control() => {}
                _ => line.push(character),
            }
        }
        self.line(&line);
    }

    /// A content line, folded where it is longer than [`LINE`]: no character is cut.
    fn line(&mut self, line: &str) {
        let mut length = 0;
        for character in line.chars() {
            if length + character.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(character);
            length += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// What a renewal is told apart by: the fingerprint of its certificate, or a hash of its name.
fn id(renewal: &Renewal) -> String {
    renewal.certificate.clone().unwrap_or_else(|| hex(&HashAlgorithm::Sha256.digest(renewal.name.as_bytes())))
}

/// "CallManager cucm-pub.example.com"; "412 LSCs".
fn what(renewal: &Renewal) -> String {
    match renewal.identity {
        Identity::Other => format!("CA {}", renewal.name),
        Identity::CiscoCa | Identity::Capf | Identity::Itlrecovery => renewal.name.clone(),
        _ if renewal.count > 1 => renewal.name.clone(),
        identity => format!("{} {}", identity.name(), renewal.name),
    }
}

/// What is to be done.
fn task(renewal: &Renewal) -> String {
    let what = what(renewal);
    match (renewal.identity, &renewal.plan) {
        (Identity::Lsc, _) => format!("issue anew {what}"),
        (Identity::Mic | Identity::CiscoCa, _) => format!("give LSCs to the phones that rest on {what}"),
        (Identity::Etoken, Some(plan)) => format!("do without {what} ({plan})"),
        (_, Some(plan)) => format!("renew {what} ({plan})"),
        (_, None) => format!("replace {what}"),
    }
}

fn about_the_end(renewal: &Renewal) -> String {
    let mut lines = vec![format!("It ends on {}.", renewal.ends.for_people())];
    if !renewal.nodes.is_empty() {
        lines.push(format!("Held by {}.", listed_briefly(&renewal.nodes)));
    }
    lines.push(renewal.fails.clone());
    lines.extend(renewal.failing_steps.iter().map(failing_step));
    lines.extend(renewal.notes.iter().cloned());
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

fn failing_step(step: &FailingStep) -> String {
    let of = if step.plans.is_empty() { String::new() } else { format!(" of {}", listed_briefly(&step.plans)) };
    format!("Then this step{of} fails: {} {} {}", step.action, step.why, step.advice)
}

fn about_the_beginning(renewal: &Renewal) -> String {
    let days = count(usize::try_from(renewal.lead_days).unwrap_or_default(), "day");
    let mut lines = vec![format!(
        "It ends on {}. Allow {days}, which is advice of Trustlens and not of Cisco:",
        renewal.ends.for_people()
    )];
    lines.extend(renewal.reasons.iter().map(|reason| format!("- {} days: {}", reason.days, reason.what)));
    if !renewal.then.is_empty() {
        lines.push(format!("{} need windows of their own after it.", listed_briefly(&renewal.then)));
    }
    lines.extend(renewal.notes.iter().cloned());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Calendar)) -> String {
        let mut calendar = Calendar::default();
        write(&mut calendar);
        calendar.0
    }

    #[test]
    fn text_is_escaped() {
        // RFC 5545, section 3.3.11.
        let line = written(|calendar| calendar.text("SUMMARY", "a,b;c\\d\ne:f\u{7}"));
        assert_eq!(line, "SUMMARY:a\\,b\\;c\\\\d\\ne:f\r\n");
    }

    #[test]
    fn no_line_has_more_than_75_octets_and_no_character_is_cut() {
        let long = "Zürich 東京 ".repeat(40);
        let text = written(|calendar| calendar.text("DESCRIPTION", &long));
        let lines: Vec<&str> = text.trim_end_matches("\r\n").split("\r\n").collect();
        assert!(lines.len() > 5);
        assert!(lines.iter().all(|line| line.len() <= 75), "{lines:?}");
        assert!(lines[1..].iter().all(|line| line.starts_with(' ')));
        assert_eq!(text.replace("\r\n ", ""), format!("DESCRIPTION:{long}\r\n"));
        let exact = "x".repeat(75);
        assert_eq!(written(|calendar| calendar.line(&exact)), format!("{exact}\r\n"));
    }
}
