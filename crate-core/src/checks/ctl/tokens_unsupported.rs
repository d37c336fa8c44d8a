//! CTL-08

use super::super::{Check, Fact, Observations};
use super::token_evidence;
use super::{any_ctl, ctls};
use crate::case::Release;
use crate::case::evaluation::Evaluation;
use crate::expected;
use crate::plan::Key;
use crate::report::Severity;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CTL-08",
    severity: Severity::Error,
    title: "No hardware token signs the CTL where tokens are not supported",
    meaning: "The CTL client is not supported from 14 on, and hardware tokens are not from 14 SU3 on. A CTL that they signed still works for \
              phones that hold it, but it cannot be updated any more: every renewal of CallManager or CAPF then leaves phones behind.",
    symptoms: "Nobody feels it, until CallManager or CAPF is renewed or a node is added: the CTL cannot follow.",
    plan: Some(Key::Tokenless),
    remedy: "Change to a CTL without tokens. Where phones without Security By Default are in use, their CTL has to be deleted by hand, \
              because they do not take another signer.",
    source: "Cisco doc 214231, Regenerate Certificates in UCM; Cisco TAC, Migrate CUCM Mixed Mode with Tokenless CTL (118893)",
    since: "0.1",
    needs: "a CTL",
    wants: &[Fact::Release],
    applies: any_ctl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let releases = evaluation.releases;
    if !releases.surely_at_least(14, 0) {
        // A span that may reach so far does not decide it.
        if releases.at_least(Release::with_update(14, 0, 3)).is_none() {
            observations.lack([Fact::Release]);
        }
        return;
    }
    let (severity, why) = match releases.at_least(Release::with_update(14, 0, 3)) {
        Some(true) => (Severity::Error, "does not support hardware tokens"),
        _ => (
            Severity::Warning,
            "does not support the CTL client; from SU3 on it does not support hardware tokens either",
        ),
    };
    for ctl in ctls(evaluation) {
        let records = expected::records(evaluation, ctl);
        if !expected::has_tokens(&records) {
            continue;
        }
        let title = format!("{} holds hardware tokens", ctl.input.short_name());
        let detail = format!("Release {releases} {why}.");
        observations.say_as(severity, title, detail, token_evidence(ctl, &records));
    }
}
