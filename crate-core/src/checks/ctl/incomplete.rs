//! CTL-01

use super::super::{Check, Observations, input, record};
use super::{any_ctl, ctls};
use crate::case::evaluation::Evaluation;
use crate::formats::trust_list::Role;
use crate::report::{Evidence, Severity};

pub(in crate::checks) static CHECK: Check = Check {
    id: "CTL-01",
    severity: Severity::Error,
    title: "A CTL holds a signer, a CallManager server and one CAPF",
    meaning: "Secure phones take from the CTL whom to believe: a SAST record for the next list, a CCM or CCM+TFTP record for every server they register \
              with, and the one CAPF that issues their certificates. Without CAPF, phones cannot get or renew an LSC; with several, \
              one of them is stale.",
    symptoms: "Secure phones do not register with the server that is missing, or get no LSC.",
    plan: None,
    remedy: "Run \"utils ctl update CTLFile\" on the publisher, restart CallManager and TFTP on every node that runs them, then reset the phones.",
    source: "Cisco TAC, Migrate CUCM Mixed Mode with Tokenless CTL (118893)",
    since: "0.1",
    needs: "a CTL",
    wants: &[],
    applies: any_ctl,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for ctl in ctls(evaluation) {
        let numbers = |role| ctl.contents.list.with_role(role).map(|(number, _)| number).collect::<Vec<_>>();
        let all_there = ctl.contents.has_all_records();
        let mut wrong = Vec::new();
        let mut evidence: Vec<Evidence> = vec![input(ctl.input.id)];
        if all_there && numbers(Role::SAST).is_empty() {
            wrong.push("it lacks a signer (SAST)".to_owned());
        }
        if all_there && numbers(Role::CCM).is_empty() && numbers(Role::CCM_TFTP).is_empty() {
            wrong.push("it lacks a CallManager server (CCM or CCM+TFTP)".to_owned());
        }
        match numbers(Role::CAPF).as_slice() {
            [_] => {}
            [] if !all_there => {}
            [] => wrong.push("it lacks CAPF".to_owned()),
            several => {
                evidence.extend(several.iter().map(|number| record(ctl.input.id, *number)));
                wrong.push(format!("it has {} CAPF records where one belongs", several.len()));
            }
        }
        if !wrong.is_empty() {
            let detail = format!("Here {}.", wrong.join(", "));
            observations.say(format!("{} is not complete", ctl.input.short_name()), detail, evidence);
        }
    }
}
