//! ITL-09

use super::super::{Check, Observations};
use super::{Several, any_itl, itls};
use crate::case::evaluation::{Evaluation, JudgedList};
use crate::expected;
use crate::formats::trust_list::Role;
use crate::report::Severity;

pub(in crate::checks) static CHECK: Check = Check {
    id: "ITL-09",
    severity: Severity::Critical,
    title: "The ITL is not emptied for a rollback",
    meaning: "While the enterprise parameter \"Prepare Cluster for Rollback to pre 8.0\" is True, CUCM writes ITLs without TFTP and TVS. A \
              phone that holds such a list takes any configuration and any new ITL, from anybody. The CTL is not emptied.",
    symptoms: "Phones work, but believe any TFTP server. Phone services over HTTPS fail, because there is no TVS to ask.",
    plan: None,
    remedy: "If a rollback or a move of phones to another cluster is under way, this is right until it is done. Otherwise set \"Prepare \
              Cluster for Rollback to pre 8.0\" to False, restart TVS, then TFTP, on all nodes, and reset the phones, so that they take a \
              filled ITL.",
    source: "Cisco Security Guide, Default Security",
    since: "0.1",
    needs: "an ITL",
    wants: &[],
    applies: any_itl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    let emptied = itls(evaluation).filter(|itl| expected::is_whole(itl) && is_emptied(itl));
    let Some(named) = Several::of(emptied) else { return };
    let title = format!("{} emptied: phones that hold such a list believe anybody", named.and("is", "are"));
    let detail = "No record for TFTP and none for TVS holds a certificate. That is what CUCM writes while it is prepared for a rollback to a release before 8.0.";
    observations.say(title, detail, named.inputs);
}

/// Whether no record that a phone would take configuration or answers by holds anything.
fn is_emptied(itl: &JudgedList<'_>) -> bool {
    let serves = |role: Role| matches!(role, Role::TFTP | Role::CCM_TFTP | Role::CCM | Role::TVS);
    let mut records = itl.contents.list.records.iter();
    !records.any(|found| found.role().is_some_and(serves) && found.has_certificate())
}
