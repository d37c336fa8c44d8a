//! TLS alerts (RFC 5246 section 7.2, RFC 8446 section 6), as OpenSSL and Wireshark name them.

use super::{Matched, Reading};
use crate::report::Tone;

/// Names of alerts and what they mean when the far side sends them, and when the phone does. Names without marks and in small letters.
const ALERTS: &[(&str, &str, &str)] = &[
    (
        "unknown ca",
        "the far side does not know who issued the certificate that it was shown: the CA of the phone's LSC or MIC is missing in its trust store \
         (CallManager-trust, CAPF-trust), as when the LSC comes from another cluster",
        "the phone does not know who issued the certificate of the far side",
    ),
    (
        "bad certificate",
        "the far side could not verify the certificate that it was shown",
        "the phone could not verify the certificate of the far side",
    ),
    (
        "unsupported certificate",
        "the far side does not take certificates of this type or use",
        "the phone does not take certificates of the type or use of the far side's",
    ),
    (
        "certificate revoked",
        "the far side says that the certificate is revoked",
        "the phone says that the certificate of the far side is revoked",
    ),
    (
        "certificate expired",
        "the certificate that was shown has expired, or is not valid yet, by the clock of the far side",
        "the certificate of the far side has expired, or is not valid yet, by the clock of the phone",
    ),
    (
        "certificate unknown",
        "the far side does not take the certificate that it was shown, for a reason that it does not say",
        "the phone does not take the certificate of the far side, for a reason that it does not say",
    ),
    (
        "handshake failure",
        "the two sides have no cipher or version in common, or the far side asked for a certificate and got none",
        "the two sides have no cipher or version in common",
    ),
    (
        "protocol version",
        "the far side does not take this version of TLS",
        "the phone does not take the version of TLS that the far side offers",
    ),
    (
        "insufficient security",
        "the far side asks for stronger ciphers than the phone offers",
        "the phone asks for stronger ciphers than the far side offers",
    ),
    (
        "decrypt error",
        "the far side could not verify a signature of the handshake",
        "the phone could not verify a signature of the handshake",
    ),
    ("access denied", "the far side knows the certificate and denies access", "the phone denies access"),
    ("no certificate", "the far side has no certificate to show", "the phone has no certificate to show"),
    ("internal error", "the far side met an error of its own", "the phone met an error of its own"),
    ("decode error", "the far side could not read a message", "the phone could not read a message"),
    ("illegal parameter", "the far side read a value that must not be", "the phone read a value that must not be"),
];

/// `[read]:[fatal]:[unknown CA` or `read:fatal:handshake failure:<10.1.1.10>`.
pub(crate) fn alert(matched: &Matched<'_>) -> Option<Reading> {
    let mut parts = matched.value.split(':').map(|part| part.trim_matches([' ', '[', ']']));
    let (direction, level, name) = (parts.next()?, parts.next()?, parts.next()?);
    let sent = match direction.to_ascii_lowercase() {
        direction if direction.starts_with("read") => false,
        direction if direction.starts_with("write") => true,
        _ => return None,
    };
    Some(say(level, name, Some(sent)))
}

/// `Fatal, Description: Unknown CA)`: which side sent it does not stand there.
pub(crate) fn alert_spelled_out(matched: &Matched<'_>) -> Option<Reading> {
    let (level, name) = matched.value.split_once(',')?;
    let name = name.trim().strip_prefix("Description")?.trim_start_matches([':', ' ']);
    let name = name.split([')', '(']).next().unwrap_or(name);
    Some(say(level, name, None))
}

fn say(level: &str, name: &str, sent: Option<bool>) -> Reading {
    let name = name.trim().to_ascii_lowercase().replace('_', " ");
    let who = match sent {
        Some(false) => "The far side ended the TLS handshake",
        Some(true) => "The phone ended the TLS handshake",
        None => "A side ended the TLS handshake",
    };
    let values = vec![("alert name", name.clone())];
    if name == "close notify" || level.trim().eq_ignore_ascii_case("warning") {
        let text = format!("A TLS alert that ends nothing before its time: {name}.");
        return Reading { values, ..Reading::toned(text, Tone::Neutral) };
    }
    let known = ALERTS.iter().find(|(known, _, _)| *known == name);
    let meaning = known.map(|(_, read, sent_by_phone)| if sent == Some(true) { sent_by_phone } else { read });
    let text = match meaning {
        Some(meaning) => format!("{who} with the alert \"{name}\": {meaning}."),
        None => format!("{who} with the alert \"{name}\"."),
    };
    Reading { values, ..Reading::new(text) }
}
