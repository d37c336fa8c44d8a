//! What every known line owes its reader, and what a scan makes of texts.

use super::known::{self, Known};
use super::scan;
use crate::report::{ListKind, Log, LogLine, Tone};
use std::fmt::Write as _;

/// The explained lines of a text.
fn lines(text: &str) -> Vec<LogLine> {
    scan(text.as_bytes()).log.lines
}

fn log(text: &str) -> Log {
    scan(text.as_bytes()).log
}

fn shown() -> impl Iterator<Item = &'static Known> {
    known::every().filter(|known| !known.silent)
}

#[test]
fn every_known_line_has_its_texts() {
    for known in known::every() {
        let first = known.literals.first().copied().unwrap_or_default();
        assert!(first.len() >= 4, "{first:?} is too short to be looked for");
        assert!(known.values.len() <= known.literals.len(), "{first}: more values than places");
        assert!(!known.source.is_empty() && !known.example.is_empty(), "{first}");
        if !known.silent {
            assert!(known.meaning.ends_with('.') || known.meaning == "{it}", "{first}: {}", known.meaning);
        }
        if let Some(check) = known.check {
            assert!(crate::checks::find(check).is_some(), "{first}: there is no check {check}");
        }
    }
}

#[test]
fn every_example_is_explained_by_its_own_line_alone() {
    for known in shown() {
        let lines = lines(known.example);
        let [line] = lines.as_slice() else { panic!("{:?} gives {lines:?}", known.example) };
        assert_eq!(line.source, known.source, "{}", known.example);
        assert!(!line.meaning.is_empty() && !line.meaning.contains(['{', '}']), "{}", line.meaning);
        assert!(line.meaning.ends_with('.') || line.meaning.ends_with("(uncertain)"), "{}", line.meaning);
        assert_eq!(line.text, known.example.trim());
        // The others, alone in the table, do not take it.
        for other in shown().filter(|other| !std::ptr::eq(*other, known)) {
            assert!(!takes(other, known.example), "{:?} is taken by {:?} too", known.example, other.literals);
        }
    }
}

/// Whether a known line would take this line if there were no other.
fn takes(known: &'static Known, line: &str) -> bool {
    let stripped = super::prefix::strip(line.as_bytes());
    let mut candidates = Vec::new();
    super::find::candidates(stripped.message, &mut candidates);
    let found = candidates.iter().find(|candidate| std::ptr::eq(candidate.known, known));
    let Some(raw) = found.and_then(|candidate| candidate.values(stripped.message)) else { return false };
    let Some(read) = known.read else { return true };
    let value = String::from_utf8_lossy(raw.last().unwrap()).trim().to_owned();
    read(&super::reading::Matched { message: stripped.message, value: &value, file: None }).is_some()
}

fn one(text: &str) -> LogLine {
    let lines = lines(text);
    assert_eq!(lines.len(), 1, "{text}: {lines:?}");
    lines.into_iter().next().unwrap()
}

#[test]
fn capf_results_of_the_guide() {
    // Cisco Troubleshooting Guide, CAPF error codes (formats.md, section 7): the name, the code, and whether it is a failure.
    for (name, code, tone) in [
        ("CAPF_OP_SUCCESS", 0, Tone::Good),
        ("CAPF_FETCH_SUCCESS_BUT_NO_CERT", 1, Tone::Neutral),
        ("CAPF_OP_FAIL", 2, Tone::Bad),
        ("CAPF_OP_FAIL_INVALID_AUTH_STR", 3, Tone::Bad),
        ("CAPF_OP_FAIL_INVALID_LSC", 4, Tone::Bad),
        ("CAPF_OP_FAIL_INVALID_MIC", 5, Tone::Bad),
        ("CAPF_OP_FAIL_INVALID_CRENDENTIALS", 6, Tone::Bad),
        ("CAPF_OP_FAIL_PHONE_COMM_ERROR", 7, Tone::Bad),
        ("CAPF_OP_FAIL_OP_TIMED_OUT", 8, Tone::Bad),
        ("CAPF_OP_FAIL_LATE_REQUEST", 11, Tone::Bad),
    ] {
        let line = one(&format!("18:01:06.345 | debug 3:SEP001122334455:{name}, closing"));
        assert_eq!(line.tone, tone, "{name}");
        assert!(line.meaning.starts_with(&format!("CAPF result {code}:")), "{name}: {}", line.meaning);
        let by_number = one(&format!("CAPF operation ended, result code : {code}"));
        assert!(by_number.meaning.starts_with(&format!("CAPF result {code}:")), "{}", by_number.meaning);
        assert!(by_number.meaning.ends_with("(uncertain)"), "no document shows the code alone");
    }
}

