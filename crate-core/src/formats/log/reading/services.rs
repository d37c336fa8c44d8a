//! Whom a phone talks to, and with which certificate.

use super::{Matched, Reading};

/// Ports of CUCM and what answers there (Cisco, TCP and UDP port usage).
const PORTS: &[(u16, &str)] = &[
    (2443, "SCCP over TLS"),
    (2445, "TVS"),
    (3804, "CAPF"),
    (5061, "SIP over TLS"),
    (6970, "TFTP files over HTTP"),
    (6971, "TFTP files over HTTPS"),
    (6972, "TFTP files over HTTPS"),
    (8443, "web services over HTTPS"),
];

/// What answers at the port; the pattern's last value.
pub(crate) fn port(matched: &Matched<'_>) -> Option<Reading> {
    let message = String::from_utf8_lossy(matched.message);
    let digits = message.rsplit("Port : ").next()?.trim();
    let port: u16 = digits.split(|digit: char| !digit.is_ascii_digit()).next()?.parse().ok()?;
    let name =
        PORTS.iter().find(|(known, _)| *known == port).map_or("a service that is not known here", |(_, name)| name);
    Some(Reading::new(name))
}

/// A phone without LSC shows its MIC.
pub(crate) fn no_lsc(_: &Matched<'_>) -> Option<Reading> {
    Some(Reading { values: vec![("certificate", "MIC".to_owned())], ..Reading::default() })
}

/// The server's key is too small for the phone.
pub(crate) fn key_too_small(_: &Matched<'_>) -> Option<Reading> {
    Some(Reading { values: vec![("refusal", "key too small".to_owned())], ..Reading::default() })
}

/// Whether the issuer of the phone's certificate is a CAPF or a CA of Cisco's manufacturing.
pub(crate) fn own_issuer(matched: &Matched<'_>) -> Option<Reading> {
    let issuer = matched.value;
    let name = common_name(issuer);
    let text = if name.starts_with("CAPF-") {
        format!("The certificate that the phone shows is an LSC, issued by {name}.")
    } else if name.contains("Manufacturing CA") || name.contains("SUDI CA") {
        format!(
            "The certificate that the phone shows is its manufacturing installed certificate (MIC), issued by {name}."
        )
    } else {
        format!("The certificate that the phone shows was issued by {issuer}.")
    };
    Some(Reading::new(text))
}

/// The CN of a name as OpenSSL writes it in one line: `/C=AU/O=Example/CN=CAPF-0a1b2c3d/ST=NSW`.
pub(crate) fn common_name(name: &str) -> &str {
    let mut parts = name.split(['/', ',', ';']).map(str::trim);
    parts.find_map(|part| part.strip_prefix("CN=").or_else(|| part.strip_prefix("CN = "))).unwrap_or_default()
}
