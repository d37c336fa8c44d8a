//! TLS alerts (RFC 5246 section 7.2, RFC 8446 section 6) in words.

use crate::report::Alert;

/// An alert with its name, as the RFCs and the logs of servers write it, and its meaning.
pub(super) fn alert(by_client: bool, fatal: bool, code: u8) -> Alert {
    let (name, meaning) = explain(code);
    let about_certificate = matches!(code, 41..=46 | 48 | 116);
    Alert { by_client, fatal, name, meaning: meaning.to_owned(), about_certificate }
}

fn explain(code: u8) -> (String, &'static str) {
    let (name, meaning) = match code {
        0 => ("close_notify", "it ended the connection in an orderly way"),
        10 => ("unexpected_message", "it did not expect what the other side sent"),
        20 => ("bad_record_mac", "a record was damaged, or the keys differ"),
        22 => ("record_overflow", "a record was too long"),
        40 => ("handshake_failure", "the two have no cipher in common, or a certificate that it asked for is missing"),
        41 => ("no_certificate", "it has no certificate"),
        42 => ("bad_certificate", "the certificate of the other side is damaged, or its signature does not hold"),
        43 => {
            ("unsupported_certificate", "it cannot use the certificate of the other side: its key, signature or usage")
        }
        44 => ("certificate_revoked", "the certificate of the other side was revoked"),
        45 => (
            "certificate_expired",
            "the certificate of the other side has expired or is not valid yet, by its own clock",
        ),
        46 => (
            "certificate_unknown",
            "it did not accept the certificate of the other side, for a reason that it does not give",
        ),
        47 => ("illegal_parameter", "a field of the handshake cannot be"),
        48 => ("unknown_ca", "it trusts neither the certificate of the other side nor who issued it"),
        49 => ("access_denied", "the certificate is valid, but does not give access"),
        50 => ("decode_error", "it could not read a message"),
        51 => ("decrypt_error", "a signature or a key exchange of the handshake is wrong"),
        70 => ("protocol_version", "it does not speak the version of TLS that the other side offers"),
        71 => ("insufficient_security", "the ciphers of the other side are too weak for it"),
        80 => ("internal_error", "it failed for a reason of its own"),
        86 => ("inappropriate_fallback", "the other side fell back to an older version without need"),
        90 => ("user_canceled", "it was called off"),
        100 => ("no_renegotiation", "it does not negotiate again"),
        109 => ("missing_extension", "an extension is missing"),
        110 => ("unsupported_extension", "it does not know an extension"),
        112 => ("unrecognized_name", "it does not know the name that was asked for"),
        116 => ("certificate_required", "the other side has to show a certificate and did not"),
        120 => ("no_application_protocol", "the two have no application protocol in common"),
        _ => return (format!("alert {code}"), "its meaning is not known here"),
    };
    (name.to_owned(), meaning)
}