#[test]
fn messages_roles_and_answers_of_tvs() {
    // formats.md, section 6 (types of messages, status) and 3.1 (roles).
    let meaning = |text: &str| one(text).meaning;
    assert!(meaning("debug MsgType : TVS_MSG_QUERY_CERT_REQ").contains("asks for the certificate of a signer"));
    assert!(meaning("debug     MsgType               : TVS_MSG_CERT_VERIFICATION_RES").contains("answer"));
    assert!(meaning("18:01:06.345 | debug 57 01 03 00 00 00 03 e9").contains("session 1001"));
    assert!(meaning("SECUREAPP-SSL session setup Cert Verification - Role is = 21").contains("the role TVS"));
    assert!(meaning("debug X::getCertificateInformation - {role : 0}").contains("SAST"));
    assert!(meaning("debug X::getCertificateInformation - {role : 3}").contains("TFTP"));
    assert_eq!(one("SECD: -Authentication Response received, status : 0").tone, Tone::Good);
    assert_eq!(one("SECD: -Authentication Response received, status : 1").tone, Tone::Bad);
    let looked_up = one(
        "debug C::getCertificateInformation - Looking up the certificate cache using Unique MAP ID : 6F969D5BCN=cucm;C=IN, len : 61",
    );
    let values: Vec<_> = looked_up.values.iter().map(|value| (value.name.as_str(), value.value.as_str())).collect();
    assert!(values.contains(&("serial", "6F969D5B")) && values.contains(&("issuer", "CN=cucm;C=IN")), "{values:?}");
}

#[test]
fn tls_alerts_say_which_side_gave_up() {
    // Cisco docs 200860 (brackets) and 118699 (colons).
    let unknown = one("3486 ERR 00:01:31.938954 SECD: -STATE_SSL3_ALERT: SSL3 alert [read]:[fatal]:[unknown CA");
    assert_eq!((unknown.tone, unknown.check.as_deref()), (Tone::Bad, Some("TXT-02")));
    assert!(unknown.meaning.contains("far side does not know who issued"), "{}", unknown.meaning);
    let sent = one("SECD: EROR:clpState: SSL3 alert write:fatal:unknown CA:<10.1.1.10>");
    assert!(sent.meaning.starts_with("The phone ended"), "{}", sent.meaning);
    let closing = one("SECD: SSL3 alert [read]:[warning]:[close notify]");
    assert_eq!(closing.tone, Tone::Neutral);
}

#[test]
fn status_messages_are_whole_messages() {
    // formats.md, section 9.1; letter case differs between models.
    assert_eq!(one("[8:52:30am 10/01/19] Trust List Update Failed").tone, Tone::Bad);
    assert_eq!(one("1:33:26a No Trust List installed").tone, Tone::Harmless);
    assert!(lines("[8:52:30am 10/01/19] ITL installed by the mechanic of the house").is_empty());
    let missing = one("File Not Found : CTLFile.tlv");
    assert_eq!((missing.tone, missing.check.as_deref()), (Tone::Harmless, Some("TXT-06")));
    assert_eq!(one("File Not Found : SEP001122334455.cnf.xml").tone, Tone::Neutral);
}

