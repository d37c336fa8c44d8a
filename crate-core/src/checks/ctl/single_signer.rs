//! CTL-04

use super::super::{Check, Observations, record};
use super::{any_ctl, ctls};
use crate::case::evaluation::Evaluation;
use crate::expected;
use crate::formats::trust_list::Role;
use crate::report::{Identity, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "CTL-04",
    severity: Severity::Warning,
    title: "A CTL holds two signers or more",
    meaning: "The signers of a CTL are all that a phone believes about the next one. With one alone, its loss or renewal means that the CTL \
              has to be deleted on every phone. The CTL client asks for two tokens for that reason; without tokens CUCM writes ITLRecovery \
              beside CallManager, from about 11.0 on. Before, one is all there is.",
    symptoms: "Nobody feels it, until that signer is lost or renewed: then phones refuse every new CTL.",
    plan: None,
    remedy: "With tokens: add a second one with the CTL client, or change to a CTL without tokens. Without: run \"utils ctl update CTLFile\" \
              on the publisher once the release is 11.0 or later. Do not renew the only signer before.",
    source: "Cisco TAC, Migrate CUCM Mixed Mode with Tokenless CTL (118893); Cisco Security Guide, Cisco CTL Client",
    since: "0.1",
    needs: "a CTL",
    wants: &[],
    applies: any_ctl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for ctl in ctls(evaluation).filter(|ctl| expected::is_whole(ctl)) {
        let records = expected::records(evaluation, ctl);
        let mut signers = records.iter().filter(|listed| listed.role == Role::SAST && listed.repeats.is_none());
        let (Some(only), None) = (signers.next(), signers.next()) else { continue };
        let is_server = !matches!(only.identity, Identity::Etoken | Identity::Itlrecovery);
        // 10.0 to 10.5 write no more than this one.
        let usual = is_server && !evaluation.releases.surely_at_least(11, 0);
        let (severity, note) = match (usual, only.identity) {
            (true, _) => (
                Severity::Info,
                "Releases 10.0 to about 10.5 write no other; later ones add ITLRecovery when the CTL is updated.",
            ),
            (false, Identity::Etoken) => {
                (Severity::Warning, "The CTL client asks for two tokens; the other is missing here.")
            }
            (false, _) => {
                (Severity::Warning, "This release writes two: CallManager of the publisher, and ITLRecovery.")
            }
        };
        let title = format!("{} holds a single signer", ctl.input.short_name());
        let detail = format!("It is {}. {note}", only.names.shown());
        observations.say_as(severity, title, detail, vec![record(ctl.input.id, only.number)]);
    }
}
