//! Roles, messages, answers and look-ups of TVS (formats.md, sections 3.1 and 6).

use super::{Matched, Reading};
use crate::formats::trust_list::Role;
use crate::report::Tone;

/// The number of a role: "TFTP (a TFTP server: signs configuration files)".
pub(crate) fn role(matched: &Matched<'_>) -> Option<Reading> {
    let role = Role(matched.value.trim_end_matches('}').trim().parse().ok()?);
    Some(Reading::new(format!("{role} ({})", role.meaning())))
}

/// Types of messages, in bytes and in words.
const MESSAGES: [(&str, &str); 4] = [
    ("CERT_VERIFICATION_REQ", "a phone asks whether a certificate is to be trusted"),
    ("CERT_VERIFICATION_RES", "the answer, whether a certificate is to be trusted"),
    ("QUERY_CERT_REQ", "a phone asks for the certificate of a signer, by name and serial number"),
    ("QUERY_CERT_RES", "the answer, with the certificate of a signer and its roles"),
];

/// The name of a type of messages.
pub(crate) fn tvs_message(matched: &Matched<'_>) -> Option<Reading> {
    match MESSAGES.iter().find(|(name, _)| name.eq_ignore_ascii_case(matched.value)) {
        Some((_, meaning)) => Some(Reading::new(format!("A message of TVS: {meaning}."))),
        None => Some(Reading::new(format!("A message of TVS of the type {}.", matched.value)).uncertain()),
    }
}

/// The first line of a message as bytes: `57 01 03 00 00 00 03 e9`.
pub(crate) fn tvs_dump(matched: &Matched<'_>) -> Option<Reading> {
    let [0x57, 1, kind, _, session @ ..] = dumped(matched.message)? else { return None };
    let (_, meaning) = MESSAGES.get(usize::from(kind).checked_sub(1)?)?;
    let session = u32::from_be_bytes(session);
    Some(Reading::new(format!("A message of TVS in bytes: {meaning}; session {session}.")))
}

/// The eight bytes of the line of a dump, and nothing else.
pub(super) fn dumped(message: &[u8]) -> Option<[u8; 8]> {
    let mut bytes = [0; 8];
    let mut words = message.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    for byte in &mut bytes {
        let word = words.next().filter(|word| word.len() == 2)?;
        *byte = u8::from_str_radix(std::str::from_utf8(word).ok()?, 16).ok()?;
    }
    words.next().is_none().then_some(bytes)
}

/// The status of an answer: 0 the certificate is good, 1 it is not.
pub(crate) fn tvs_answer(matched: &Matched<'_>) -> Option<Reading> {
    match matched.value {
        "0" => Some(Reading::toned("TVS answered that the certificate is to be trusted.", Tone::Good)),
        "1" => Some(Reading::toned("TVS answered that the certificate is not to be trusted.", Tone::Bad)),
        other => Some(Reading::toned(format!("TVS answered with the status {other}."), Tone::Bad).uncertain()),
    }
}

/// A serial number and the issuer's name, run together: `6F96…CN=…`. CUCM writes CN first (formats.md, section 2.1).
pub(crate) fn cache_key(matched: &Matched<'_>) -> Option<Reading> {
    let key = matched.value.split(", len").next().unwrap_or(matched.value).trim();
    let (serial, issuer) = key.split_at_checked(key.to_ascii_lowercase().find("cn=")?)?;
    let (serial, issuer) = (serial.trim().to_owned(), issuer.trim().to_owned());
    let text = format!("{serial} of the issuer {issuer}");
    Some(Reading { values: vec![("serial", serial), ("issuer", issuer)], ..Reading::new(text) })
}