#[test]
fn a_missing_file_is_judged_by_what_was_asked_for() {
    let text = "1 NOT Mar 09 18:32:38.1 (1:2) TFTPD-Requesting CTLSEP001122334455.tlv from 10.1.1.10 \n\
                2 WRN Mar 09 18:32:38.2 (1:2) TFTPD-Error: (1+1)File not found \n";
    let lines = lines(text);
    assert_eq!(lines[1].tone, Tone::Harmless);
    assert!(lines[1].meaning.contains("CTLSEP001122334455.tlv") && lines[1].meaning.contains("mixed mode"));
}

#[test]
fn lines_that_repeat_are_folded_and_counted() {
    let text = "9 WRN Mar 09 18:32:38.9 (1:2) SECUREAPP-AUTH: hdr ver 1.2 (knows only upto 1.1)\nother\n".repeat(4_000);
    let log = log(&text);
    assert_eq!((log.lines.len(), log.lines[0].repeated, log.more), (1, 4_000, 0));
    assert_eq!((log.tally.harmless, log.line_count), (4_000, 8_000));
}

#[test]
fn lines_that_are_kept_are_bounded_and_bad_news_is_kept_longest() {
    let mut text = String::new();
    for number in 0..5_000 {
        let (network, host) = (number / 250, number % 250);
        let _ = writeln!(text, "SECUREAPP-Attempting connect to TVS server addr [10.0.{network}.{host}]");
    }
    text.push_str("SECUREAPP-Sec SSL Connection - Handshake failed.\n");
    let log = log(&text);
    assert_eq!(log.lines.last().map(|line| line.tone), Some(Tone::Bad));
    assert_eq!(log.lines.len() as u64 + log.more, 5_001);
    assert!(log.lines.len() <= 2_000);
}

#[test]
fn the_place_of_a_line_is_its_first_byte() {
    let log = log("\r\n\r\nSECUREAPP-TL file updated.\r\n");
    assert_eq!((log.lines[0].line, log.lines[0].offset, log.line_count), (3, 4, 3));
}

#[test]
fn phones_tell_what_they_hold_and_show() {
    // The fields of the alarm of Cisco doc 214535, broken over lines as phones log it.
    let text = "5850 DEB Mar 09 18:32:45.419807 (618:927) JAVA-sipio-sent---> REFER sip:10.1.1.10 SIP/2.0^M\n\
        \t<Alarm Name=\"DeviceT\n5851 DEB Mar 09 18:32:45.420021 (618:927) JAVA-LInfo\">\n\
        \t<String name=\"DeviceName\">SEP001122334455</String>\n\t<String name=\"IPv4Address\">10.1.2.3</String>\n\
        \t<String name=\"CTL_Signature\">Not Installed</String>\n\t<String name=\"CTL_TFTP_Server\">N/A</String>\n\
        \t<String name=\"ITL_Signature\">1B A1 C9 07 E9 9E 4D 3C 53 9D C8 14 24 AF 6C 9F 7D CE 4D 6D </String>\n\
        \t<String name=\"ITL_TFTP_Server\">cucm-tftp.example.com</String>\n\
        3469 NOT 00:01:31.935298 SECD: -PXY_CERT_CIPHER: [SIP], [TLSv1], cert [LSC], cipher [AES256-SHA]\n";
    let log = log(text);
    let [phone] = log.phones.as_slice() else { panic!("{:?}", log.phones) };
    assert_eq!(phone.name.as_deref(), Some("SEP001122334455"));
    assert_eq!(phone.address.as_deref(), Some("10.1.2.3"));
    assert_eq!(phone.certificate.as_deref(), Some("LSC"));
    let held: Vec<_> =
        phone.lists.iter().map(|held| (held.list, held.hash.as_deref(), held.server.as_deref())).collect();
    let sha1 = "1ba1c907e99e4d3c539dc81424af6c9f7dce4d6d";
    assert_eq!(held, [(ListKind::Ctl, None, None), (ListKind::Itl, Some(sha1), Some("cucm-tftp.example.com"))]);
}

