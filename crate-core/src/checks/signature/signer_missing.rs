//! SIG-02

use super::super::{Check, Observations, any_list, input, record};
use crate::case::evaluation::Evaluation;
use crate::plan::Key;
use crate::report::{Severity, SignatureStatus};

pub(in crate::checks) static CHECK: Check = Check {
    id: "SIG-02",
    severity: Severity::Critical,
    title: "The signer stands in the list, once, with the role SAST",
    meaning: "A list carries the certificate of its own signer as a SAST record, so that a phone which took it knows who may sign the next one. \
              Without that record, phones have no anchor from which to go on.",
    symptoms: "Phones that hold no other list with that signer, and cannot ask TVS, refuse it: configuration changes no longer arrive.",
    plan: Some(Key::Locked),
    remedy: "Have the list written anew: restart TFTP (ITL), or run \"utils ctl update CTLFile\" (CTL), and see with \"show itl\" or \"show ctl\" \
             that one record says it was used to sign.",
    source: "the file format as observed in files of CUCM and certutils; Cisco Security Guide, Default Security",
    since: "0.1",
    needs: "a trust list",
    wants: &[],
    applies: any_list,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for list in evaluation.distinct_lists() {
        if list.verdict.status == SignatureStatus::SignerMissing {
            let title = format!("{}: the signer is not in the list", list.input.short_name());
            observations.say(title, list.verdict.reason.clone(), vec![input(list.input.id)]);
        }
        let signers = list.contents.list.signer_records();
        if signers.len() > 1 {
            let numbers: Vec<String> = signers.iter().map(|(number, _)| number.to_string()).collect();
            let detail = format!(
                "Records {} all have the role SAST and the signer's serial number. A phone takes the first; the others only take room.",
                numbers.join(", ")
            );
            let evidence = signers.iter().map(|(number, _)| record(list.input.id, *number)).collect();
            let title = format!("{}: the signer stands in the list {} times", list.input.short_name(), signers.len());
            observations.say_as(Severity::Warning, title, detail, evidence);
        }
    }
}
