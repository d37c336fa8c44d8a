//! CTL: does the certificate trust list hold what a cluster in mixed mode needs?

pub(super) mod applications;
pub(super) mod emptied;
pub(super) mod incomplete;
pub(super) mod missing_server;
pub(super) mod no_capf;
pub(super) mod no_recovery;
pub(super) mod phones_left_behind;
pub(super) mod single_signer;
pub(super) mod tokens;
pub(super) mod tokens_expire;
pub(super) mod tokens_unsupported;
pub(super) mod tvs;

use super::Check;
use crate::case::evaluation::{Evaluation, JudgedList};
use crate::expected::Listed;
use crate::report::{Evidence, Identity, InputKind, ListKind};

/// The checks of this family, in the order of their ids.
pub(super) static CHECKS: &[&Check] = &[
    &incomplete::CHECK,
    &tvs::CHECK,
    &no_recovery::CHECK,
    &single_signer::CHECK,
    &missing_server::CHECK,
    &emptied::CHECK,
    &tokens::CHECK,
    &tokens_unsupported::CHECK,
    &tokens_expire::CHECK,
    &phones_left_behind::CHECK,
    &no_capf::CHECK,
    &applications::CHECK,
];

/// Every CTL of the case.
pub(super) fn ctls<'a, 'case>(evaluation: &'a Evaluation<'case>) -> impl Iterator<Item = &'a JudgedList<'case>> {
    evaluation.distinct_lists().filter(|list| list.contents.kind == ListKind::Ctl)
}

/// Applies when the case has a CTL.
fn any_ctl(evaluation: &Evaluation<'_>) -> bool {
    ctls(evaluation).next().is_some()
}

/// Evidence: the records of hardware tokens.
fn token_evidence(ctl: &JudgedList<'_>, records: &[Listed<'_>]) -> Vec<Evidence> {
    let tokens = records.iter().filter(|listed| listed.identity == Identity::Etoken);
    let evidence = tokens.map(|listed| Evidence {
        input: Some(ctl.input.id),
        record: Some(listed.number),
        certificate: ctl.certificate(listed.number).map(|entry| entry.sha256.clone()),
        offset: None,
    });
    evidence.collect()
}

/// What of the case shows that phones have LSCs, in words that go on a sentence.
pub(super) fn any_lsc_in_use(evaluation: &Evaluation<'_>) -> Option<&'static str> {
    let context = &evaluation.context;
    let is_secure = |mode: &str| matches!(mode, "encrypted" | "authenticated");
    if evaluation.certificates.iter().any(|judged| judged.identity == Identity::Lsc) {
        Some("the case holds the LSC of a phone")
    } else if context.phones.iter().filter_map(|phone| phone.device_security_mode.as_deref()).any(is_secure) {
        Some("the configuration of a phone asks for a secure registration")
    } else if evaluation.configurations.iter().any(|configuration| configuration.encrypted == Some(true))
        || evaluation.inputs.iter().any(|input| input.kind == InputKind::EncryptedFile)
    {
        Some("a phone's configuration is encrypted")
    } else {
        None
    }
}
