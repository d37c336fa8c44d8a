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

use super::Check;

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[
    &own_certificate::CHECK,
    &handshake::CHECK,
    &list_taken::CHECK,
    &trust_verification::CHECK,
    &lists_held::CHECK,
    &harmless::CHECK,
    &file_refused::CHECK,
    &etoken_wording::CHECK,
    &certificate_listing::CHECK,
    &clock::CHECK,
    &certificate_operation::CHECK,
];
