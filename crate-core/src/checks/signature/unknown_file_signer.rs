//! SIG-07

use super::super::{Check, Observations, input, record};
use crate::case::evaluation::{Evaluation, JudgedFile};
use crate::formats::trust_list::Role;
use crate::report::{Evidence, Severity, SignatureStatus};

pub(in crate::checks) static CHECK: Check = Check {
    id: "SIG-07",
    severity: Severity::Info,
    title: "The signer of a file is known to the lists of the case",
    meaning: "A phone takes a signed file only when its ITL (or CTL) has the signer with the role TFTP or CCM+TFTP. Each TFTP node signs with \
              its own CallManager certificate and writes it into its own ITL, so a file of one node is often unknown to the ITL of another.",
    symptoms: "A phone that holds these lists and none that knows the signer refuses the file: its configuration does not change, or firmware \
              and ring tones are not taken.",
    plan: None,
    remedy: "Compare with the ITL that the phone holds. If that does not know the signer either, the phone got its ITL from another cluster \
              or node, or the TFTP service was not restarted after CallManager had been renewed.",
    source: "Cisco Security Guide, Default Security; the file format as observed in files of CUCM",
    since: "0.1",
    needs: "a signed file and a trust list",
    wants: &[],
    applies: |evaluation| !evaluation.files.is_empty() && !evaluation.lists.is_empty(),
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for file in &evaluation.files {
        let in_a_list = file.verdict.origin.is_some_and(|origin| origin.record.is_some());
        // A file without signer or signature is what SIG-01 speaks of.
        if in_a_list || file.verdict.status == SignatureStatus::NotCheckable {
            continue;
        }
        let signer = file.contents.header.signer();
        let name = signer.subject.map_or_else(|| "a signer without name".to_owned(), |subject| subject.common_name());
        let mut evidence = vec![input(file.input.id)];
        let as_signer_of_lists = as_sast(evaluation, file);
        let mut detail =
            format!("It is signed by {name}, which no trust list of the case has with the role TFTP or CCM+TFTP.");
        if let Some(place) = as_signer_of_lists {
            evidence.push(place);
            detail.push_str(" One has it as a signer of lists (SAST); whether every phone takes configuration on that alone is not documented.");
        }
        let title = format!("{}: the lists of the case do not know its signer", file.input.short_name());
        observations.say(title, detail, evidence);
    }
}

/// A SAST record with the certificate of the file's signer.
fn as_sast(evaluation: &Evaluation<'_>, file: &JudgedFile<'_>) -> Option<Evidence> {
    let signer = file.contents.header.signer();
    let (serial, issuer) = (signer.serial?, signer.issuer?);
    evaluation.distinct_lists().find_map(|list| {
        let mut signers = list.contents.list.with_role(Role::SAST);
        let is_it = |found: &crate::formats::trust_list::Record| {
            found.serial() == Some(serial.as_slice()) && found.issuer().is_some_and(|named| named.matches(&issuer))
        };
        signers.find(|(_, found)| is_it(found)).map(|(number, _)| record(list.input.id, number))
    })
}
