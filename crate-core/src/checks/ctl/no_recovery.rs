//! CTL-03

use super::super::{Check, Fact, Observations, input};
use super::{any_ctl, ctls};
use crate::case::evaluation::Evaluation;
use crate::expected;
use crate::report::{Severity, Standing};

pub(in crate::checks) static CHECK: Check = Check {
    id: "CTL-03",
    severity: Severity::Warning,
    title: "From about 11.0 a CTL without tokens holds ITLRecovery",
    meaning: "Releases 10.0 to about 10.5 wrote a CTL with the publisher's CallManager as the only signer. Later ones add ITLRecovery, which \
              is left when CallManager is renewed. A CTL that was written before an upgrade stays as it is until somebody updates it.",
    symptoms: "Nobody feels it, until CallManager of the publisher is renewed: then phones know no signer any more, and the CTL has to be \
              deleted on every one of them.",
    plan: None,
    remedy: "Run \"utils ctl update CTLFile\" on the publisher while CallManager is still the old one, restart CallManager and TFTP on every \
              node that runs them, and reset the phones. After that CallManager may be renewed.",
    source: "Cisco field notice FN70613; Cisco doc 214231, Regenerate Certificates in UCM",
    since: "0.1",
    needs: "a CTL",
    wants: &[Fact::Release],
    applies: any_ctl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for ctl in ctls(evaluation) {
        if expected::entries(evaluation, ctl.input.id, CHECK.id, Standing::Missing).next().is_none() {
            continue;
        }
        let title = format!("{} has no ITLRecovery", ctl.input.short_name());
        let detail = format!(
            "None of its signers is called ITLRECOVERY_…, which release {} writes into a CTL without tokens. It was probably written before an upgrade.",
            evaluation.releases
        );
        observations.say(title, detail, vec![input(ctl.input.id)]);
    }
}
