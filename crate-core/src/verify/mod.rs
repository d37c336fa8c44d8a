//! Verdicts on signatures: of files with a signed header, and of certificates.
//!
//! [`crypto`](crate::crypto) says what comes out of a signature; what that means for a phone or an administrator is said here.

pub mod certificate_signature;
pub mod chain;
pub mod file_signature;
