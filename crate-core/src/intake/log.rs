//! Lines of phones and servers.

use super::{Allowance, Artifact, Candidate, Recognised};
use crate::formats::log::known::Writer;
use crate::formats::log::{Scan, scan};
use crate::report::{InputKind, Tally};
use crate::text::with_commas;

/// Bytes by which a text is told from binary data and from documents.
const LOOKED_AT: usize = 16 * 1024;

/// Recognises text with lines of which something is known, and text in which most lines begin as lines of logs do.
pub(super) fn detect(candidate: &Candidate<'_>, _allowance: &mut Allowance) -> Option<Recognised> {
    let start = candidate.bytes.get(..LOOKED_AT).unwrap_or(candidate.bytes);
    if !is_text(start) {
        return None;
    }
    // The phone's alarm is XML, and its page of status messages can be had as XML; other documents are no logs.
    let is_alarm = holds(start, b"x-cisco-alarm") || holds(start, b"<DeviceLog");
    if is_document(start) && !is_alarm {
        return None;
    }
    let scan = scan(candidate.bytes);
    let explained = scan.log.tally.all();
    let is_held = is_alarm && scan.log.phones.iter().any(|phone| !phone.lists.is_empty());
    let is_known = scan.stamped_explained > 0
        || (explained > 0 && (is_held || (explained + scan.stamped).saturating_mul(2) >= scan.filled));
    if !is_known && !has_shape(&scan, candidate.name) {
        return None;
    }
    let description = describe(&scan);
    Some(Recognised { artifact: Artifact::Log(scan.log), ..Recognised::new(InputKind::Log, description) })
}

/// "a phone log with 1,204 lines, 17 of them explained: 2 bad, 5 harmless"
fn describe(scan: &Scan) -> String {
    let lines = match scan.log.line_count {
        1 => "1 line".to_owned(),
        count => format!("{} lines", with_commas(count)),
    };
    let explained = scan.log.tally.all();
    if explained == 0 {
        return match scan.log.line_count {
            1 => format!("a log of {lines}, of which nothing is known here"),
            _ => format!("a log of {lines}, none of which is known here"),
        };
    }
    let what = match scan.writer() {
        Some(Writer::PhoneStatus) => "status messages of a phone",
        Some(Writer::Tvs) => "a TVS trace",
        Some(Writer::Capf) => "a CAPF trace",
        Some(Writer::Phone) | None => "a phone log",
    };
    let Tally { bad, harmless, .. } = scan.log.tally;
    let parts = [(bad, "bad"), (harmless, "harmless")];
    let said: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, tone)| format!("{} {tone}", with_commas(*count)))
        .collect();
    let said = if said.is_empty() { "none of them bad".to_owned() } else { said.join(", ") };
    if scan.log.line_count == 1 {
        return format!("{what} with 1 line, which is explained");
    }
    format!("{what} with {lines}, {} of them explained: {said}", with_commas(explained))
}

/// Whether a text of which no line is known is a log all the same: most lines begin with a time or a severity, or its name is one that
/// problem reports of phones and servers give to logs, and some lines begin so.
fn has_shape(scan: &Scan, name: &str) -> bool {
    if is_log_name(name) {
        return scan.stamped > 0 && scan.stamped.saturating_mul(10) >= scan.filled;
    }
    scan.stamped >= 5 && scan.stamped.saturating_mul(5) >= scan.filled.saturating_mul(3)
}

/// `messages`, `messages.0`, `dmesg`, `syslog`, `console.log`, `SDL001_100_000001.txt.log`, `status.txt`
fn is_log_name(name: &str) -> bool {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
    let stem = base.split('.').next().unwrap_or_default();
    matches!(stem, "messages" | "dmesg" | "syslog" | "status" | "console")
        || base.split('.').skip(1).any(|part| part == "log")
}

/// HTML, XML and JSON. A priority of syslog (`<134>`) begins with the same mark.
fn is_document(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    match start {
        [b'<', next, ..] => !next.is_ascii_digit(),
        [b'{', ..] => true,
        _ => false,
    }
}

/// Mostly printable. A phone that lost power may leave some zeros in its log.
fn is_text(start: &[u8]) -> bool {
    let controls = start.iter().filter(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace() && **byte != 0x1b);
    !start.is_empty() && controls.count().saturating_mul(50) < start.len()
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}
