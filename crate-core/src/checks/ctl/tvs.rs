//! CTL-02

use super::super::{Check, Observations, record};
use super::{any_ctl, ctls};
use crate::case::evaluation::Evaluation;
use crate::formats::trust_list::Role;
use crate::report::Severity;

pub(in crate::checks) static CHECK: Check = Check {
    id: "CTL-02",
    severity: Severity::Error,
    title: "A CTL holds no TVS",
    meaning: "The Trust Verification Service belongs into the ITL. CUCM never writes it into a CTL; a CTL that has it was made by hand, or is an ITL \
              under another name.",
    symptoms: "",
    plan: None,
    remedy: "See where the file came from; have it written anew with \"utils ctl update CTLFile\".",
    source: "Cisco doc 214231; Cisco Preferred Architecture 12.x, Security",
    since: "0.1",
    needs: "a CTL",
    wants: &[],
    applies: any_ctl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for ctl in ctls(evaluation) {
        let evidence: Vec<_> =
            ctl.contents.list.with_role(Role::TVS).map(|(number, _)| record(ctl.input.id, number)).collect();
        if !evidence.is_empty() {
            let detail = "The role TVS stands only in ITLs that CUCM writes.";
            observations.say(format!("{} holds a TVS record", ctl.input.short_name()), detail, evidence);
        }
    }
}
