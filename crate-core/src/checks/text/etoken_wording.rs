//! TXT-08

use super::super::{Check, Observations, input, record};
use crate::case::evaluation::{Evaluation, JudgedList};
use crate::case::identity;
use crate::report::{Identity, Severity, Transcript};

pub(in crate::checks) static CHECK: Check = Check {
    id: "TXT-08",
    severity: Severity::Info,
    title: "What \"show itl\" and \"show ctl\" say of the signer",
    meaning: "\"This etoken was used to sign\" stands behind the record of the signer whatever it is: CallManager, ITLRecovery or a hardware token. \
              The last line says whether the server could verify the file with that record.",
    symptoms: "",
    plan: None,
    remedy: "The wording means nothing. If the server could not verify its file, restart the TFTP service of that node (ITL) or run \
             \"utils ctl update CTLFile\" and restart TFTP (CTL), then look again.",
    source: "Cisco TAC, Migrate CUCM Mixed Mode with Tokenless CTL (118893)",
    since: "0.1",
    needs: "a printed trust list",
    wants: &[],
    applies: |evaluation| evaluation.lists.iter().any(|list| list.contents.transcript.is_some()),
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for list in &evaluation.lists {
        let Some(transcript) = &list.contents.transcript else { continue };
        if transcript.verified == Some(false) {
            let title = format!("{}: the server could not verify the file", list.input.short_name());
            let detail = "Its own record of the signer does not fit the signature: the file is damaged, or was changed by hand. Phones refuse it.";
            observations.say_as(Severity::Error, title, detail, vec![input(list.input.id)]);
        }
        explain_wording(evaluation, list, transcript, observations);
    }
}

/// Says of a signer that is no token that the wording is not to be taken literally.
fn explain_wording(
    evaluation: &Evaluation<'_>,
    list: &JudgedList<'_>,
    transcript: &Transcript,
    observations: &mut Observations,
) {
    let is_token = |number: usize| {
        let Some(record) = list.contents.list.records.get(number.saturating_sub(1)) else { return false };
        let known = list.certificate(number).and_then(|entry| evaluation.certificate(&entry.sha256));
        match known {
            Some(certificate) => certificate.identity == Identity::Etoken,
            None => record.subject().is_some_and(|name| identity::is_token(&name.common_name())),
        }
    };
    let signers: Vec<usize> = transcript.signed_by.iter().copied().filter(|number| !is_token(*number)).collect();
    let Some(number) = signers.first().copied() else { return };
    let holder =
        list.contents.list.records.get(number.saturating_sub(1)).and_then(crate::formats::trust_list::Record::subject);
    let holder = holder.map_or_else(|| "that record".to_owned(), |name| name.common_name());
    let detail = format!(
        "The text says of record {number} that \"this etoken was used to sign\". {holder} is no hardware token; CUCM uses these words for every signer."
    );
    let title = format!("{}: signed by record {number}, {holder}", list.input.short_name());
    observations.say(title, detail, vec![record(list.input.id, number)]);
}
