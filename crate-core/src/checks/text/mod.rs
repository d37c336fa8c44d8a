//! TXT: what does a text say: a log, a status message, what the command line printed?

pub(super) mod certificate_listing;
pub(super) mod certificate_operation;
pub(super) mod clock;
pub(super) mod etoken_wording;
pub(super) mod file_refused;
pub(super) mod handshake;
pub(super) mod harmless;
mod lines;
pub(super) mod list_taken;
pub(super) mod lists_held;
pub(super) mod own_certificate;
pub(super) mod trust_verification;
