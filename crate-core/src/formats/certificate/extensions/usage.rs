//! What a key may be used for.

use std::fmt;
use x509_parser::extensions::NSCertType;

/// Key Usage (RFC 5280 section 4.2.1.3): a set of [`KeyUsageFlag`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KeyUsage {
    /// Bit `n` of the BIT STRING is bit `n` here, counted from the lowest.
    bits: u16,
}

/// One use, with the number of its bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names of RFC 5280 section 4.2.1.3 are explained there")]
pub enum KeyUsageFlag {
    DigitalSignature = 0,
    ContentCommitment = 1,
    KeyEncipherment = 2,
    DataEncipherment = 3,
    KeyAgreement = 4,
    KeyCertSign = 5,
    CrlSign = 6,
    EncipherOnly = 7,
    DecipherOnly = 8,
}

impl KeyUsageFlag {
    /// All of them, in the order of their bits.
    pub const ALL: [Self; 9] = [
        Self::DigitalSignature,
        Self::ContentCommitment,
        Self::KeyEncipherment,
        Self::DataEncipherment,
        Self::KeyAgreement,
        Self::KeyCertSign,
        Self::CrlSign,
        Self::EncipherOnly,
        Self::DecipherOnly,
    ];

    /// The name in RFC 5280: `digitalSignature`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DigitalSignature => "digitalSignature",
            Self::ContentCommitment => "contentCommitment",
            Self::KeyEncipherment => "keyEncipherment",
            Self::DataEncipherment => "dataEncipherment",
            Self::KeyAgreement => "keyAgreement",
            Self::KeyCertSign => "keyCertSign",
            Self::CrlSign => "cRLSign",
            Self::EncipherOnly => "encipherOnly",
            Self::DecipherOnly => "decipherOnly",
        }
    }
}

impl KeyUsage {
    /// Whether this use is among them.
    #[must_use]
    pub fn contains(self, flag: KeyUsageFlag) -> bool {
        self.bits & 1 << flag as u16 != 0
    }

    /// The uses, in the order of their bits.
    pub fn flags(self) -> impl Iterator<Item = KeyUsageFlag> {
        KeyUsageFlag::ALL.into_iter().filter(move |flag| self.contains(*flag))
    }

    /// From the flags of `x509-parser`, whose lowest bit is the first of the BIT STRING.
    pub(super) fn from_bits(bits: u16) -> Self {
        Self { bits }
    }
}

impl fmt::Display for KeyUsage {
    /// `digitalSignature, keyCertSign`; `none` for the empty set.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.flags().map(KeyUsageFlag::name).collect();
        formatter.write_str(if names.is_empty() { "none" } else { "" })?;
        formatter.write_str(&names.join(", "))
    }
}

/// One extended key usage (RFC 5280 section 4.2.1.12).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPurpose {
    /// The dotted object identifier.
    pub oid: String,
}

impl KeyPurpose {
    /// The name, or the object identifier when it has none here.
    #[must_use]
    pub fn name(&self) -> &str {
        match self.oid.as_str() {
            "2.5.29.37.0" => "anyExtendedKeyUsage",
            "1.3.6.1.5.5.7.3.1" => "serverAuth",
            "1.3.6.1.5.5.7.3.2" => "clientAuth",
            "1.3.6.1.5.5.7.3.3" => "codeSigning",
            "1.3.6.1.5.5.7.3.4" => "emailProtection",
            "1.3.6.1.5.5.7.3.5" => "ipsecEndSystem",
            "1.3.6.1.5.5.7.3.6" => "ipsecTunnel",
            "1.3.6.1.5.5.7.3.7" => "ipsecUser",
            "1.3.6.1.5.5.7.3.8" => "timeStamping",
            "1.3.6.1.5.5.7.3.9" => "OCSPSigning",
            "1.3.6.1.5.5.7.3.13" => "eapOverPPP",
            "1.3.6.1.5.5.7.3.14" => "eapOverLAN",
            "1.3.6.1.5.5.7.3.17" => "ipsecIKE",
            "1.3.6.1.5.5.8.2.2" => "ikeIntermediate",
            "1.3.6.1.4.1.311.10.3.1" => "msTrustListSigning",
            "1.3.6.1.4.1.311.20.2.1" => "msEnrollmentAgent",
            "1.3.6.1.4.1.311.21.6" => "msKeyRecoveryAgent",
            "1.3.6.1.4.1.311.10.3.3" => "msServerGatedCrypto",
            "1.3.6.1.4.1.311.10.3.4" => "msEncryptingFileSystem",
            "1.3.6.1.4.1.311.20.2.2" => "msSmartcardLogin",
            "2.16.840.1.113730.4.1" => "netscapeServerGatedCrypto",
            oid => oid,
        }
    }
}

impl fmt::Display for KeyPurpose {
    /// `serverAuth (1.3.6.1.5.5.7.3.1)`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name();
        if name == self.oid { formatter.write_str(name) } else { write!(formatter, "{name} ({})", self.oid) }
    }
}

/// Netscape's certificate type, in words.
pub(super) fn netscape_types(kinds: NSCertType) -> Vec<&'static str> {
    let named = [
        (kinds.ssl_client(), "SSL client"),
        (kinds.ssl_server(), "SSL server"),
        (kinds.smime(), "S/MIME"),
        (kinds.object_signing(), "object signing"),
        (kinds.ssl_ca(), "SSL CA"),
        (kinds.smime_ca(), "S/MIME CA"),
        (kinds.object_signing_ca(), "object signing CA"),
    ];
    named.into_iter().filter(|(set, _)| *set).map(|(_, name)| name).collect()
}
