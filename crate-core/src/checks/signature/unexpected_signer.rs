//! SIG-04

use super::super::{Check, Observations};
use super::{signer, signer_evidence};
use crate::case::evaluation::Evaluation;
use crate::report::{Identity, ListKind, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "SIG-04",
    severity: Severity::Warning,
    title: "The signer is the one that the release uses",
    meaning: "Up to 11.5 the CallManager certificate signs (the TFTP node's own in an ITL, the publisher's in a CTL), from 12.0 ITLRecovery does; a CTL \
              may be signed by a hardware token up to 14. Another signer is the state after \"utils itl reset\" or \"utils ctl reset\", \
              which is meant to be left again.",
    remedy: "After \"utils itl reset\": once all phones have registered, restart TFTP so that the usual signer signs. After \"utils ctl reset\": run \
             \"utils ctl update CTLFile\", then restart TFTP and CallManager.",
    source: "Cisco field notice FN70613; Cisco doc 214231",
    since: "0.1",
    applies: |evaluation| !evaluation.lists.is_empty() && major_release(evaluation).is_some(),
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let Some(major) = major_release(evaluation) else { return };
    let release = evaluation.context.release.as_deref().unwrap_or_default();
    for list in evaluation.distinct_lists() {
        let Some((number, certificate)) = signer(evaluation, list) else { continue };
        let (usual, name) =
            if major >= 12 { (Identity::Itlrecovery, "ITLRecovery") } else { (Identity::Callmanager, "CallManager") };
        let token = list.contents.kind == ListKind::Ctl && major <= 14 && certificate.identity == Identity::Etoken;
        if certificate.identity == usual || token {
            continue;
        }
        let detail = format!(
            "Release {release} signs with {name}, but {} signed. {}",
            certificate.entry.certificate.subject().common_name(),
            certificate.identity_reason
        );
        let title = format!("{}: not the usual signer", list.input.short_name());
        observations.say(title, detail, vec![signer_evidence(list, number, certificate)]);
    }
}

/// The number before the first dot of the release: 12 of `12.5(1)SU3`.
fn major_release(evaluation: &Evaluation<'_>) -> Option<u32> {
    let release = evaluation.context.release.as_deref()?;
    let digits = release.trim().split(|character: char| !character.is_ascii_digit()).next()?;
    digits.parse().ok()
}
