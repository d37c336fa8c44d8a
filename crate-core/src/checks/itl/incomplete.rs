//! ITL-01

use super::super::{Check, Observations, input};
use super::{any_itl, itls};
use crate::case::evaluation::Evaluation;
use crate::formats::trust_list::{Record, Role};
use crate::report::Severity;

pub(in crate::checks) static CHECK: Check = Check {
    id: "ITL-01",
    severity: Severity::Error,
    title: "An ITL holds a signer, a TFTP server and a TVS",
    meaning: "A phone needs three things of its ITL: a SAST record, so that it takes the next list; a TFTP or CCM+TFTP record, so that it takes signed \
              configuration; and a TVS record, so that it can ask about certificates it does not know. An ITL with a signer alone is what \
              \"Prepare Cluster for Rollback to pre 8.0\" makes: a phone that holds it takes any configuration and any new ITL.",
    symptoms: "Phones refuse signed configuration, or cannot ask TVS: changes do not arrive, and phone services over HTTPS fail.",
    plan: None,
    remedy: "If a rollback is under way, this is right until it is done. Otherwise set \"Prepare Cluster for Rollback to pre 8.0\" to False, see that TVS \
             and TFTP run on every node that should have them, restart TVS, then TFTP, and reset the phones.",
    source: "Cisco Security Guide, Default Security",
    since: "0.1",
    needs: "an ITL",
    wants: &[],
    applies: any_itl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for itl in itls(evaluation).filter(|itl| itl.contents.has_all_records()) {
        // A record that was cut is there; FMT-02 says what became of it.
        let is_there = |record: &Record| record.has_certificate() || record.is_cut();
        let has = |role| itl.contents.list.with_role(role).any(|(_, record)| is_there(record));
        let mut missing = Vec::new();
        if !has(Role::SAST) {
            missing.push("a signer (SAST)");
        }
        let server = has(Role::TFTP) || has(Role::CCM_TFTP);
        if !server {
            missing.push("a TFTP server (TFTP or CCM+TFTP)");
        }
        if !has(Role::TVS) {
            missing.push("a Trust Verification Service (TVS)");
        }
        if missing.is_empty() {
            continue;
        }
        let emptied = !server && !has(Role::TVS) && has(Role::SAST);
        let hint = if emptied { " It looks emptied for a rollback to a release before 8.0." } else { "" };
        let detail = format!("It lacks {}.{hint}", missing.join(", "));
        observations.say(format!("{} is not a usable ITL", itl.input.short_name()), detail, vec![input(itl.input.id)]);
    }
}
