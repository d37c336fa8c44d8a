//! CTL-10

use super::super::{Check, Fact, Observations};
use super::{any_ctl, ctls};
use crate::case::evaluation::Evaluation;
use crate::checks::input;
use crate::expected;
use crate::report::Severity;
use crate::text::count;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CTL-10",
    severity: Severity::Warning,
    title: "Phones without Security By Default know who signs the CTL",
    meaning: "Phones without Security By Default (7940, 7960, 793x, Jabber, many TelePresence devices) cannot ask TVS about a signer that they \
              do not know. A CTL without tokens is signed by CallManager or ITLRecovery: whenever that certificate is renewed, or tokens are \
              given up, these phones never take the new CTL.",
    symptoms: "These phones keep their old CTL without a word; after CallManager is renewed they do not register encrypted any more, until \
              their CTL has been deleted by hand.",
    plan: None,
    remedy: "Before the signer is renewed, plan to delete the CTL on each of these phones (Settings > Security > Trust List, or a factory \
              reset). Renewing CAPF alone does not change the signer and does no harm.",
    source: "Cisco TAC, Migrate CUCM Mixed Mode with Tokenless CTL (118893)",
    since: "0.1",
    needs: "a CTL",
    wants: &[Fact::PhonesWithoutSecurityByDefault],
    applies: any_ctl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let phones = evaluation.context.phones_without_security_by_default.unwrap_or(0);
    if phones == 0 {
        return;
    }
    let phones = count(usize::try_from(phones).unwrap_or(usize::MAX), "phone");
    for ctl in ctls(evaluation) {
        if expected::has_tokens(&expected::records(evaluation, ctl)) {
            continue;
        }
        let signer = ctl.contents.list.header.signer().subject;
        let signer = signer.map_or_else(|| "a server".to_owned(), |subject| subject.common_name());
        let title =
            format!("{} is signed by a server, and {phones} will not take another signer", ctl.input.short_name());
        let detail = format!(
            "{signer} signed it. Phones without Security By Default take the next CTL only if a signer signs it that they know."
        );
        observations.say(title, detail, vec![input(ctl.input.id)]);
    }
}
