//! ROL-05

use super::super::certificate::{evidence, is_servers};
use super::super::{Check, Observations};
use super::{any_recovery, in_use};
use crate::case::evaluation::Evaluation;
use crate::crypto::PublicKey;
use crate::formats::certificate::Certificate;
use crate::plan::Key;
use crate::report::{Identity, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "ROL-05",
    severity: Severity::Warning,
    title: "ITLRecovery has a key as long as the other certificates",
    meaning: "An ITLRecovery certificate of an old release keeps its 1024 bits through upgrades, while the certificates of the services have 2048. Cisco \
              reports that the recovery commands then fail: the anchor is there, and cannot be used when it is needed.",
    symptoms: "Nobody feels it, until \"utils itl reset\" or \"utils ctl reset\" is needed and fails.",
    plan: Some(Key::Itlrecovery),
    remedy: "Regenerate ITLRecovery while all phones trust the current lists, and in no window together with other certificates.",
    source: "Cisco doc 214231",
    since: "0.1",
    needs: "an ITLRecovery certificate and one of a service",
    wants: &[],
    applies: any_recovery,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let mut others = evaluation.certificates.iter().filter(|judged| {
        judged.identity != Identity::Itlrecovery
            && is_servers(judged.identity)
            && !evaluation.holdings.is_only_stored(&judged.entry.sha256)
    });
    let longer = others
        .find_map(|judged| bits(&judged.entry.certificate).filter(|bits| *bits >= 2048).map(|bits| (judged, bits)));
    let Some((other, longer)) = longer else { return };
    for judged in in_use(evaluation, Identity::Itlrecovery) {
        let x509 = &judged.entry.certificate;
        let Some(bits) = bits(x509).filter(|bits| *bits < 2048) else { continue };
        let (own, other) = (x509.subject().common_name(), other.entry.certificate.subject().common_name());
        let title = format!("{own} has a key of {bits} bits");
        let detail = "The services have longer ones. A recovery command may fail with it.";
        observations
            .say(title, detail, evidence(judged))
            .compare("key", [(own, format!("RSA {bits}")), (other, format!("RSA {longer}"))]);
    }
}

fn bits(x509: &Certificate) -> Option<usize> {
    match x509.public_key() {
        PublicKey::Rsa(key) => Some(key.bits()),
        _ => None,
    }
}
