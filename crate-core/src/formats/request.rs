//! Certificate signing requests: PKCS#10 (RFC 2986).

/// A decoded request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateRequest {}