#[test]
fn the_alarm_in_one_line_tells_the_same() {
    let sha1 = "1B A1 C9 07 E9 9E 4D 3C 53 9D C8 14 24 AF 6C 9F 7D CE 4D 6D";
    for line in [
        format!(
            "[8:54:12am 08/20/19] DeviceTLInfo DeviceName=SEP001122334455 IPv4Address=10.1.2.3 CTL_Signature=Not Installed CTL_TFTP_Server=N/A ITL_Signature={sha1}  ITL_TFTP_Server=a.example.com StatusCode=3"
        ),
        format!(
            "<x-cisco-alarm><Alarm Name=\"DeviceTLInfo\"><ParameterList><String name=\"DeviceName\">SEP001122334455</String><String name=\"CTL_Signature\">Not Installed</String><String name=\"ITL_Signature\">{sha1} </String>"
        ),
    ] {
        let log = log(&line);
        assert_eq!(log.phones[0].name.as_deref(), Some("SEP001122334455"), "{line}");
        assert_eq!(log.phones[0].lists.len(), 2, "{:?}", log.phones);
        assert!(log.lines[0].meaning.contains("no CTL and the ITL with the SHA-1 1ba1"), "{}", log.lines[0].meaning);
    }
    let screen = log("ITL File: 2e7a6113eadbdae67ffa918d81376902(MD5)\n");
    assert_eq!(screen.phones[0].lists[0].hash.as_deref(), Some("2e7a6113eadbdae67ffa918d81376902"));
    assert_eq!(screen.phones[0].lists[0].list, ListKind::Itl);
}

#[test]
fn the_clock_is_compared_with_that_of_servers() {
    let text =
        "2 DEB Jan 01 00:05:00.1 (1:2) JAVA-sipio-recv<--- SIP/2.0 200 OK^M\n\tDate: Sat, 09 Mar 2019 18:32:45 GMT^M\n";
    let difference = log(text).clock.difference.unwrap();
    // From 1 January 2019 00:05:00 to 9 March 2019 18:32:45 are 67 days, 18 hours, 27 minutes, 45 seconds.
    assert_eq!(difference.seconds, ((67 * 24 + 18) * 60 + 27) * 60 + 45);
    assert_eq!((difference.line, difference.device.as_str()), (2, "Jan 01 00:05:00.1"));
    let sent = "2 DEB Jan 01 00:05:00.1 (1:2) JAVA-sipio-sent---> REFER x^M\n\tDate: Sat, 09 Mar 2019 18:32:45 GMT^M\n";
    assert_eq!(log(sent).clock.difference, None, "the phone's own date says nothing of a server's clock");
    let unset = log("[12:00:10am 01/01/70] ITL installed\n").clock.unset.unwrap();
    assert_eq!((unset.line, unset.time.as_str()), (1, "[12:00:10am 01/01/70]"));
    let dated = log("2019-03-09 13:32:27,854 INFO x\n2019-03-08 13:32:27,854 INFO x\n").clock;
    let date = |moment: Option<crate::Timestamp>| moment.map(crate::Timestamp::date);
    assert_eq!((date(dated.first).as_deref(), date(dated.last).as_deref()), (Some("2019-03-08"), Some("2019-03-09")));
}

#[test]
fn hostile_lines_are_spelled_out_and_cut() {
    let line = one("SECUREAPP-Attempting connect to TVS server addr [\u{202e}evil\u{1b}[2J], mode [IPv4]");
    assert!(
        line.meaning.contains("\\u{202e}evil\\u{1b}[2J") || line.meaning.contains("\\u{202e}evil\\u{1b}[2"),
        "{}",
        line.meaning
    );
    assert!(!line.text.contains('\u{202e}'));
    let long = one(&format!("SECUREAPP-TL file updated. {}", "x".repeat(100_000)));
    assert!(long.text.chars().count() <= 301);
}
