//! CTL-07

use super::super::{Check, Observations, record};
use super::{any_ctl, ctls};
use crate::case::evaluation::Evaluation;
use crate::expected;
use crate::formats::trust_list::Role;
use crate::report::{Identity, Severity};
use crate::text::listed_briefly;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CTL-07",
    severity: Severity::Info,
    title: "Hardware tokens sign the CTL",
    meaning: "A CTL of the CTL client is signed by one of at least two USB tokens, whose certificates Cisco issued: SAST-ADN… under Cisco \
              Manufacturing CA. Whoever wants to change the CTL needs one of the tokens and its password; fifteen wrong passwords destroy a \
              token. From 14 SU3 tokens are not supported.",
    symptoms: "",
    plan: None,
    remedy: "Know where the tokens and their passwords are. Plan the change to a CTL without tokens (\"utils ctl set-cluster mixed-mode\"), \
              before an upgrade to 14 and before the tokens expire.",
    source: "Cisco TAC, Migrate CUCM Mixed Mode with Tokenless CTL (118893); Cisco Security Guide, Cisco CTL Client",
    since: "0.1",
    needs: "a CTL",
    wants: &[],
    applies: any_ctl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for ctl in ctls(evaluation) {
        let records = expected::records(evaluation, ctl);
        let signers: Vec<_> = records.iter().filter(|listed| listed.role == Role::SAST).collect();
        if signers.is_empty() || signers.iter().any(|listed| listed.identity != Identity::Etoken) {
            continue;
        }
        let names: Vec<String> = signers.iter().map(|listed| listed.names.shown()).collect();
        let title = format!("{} is a CTL of hardware tokens", ctl.input.short_name());
        let detail = format!("Its signers are {}.", listed_briefly(&names));
        let evidence = signers.iter().map(|listed| record(ctl.input.id, listed.number)).collect();
        observations.say(title, detail, evidence);
    }
}
