//! The page of status messages (formats.md, sections 9.1 and 9.3).

use super::super::calendar::Calendar;
use super::{Entry, Event, Lists, Participants, signature};
use crate::report::ListKind;
use crate::text::visible;
use crate::timestamp::Timestamp;
use std::fmt::Write as _;

pub(super) fn write(participants: &Participants, entries: &[Entry]) -> String {
    let mut text = String::new();
    for entry in entries {
        if let Some(message) = message(participants, &entry.event) {
            let _ = writeln!(text, "[{}] {message}", time(entry.at));
        }
    }
    text
}

/// `8:52:30am 10/01/19`: month, day and the last digits of the year.
fn time(at: Timestamp) -> String {
    let at = Calendar::of(at);
    let hour = if at.hour.is_multiple_of(12) { 12 } else { at.hour % 12 };
    let half = if at.hour < 12 { "am" } else { "pm" };
    let year = at.year.rem_euclid(100);
    format!("{hour}:{:02}:{:02}{half} {:02}/{:02}/{year:02}", at.minute, at.second, at.month, at.day)
}

fn message(participants: &Participants, event: &Event) -> Option<String> {
    let fixed = match event {
        Event::FileNotFound { file } => return Some(format!("File Not Found <{}>", visible(file))),
        Event::ConfigurationRefused => return Some(format!("TFTP Error : {}", participants.configuration_file())),
        Event::TrustListsHeld { ctl, itl } => return Some(alarm(participants, ctl.as_ref(), itl.as_ref())),
        Event::TrustListsInstalled { lists: Lists::Both } => "CTL and ITL installed",
        Event::TrustListsInstalled { lists: Lists::Ctl } => "CTL installed",
        Event::TrustListsInstalled { lists: Lists::Itl } => "ITL installed",
        Event::TrustListUpdated { .. } => "Trust List updated",
        Event::TrustListRefused { list: ListKind::Ctl } => "CTL update failed",
        Event::TrustListRefused { .. } => "Trust List update failed, verification failure",
        Event::TrustListsErased => "Erasing CTL and ITL files",
        Event::KeyTooSmall => "Phone failed to register. Cert key size is not FIPS compliant.",
        Event::ConfigurationTaken
        | Event::OwnCertificateShown { .. }
        | Event::HandshakeSucceeded
        | Event::HandshakeRefused { .. }
        | Event::TvsAsked { .. }
        | Event::ServerTime { .. }
        | Event::CapfOperation { .. } => return None,
    };
    Some(fixed.to_owned())
}

/// The alarm `DeviceTLInfo` in one line.
fn alarm(participants: &Participants, ctl: Option<&[u8; 20]>, itl: Option<&[u8; 20]>) -> String {
    let Participants { device_name, phone_address, server_address } = participants;
    let (device, phone, server) = (visible(device_name), visible(phone_address), visible(server_address));
    let server_of = |hash: Option<&[u8; 20]>| if hash.is_some() { server.as_ref() } else { "N/A" };
    format!(
        "DeviceTLInfo DeviceName={device} IPv4Address={phone} CTL_Signature={} CTL_TFTP_Server={} ITL_Signature={} ITL_TFTP_Server={} \
         StatusCode=3",
        signature(ctl),
        server_of(ctl),
        signature(itl),
        server_of(itl)
    )
}
