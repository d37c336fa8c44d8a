//! SIG-04

use super::super::{Check, Fact, Observations, any_list};
use super::{signer, signer_evidence};
use crate::case::Release;
use crate::case::evaluation::Evaluation;
use crate::report::{Identity, ListKind, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "SIG-04",
    severity: Severity::Warning,
    title: "The signer is the one that the release uses",
    meaning: "Up to 11.5 the CallManager certificate signs (the TFTP node's own in an ITL, the publisher's in a CTL), from 12.0 ITLRecovery does; a CTL \
              may be signed by a hardware token up to 14. Another signer is the state after \"utils itl reset\" or \"utils ctl reset\", \
              which is meant to be left again.",
    symptoms: "Phones that know the usual signer alone refuse the list, and keep their old one.",
    plan: None,
    remedy: "After \"utils itl reset\": once all phones have registered, restart TFTP so that the usual signer signs. After \"utils ctl reset\": run \
             \"utils ctl update CTLFile\", then restart TFTP and CallManager.",
    source: "Cisco field notice FN70613; Cisco doc 214231",
    since: "0.1",
    needs: "a trust list",
    wants: &[Fact::Release],
    applies: any_list,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let releases = evaluation.releases;
    let (usual, name) = if releases.surely_at_least(12, 0) {
        (Identity::Itlrecovery, "ITLRecovery")
    } else if releases.surely_before(12, 0) {
        (Identity::Callmanager, "CallManager")
    } else {
        observations.lack([Fact::Release]);
        return;
    };
    let tokens_sign = releases.at_least(Release::with_update(14, 0, 3)) != Some(true);
    for list in evaluation.distinct_lists() {
        let Some((number, certificate)) = signer(evaluation, list) else { continue };
        let token = list.contents.kind == ListKind::Ctl && tokens_sign && certificate.identity == Identity::Etoken;
        if certificate.identity == usual || token {
            continue;
        }
        let detail = format!(
            "Release {releases} signs with {name}, but {} signed. {}",
            certificate.entry.certificate.subject().common_name(),
            certificate.identity_reason
        );
        let title = format!("{}: not the usual signer", list.input.short_name());
        observations.say(title, detail, vec![signer_evidence(list, number, certificate)]);
    }
}
