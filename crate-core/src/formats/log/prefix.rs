//! What stands before the message of a line: numbers, times, severities, process numbers.
//!
//! Layouts that are stripped: `1234 NOT Jan 02 03:04:05.678901 (346:1887) …` and `1234: NOT 03:04:05.678901 …` (consoles of phones), `18:01:05.333 | debug …`
//! and `debug|2018/11/29 18:01:05.333|…` (services of CUCM), `00009522.001 |13:32:28.155 |AppInfo  |…` (CallManager), `<134>Jan  2 03:04:05 …` (syslog),
//! `[8:52:30am 10/01/19] …` (status messages), `[   12.345678] …` (kernel), ISO 8601.

use super::dates::{Cursor, Stamp};

/// A line without what stands before its message.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stripped<'a> {
    /// The message.
    pub(super) message: &'a [u8],
    /// The time that the line states, as text and as read.
    pub(super) time: Option<(&'a [u8], Stamp)>,
    /// Whether the line begins as lines of logs do.
    pub(super) is_log: bool,
}

/// Three letters by which phones tell severities.
const SEVERITIES: [&[u8]; 10] = [b"NOT", b"ERR", b"WRN", b"INF", b"DEB", b"DBG", b"CRT", b"ALR", b"EMG", b"VRB"];

/// Words of services.
const WORDS: [&[u8]; 10] =
    [b"INFO", b"WARN", b"ERROR", b"DEBUG", b"FATAL", b"NOTICE", b"<--debug", b"-->debug", b"debug", b"AppInfo"];

/// So many parts may stand before a message.
const PARTS: usize = 10;

/// Takes off what stands before the message.
pub(super) fn strip(line: &[u8]) -> Stripped<'_> {
    let mut cursor = Cursor::new(line);
    let mut stripped = Stripped { message: line, time: None, is_log: false };
    let _ = cursor.text(b"\xef\xbb\xbf");
    cursor.blanks();
    let _ = cursor.text(b"<status>");
    for _ in 0..PARTS {
        cursor.skip(|byte| matches!(byte, b' ' | b'\t' | b'|'));
        if !part(&mut cursor, &mut stripped) {
            break;
        }
    }
    stripped.message = end(cursor.rest);
    stripped
}

/// Takes off one part, if one is next.
fn part<'a>(cursor: &mut Cursor<'a>, stripped: &mut Stripped<'a>) -> bool {
    let before = cursor.rest;
    if stripped.time.is_none()
        && let Some(stamp) = cursor.stamp()
    {
        let length = before.len() - cursor.rest.len();
        stripped.time = before.get(..length).map(|text| (text, stamp));
        stripped.is_log = true;
        return true;
    }
    if word(cursor) || process(cursor) {
        stripped.is_log = true;
        return true;
    }
    priority(cursor) || counted(cursor)
}

/// A severity, or the name of a kind of trace, as a word of its own.
fn word(cursor: &mut Cursor<'_>) -> bool {
    let ends = |rest: &[u8]| rest.first().is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'|'));
    let found =
        SEVERITIES.iter().chain(&WORDS).find_map(|word| cursor.rest.strip_prefix(*word).filter(|rest| ends(rest)));
    if let Some(rest) = found {
        cursor.rest = rest;
    }
    found.is_some()
}

/// `(346:1887)`: process and thread.
fn process(cursor: &mut Cursor<'_>) -> bool {
    let mut attempt = *cursor;
    let is_process = attempt.eat(b'(')
        && attempt.number(1, 9).is_some()
        && attempt.eat(b':')
        && attempt.number(1, 9).is_some()
        && attempt.eat(b')');
    if is_process {
        *cursor = attempt;
    }
    is_process
}

/// `<134>`: the priority of syslog.
fn priority(cursor: &mut Cursor<'_>) -> bool {
    let mut attempt = *cursor;
    let is_priority = attempt.eat(b'<') && attempt.number(1, 3).is_some() && attempt.eat(b'>');
    if is_priority {
        *cursor = attempt;
    }
    is_priority
}

/// `4931`, `8074:` or `00009522.001`: the number of the line, which a severity or a time follows.
fn counted(cursor: &mut Cursor<'_>) -> bool {
    let mut attempt = *cursor;
    if attempt.number(1, 9).is_none() {
        return false;
    }
    if attempt.eat(b'.') && attempt.number(3, 3).is_none() {
        return false;
    }
    let _ = attempt.eat(b':');
    if attempt.skip(|byte| matches!(byte, b' ' | b'\t' | b'|')) == 0 {
        return false;
    }
    let mut next = attempt;
    let follows = next.stamp().is_some() || word(&mut next);
    if follows {
        *cursor = attempt;
    }
    follows
}

/// Without the end of the line, as it is and as consoles show it.
fn end(message: &[u8]) -> &[u8] {
    let message = message.trim_ascii_end();
    let message = message.strip_suffix(b"^M").unwrap_or(message);
    let message = message.strip_suffix(b"</status>").unwrap_or(message);
    message.trim_ascii_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(line: &str) -> &str {
        std::str::from_utf8(strip(line.as_bytes()).message).unwrap()
    }

    #[test]
    fn published_layouts_are_stripped() {
        // Cisco docs 213407, 214535, 118893, 118699, 200860; public pages of 78xx and 79xx phones.
        for line in [
            "4931 WRN Mar 09 18:32:38.957881 (346:1887) SECUREAPP-x",
            "3344 NOT Nov 29  06:34:00.458890 SECUREAPP-x\r",
            "8074: NOT 23:00:22.335499 SECUREAPP-x",
            "7996 NOT 11:04:15.039394  SECUREAPP-x",
            "18:01:05.333 | debug SECUREAPP-x",
            "04:04:15.270 |   debug SECUREAPP-x",
            "debug|2018/11/29 18:01:05.333|SECUREAPP-x",
            "00009522.001 |13:32:28.155 |AppInfo  |SECUREAPP-x",
            "2019-03-09 13:32:27,854 INFO  SECUREAPP-x",
            "<134>Mar  9 18:32:38 SECUREAPP-x",
            "[8:52:30am 10/01/19] SECUREAPP-x",
            "1:33:26a SECUREAPP-x",
            "[   12.345678] SECUREAPP-x",
            "\tSECUREAPP-x^M",
            "SECUREAPP-x",
            "<status>[8:52:30am 10/01/19] SECUREAPP-x</status>",
        ] {
            assert_eq!(message(line), "SECUREAPP-x", "{line}");
        }
    }

    #[test]
    fn ordinary_text_stays_whole() {
        for line in ["12 apples", "Nothing", "NOTHING", "(see 4:5)", "<b>bold</b>", "1. first", "debugging", "x: y"] {
            assert_eq!(message(line), line);
            assert!(!strip(line.as_bytes()).is_log, "{line}");
        }
    }
}
