//! Bare base64: what remains of a file after it went through a mail or a ticket.

use super::{Allowance, Candidate, Member, Recognised};
use crate::formats::pem;
use crate::report::InputKind;
use crate::text::count;

/// Recognises an input that is base64 from end to end, in quotes or not, and unwraps it.
pub(super) fn detect(candidate: &Candidate<'_>, allowance: &mut Allowance) -> Option<Recognised> {
    let Candidate { name, bytes, .. } = *candidate;
    if allowance.members == 0 {
        return None;
    }
    let (decoded, quoted) = match pem::bare_base64(bytes) {
        Some(decoded) => (decoded, ""),
        None => (pem::bare_base64(without_quotes(bytes)?)?, " in quotes"),
    };
    allowance.members -= 1;
    let description = format!("base64{quoted} of {}", count(decoded.len(), "byte"));
    let base = name.strip_suffix(".b64").or_else(|| name.strip_suffix(".base64")).unwrap_or(name);
    let member = Member { name: format!("{base} (decoded)"), bytes: decoded, origin: None };
    Some(Recognised { members: vec![member], ..Recognised::new(InputKind::Archive, description) })
}

/// What stands between a pair of quotes, as a value copied out of JSON, a script or a table; a comma or semicolon may follow.
fn without_quotes(bytes: &[u8]) -> Option<&[u8]> {
    let value = bytes.trim_ascii();
    let value = value.strip_suffix(b",").or_else(|| value.strip_suffix(b";")).unwrap_or(value);
    [&b"\""[..], b"'"].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::base64::prelude::{BASE64_STANDARD, Engine as _};

    #[test]
    fn quotes_around_a_value_are_taken_off() {
        let bytes = [7; 80];
        let text = BASE64_STANDARD.encode(bytes);
        for (given, described) in [
            (text.clone(), "base64 of 80 bytes"),
            (format!("\"{text}\""), "base64 in quotes of 80 bytes"),
            (format!(" '{text}',\n"), "base64 in quotes of 80 bytes"),
        ] {
            let candidate = Candidate { name: "value.b64", bytes: given.as_bytes(), passwords: &[] };
            let recognised = detect(&candidate, &mut Allowance::default()).unwrap();
            assert_eq!(recognised.description, described);
            assert_eq!(
                (recognised.members[0].name.as_str(), &recognised.members[0].bytes[..]),
                ("value (decoded)", &bytes[..])
            );
        }
        assert!(without_quotes(b"\"half").is_none() && without_quotes(b"\"").is_none());
    }
}
