//! The alarm `DeviceTLInfo`, by which a SIP phone tells CUCM which trust lists it holds.
//!
//! It is XML in the body of a REFER, one field a line; phones log it so, breaking it at any place. Their pages show it in one line, as
//! `Name=value` one after another (formats.md, section 9).

use crate::text::visible_bytes;

/// A field of the alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    DeviceName,
    Address,
    CtlSignature,
    ItlSignature,
    CtlServer,
    ItlServer,
}

const FIELDS: &[(&str, Field)] = &[
    ("DeviceName", Field::DeviceName),
    ("IPv4Address", Field::Address),
    ("CTL_Signature", Field::CtlSignature),
    ("ITL_Signature", Field::ItlSignature),
    ("CTL_TFTP_Server", Field::CtlServer),
    ("ITL_TFTP_Server", Field::ItlServer),
];

/// The fields that stand in a line, in the order of the alarm.
pub(super) fn fields(line: &[u8]) -> Vec<(Field, String)> {
    let found = FIELDS.iter().filter_map(|(name, field)| {
        let at = super::find::position(line, name.as_bytes())?;
        let value = value(line.get(at + name.len()..)?)?;
        Some((*field, visible_bytes(value.trim_ascii())))
    });
    found.collect()
}

/// The value behind a name: up to the closing tag, or up to the next `Name=`.
fn value(behind: &[u8]) -> Option<&[u8]> {
    if let Some(value) = behind.strip_prefix(b"\">") {
        let end = value.iter().position(|byte| *byte == b'<').unwrap_or(value.len());
        return value.get(..end);
    }
    let value = behind.strip_prefix(b"=").or_else(|| behind.strip_prefix(b":"))?;
    value.get(..next_name(value))
}

/// Where the next `Name=` begins, or the end.
fn next_name(value: &[u8]) -> usize {
    let mut word = None;
    for (at, byte) in value.iter().enumerate() {
        match byte {
            b'=' => {
                if let Some(start) = word {
                    return start;
                }
            }
            b' ' | b'\t' | b',' | b';' => word = Some(at),
            _ => {}
        }
    }
    value.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read() {
        let line = b"DeviceTLInfo DeviceName=SEP001122334455 CTL_Signature=Not Installed CTL_TFTP_Server=N/A ITL_Signature=1B A1 ITL_TFTP_Server=a.example StatusCode=3";
        let expected = [
            (Field::DeviceName, "SEP001122334455"),
            (Field::CtlSignature, "Not Installed"),
            (Field::ItlSignature, "1B A1"),
            (Field::CtlServer, "N/A"),
            (Field::ItlServer, "a.example"),
        ];
        assert_eq!(fields(line), expected.map(|(field, value)| (field, value.to_owned())));
        let line = b"\t<String name=\"ITL_Signature\">1B A1 </String>";
        assert_eq!(fields(line), [(Field::ItlSignature, "1B A1".to_owned())]);
        assert_eq!(fields(b"<String name=\"CTL_Signature\">cut"), [(Field::CtlSignature, "cut".to_owned())]);
        assert!(fields(b"CTL_Signature").is_empty());
    }
}
