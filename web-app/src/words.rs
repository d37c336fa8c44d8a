//! How the page names things. The nouns are those of the design; every word a person reads is exact.

use trustlens_core::Timestamp;
use trustlens_core::report::{
    Certificate, CertificateSignatureStatus, ClusterMode, InputKind, ListKind, ListSource, Safety, ServiceState,
    Severity, SignatureStatus, Standing, TrustList,
};

/// How good or bad something is: decides on icon and colour, never instead of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// As it should be.
    Good,
    /// Outage or lockout is likely.
    Critical,
    /// Wrong.
    Error,
    /// Deserves attention.
    Warning,
    /// Worth knowing.
    Info,
}

impl Tone {
    /// The class that carries the colour.
    pub fn class(self) -> &'static str {
        match self {
            Self::Good => "tone-good",
            Self::Critical => "tone-critical",
            Self::Error => "tone-error",
            Self::Warning => "tone-warning",
            Self::Info => "tone-info",
        }
    }
}

impl From<Severity> for Tone {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Critical => Self::Critical,
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Info,
        }
    }
}

/// All severities, worst first.
pub const SEVERITIES: [Severity; 4] = [Severity::Critical, Severity::Error, Severity::Warning, Severity::Info];

/// A severity as a label.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "Critical",
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Info => "Info",
    }
}

/// A number of findings of a severity: "2 errors".
pub fn severity_count(of: Severity, number: usize) -> String {
    let noun = match of {
        Severity::Critical => return format!("{} critical", thousands(number as u64)),
        Severity::Info => return format!("{} info", thousands(number as u64)),
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    count(number, noun)
}

/// The verdict on a signature in one or two words, and how bad it is.
pub fn verdict(status: SignatureStatus) -> (Tone, &'static str) {
    match status {
        SignatureStatus::Valid => (Tone::Good, "Signature good"),
        SignatureStatus::Altered => (Tone::Critical, "Content altered"),
        SignatureStatus::WrongKey => (Tone::Critical, "Wrong key"),
        SignatureStatus::SignerMissing => (Tone::Warning, "Signer missing"),
        SignatureStatus::Unsupported => (Tone::Warning, "Not verifiable here"),
        SignatureStatus::NotCheckable => (Tone::Warning, "Nothing to verify"),
    }
}

/// The verdict on the signature of a trust list. That printed text cannot be verified is in its nature, and nothing to warn of.
pub fn list_verdict(list: &TrustList) -> (Tone, &'static str) {
    match (list.source, list.signature.status) {
        (ListSource::Transcript, SignatureStatus::NotCheckable) => (Tone::Info, "Printed text"),
        (_, status) => verdict(status),
    }
}

/// The verdict on a certificate's signature in few words.
pub fn certificate_verdict(certificate: &Certificate) -> (Tone, &'static str) {
    match certificate.signature.status {
        CertificateSignatureStatus::Valid => (Tone::Good, "Good"),
        CertificateSignatureStatus::Invalid => (Tone::Error, "Bad"),
        CertificateSignatureStatus::IssuerMissing => (Tone::Info, "No issuer"),
        CertificateSignatureStatus::Unsupported => (Tone::Warning, "Unverifiable"),
    }
}

/// A digest as people write it: "SHA-512" for `sha512`.
pub fn digest(name: &str) -> String {
    match name.strip_prefix("sha") {
        Some(bits) => format!("SHA-{bits}"),
        None => name.to_owned(),
    }
}

/// Which trust list it is.
pub fn list_kind(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Itl => "ITL",
        ListKind::Ctl => "CTL",
        ListKind::Unknown => "Trust list",
    }
}

/// What an input is.
pub fn input_kind(kind: InputKind) -> &'static str {
    match kind {
        InputKind::TrustList => "Trust list",
        InputKind::SignedFile => "Signed file",
        InputKind::EncryptedFile => "Encrypted file",
        InputKind::Certificate => "Certificate",
        InputKind::CertificateBundle => "Certificate bundle",
        InputKind::Request => "Request (CSR)",
        InputKind::Transcript => "Transcript",
        InputKind::Log => "Log",
        InputKind::Capture => "Capture",
        InputKind::Archive => "Archive",
        InputKind::Configuration => "Configuration",
        InputKind::PrivateKey => "Private key",
        InputKind::Unknown => "Unknown",
    }
}

/// The security mode of a cluster.
pub fn mode(mode: ClusterMode) -> &'static str {
    match mode {
        ClusterMode::Mixed => "mixed mode",
        ClusterMode::NonSecure => "non-secure mode",
        ClusterMode::Unknown => "not known",
    }
}

