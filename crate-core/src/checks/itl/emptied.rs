//! ITL-09

use super::super::{Check, Observations, input, record};
use super::{any_itl, itls};
use crate::case::evaluation::Evaluation;
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
    for itl in itls(evaluation).filter(|itl| expected::is_whole(itl)) {
        let records = || itl.contents.list.records.iter();
        let is_emptied = |role: Role| matches!(role, Role::TFTP | Role::CCM_TFTP | Role::CCM | Role::TVS);
        let empties: Vec<_> = (1..).zip(records()).filter(|(_, found)| found.role().is_some_and(is_emptied)).collect();
        if empties.iter().any(|(_, found)| found.has_certificate()) {
            continue;
        }
        let what = if empties.is_empty() {
            "It holds neither a TFTP server nor a TVS.".to_owned()
        } else {
            let roles: Vec<String> =
                empties.iter().filter_map(|(_, found)| found.role()).map(|role| role.to_string()).collect();
            format!("Its records for {} hold no certificate.", crate::text::listed_briefly(&roles))
        };
        let detail =
            format!("{what} That is what CUCM writes while it is prepared for a rollback to a release before 8.0.");
        let places = empties.iter().map(|(number, _)| record(itl.input.id, *number));
        let evidence = [input(itl.input.id)].into_iter().chain(places).collect();
        observations.say(
            format!("{} is emptied: phones that hold it believe anybody", itl.input.short_name()),
            detail,
            evidence,
        );
    }
}
