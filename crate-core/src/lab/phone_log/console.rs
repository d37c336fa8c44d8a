//! The console of phones of the series 78xx and 88xx: layout and lines of Cisco docs 213407, 214535, 215014, 200860 and 118699.

use super::super::calendar::Calendar;
use super::{Alert, CertificateName, Entry, Event, Lists, OwnCertificate, Participants, Side, list_name, signature};
use crate::report::ListKind;
use crate::text::visible;
use crate::timestamp::Timestamp;
use std::fmt::Write as _;

/// Microseconds from one line to the next within a second.
const PACE: u32 = 1_234;

/// Lines in the making.
struct Console<'a> {
    participants: &'a Participants,
    text: String,
    number: u32,
    at: Timestamp,
    microsecond: u32,
}

pub(super) fn write(participants: &Participants, entries: &[Entry]) -> String {
    let mut console =
        Console { participants, text: String::new(), number: 0, at: Timestamp::from_unix(0), microsecond: 0 };
    for entry in entries {
        if console.at != entry.at {
            (console.at, console.microsecond) = (entry.at, 0);
        }
        console.tell(&entry.event);
    }
    console.text
}

impl Console<'_> {
    fn tell(&mut self, event: &Event) {
        match event {
            Event::FileNotFound { file } => self.not_found(file),
            Event::TrustListsInstalled { lists } => {
                for list in [ListKind::Ctl, ListKind::Itl] {
                    if *lists == Lists::Both || (*lists == Lists::Ctl) == (list == ListKind::Ctl) {
                        self.fetch(&self.participants.list_file(list), list_name(list));
                        self.take();
                    }
                }
            }
            Event::TrustListUpdated { list } => {
                self.fetch(&self.participants.list_file(*list), list_name(*list));
                self.say("NOT", "346:1887", "SECUREAPP-Hashes match... authentication successful.");
                self.take();
            }
            // What the console says of the refusal is in no document.
            Event::TrustListRefused { list } => self.fetch(&self.participants.list_file(*list), list_name(*list)),
            Event::ConfigurationTaken => {
                let file = self.participants.configuration_file();
                let asked = format!("downd-XXTP authenticated file approved - add .sgn if necessary -- {file}  ");
                self.say("NOT", "339:1899", &asked);
                self.say("NOT", "339:1899", "downd-XXTP complete - status = 100 ");
                self.say("NOT", "346:1887", "SECUREAPP-Hashes match... authentication successful.");
            }
            Event::ConfigurationRefused => {
                let file = self.participants.configuration_file();
                self.say("NOT", "618:910", &format!("invalid file {file}, authenticated fail. Reason:14."));
            }
            Event::TrustListsHeld { ctl, itl } => self.alarm(ctl.as_ref(), itl.as_ref()),
            Event::OwnCertificateShown { kind, length, subject, issuer } => {
                let kind = match kind {
                    OwnCertificate::Lsc => "LSC",
                    OwnCertificate::Mic => "MIC",
                };
                self.secure("DEB", &format!("SSL session setup - cert len={length}, type={kind}"));
                self.secure("DEB", &format!("Certificate subject name = {}", visible(subject)));
                self.secure("DEB", &format!("SSL session setup - Certificate issuer name = {}", visible(issuer)));
            }
            Event::HandshakeSucceeded => self.secure("NOT", "Sec SSL Connection - Handshake successful."),
            Event::HandshakeRefused { by, alert } => {
                let direction = match by {
                    Side::Phone => "write",
                    Side::Server => "read",
                };
                let name = alert.name();
                self.say(
                    "ERR",
                    "366:32531",
                    &format!("SECD: -STATE_SSL3_ALERT: SSL3 alert [{direction}]:[fatal]:[{name}]"),
                );
                self.say("ERR", "29894:30031", "JAVA-Sec SSL Connection - Handshake failed.");
            }
            Event::TvsAsked { about, roles } => self.ask_tvs(about, roles.is_some()),
            Event::ServerTime { server } => {
                let at = Calendar::of(*server);
                let (day, month, year, clock) = (at.day, at.month_name(), at.year, at.clock());
                let date = format!("{}, {day:02} {month} {year:04} {clock} GMT", at.weekday);
                self.say("NOT", "1886:1886", &format!("GHTTP-hdr->Date: {date}"));
            }
            Event::TrustListsErased | Event::KeyTooSmall | Event::CapfOperation { .. } => {}
        }
    }

    /// The phone gets a file over HTTP or TFTP.
    fn fetch(&mut self, file: &str, list: &str) {
        let server = visible(&self.participants.server_address).into_owned();
        let asks = format!("dgetfile(870)-GETXXTP [GT870][src={file}][dest=/tmp/{list}File.tlv][serv=][serv6=][sec=0]");
        self.say("NOT", "339:1850", &asks);
        self.say("NOT", "339:1850", &format!("downd-XXTP actualserver [{server}]"));
        self.say("NOT", "339:1850", "downd-XXTP complete - status = 100 ");
    }

    fn not_found(&mut self, file: &str) {
        let server = visible(&self.participants.server_address).into_owned();
        self.say("NOT", "1862:1862", &format!("TFTPD-Requesting {} from {server} ", visible(file)));
        self.say("WRN", "1862:1862", "TFTPD-Error: (1+1)File not found ");
    }

    /// The phone puts a list in the place of the old one.
    fn take(&mut self) {
        self.secure("WRN", "AUTH: hdr ver 1.2 (knows only upto 1.1)");
        self.secure("WRN", "AUTH: early exit from parser loop; old version header?");
        self.secure("NOT", "updateFromFile: TL parse to table: CTL_SUCCESS");
        self.secure("NOT", "updateFromFile: Updating master TL table");
        self.secure("DEB", "TL file verified successfully.");
        self.secure("INF", "TL file updated.");
    }

    fn ask_tvs(&mut self, about: &CertificateName, is_trusted: bool) {
        let server = visible(&self.participants.server_address).into_owned();
        // Type, subject, issuer and serial number (formats.md, section 6).
        let bytes = 10 + 30 + about.subject.len() + about.issuer.len() + about.serial.len();
        self.secure("INF", &format!("Attempting connect to TVS server addr [{server}], mode [IPv4]"));
        self.secure("DEB", "SSL session setup Cert Verification - Role is = 21");
        self.secure("INF", "SSL session setup Cert Verification - Certificate is valid.");
        self.secure("NOT", "Sec SSL Connection - Handshake successful.");
        self.secure("DEB", "TVS process request - processing TVS Query Certificate request.");
        let sent = "TVS process request - Successfully sent the TVS request to TVS server, bytes written";
        self.secure("NOT", &format!("{sent} : {bytes}"));
        if is_trusted {
            self.secure("INF", "TVS added cert to TVS cache - expires in 24 hours");
        } else {
            self.say("NOT", "346:1887", "SECD: -Authentication Response received, status : 1");
        }
    }

    /// The alarm `DeviceTLInfo` in a REFER. Phones break its lines where they like.
    fn alarm(&mut self, ctl: Option<&[u8; 20]>, itl: Option<&[u8; 20]>) {
        let Participants { device_name, phone_address, server_address } = self.participants;
        let (device, phone, server) = (visible(device_name), visible(phone_address), visible(server_address));
        let server_of = |hash: Option<&[u8; 20]>| if hash.is_some() { server.as_ref() } else { "N/A" };
        self.say("DEB", "618:927", &format!("JAVA-sipio-sent---> REFER sip:{server} SIP/2.0^M"));
        self.raw(&format!("Via: SIP/2.0/TCP {phone}:51778;branch=z9hG4bK20eb83bf^M"));
        self.raw("Content-Type: application/x-cisco-alarm+xml^M");
        self.raw("^M");
        for line in ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<x-cisco-alarm>", "<Alarm Name=\"DeviceT"] {
            self.raw(line);
        }
        self.say("DEB", "618:927", "JAVA-LInfo\">");
        self.raw("<ParameterList>");
        for (name, value) in [
            ("DeviceName", device.as_ref()),
            ("IPv4Address", phone.as_ref()),
            ("IPv6Address", ""),
            ("CTL_Signature", &signature(ctl)),
            ("CTL_TFTP_Server", server_of(ctl)),
            ("ITL_Signature", &signature(itl)),
            ("ITL_TFTP_Server", server_of(itl)),
            ("StatusCode", "3"),
        ] {
            self.raw(&format!("<String name=\"{name}\">{value}</String>"));
        }
        for line in ["</ParameterList>", "</Alarm>", "</x-cisco-alarm>"] {
            self.raw(line);
        }
        self.say("DEB", "618:927", "JAVA-::End-Of-Sip-Message::");
    }

    /// A line of the part that verifies.
    fn secure(&mut self, severity: &str, message: &str) {
        self.say(severity, "346:1887", &format!("SECUREAPP-{message}"));
    }

    /// `3333 NOT Nov 29 06:34:00.411671 (346:1887) SECUREAPP-…`
    fn say(&mut self, severity: &str, process: &str, message: &str) {
        self.number += 1;
        // However many lines there are, they stay in their second.
        self.microsecond = (self.microsecond + PACE).min(999_999);
        let at = Calendar::of(self.at);
        let (number, month, day, clock, microsecond) =
            (self.number, at.month_name(), at.day, at.clock(), self.microsecond);
        let _ =
            writeln!(self.text, "{number} {severity} {month} {day:02} {clock}.{microsecond:06} ({process}) {message}");
    }

    /// A line of a message that is being shown.
    fn raw(&mut self, line: &str) {
        let _ = writeln!(self.text, "\t{line}");
    }
}

impl Alert {
    /// As OpenSSL calls it.
    fn name(self) -> &'static str {
        match self {
            Self::UnknownAuthority => "unknown CA",
            Self::BadCertificate => "bad certificate",
            Self::CertificateExpired => "certificate expired",
            Self::CertificateUnknown => "certificate unknown",
            Self::UnsupportedCertificate => "unsupported certificate",
            Self::HandshakeFailure => "handshake failure",
        }
    }
}