/// How an entry of a trust list stands.
pub fn standing(standing: Standing) -> (Tone, &'static str) {
    match standing {
        Standing::Present => (Tone::Good, "there"),
        Standing::Missing => (Tone::Error, "missing"),
        Standing::Tolerated => (Tone::Info, "not there, tolerated"),
        Standing::Stale => (Tone::Error, "stale"),
        Standing::Unexpected => (Tone::Info, "not needed"),
    }
}

/// How a service, or what it rests on, stands.
pub fn service_state(state: ServiceState) -> (Tone, &'static str) {
    match state {
        ServiceState::Sound => (Tone::Good, "sound"),
        ServiceState::NotInCase => (Tone::Info, "not in the case"),
        ServiceState::Expiring => (Tone::Warning, "expiring"),
        ServiceState::Broken => (Tone::Error, "broken"),
    }
}

/// Whether phones survive changes.
pub fn safety(safety: Safety) -> (Tone, &'static str) {
    match safety {
        Safety::Safe => (Tone::Good, "Safe: all phones follow"),
        Safety::Caution => (Tone::Warning, "Possible, with caution"),
        Safety::Refused => (Tone::Critical, "Refused"),
    }
}

/// What the checks of a family look at; the family is the first part of a check's id.
pub fn family(name: &str) -> &'static str {
    match name {
        "FMT" => "Files and formats",
        "SIG" => "Signatures",
        "ITL" => "Contents of the ITL",
        "CTL" => "Contents of the CTL",
        "XF" => "Several files against each other",
        "CRT" => "Certificates by themselves",
        "EKU" => "Key usage",
        "ROL" => "Roles and identities",
        "PHN" => "Phones",
        "TRU" => "Trust stores and chains",
        "CSR" => "Certificate signing requests",
        "TXT" => "Logs and command output",
        "PCAP" => "Network captures",
        _ => "Others",
    }
}

/// How a certificate stands at a date.
pub fn validity(certificate: &Certificate, at: Timestamp) -> (Tone, String) {
    if certificate.not_before > at {
        return (Tone::Error, format!("not valid yet: begins {}", certificate.not_before.relative_to(at)));
    }
    let relative = certificate.not_after.relative_to(at);
    if certificate.not_after < at {
        return (Tone::Error, format!("expired {relative}"));
    }
    let tone = match at.days_until(certificate.not_after) {
        ..30 => Tone::Error,
        30..90 => Tone::Warning,
        _ => Tone::Good,
    };
    (tone, format!("expires {relative}"))
}

/// The common name in a distinguished name, however its parts are joined; all of it where there is none.
pub fn short_name(name: &str) -> &str {
    name.split([';', ','])
        .map(str::trim)
        .find_map(|part| {
            let (key, value) = part.split_once('=')?;
            key.trim().eq_ignore_ascii_case("cn").then(|| value.trim().trim_matches('"').trim())
        })
        .filter(|value| !value.is_empty())
        .unwrap_or(name)
}

/// Words as a sentence begins: with a capital.
pub fn sentence(words: &str) -> String {
    let mut sentence = words.to_owned();
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence
}

/// "1 record", "10,000 records".
pub fn count(number: usize, noun: &str) -> String {
    wide_count(number as u64, noun)
}

fn wide_count(number: u64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", thousands(number))
}

/// A number with commas between thousands.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of bytes: "10,671 bytes", and for large ones also the megabytes.
pub fn bytes(number: u64) -> String {
    let exact = wide_count(number, "byte");
    if number < 1_000_000 {
        return exact;
    }
    format!("{exact} ({}.{} MB)", number / 1_000_000, number % 1_000_000 / 100_000)
}

/// How far something has come that is measured in bytes: "120 of 500 MB".
pub fn megabytes(done: u64, total: u64) -> String {
    format!("{} of {} MB", thousands(done / 1_000_000), thousands(total.div_ceil(1_000_000)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1000), "1,000");
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(count(1, "record"), "1 record");
        assert_eq!(bytes(10_671), "10,671 bytes");
        assert_eq!(bytes(12_345_678), "12,345,678 bytes (12.3 MB)");
        assert_eq!(megabytes(120_900_000, 499_000_001), "120 of 500 MB");
        assert_eq!(megabytes(0, 2_000_000_000), "0 of 2,000 MB");
    }

    #[test]
    fn the_short_name_is_the_common_name() {
        assert_eq!(short_name("CN=cucm-pub;OU=Voice;O=Alpha"), "cucm-pub");
        assert_eq!(short_name("C=US, O=Cisco, CN=Cisco Root CA M2"), "Cisco Root CA M2");
        assert_eq!(short_name("cn=\"SAST-ADN0054f509        \";ou=IPCBU"), "SAST-ADN0054f509");
        assert_eq!(short_name("O=only"), "O=only");
        assert_eq!(short_name("CN="), "CN=");
        assert_eq!(short_name(""), "");
    }
}
