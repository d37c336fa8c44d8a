//! CTL-11

use super::super::{Check, Observations, input};
use super::{any_ctl, any_lsc_in_use, ctls};
use crate::case::evaluation::Evaluation;
use crate::expected;
use crate::formats::trust_list::Role;
use crate::report::Severity;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CTL-11",
    severity: Severity::Warning,
    title: "Where phones have LSCs, the CTL holds CAPF",
    meaning: "A secure phone looks for CAPF in its CTL when it gets or renews an LSC. What a stale CAPF does, Cisco documents: phones do not \
              register, and LSCs cannot be installed. That a missing one does the same is likely, and not documented.",
    symptoms: "LSCs can probably not be installed or renewed, and phones with secure profiles may not register.",
    plan: None,
    remedy: "See that CAPF is activated on the publisher, then run \"utils ctl update CTLFile\", restart CAPF, TVS and TFTP, and reset the \
              phones.",
    source: "Cisco doc 225746, Troubleshoot Common Issues with Certificate Renewal in CUCM",
    since: "0.1",
    needs: "a CTL",
    wants: &[],
    applies: any_ctl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let Some(reason) = any_lsc_in_use(evaluation) else { return };
    for ctl in ctls(evaluation).filter(|ctl| expected::is_whole(ctl)) {
        if ctl.contents.list.with_role(Role::CAPF).any(|(_, capf)| capf.has_certificate()) {
            continue;
        }
        let title = format!("{} has no CAPF, though LSCs are in use", ctl.input.short_name());
        let detail = format!("LSCs are in use: {reason}.");
        observations.say(title, detail, vec![input(ctl.input.id)]);
    }
}
