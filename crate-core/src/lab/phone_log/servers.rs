//! The traces of TVS (Cisco docs 213407, 118893 and 118699) and of CAPF (Troubleshooting Guide, CAPF error codes).

use super::super::calendar::Calendar;
use super::{CapfResult, CertificateName, Entry, Event, Participants};
use crate::text::visible;
use std::fmt::Write as _;

/// Milliseconds from one line to the next within a second.
const PACE: usize = 3;

pub(super) fn write_tvs(participants: &Participants, entries: &[Entry]) -> String {
    write(entries, |event| match event {
        Event::TvsAsked { about, roles } => tvs_lines(participants, about, roles.as_deref()),
        _ => Vec::new(),
    })
}

pub(super) fn write_capf(participants: &Participants, entries: &[Entry]) -> String {
    write(entries, |event| match event {
        Event::CapfOperation { result } => vec![format!("3:{}:{}", visible(&participants.device_name), result.name())],
        _ => Vec::new(),
    })
}

/// `18:01:05.333 | debug …`
fn write(entries: &[Entry], lines_of: impl Fn(&Event) -> Vec<String>) -> String {
    let mut text = String::new();
    for entry in entries {
        let clock = Calendar::of(entry.at).clock();
        for (number, line) in lines_of(&entry.event).into_iter().enumerate() {
            let _ = writeln!(text, "{clock}.{:03} | debug {line}", (number * PACE).min(999));
        }
    }
    text
}

fn tvs_lines(participants: &Participants, about: &CertificateName, roles: Option<&[u16]>) -> Vec<String> {
    let phone = visible(&participants.phone_address);
    let (subject, issuer) = (visible(&about.subject), visible(&about.issuer));
    let serial = about.serial.iter().fold(String::new(), |digits, byte| format!("{digits}{byte:02X}"));
    let lookup = format!("Looking up the certificate cache using Unique MAP ID : {serial}{issuer}");
    let database = "CertificateDBCache::getCertificateInformation -";
    let list = "CertificateCTLCache::getCertificateInformation -";
    let mut lines = vec![
        format!("8:UNKNOWN:Got a new ph conn {phone} on 8, Total Acc = 7.."),
        format!("{phone}: tvsSSLHandShake Session ciphers - AES256-SHA"),
        "TLS HS Done for ph_conn".to_owned(),
        "MsgType : TVS_MSG_QUERY_CERT_REQ".to_owned(),
        format!("tvsHandleQueryCertReq : Subject Name is: {subject}"),
        format!("tvsHandleQueryCertReq : Issuer Name is: {issuer}"),
        format!("tvsHandleQueryCertReq : Serial Number is: {serial}"),
        format!("{database} {lookup}"),
    ];
    match roles {
        Some(roles) => {
            lines.push(format!("{database} Found entry {{rolecount : {}}}", roles.len()));
            lines.extend(roles.iter().map(|role| format!("{database} {{role : {role}}}")));
        }
        None => lines.extend([
            format!("ERROR:{database} Cannot find the certificate in the cache"),
            format!("{list} {lookup}, len : {}", serial.len() + issuer.len()),
            format!("ERROR:{list} Cannot find the certificate in the cache"),
            "getCertificateInformation(cert) : certificate not found".to_owned(),
        ]),
    }
    lines.extend(["8:UNKNOWN:Sending QUERY_CERT_RES msg".to_owned(), "MsgType : TVS_MSG_QUERY_CERT_RES".to_owned()]);
    lines
}

impl CapfResult {
    fn name(self) -> &'static str {
        match self {
            Self::Success => "CAPF_OP_SUCCESS",
            Self::NoCertificate => "CAPF_FETCH_SUCCESS_BUT_NO_CERT",
            Self::Failed => "CAPF_OP_FAIL",
            Self::InvalidAuthenticationString => "CAPF_OP_FAIL_INVALID_AUTH_STR",
            Self::InvalidLsc => "CAPF_OP_FAIL_INVALID_LSC",
            Self::InvalidMic => "CAPF_OP_FAIL_INVALID_MIC",
            Self::CommunicationError => "CAPF_OP_FAIL_PHONE_COMM_ERROR",
            Self::TimedOut => "CAPF_OP_FAIL_OP_TIMED_OUT",
            Self::LateRequest => "CAPF_OP_FAIL_LATE_REQUEST",
        }
    }
}
