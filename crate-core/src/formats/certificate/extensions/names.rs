//! Object identifiers of extensions, and their names.

/// Object identifiers of extensions that other parts ask for.
pub mod oid {
    /// Subject Key Identifier (RFC 5280 section 4.2.1.2).
    pub const SUBJECT_KEY_IDENTIFIER: &str = "2.5.29.14";
    /// Key Usage (section 4.2.1.3).
    pub const KEY_USAGE: &str = "2.5.29.15";
    /// Subject Alternative Name (section 4.2.1.6).
    pub const SUBJECT_ALTERNATIVE_NAME: &str = "2.5.29.17";
    /// Issuer Alternative Name (section 4.2.1.7).
    pub const ISSUER_ALTERNATIVE_NAME: &str = "2.5.29.18";
    /// Basic Constraints (section 4.2.1.9).
    pub const BASIC_CONSTRAINTS: &str = "2.5.29.19";
    /// Name Constraints (section 4.2.1.10).
    pub const NAME_CONSTRAINTS: &str = "2.5.29.30";
    /// CRL Distribution Points (section 4.2.1.13).
    pub const CRL_DISTRIBUTION_POINTS: &str = "2.5.29.31";
    /// Certificate Policies (section 4.2.1.4).
    pub const CERTIFICATE_POLICIES: &str = "2.5.29.32";
    /// Policy Mappings (section 4.2.1.5).
    pub const POLICY_MAPPINGS: &str = "2.5.29.33";
    /// Authority Key Identifier (section 4.2.1.1).
    pub const AUTHORITY_KEY_IDENTIFIER: &str = "2.5.29.35";
    /// Policy Constraints (section 4.2.1.11).
    pub const POLICY_CONSTRAINTS: &str = "2.5.29.36";
    /// Extended Key Usage (section 4.2.1.12).
    pub const EXTENDED_KEY_USAGE: &str = "2.5.29.37";
    /// Freshest CRL (section 4.2.1.15).
    pub const FRESHEST_CRL: &str = "2.5.29.46";
    /// Inhibit anyPolicy (section 4.2.1.14).
    pub const INHIBIT_ANY_POLICY: &str = "2.5.29.54";
    /// Authority Information Access (section 4.2.2.1).
    pub const AUTHORITY_INFORMATION_ACCESS: &str = "1.3.6.1.5.5.7.1.1";
    /// Subject Information Access (section 4.2.2.2).
    pub const SUBJECT_INFORMATION_ACCESS: &str = "1.3.6.1.5.5.7.1.11";
    /// TLS Feature (RFC 7633).
    pub const TLS_FEATURE: &str = "1.3.6.1.5.5.7.1.24";
    /// Embedded Signed Certificate Timestamps (RFC 6962 section 3.3).
    pub const SIGNED_CERTIFICATE_TIMESTAMPS: &str = "1.3.6.1.4.1.11129.2.4.2";
    /// The poison of a precertificate (RFC 6962 section 3.1).
    pub const PRECERTIFICATE_POISON: &str = "1.3.6.1.4.1.11129.2.4.3";
    /// Netscape Certificate Type.
    pub const NETSCAPE_CERTIFICATE_TYPE: &str = "2.16.840.1.113730.1.1";
    /// Netscape Comment.
    pub const NETSCAPE_COMMENT: &str = "2.16.840.1.113730.1.13";
    /// Microsoft's name of a certificate template, version 1.
    pub const MICROSOFT_TEMPLATE_NAME: &str = "1.3.6.1.4.1.311.20.2";
    /// Microsoft's version of a certificate authority's certificate and key.
    pub const MICROSOFT_CA_VERSION: &str = "1.3.6.1.4.1.311.21.1";
    /// Microsoft's certificate template, version 2.
    pub const MICROSOFT_TEMPLATE: &str = "1.3.6.1.4.1.311.21.7";
}

/// The name of the extension with this dotted object identifier.
#[must_use]
pub fn extension_name(identifier: &str) -> Option<&'static str> {
    Some(match identifier {
        oid::SUBJECT_KEY_IDENTIFIER => "Subject Key Identifier",
        oid::KEY_USAGE => "Key Usage",
        oid::SUBJECT_ALTERNATIVE_NAME => "Subject Alternative Name",
        oid::ISSUER_ALTERNATIVE_NAME => "Issuer Alternative Name",
        oid::BASIC_CONSTRAINTS => "Basic Constraints",
        oid::NAME_CONSTRAINTS => "Name Constraints",
        oid::CRL_DISTRIBUTION_POINTS => "CRL Distribution Points",
        oid::CERTIFICATE_POLICIES => "Certificate Policies",
        oid::POLICY_MAPPINGS => "Policy Mappings",
        oid::AUTHORITY_KEY_IDENTIFIER => "Authority Key Identifier",
        oid::POLICY_CONSTRAINTS => "Policy Constraints",
        oid::EXTENDED_KEY_USAGE => "Extended Key Usage",
        oid::FRESHEST_CRL => "Freshest CRL",
        oid::INHIBIT_ANY_POLICY => "Inhibit Any Policy",
        oid::AUTHORITY_INFORMATION_ACCESS => "Authority Information Access",
        oid::SUBJECT_INFORMATION_ACCESS => "Subject Information Access",
        oid::TLS_FEATURE => "TLS Feature",
        oid::SIGNED_CERTIFICATE_TIMESTAMPS => "Signed Certificate Timestamps",
        oid::PRECERTIFICATE_POISON => "Precertificate Poison",
        oid::NETSCAPE_CERTIFICATE_TYPE => "Netscape Certificate Type",
        oid::NETSCAPE_COMMENT => "Netscape Comment",
        oid::MICROSOFT_TEMPLATE_NAME => "Microsoft Certificate Template Name",
        oid::MICROSOFT_CA_VERSION => "Microsoft CA Version",
        oid::MICROSOFT_TEMPLATE => "Microsoft Certificate Template",
        // These have a name and are shown as bytes.
        "1.3.6.1.4.1.311.21.2" => "Microsoft Previous CA Certificate Hash",
        "1.3.6.1.4.1.311.21.10" => "Microsoft Application Policies",
        "1.3.6.1.5.5.7.1.2" => "Biometric Information",
        "1.3.6.1.5.5.7.1.3" => "Qualified Certificate Statements",
        "1.3.6.1.5.5.7.1.14" => "Proxy Certificate Information",
        "1.3.6.1.5.5.7.48.1.5" => "OCSP No Check",
        "2.5.29.9" => "Subject Directory Attributes",
        "2.5.29.16" => "Private Key Usage Period",
        "2.16.840.1.113730.1.2" => "Netscape Base URL",
        "2.16.840.1.113730.1.3" => "Netscape Revocation URL",
        "2.16.840.1.113730.1.4" => "Netscape CA Revocation URL",
        "2.16.840.1.113730.1.8" => "Netscape CA Policy URL",
        "2.16.840.1.113730.1.12" => "Netscape SSL Server Name",
        _ => return None,
    })
}
