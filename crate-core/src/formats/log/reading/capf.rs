//! Results and messages of CAPF.

use super::{Matched, Reading};
use crate::report::Tone;

/// Codes, their names, and what they mean with what to do (Cisco Troubleshooting Guide, CAPF error codes; formats.md, section 7). 9 and 10 are in no document.
const RESULTS: &[(u32, &str, Tone, &str)] = &[
    (0, "CAPF_OP_SUCCESS", Tone::Good, "the operation succeeded"),
    (
        1,
        "CAPF_FETCH_SUCCESS_BUT_NO_CERT",
        Tone::Neutral,
        "the phone answered, but holds no certificate of the kind; install one",
    ),
    (2, "CAPF_OP_FAIL", Tone::Bad, "the operation failed, and no reason is given"),
    (
        3,
        "CAPF_OP_FAIL_INVALID_AUTH_STR",
        Tone::Bad,
        "the authentication string that was entered on the phone is not the one in its configuration; enter the right one",
    ),
    (
        4,
        "CAPF_OP_FAIL_INVALID_LSC",
        Tone::Bad,
        "CAPF does not take the LSC of the phone: it has expired, or its CAPF is not in CAPF-trust; set the authentication mode to null string or MIC and install a new LSC",
    ),
    (
        5,
        "CAPF_OP_FAIL_INVALID_MIC",
        Tone::Bad,
        "CAPF does not take the manufacturing installed certificate (MIC) of the phone: its CA is not in CAPF-trust, or it has expired",
    ),
    (6, "CAPF_OP_FAIL_INVALID_CRENDENTIALS", Tone::Bad, "the credentials are not right"),
    (7, "CAPF_OP_FAIL_PHONE_COMM_ERROR", Tone::Bad, "the connection to the phone failed"),
    (8, "CAPF_OP_FAIL_OP_TIMED_OUT", Tone::Bad, "the operation was not completed in its time; schedule it again"),
    (11, "CAPF_OP_FAIL_LATE_REQUEST", Tone::Bad, "the phone asked after the operation was due; schedule it again"),
];

/// Commands of the protocol (formats.md, section 7).
const COMMANDS: [&str; 23] = [
    "an authentication request",
    "an authentication response",
    "a request to make a key",
    "the answer to a request to make a key",
    "a request to encrypt",
    "the answer to a request to encrypt",
    "a request to decrypt",
    "the answer to a request to decrypt",
    "a request to store a certificate",
    "the answer to a request to store a certificate",
    "a request to fetch a certificate",
    "the answer to a request to fetch a certificate",
    "a request to delete a certificate",
    "the answer to a request to delete a certificate",
    "the end of the session",
    "a request to come again later",
    "a message that the operation goes on",
    "a request for the status",
    "the answer to a request for the status",
    "an abort",
    "the answer to an abort",
    "a request to sign",
    "the answer to a request to sign",
];

/// The name of a result.
pub(crate) fn capf_name(matched: &Matched<'_>) -> Option<Reading> {
    // The pattern took the beginning of the name away; it stands in the message.
    let message = String::from_utf8_lossy(matched.message).to_ascii_uppercase();
    let start = message.find("CAPF_OP_").or_else(|| message.find("CAPF_FETCH_"))?;
    let name = message.get(start..)?.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').next()?;
    // The product writes CRENDENTIALS; a later version may not.
    let name = if name == "CAPF_OP_FAIL_INVALID_CREDENTIALS" { "CAPF_OP_FAIL_INVALID_CRENDENTIALS" } else { name };
    match RESULTS.iter().find(|(_, known, _, _)| *known == name) {
        Some((code, _, tone, meaning)) => Some(Reading::toned(format!("CAPF result {code}: {meaning}."), *tone)),
        None => Some(Reading::new(format!("A result of CAPF that no document names: {name}.")).uncertain()),
    }
}

/// A result as a number, behind words that say so.
pub(crate) fn capf_code(matched: &Matched<'_>) -> Option<Reading> {
    let digits = matched.value.trim_start_matches([' ', ':', '=', '[', '(', '-', 'i', 's']);
    let digits = digits.split(|digit: char| !digit.is_ascii_digit()).next()?;
    let code: u32 = digits.parse().ok()?;
    match RESULTS.iter().find(|(known, _, _, _)| *known == code) {
        Some((_, _, tone, meaning)) => Some(Reading::toned(format!("CAPF result {code}: {meaning}."), *tone)),
        None => Some(Reading::new(format!("CAPF result {code}, which no document names."))),
    }
}

/// The first line of a message as bytes: `55 0f 00 00 03 e9 00 04`.
pub(crate) fn capf_dump(matched: &Matched<'_>) -> Option<Reading> {
    let bytes = super::tvs::dumped(matched.message)?;
    let [0x55, command, session @ .., _, _] = bytes else { return None };
    let name = COMMANDS.get(usize::from(command).checked_sub(1)?)?;
    let session = u32::from_be_bytes(session);
    Some(Reading::toned(format!("A message of CAPF in bytes: {name}, session {session}."), Tone::Neutral))
}
